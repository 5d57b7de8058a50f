/* SPDX-License-Identifier: MIT */
#include "match/course.h"

static const quoth__insn *insn(const quoth__pattern *p, uint32_t pc) {
  return &p->insns.data[pc];
}

static bool is_body(const quoth__insn *i) {
  return i->kind == QUOTH__INSN_AHEAD || i->kind == QUOTH__INSN_BEHIND ||
         i->kind == QUOTH__INSN_ATOMIC;
}

static bool is_vague(const quoth__pattern *p, const quoth__insn *i) {
  return (i->kind == QUOTH__INSN_TEST || i->kind == QUOTH__INSN_SPAN) &&
         p->vocab->tests.data[i->a].vague;
}

/* ---- Loops ------------------------------------------------------------- */

static void go_back(quoth__course *c, uint32_t from, uint32_t to) {
  if (to > from) return;
  if (c->marks[to].tail == QUOTH__NONE || c->marks[to].tail < from)
    c->marks[to].tail = from;
}

static void mark_loops(const quoth__pattern *p, quoth__course *c) {
  for (uint32_t pc = 0; pc < p->insns.count; pc++) {
    const quoth__insn *i = insn(p, pc);
    if (i->kind == QUOTH__INSN_SPLIT) {
      go_back(c, pc, i->a);
      go_back(c, pc, i->b);
    } else if (i->kind == QUOTH__INSN_JUMP || i->kind == QUOTH__INSN_ROUND) {
      go_back(c, pc, i->a);
    } else if (i->kind == QUOTH__INSN_BEHIND) {
      c->marks[i->b - 1].skip = pc;
    }
  }
}

static bool has_own_row(const quoth__course *c, const quoth__insn *i,
                        uint32_t pc) {
  if (c->marks[pc].tail != QUOTH__NONE) return true;
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_JUMP:
    case QUOTH__INSN_ROUND:
    case QUOTH__INSN_OPEN:
    case QUOTH__INSN_CLOSE:
    case QUOTH__INSN_ACCEPT: return false;
    default: return true;
  }
}

/* ---- Bodies ------------------------------------------------------------ */

/* What a lookbehind's rows can say: ways that only go on. */
static bool goes_on(const quoth__insn *i, uint32_t pc) {
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_SPAN: return i->greed != QUOTH__POSSESSIVE;
    case QUOTH__INSN_SPLIT: return i->a > pc && i->b > pc;
    case QUOTH__INSN_JUMP: return i->a > pc;
    case QUOTH__INSN_TEST:
    case QUOTH__INSN_LEXICON:
    case QUOTH__INSN_LAYER:
    case QUOTH__INSN_START:
    case QUOTH__INSN_END:
    case QUOTH__INSN_OPEN:
    case QUOTH__INSN_CLOSE:
    case QUOTH__INSN_ACCEPT: return true;
    default: return false;
  }
}

static bool is_noted(const quoth__insn *i) {
  return i->kind == QUOTH__INSN_OPEN || i->kind == QUOTH__INSN_LEXICON ||
         i->kind == QUOTH__INSN_LAYER;
}

/* Whether rows say exactly where the body of `pc` matches. */
static bool is_sure(const quoth__pattern *p, const quoth__course *c,
                    uint32_t pc) {
  const quoth__insn *look = insn(p, pc);
  for (uint32_t k = look->a; k < look->b; k++) {
    const quoth__insn *i = insn(p, k);
    if (is_vague(p, i) || i->kind == QUOTH__INSN_ROUND) return false;
    if (look->kind == QUOTH__INSN_BEHIND && !goes_on(i, k)) return false;
    if (is_body(i) && !c->marks[k].sure) return false;
  }
  return true;
}

/* Nothing is noted on the way back: what it notes depends on the way. */
static bool is_silent(const quoth__pattern *p, const quoth__insn *look) {
  for (uint32_t k = look->a; k < look->b; k++)
    if (is_noted(insn(p, k))) return false;
  return true;
}

static bool mark_bodies(const quoth__pattern *p, quoth__course *c) {
  bool exact = true;
  for (uint32_t pc = p->insns.count; pc-- > 0;) {
    const quoth__insn *i = insn(p, pc);
    if (is_vague(p, i) || i->kind == QUOTH__INSN_ROUND) exact = false;
    if (!is_body(i)) continue;
    c->marks[pc].sure = is_sure(p, c, pc);
    exact &= c->marks[pc].sure;
    if (i->kind == QUOTH__INSN_BEHIND && !i->negative && !is_silent(p, i))
      exact = false;
  }
  return exact;
}

/* ---- What every match has ---------------------------------------------- */

enum { MAX_NEEDS = 4 };

static uint32_t farthest(const quoth__insn *i) {
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_SPLIT: return i->a > i->b ? i->a : i->b;
    case QUOTH__INSN_JUMP: return i->a;
    case QUOTH__INSN_AHEAD:
    case QUOTH__INSN_BEHIND:
    case QUOTH__INSN_ATOMIC: return i->b;
    default: return 0;
  }
}

/* The rarest first: annotations, entries, then tests. */
static bool is_needed(const quoth__pattern *p, const quoth__insn *i,
                      int round) {
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_LAYER: return round == 0;
    case QUOTH__INSN_LEXICON: return round == 1;
    case QUOTH__INSN_TEST:
      return round == 2 &&
             p->vocab->tests.data[i->a].kind != QUOTH__TEST_ANY;
    case QUOTH__INSN_SPAN:
      return round == 2 && i->shortest > 0 &&
             p->vocab->tests.data[i->a].kind != QUOTH__TEST_ANY;
    default: return false;
  }
}

static void find_needs(const quoth__pattern *p, quoth__course *c) {
  for (int round = 0; round < 3; round++) {
    uint32_t reach = 0;
    for (uint32_t pc = 0; pc < p->insns.count; pc++) {
      const quoth__insn *i = insn(p, pc);
      uint32_t to = farthest(i);
      if (reach <= pc) c->marks[pc].passed = true;
      if (reach <= pc && c->n_needs < MAX_NEEDS && is_needed(p, i, round))
        c->needs[c->n_needs++] = pc;
      if (to > reach) reach = to;
    }
  }
}

bool quoth__course_plot(quoth__arena *arena, const quoth__pattern *p,
                        quoth__course *out) {
  uint32_t n = p->insns.count;
  *out = (quoth__course){.may_be_empty = p->root->shortest == 0};
  out->marks = quoth__arena_new(arena, n * sizeof *out->marks);
  out->needs = quoth__arena_new(arena, MAX_NEEDS * sizeof *out->needs);
  if (!out->marks || !out->needs) return false;
  for (uint32_t pc = 0; pc < n; pc++)
    out->marks[pc] =
        (quoth__mark){QUOTH__NONE, QUOTH__NONE, QUOTH__NONE, false, false};
  mark_loops(p, out);
  for (uint32_t pc = 0; pc < n; pc++)
    if (has_own_row(out, insn(p, pc), pc)) out->marks[pc].row = out->n_rows++;
  out->exact = mark_bodies(p, out) && !out->may_be_empty;
  find_needs(p, out);
  return true;
}
