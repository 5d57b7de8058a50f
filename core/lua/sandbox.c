/* SPDX-License-Identifier: MIT */
/*
 * Environments. A file's globals live in a table of its own whose lookups fall
 * back to the base; once the file has run they move behind a read-only view.
 */
#include "lua/sandbox.h"

#include <lualib.h>
#include <stdio.h>

#include "lua/module.h"
#include "lua/seal.h"

static const char base_key = 0, loaded_key = 0, frozen_key = 0;
static const char seed_key = 0, random_key = 0;

static int refuse_write(lua_State *L) {
  const char *key =
      lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
  return luaL_error(L, "%s is read-only: '%s' cannot be set",
                    lua_tostring(L, lua_upvalueindex(1)), key);
}

void quoth__sandbox_mark_frozen(lua_State *L, int index) {
  index = lua_absindex(L, index);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &frozen_key);
  lua_pushvalue(L, index);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}

/* Pops a table; makes it the hidden content of the one at `index`. */
static void hide_behind(lua_State *L, int index, const char *name) {
  index = lua_absindex(L, index);
  lua_createtable(L, 0, 3);
  lua_insert(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushstring(L, name);
  lua_pushcclosure(L, refuse_write, 1);
  lua_setfield(L, -2, "__newindex");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, index);
  quoth__sandbox_mark_frozen(L, index);
}

void quoth__sandbox_protect(lua_State *L, const char *name) {
  lua_newtable(L);
  lua_insert(L, -2);
  hide_behind(L, -2, name);
}

void quoth__sandbox_push_env(lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

void quoth__sandbox_push_base_env(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &base_key);
}

void quoth__sandbox_forget_modules(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua_newtable(L);
  lua_getfield(L, -2, "quoth");
  lua_setfield(L, -2, "quoth");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &loaded_key);
  lua_pop(L, 1);
}

/* Move all fields of the table at `from` to the one at `to`. */
static void move_fields(lua_State *L, int from, int to) {
  lua_pushnil(L);
  while (lua_next(L, from)) {
    lua_pushvalue(L, -2);
    lua_insert(L, -2);
    lua_rawset(L, to);
  }
  lua_pushnil(L);
  while (lua_next(L, from)) {
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_pushnil(L);
    lua_rawset(L, from); /* clearing fields is allowed while traversing */
  }
}

void quoth__sandbox_freeze(lua_State *L, int index) {
  index = lua_absindex(L, index);
  quoth__sandbox_push_env(L);
  move_fields(L, index, lua_gettop(L));
  hide_behind(L, index, "the environment");
}

/* rawset(t, k, v): not for what is read-only. */
static int base_rawset(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  luaL_checkany(L, 3);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &frozen_key);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, -2) != LUA_TNIL)
    return luaL_argerror(L, 1, "this table is read-only");
  lua_settop(L, 3);
  lua_rawset(L, 1);
  return 1;
}

/* ---- require --------------------------------------------------------------- */

/* "lib.inflect" -> "lib/inflect.lua" */
static const char *push_module_path(lua_State *L, const char *name) {
  luaL_gsub(L, name, ".", "/");
  lua_pushliteral(L, ".lua");
  lua_concat(L, 2);
  return lua_tostring(L, -1);
}

/* Drop "path:12: " before a syntax error; the line is read from it. */
static const char *split_syntax_error(const char *message, uint32_t *line) {
  for (const char *p = strchr(message, ':'); p; p = strchr(p + 1, ':')) {
    unsigned n;
    int used = 0;
    if (sscanf(p, ":%u: %n", &n, &used) == 1 && used > 0) {
      *line = n;
      return p + used;
    }
  }
  return message;
}

static int raise_syntax(lua_State *L, const quoth__file *file) {
  quoth_error error = {.status = QUOTH_ESYNTAX};
  uint32_t line = 1;
  const char *message = split_syntax_error(lua_tostring(L, -1), &line);
  const char *at = file->text;
  for (uint32_t i = 1; at && i < line; i++)
    if ((at = strchr(at, '\n'))) at++;
  if (!at) at = file->text + file->len;
  at += strspn(at, " \t");
  quoth__file_error(file, &error, QUOTH_ESYNTAX, (size_t)(at - file->text),
                    message);
  return quoth__raise(L, &error);
}

void quoth__sandbox_load(lua_State *L, const quoth__file *file) {
  lua_pushfstring(L, "@%s", file->path);
  int code = luaL_loadbufferx(L, file->text, file->len, lua_tostring(L, -1),
                              "t");
  if (code == LUA_ERRSYNTAX) raise_syntax(L, file);
  if (code != LUA_OK) lua_error(L);
  lua_remove(L, -2);
  quoth__sandbox_push_env(L);
  lua_pushvalue(L, -1);
  lua_setupvalue(L, -3, 1);
  lua_insert(L, -2);
  lua_call(L, 0, 1);
  lua_insert(L, -2);
  quoth__sandbox_freeze(L, -1);
  lua_pop(L, 1);
}

