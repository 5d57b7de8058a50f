/* SPDX-License-Identifier: MIT */
/*
 * The libraries. A function of Lua's own whose work grows with its arguments
 * stands behind one that pays for it first.
 */
#include <lualib.h>
#include <string.h>

#include "lua/sandbox.h"

enum { BYTES_A_STEP = 16, CALL_STEPS = 50 };

/* Call the function of Lua's library in upvalue 1 with the same arguments. */
static int call_original(lua_State *L) {
  lua_CFunction f = lua_tocfunction(L, lua_upvalueindex(1));
  return f(L); /* none of them has upvalues */
}

static size_t bytes_given(lua_State *L) {
  size_t bytes = 0;
  for (int i = lua_gettop(L); i > 0; i--)
    if (lua_type(L, i) == LUA_TSTRING) bytes += lua_rawlen(L, i);
  return bytes;
}

/* Pay for the bytes of all strings given. */
static int pay_bytes(lua_State *L) {
  quoth__script_spend(L, bytes_given(L) / BYTES_A_STEP + 1);
  return call_original(L);
}

/* Pay for reading them one by one. */
static int pay_characters(lua_State *L) {
  quoth__script_spend(L, bytes_given(L) + 1);
  return call_original(L);
}

static void pay_range(lua_State *L, lua_Integer first, lua_Integer last) {
  if (last < first) return;
  lua_Unsigned n = (lua_Unsigned)last - (lua_Unsigned)first;
  quoth__script_spend(L, n < SIZE_MAX ? (size_t)n + 1 : SIZE_MAX);
}

/* table.concat and unpack: elements first_arg .. first_arg + 1. */
static int pay_elements(lua_State *L, int first_arg) {
  lua_Integer first = luaL_optinteger(L, first_arg, 1);
  lua_Integer last = lua_isnoneornil(L, first_arg + 1)
                         ? luaL_len(L, 1)
                         : luaL_checkinteger(L, first_arg + 1);
  pay_range(L, first, last);
  return call_original(L);
}

static int pay_concat(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  return pay_elements(L, 3);
}

static int pay_unpack(lua_State *L) { return pay_elements(L, 2); }

/* table.insert and remove shift what is behind the position. */
static int pay_shift(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_Integer at;
  int is_number;
  at = lua_tointegerx(L, 2, &is_number);
  if (is_number && lua_gettop(L) > 1) pay_range(L, at, luaL_len(L, 1));
  return call_original(L);
}

static int pay_move(lua_State *L) {
  pay_range(L, luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return call_original(L);
}

/* ---- string ------------------------------------------------------------------ */

static int string_rep(lua_State *L) {
  size_t len, len_sep;
  luaL_checklstring(L, 1, &len);
  lua_Integer n = luaL_checkinteger(L, 2);
  luaL_optlstring(L, 3, "", &len_sep);
  if (len + len_sep == 0 || n <= 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  quoth__script_spend(L, n < 1 << 20 ? (size_t)n : 1 << 20);
  return call_original(L);
}

/* Change the case of ASCII letters from `first` on by `step`. */
static int change_case(lua_State *L, char first, int step) {
  size_t len;
  luaL_Buffer b;
  const char *s = luaL_checklstring(L, 1, &len);
  quoth__script_spend(L, len / BYTES_A_STEP + 1);
  char *out = luaL_buffinitsize(L, &b, len);
  for (size_t i = 0; i < len; i++) {
    bool is_letter = first <= s[i] && s[i] < first + 26;
    out[i] = (char)(s[i] + (is_letter ? step : 0));
  }
  luaL_pushresultsize(&b, len);
  return 1;
}

/* Without locale: one of a host must not change a result. */
static int string_lower(lua_State *L) { return change_case(L, 'A', 32); }
static int string_upper(lua_State *L) { return change_case(L, 'a', -32); }

/* The conversion that starts after `%`; arguments with addresses are named. */
static const char *check_conversion(lua_State *L, const char *s, int arg) {
  s += strspn(s, "-+ #0123456789.");
  if (*s == 'p') luaL_error(L, "'%%p' is not for packs");
  if (*s == 's' && lua_type(L, arg) > LUA_TSTRING) {
    quoth__sandbox_tostring(L, arg, NULL);
    lua_replace(L, arg);
  }
  return s;
}

static int string_format(lua_State *L) {
  size_t bytes;
  const char *s = luaL_checklstring(L, 1, &bytes);
  int arg = 1, top = lua_gettop(L);
  for (const char *end = s + bytes; s < end; s++) {
    if (*s != '%') continue;
    quoth__script_spend(L, CALL_STEPS);
    if (*++s == '%') continue;
    if (++arg <= top) s = check_conversion(L, s, arg);
    lua_settop(L, top);
  }
  return pay_bytes(L);
}

/* ---- coroutine ------------------------------------------------------------------ */

/* Run a coroutine; -1 and the error on the stack when it failed. */
static int resume(lua_State *L, lua_State *co, int n_args) {
  int n_results;
  quoth__script_spend(L, CALL_STEPS);
  if (!lua_checkstack(co, n_args)) {
    lua_pushliteral(L, "too many arguments to resume");
    return -1;
  }
  lua_xmove(L, co, n_args);
  int status = lua_resume(co, L, n_args, &n_results);
  quoth__sandbox_check(L, status);
  if (status != LUA_OK && status != LUA_YIELD) {
    lua_xmove(co, L, 1);
    return -1;
  }
  if (!lua_checkstack(L, n_results + 1)) {
    lua_pop(co, n_results);
    lua_pushliteral(L, "too many results to resume");
    return -1;
  }
  lua_xmove(co, L, n_results);
  return n_results;
}

static int co_resume(lua_State *L) {
  lua_State *co = lua_tothread(L, 1);
  luaL_argexpected(L, co, 1, "coroutine");
  int n = resume(L, co, lua_gettop(L) - 1);
  lua_pushboolean(L, n >= 0);
  lua_insert(L, n >= 0 ? -(n + 1) : -2);
  return n >= 0 ? n + 1 : 2;
}

static int wrapped(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int n = resume(L, co, lua_gettop(L));
  if (n >= 0) return n;
  if (lua_type(L, -1) == LUA_TSTRING) {
    luaL_where(L, 1);
    lua_insert(L, -2);
    lua_concat(L, 2);
  }
  return lua_error(L);
}

static int co_wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, wrapped, 1);
  return 1;
}

