/* SPDX-License-Identifier: MIT */
/*
 * pairs and next in an order of keys: numbers, strings by bytes, booleans,
 * then the rest as Lua has it. Lua's own order depends on a random seed.
 */
#include <stdlib.h>
#include <string.h>

#include "lua/sandbox.h"

struct key {
  int rank; /* order of types */
  lua_Number number;
  const char *string;
  size_t len, at; /* `at`: place in Lua's order */
};

static struct key key_of(lua_State *L, int index, size_t at) {
  struct key k = {.rank = 3, .at = at};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      k.rank = 0;
      k.number = lua_tonumber(L, index);
      break;
    case LUA_TSTRING:
      k.rank = 1;
      k.string = lua_tolstring(L, index, &k.len);
      break;
    case LUA_TBOOLEAN:
      k.rank = 2;
      k.number = lua_toboolean(L, index);
      break;
    default: break;
  }
  return k;
}

static int compare_strings(const struct key *a, const struct key *b) {
  int c = memcmp(a->string, b->string, a->len < b->len ? a->len : b->len);
  return c ? c : (a->len > b->len) - (a->len < b->len);
}

/* Order by value; 0 when it does not tell. */
static int compare_values(const struct key *a, const struct key *b) {
  if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
  if (a->rank == 1) return compare_strings(a, b);
  return (a->number > b->number) - (a->number < b->number);
}

static int compare(const void *x, const void *y) {
  const struct key *a = x, *b = y;
  int c = compare_values(a, b);
  return c ? c : (a->at > b->at) - (a->at < b->at);
}

/* Number of keys; `sequence` tells whether they come as 1, 2, 3 ... */
static size_t count_keys(lua_State *L, bool *sequence) {
  size_t n = 0;
  *sequence = true;
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    n++;
    if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) != (lua_Integer)n)
      *sequence = false;
  }
  return n;
}

/* Push the list of the keys of the table at 1, in order. */
static void push_keys(lua_State *L, size_t n) {
  struct key *keys = lua_newuserdatauv(L, (n + 1) * sizeof *keys, 0);
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  size_t i = 0;
  lua_pushnil(L);
  while (lua_next(L, 1) && i < n) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, (lua_Integer)i + 1); /* strings are held by this */
    keys[i] = key_of(L, -1, i);
    i++;
  }
  qsort(keys, n, sizeof *keys, compare);
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (i = 0; i < n; i++) {
    lua_rawgeti(L, -2, (lua_Integer)keys[i].at + 1);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_replace(L, -3);
  lua_pop(L, 1);
}

static int next_in_list(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2));
  for (;;) {
    if (lua_rawgeti(L, lua_upvalueindex(1), ++i) == LUA_TNIL) return 1;
    lua_pushvalue(L, -1);
    if (lua_rawget(L, 1) != LUA_TNIL) break; /* it may be gone by now */
    lua_pop(L, 2);
  }
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(2));
  return 2;
}

static int raw_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (lua_next(L, 1)) return 2;
  lua_pushnil(L);
  return 1;
}

static int after_metamethod(lua_State *L, int status, lua_KContext k) {
  (void)L, (void)status, (void)k;
  return 3;
}

int quoth__base_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  if (luaL_getmetafield(L, 1, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_callk(L, 1, 3, 0, after_metamethod);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 1);
  bool sequence;
  size_t n = count_keys(L, &sequence);
  quoth__script_spend(L, n * (sequence ? 10 : 100));
  if (sequence) {
    lua_pushcfunction(L, raw_next);
  } else {
    push_keys(L, n);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_in_list, 2);
  }
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

/* Of keys that have no order of values: the one that Lua has after `after`. */
static bool push_next_unordered(lua_State *L, bool from_start) {
  if (from_start) lua_pushnil(L);
  else lua_pushvalue(L, 2);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    if (key_of(L, -1, 0).rank == 3) return true;
  }
  return false;
}

/* Push the least key with a value that comes after `after` (NULL: first). */
static bool push_least(lua_State *L, const struct key *after, size_t *steps) {
  struct key best = {.rank = 3};
  lua_pushnil(L); /* where the best stays */
  int slot = lua_gettop(L);
  lua_pushnil(L);
  while (lua_next(L, 1)) {
    lua_pop(L, 1);
    struct key k = key_of(L, -1, 0);
    ++*steps;
    if (k.rank == 3 || (after && compare_values(&k, after) <= 0)) continue;
    if (best.rank != 3 && compare_values(&k, &best) >= 0) continue;
    best = k;
    lua_pushvalue(L, -1);
    lua_replace(L, slot);
  }
  if (best.rank == 3) lua_pop(L, 1);
  return best.rank != 3;
}

int quoth__base_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  struct key at = key_of(L, 2, 0);
  bool start = lua_isnil(L, 2), found = false;
  size_t steps = 1;
  if (start || at.rank != 3) found = push_least(L, start ? NULL : &at, &steps);
  if (!found) found = push_next_unordered(L, start || at.rank != 3);
  quoth__script_spend(L, 20 * steps);
  if (!found) return lua_pushnil(L), 1;
  lua_pushvalue(L, -1);
  lua_rawget(L, 1);
  return 2;
}
