/* SPDX-License-Identifier: MIT */
/* The preferred way through a pattern whose rows tell where each choice leads. */
#include "match/matcher.h"
#include "match/ways.h"

static bool note(const quoth__sweep *s, uint32_t pc, uint32_t at,
                 uint32_t end, uint32_t id) {
  quoth__event e = {pc, at, end, id};
  return QUOTH__VEC_ADD(&s->m->mem, &s->m->trail, e);
}

static bool leads_on(const quoth__sweep *s, uint32_t pc, uint32_t at) {
  return quoth__bit(s->m->ways.at.data[pc], at);
}

/* Where an optional symbol ends: the most frequent kind of a span. */
static uint32_t optional_end(const quoth__insn *i, const uint64_t *test,
                             const uint64_t *then, uint32_t at) {
  bool can = quoth__bit(test, at);
  if (i->greed == QUOTH__POSSESSIVE) return at + can;
  if (i->greed == QUOTH__LAZY) return at + !quoth__bit(then, at);
  return at + (can && quoth__bit(then, at + 1));
}

/* Where the symbols end that this one is to take. */
static uint32_t span_end(const quoth__sweep *s, uint32_t pc, uint32_t at) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  const uint64_t *then = s->m->ways.at.data[pc + 1];
  const quoth__plot *plot = &s->grid->plots.data[s->grid->plot_at.data[at]];
  uint32_t end = plot->place + (plot->region.end - plot->region.first);
  uint32_t most = end - at;
  if (i->greed == QUOTH__LAZY)
    return quoth__bits_next(then, at + i->shortest, end, true);
  if (most > i->longest) most = i->longest;
  if (most)
    most = quoth__bits_next(s->m->ways.test.data[pc], at, at + most, false) -
           at;
  if (i->greed == QUOTH__POSSESSIVE) return at + most;
  return quoth__bits_last(then, at + i->shortest, at + most);
}

/* The first in the list that starts at a place. */
static uint32_t first_at(const quoth__occurrences *list, uint32_t at) {
  uint32_t low = 0, high = list->count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (list->data[mid].first < at) low = mid + 1;
    else high = mid;
  }
  return low;
}

static const quoth__occurrence *occurrence(const quoth__sweep *s, uint32_t pc,
                                           uint32_t at) {
  const quoth__occurrences *list = s->m->ways.list.data[pc];
  uint32_t i = first_at(list, at);
  while (!leads_on(s, pc + 1, list->data[i].end)) i++;
  return &list->data[i];
}

uint32_t quoth__ways_walk(const quoth__sweep *s, uint32_t pc, uint32_t at,
                          bool keep) {
  const quoth__occurrence *o;
  const quoth__insn *insns = s->pattern->insns.data;
  const uint64_t *const *then = s->m->ways.at.data + 1;
  const uint64_t *const *test = s->m->ways.test.data;
  for (;;) {
    const quoth__insn *i = &insns[pc];
    s->m->steps++;
    switch ((quoth__insn_kind)i->kind) {
      case QUOTH__INSN_TEST: at++, pc++; break;
      case QUOTH__INSN_SPAN:
        at = i->longest == 1 && !i->shortest
                 ? optional_end(i, test[pc], then[pc], at)
                 : span_end(s, pc, at);
        pc++;
        break;
      case QUOTH__INSN_LEXICON:
      case QUOTH__INSN_LAYER:
        o = occurrence(s, pc, at);
        if (keep && !note(s, pc, at, o->end, o->id)) return QUOTH__NONE;
        at = o->end, pc++;
        break;
      case QUOTH__INSN_SPLIT: pc = leads_on(s, i->a, at) ? i->a : i->b; break;
      case QUOTH__INSN_JUMP:
      case QUOTH__INSN_ROUND: pc = i->a; break;
      case QUOTH__INSN_OPEN:
      case QUOTH__INSN_CLOSE:
        if (keep && !note(s, pc, at, at, i->a)) return QUOTH__NONE;
        pc++;
        break;
      case QUOTH__INSN_AHEAD:
        if (keep && !i->negative &&
            quoth__ways_walk(s, i->a, at, true) == QUOTH__NONE)
          return QUOTH__NONE;
        pc = i->b;
        break;
      case QUOTH__INSN_ATOMIC:
        at = quoth__ways_walk(s, i->a, at, keep);
        if (at == QUOTH__NONE) return at;
        pc = i->b;
        break;
      case QUOTH__INSN_BEHIND: pc = i->b; break;
      case QUOTH__INSN_START:
      case QUOTH__INSN_END: pc++; break;
      case QUOTH__INSN_ACCEPT: return at;
    }
  }
}