/* ---- Tables of functions ------------------------------------------------------------ */

struct entry {
  const char *name;
  lua_CFunction pay; /* NULL: Lua's own as it is */
};

/* Push a library made of functions of Lua's own. */
static void push_library(lua_State *L, lua_CFunction open,
                         const struct entry *entries) {
  lua_newtable(L);
  lua_pushcfunction(L, open);
  lua_call(L, 0, 1);
  for (const struct entry *e = entries; e->name; e++) {
    lua_getfield(L, -1, e->name);
    if (e->pay) lua_pushcclosure(L, e->pay, 1);
    lua_setfield(L, -3, e->name);
  }
  lua_pop(L, 1);
}

void quoth__sandbox_push_string(lua_State *L) {
  static const struct entry entries[] = {
    {"byte", pay_bytes}, {"char", NULL}, {"len", NULL}, {"reverse", pay_bytes},
    {"sub", NULL},
    {"rep", string_rep}, {"format", string_format}, {"pack", pay_bytes},
    {"packsize", pay_bytes}, {"unpack", pay_bytes}, {NULL, NULL},
  };
  static const luaL_Reg own[] = {
    {"find", quoth__string_find}, {"match", quoth__string_match},
    {"gmatch", quoth__string_gmatch}, {"gsub", quoth__string_gsub},
    {"lower", string_lower}, {"upper", string_upper},
    {NULL, NULL},
  };
  push_library(L, luaopen_string, entries);
  luaL_setfuncs(L, own, 0);
}

void quoth__sandbox_push_table(lua_State *L) {
  static const struct entry entries[] = {
    {"concat", pay_concat}, {"insert", pay_shift}, {"move", pay_move},
    {"pack", NULL}, {"remove", pay_shift}, {"unpack", pay_unpack},
    {NULL, NULL},
  };
  push_library(L, luaopen_table, entries);
  lua_pushcfunction(L, quoth__table_sort);
  lua_setfield(L, -2, "sort");
}

void quoth__sandbox_push_utf8(lua_State *L) {
  static const struct entry entries[] = {
    {"char", NULL}, {"charpattern", NULL}, {"codepoint", pay_characters},
    {"codes", pay_characters}, {"len", pay_characters}, {"offset", pay_characters},
    {NULL, NULL},
  };
  push_library(L, luaopen_utf8, entries);
}

void quoth__sandbox_push_math(lua_State *L) {
  static const struct entry entries[] = {
    {"abs", NULL}, {"acos", NULL}, {"asin", NULL}, {"atan", NULL},
    {"ceil", NULL}, {"cos", NULL}, {"deg", NULL}, {"exp", NULL},
    {"floor", NULL}, {"fmod", NULL}, {"huge", NULL}, {"log", NULL},
    {"max", NULL}, {"maxinteger", NULL}, {"min", NULL}, {"mininteger", NULL},
    {"modf", NULL}, {"pi", NULL}, {"rad", NULL}, {"sin", NULL},
    {"sqrt", NULL}, {"tan", NULL}, {"tointeger", NULL}, {"type", NULL},
    {"ult", NULL}, {NULL, NULL},
  };
  push_library(L, luaopen_math, entries);
  quoth__sandbox_push_random(L);
  lua_setfield(L, -2, "random");
}

void quoth__sandbox_push_coroutine(lua_State *L) {
  static const struct entry entries[] = {
    {"create", NULL}, {"isyieldable", NULL}, {"running", NULL},
    {"status", NULL}, {"yield", NULL}, {NULL, NULL},
  };
  static const luaL_Reg own[] = {
    {"resume", co_resume}, {"wrap", co_wrap}, {NULL, NULL},
  };
  push_library(L, luaopen_coroutine, entries);
  luaL_setfuncs(L, own, 0);
}
