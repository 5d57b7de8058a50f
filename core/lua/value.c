/* SPDX-License-Identifier: MIT */
/* Values of features, and names of rules, between the core and Lua. */
#include "lua/module.h"

void quoth__value_push(lua_State *L, const quoth_value *value) {
  switch (value->kind) {
    case QUOTH_VALUE_BOOL: lua_pushboolean(L, value->boolean); break;
    case QUOTH_VALUE_STRING:
      lua_pushlstring(L, value->string, value->len);
      break;
    case QUOTH_VALUE_NUMBER: {
      lua_Integer i;
      if (lua_numbertointeger(value->number, &i) &&
          (lua_Number)i == value->number)
        lua_pushinteger(L, i);
      else lua_pushnumber(L, value->number);
      break;
    }
    default: lua_pushnil(L);
  }
}

quoth_value quoth__value_check(lua_State *L, int index, const char *what) {
  quoth_value value = {.kind = QUOTH_VALUE_NIL};
  size_t len;
  switch (lua_type(L, index)) {
    case LUA_TNIL: break;
    case LUA_TBOOLEAN:
      value.kind = QUOTH_VALUE_BOOL;
      value.boolean = lua_toboolean(L, index);
      break;
    case LUA_TNUMBER:
      value.kind = QUOTH_VALUE_NUMBER;
      value.number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      value.kind = QUOTH_VALUE_STRING;
      value.string = lua_tolstring(L, index, &len);
      if (len > UINT32_MAX) luaL_error(L, "%s: string too long", what);
      value.len = (uint32_t)len;
      break;
    default:
      luaL_error(L, "%s: a feature is a string, number or boolean, not a %s",
                 what, luaL_typename(L, index));
  }
  return value;
}

int quoth__rule_push_name(lua_State *L, const quoth_engine *engine,
                          uint32_t rule) {
  quoth_rule_info info;
  if (rule == QUOTH_NONE || quoth_engine_rule(engine, rule, &info) != QUOTH_OK)
    lua_pushnil(L);
  else lua_pushfstring(L, "%s/%s", info.pack, info.name);
  return 1;
}
