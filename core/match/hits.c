/* SPDX-License-Identifier: MIT */
#include "match/hits.h"

#include <stdlib.h>
#include <string.h>

/* ---- Captures ---------------------------------------------------------- */

static bool add_capture(quoth__matcher *m, uint32_t base, uint32_t name,
                        uint32_t first, uint32_t end) {
  quoth__capture c = {name, first, end};
  if (first == end) return true; /* took nothing */
  if (!QUOTH__VEC_RESERVE(&m->mem, &m->captures, 1)) return false;
  uint32_t n = m->captures.count++;
  quoth__capture *all = m->captures.data;
  /* In order of (first, longer first); they come nearly so. */
  for (; n > base && (all[n - 1].first > first ||
                      (all[n - 1].first == first && all[n - 1].end < end));
       n--)
    all[n] = all[n - 1];
  all[n] = c;
  return true;
}

static bool add_item(quoth__matcher *m, uint32_t base,
                     const quoth__element *e, const quoth__event *event) {
  quoth__item item = {event->at, event->end, e->lexicon, event->id};
  if (!QUOTH__VEC_RESERVE(&m->mem, &m->items, 1)) return false;
  uint32_t n = m->items.count++;
  quoth__item *all = m->items.data;
  for (; n > base && (all[n - 1].first > item.first ||
                      (all[n - 1].first == item.first &&
                       all[n - 1].end < item.end));
       n--)
    all[n] = all[n - 1];
  all[n] = item;
  return true;
}

bool quoth__hits_read_trail(quoth__matcher *m, const quoth__pattern *p) {
  uint32_t captures = m->captures.count, items = m->items.count;
  m->open.count = 0;
  for (uint32_t i = 0; i < m->trail.count; i++) {
    const quoth__event *e = &m->trail.data[i];
    const quoth__insn *insn = &p->insns.data[e->pc];
    bool ok = true;
    if (insn->kind == QUOTH__INSN_OPEN) {
      ok = QUOTH__VEC_ADD(&m->mem, &m->open, *e);
    } else if (insn->kind == QUOTH__INSN_CLOSE) {
      const quoth__event *start = &m->open.data[--m->open.count];
      ok = add_capture(m, captures, e->id, start->at, e->at);
    } else {
      ok = add_item(m, items, &p->elements.data[insn->a], e);
    }
    if (!ok) return false;
  }
  return true;
}

/* ---- Hits -------------------------------------------------------------- */

void quoth__hits_clear(quoth__matcher *m) {
  m->hits.count = m->found.count = m->captures.count = m->items.count = 0;
}

bool quoth__hits_add(quoth__matcher *m, const quoth__pattern *p,
                     quoth__hit hit) {
  quoth__found found = {m->captures.count, 0, m->items.count, 0};
  if (!quoth__hits_read_trail(m, p)) return false;
  found.n_captures = m->captures.count - found.captures;
  found.n_items = m->items.count - found.items;
  hit.id = m->found.count;
  return QUOTH__VEC_ADD(&m->mem, &m->found, found) &&
         QUOTH__VEC_ADD(&m->mem, &m->hits, hit);
}

bool quoth__hits_add_item(quoth__matcher *m, const quoth__lexicon *lexicon,
                          uint32_t id, quoth__hit hit) {
  quoth__found found = {m->captures.count, 0, m->items.count, 1};
  quoth__item item = {hit.first, hit.end, lexicon, id};
  hit.id = m->found.count;
  return QUOTH__VEC_ADD(&m->mem, &m->items, item) &&
         QUOTH__VEC_ADD(&m->mem, &m->found, found) &&
         QUOTH__VEC_ADD(&m->mem, &m->hits, hit);
}

bool quoth__hits_add_bare(quoth__matcher *m, quoth__hit hit) {
  hit.id = QUOTH__NONE;
  return QUOTH__VEC_ADD(&m->mem, &m->hits, hit);
}

/* ---- Order ------------------------------------------------------------- */

static int by_first(const void *a, const void *b) {
  const quoth__hit *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  if (x->end != y->end) return x->end < y->end ? -1 : 1;
  if (x->region.first != y->region.first)
    return x->region.first < y->region.first ? -1 : 1;
  return x->region.end < y->region.end ? -1 : x->region.end > y->region.end;
}

/* In place, for few, or nearly in order. */
static void insert_each(quoth__hit *h, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    quoth__hit hit = h[i];
    uint32_t at = i;
    for (; at && by_first(&h[at - 1], &hit) > 0; at--) h[at] = h[at - 1];
    h[at] = hit;
  }
}

enum { FEW = 16 };

/* As they come from one rule. */
static bool is_sorted(const quoth__hit *h, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    if (h[i - 1].first > h[i].first ||
        (h[i - 1].first == h[i].first && by_first(&h[i - 1], &h[i]) > 0))
      return false;
  return true;
}

/* Hits of one first symbol come together; they are few, or sorted by qsort. */
static void sort_bucket(quoth__hit *h, uint32_t n) {
  if (n <= FEW) insert_each(h, n);
  else qsort(h, n, sizeof *h, by_first);
}

/* By first symbol: count, and put each where it belongs. */
static bool spread(quoth__matcher *m, uint32_t n_symbols) {
  uint32_t n = m->hits.count;
  m->counts.count = m->sorted.count = 0;
  if (!QUOTH__VEC_RESERVE(&m->mem, &m->counts, n_symbols + 2) ||
      !QUOTH__VEC_RESERVE(&m->mem, &m->sorted, n))
    return false;
  uint32_t *at = m->counts.data;
  memset(at, 0, (n_symbols + (size_t)2) * sizeof *at);
  for (uint32_t i = 0; i < n; i++) at[m->hits.data[i].first + 2]++;
  for (uint32_t i = 2; i < n_symbols + 2; i++) at[i] += at[i - 1];
  for (uint32_t i = 0; i < n; i++)
    m->sorted.data[at[m->hits.data[i].first + 1]++] = m->hits.data[i];
  for (uint32_t i = 0; i < n_symbols; i++)
    if (at[i + 1] - at[i] > 1)
      sort_bucket(m->sorted.data + at[i], at[i + 1] - at[i]);
  memcpy(m->hits.data, m->sorted.data, n * sizeof *m->hits.data);
  return true;
}

bool quoth__hits_sort(quoth__matcher *m) {
  quoth__hit *h = m->hits.data;
  uint32_t n = 0, symbols = m->view->symbols.count;
  if (m->hits.count < 2) return true;
  if (m->hits.count <= FEW || is_sorted(h, m->hits.count))
    insert_each(h, m->hits.count);
  else if (m->hits.count < symbols / 16)
    qsort(h, m->hits.count, sizeof *h, by_first);
  else if (!spread(m, symbols)) return false;
  for (uint32_t i = 0; i < m->hits.count; i++)
    if (!n || h[n - 1].first != h[i].first || h[n - 1].item != h[i].item ||
        h[n - 1].end != h[i].end)
      h[n++] = h[i];
  m->hits.count = n;
  return true;
}
