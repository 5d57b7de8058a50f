/* SPDX-License-Identifier: MIT */
#include "engine/attribute.h"

#include <string.h>

#include "engine/context.h"
#include "engine/layers.h"

void quoth__answers_init(quoth__answers *a, const quoth__mem *mem) {
  *a = (quoth__answers){.mem = *mem};
  quoth__arena_init(&a->strings, mem);
}

void quoth__answers_done(quoth__answers *a) {
  quoth__mem_free(&a->mem, a->at, a->cap * sizeof *a->at);
  QUOTH__VEC_DONE(&a->mem, &a->values);
  quoth__arena_done(&a->strings);
}

quoth_status quoth__answers_reset(quoth__answers *a, uint32_t n_attributes,
                                  uint32_t n_tokens, quoth_error *error) {
  size_t n = (size_t)n_attributes * n_tokens;
  a->values.count = 0;
  a->status = QUOTH_OK;
  a->error = error;
  quoth__arena_reset(&a->strings);
  if (n > a->cap) {
    quoth__mem_free(&a->mem, a->at, a->cap * sizeof *a->at);
    a->cap = 0;
    a->at = quoth__mem_new(&a->mem, n * sizeof *a->at);
    if (!a->at) return QUOTH_ENOMEM;
    a->cap = n;
  }
  if (n) memset(a->at, 0, n * sizeof *a->at);
  return QUOTH_OK;
}

/* The answer as it is kept: a string is the callback's own until then. */
static bool keep(quoth__answers *a, quoth_value *value) {
  if (value->kind > QUOTH_VALUE_STRING ||
      (value->kind == QUOTH_VALUE_STRING && !value->string && value->len)) {
    a->status = QUOTH_EINVAL;
    return false;
  }
  if (value->kind == QUOTH_VALUE_STRING)
    value->string = quoth__arena_strndup(
        &a->strings, value->len ? value->string : "", value->len);
  if ((value->kind != QUOTH_VALUE_STRING || value->string) &&
      QUOTH__VEC_ADD(&a->mem, &a->values, *value))
    return true;
  a->status = QUOTH_ENOMEM;
  return false;
}

static quoth_value get(void *ud, uint32_t attribute, uint32_t token) {
  quoth_context *context = ud;
  if (attribute >= QUOTH__MODEL_ATTRIBUTE)
    return quoth__layers_get(context, attribute, token);
  quoth__answers *a = &context->answers;
  const quoth_callbacks *callbacks = &context->callbacks;
  quoth_value value = {.kind = QUOTH_VALUE_NIL};
  uint32_t n_tokens = 0;
  if (!callbacks->attribute || a->status != QUOTH_OK) return value;
  quoth_doc_tokens(context->doc, &n_tokens);
  uint32_t *at = &a->at[(size_t)attribute * n_tokens + token];
  if (*at) return a->values.data[*at - 1];
  a->status = callbacks->attribute(
      callbacks->ud, context->engine->attributes.data[attribute],
      context->doc, token, &value, a->error);
  if (a->status != QUOTH_OK || !keep(a, &value))
    return (quoth_value){.kind = QUOTH_VALUE_NIL};
  *at = a->values.count;
  return value;
}

quoth__attributes quoth__attributes_of(quoth_context *context) {
  return (quoth__attributes){context, get};
}
