/* SPDX-License-Identifier: MIT */
#include "cli/settings_file.h"

#include <lauxlib.h>
#include <lua.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "quoth.h"

enum { STEPS_MAX = 1000000, FILE_MAX = 1 << 20 };
static const size_t memory_max = 32u << 20;

struct reading {
  const char *path;
  const char *const *keys;
  const bool *lists;
  size_t n_keys, memory;
  setting_fn one;
  void *ud;
};

static void *allocate(void *ud, void *p, size_t old_size, size_t size) {
  struct reading *r = ud;
  size_t old = p ? old_size : 0;
  if (size > old && size - old > memory_max - r->memory) return NULL;
  void *grown = NULL;
  if (size == 0) free(p);
  else if (!(grown = realloc(p, size))) return NULL;
  r->memory += size - old;
  return grown;
}

static void too_long(lua_State *L, lua_Debug *debug) {
  (void)debug;
  luaL_error(L, "this takes too long for a file of settings");
}

/* ---- What stands in the table --------------------------------------------------- */

static int key_index(const struct reading *r, const char *key) {
  for (size_t i = 0; i < r->n_keys; i++)
    if (strcmp(r->keys[i], key) == 0) return (int)i;
  return -1;
}

static void check_keys(lua_State *L, const struct reading *r) {
  const char *wrong = NULL; /* the first by name: an order that is always so */
  for (lua_pushnil(L); lua_next(L, -2); lua_pop(L, 1)) {
    if (lua_type(L, -2) != LUA_TSTRING)
      luaL_error(L, "a setting is written name = value");
    const char *key = lua_tostring(L, -2);
    if (key_index(r, key) < 0 && (!wrong || strcmp(key, wrong) < 0))
      wrong = key;
  }
  if (!wrong) return;
  const char *near =
      quoth_name_nearest(wrong, strlen(wrong), r->keys, r->n_keys);
  luaL_error(L, near ? "no setting '%s'; did you mean '%s'?"
                     : "no setting '%s' (quoth help settings)", wrong, near);
}

/* The text of a value on top of the stack. */
static const char *text_of(lua_State *L, const char *key) {
  if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
    luaL_error(L, "'%s' must be a string, not a %s", key,
               luaL_typename(L, -1));
  size_t len;
  const char *s = lua_tolstring(L, -1, &len);
  if (strlen(s) != len || strchr(s, '\n'))
    luaL_error(L, "'%s' must be one line of text", key);
  return s;
}

static void take_list(lua_State *L, const struct reading *r, const char *key) {
  lua_Unsigned n = lua_rawlen(L, -1);
  if (n == 0) luaL_error(L, "'%s' is an empty list", key);
  for (lua_Unsigned i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    const char *s = text_of(L, key);
    if (strchr(s, ':') || !*s)
      luaL_error(L, "'%s': \"%s\" cannot be in a list", key, s);
    r->one(r->ud, key, s);
    lua_pop(L, 1);
  }
}

static int read_table(lua_State *L) {
  struct reading *r = lua_touserdata(L, 1);
  char name[4096];
  snprintf(name, sizeof name, "@%s", r->path);
  FILE *f = fopen(r->path, "rb");
  if (!f) luaL_error(L, "cannot be opened");
  static const size_t size = FILE_MAX;
  char *text = malloc(size);
  size_t len = text ? fread(text, 1, size, f) : size;
  fclose(f);
  int status = len < size ? luaL_loadbufferx(L, text, len, name, "t") : -1;
  free(text);
  if (status == -1) luaL_error(L, "is too long for settings");
  if (status != LUA_OK) lua_error(L);
  lua_newtable(L);
  lua_setupvalue(L, -2, 1); /* its globals: none */
  lua_call(L, 0, 1);
  if (!lua_istable(L, -1)) luaL_error(L, "must return a table of settings");
  check_keys(L, r);
  for (size_t i = 0; i < r->n_keys; i++) {
    int type = lua_getfield(L, -1, r->keys[i]);
    if (type == LUA_TTABLE && r->lists[i]) take_list(L, r, r->keys[i]);
    else if (type != LUA_TNIL) r->one(r->ud, r->keys[i], text_of(L, r->keys[i]));
    lua_pop(L, 1);
  }
  return 0;
}

/* Lua's own messages begin with the file, others do not yet. */
static void tell(const struct reading *r, const char *said, char *message,
                 size_t size) {
  bool placed = said && strncmp(said, r->path, strlen(r->path)) == 0;
  snprintf(message, size, "%s%s%s", placed ? "" : r->path,
           placed ? "" : ": ", said ? said : "cannot be read");
}

int settings_file_read(const char *path, const char *const *keys,
                       const _Bool *lists, size_t n_keys, setting_fn one,
                       void *ud, char *message, size_t message_size) {
  struct reading r = {path, keys, lists, n_keys, 0, one, ud};
  lua_State *L = lua_newstate(allocate, &r);
  if (!L) return EXIT_LIMIT;
  lua_sethook(L, too_long, LUA_MASKCOUNT, STEPS_MAX);
  lua_pushcfunction(L, read_table);
  lua_pushlightuserdata(L, &r);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) tell(&r, lua_tostring(L, -1), message, message_size);
  lua_close(L);
  return status == LUA_OK ? EXIT_OK : EXIT_USAGE;
}