static int raise_not_found(lua_State *L, quoth_status status,
                           const char *name) {
  if (status == QUOTH_EINVAL)
    return luaL_error(L, "'%s' is not a name of a module", name);
  if (status == QUOTH_ENOTFOUND)
    return luaL_error(L, "module '%s' not found in the search path", name);
  return luaL_error(L, "module '%s': %s", name, quoth_status_name(status));
}

/* Is the module loaded, or loading? Leaves its value. */
static bool push_loaded(lua_State *L, int loaded, const char *path) {
  int type = lua_getfield(L, loaded, path);
  if (type == LUA_TLIGHTUSERDATA)
    luaL_error(L, "'%s' requires itself, directly or by others", path);
  if (type != LUA_TNIL) return true;
  lua_pop(L, 1);
  return false;
}

static int base_require(lua_State *L) {
  quoth__script *s = quoth__script_of(L);
  const char *name = luaL_checkstring(L, 1), *folder;
  quoth__file *file;
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  int loaded = lua_gettop(L);
  if (push_loaded(L, loaded, name)) return 1;
  if (!s->root)
    return luaL_error(L, "modules can be required while a pack loads only");
  quoth_status status = quoth__files_search(
      s->files, s->root, push_module_path(L, name), &file, &folder);
  if (status != QUOTH_OK) return raise_not_found(L, status, name);
  if (push_loaded(L, loaded, file->path)) return 1;
  lua_pushlightuserdata(L, s);
  lua_setfield(L, loaded, file->path);
  quoth__sandbox_load(L, file);
  if (lua_isnil(L, -1)) lua_pushboolean(L, 1), lua_replace(L, -2);
  lua_pushvalue(L, -1);
  lua_setfield(L, loaded, file->path);
  return 1;
}

/* ---- The base --------------------------------------------------------------- */

static void set_library(lua_State *L, int base, const char *name,
                        void (*push)(lua_State *L)) {
  push(L);
  quoth__sandbox_protect(L, name);
  lua_setfield(L, base, name);
}

/* Methods of strings are those of our table; nobody reaches its metatable. */
static void set_string_methods(lua_State *L) {
  lua_pushliteral(L, "");
  lua_createtable(L, 0, 2);
  quoth__sandbox_push_string(L);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  lua_pop(L, 1);
}

static void fill_base(lua_State *L) {
  quoth__sandbox_push_base(L);
  int base = lua_gettop(L);
  set_library(L, base, "coroutine", quoth__sandbox_push_coroutine);
  set_library(L, base, "string", quoth__sandbox_push_string);
  set_library(L, base, "table", quoth__sandbox_push_table);
  set_library(L, base, "utf8", quoth__sandbox_push_utf8);
  set_library(L, base, "math", quoth__sandbox_push_math);
  lua_pushcfunction(L, base_rawset);
  lua_setfield(L, base, "rawset");
  lua_pushliteral(L, "Lua 5.4");
  lua_setfield(L, base, "_VERSION");
  set_string_methods(L);
}

static void fill_trusted(lua_State *L) {
  luaL_openlibs(L);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushglobaltable(L);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
}

/* A table of the registry that belongs to the sandbox. */
static void set_registry_table(lua_State *L, const char *key) {
  lua_newtable(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

/* random and randomseed share a state of their own. */
static void keep_random(lua_State *L) {
  luaL_requiref(L, LUA_MATHLIBNAME, luaopen_math, 0);
  lua_getfield(L, -1, "random");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &random_key);
  lua_getfield(L, -1, "randomseed");
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &seed_key);
  lua_pushinteger(L, 1);
  lua_call(L, 1, 0);
  lua_pop(L, 1);
}

void quoth__sandbox_push_random(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &random_key);
}

void quoth__sandbox_open(lua_State *L, bool trusted) {
  set_registry_table(L, &frozen_key);
  set_registry_table(L, &loaded_key);
  keep_random(L);
  if (trusted) fill_trusted(L);
  else fill_base(L);
  lua_pushcfunction(L, base_require);
  lua_setfield(L, -2, "require");
  lua_rawsetp(L, LUA_REGISTRYINDEX, &base_key);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &loaded_key);
  quoth__module_push_pack_side(L);
  if (!trusted) quoth__sandbox_protect(L, "quoth");
  lua_setfield(L, -2, "quoth");
  lua_settop(L, 0);
}

static int begin(lua_State *L) {
  quoth__unseal(L);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &seed_key);
  lua_pushinteger(L, 1);
  lua_call(L, 1, 0);
  return 0;
}

quoth_status quoth__sandbox_begin(quoth__script *script) {
  return quoth__script_run(script, begin, NULL, NULL);
}

void quoth__sandbox_check(lua_State *L, int status) {
  quoth__script *s = quoth__script_of(L);
  if (!s) return;
  if (status == LUA_ERRMEM) s->stopped = s->out_of_memory = true;
  if (s->stopped) quoth__script_stop(L);
}
