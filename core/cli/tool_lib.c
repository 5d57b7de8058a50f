/* SPDX-License-Identifier: MIT */
#include "cli/tool_lib.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "cli/report.h"
#include "io/in.h"

static quoth__out *out_of(lua_State *L) {
  return lua_touserdata(L, lua_upvalueindex(1));
}

/* ---- Output ------------------------------------------------------------------- */

static int lib_write(lua_State *L) {
  for (int i = 1; i <= lua_gettop(L); i++) {
    size_t len;
    const char *s = luaL_checklstring(L, i, &len);
    quoth__out_add(out_of(L), s, len);
  }
  return 0;
}

static int lib_flush(lua_State *L) {
  quoth__out_flush(out_of(L));
  return 0;
}

static int lib_report(lua_State *L) {
  quoth__out_flush(out_of(L));
  report("%s", luaL_checkstring(L, 1));
  return 0;
}

/* The text's own lines, made harmless as any message. */
static int lib_report_error(lua_State *L) {
  quoth__out_flush(out_of(L));
  report_text(luaL_checkstring(L, 1));
  return 0;
}

/* ---- Input --------------------------------------------------------------------- */

static int lib_read(lua_State *L) {
  quoth__in in;
  const char *data = NULL;
  size_t len = 0;
  quoth__in_open(&in, luaL_checkstring(L, 1));
  bool ok = in.error == 0 && quoth__in_all(&in, &data, &len);
  if (ok) lua_pushlstring(L, data, len); /* memory that runs out is a leak at exit */
  else lua_pushnil(L), lua_pushstring(L, strerror(in.error));
  quoth__in_close(&in);
  return ok ? 1 : 2;
}

static int lib_nearest(lua_State *L) {
  const char *candidates[512];
  size_t len, n = 0;
  const char *name = luaL_checklstring(L, 1, &len);
  luaL_checktype(L, 2, LUA_TTABLE);
  luaL_checkstack(L, 600, NULL);
  for (lua_Integer i = 1; n < 512 && lua_rawgeti(L, 2, i) == LUA_TSTRING; i++)
    candidates[n++] = lua_tostring(L, -1);
  lua_pushstring(L, quoth_name_nearest(name, len, candidates, n));
  return 1;
}

static int lib_columns(lua_State *L) {
  size_t len, at = 0;
  const char *s = luaL_checklstring(L, 1, &len);
  lua_Integer sum = 0;
  while (at < len) {
    uint32_t columns = 0;
    at += quoth_cluster_get(s, len, at, &columns);
    sum += columns;
  }
  lua_pushinteger(L, sum);
  return 1;
}

/* ---- JSON ------------------------------------------------------------------------ */

static void push_json(lua_State *L, const json_t *value);

static void push_array(lua_State *L, const json_t *value) {
  size_t n = json_array_size(value);
  lua_newtable(L);
  for (size_t i = 0; i < n; i++) {
    push_json(L, json_array_get(value, i));
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static void push_object(lua_State *L, json_t *value) {
  const char *key;
  json_t *one;
  lua_newtable(L);
  json_object_foreach(value, key, one) {
    push_json(L, one);
    lua_setfield(L, -2, key);
  }
}

static void push_json(lua_State *L, const json_t *value) {
  luaL_checkstack(L, 8, "JSON is nested too deep");
  switch (json_typeof(value)) {
    case JSON_OBJECT: push_object(L, (json_t *)(uintptr_t)value); break;
    case JSON_ARRAY: push_array(L, value); break;
    case JSON_STRING:
      lua_pushlstring(L, json_string_value(value), json_string_length(value));
      break;
    case JSON_INTEGER: lua_pushinteger(L, json_integer_value(value)); break;
    case JSON_REAL: lua_pushnumber(L, json_real_value(value)); break;
    default: lua_pushboolean(L, json_is_true(value)); break;
  }
}

static int push_root(lua_State *L) {
  push_json(L, lua_touserdata(L, 1));
  return 1;
}

static int lib_json(lua_State *L) {
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  json_error_t error;
  json_t *root = json_loadb(text, len, JSON_DECODE_ANY, &error);
  if (!root) {
    lua_pushnil(L);
    lua_pushstring(L, error.text);
    return 2;
  }
  lua_pushcfunction(L, push_root);
  lua_pushlightuserdata(L, root);
  int status = lua_pcall(L, 1, 1, 0);
  json_decref(root);
  return status == LUA_OK ? 1 : lua_error(L);
}

static int lib_quote(lua_State *L) {
  size_t len;
  const char *s = luaL_checklstring(L, 1, &len);
  json_t *value = json_stringn(s, len);
  if (!value) return luaL_error(L, "not UTF-8");
  char *text = json_dumps(value, JSON_ENCODE_ANY);
  json_decref(value);
  if (!text) return luaL_error(L, "not enough memory");
  lua_pushstring(L, text);
  free(text);
  return 1;
}

void tool_lib_open(lua_State *L, quoth__out *out) {
  static const luaL_Reg functions[] = {
    {"write", lib_write}, {"flush", lib_flush}, {"report", lib_report},
    {"report_error", lib_report_error}, {"read", lib_read},
    {"nearest", lib_nearest}, {"columns", lib_columns}, {"json", lib_json},
    {"quote", lib_quote}, {NULL, NULL},
  };
  lua_pushlightuserdata(L, out);
  luaL_setfuncs(L, functions, 1);
}
