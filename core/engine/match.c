/* SPDX-License-Identifier: MIT */
#include "engine/match.h"

#include <string.h>

#include "text/doc.h"

/* ---- Captures of a candidate --------------------------------------------- */

static quoth_status copy_captures(quoth_context *context,
                                  const quoth__result *result,
                                  quoth_match *out) {
  struct quoth__match_capture *to = quoth__arena_new(
      &context->arena, result->n_captures * sizeof *to);
  if (!to) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < result->n_captures; i++) {
    const quoth__capture *c = &result->captures[i];
    to[i].name = c->name;
    to[i].span = quoth__view_span(context->view, c->first, c->end);
  }
  out->captures = to;
  out->n_captures = result->n_captures;
  return QUOTH_OK;
}

static quoth_status copy_items(quoth_context *context,
                               const quoth__result *result, quoth_match *out) {
  struct quoth__match_item *to =
      quoth__arena_new(&context->arena, result->n_items * sizeof *to);
  if (!to) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < result->n_items; i++) {
    const quoth__item *item = &result->items[i];
    to[i].span = quoth__view_span(context->view, item->first, item->end);
    to[i].lexicon = item->lexicon;
    to[i].id = item->id;
  }
  out->items = to;
  out->n_items = result->n_items;
  return QUOTH_OK;
}

static quoth_status capture_tokens(quoth_context *context,
                                   const quoth__candidate *c,
                                   quoth_match *out) {
  quoth__result result;
  quoth__hit hit = {.first = c->first, .end = c->end, .region = c->symbols,
                    .id = c->hit};
  quoth_status status = quoth__match_result(
      out->rule->pattern, context->matcher, context->view, &hit, &result);
  if (status == QUOTH_OK) status = copy_captures(context, &result, out);
  if (status == QUOTH_OK) status = copy_items(context, &result, out);
  return status;
}

/* A group that took nothing has no span, as in token patterns. */
static bool is_set(quoth_span s) {
  return s.start != QUOTH_NONE && s.start < s.end;
}

/* In order of the text, longer first, by insertion: groups are few. */
static void insert(struct quoth__match_capture *to, uint32_t n,
                   struct quoth__match_capture c) {
  uint32_t at = n;
  while (at && (to[at - 1].span.start > c.span.start ||
                (to[at - 1].span.start == c.span.start &&
                 to[at - 1].span.end < c.span.end)))
    to[at] = to[at - 1], at--;
  to[at] = c;
}

static quoth_status capture_groups(quoth_context *context,
                                   const quoth__candidate *c,
                                   quoth_match *out) {
  const struct quoth__rule *rule = out->rule;
  const char *text = quoth_doc_text(context->doc, NULL);
  quoth_span region = c->region, *groups = context->groups.data;
  quoth_status status = quoth__regex_find(
      rule->regex, context->scratch, text + region.start,
      region.end - region.start, c->first,
      quoth__doc_is_valid(context->doc), groups, rule->n_groups);
  if (status != QUOTH_OK) return status;
  struct quoth__match_capture *to =
      quoth__arena_new(&context->arena, rule->n_captures * sizeof *to);
  if (!to) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < rule->n_captures; i++) {
    quoth_span s = groups[rule->groups[i]];
    if (!is_set(s)) continue;
    s.start += region.start, s.end += region.start;
    insert(to, out->n_captures++, (struct quoth__match_capture){i, s});
  }
  out->captures = to;
  return QUOTH_OK;
}

quoth_status quoth__match_capture(quoth_context *context,
                                  const quoth__candidate *c,
                                  quoth_match *out) {
  *out = (quoth_match){
      .context = context,
      .rule = &context->engine->rules.data[c->rule],
      .rule_id = c->rule,
      .span = c->span,
  };
  return out->rule->regex ? capture_groups(context, c, out)
                          : capture_tokens(context, c, out);
}

/* ---- Questions ----------------------------------------------------------- */

quoth_context *quoth_match_context(const quoth_match *match) {
  return match ? match->context : NULL;
}

uint32_t quoth_match_rule(const quoth_match *match) {
  return match ? match->rule_id : QUOTH_NONE;
}

quoth_span quoth_match_span(const quoth_match *match) {
  return match ? match->span : (quoth_span){0, 0};
}

/* Place of the first token that ends after a byte; `n` when there is none. */
static uint32_t token_after(const quoth_token *tokens, uint32_t n,
                            uint32_t byte) {
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (tokens[mid].span.end <= byte)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

void quoth_match_tokens(const quoth_match *match, uint32_t *first,
                        uint32_t *last) {
  uint32_t n = 0, a = QUOTH_NONE, b = QUOTH_NONE;
  if (match) {
    const quoth_token *tokens = quoth_doc_tokens(match->context->doc, &n);
    uint32_t from = token_after(tokens, n, match->span.start);
    uint32_t to = token_after(tokens, n, match->span.end - 1);
    if (to == n || tokens[to].span.start >= match->span.end) to--;
    if (to != QUOTH_NONE && from <= to) a = from, b = to;
  }
  if (first) *first = a;
  if (last) *last = b;
}

const char *quoth_match_capture_name(const quoth_match *match,
                                     uint32_t capture) {
  if (!match || capture >= match->rule->n_captures) return NULL;
  return match->rule->captures[capture];
}

static bool is_named(const quoth_match *match, uint32_t i, const char *name) {
  uint32_t capture = match->captures[i].name;
  return strcmp(match->rule->captures[capture], name) == 0;
}

uint32_t quoth_match_capture(const quoth_match *match, const char *name,
                             quoth_span *spans, uint32_t max) {
  uint32_t n = 0;
  if (!match || !name) return 0;
  for (uint32_t i = 0; i < match->n_captures; i++) {
    if (!is_named(match, i, name)) continue;
    if (spans && n < max) spans[n] = match->captures[i].span;
    n++;
  }
  return n;
}

static quoth_value item_feature(const quoth_match *match,
                                const struct quoth__match_item *item,
                                const char *feature) {
  quoth_annotation a;
  if (item->lexicon)
    return quoth__lexicon_feature(item->lexicon, item->id, feature);
  if (quoth_annotations_get(match->context->annotations, item->id, &a) !=
      QUOTH_OK)
    return (quoth_value){0}; /* removed since */
  return quoth_annotation_feature(&a, feature);
}

static quoth_value feature_within(const quoth_match *match, quoth_span span,
                                  const char *feature) {
  for (uint32_t i = 0; i < match->n_items; i++) {
    const struct quoth__match_item *item = &match->items[i];
    if (item->span.start < span.start || item->span.end > span.end) continue;
    quoth_value value = item_feature(match, item, feature);
    if (value.kind != QUOTH_VALUE_NIL) return value;
  }
  return (quoth_value){0};
}

quoth_value quoth_match_feature(const quoth_match *match, const char *capture,
                                const char *feature) {
  quoth_value value = {0};
  if (!match || !feature) return value;
  if (!capture) return feature_within(match, (quoth_span){0, UINT32_MAX},
                                      feature);
  for (uint32_t i = 0; i < match->n_captures; i++) {
    if (!is_named(match, i, capture)) continue;
    value = feature_within(match, match->captures[i].span, feature);
    if (value.kind != QUOTH_VALUE_NIL) break;
  }
  return value;
}
