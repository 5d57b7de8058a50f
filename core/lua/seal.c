/* SPDX-License-Identifier: MIT */
#include "lua/seal.h"

#include "lua/sandbox.h"

/* Lists in the registry: of tables and of functions with what they held. */
static const char tables_key = 0, functions_key = 0;

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
  if (type == LUA_TTABLE || type == LUA_TFUNCTION) {
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

/* Write down the table on top: itself, a copy, its number of fields. */
static void record_table(lua_State *L) {
  int table = lua_gettop(L);
  lua_Integer n = 0;
  visit_metatable(L, table);
  lua_newtable(L);
  lua_pushnil(L);
  while (lua_next(L, table)) {
    n++;
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
  lua_pushinteger(L, n);
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
  quoth__sandbox_push_loaded(L);
  visit(L);
  walk(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &tables_key);
  return 0;
}

/* ---- Putting back ------------------------------------------------------------------ */

enum { LIST = 1, TABLE, COPY }; /* stack of what follows */

/* Fields that changed or came; the number of those that were there before. */
static lua_Integer restore_present(lua_State *L) {
  lua_Integer n = 0;
  lua_pushnil(L);
  while (lua_next(L, TABLE)) {
    lua_pushvalue(L, -2);
    n += lua_rawget(L, COPY) != LUA_TNIL;
    if (!lua_rawequal(L, -1, -2)) {
      lua_pushvalue(L, -3);
      lua_pushvalue(L, -2);
      lua_rawset(L, TABLE);
    }
    lua_pop(L, 2);
  }
  return n;
}

static void restore_absent(lua_State *L) {
  lua_pushnil(L);
  while (lua_next(L, COPY)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, TABLE);
  }
}

static void restore_tables(lua_State *L) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, LIST);
  for (lua_Integer i = 1; i < n; i += 3) {
    lua_rawgeti(L, LIST, i);
    lua_rawgeti(L, LIST, i + 1);
    lua_rawgeti(L, LIST, i + 2);
    lua_Integer fields = lua_tointeger(L, -1);
    lua_pop(L, 1);
    if (restore_present(L) < fields) restore_absent(L);
    lua_settop(L, LIST);
  }
}

static void restore_functions(lua_State *L) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, LIST);
  for (lua_Integer i = 1; i < n; i += 2) {
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
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &tables_key) == LUA_TNIL) return 0;
  restore_tables(L);
  lua_settop(L, 0);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
  restore_functions(L);
  return 0;
}
