/* SPDX-License-Identifier: MIT */
/* Lemmas, tags and trees of the doc of a context. */
#include <stdio.h>
#include <string.h>

#include "engine/context.h"
#include "engine/layers.h"
#include "text/doc.h"

enum { PATH_STEPS = 64 }; /* arcs of a path at most */

void quoth__layers_open(quoth_context *context) {
  const quoth__models *models = &context->engine->models;
  const char *lang = quoth_doc_lang(context->doc);
  const quoth__known_model *known = quoth__models_find(models, lang);
  /* A doc of unknown language is run by the packs of every language. */
  if (!*lang && models->list.count) known = &models->list.data[0];
  quoth__analysis_open(context->analysis, known ? known->model : NULL,
                       context->doc);
  context->has_layers = known != NULL;
}

/* A callback may ask where no pattern did: then the model is opened late. */
static quoth_status need_layers(quoth_context *context, quoth_error *error) {
  if (!QUOTH__IS(context) || !QUOTH__IS(context->doc))
    return quoth__error_set(error, QUOTH_EINVAL, "no doc is open");
  if (context->has_layers) return QUOTH_OK;
  const char *lang = quoth_doc_lang(context->doc);
  if (!context->own_model || strcmp(context->own_lang, lang) != 0) {
    quoth_model *model;
    quoth_status status = quoth__models_open(&context->engine->models, lang,
                                             &model, error);
    if (status != QUOTH_OK) return status;
    quoth_model_free(context->own_model);
    context->own_model = model;
    snprintf(context->own_lang, sizeof context->own_lang, "%s", lang);
  }
  quoth__analysis_open(context->analysis, context->own_model, context->doc);
  context->has_layers = true;
  return QUOTH_OK;
}

quoth_value quoth__layers_get(quoth_context *context, uint32_t attribute,
                              uint32_t token) {
  quoth_value value = {.kind = QUOTH_VALUE_NIL};
  quoth__analysis *a = context->analysis;
  quoth_layer layer = QUOTH_LAYER_LEMMA;
  if (attribute == QUOTH__MODEL_HEAD)
    token = quoth__analysis_head(a, token);
  else
    layer = (quoth_layer)(attribute - QUOTH__MODEL_ATTRIBUTE);
  const char *s =
      token == QUOTH_NONE ? NULL : quoth__analysis_get(a, layer, token);
  if (!s) return value;
  return (quoth_value){
    .kind = QUOTH_VALUE_STRING, .string = s, .len = (uint32_t)strlen(s),
  };
}

quoth_status quoth_context_layer(quoth_context *context, quoth_layer layer,
                                 uint32_t token, const char **out,
                                 quoth_error *error) {
  if (out) *out = NULL;
  if (!out || (unsigned)layer >= QUOTH_LAYER_COUNT)
    return quoth__error_set(error, QUOTH_EINVAL, "no such layer");
  quoth_status status = need_layers(context, error);
  if (status != QUOTH_OK) return status;
  *out = quoth__analysis_get(context->analysis, layer, token);
  return quoth__analysis_status(context->analysis);
}

quoth_status quoth_context_head(quoth_context *context, uint32_t token,
                                uint32_t *head, quoth_error *error) {
  if (head) *head = QUOTH_NONE;
  if (!head) return quoth__error_set(error, QUOTH_EINVAL, "head is NULL");
  quoth_status status = need_layers(context, error);
  if (status != QUOTH_OK) return status;
  *head = quoth__analysis_head(context->analysis, token);
  return quoth__analysis_status(context->analysis);
}

/* ---- Spans ------------------------------------------------------------------ */

/* Tokens [first, end) that lie in a span. */
static void tokens_of(const quoth_doc *doc, quoth_span span, uint32_t *first,
                      uint32_t *end) {
  uint32_t n;
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (tokens[mid].span.end <= span.start) low = mid + 1;
    else high = mid;
  }
  *first = low;
  while (low < n && tokens[low].span.start < span.end) low++;
  *end = low;
}

/* The word of a span that the others hang on: whose head lies outside. */
static uint32_t head_of(quoth_context *context, quoth_span span) {
  uint32_t first, end;
  tokens_of(context->doc, span, &first, &end);
  for (uint32_t t = first; t < end; t++) {
    uint32_t head = quoth__analysis_head(context->analysis, t);
    const char *dep =
        quoth__analysis_get(context->analysis, QUOTH_LAYER_DEP, t);
    bool outside = head == QUOTH_NONE || head < first || head >= end;
    if (outside && dep && strcmp(dep, "punct") != 0) return t;
  }
  return first < end ? first : QUOTH_NONE;
}

