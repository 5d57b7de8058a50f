/* SPDX-License-Identifier: MIT */
#include "match/reference.h"

#include <string.h>

enum {
  SMALL_CELLS = 1 << 16,   /* up to here stamps, 256 KiB */
  MOST_CELLS = 1 << 27,    /* up to here bits, 16 MiB; then slots */
  TRIED_SLOTS = 1 << 20,   /* 16 MiB */
};

struct run {
  quoth__matcher *m;
  const quoth__pattern *pattern;
  quoth__region region;
  uint32_t first; /* where the match starts */
};

/* ---- Memory of what failed --------------------------------------------- */

static bool reserve_words(quoth__matcher *m, void *data, uint32_t *cap,
                          uint32_t n, size_t size) {
  return quoth__vec_reserve(&m->mem, data, cap, 0, n, size);
}

/* Stamps and slots start as zeros: no stamp that counts is 0. */
static quoth_status reserve_zeros(quoth__matcher *m, void **data,
                                  uint32_t *cap, uint32_t n, size_t size) {
  if (*data) return QUOTH_OK;
  if (!reserve_words(m, data, cap, n, size)) return QUOTH_ENOMEM;
  memset(*data, 0, *cap * size);
  return QUOTH_OK;
}

static quoth_status reserve_cells(quoth__matcher *m, uint32_t n_rows) {
  quoth__memo *memo = &m->memo;
  uint64_t cells = (uint64_t)n_rows * memo->width;
  memo->kind = cells <= SMALL_CELLS  ? QUOTH__MEMO_STAMPS
               : cells <= MOST_CELLS ? QUOTH__MEMO_BITS
                                     : QUOTH__MEMO_TRIED;
  switch (memo->kind) {
    case QUOTH__MEMO_STAMPS:
      return reserve_zeros(m, (void **)&memo->stamps, &memo->cap_stamps,
                           SMALL_CELLS, sizeof *memo->stamps);
    case QUOTH__MEMO_TRIED:
      return reserve_zeros(m, (void **)&memo->tried, &memo->cap_tried,
                           TRIED_SLOTS, sizeof *memo->tried);
    case QUOTH__MEMO_BITS: break;
  }
  return reserve_words(m, &memo->bits, &memo->cap_bits,
                       (uint32_t)(cells / 64 + 1), sizeof *memo->bits)
             ? QUOTH_OK
             : QUOTH_ENOMEM;
}

quoth_status quoth__reference_open(quoth__matcher *m,
                                   const quoth__pattern *p,
                                   quoth__region region) {
  quoth__memo *memo = &m->memo;
  if (!reserve_words(m, &memo->sub_stamp, &memo->cap_sub, p->n_subs,
                     sizeof *memo->sub_stamp) ||
      !reserve_words(m, &memo->noted, &memo->cap_noted, p->n_subs,
                     sizeof *memo->noted))
    return QUOTH_ENOMEM;
  memset(memo->sub_stamp, 0, p->n_subs * sizeof *memo->sub_stamp);
  memo->width = region.end - region.first + 1;
  for (uint32_t i = 0; i < p->n_subs; i++) /* what another pattern left */
    memo->noted[i] = (quoth__noted){0, memo->width - 1};
  return reserve_cells(m, p->bodies.data[0].n_rows);
}

/* Forget what failed in a body: it succeeded, or is asked another question. */
static void forget(quoth__memo *memo, uint32_t sub) {
  memo->sub_stamp[sub] = 0;
}

static void clear_bits(quoth__memo *memo, uint64_t from, uint64_t end) {
  for (; from < end && from % 64; from++)
    memo->bits[from / 64] &= ~(UINT64_C(1) << from % 64);
  for (; from + 64 <= end; from += 64) memo->bits[from / 64] = 0;
  for (; from < end; from++)
    memo->bits[from / 64] &= ~(UINT64_C(1) << from % 64);
}

/* Clear what was noted in a body and those within it, and no more than that. */
static void clear_body(quoth__memo *memo, const quoth__pattern *p,
                       uint32_t sub) {
  const quoth__body *bodies = p->bodies.data, *whole = &bodies[sub];
  for (uint32_t i = 0; i < p->n_subs; i++) {
    const quoth__body *b = &bodies[i];
    const quoth__noted n = memo->noted[i];
    if (b->first_row < whole->first_row ||
        b->first_row + b->n_rows > whole->first_row + whole->n_rows)
      continue;
    for (uint32_t row = 0; n.first <= n.last && row < b->n_rows; row++) {
      uint64_t start = (uint64_t)(b->first_row + row) * memo->width;
      clear_bits(memo, start + n.first, start + n.last + 1);
    }
    memo->noted[i] = (quoth__noted){UINT32_MAX, 0};
  }
}

