/* SPDX-License-Identifier: MIT */
#include "match/small.h"

enum { MOST_WAYS = 64, MOST_INSNS = 40 };

bool quoth__small_fits(const quoth__pattern *p) {
  uint64_t ways = 1;
  if (p->insns.count > MOST_INSNS) return false;
  for (uint32_t pc = 0; pc < p->insns.count; pc++) {
    const quoth__insn *i = &p->insns.data[pc];
    switch ((quoth__insn_kind)i->kind) {
      case QUOTH__INSN_SPAN:
        if (i->longest == QUOTH__UNBOUNDED) return false;
        if (i->greed != QUOTH__POSSESSIVE)
          ways *= i->longest - i->shortest + UINT64_C(1);
        if (ways > MOST_WAYS) return false;
        break;
      case QUOTH__INSN_TEST:
      case QUOTH__INSN_START:
      case QUOTH__INSN_END:
      case QUOTH__INSN_OPEN:
      case QUOTH__INSN_CLOSE:
      case QUOTH__INSN_ACCEPT: break;
      default: return false;
    }
  }
  return true;
}

struct small {
  quoth__matcher *m;
  const quoth__insn *insns;
  quoth__region region;
  uint32_t first, end;
};

static bool note(struct small *s, uint32_t pc, uint32_t at) {
  quoth__event e = {pc, at, at, s->insns[pc].a};
  if (QUOTH__VEC_ADD(&s->m->mem, &s->m->trail, e)) return true;
  s->m->status = QUOTH_ENOMEM;
  return false;
}

static bool go(struct small *s, uint32_t pc, uint32_t at);

/* A way from behind `n` symbols on; what was noted on it is taken back. */
static bool leave(struct small *s, uint32_t pc, uint32_t at) {
  uint32_t trail = s->m->trail.count;
  if (go(s, pc, at)) return true;
  s->m->trail.count = trail;
  return false;
}

static bool span(struct small *s, uint32_t pc, uint32_t at) {
  const quoth__insn *i = &s->insns[pc];
  uint32_t room = s->region.end - at, n = 0;
  uint32_t most = i->longest < room ? i->longest : room;
  if (i->greed == QUOTH__LAZY) {
    for (;; n++) {
      if (n >= i->shortest && leave(s, pc + 1, at + n)) return true;
      if (n == most || !quoth__matcher_test(s->m, i->a, at + n)) return false;
    }
  }
  while (n < most && quoth__matcher_test(s->m, i->a, at + n)) n++;
  if (n < i->shortest) return false;
  if (i->greed == QUOTH__POSSESSIVE) return go(s, pc + 1, at + n);
  for (; n > i->shortest; n--)
    if (leave(s, pc + 1, at + n)) return true;
  return go(s, pc + 1, at + n);
}

static bool go(struct small *s, uint32_t pc, uint32_t at) {
  for (;; pc++) {
    const quoth__insn *i = &s->insns[pc];
    s->m->steps++;
    switch ((quoth__insn_kind)i->kind) {
      case QUOTH__INSN_TEST:
        if (at >= s->region.end || !quoth__matcher_test(s->m, i->a, at))
          return false;
        at++;
        break;
      case QUOTH__INSN_SPAN: return span(s, pc, at);
      case QUOTH__INSN_START:
        if (at != s->region.first) return false;
        break;
      case QUOTH__INSN_END:
        if (at != s->region.end) return false;
        break;
      case QUOTH__INSN_ACCEPT: s->end = at; return at != s->first;
      default:
        if (!note(s, pc, at)) return false;
        break;
    }
  }
}

quoth_status quoth__small_match(quoth__matcher *m,
                                const quoth__pattern *pattern,
                                quoth__region region, uint32_t first,
                                uint32_t *end) {
  struct small s = {m, pattern->insns.data, region, first, first};
  m->trail.count = 0;
  m->status = QUOTH_OK;
  if (m->budget && m->steps >= m->budget) return QUOTH_ELIMIT;
  bool yes = go(&s, 0, first);
  if (!m->status) m->status = quoth__regex_scratch_failure(m->regex);
  if (m->status) return m->status;
  *end = s.end;
  return yes ? QUOTH_OK : QUOTH_ENOTFOUND;
}
