/* SPDX-License-Identifier: MIT */
/* The basic functions that scripts have, those that hold errors rewritten. */
#include <lualib.h>

#include "lua/sandbox.h"

enum { CALL_STEPS = 50 }; /* what they cost beside VM instructions */

/* ---- Protected calls: they pass on what is spent ---------------------------- */

static int finish_pcall(lua_State *L, int status, lua_KContext extra) {
  quoth__sandbox_check(L, status);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_pushboolean(L, 0);
    lua_pushvalue(L, -2);
    return 2;
  }
  return lua_gettop(L) - (int)extra;
}

static int base_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  quoth__script_spend(L, CALL_STEPS);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  int status = lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, 0,
                          finish_pcall);
  return finish_pcall(L, status, 0);
}

/* Stands before the script's own handler, which must not run once it is over:
   hooks are off there. */
static int handle(lua_State *L) {
  quoth__script *s = quoth__script_of(L);
  if (s && s->stopped) return 1;
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  return 1;
}

static int base_xpcall(lua_State *L) {
  int n = lua_gettop(L);
  quoth__script_spend(L, CALL_STEPS);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  int status =
      lua_pcallk(L, n - 2, LUA_MULTRET, 2, 2, finish_pcall);
  return finish_pcall(L, status, 2);
}

/* ---- Metatables ---------------------------------------------------------------- */

static const char original_key = 0; /* the metatable that was copied */

static const char *const allowed[] = {
  "__index", "__newindex", "__call", "__tostring", "__len", "__eq", "__lt",
  "__le", "__concat", "__add", "__sub", "__mul", "__div", "__mod", "__pow",
  "__unm", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot",
  "__pairs", "__metatable",
};

static void refuse_field(lua_State *L, const char *name) {
  lua_pushstring(L, name);
  if (lua_rawget(L, 2) != LUA_TNIL)
    luaL_error(L, "metatables with '%s' are not for packs", name);
  lua_pop(L, 1);
}

/* A metatable is copied: one that is changed later changes nothing. */
static void push_copy(lua_State *L) {
  lua_newtable(L);
  for (size_t i = 0; i < sizeof allowed / sizeof allowed[0]; i++) {
    lua_pushstring(L, allowed[i]);
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 2) == LUA_TNIL) lua_pop(L, 2);
    else lua_rawset(L, -3);
  }
  lua_pushvalue(L, 2);
  lua_rawsetp(L, -2, &original_key);
}

static int base_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  quoth__script_spend(L, CALL_STEPS);
  int type = lua_type(L, 2);
  luaL_argexpected(L, type == LUA_TNIL || type == LUA_TTABLE, 2,
                   "nil or table");
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
    return luaL_error(L, "cannot change a protected metatable");
  lua_settop(L, 2);
  if (type == LUA_TTABLE) {
    refuse_field(L, "__gc");
    refuse_field(L, "__mode");
    refuse_field(L, "__close");
    push_copy(L);
  }
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}

static int base_getmetatable(lua_State *L) {
  luaL_checkany(L, 1);
  if (!lua_getmetatable(L, 1)) return 0;
  if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL) return 1;
  lua_rawgetp(L, -1, &original_key);
  return 1;
}

/* ---- Text ------------------------------------------------------------------------- */

const char *quoth__sandbox_tostring(lua_State *L, int index, size_t *len) {
  int type = lua_type(L, index);
  if (type > LUA_TSTRING && type != LUA_TNIL &&
      luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
    lua_pushstring(L, lua_typename(L, type)); /* no address */
    return lua_tolstring(L, -1, len);
  }
  if (type > LUA_TSTRING) lua_pop(L, 1);
  if (type == LUA_TLIGHTUSERDATA) lua_pushliteral(L, "userdata");
  else return luaL_tolstring(L, index, len);
  return lua_tolstring(L, -1, len);
}

static int base_tonumber(lua_State *L) {
  lua_CFunction f = lua_tocfunction(L, lua_upvalueindex(1));
  if (lua_type(L, 1) == LUA_TSTRING)
    quoth__script_spend(L, lua_rawlen(L, 1) / 2);
  return f(L);
}

static int base_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  quoth__sandbox_tostring(L, 1, NULL);
  return 1;
}

void quoth__sandbox_push_base(lua_State *L) {
  static const char *const kept[] = {
    "assert", "error", "ipairs", "rawequal", "rawget", "rawlen", "select",
    "type",
  };
  static const luaL_Reg own[] = {
    {"pcall", base_pcall}, {"xpcall", base_xpcall},
    {"setmetatable", base_setmetatable}, {"getmetatable", base_getmetatable},
    {"tostring", base_tostring}, {"pairs", quoth__base_pairs},
    {"next", quoth__base_next}, {NULL, NULL},
  };
  lua_newtable(L);
  int base = lua_gettop(L);
  luaL_requiref(L, LUA_GNAME, luaopen_base, 0);
  for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
    lua_getfield(L, -1, kept[i]);
    lua_setfield(L, base, kept[i]);
  }
  lua_getfield(L, -1, "tonumber");
  lua_pushcclosure(L, base_tonumber, 1);
  lua_setfield(L, base, "tonumber");
  lua_pushnil(L); /* the globals of the state stay empty */
  while (lua_next(L, base + 1)) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, base + 1);
  }
  lua_settop(L, base);
  luaL_setfuncs(L, own, 0);
}
