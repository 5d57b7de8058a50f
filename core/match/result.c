/* SPDX-License-Identifier: MIT */
/* Matches with their captures, and what rides along with them. */
#include <string.h>

#include "match/reference.h"

static bool add_capture(quoth__matcher *m, uint32_t name, uint32_t first,
                        uint32_t end) {
  quoth__capture c = {name, first, end};
  if (first == end) return true; /* took nothing */
  if (!QUOTH__VEC_RESERVE(&m->mem, &m->captures, 1)) return false;
  uint32_t n = m->captures.count++;
  quoth__capture *all = m->captures.data;
  /* In order of (first, longer first); they come nearly so. */
  for (; n && (all[n - 1].first > first ||
               (all[n - 1].first == first && all[n - 1].end < end));
       n--)
    all[n] = all[n - 1];
  all[n] = c;
  return true;
}

static bool add_item(quoth__matcher *m, const quoth__element *e,
                     const quoth__event *event) {
  quoth__item item = {event->at, event->end, e->lexicon, event->id};
  if (!QUOTH__VEC_RESERVE(&m->mem, &m->items, 1)) return false;
  uint32_t n = m->items.count++;
  quoth__item *all = m->items.data;
  for (; n && (all[n - 1].first > item.first ||
               (all[n - 1].first == item.first &&
                all[n - 1].end < item.end));
       n--)
    all[n] = all[n - 1];
  all[n] = item;
  return true;
}

/* The trail as captures and items. */
static bool read_trail(quoth__matcher *m, const quoth__pattern *p) {
  m->captures.count = m->items.count = m->open.count = 0;
  for (uint32_t i = 0; i < m->trail.count; i++) {
    const quoth__event *e = &m->trail.data[i];
    const quoth__insn *insn = &p->insns.data[e->pc];
    bool ok = true;
    if (insn->kind == QUOTH__INSN_OPEN) {
      ok = QUOTH__VEC_ADD(&m->mem, &m->open, *e);
    } else if (insn->kind == QUOTH__INSN_CLOSE) {
      const quoth__event *start = &m->open.data[--m->open.count];
      ok = add_capture(m, e->id, start->at, e->at);
    } else {
      ok = add_item(m, &p->elements.data[insn->a], e);
    }
    if (!ok) return false;
  }
  return true;
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
  if (!read_trail(m, pattern)) return QUOTH_ENOMEM;
  out->first = first;
  out->end = end;
  out->captures = m->captures.data;
  out->n_captures = m->captures.count;
  out->items = m->items.data;
  out->n_items = m->items.count;
  return QUOTH_OK;
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
