/* SPDX-License-Identifier: MIT */
/*
 * What rule files of strangers may see: an allow-list of functions that count
 * their steps, read-only libraries, an environment of its own for each file.
 */
#ifndef QUOTH_LUA_SANDBOX_H
#define QUOTH_LUA_SANDBOX_H

#include "lua/script.h"

/** Prepare a new state. May raise for want of memory. */
void quoth__sandbox_open(lua_State *L, bool trusted);

/** Push an environment for one file. */
void quoth__sandbox_push_env(lua_State *L);

/** Push what all environments fall back to. */
void quoth__sandbox_push_base_env(lua_State *L);

/** All packs are loaded: nobody can ask for a module any more. */
void quoth__sandbox_forget_modules(lua_State *L);

/** From now on globals of the environment at `index` cannot be set. */
void quoth__sandbox_freeze(lua_State *L, int index);

/**
 * Replace the table on top by a read-only view of it. `name` is for messages;
 * the table itself stays reachable for the view alone.
 */
void quoth__sandbox_protect(lua_State *L, const char *name);

/** Let rawset refuse the table at `index`. */
void quoth__sandbox_mark_frozen(lua_State *L, int index);

/** Whether the table at `index` was made by quoth.constant: constant.c */
bool quoth__is_constant(lua_State *L, int index);

/** Run the text of a file; leaves its one result on the stack. */
void quoth__sandbox_load(lua_State *L, const quoth__file *file);

/** Let random numbers, variables and tables be as they were after loading. */
quoth_status quoth__sandbox_begin(quoth__script *script);

/** Raise again what no script may hold: a spent budget, memory. */
void quoth__sandbox_check(lua_State *L, int status);

/* Parts of it, each leaves a table on the stack: the functions by name. */
void quoth__sandbox_push_base(lua_State *L);
void quoth__sandbox_push_coroutine(lua_State *L);
void quoth__sandbox_push_string(lua_State *L);
void quoth__sandbox_push_table(lua_State *L);
void quoth__sandbox_push_utf8(lua_State *L);
void quoth__sandbox_push_math(lua_State *L);

/** math.random, the function that quoth__sandbox_begin() seeds. */
void quoth__sandbox_push_random(lua_State *L);

/** As luaL_tolstring, but without addresses. */
const char *quoth__sandbox_tostring(lua_State *L, int index, size_t *len);

/* string.find, match, gmatch and gsub that count their steps: strmatch.c */
int quoth__string_find(lua_State *L);
int quoth__string_match(lua_State *L);
int quoth__string_gmatch(lua_State *L);
int quoth__string_gsub(lua_State *L);

/** table.sort: stable, with the same steps on every machine: sort.c */
int quoth__table_sort(lua_State *L);

/** pairs and next in an order that depends on keys alone: pairs.c */
int quoth__base_pairs(lua_State *L);
int quoth__base_next(lua_State *L);

#endif