quoth_status quoth_context_head_word(quoth_context *context, quoth_span span,
                                     uint32_t *token, quoth_error *error) {
  if (token) *token = QUOTH_NONE;
  if (!token) return quoth__error_set(error, QUOTH_EINVAL, "token is NULL");
  quoth_status status = need_layers(context, error);
  if (status != QUOTH_OK) return status;
  *token = head_of(context, span);
  return quoth__analysis_status(context->analysis);
}

quoth_status quoth_context_subtree(quoth_context *context, quoth_span span,
                                   quoth_span *out, quoth_error *error) {
  if (out) *out = span;
  if (!out) return quoth__error_set(error, QUOTH_EINVAL, "out is NULL");
  quoth_status status = need_layers(context, error);
  if (status != QUOTH_OK) return status;
  uint32_t first, last, token = head_of(context, span);
  if (token == QUOTH_NONE) return QUOTH_OK;
  quoth__analysis_subtree(context->analysis, token, &first, &last);
  const quoth_token *tokens = quoth_doc_tokens(context->doc, NULL);
  *out = (quoth_span){tokens[first].span.start, tokens[last].span.end};
  return quoth__analysis_status(context->analysis);
}

/* The tokens from `token` up to its root, itself first; their number. */
static uint32_t climb(quoth_context *context, uint32_t token,
                      uint32_t chain[PATH_STEPS]) {
  uint32_t n = 0;
  while (token != QUOTH_NONE && n < PATH_STEPS) {
    chain[n++] = token;
    token = quoth__analysis_head(context->analysis, token);
  }
  return n;
}

static size_t add_step(char *out, size_t size, size_t len, const char *arrow,
                       const char *dep) {
  size_t left = len < size ? size - len : 0;
  int n = snprintf(left ? out + len : NULL, left, "%s%s", arrow,
                   dep ? dep : "?");
  return len + (n > 0 ? (size_t)n : 0);
}

/* Up from one chain to the token both share, then down the other. */
static size_t write_path(quoth_context *context, const uint32_t *up,
                         uint32_t n_up, const uint32_t *down, uint32_t n_down,
                         char *out, size_t size) {
  size_t len = 0;
  quoth__analysis *a = context->analysis;
  for (uint32_t i = 0; i < n_up; i++)
    len = add_step(out, size, len, "<",
                   quoth__analysis_get(a, QUOTH_LAYER_DEP, up[i]));
  for (uint32_t i = n_down; i-- > 0;)
    len = add_step(out, size, len, n_up == 0 && n_down == 1 ? "" : ">",
                   quoth__analysis_get(a, QUOTH_LAYER_DEP, down[i]));
  return len;
}

quoth_status quoth_context_path(quoth_context *context, quoth_span from,
                                quoth_span to, char *out, size_t size,
                                size_t *len, quoth_error *error) {
  if (len) *len = 0;
  if (size) *out = 0;
  quoth_status status = need_layers(context, error);
  if (status != QUOTH_OK) return status;
  uint32_t up[PATH_STEPS], down[PATH_STEPS];
  uint32_t a = head_of(context, from), b = head_of(context, to);
  uint32_t n_up = climb(context, a, up), n_down = climb(context, b, down);
  for (uint32_t i = 0; i < n_up; i++)
    for (uint32_t k = 0; k < n_down; k++) {
      if (up[i] != down[k]) continue;
      size_t n = write_path(context, up, i, down, k, out, size);
      if (len) *len = n;
      return quoth__analysis_status(context->analysis);
    }
  return quoth__analysis_status(context->analysis);
}

/* ---- What users bring, and counts -------------------------------------------- */

quoth_status quoth_context_set_word(quoth_context *context, uint32_t token,
                                    const quoth_word *word) {
  if (!QUOTH__IS(context) || !QUOTH__IS(context->doc) || !word ||
      context->stage == QUOTH__STAGE_RUN)
    return QUOTH_EINVAL;
  quoth_status status = quoth__analysis_set(context->analysis, token, word);
  if (status == QUOTH_OK) context->has_layers = true;
  return status;
}

quoth_layer_counts quoth_context_layer_counts(const quoth_context *context) {
  if (!QUOTH__IS(context)) return (quoth_layer_counts){0};
  return quoth__analysis_count(context->analysis);
}
