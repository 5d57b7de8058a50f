/* SPDX-License-Identifier: MIT */
#include "lua/seal.h"

#include "lua/sandbox.h"

/*
 * Lists in the registry: tables, each with a copy and its metatable or false;
 * functions, each with its upvalues. Beside the tables stand fingerprints, by
 * which most of them are seen to be as they were.
 */
static const char tables_key = 0, functions_key = 0, prints_key = 0;
enum { A_TABLE = 3, A_FUNCTION = 2 }; /* elements in the lists */

/* Stack of the walk. */
enum { SEEN = 1, QUEUE, TABLES, FUNCTIONS };

static void append(lua_State *L, int list) {
  lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
}

/* Take the value on top, put it in the queue when it is new and can change. */
static void visit(lua_State *L) {
  int type = lua_type(L, -1);
  if (type == LUA_TTHREAD)
    luaL_error(L, "a pack cannot keep a coroutine for the documents to come");
  bool constant = type == LUA_TTABLE && quoth__is_constant(L, -1);
  if (!constant && (type == LUA_TTABLE || type == LUA_TFUNCTION)) {
    lua_pushvalue(L, -1);
    if (lua_rawget(L, SEEN) == LUA_TNIL) {
      lua_pushvalue(L, -2);
      lua_pushboolean(L, 1);
      lua_rawset(L, SEEN);
      lua_pushvalue(L, -2);
      append(L, QUEUE);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void visit_metatable(lua_State *L, int index) {
  if (lua_getmetatable(L, index)) visit(L);
}

/* Write down the table on top: itself, a copy, its metatable. */
static void record_table(lua_State *L) {
  int table = lua_gettop(L);
  visit_metatable(L, table);
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, table)) {
    lua_pushvalue(L, -2);
    visit(L);
    lua_pushvalue(L, -1);
    visit(L);
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, table + 1);
  }
  lua_pushvalue(L, table);
  append(L, TABLES);
  append(L, TABLES);
  if (!lua_getmetatable(L, table)) lua_pushboolean(L, 0);
  append(L, TABLES);
}

/* Write down the function on top with its upvalues. */
static void record_function(lua_State *L) {
  int function = lua_gettop(L), i = 1;
  lua_newtable(L);
  for (; lua_getupvalue(L, function, i); i++) {
    lua_pushvalue(L, -1);
    visit(L);
    lua_rawseti(L, function + 1, i);
  }
  if (i == 1) { /* none: nothing can change */
    lua_pop(L, 1);
    return;
  }
  lua_pushinteger(L, i - 1);
  lua_rawseti(L, function + 1, 0);
  lua_pushvalue(L, function);
  append(L, FUNCTIONS);
  append(L, FUNCTIONS);
}

static void walk(lua_State *L) {
  for (lua_Integer i = 1; lua_rawgeti(L, QUEUE, i) != LUA_TNIL; i++) {
    if (lua_istable(L, -1)) record_table(L);
    else record_function(L);
    lua_settop(L, FUNCTIONS);
    quoth__script_spend(L, 10);
  }
  lua_settop(L, FUNCTIONS);
}

/* ---- Fingerprints ------------------------------------------------------------------- */

static uint64_t mix(uint64_t h, uint64_t x) {
  h = (h ^ x) * 0x9E3779B97F4A7C15u;
  return h ^ h >> 29;
}

/* What tells the value at `index` from all others of its type. */
static uint64_t identity(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TBOOLEAN: return (uint64_t)lua_toboolean(L, index);
    case LUA_TNUMBER: {
      if (lua_isinteger(L, index)) return (uint64_t)lua_tointeger(L, index);
      lua_Number n = lua_tonumber(L, index);
      uint64_t bits = 0;
      memcpy(&bits, &n, sizeof n < sizeof bits ? sizeof n : sizeof bits);
      return ~bits;
    }
    default: return (uint64_t)(uintptr_t)lua_topointer(L, index);
  }
}

