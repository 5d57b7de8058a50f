/* SPDX-License-Identifier: MIT */
/*
 * quoth.constant: tables that are filled while a pack loads and only read
 * later. What nobody can change need not be looked at before each document.
 */
#include "lua/pack.h"
#include "lua/sandbox.h"

static const char constants_key = 0;

static void push_constants(lua_State *L) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &constants_key) == LUA_TTABLE) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &constants_key);
}

bool quoth__is_constant(lua_State *L, int index) {
  index = lua_absindex(L, index);
  push_constants(L);
  lua_pushvalue(L, index);
  bool is = lua_rawget(L, -2) != LUA_TNIL;
  lua_pop(L, 2);
  return is;
}

/* Push what is hidden behind the constant at 1. */
static void push_hidden(lua_State *L) {
  if (!lua_istable(L, 1) || !quoth__is_constant(L, 1))
    luaL_argerror(L, 1, "a constant expected");
  luaL_getmetafield(L, 1, "__index");
}

static int get_length(lua_State *L) {
  push_hidden(L);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, -1));
  return 1;
}

/* Upvalues: an iterator and its state, which is hidden. */
static int next_pair(lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_pushvalue(L, 2);
  lua_call(L, 2, 2);
  return 2;
}

static int get_pairs(lua_State *L) {
  lua_pushcfunction(L, quoth__base_pairs);
  push_hidden(L);
  lua_call(L, 1, 2);
  lua_pushcclosure(L, next_pair, 2);
  return 1;
}

static int refuse(lua_State *L) {
  return luaL_error(L, "a constant cannot be changed");
}

/* Push an empty table through which the one at `hidden` is read. */
static void push_view(lua_State *L, int hidden) {
  static const luaL_Reg behaviour[] = {
    {"__newindex", refuse}, {"__len", get_length}, {"__pairs", get_pairs},
    {NULL, NULL},
  };
  lua_newtable(L);
  lua_createtable(L, 0, 5);
  luaL_setfuncs(L, behaviour, 0);
  lua_pushvalue(L, hidden);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
}

static void check_value(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING:
    case LUA_TTABLE: return;
    default:
      luaL_error(L, "a constant holds strings, numbers, booleans and tables "
                 "of them, not a %s", luaL_typename(L, index));
  }
}

enum { MAX_DEPTH = 50 };

/* Push the constant of the value at the top, which is popped. */
static void replace(lua_State *L, int depth) {
  check_value(L, -1);
  if (!lua_istable(L, -1) || quoth__is_constant(L, -1)) return;
  luaL_checkstack(L, 12, NULL);
  if (depth == MAX_DEPTH) luaL_error(L, "a constant is nested too deep");
  int from = lua_gettop(L);
  if (lua_getmetatable(L, from))
    luaL_error(L, "a constant is made of plain tables");
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, from)) {
    quoth__script_spend(L, 10);
    check_value(L, -2);
    if (lua_istable(L, -2)) luaL_error(L, "a key of a constant is a table");
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    replace(L, depth + 1);
    lua_rawset(L, from + 1);
  }
  push_view(L, from + 1);
  quoth__sandbox_mark_frozen(L, -1);
  push_constants(L);
  lua_pushvalue(L, -2);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  lua_replace(L, from);
  lua_settop(L, from);
}

int quoth__constant(lua_State *L) {
  const quoth__script *s = quoth__script_of(L);
  luaL_checktype(L, 1, LUA_TTABLE);
  if (!s || !s->root)
    return luaL_error(L, "constants are made while a pack loads only");
  lua_settop(L, 1);
  replace(L, 0);
  return 1;
}
