/* SPDX-License-Identifier: MIT */
/* From the checked tree to instructions. */
#include <string.h>

#include "match/program.h"

struct generator {
  quoth__pattern *pattern;
  uint16_t sub; /* the body being written */
  uint16_t depth; /* loops around whose rounds may be empty */
  bool failed;  /* memory is out */
};

/* ---- Size, before anything is written out ------------------------------ */

enum { HUGE_SIZE = 1 << 30 };

static uint32_t capped(uint64_t n) {
  return n > HUGE_SIZE ? HUGE_SIZE : (uint32_t)n;
}

static uint32_t size_of(const quoth__expr *e);

static uint32_t size_of_kids(const quoth__expr *e, uint32_t each) {
  uint64_t n = 0;
  for (const quoth__expr *k = e->kids; k; k = k->next)
    n = capped(n + size_of(k) + each);
  return (uint32_t)n;
}

static uint32_t size_of(const quoth__expr *e) {
  uint64_t body;
  switch (e->kind) {
    case QUOTH__EXPR_CAT: return size_of_kids(e, 0);
    case QUOTH__EXPR_ALT: return size_of_kids(e, 2);
    case QUOTH__EXPR_CAPTURE:
    case QUOTH__EXPR_LOOK: return capped(size_of(e->kids) + UINT64_C(2));
    case QUOTH__EXPR_REPEAT:
      if (e->kids->kind == QUOTH__EXPR_TEST) return 1;
      body = size_of(e->kids);
      if (e->max == QUOTH__UNBOUNDED)
        return capped(body * (e->min + UINT64_C(1)) + 4);
      return capped((body + 1) * e->max + 2);
    default: return 1;
  }
}

/* ---- Writing ----------------------------------------------------------- */

static quoth__insn *at(struct generator *g, uint32_t pc) {
  return &g->pattern->insns.data[pc];
}

static uint32_t here(const struct generator *g) {
  return g->pattern->insns.count;
}

static uint32_t put(struct generator *g, quoth__insn_kind kind, uint32_t a) {
  quoth__pattern *p = g->pattern;
  quoth__insn insn = {.kind = (uint8_t)kind, .sub = g->sub,
                      .depth = g->depth, .a = a};
  if (!QUOTH__VEC_ADD(&p->mem, &p->insns, insn)) g->failed = true;
  return g->failed ? 0 : p->insns.count - 1;
}

static void gen(struct generator *g, const quoth__expr *e);

/* A body that is decided on its own: lookaround or possessive repetition. */
static uint32_t open_body(struct generator *g, quoth__insn_kind kind,
                          uint16_t *outer) {
  uint32_t pc = put(g, kind, 0);
  *outer = g->sub;
  if (g->failed) return pc;
  g->sub = (uint16_t)g->pattern->n_subs++;
  at(g, pc)->body = g->sub;
  at(g, pc)->a = here(g);
  return pc;
}

static void close_body(struct generator *g, uint32_t pc, uint16_t outer) {
  put(g, QUOTH__INSN_ACCEPT, 0);
  g->sub = outer;
  if (!g->failed) at(g, pc)->b = here(g);
}

static void gen_look(struct generator *g, const quoth__expr *e) {
  uint16_t outer;
  uint32_t pc = open_body(
      g, e->behind ? QUOTH__INSN_BEHIND : QUOTH__INSN_AHEAD, &outer);
  gen(g, e->kids);
  close_body(g, pc, outer);
  if (g->failed) return;
  at(g, pc)->negative = e->negative;
  at(g, pc)->shortest = e->kids->shortest;
  at(g, pc)->longest = e->kids->longest;
}

static void gen_alternatives(struct generator *g, const quoth__expr *e) {
  uint32_t jumps = QUOTH__NONE; /* a list through their targets */
  for (const quoth__expr *k = e->kids; k && !g->failed; k = k->next) {
    uint32_t split = k->next ? put(g, QUOTH__INSN_SPLIT, here(g) + 1) : 0;
    gen(g, k);
    if (!k->next || g->failed) continue;
    jumps = put(g, QUOTH__INSN_JUMP, jumps);
    if (!g->failed) at(g, split)->b = here(g);
  }
  while (jumps != QUOTH__NONE && !g->failed) {
    uint32_t next = at(g, jumps)->a;
    at(g, jumps)->a = here(g);
    jumps = next;
  }
}