/* Of the table at `index`: its fields in Lua's order, its metatable. */
static uint64_t fingerprint(lua_State *L, int index) {
  uint64_t h = 0;
  if (lua_getmetatable(L, index)) {
    h = identity(L, -1);
    lua_pop(L, 1);
  }
  lua_pushnil(L);
  while (lua_next(L, index)) {
    h = mix(h, identity(L, -2) + (uint64_t)lua_type(L, -2));
    h = mix(h, identity(L, -1) + (uint64_t)lua_type(L, -1));
    lua_pop(L, 1);
  }
  return h;
}

/* Push the fingerprints of all tables of the list. */
static void push_prints(lua_State *L) {
  size_t n = lua_rawlen(L, TABLES) / A_TABLE;
  uint64_t *prints = lua_newuserdatauv(L, (n + 1) * sizeof *prints, 0);
  for (size_t i = 0; i < n; i++) {
    lua_rawgeti(L, TABLES, (lua_Integer)(i * A_TABLE) + 1);
    prints[i] = fingerprint(L, lua_gettop(L));
    lua_pop(L, 1);
  }
}

int quoth__seal(lua_State *L) {
  lua_settop(L, 0);
  for (int i = SEEN; i <= FUNCTIONS; i++) lua_newtable(L);
  quoth__sandbox_push_base_env(L); /* read-only, and the same for all */
  lua_pushboolean(L, 1);
  lua_rawset(L, SEEN);
  for (int i = QUOTH__SLOT_WHERE; i <= QUOTH__SLOT_RESOLVE; i++) {
    quoth__script_push_slot(L, i);
    visit(L);
  }
  quoth__sandbox_forget_modules(L);
  walk(L);
  push_prints(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &prints_key);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tables_key);
  return 0;
}

/* ---- Putting back ------------------------------------------------------------------ */

enum { LIST = 1, TABLE, COPY }; /* stack of what follows */

/* Put back fields that changed, take out those that came. */
static void restore_present(lua_State *L) {
  lua_pushnil(L);
  while (lua_next(L, TABLE)) {
    lua_pushvalue(L, -2);
    lua_rawget(L, COPY);
    if (!lua_rawequal(L, -1, -2)) {
      lua_pushvalue(L, -3);
      lua_pushvalue(L, -2);
      lua_rawset(L, TABLE);
    }
    lua_pop(L, 2);
  }
}

/* Put back fields that were taken out. */
static void restore_absent(lua_State *L) {
  lua_pushnil(L);
  while (lua_next(L, COPY)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, TABLE);
  }
}

static void restore_table(lua_State *L, lua_Integer at) {
  lua_rawgeti(L, LIST, at + 1);
  restore_present(L);
  restore_absent(L);
  if (lua_rawgeti(L, LIST, at + 2) != LUA_TTABLE) lua_pushnil(L);
  lua_setmetatable(L, TABLE);
}

static void restore_tables(lua_State *L, uint64_t *prints) {
  size_t n = lua_rawlen(L, LIST) / A_TABLE;
  for (size_t i = 0; i < n; i++) {
    lua_Integer at = (lua_Integer)(i * A_TABLE) + 1;
    lua_rawgeti(L, LIST, at);
    if (fingerprint(L, TABLE) != prints[i]) {
      restore_table(L, at);
      prints[i] = fingerprint(L, TABLE);
    }
    lua_settop(L, LIST);
  }
}

static void restore_functions(lua_State *L) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, LIST);
  for (lua_Integer i = 1; i < n; i += A_FUNCTION) {
    lua_rawgeti(L, LIST, i);
    lua_rawgeti(L, LIST, i + 1);
    lua_rawgeti(L, COPY, 0);
    int count = (int)lua_tointeger(L, -1);
    for (int k = 1; k <= count; k++) {
      lua_rawgeti(L, COPY, k);
      lua_setupvalue(L, TABLE, k);
    }
    lua_settop(L, LIST);
  }
}

int quoth__unseal(lua_State *L) {
  lua_settop(L, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &prints_key);
  uint64_t *prints = lua_touserdata(L, -1);
  lua_pop(L, 1);
  if (!prints) return 0;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &tables_key);
  restore_tables(L, prints);
  lua_settop(L, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
  restore_functions(L);
  return 0;
}
