/* SPDX-License-Identifier: MIT */
/* Declarative emit tables: what a rule makes without any Lua. */
#include <stdlib.h>

#include "lua/module.h"
#include "lua/pack.h"

enum { SCALAR = QUOTH__IS_STRING | QUOTH__IS_NUMBER | QUOTH__IS_BOOLEAN };

static bool is_reserved(const char *key) {
  return strcmp(key, "layer") == 0 || strcmp(key, "parts") == 0 ||
         strcmp(key, "span") == 0;
}

/* ---- Checks ----------------------------------------------------------------------- */

/* { "cue", "act", default = "assert" } at -1 */
static void check_feature_of(lua_State *L, quoth__place place,
                             const char *key) {
  for (int i = 1; i <= 2; i++) {
    if (lua_rawgeti(L, -1, i) != LUA_TSTRING)
      quoth__place_fail(L, place, key, NULL,
                        "feature '%s' is {capture, feature}, two names", key);
    lua_pop(L, 1);
  }
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    bool is_default = lua_type(L, -2) == LUA_TSTRING &&
                      strcmp(lua_tostring(L, -2), "default") == 0;
    bool is_name = lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 &&
                   lua_tointeger(L, -2) <= 2;
    if (!is_name && !(is_default && quoth__has_type(L, -1, SCALAR)))
      quoth__place_fail(
          L, place, key, NULL,
          "feature '%s' is {capture, feature, default = value}", key);
    lua_pop(L, 1);
  }
}

static void check_field(lua_State *L, quoth__place place, const char *rule) {
  if (lua_type(L, -2) != LUA_TSTRING)
    quoth__place_fail(L, place, "emit", NULL,
                      "emit of rule '%s' has fields with names only", rule);
  const char *key = lua_tostring(L, -2);
  if (strcmp(key, "parts") == 0) {
    if (!lua_istable(L, -1))
      quoth__place_fail(L, place, key, NULL,
                        "parts is { role = \"capture\" }, not a %s",
                        luaL_typename(L, -1));
    quoth__check_map(L, -1, place, QUOTH__IS_STRING, "of parts");
  } else if (is_reserved(key)) {
    if (lua_type(L, -1) != LUA_TSTRING)
      quoth__place_fail(L, place, key, NULL, "'%s' of emit is a string", key);
  } else if (lua_istable(L, -1)) {
    check_feature_of(L, place, key);
  } else if (!quoth__has_type(L, -1, SCALAR)) {
    quoth__place_fail(L, place, key, NULL,
                      "feature '%s' cannot be a %s; use a function as emit",
                      key, luaL_typename(L, -1));
  }
}

void quoth__emit_check(lua_State *L, int index, quoth__place place,
                       const char *rule) {
  index = lua_absindex(L, index);
  if (lua_getfield(L, index, "layer") == LUA_TNIL)
    quoth__place_fail(L, place, "emit", NULL, "emit of rule '%s' has no layer",
                      rule);
  lua_pop(L, 1);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    check_field(L, place, rule);
    lua_pop(L, 1);
  }
}

/* ---- Reading ------------------------------------------------------------------------ */

/* Number of fields of the table at `index`. */
static size_t count_fields(lua_State *L, int index) {
  size_t n = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) n++, lua_pop(L, 1);
  return n;
}

static int by_role(const void *x, const void *y) {
  const quoth_emit_part *a = x, *b = y;
  return strcmp(a->role, b->role);
}

static void read_parts(lua_State *L, int emit, quoth_rule_options *o) {
  bool given = lua_getfield(L, emit, "parts") == LUA_TTABLE;
  int map = lua_gettop(L);
  size_t n = given ? count_fields(L, map) : 0;
  quoth_emit_part *parts = lua_newuserdatauv(L, (n + 1) * sizeof *parts, 0);
  if (given) {
    lua_pushnil(L);
    while (lua_next(L, map)) {
      parts[o->n_parts++] =
          (quoth_emit_part){lua_tostring(L, -2), lua_tostring(L, -1)};
      lua_pop(L, 1);
    }
  }
  if (lua_getfield(L, emit, "span") == LUA_TSTRING)
    parts[o->n_parts++] = (quoth_emit_part){"", lua_tostring(L, -1)};
  lua_pop(L, 1);
  qsort(parts, o->n_parts, sizeof *parts, by_role);
  o->parts = parts;
}

static quoth_emit_feature read_feature(lua_State *L) {
  quoth_emit_feature f = {.name = lua_tostring(L, -2)};
  if (!lua_istable(L, -1)) {
    f.value = quoth__value_check(L, -1, f.name);
    return f;
  }
  lua_rawgeti(L, -1, 1);
  f.capture = lua_tostring(L, -1);
  lua_rawgeti(L, -2, 2);
  f.feature = lua_tostring(L, -1);
  lua_getfield(L, -3, "default");
  f.value = quoth__value_check(L, -1, f.name);
  lua_pop(L, 3); /* the table holds them */
  return f;
}

static int by_name(const void *x, const void *y) {
  const quoth_emit_feature *a = x, *b = y;
  return strcmp(a->name, b->name);
}

static void read_features(lua_State *L, int emit, quoth_rule_options *o) {
  size_t n = count_fields(L, emit);
  quoth_emit_feature *features =
      lua_newuserdatauv(L, (n + 1) * sizeof *features, 0);
  lua_pushnil(L);
  while (lua_next(L, emit)) {
    if (!is_reserved(lua_tostring(L, -2)))
      features[o->n_features++] = read_feature(L);
    lua_pop(L, 1);
  }
  qsort(features, o->n_features, sizeof *features, by_name);
  o->features = features;
}

void quoth__emit_read(lua_State *L, int index, quoth_rule_options *o) {
  index = lua_absindex(L, index);
  lua_getfield(L, index, "layer");
  o->layer = lua_tostring(L, -1);
  lua_pop(L, 1);
  read_parts(L, index, o);
  read_features(L, index, o);
}