static void set_split(struct generator *g, uint32_t pc, quoth__greed greed,
                      uint32_t more, uint32_t done) {
  if (g->failed) return;
  bool lazy = greed == QUOTH__LAZY;
  at(g, pc)->a = lazy ? done : more;
  at(g, pc)->b = lazy ? more : done;
}

static void gen_unbounded(struct generator *g, const quoth__expr *e) {
  uint32_t start = here(g), split;
  for (uint32_t i = 0; i < e->min && !g->failed; i++) {
    start = here(g);
    gen(g, e->kids);
  }
  if (e->min == 0 || e->kids->shortest == 0) {
    bool may_be_empty = e->kids->shortest == 0;
    split = put(g, QUOTH__INSN_SPLIT, 0);
    g->depth = (uint16_t)(g->depth + may_be_empty);
    gen(g, e->kids);
    put(g, may_be_empty ? QUOTH__INSN_ROUND : QUOTH__INSN_JUMP, split);
    g->depth = (uint16_t)(g->depth - may_be_empty);
    set_split(g, split, e->greed, split + 1, here(g));
    return;
  }
  /* The last required round is the one to go back to, too. */
  split = put(g, QUOTH__INSN_SPLIT, 0);
  set_split(g, split, e->greed, start, here(g));
}

static void gen_bounded(struct generator *g, const quoth__expr *e) {
  uint32_t splits = QUOTH__NONE;
  for (uint32_t i = 0; i < e->max && !g->failed; i++) {
    if (i >= e->min) splits = put(g, QUOTH__INSN_SPLIT, splits);
    gen(g, e->kids);
  }
  while (splits != QUOTH__NONE && !g->failed) {
    uint32_t next = at(g, splits)->a;
    set_split(g, splits, e->greed, splits + 1, here(g));
    splits = next;
  }
}

static void gen_span(struct generator *g, const quoth__expr *e) {
  uint32_t pc = put(g, QUOTH__INSN_SPAN, e->kids->id);
  if (g->failed) return;
  at(g, pc)->greed = (uint8_t)e->greed;
  at(g, pc)->shortest = e->min;
  at(g, pc)->longest = e->max;
}

/* (x?){m,n} is x{0,n}: it takes the same in the same order. */
static bool is_optional(const quoth__expr *e) {
  return e->kind == QUOTH__EXPR_REPEAT && e->min == 0 && e->max == 1 &&
         e->greed == QUOTH__GREEDY && e->kids->shortest > 0;
}

static void gen_repeat(struct generator *g, const quoth__expr *e) {
  quoth__expr simple = *e;
  if (e->greed != QUOTH__LAZY && is_optional(e->kids)) {
    simple.min = 0;
    simple.kids = e->kids->kids;
    e = &simple;
  }
  if (e->kids->kind == QUOTH__EXPR_TEST) {
    gen_span(g, e);
    return;
  }
  bool possessive = e->greed == QUOTH__POSSESSIVE;
  uint16_t outer = 0;
  uint32_t pc = possessive ? open_body(g, QUOTH__INSN_ATOMIC, &outer) : 0;
  if (e->max == QUOTH__UNBOUNDED) gen_unbounded(g, e);
  else gen_bounded(g, e);
  if (possessive) close_body(g, pc, outer);
}

static void gen(struct generator *g, const quoth__expr *e) {
  if (g->failed) return;
  switch (e->kind) {
    case QUOTH__EXPR_TEST: put(g, QUOTH__INSN_TEST, e->id); break;
    case QUOTH__EXPR_LEXICON: put(g, QUOTH__INSN_LEXICON, e->id); break;
    case QUOTH__EXPR_LAYER: put(g, QUOTH__INSN_LAYER, e->id); break;
    case QUOTH__EXPR_START: put(g, QUOTH__INSN_START, 0); break;
    case QUOTH__EXPR_END: put(g, QUOTH__INSN_END, 0); break;
    case QUOTH__EXPR_CAT:
      for (const quoth__expr *k = e->kids; k; k = k->next) gen(g, k);
      break;
    case QUOTH__EXPR_ALT: gen_alternatives(g, e); break;
    case QUOTH__EXPR_REPEAT: gen_repeat(g, e); break;
    case QUOTH__EXPR_LOOK: gen_look(g, e); break;
    case QUOTH__EXPR_CAPTURE:
      put(g, QUOTH__INSN_OPEN, e->id);
      gen(g, e->kids);
      put(g, QUOTH__INSN_CLOSE, e->id);
      break;
  }
}