static void note_symbol(quoth__memo *memo, uint32_t sub, uint32_t symbol) {
  quoth__noted *n = &memo->noted[sub];
  if (symbol < n->first) n->first = symbol;
  if (symbol > n->last) n->last = symbol;
}

static uint32_t next_stamp(quoth__memo *memo) {
  if (++memo->stamp == 0) { /* wrapped: old stamps would count again */
    if (memo->stamps)
      memset(memo->stamps, 0, memo->cap_stamps * sizeof *memo->stamps);
    if (memo->tried)
      memset(memo->tried, 0, memo->cap_tried * sizeof *memo->tried);
    memo->stamp = 1;
  }
  return memo->stamp;
}

static void begin(quoth__memo *memo, const quoth__pattern *p, uint32_t sub) {
  if (memo->sub_stamp[sub]) return;
  memo->sub_stamp[sub] = next_stamp(memo);
  if (memo->kind == QUOTH__MEMO_BITS) clear_body(memo, p, sub);
}

/*
 * `fed` tells which of the loops around, whose rounds may be empty, have taken
 * something in this round: the outer `fed` of them. What an inner one took the
 * outer ones took, too, so a number will do; what is to come depends on it.
 */
enum { ALL_FED = UINT16_MAX };

static uint64_t cell_of(const struct run *r, const quoth__insn *i,
                        uint32_t at, uint32_t fed) {
  uint64_t row = i->row + (fed < i->depth ? fed : i->depth);
  return row * r->m->memo.width + (at - r->region.first);
}

static bool was_tried(const struct run *r, const quoth__insn *i, uint32_t at,
                      uint32_t fed) {
  const quoth__memo *memo = &r->m->memo;
  uint64_t cell = cell_of(r, i, at, fed);
  uint32_t stamp = memo->sub_stamp[i->sub];
  const quoth__tried *t;
  switch (memo->kind) {
    case QUOTH__MEMO_STAMPS: return memo->stamps[cell] == stamp;
    case QUOTH__MEMO_BITS: return memo->bits[cell / 64] >> cell % 64 & 1;
    case QUOTH__MEMO_TRIED: break;
  }
  t = &memo->tried[cell % TRIED_SLOTS];
  return t->cell == cell && t->stamp == stamp;
}

/* False when this was tried before. */
static bool visit(struct run *r, const quoth__insn *i, uint32_t at,
                  uint32_t fed) {
  quoth__memo *memo = &r->m->memo;
  uint64_t cell = cell_of(r, i, at, fed);
  uint32_t stamp = memo->sub_stamp[i->sub];
  if (was_tried(r, i, at, fed)) return false;
  switch (memo->kind) {
    case QUOTH__MEMO_STAMPS: memo->stamps[cell] = stamp; break;
    case QUOTH__MEMO_BITS:
      memo->bits[cell / 64] |= UINT64_C(1) << cell % 64;
      note_symbol(memo, i->sub, at - r->region.first);
      break;
    case QUOTH__MEMO_TRIED:
      memo->tried[cell % TRIED_SLOTS] = (quoth__tried){cell, stamp};
      break;
  }
  return true;
}

/* ---- Elements ---------------------------------------------------------- */

static bool push(struct run *r, uint32_t pc, uint32_t at, uint32_t fed) {
  quoth__branch b = {pc, 0, at, fed, r->m->trail.count};
  if (QUOTH__VEC_ADD(&r->m->mem, &r->m->branches, b)) return true;
  r->m->status = QUOTH_ENOMEM;
  return false;
}

/* Come back to the same instruction, for its way number k > 0. */
static bool push_again(struct run *r, uint32_t pc, uint32_t k, uint32_t at,
                       uint32_t fed) {
  if (!push(r, pc, at, fed)) return false;
  r->m->branches.data[r->m->branches.count - 1].again = k;
  return true;
}

static bool note(struct run *r, uint32_t pc, uint32_t at, uint32_t end,
                 uint32_t id) {
  quoth__event e = {pc, at, end, id};
  if (QUOTH__VEC_ADD(&r->m->mem, &r->m->trail, e)) return true;
  r->m->status = QUOTH_ENOMEM;
  return false;
}

static bool lexicon_at(struct run *r, uint32_t pc, uint32_t *at) {
  const quoth__element *e =
      &r->pattern->elements.data[r->pattern->insns.data[pc].a];
  uint32_t entry;
  const uint32_t *words = quoth__matcher_words(r->m, e->lexicon);
  if (!words) {
    r->m->status = QUOTH_ENOMEM;
    return false;
  }
  uint32_t n = quoth__lexicon_longest(e->lexicon, words + *at,
                                      r->region.end - *at, &entry);
  if (!n || (e->passes && !(e->passes[entry / 64] >> entry % 64 & 1)))
    return false;
  if (!note(r, pc, *at, *at + n, entry)) return false;
  *at += n;
  return true;
}

