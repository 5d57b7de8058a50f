/* SPDX-License-Identifier: MIT */
/* quoth.pattern: one token pattern without a pack. */
#include <stdio.h>

#include "lua/mem.h"
#include "lua/module.h"
#include "lua/offsets.h"
#include "lua/pack.h"

static const char PATTERN[] = "quoth.pattern";
static const char LAYER[] = "match";

struct box {
  quoth_builder *builder; /* while it is made */
  quoth_engine *engine;
  quoth_context *context;
};

static void open_type(lua_State *L);

static struct box *push_box(lua_State *L) {
  struct box *box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = (struct box){0};
  if (luaL_getmetatable(L, PATTERN) == LUA_TNIL) {
    lua_pop(L, 1);
    open_type(L);
    luaL_getmetatable(L, PATTERN);
  }
  lua_setmetatable(L, -2);
  return box;
}

static int pattern_gc(lua_State *L) {
  struct box *box = luaL_checkudata(L, 1, PATTERN);
  quoth_context_free(box->context);
  quoth_engine_free(box->engine);
  quoth_builder_free(box->builder);
  *box = (struct box){0};
  return 0;
}

/* ---- Making one ---------------------------------------------------------------------- */

static void check(lua_State *L, quoth_status status, quoth_error *error) {
  if (status == QUOTH_OK) return;
  if (!error->message[0]) quoth__check_status(L, status, "pattern");
  error->status = status;
  quoth__raise(L, error);
}

static const char *option(lua_State *L, const char *name,
                          const char *otherwise) {
  const char *s = otherwise;
  if (lua_istable(L, 2) && lua_getfield(L, 2, name) != LUA_TNIL)
    s = luaL_checkstring(L, -1);
  return s; /* the options hold it */
}

static void add_model(lua_State *L, struct box *box, const char *folder) {
  lua_pushfstring(L, "%s/models", folder);
  quoth__check_status(
      L, quoth_builder_models(box->builder, lua_tostring(L, -1), NULL),
      "pattern");
  lua_pop(L, 1);
}

/* Of the folders of packs in the option `path`. */
static void add_models(lua_State *L, struct box *box) {
  if (!lua_istable(L, 2)) return;
  if (lua_getfield(L, 2, "path") == LUA_TTABLE)
    for (lua_Integer i = 1; lua_rawgeti(L, -1, i) == LUA_TSTRING; i++) {
      add_model(L, box, lua_tostring(L, -1));
      lua_pop(L, 1);
    }
  lua_settop(L, 3);
}

static void add_rule(lua_State *L, struct box *box) {
  size_t len;
  quoth_error error = {0};
  const char *pattern = lua_tolstring(L, 1, &len);
  quoth_rule_options rule = {
    .name = "pattern", .within = option(L, "within", "document"),
    .pattern = pattern, .pattern_len = len, .origin = {"pattern", 1, 1},
  };
  check(L, quoth_builder_rule(box->builder, &rule, &error), &error);
}

/* The spans of a capture as parts of its name. */
static quoth_status add_parts(const quoth_match *match, const char *name,
                              quoth_part *parts, uint32_t n) {
  quoth_allocator a = {0};
  quoth_span *spans = quoth__lua_new(&a, n * sizeof *spans + 1);
  if (!spans) return QUOTH_ENOMEM;
  quoth_match_capture(match, name, spans, n);
  for (uint32_t i = 0; i < n; i++) parts[i] = (quoth_part){name, spans[i]};
  quoth__lua_free(&a, spans, n * sizeof *spans + 1);
  return QUOTH_OK;
}

/* A match as an annotation: all of it, whatever its captures take. */
static quoth_status keep_match(void *ud, uint32_t callback,
                               const quoth_match *match, quoth_error *error) {
  (void)ud, (void)callback, (void)error;
  quoth_allocator a = {0};
  const char *name;
  uint32_t n_parts = 0, at = 0;
  for (uint32_t i = 0; (name = quoth_match_capture_name(match, i)); i++)
    n_parts += quoth_match_capture(match, name, NULL, 0);
  quoth_part *parts = quoth__lua_new(&a, n_parts * sizeof *parts + 1);
  quoth_status status = parts ? QUOTH_OK : QUOTH_ENOMEM;
  for (uint32_t i = 0; status == QUOTH_OK &&
                       (name = quoth_match_capture_name(match, i));
       i++) {
    uint32_t n = quoth_match_capture(match, name, NULL, 0);
    status = add_parts(match, name, parts + at, n);
    at += n;
  }
  quoth_annotation_options options = {
    .layer = LAYER, .span = quoth_match_span(match), .parts = parts,
    .n_parts = n_parts, .rule = QUOTH_NONE,
  };
  if (status == QUOTH_OK)
    status = quoth_annotations_add(
        quoth_context_annotations(quoth_match_context(match)), &options, NULL);
  quoth__lua_free(&a, parts, n_parts * sizeof *parts + 1);
  return status;
}

