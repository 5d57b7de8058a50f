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

static quoth__text text_of(const quoth_value *v) {
  if (v->kind != QUOTH_VALUE_STRING) return (quoth__text){NULL, 0};
  return (quoth__text){v->string, v->len};
}

static void describe(quoth__attribution *t, const quoth_attribution *from,
                     const quoth_engine *engine) {
  t->a = from->annotation;
  t->kind = from->kind;
  t->act = text_of(&from->act);
  t->speaker = text_of(&from->speaker);
  t->resolved_by = text_of(&from->resolved_by);
  t->polarity = text_of(&from->polarity);
  t->speaker_id = from->speaker_id;
  t->confidence = from->confidence;
  t->at = from->start;
  t->order = t->a.id;
  t->has_rule = t->a.rule != QUOTH_NONE &&
                quoth_engine_rule(engine, t->a.rule, &t->rule) == QUOTH_OK;
}

quoth_status quoth__attributions(const quoth_doc *doc,
                                 const quoth_annotations *annotations,
                                 const quoth_engine *engine,
                                 quoth__attribution **out, uint32_t *count) {
  uint32_t n = quoth_annotations_attributions(annotations, doc, NULL, 0);
  *out = NULL;
  *count = 0;
  if (n == 0) return QUOTH_OK;
  quoth_attribution *list = calloc(n, sizeof *list);
  *out = calloc(n, sizeof **out);
  if (list && *out) {
    *count = quoth_annotations_attributions(annotations, doc, list, n);
    for (uint32_t i = 0; i < *count; i++) describe(&(*out)[i], &list[i], engine);
  }
  bool ok = list && *out;
  free(list);
  if (ok) return QUOTH_OK;
  free(*out);
  *out = NULL;
  return QUOTH_ENOMEM;
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