/* ---- Joins ------------------------------------------------------------- */

static void reach(uint8_t *ways, uint32_t pc) {
  if (ways[pc] < 2) ways[pc]++;
}

/* What is reached on one way only is never tried twice at one place. */
static void mark_joins(quoth__pattern *p, uint8_t *ways) {
  uint32_t n = p->insns.count;
  for (uint32_t pc = 0; pc < n; pc++) {
    const quoth__insn *i = &p->insns.data[pc];
    switch (i->kind) {
      case QUOTH__INSN_ACCEPT: break;
      case QUOTH__INSN_ROUND:
      case QUOTH__INSN_JUMP: reach(ways, i->a); break;
      case QUOTH__INSN_SPLIT:
        reach(ways, i->a);
        reach(ways, i->b);
        break;
      case QUOTH__INSN_AHEAD:
      case QUOTH__INSN_BEHIND: reach(ways, i->b); break;
      case QUOTH__INSN_ATOMIC:
        reach(ways, i->b);
        reach(ways, i->b);
        break;
      case QUOTH__INSN_SPAN: /* from several places to one */
      case QUOTH__INSN_LAYER:
      case QUOTH__INSN_LEXICON:
        reach(ways, pc + 1);
        reach(ways, pc + 1);
        break;
      default: reach(ways, pc + 1); break;
    }
  }
  for (uint32_t pc = 0; pc < n; pc++)
    p->insns.data[pc].join =
        ways[pc] > 1 || p->insns.data[pc].kind == QUOTH__INSN_SPLIT;
}

static bool number_joins(quoth__pattern *p) {
  uint32_t rows = 0;
  if (!QUOTH__VEC_RESERVE(&p->mem, &p->bodies, p->n_subs)) return false;
  p->bodies.count = p->n_subs;
  p->bodies.data[0] = (quoth__body){0, 0};
  for (uint32_t pc = 0; pc < p->insns.count; pc++) {
    quoth__insn *i = &p->insns.data[pc];
    i->row = rows;
    if (i->join) rows += i->depth + 1u;
    if (i->kind == QUOTH__INSN_AHEAD || i->kind == QUOTH__INSN_BEHIND ||
        i->kind == QUOTH__INSN_ATOMIC)
      p->bodies.data[i->body].first_row = rows;
    quoth__body *own = &p->bodies.data[i->sub];
    if (i->kind == QUOTH__INSN_ACCEPT) own->n_rows = rows - own->first_row;
  }
  return true;
}

quoth_status quoth__pattern_generate(quoth__pattern *pattern,
                                     const quoth__source *source,
                                     quoth_error *error) {
  struct generator g = {.pattern = pattern};
  uint32_t size = size_of(pattern->root);
  if (size >= QUOTH__MAX_INSNS)
    return quoth__error_at(error, QUOTH_ELIMIT, &source->origin, source->text,
                           source->len, 0,
                           "the pattern is too big: %s%u instructions when "
                           "its repetitions are written out, at most %d",
                           size >= HUGE_SIZE ? "more than " : "", size,
                           QUOTH__MAX_INSNS);
  pattern->n_subs = 1;
  gen(&g, pattern->root);
  put(&g, QUOTH__INSN_ACCEPT, 0);
  uint8_t *ways =
      quoth__mem_zero(&pattern->mem, pattern->insns.count + (size_t)1);
  if (g.failed || !ways) {
    quoth__mem_free(&pattern->mem, ways, pattern->insns.count + (size_t)1);
    return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  }
  mark_joins(pattern, ways);
  quoth__mem_free(&pattern->mem, ways, pattern->insns.count + (size_t)1);
  return number_joins(pattern)
             ? QUOTH_OK
             : quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}
