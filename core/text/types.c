/* SPDX-License-Identifier: MIT */
#include "text/types.h"

#include "base/map.h"
#include "base/vec.h"
#include "text/attributes.h"

/* Types live in chunks, so that they never move when the table grows. */
enum { CHUNK = 256 };

struct quoth__types {
  quoth__mem mem;
  quoth__arena arena;
  quoth__map texts, norms;
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
  quoth__map_init(&t->texts, &t->arena);
  quoth__map_init(&t->norms, &t->arena);
  quoth__buf_init(&t->scratch, mem);
  return QUOTH_OK;
}

void quoth__types_free(quoth__types *types) {
  if (!types) return;
  quoth__mem mem = types->mem;
  QUOTH__VEC_DONE(&mem, &types->chunks);
  quoth__map_done(&types->texts);
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

uint32_t quoth__types_add(quoth__types *types, const char *s, uint32_t len) {
  uint32_t id = quoth__map_find(&types->texts, s, len);
  if (id != QUOTH__NONE) return id;
  quoth_type *type = next_place(types);
  if (!type) return QUOTH_NONE;
  *type = (quoth_type){.text = s, .text_len = len};
  quoth__attributes_set(type);
  if (!set_norm(types, type) || !set_shape(types, type)) return QUOTH_NONE;
  /* The text is added last: a type that failed leaves no trace. */
  id = quoth__map_add(&types->texts, s, len, types->count, &type->text);
  if (id == QUOTH__NONE) return QUOTH_NONE;
  types->count++;
  return id;
}

uint32_t quoth__types_find(const quoth__types *types, const char *s,
                           uint32_t len) {
  return quoth__map_find(&types->texts, s, len);
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