static quoth_value annotation_feature(const void *ud, uint32_t id,
                                      const char *name) {
  quoth_annotation a;
  if (quoth_annotations_get(ud, id, &a))
    return (quoth_value){.kind = QUOTH_VALUE_NIL};
  return quoth_annotation_feature(&a, name);
}

/*
 * The k-th annotation that fits here; further ones wait as a branch, which
 * carries the number of the next one.
 */
static bool layer_at(struct run *r, uint32_t pc, uint32_t k, uint32_t fed,
                     uint32_t *at) {
  const quoth__element *e =
      &r->pattern->elements.data[r->pattern->insns.data[pc].a];
  const quoth__layer *l = quoth__view_layer(r->m->view, e->layer);
  if (!l) {
    r->m->status = QUOTH_ENOMEM;
    return false;
  }
  for (uint32_t i = l->at[*at] + k; i < l->at[*at + 1]; i++, k++) {
    const quoth__start *s = &l->starts[i];
    if (s->end > r->region.end) continue;
    if (!quoth__filter_holds(e->filter, annotation_feature,
                             r->m->view->annotations, s->annotation,
                             r->m->regex))
      continue;
    if (i + 1 < l->at[*at + 1] && !push_again(r, pc, k + 1, *at, fed))
      return false;
    if (!note(r, pc, *at, s->end, s->annotation)) return false;
    *at = s->end;
    return true;
  }
  return false;
}

enum { LONG_RUN = 32 }; /* from here on its end is worth remembering */

static uint32_t count_run(struct run *r, uint32_t test, uint32_t at,
                          uint32_t most) {
  uint32_t n = 0;
  while (n < most && quoth__matcher_test(r->m, test, at + n)) n++;
  r->m->steps += n / 4; /* a symbol here is less than a step elsewhere */
  return n;
}

/* Symbols in a row that pass, at most `most`. */
static uint32_t run_of(struct run *r, uint32_t test, uint32_t at,
                       uint32_t most) {
  quoth__matcher *m = r->m;
  quoth__run *known = &m->runs[test % (sizeof m->runs / sizeof *m->runs)];
  uint32_t left = r->region.end - at;
  if (most > left) most = left;
  if (m->vocab->tests.data[test].kind == QUOTH__TEST_ANY) return most;
  if (most < LONG_RUN) return count_run(r, test, at, most);
  if (known->serial != m->changes || known->test != test ||
      known->region_end != r->region.end || at < known->first ||
      at >= known->end)
    *known = (quoth__run){m->changes, test, at,
                          at + count_run(r, test, at, left), r->region.end};
  if (m->status) known->serial = 0;
  return known->end - at < most ? known->end - at : most;
}

/* Take some symbols in a row; k - 1 of them when this is not the first way. */
static bool span_at(struct run *r, uint32_t pc, uint32_t k, uint32_t fed,
                    uint32_t *at) {
  const quoth__insn *i = &r->pattern->insns.data[pc];
  bool lazy = i->greed == QUOTH__LAZY;
  uint32_t n = k - 1, most = lazy ? i->shortest : i->longest;
  if (k && lazy && (*at + n > r->region.end ||
                    !quoth__matcher_test(r->m, i->a, *at + n - 1)))
    return false;
  if (!k) n = run_of(r, i->a, *at, most);
  if (n < i->shortest) return false;
  if (i->greed == QUOTH__GREEDY) /* what is behind it is a join */
    while (n > i->shortest && was_tried(r, i + 1, *at + n, ALL_FED)) n--;
  bool more = lazy ? n < i->longest && *at + n < r->region.end
                   : n > i->shortest && i->greed == QUOTH__GREEDY;
  if (more && !push_again(r, pc, lazy ? n + 2 : n, *at, fed)) return false;
  *at += n;
  return true;
}

/* ---- The machine ------------------------------------------------------- */

static bool run(struct run *r, uint32_t pc, uint32_t at, uint32_t target,
                uint32_t *end);

/* The nearest start from which the body ends here. */
static bool look_behind(struct run *r, const quoth__insn *i, uint32_t at) {
  uint32_t end, reach = at - r->region.first;
  if (i->longest < reach) reach = i->longest;
  forget(&r->m->memo, i->body); /* the question is about this end */
  for (uint32_t n = i->shortest; n <= reach && !r->m->status; n++)
    if (run(r, i->a, at - n, at, &end)) return true;
  return false;
}

