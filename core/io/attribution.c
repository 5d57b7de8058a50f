/* SPDX-License-Identifier: MIT */
#include "io/attribution.h"

#include <stdlib.h>
#include <string.h>

bool quoth__attribution_next(const quoth__attribution *attribution,
                             const char *role, uint32_t *at,
                             quoth_span *span) {
  const quoth_annotation *a = &attribution->a;
  for (; *at < a->n_parts; ++*at) {
    if (strcmp(a->parts[*at].role, role) != 0) continue;
    *span = a->parts[(*at)++].span;
    return true;
  }
  return false;
}

quoth_span quoth__attribution_first(const quoth__attribution *attribution,
                                    const char *role) {
  uint32_t at = 0;
  quoth_span span = {0, 0};
  quoth__attribution_next(attribution, role, &at, &span);
  return span;
}

static quoth__text text_feature(const quoth_annotation *a, const char *name) {
  quoth_value v = quoth_annotation_feature(a, name);
  if (v.kind != QUOTH_VALUE_STRING) return (quoth__text){NULL, 0};
  return (quoth__text){v.string, v.len};
}

/* The kind a rule gave, or the one that the quotation marks tell. */
static quoth_kind kind_of(const quoth_doc *doc, const quoth_annotation *a) {
  quoth__text given = text_feature(a, "kind");
  for (int k = QUOTH_KIND_DIRECT; given.s && k <= QUOTH_KIND_MIXED; k++)
    if (strcmp(given.s, quoth_kind_name((quoth_kind)k)) == 0)
      return (quoth_kind)k;
  quoth_span content[64];
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->n_parts && n < 64; i++)
    if (strcmp(a->parts[i].role, "content") == 0)
      content[n++] = a->parts[i].span;
  return quoth_doc_kind(doc, content, n);
}

static uint32_t first_byte(const quoth_annotation *a) {
  uint32_t at = UINT32_MAX;
  for (uint32_t i = 0; i < a->n_parts; i++) {
    const quoth_part *p = &a->parts[i];
    bool counts =
        strcmp(p->role, "content") == 0 || strcmp(p->role, "cue") == 0;
    if (counts && p->span.start < at) at = p->span.start;
  }
  return at == UINT32_MAX ? a->span.start : at;
}

static quoth_value number_feature(const quoth_annotation *a, const char *name) {
  quoth_value v = quoth_annotation_feature(a, name);
  return v.kind == QUOTH_VALUE_NUMBER ? v : (quoth_value){0};
}

static void describe(quoth__attribution *t, const quoth_doc *doc,
                     const quoth_engine *engine) {
  const quoth_annotation *a = &t->a;
  t->kind = kind_of(doc, a);
  t->act = text_feature(a, "act");
  t->speaker = text_feature(a, "speaker");
  t->resolved_by = text_feature(a, "resolved_by");
  t->polarity = text_feature(a, "polarity");
  t->speaker_id = number_feature(a, "speaker_id");
  t->confidence = number_feature(a, "confidence");
  t->at = first_byte(a);
  t->order = a->id;
  t->has_rule = a->rule != QUOTH_NONE &&
                quoth_engine_rule(engine, a->rule, &t->rule) == QUOTH_OK;
}

static int by_place(const void *left, const void *right) {
  const quoth__attribution *a = left, *b = right;
  if (a->at != b->at) return a->at < b->at ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

quoth_status quoth__attributions(const quoth_doc *doc,
                                 const quoth_annotations *annotations,
                                 const quoth_engine *engine,
                                 quoth__attribution **out, uint32_t *count) {
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(annotations, "attribution", &n);
  *out = NULL;
  *count = 0;
  if (n == 0) return QUOTH_OK;
  quoth__attribution *list = calloc(n, sizeof *list);
  if (!list) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    quoth__attribution *t = &list[*count];
    if (quoth_annotations_get(annotations, ids[i], &t->a) != QUOTH_OK) continue;
    describe(t, doc, engine);
    ++*count;
  }
  qsort(list, *count, sizeof *list, by_place);
  *out = list;
  return QUOTH_OK;
}

/* False for packs that are about other things, such as sums of money. */
static bool is_about_attributions(const quoth_engine *engine,
                                  const quoth_annotations *annotations) {
  uint32_t n = 0, n_rules = quoth_engine_rule_count(engine);
  quoth_annotations_layer(annotations, "attribution", &n);
  for (uint32_t i = 0; n == 0 && i < n_rules; i++) {
    quoth_rule_info rule;
    if (quoth_engine_rule(engine, i, &rule) == QUOTH_OK && rule.layer &&
        strcmp(rule.layer, "attribution") == 0)
      return true;
  }
  return n > 0;
}

quoth_status quoth__findings(const quoth_doc *doc,
                             const quoth_annotations *annotations,
                             const quoth_engine *engine,
                             quoth__attribution **out, uint32_t *count) {
  if (is_about_attributions(engine, annotations))
    return quoth__attributions(doc, annotations, engine, out, count);
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(annotations, NULL, &n);
  *count = 0;
  *out = n > 0 ? calloc(n, sizeof **out) : NULL;
  if (n > 0 && !*out) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    quoth__attribution *t = &(*out)[*count];
    if (quoth_annotations_get(annotations, ids[i], &t->a) != QUOTH_OK ||
        t->a.rule == QUOTH_NONE ||
        quoth_engine_rule(engine, t->a.rule, &t->rule) != QUOTH_OK)
      continue;
    t->found = t->has_rule = true;
    t->at = t->a.span.start;
    ++*count;
  }
  return QUOTH_OK;
}
