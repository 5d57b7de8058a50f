/* SPDX-License-Identifier: MIT */
#include "engine/control.h"

#include <stdlib.h>

/* -1, 0, 1 for a below, equal to, above b. */
#define COMPARE(a, b) (((a) > (b)) - ((a) < (b)))

static int by_place(const quoth__candidate *a, const quoth__candidate *b) {
  int c = COMPARE(a->span.start, b->span.start);
  return c ? c : COMPARE(b->span.end, a->span.end);
}

static int by_rank(const quoth__candidate *a, const quoth__candidate *b) {
  int c = COMPARE(b->priority, a->priority);
  return c ? c : COMPARE(a->rule, b->rule);
}

static int by_region(const quoth__candidate *a, const quoth__candidate *b) {
  int c = COMPARE(a->region.start, b->region.start);
  return c ? c : COMPARE(b->region.end, a->region.end);
}

/* The total order. */
static int in_order(const void *x, const void *y) {
  const quoth__candidate *a = x, *b = y;
  int c = by_place(a, b);
  if (!c) c = by_rank(a, b);
  return c ? c : by_region(a, b);
}

/* `first`: at one start the rule's rank goes before the length. */
static int rank_at_start(const void *x, const void *y) {
  const quoth__candidate *a = x, *b = y;
  int c = COMPARE(a->span.start, b->span.start);
  if (!c) c = by_rank(a, b);
  return c ? c : in_order(a, b);
}

/* `once`: region by region. */
static int region_first(const void *x, const void *y) {
  const quoth__candidate *a = x, *b = y;
  int c = by_region(a, b);
  return c ? c : in_order(a, b);
}

/* `brill`: rule by rule. */
static int rule_first(const void *x, const void *y) {
  const quoth__candidate *a = x, *b = y;
  int c = COMPARE(a->rule, b->rule);
  return c ? c : in_order(a, b);
}

static void sort(quoth__candidates *c,
                 int (*order)(const void *, const void *)) {
  if (c->count > 1) qsort(c->data, c->count, sizeof *c->data, order);
}

/* One rule found the same bytes in several regions that overlap: one match. */
static void drop_doubles(quoth__candidates *c) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    const quoth__candidate *last = kept ? &c->data[kept - 1] : NULL;
    if (last && last->rule == c->data[i].rule && !by_place(last, &c->data[i]))
      continue;
    c->data[kept++] = c->data[i];
  }
  c->count = kept;
}

/* Keep, from left to right, what does not overlap with the one kept before. */
static quoth_status keep_disjoint(quoth__candidates *c, quoth__control_ask ask,
                                  void *ud) {
  uint32_t kept = 0, taken = 0; /* taken: end of the last one kept */
  for (uint32_t i = 0; i < c->count; i++) {
    bool yes = c->data[i].span.start >= taken;
    quoth_status status = yes ? ask(ud, &c->data[i], &yes) : QUOTH_OK;
    if (status != QUOTH_OK) return status;
    if (!yes) continue;
    taken = c->data[i].span.end;
    c->data[kept++] = c->data[i];
  }
  c->count = kept;
  return QUOTH_OK;
}

static quoth_status keep_all(quoth__candidates *c, quoth__control_ask ask,
                             void *ud) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    bool yes = true;
    quoth_status status = ask(ud, &c->data[i], &yes);
    if (status != QUOTH_OK) return status;
    if (yes) c->data[kept++] = c->data[i];
  }
  c->count = kept;
  return QUOTH_OK;
}

static quoth_status keep_one_a_region(quoth__candidates *c,
                                      quoth__control_ask ask, void *ud) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->count; i++) {
    bool yes = !kept || by_region(&c->data[kept - 1], &c->data[i]);
    quoth_status status = yes ? ask(ud, &c->data[i], &yes) : QUOTH_OK;
    if (status != QUOTH_OK) return status;
    if (yes) c->data[kept++] = c->data[i];
  }
  c->count = kept;
  return QUOTH_OK;
}

/* Place of the first of `n` disjoint spans that ends after a byte. */
static uint32_t first_after(const quoth__candidate *taken, uint32_t n,
                            uint32_t byte) {
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (taken[mid].span.end <= byte)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/*
 * Rule after rule. Each keeps what is free, and is then merged into what is
 * taken: [0, taken) is disjoint and in order of the text.
 */
static quoth_status keep_rule_by_rule(quoth__candidates *c,
                                      quoth__control_ask ask, void *ud) {
  uint32_t taken = 0;
  for (uint32_t i = 0; i < c->count;) {
    uint32_t rule = c->data[i].rule, kept = taken, end = 0;
    for (; i < c->count && c->data[i].rule == rule; i++) {
      quoth_span s = c->data[i].span;
      uint32_t at = first_after(c->data, taken, s.start);
      bool yes = s.start >= end &&
                 (at == taken || c->data[at].span.start >= s.end);
      quoth_status status = yes ? ask(ud, &c->data[i], &yes) : QUOTH_OK;
      if (status != QUOTH_OK) return status;
      if (!yes) continue;
      end = s.end;
      c->data[kept++] = c->data[i];
    }
    quoth__candidates so_far = {c->data, kept, kept};
    if (kept > taken) sort(&so_far, in_order);
    taken = kept;
  }
  c->count = taken;
  return QUOTH_OK;
}

quoth_status quoth__control_choose(quoth_control control, quoth__candidates *c,
                                   quoth__control_ask ask, void *ud) {
  quoth_status status = QUOTH_EINVAL;
  switch (control) {
    case QUOTH_CONTROL_LONGEST:
      sort(c, in_order);
      return keep_disjoint(c, ask, ud);
    case QUOTH_CONTROL_ALL:
      sort(c, in_order);
      drop_doubles(c);
      return keep_all(c, ask, ud);
    case QUOTH_CONTROL_FIRST:
      sort(c, rank_at_start);
      return keep_disjoint(c, ask, ud);
    case QUOTH_CONTROL_ONCE:
      sort(c, region_first);
      status = keep_one_a_region(c, ask, ud);
      sort(c, in_order);
      drop_doubles(c);
      break;
    case QUOTH_CONTROL_BRILL:
      sort(c, rule_first);
      return keep_rule_by_rule(c, ask, ud);
  }
  return status;
}
