/* SPDX-License-Identifier: MIT */
/*
 * An annotation as scripts describe it: { layer =, span =, ROLE = spans,
 * FEATURE = value }. Tables are parts, the rest are features.
 */
#include <stdlib.h>

#include "lua/module.h"
#include "lua/offsets.h"

/* What an annotation, a part and a byte of it cost a script: what is stored
   does not count as its memory. */
enum { STEPS = 200, STEPS_A_PART = 100, STEPS_A_BYTE = 16 };

struct made {
  quoth_annotation_options options;
  quoth_part *parts;
  quoth_feature *features;
  size_t text_len;
};

/* Is the field at -2 (value at -1) one of our own? */
static bool is_reserved(lua_State *L) {
  if (lua_type(L, -2) != LUA_TSTRING)
    luaL_error(L, "an annotation has fields with names only");
  const char *key = lua_tostring(L, -2);
  return strcmp(key, "layer") == 0 || strcmp(key, "span") == 0;
}

static void count_fields(lua_State *L, int index, size_t *n_parts,
                         size_t *n_features) {
  *n_parts = *n_features = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    if (is_reserved(L)) {
    } else if (lua_istable(L, -1)) {
      *n_parts += 1 + lua_rawlen(L, -1);
    } else {
      ++*n_features;
    }
    lua_pop(L, 1);
  }
}

static void add_parts(lua_State *L, struct made *made) {
  const char *role = lua_tostring(L, -2);
  uint32_t n;
  const quoth_span *spans = quoth__to_spans(L, -1, made->text_len, role, &n);
  quoth__script_spend(L, n * STEPS_A_PART + lua_rawlen(L, -3) * STEPS_A_BYTE);
  for (uint32_t i = 0; i < n; i++)
    made->parts[made->options.n_parts++] = (quoth_part){role, spans[i]};
  lua_pop(L, 1); /* the spans */
}

static void add_feature(lua_State *L, struct made *made) {
  static const char *const roles[] = {"content", "cue", "source"};
  const char *name = lua_tostring(L, -2);
  size_t bytes = lua_rawlen(L, -2);
  if (lua_type(L, -1) == LUA_TSTRING) bytes += lua_rawlen(L, -1);
  quoth__script_spend(L, bytes * STEPS_A_BYTE);
  for (size_t i = 0; i < 3; i++)
    if (strcmp(name, roles[i]) == 0)
      luaL_error(L, "'%s' is a part: give {first, last} or a list of them",
                 name);
  made->features[made->options.n_features++] =
      (quoth_feature){name, quoth__value_check(L, -1, name)};
}

static void read_fields(lua_State *L, int index, struct made *made) {
  lua_pushnil(L);
  while (lua_next(L, index)) {
    if (is_reserved(L)) {
    } else if (lua_istable(L, -1)) {
      add_parts(L, made);
    } else {
      add_feature(L, made);
    }
    lua_pop(L, 1);
  }
}

static int by_role(const void *x, const void *y) {
  const quoth_part *a = x, *b = y;
  int c = strcmp(a->role, b->role);
  if (c) return c;
  c = (a->span.start > b->span.start) - (a->span.start < b->span.start);
  return c ? c : (a->span.end > b->span.end) - (a->span.end < b->span.end);
}

static const char *read_layer(lua_State *L, int index) {
  if (lua_getfield(L, index, "layer") != LUA_TSTRING)
    luaL_error(L, "an annotation needs a layer: { layer = \"...\" }");
  const char *layer = lua_tostring(L, -1);
  if (!*layer) luaL_error(L, "an annotation needs a layer with a name");
  lua_pop(L, 1); /* the table holds it */
  return layer;
}

/* The span the table gives, or `fallback`; {0,0} is left when it has parts. */
static quoth_span read_span(lua_State *L, int index, const struct made *made,
                            quoth_span fallback) {
  quoth_span span = {0, 0};
  uint32_t n;
  if (lua_getfield(L, index, "span") != LUA_TNIL) {
    luaL_checktype(L, -1, LUA_TTABLE);
    const quoth_span *given =
        quoth__to_spans(L, -1, made->text_len, "span", &n);
    span = quoth__hull(given, n);
    lua_pop(L, 1);
  } else if (made->options.n_parts == 0) {
    span = fallback;
  }
  lua_pop(L, 1);
  if (span.end == 0 && made->options.n_parts == 0)
    luaL_error(L, "an annotation needs a span or a part");
  return span;
}

uint32_t quoth__made_add(lua_State *L, quoth__script *script, int index,
                         uint32_t rule, quoth_span fallback) {
  index = lua_absindex(L, index);
  int top = lua_gettop(L);
  luaL_checkstack(L, 20, NULL);
  quoth__script_spend(L, STEPS);
  struct made made = {0};
  size_t n_parts, n_features;
  uint32_t id = QUOTH_NONE;
  quoth_doc_text(quoth_context_doc(script->context), &made.text_len);
  count_fields(L, index, &n_parts, &n_features);
  made.parts = lua_newuserdatauv(L, (n_parts + 1) * sizeof *made.parts, 0);
  made.features =
      lua_newuserdatauv(L, (n_features + 1) * sizeof *made.features, 0);
  made.options.layer = read_layer(L, index);
  read_fields(L, index, &made);
  if (made.options.n_parts > 1) /* the order of a table is no order */
    qsort(made.parts, made.options.n_parts, sizeof *made.parts, by_role);
  made.options.span = read_span(L, index, &made, fallback);
  made.options.parts = made.parts;
  made.options.features = made.features;
  made.options.rule = rule;
  quoth__check_status(
      L,
      quoth_annotations_add(quoth_context_annotations(script->context),
                            &made.options, &id),
      "annotate");
  lua_settop(L, top);
  return id;
}
