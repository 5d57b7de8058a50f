/* SPDX-License-Identifier: MIT */
/* Userdata types with methods, fields, and help for misspelt names. */
#include <string.h>

#include "lua/module.h"

enum { MAX_NAMES = 64 };

/* Upvalues of __index: methods by name, getters by name, the type's name. */
static int unknown_field(lua_State *L) {
  const char *names[MAX_NAMES];
  size_t n = 0;
  for (int up = 1; up <= 2; up++) {
    lua_pushnil(L);
    while (lua_next(L, lua_upvalueindex(up)) && n < MAX_NAMES) {
      names[n++] = lua_tostring(L, -2);
      lua_pop(L, 1);
    }
  }
  const char *key = luaL_tolstring(L, 2, NULL);
  return quoth__raise_unknown(L, lua_tostring(L, lua_upvalueindex(3)), key,
                              names, n);
}

static int type_index(lua_State *L) {
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) return 1;
  lua_pop(L, 1);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(2)) == LUA_TNIL) {
    lua_pop(L, 1);
    return unknown_field(L);
  }
  lua_CFunction get = lua_tocfunction(L, -1);
  lua_settop(L, 1);
  return get(L);
}

static int type_newindex(lua_State *L) {
  return luaL_error(L, "fields of %s cannot be set",
                    lua_tostring(L, lua_upvalueindex(1)));
}

static int type_tostring(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  return 1;
}

static void push_getters(lua_State *L, const quoth__field *fields) {
  lua_newtable(L);
  for (; fields && fields->name; fields++) {
    lua_pushcfunction(L, fields->get);
    lua_setfield(L, -2, fields->name);
  }
}

void quoth__type_new(lua_State *L, const char *name, const char *shown,
                     const luaL_Reg *methods, const luaL_Reg *more,
                     const quoth__field *fields) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  if (more) luaL_setfuncs(L, more, 0);
  push_getters(L, fields);
  lua_pushstring(L, shown);
  lua_pushcclosure(L, type_index, 3);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, shown);
  lua_pushcclosure(L, type_newindex, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushstring(L, shown);
  lua_pushcclosure(L, type_tostring, 1);
  lua_setfield(L, -2, "__tostring");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
}

void quoth__check_options(lua_State *L, int index, const char *const *known,
                          size_t count) {
  luaL_checktype(L, index, LUA_TTABLE);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    size_t i = 0;
    const char *key = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1)
                                                     : luaL_typename(L, -1);
    while (i < count && strcmp(known[i], key) != 0) i++;
    if (i == count)
      quoth__raise_unknown(L, "the options table", key, known, count);
  }
}