int quoth__pattern_create(lua_State *L) {
  static const char *const known[] = {"lexicons", "define", "within", "lang",
                                      "path"};
  quoth_error error = {0};
  luaL_checkstring(L, 1);
  lua_settop(L, 2);
  if (!lua_isnil(L, 2)) quoth__check_options(L, 2, known, 5);
  struct box *box = push_box(L);
  quoth__check_status(L, quoth_builder_new(NULL, &box->builder), "pattern");
  check(L,
        quoth_builder_pack(box->builder, "pattern", option(L, "lang", NULL),
                           &error),
        &error);
  add_models(L, box);
  if (lua_istable(L, 2)) {
    quoth__pack_check_names(L, 2, quoth__place_of_caller(L, 1));
    quoth__pack_take_names(L, 2, box->builder);
  }
  add_rule(L, box);
  check(L, quoth_builder_finish(box->builder, &box->engine, &error), &error);
  quoth_callbacks callbacks = {.emit = keep_match};
  quoth__check_status(
      L, quoth_context_new(box->engine, &callbacks, &box->context), "pattern");
  lua_settop(L, 3);
  return 1;
}

/* ---- Using it ----------------------------------------------------------------------------- */

/* Run over the text or document at 2. */
static struct box *run(lua_State *L) {
  struct box *box = luaL_checkudata(L, 1, PATTERN);
  quoth_error error = {0};
  const quoth_doc *doc = quoth__doc_test(L, 2);
  if (doc) {
    lua_pushvalue(L, 2);
  } else {
    size_t len;
    const char *text = luaL_checklstring(L, 2, &len);
    doc = quoth__doc_push_new(L, text, len, NULL);
  }
  quoth__check_status(L, quoth_context_open(box->context, doc), "open");
  lua_setiuservalue(L, 1, 1); /* kept as long as the context may look at it */
  check(L, quoth_context_run(box->context, &error), &error);
  return box;
}

/* Push first, last, captures of an annotation. */
static int push_match(lua_State *L, const quoth_annotation *a) {
  quoth__push_first_last(L, a->span);
  lua_newtable(L);
  for (uint32_t i = 0; i < a->n_parts; i++) {
    if (lua_getfield(L, -1, a->parts[i].role) != LUA_TTABLE) {
      lua_pop(L, 1);
      lua_newtable(L);
      lua_pushvalue(L, -1);
      lua_setfield(L, -3, a->parts[i].role);
    }
    quoth__push_span(L, a->parts[i].span);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
  }
  return 3;
}

static int pattern_find(lua_State *L) {
  lua_Integer init = luaL_optinteger(L, 3, 1);
  struct box *box = run(L);
  const quoth_annotations *all = quoth_context_annotations(box->context);
  uint32_t n = 0;
  quoth_annotation a;
  const uint32_t *ids = quoth_annotations_layer(all, LAYER, &n);
  for (uint32_t i = 0; i < n; i++)
    if (quoth_annotations_get(all, ids[i], &a) == QUOTH_OK &&
        (lua_Integer)a.span.start + 1 >= init)
      return push_match(L, &a);
  return 0;
}

/* Upvalues: list of {first, last, captures}, number of the last one. */
static int next_match(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(2));
  if (lua_rawgeti(L, lua_upvalueindex(1), i) != LUA_TTABLE) return 0;
  for (int k = 1; k <= 3; k++) lua_rawgeti(L, -k, k);
  return 3;
}

static int pattern_gmatch(lua_State *L) {
  struct box *box = run(L);
  const quoth_annotations *all = quoth_context_annotations(box->context);
  uint32_t n = 0;
  quoth_annotation a;
  const uint32_t *ids = quoth_annotations_layer(all, LAYER, &n);
  lua_newtable(L);
  for (uint32_t i = 0; i < n; i++) {
    if (quoth_annotations_get(all, ids[i], &a) != QUOTH_OK) continue;
    lua_createtable(L, 3, 0);
    push_match(L, &a);
    for (int k = 3; k >= 1; k--) lua_rawseti(L, -1 - k, k);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  }
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_match, 2);
  return 1;
}

static void open_type(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"find", pattern_find}, {"gmatch", pattern_gmatch}, {NULL, NULL},
  };
  quoth__type_new(L, PATTERN, "quoth.Pattern", methods, NULL, NULL);
  lua_pushcfunction(L, pattern_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}
