/* SPDX-License-Identifier: MIT */
/*
 * table.sort as a merge sort: stable, so that elements which are equal keep
 * their order and the result is the same everywhere; n log n always.
 */
#include "lua/sandbox.h"

enum { LIST = 1, LESS, NOW, NEXT }; /* places on the stack */

/* Is element `b` less than `a` in the table at NOW? */
static bool is_less(lua_State *L, lua_Integer b, lua_Integer a) {
  bool less;
  if (lua_isnil(L, LESS)) {
    lua_rawgeti(L, NOW, b);
    lua_rawgeti(L, NOW, a);
    less = lua_compare(L, -2, -1, LUA_OPLT);
    lua_pop(L, 2);
    return less;
  }
  lua_pushvalue(L, LESS);
  lua_rawgeti(L, NOW, b);
  lua_rawgeti(L, NOW, a);
  lua_call(L, 2, 1);
  less = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return less;
}

/* Merge the runs [first, middle) and [middle, last) of NOW into NEXT. */
static void merge(lua_State *L, lua_Integer first, lua_Integer middle,
                  lua_Integer last) {
  lua_Integer a = first, b = middle;
  for (lua_Integer i = first; i < last; i++) {
    bool take_b = b < last && (a >= middle || is_less(L, b, a));
    lua_rawgeti(L, NOW, take_b ? b++ : a++);
    lua_rawseti(L, NEXT, i);
  }
}

static void merge_all(lua_State *L, lua_Integer n, lua_Integer width) {
  quoth__script_spend(L, 10 * (size_t)n);
  for (lua_Integer i = 1; i <= n; i += 2 * width) {
    lua_Integer middle = i + width <= n + 1 ? i + width : n + 1;
    lua_Integer last = middle + width <= n + 1 ? middle + width : n + 1;
    merge(L, i, middle, last);
  }
  lua_pushvalue(L, NOW);
  lua_pushvalue(L, NEXT);
  lua_replace(L, NOW);
  lua_replace(L, NEXT);
}

int quoth__table_sort(lua_State *L) {
  luaL_checktype(L, LIST, LUA_TTABLE);
  lua_Integer n = luaL_len(L, LIST);
  luaL_argcheck(L, n < INT_MAX, 1, "array too big");
  if (!lua_isnoneornil(L, LESS)) luaL_checktype(L, LESS, LUA_TFUNCTION);
  lua_settop(L, LESS);
  if (n < 2) return 0;
  quoth__script_spend(L, (size_t)n);
  lua_createtable(L, (int)n, 0);
  lua_createtable(L, (int)n, 0);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_geti(L, LIST, i);
    lua_rawseti(L, NOW, i);
  }
  for (lua_Integer width = 1; width < n; width *= 2) merge_all(L, n, width);
  for (lua_Integer i = 1; i <= n; i++) {
    lua_rawgeti(L, NOW, i);
    lua_seti(L, LIST, i);
  }
  return 0;
}