static bool body(struct run *r, uint32_t pc, uint32_t *at) {
  const quoth__insn *i = &r->pattern->insns.data[pc];
  uint32_t end = *at, trail = r->m->trail.count;
  bool yes = i->kind == QUOTH__INSN_BEHIND
                 ? look_behind(r, i, *at)
                 : run(r, i->a, *at, QUOTH_NONE, &end);
  if (i->kind == QUOTH__INSN_ATOMIC) {
    *at = end;
    return yes;
  }
  if (i->negative) r->m->trail.count = trail;
  return yes != i->negative && !r->m->status;
}

/* Follow one way to its end: true when it is accepted. */
static bool follow(struct run *r, quoth__branch from, uint32_t target,
                   uint32_t *end) {
  quoth__matcher *m = r->m;
  uint32_t pc = from.pc, k = from.again, at = from.at, fed = from.fed;
  for (;; k = 0) {
    uint32_t before = at;
    const quoth__insn *i = &r->pattern->insns.data[pc];
    if (m->budget && m->steps >= m->budget) m->status = QUOTH_ELIMIT;
    if (m->status) return false;
    m->steps++;
    if (i->join && !k && !visit(r, i, at, fed)) return false;
    switch ((quoth__insn_kind)i->kind) {
      case QUOTH__INSN_TEST:
        if (at >= r->region.end || !quoth__matcher_test(m, i->a, at))
          return false;
        at++, pc++;
        break;
      case QUOTH__INSN_LEXICON:
        if (at >= r->region.end || !lexicon_at(r, pc, &at)) return false;
        pc++;
        break;
      case QUOTH__INSN_LAYER:
        if (at >= r->region.end || !layer_at(r, pc, k, fed, &at)) return false;
        pc++;
        break;
      case QUOTH__INSN_SPAN:
        if (!span_at(r, pc, k, fed, &at)) return false;
        pc++;
        break;
      case QUOTH__INSN_START:
        if (at != r->region.first) return false;
        pc++;
        break;
      case QUOTH__INSN_END:
        if (at != r->region.end) return false;
        pc++;
        break;
      case QUOTH__INSN_SPLIT:
        if (fed > i->depth) fed = i->depth;
        if (!push(r, i->b, at, fed)) return false;
        pc = i->a;
        break;
      case QUOTH__INSN_ROUND:
        if (fed < i->depth) return false;
        pc = i->a;
        break;
      case QUOTH__INSN_JUMP: pc = i->a; break;
      case QUOTH__INSN_OPEN:
      case QUOTH__INSN_CLOSE:
        if (!note(r, pc, at, at, i->a)) return false;
        pc++;
        break;
      case QUOTH__INSN_AHEAD:
      case QUOTH__INSN_BEHIND:
      case QUOTH__INSN_ATOMIC:
        if (!body(r, pc, &at)) return false;
        pc = i->b;
        break;
      case QUOTH__INSN_ACCEPT:
        /* Never empty. Starts come in ascending order, so that what fails
           here for this reason is not asked again by a later one. */
        if (i->sub == 0 && at == r->first) return false;
        if (target != QUOTH_NONE && at != target) return false;
        *end = at;
        return true;
    }
    if (at != before) fed = ALL_FED;
  }
}

static bool run(struct run *r, uint32_t pc, uint32_t at, uint32_t target,
                uint32_t *end) {
  quoth__matcher *m = r->m;
  uint32_t base = m->branches.count, trail = m->trail.count;
  uint32_t sub = r->pattern->insns.data[pc].sub;
  begin(&m->memo, r->pattern, sub);
  bool yes = false;
  if (!push(r, pc, at, 0)) return false;
  while (!yes && !m->status && m->branches.count > base) {
    quoth__branch b = m->branches.data[--m->branches.count];
    m->trail.count = b.trail;
    yes = follow(r, b, target, end);
  }
  m->branches.count = base;
  if (!yes) m->trail.count = trail;
  if (yes) forget(&m->memo, sub);
  return yes;
}

quoth_status quoth__reference_match(quoth__matcher *m,
                                    const quoth__pattern *pattern,
                                    quoth__region region, uint32_t first,
                                    uint32_t *end) {
  struct run r = {m, pattern, region, first};
  m->branches.count = m->trail.count = 0;
  m->status = QUOTH_OK;
  bool yes = run(&r, 0, first, QUOTH_NONE, end);
  if (!m->status) m->status = quoth__regex_scratch_failure(m->regex);
  if (m->status) return m->status;
  return yes ? QUOTH_OK : QUOTH_ENOTFOUND;
}
