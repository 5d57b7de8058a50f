/* SPDX-License-Identifier: MIT */
/* JSON: an object an article, as docs/attributions.schema.json says. */

#include <stdlib.h>
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"

struct line {
  quoth__out *out;
  const quoth__article *article;
  quoth__unit unit;
};

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
  quoth__json_key(l->out, role);
  quoth__out_char(l->out, '[');
  quoth_span span;
  const char *comma = "";
  for (uint32_t at = 0; quoth__attribution_next(t, role, &at, &span);) {
    quoth__out_str(l->out, comma);
    quoth__article_write_span(l->out, l->article, span, l->unit);
    comma = ", ";
  }
  quoth__out_char(l->out, ']');
}

static void write_rule(quoth__out *out, bool known,
                       const quoth_rule_info *rule) {
  quoth__json_key(out, "rule");
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

/* What only some packs tell is left out where they do not. */
static void write_more(quoth__out *out, const quoth_annotation *a) {
  static const char *const names[] = {"hedge", "check", "checkable"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    quoth_value value = quoth_annotation_feature(a, names[i]);
    if (value.kind == QUOTH_VALUE_NIL) continue;
    quoth__json_key(out, names[i]);
    quoth__json_value(out, &value);
  }
}

static void write_attribution(const struct line *l,
                              const quoth__attribution *t) {
  quoth__out *out = l->out;
  quoth__out_str(out, "{\"kind\": \"");
  quoth__out_str(out, quoth_kind_name(t->kind));
  quoth__out_char(out, '"');
  quoth__json_key(out, "act");
  text_or_null(out, t->act);
  write_role(l, t, "content");
  write_role(l, t, "cue");
  write_role(l, t, "source");
  quoth__json_key(out, "speaker");
  text_or_null(out, t->speaker);
  quoth__json_key(out, "speaker_id");
  quoth__json_value(out, &t->speaker_id);
  quoth__json_key(out, "resolved_by");
  text_or_null(out, t->resolved_by);
  quoth__json_key(out, "polarity");
  text_or_null(out, t->polarity);
  quoth__json_key(out, "confidence");
  quoth__json_value(out, &t->confidence);
  write_rule(out, t->has_rule, &t->rule);
  quoth__json_key(out, "sentence");
  index_or_null(out, quoth_doc_sentence_at(l->article->doc, t->at));
  quoth__json_key(out, "paragraph");
  index_or_null(out, quoth_doc_paragraph_at(l->article->doc, t->at));
  write_more(out, &t->a);
  quoth__out_char(out, '}');
}

static quoth_status write_attributions(const struct line *l) {
  const quoth__article *a = l->article;
  quoth__attribution *list;
  uint32_t n;
  quoth_status status =
      quoth__attributions(a->doc, a->annotations, a->engine, &list, &n);
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
  quoth__json_key(l->out, "parts");
  quoth__out_char(l->out, '[');
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth__out_str(l->out, i > 0 ? ", {\"role\": " : "{\"role\": ");
    quoth__json_str(l->out, a->parts[i].role);
    quoth__json_key(l->out, "span");
    quoth__article_write_span(l->out, l->article, a->parts[i].span, l->unit);
    quoth__out_char(l->out, '}');
  }
  quoth__out_char(l->out, ']');
}

static void write_features(quoth__out *out, const quoth_annotation *a) {
  quoth__json_key(out, "features");
  quoth__out_char(out, '{');
  for (uint32_t i = 0; i < a->n_features; i++) {
    if (i > 0) quoth__out_str(out, ", ");
    const quoth_feature *f = &a->features[i];
    quoth__json_str(out, f->name);
    quoth__out_str(out, ": ");
    quoth__json_value(out, &f->value);
  }
  quoth__out_char(out, '}');
}

static void write_annotation(const struct line *l,
                             const quoth_annotation *a) {
  quoth__out_str(l->out, "{\"id\": ");
  quoth__out_u32(l->out, a->id);
  quoth__json_key(l->out, "layer");
  quoth__json_str(l->out, a->layer);
  quoth__json_key(l->out, "span");
  quoth__article_write_span(l->out, l->article, a->span, l->unit);
  write_parts(l, a);
  write_features(l->out, a);
  quoth_rule_info rule;
  bool known = a->rule != QUOTH_NONE &&
               quoth_engine_rule(l->article->engine, a->rule, &rule) == QUOTH_OK;
  write_rule(l->out, known, &rule);
  quoth__out_char(l->out, '}');
}

