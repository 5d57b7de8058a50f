/* SPDX-License-Identifier: MIT */
/* Matches with their captures, and what rides along with them. */
#include "match/hits.h"
#include "match/reference.h"

/* Behind the captures of the last run, which stay. */
static quoth_status read_trail(quoth__matcher *m, const quoth__pattern *p,
                               quoth__result *out) {
  uint32_t captures = m->captures.count, items = m->items.count;
  if (!quoth__hits_read_trail(m, p)) return QUOTH_ENOMEM;
  /* Where nothing was ever captured there is no memory to point into. */
  out->n_captures = m->captures.count - captures;
  out->n_items = m->items.count - items;
  if (out->n_captures) out->captures = m->captures.data + captures;
  if (out->n_items) out->items = m->items.data + items;
  m->captures.count = captures;
  m->items.count = items;
  return QUOTH_OK;
}

quoth_status quoth__match_at(const quoth__pattern *pattern,
                             quoth__matcher *m, quoth__view *view,
                             quoth__region region, uint32_t first,
                             quoth__result *out) {
  uint32_t end;
  *out = (quoth__result){.pattern = pattern};
  if (first < region.first || first >= region.end ||
      region.end > view->symbols.count)
    return QUOTH_EINVAL;
  quoth_status status = quoth__matcher_look(m, view);
  if (!status) status = quoth__reference_open(m, pattern, region);
  if (!status) status = quoth__reference_match(m, pattern, region, first, &end);
  if (status) return status;
  out->first = first;
  out->end = end;
  return read_trail(m, pattern, out);
}

quoth_status quoth__match_result(const quoth__pattern *pattern,
                                 quoth__matcher *m, quoth__view *view,
                                 const quoth__hit *hit, quoth__result *out) {
  if (hit->id >= m->found.count)
    return quoth__match_at(pattern, m, view, hit->region, hit->first, out);
  const quoth__found *f = &m->found.data[hit->id];
  *out = (quoth__result){.pattern = pattern,
                         .first = hit->first,
                         .end = hit->end,
                         .n_captures = f->n_captures,
                         .n_items = f->n_items};
  if (f->n_captures) out->captures = m->captures.data + f->captures;
  if (f->n_items) out->items = m->items.data + f->items;
  return QUOTH_OK;
}

quoth_status quoth__matcher_skip(quoth__matcher *m, quoth__view *view,
                                 const quoth__pattern *condition) {
  uint32_t n = view->symbols.count, test = condition->insns.data[0].a;
  size_t size = (n / 64 + (size_t)1) * sizeof(uint64_t);
  quoth_status status = quoth__matcher_look(m, view);
  if (status) return status;
  uint64_t *gone = quoth__mem_zero(&m->mem, size);
  if (!gone) return QUOTH_ENOMEM;
  m->status = QUOTH_OK;
  for (uint32_t i = 0; i < n; i++)
    if (quoth__matcher_test(m, test, i)) quoth__bit_set(gone, i);
  m->steps += n;
  if (!m->status) m->status = quoth__regex_scratch_failure(m->regex);
  if (!m->status) quoth__view_skip(view, gone);
  quoth__mem_free(&m->mem, gone, size);
  return m->status;
}

/* ---- Features ---------------------------------------------------------- */

static bool is_within(const quoth__result *r, const quoth__item *item,
                      uint32_t capture) {
  if (capture == QUOTH_NONE) return true;
  for (uint32_t i = 0; i < r->n_captures; i++) {
    const quoth__capture *c = &r->captures[i];
    if (c->name == capture && c->first <= item->first && item->end <= c->end)
      return true;
  }
  return false;
}

static quoth_value feature_of(const quoth__item *item,
                              const quoth_annotations *annotations,
                              const char *feature) {
  quoth_annotation a;
  if (item->lexicon)
    return quoth__lexicon_feature(item->lexicon, item->id, feature);
  if (!annotations || quoth_annotations_get(annotations, item->id, &a))
    return (quoth_value){.kind = QUOTH_VALUE_NIL};
  return quoth_annotation_feature(&a, feature);
}

quoth_value quoth__result_feature(const quoth__result *r,
                                  const quoth_annotations *annotations,
                                  const char *capture, const char *feature) {
  quoth_value nil = {.kind = QUOTH_VALUE_NIL};
  uint32_t name = QUOTH_NONE;
  if (capture) {
    name = quoth__pattern_capture(r->pattern, capture);
    if (name == QUOTH_NONE) return nil;
  }
  for (uint32_t i = 0; i < r->n_items; i++) {
    if (!is_within(r, &r->items[i], name)) continue;
    quoth_value v = feature_of(&r->items[i], annotations, feature);
    if (v.kind != QUOTH_VALUE_NIL) return v;
  }
  return nil;
}
