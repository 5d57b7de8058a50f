/* SPDX-License-Identifier: MIT */
#include "io/jsonl_out.h"

#include <stdlib.h>
#include <string.h>

#include "io/attribution.h"
#include "io/json.h"

struct line {
  quoth__out *out;
  const quoth_doc *doc;
  quoth__unit unit;
};

static void key(quoth__out *out, const char *name) {
  quoth__out_str(out, ", \"");
  quoth__out_str(out, name);
  quoth__out_str(out, "\": ");
}

static void text_or_null(quoth__out *out, quoth__text text) {
  if (text.s) quoth__json_string(out, text.s, text.len);
  else quoth__out_str(out, "null");
}

static void index_or_null(quoth__out *out, uint32_t index) {
  if (index == QUOTH_NONE) quoth__out_str(out, "null");
  else quoth__out_u32(out, index);
}

static void write_role(const struct line *l, const quoth__attribution *t,
                       const char *role) {
  key(l->out, role);
  quoth__out_char(l->out, '[');
  quoth_span span;
  const char *comma = "";
  for (uint32_t at = 0; quoth__attribution_next(t, role, &at, &span);) {
    quoth__out_str(l->out, comma);
    quoth__offset_span(l->out, l->doc, span, l->unit);
    comma = ", ";
  }
  quoth__out_char(l->out, ']');
}

static void write_rule(quoth__out *out, bool known,
                       const quoth_rule_info *rule) {
  key(out, "rule");
  if (!known) {
    quoth__out_str(out, "null");
    return;
  }
  char name[512];
  size_t pack = strlen(rule->pack), len = strlen(rule->name);
  if (pack + 1 + len > sizeof name) pack = 0, len = 0;
  memcpy(name, rule->pack, pack);
  name[pack] = '/';
  memcpy(name + pack + 1, rule->name, len);
  quoth__json_string(out, name, pack + 1 + len);
}

static void write_attribution(const struct line *l,
                              const quoth__attribution *t) {
  quoth__out *out = l->out;
  quoth__out_str(out, "{\"kind\": \"");
  quoth__out_str(out, quoth_kind_name(t->kind));
  quoth__out_char(out, '"');
  key(out, "act");
  text_or_null(out, t->act);
  write_role(l, t, "content");
  write_role(l, t, "cue");
  write_role(l, t, "source");
  key(out, "speaker");
  text_or_null(out, t->speaker);
  key(out, "speaker_id");
  quoth__json_value(out, &t->speaker_id);
  key(out, "resolved_by");
  text_or_null(out, t->resolved_by);
  key(out, "polarity");
  text_or_null(out, t->polarity);
  key(out, "confidence");
  quoth__json_value(out, &t->confidence);
  write_rule(out, t->has_rule, &t->rule);
  key(out, "sentence");
  index_or_null(out, quoth_doc_sentence_at(l->doc, t->at));
  key(out, "paragraph");
  index_or_null(out, quoth_doc_paragraph_at(l->doc, t->at));
  quoth__out_char(out, '}');
}

static quoth_status write_attributions(const struct line *l,
                                       const quoth_annotations *annotations,
                                       const quoth_engine *engine) {
  quoth__attribution *list;
  uint32_t n;
  quoth_status status =
      quoth__attributions(l->doc, annotations, engine, &list, &n);
  if (status != QUOTH_OK) return status;
  quoth__out_str(l->out, ", \"attributions\": [");
  for (uint32_t i = 0; i < n; i++) {
    if (i > 0) quoth__out_str(l->out, ", ");
    write_attribution(l, &list[i]);
  }
  quoth__out_char(l->out, ']');
  free(list);
  return QUOTH_OK;
}

static void write_parts(const struct line *l, const quoth_annotation *a) {
  key(l->out, "parts");
  quoth__out_char(l->out, '[');
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth__out_str(l->out, i > 0 ? ", {\"role\": " : "{\"role\": ");
    const char *role = a->parts[i].role;
    quoth__json_string(l->out, role, strlen(role));
    key(l->out, "span");
    quoth__offset_span(l->out, l->doc, a->parts[i].span, l->unit);
    quoth__out_char(l->out, '}');
  }
  quoth__out_char(l->out, ']');
}

static void write_features(quoth__out *out, const quoth_annotation *a) {
  key(out, "features");
  quoth__out_char(out, '{');
  for (uint32_t i = 0; i < a->n_features; i++) {
    if (i > 0) quoth__out_str(out, ", ");
    const quoth_feature *f = &a->features[i];
    quoth__json_string(out, f->name, strlen(f->name));
    quoth__out_str(out, ": ");
    quoth__json_value(out, &f->value);
  }
  quoth__out_char(out, '}');
}

static void write_annotation(const struct line *l, const quoth_annotation *a,
                             const quoth_engine *engine) {
  quoth__out_str(l->out, "{\"id\": ");
  quoth__out_u32(l->out, a->id);
  key(l->out, "layer");
  quoth__json_string(l->out, a->layer, strlen(a->layer));
  key(l->out, "span");
  quoth__offset_span(l->out, l->doc, a->span, l->unit);
  write_parts(l, a);
  write_features(l->out, a);
  quoth_rule_info rule;
  bool known = a->rule != QUOTH_NONE &&
               quoth_engine_rule(engine, a->rule, &rule) == QUOTH_OK;
  write_rule(l->out, known, &rule);
  quoth__out_char(l->out, '}');
}

static void write_annotations(const struct line *l,
                              const quoth_annotations *annotations,
                              const quoth_engine *engine) {
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(annotations, NULL, &n);
  const char *comma = "";
  quoth__out_str(l->out, ", \"annotations\": [");
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(annotations, ids[i], &a) != QUOTH_OK) continue;
    quoth__out_str(l->out, comma);
    write_annotation(l, &a, engine);
    comma = ", ";
  }
  quoth__out_char(l->out, ']');
}

quoth_status quoth__jsonl_write(quoth__out *out, const quoth__record *record,
                                const quoth_context *context,
                                const quoth_annotations *annotations,
                                const quoth__jsonl_options *options) {
  struct line l = {out, quoth_context_doc(context), options->unit};
  const quoth_engine *engine = quoth_context_engine(context);
  quoth__out_str(out, "{\"id\": ");
  if (record->id_is_number) quoth__out_add(out, record->id, record->id_len);
  else quoth__json_string(out, record->id, record->id_len);
  quoth_status status = write_attributions(&l, annotations, engine);
  if (options->annotations) write_annotations(&l, annotations, engine);
  quoth__out_str(out, "}\n");
  return status;
}
