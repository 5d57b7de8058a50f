/* SPDX-License-Identifier: MIT */
/* Strict checks of tables: what is not known is a mistake. */
#include <stdio.h>

#include "lua/pack.h"

enum { MAX_KNOWN = 32 };

bool quoth__has_type(lua_State *L, int index, unsigned types) {
  switch (lua_type(L, index)) {
    case LUA_TSTRING: return types & QUOTH__IS_STRING;
    case LUA_TBOOLEAN: return types & QUOTH__IS_BOOLEAN;
    case LUA_TTABLE: return types & QUOTH__IS_TABLE;
    case LUA_TFUNCTION: return types & QUOTH__IS_FUNCTION;
    case LUA_TNUMBER:
      return (types & QUOTH__IS_NUMBER) ||
             ((types & QUOTH__IS_INTEGER) && lua_isinteger(L, index));
    default: return false;
  }
}

/* "a string or a table" */
static const char *describe(unsigned types, char *out, size_t size) {
  static const char *const names[] = {
    "a string", "an integer", "a number", "a boolean", "a table", "a function",
  };
  size_t len = 0;
  *out = '\0';
  for (unsigned i = 0; i < 6; i++) {
    if (!(types >> i & 1)) continue;
    int n = snprintf(out + len, size - len, "%s%s", len ? " or " : "",
                     names[i]);
    if (n > 0 && len + (size_t)n < size) len += (size_t)n;
  }
  return out;
}

static void check_type(lua_State *L, quoth__place place, const char *key,
                       unsigned types, const char *what) {
  char wanted[120];
  if (quoth__has_type(L, -1, types)) return;
  quoth__place_fail(L, place, key, NULL, "field '%s' %s is %s, not a %s", key,
                    what, describe(types, wanted, sizeof wanted),
                    luaL_typename(L, -1));
}

static const quoth__known *find_known(const quoth__known *known, size_t count,
                                      const char *name) {
  for (size_t i = 0; i < count; i++)
    if (strcmp(known[i].name, name) == 0) return &known[i];
  return NULL;
}

static void fail_unknown(lua_State *L, quoth__place place, const char *key,
                         const quoth__known *known, size_t count,
                         const char *what) {
  const char *names[MAX_KNOWN];
  for (size_t i = 0; i < count; i++) names[i] = known[i].name;
  quoth__place_fail(L, place, key,
                    quoth_name_nearest(key, strlen(key), names, count),
                    "unknown field '%s' %s", key, what);
}

static const char *check_key(lua_State *L, quoth__place place,
                             const char *what) {
  if (lua_type(L, -2) != LUA_TSTRING)
    quoth__place_fail(L, place, NULL, NULL,
                      "a %s is no name of a field %s",
                      luaL_typename(L, -2), what);
  return lua_tostring(L, -2);
}

void quoth__check_fields(lua_State *L, int index, quoth__place place,
                         const quoth__known *known, size_t count,
                         const char *what) {
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    const char *key = check_key(L, place, what);
    const quoth__known *field = find_known(known, count, key);
    if (!field) fail_unknown(L, place, key, known, count, what);
    else check_type(L, place, key, field->types, what);
    lua_pop(L, 1);
  }
}

void quoth__check_list(lua_State *L, int index, quoth__place place,
                       unsigned types, const char *what) {
  char wanted[120];
  index = lua_absindex(L, index);
  lua_Integer n = (lua_Integer)lua_rawlen(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    bool inside = lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1 &&
                  lua_tointeger(L, -2) <= n;
    if (!inside)
      quoth__place_fail(L, place,
                        lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2)
                                                       : NULL,
                        NULL, "%s is a list, it has no names", what);
    if (!quoth__has_type(L, -1, types))
      quoth__place_fail(L, place, NULL, NULL, "element %d of %s is %s, not a %s",
                        (int)lua_tointeger(L, -2), what,
                        describe(types, wanted, sizeof wanted),
                        luaL_typename(L, -1));
    lua_pop(L, 1);
  }
}

void quoth__check_map(lua_State *L, int index, quoth__place place,
                      unsigned types, const char *what) {
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    const char *key = check_key(L, place, what);
    check_type(L, place, key, types, what);
    lua_pop(L, 1);
  }
}
