/* SPDX-License-Identifier: MIT */
/* What a match makes: an annotation as declared, or a call. */
#include <string.h>

#include "engine/match.h"
#include "engine/where.h"

static quoth_value kind_value(const quoth_doc *doc, const quoth_span *content,
                              uint32_t n) {
  const char *name = quoth_kind_name(quoth_doc_kind(doc, content, n));
  return (quoth_value){.kind = QUOTH_VALUE_STRING,
                       .string = name,
                       .len = (uint32_t)strlen(name)};
}

static quoth_span hull(const quoth_part *parts, uint32_t n) {
  quoth_span span = parts[0].span;
  for (uint32_t i = 1; i < n; i++) {
    if (parts[i].span.start < span.start) span.start = parts[i].span.start;
    if (parts[i].span.end > span.end) span.end = parts[i].span.end;
  }
  return span;
}

static bool is_of(const quoth_match *match, uint32_t i, const char *name,
                  size_t len) {
  const char *own = match->rule->captures[match->captures[i].name];
  return strlen(own) == len && memcmp(own, name, len) == 0;
}

/* All spans of a capture become parts of a role, or the subtree of them. */
static quoth_status add_parts(const quoth_match *match, const char *role,
                              const char *capture, quoth_part *to,
                              uint32_t *count) {
  uint32_t n = 0;
  size_t len = strlen(capture);
  const char *under = quoth__where_subtree(capture, &len);
  for (uint32_t i = 0; i < match->n_captures; i++)
    if (is_of(match, i, under ? under : capture, len))
      to[n++] = (quoth_part){role, match->captures[i].span};
  *count = n;
  if (!n || !under) return QUOTH_OK;
  *count = 1;
  return quoth_context_subtree(match->context, hull(to, n), &to->span, NULL);
}

/*
 * Parts as the rule declares them. The annotation's span is what role "" names,
 * else the hull of the parts, else the whole match.
 */
static quoth_status fill_parts(const quoth_match *match,
                               quoth_annotation_options *out) {
  const quoth_rule_options *o = &match->rule->given;
  uint32_t times = o->n_parts ? o->n_parts : 1;
  bool spanned = false;
  quoth_part *parts =
      quoth__arena_new(&match->context->arena,
                       (size_t)times * match->n_captures * sizeof *parts);
  if (!parts) return QUOTH_ENOMEM;
  out->parts = parts;
  for (uint32_t i = 0; i < match->rule->n_captures && !o->n_parts; i++) {
    const char *name = match->rule->captures[i];
    uint32_t n = 0;
    add_parts(match, name, name, parts + out->n_parts, &n);
    out->n_parts += n;
  }
  for (uint32_t i = 0; i < o->n_parts; i++) {
    const quoth_emit_part *p = &o->parts[i];
    quoth_part *to = parts + out->n_parts;
    uint32_t n = 0;
    quoth_status status = add_parts(match, p->role, p->capture, to, &n);
    if (status != QUOTH_OK) return status;
    if (*p->role)
      out->n_parts += n;
    else if (n)
      out->span = hull(to, n), spanned = true;
  }
  if (!spanned && out->n_parts) out->span = hull(parts, out->n_parts);
  return QUOTH_OK;
}

static quoth_value feature_value(const quoth_match *match,
                                 const quoth_emit_feature *f) {
  quoth_value value = {0};
  if (f->capture)
    value = quoth_match_feature(match, f->capture,
                                f->feature ? f->feature : f->name);
  return value.kind == QUOTH_VALUE_NIL ? f->value : value;
}

static quoth_status fill_features(const quoth_match *match,
                                  quoth_annotation_options *out) {
  const quoth_rule_options *o = &match->rule->given;
  quoth_feature *features = quoth__arena_new(
      &match->context->arena, o->n_features * sizeof *features);
  if (!features) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < o->n_features; i++)
    features[i] = (quoth_feature){o->features[i].name,
                                  feature_value(match, &o->features[i])};
  out->features = features;
  out->n_features = o->n_features;
  return QUOTH_OK;
}

static quoth_status give_kind(quoth_context *context, uint32_t id) {
  quoth_annotation a;
  quoth_status status = quoth_annotations_get(context->annotations, id, &a);
  if (status != QUOTH_OK ||
      quoth_annotation_feature(&a, "kind").kind != QUOTH_VALUE_NIL)
    return status;
  quoth__arena_reset(&context->arena);
  quoth_span *content =
      quoth__arena_new(&context->arena, a.n_parts * sizeof *content);
  uint32_t n = 0;
  if (!content) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < a.n_parts; i++)
    if (strcmp(a.parts[i].role, "content") == 0) content[n++] = a.parts[i].span;
  if (!n) return QUOTH_OK;
  quoth_value kind = kind_value(context->doc, content, n);
  return quoth_annotations_set(context->annotations, id, "kind", &kind);
}

quoth_status quoth__emit_kinds(quoth_context *context) {
  uint32_t n = 0;
  const uint32_t *ids =
      quoth_annotations_layer(context->annotations, "attribution", &n);
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = give_kind(context, ids[i]);
  return status;
}

static quoth_status emit_declared(const quoth_match *match,
                                  quoth_error *error) {
  quoth_annotation_options options = {
      .layer = match->rule->given.layer,
      .span = match->span,
      .rule = match->rule_id,
  };
  quoth_status status = fill_parts(match, &options);
  if (status == QUOTH_OK) status = fill_features(match, &options);
  if (status == QUOTH_OK)
    status = quoth_annotations_add(match->context->annotations, &options, NULL);
  if (status == QUOTH_ELIMIT)
    return quoth__context_fail(match->context, error, status, match->rule,
                               match->span.start, "too many annotations");
  return status;
}

quoth_status quoth__emit(quoth_match *match, quoth_error *error) {
  const quoth_callbacks *callbacks = &match->context->callbacks;
  const quoth_rule_options *o = &match->rule->given;
  if (o->layer) return emit_declared(match, error);
  if (!callbacks->emit) return QUOTH_OK;
  return callbacks->emit(callbacks->ud, o->callback, match, error);
}
