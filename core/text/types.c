/* SPDX-License-Identifier: MIT */
#include "text/types.h"

#include "text/attributes.h"
#include "text/typemap.h"

/* Types live in chunks, so that they never move when the table grows. */
enum { CHUNK = 256, BATCH = 32 };

struct quoth__types {
  quoth__mem mem;
  quoth__arena arena;
  quoth__typemap texts;
  quoth__map norms;
  QUOTH__VEC(quoth_type *) chunks;
  uint32_t count;
  quoth__buf scratch;
};

quoth_status quoth__types_new(const quoth__mem *mem, quoth__types **out) {
  quoth__types *t = quoth__mem_zero(mem, sizeof *t);
  *out = t;
  if (!t) return QUOTH_ENOMEM;
  t->mem = *mem;
  quoth__arena_init(&t->arena, mem);
  quoth__map_init(&t->norms, &t->arena);
  quoth__buf_init(&t->scratch, mem);
  return QUOTH_OK;
}

void quoth__types_free(quoth__types *types) {
  if (!types) return;
  quoth__mem mem = types->mem;
  QUOTH__VEC_DONE(&mem, &types->chunks);
  quoth__typemap_done(&types->texts, &mem);
  quoth__map_done(&types->norms);
  quoth__buf_done(&types->scratch);
  quoth__arena_done(&types->arena);
  quoth__mem_free(&mem, types, sizeof *types);
}

/* The place of the next type; NULL when memory is out. */
static quoth_type *next_place(quoth__types *types) {
  if (types->count / CHUNK == types->chunks.count) {
    quoth_type *chunk =
        quoth__arena_new(&types->arena, CHUNK * sizeof *chunk);
    if (!chunk || !QUOTH__VEC_ADD(&types->mem, &types->chunks, chunk))
      return NULL;
  }
  return &types->chunks.data[types->count / CHUNK][types->count % CHUNK];
}

static bool set_norm(quoth__types *types, quoth_type *type) {
  quoth__buf *norm = &types->scratch;
  if (!quoth__attributes_norm(type->text, type->text_len, norm)) return false;
  const char *s = norm->data ? norm->data : "";
  if (norm->len > UINT32_MAX) return false;
  type->norm_id = quoth__map_add(&types->norms, s, norm->len,
                                 types->norms.count, &type->norm);
  type->norm_len = (uint32_t)norm->len;
  return type->norm_id != QUOTH__NONE;
}

static bool set_shape(quoth__types *types, quoth_type *type) {
  quoth__buf *shape = &types->scratch;
  if (!quoth__attributes_shape(type->text, type->text_len, shape))
    return false;
  if (shape->len > UINT32_MAX) return false;
  type->shape_len = (uint32_t)shape->len;
  type->shape = quoth__arena_strndup(
      &types->arena, shape->data ? shape->data : "", shape->len);
  return type->shape != NULL;
}

/* The text is added last: a type that failed leaves no trace. */
static uint32_t add_new(quoth__types *types, const quoth__typekey *key,
                        const char *s) {
  quoth_type *type = next_place(types);
  if (!type || !quoth__typemap_reserve(&types->texts, &types->mem))
    return QUOTH_NONE;
  *type = (quoth_type){.text_len = key->len};
  type->text = quoth__arena_strndup(&types->arena, s, key->len);
  if (!type->text) return QUOTH_NONE;
  quoth__attributes_set(type);
  if (!set_norm(types, type) || !set_shape(types, type)) return QUOTH_NONE;
  if (!quoth__typemap_add(&types->texts, &types->mem, key, type->text))
    return QUOTH_NONE;
  return types->count++;
}

static uint32_t find(const quoth__types *types, const quoth__typekey *key,
                     const char *s) {
  return types->texts.cap ? quoth__typemap_find(&types->texts, key, s)
                          : QUOTH_NONE;
}

uint32_t quoth__types_add(quoth__types *types, const char *s, uint32_t len) {
  quoth__typekey key = quoth__typekey_of(s, len, false);
  uint32_t id = find(types, &key, s);
  return id != QUOTH_NONE ? id : add_new(types, &key, s);
}

/*
 * Keys first, all of a batch, their slots on the way from memory meanwhile;
 * then the look-ups. What is new is rare, and added one by one.
 */
static bool set_batch(quoth__types *types, const char *text, uint32_t len,
                      quoth_token *tokens, uint32_t n) {
  quoth__typekey keys[BATCH];
  for (uint32_t i = 0; i < n; i++) {
    quoth_span span = tokens[i].span;
    keys[i] = quoth__typekey_of(text + span.start, span.end - span.start,
                                len - span.start >= 8);
    if (types->texts.cap)
      __builtin_prefetch(quoth__typemap_home(&types->texts, &keys[i]));
  }
  for (uint32_t i = 0; i < n; i++) {
    const char *s = text + tokens[i].span.start;
    uint32_t id = find(types, &keys[i], s);
    if (id == QUOTH_NONE) id = add_new(types, &keys[i], s);
    if (id == QUOTH_NONE) return false;
    tokens[i].type = id;
  }
  return true;
}

bool quoth__types_set(quoth__types *types, const char *text, uint32_t len,
                      quoth_token *tokens, uint32_t n_tokens) {
  for (uint32_t i = 0; i < n_tokens; i += BATCH) {
    uint32_t n = n_tokens - i < BATCH ? n_tokens - i : BATCH;
    if (!set_batch(types, text, len, tokens + i, n)) return false;
  }
  return true;
}

uint32_t quoth__types_find(const quoth__types *types, const char *s,
                           uint32_t len) {
  quoth__typekey key = quoth__typekey_of(s, len, false);
  return find(types, &key, s);
}

uint32_t quoth__types_find_norm(const quoth__types *types, const char *norm,
                                uint32_t len) {
  return quoth__map_find(&types->norms, norm, len);
}

uint32_t quoth__types_count(const quoth__types *types) {
  return types->count;
}

uint32_t quoth__types_norm_count(const quoth__types *types) {
  return types->norms.count;
}

const quoth_type *quoth__types_get(const quoth__types *types, uint32_t id) {
  if (id >= types->count) return NULL;
  return &types->chunks.data[id / CHUNK][id % CHUNK];
}
