/* SPDX-License-Identifier: MIT */
/* Errors that keep their place on the way through Lua. */
#include <stdio.h>

#include "lua/script.h"

static const char ERROR[] = "quoth.error";
enum { ROOM = 2048 };

static int error_tostring(lua_State *L) {
  char text[ROOM];
  const quoth_error *error = luaL_checkudata(L, 1, ERROR);
  size_t n = quoth_error_format(error, text, sizeof text);
  if (n >= sizeof text) n = sizeof text - 1;
  while (n > 0 && text[n - 1] == '\n') n--;
  lua_pushlstring(L, text, n);
  return 1;
}

static void push_error(lua_State *L, const quoth_error *error) {
  quoth_error *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = *error;
  if (luaL_newmetatable(L, ERROR)) {
    lua_pushcfunction(L, error_tostring);
    lua_setfield(L, -2, "__tostring");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
  }
  lua_setmetatable(L, -2);
}

int quoth__raise(lua_State *L, const quoth_error *error) {
  push_error(L, error);
  if (!quoth__script_of(L)) { /* a host program gets a string */
    lua_pushcfunction(L, error_tostring);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
  }
  return lua_error(L);
}

void quoth__check_status(lua_State *L, quoth_status status, const char *what) {
  if (status == QUOTH_OK) return;
  if (status == QUOTH_ENOMEM) {
    quoth_error error = {.status = status, .message = "out of memory"};
    quoth__raise(L, &error);
  }
  luaL_error(L, "%s: %s", what, quoth_status_name(status));
}

int quoth__raise_unknown(lua_State *L, const char *what, const char *name,
                         const char *const *known, size_t count) {
  const char *near = quoth_name_nearest(name, strlen(name), known, count);
  if (near)
    return luaL_error(L, "%s has no '%s'; did you mean '%s'?", what, name,
                      near);
  return luaL_error(L, "%s has no '%s'", what, name);
}

/* ---- From a message to a place --------------------------------------------- */

/* The chunk's path as it was given: luaL_where cuts long ones. */
static const char *path_of(const lua_Debug *ar) {
  return *ar->source == '@' || *ar->source == '=' ? ar->source + 1
                                                  : ar->source;
}

static const char *skip_prefix(const char *message, const lua_Debug *ar) {
  char prefix[LUA_IDSIZE + 16];
  int n = snprintf(prefix, sizeof prefix, "%s:%d: ", ar->short_src,
                   ar->currentline);
  return n > 0 && strncmp(message, prefix, (size_t)n) == 0 ? message + n
                                                           : NULL;
}

static void set_line(lua_State *L, quoth_error *error, const char *path,
                     uint32_t line) {
  const quoth__script *s = quoth__script_of(L);
  const quoth__file *file = s ? quoth__files_find(s->files, path) : NULL;
  snprintf(error->source, sizeof error->source, "%s", path);
  error->line = line;
  error->column = 1;
  if (!file) return;
  const char *at = file->text;
  for (uint32_t i = 1; at && i < line; i++)
    if ((at = strchr(at, '\n'))) at++;
  if (!at) return;
  at += strspn(at, " \t");
  char message[sizeof error->message];
  memcpy(message, error->message, sizeof message);
  quoth__file_error(file, error, error->status, (size_t)(at - file->text),
                    message);
}

/*
 * The Lua function that the message names, else the innermost one. A function
 * may be called from another state (a coroutine): then the message has it.
 */
static void set_place(lua_State *L, quoth_error *error, const char *message) {
  lua_Debug ar, first;
  bool found = false;
  const char *rest = NULL;
  for (int level = 1; level < 30 && !rest; level++) {
    if (!lua_getstack(L, level, &ar)) break;
    lua_getinfo(L, "Sl", &ar);
    if (ar.currentline < 0) continue;
    if (!found) first = ar;
    found = true;
    rest = skip_prefix(message, &ar);
    if (rest) first = ar;
  }
  snprintf(error->message, sizeof error->message, "%s",
           rest ? rest : message);
  if (found) set_line(L, error, path_of(&first), (uint32_t)first.currentline);
}

int quoth__message_handler(lua_State *L) {
  if (luaL_testudata(L, 1, ERROR)) return 1;
  quoth_error error = {.status = QUOTH_ESCRIPT};
  const char *message = NULL;
  if (lua_type(L, 1) == LUA_TSTRING || lua_type(L, 1) == LUA_TNUMBER)
    message = lua_tostring(L, 1);
  if (message) {
    set_place(L, &error, message);
  } else {
    char text[80];
    snprintf(text, sizeof text, "error raised with a %s value",
             luaL_typename(L, 1));
    set_place(L, &error, text);
  }
  push_error(L, &error);
  return 1;
}

void quoth__read_error(lua_State *L, int index, quoth_error *error) {
  const quoth_error *box = luaL_testudata(L, index, ERROR);
  *error = (quoth_error){.status = QUOTH_ESCRIPT};
  if (box) *error = *box;
  else
    snprintf(error->message, sizeof error->message, "%s",
             lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index)
                                               : "error in a message handler");
}