static void write_annotations(const struct line *l) {
  const quoth_annotations *annotations = l->article->annotations;
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(annotations, NULL, &n);
  const char *comma = "";
  quoth__out_str(l->out, ", \"annotations\": [");
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(annotations, ids[i], &a) != QUOTH_OK) continue;
    quoth__out_str(l->out, comma);
    write_annotation(l, &a);
    comma = ", ";
  }
  quoth__out_char(l->out, ']');
}

/* What the input said of the article, where it did. */
static void write_origin(quoth__out *out, const quoth__record *r) {
  if (!r->title.s && !r->date.s && !r->uri.s && !r->has_offset) return;
  const struct { const char *name; quoth__text text; } known[] = {
    {"title", r->title}, {"date", r->date}, {"uri", r->uri},
  };
  const char *comma = ", \"origin\": {\"";
  for (size_t i = 0; i < 3; i++) {
    if (!known[i].text.s) continue;
    quoth__out_str(out, comma);
    quoth__out_str(out, known[i].name);
    quoth__out_str(out, "\": ");
    quoth__json_string(out, known[i].text.s, known[i].text.len);
    comma = ", \"";
  }
  if (r->has_offset) {
    quoth__out_str(out, comma);
    quoth__out_str(out, "offset\": ");
    quoth__out_u64(out, r->offset);
  }
  quoth__out_char(out, '}');
}

static void write_id(quoth__out *out, const quoth__record *r) {
  quoth__out_str(out, "{\"id\": ");
  if (r->id_is_number) quoth__out_add(out, r->id, r->id_len);
  else quoth__json_string(out, r->id, r->id_len);
}

static quoth_status write_object(const quoth__writer *w, quoth__out *out,
                                 const quoth__article *article) {
  struct line l = {out, article, w->options.unit};
  write_id(out, article->record);
  write_origin(out, article->record);
  quoth_status status = write_attributions(&l);
  if (w->options.annotations) write_annotations(&l);
  quoth__out_char(out, '}');
  return status;
}

static quoth_status write_line(const quoth__writer *w, quoth__out *out,
                               const quoth__article *article) {
  quoth_status status = write_object(w, out, article);
  quoth__out_char(out, '\n');
  return status;
}

/* A record that was lost: its id, if that is known, and why. */
static void write_error(quoth__out *out, const char *id, size_t id_len,
                        const quoth_error *error) {
  quoth__out_str(out, "{\"id\": ");
  text_or_null(out, (quoth__text){id, id_len});
  quoth__out_str(out, ", \"error\": {\"message\": ");
  quoth__json_str(out, error->message);
  quoth__json_key(out, "source");
  quoth__json_str(out, error->source);
  quoth__json_key(out, "line");
  if (error->line) quoth__out_u32(out, error->line);
  else quoth__out_str(out, "null");
  quoth__json_key(out, "column");
  if (error->column) quoth__out_u32(out, error->column);
  else quoth__out_str(out, "null");
  quoth__out_str(out, "}}");
}

static void write_error_line(quoth__out *out, const char *id, size_t id_len,
                             const quoth_error *error) {
  write_error(out, id, id_len, error);
  quoth__out_char(out, '\n');
}

/* The articles of one JSON document follow these. */
static void begin_document(quoth__writer *w) {
  quoth__out_str(w->out, "{\"quoth\": \"" QUOTH_VERSION "\", \"schema\": 1, "
                         "\"offsets\": \"");
  quoth__out_str(w->out, quoth__unit_name(w->options.unit));
  quoth__out_str(w->out, "\", \"articles\": [\n");
}

const quoth__writing quoth__jsonl_writing = {
  .render = write_line, .emit_error = write_error_line,
};

const quoth__writing quoth__json_writing = {
  .begin = begin_document, .between = ",\n", .after = "\n]}\n",
  .render = write_object, .emit_error = write_error,
};
