/* SPDX-License-Identifier: MIT */
/* Lines from people, with history and completion; plain lines from a pipe. */
#include <editline/readline.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/tool_lib.h"

static const char COMPLETE = 'c'; /* its address is the key in the registry */

/* libedit's callbacks get no pointer of ours; the program has one editor. */
static lua_State *editor;

/* ---- Completion ---------------------------------------------------------------- */

/* The i-th candidate: of the list on top of the stack. Owned by libedit. */
static char *next_candidate(const char *text, int state) {
  static lua_Integer i;
  (void)text;
  if (state == 0) i = 0;
  char *copy = NULL;
  if (lua_rawgeti(editor, -1, ++i) == LUA_TSTRING)
    copy = strdup(lua_tostring(editor, -1));
  lua_pop(editor, 1);
  return copy;
}

/* Ask the tool: complete(word) -> list of what it may become. */
static char **complete(const char *text, int start, int end) {
  char **matches = NULL;
  (void)start, (void)end;
  rl_attempted_completion_over = 1; /* never names of files */
  if (!lua_checkstack(editor, 8)) return NULL;
  int top = lua_gettop(editor);
  lua_rawgetp(editor, LUA_REGISTRYINDEX, &COMPLETE);
  lua_pushstring(editor, text);
  if (lua_pcall(editor, 1, 1, 0) == LUA_OK && lua_istable(editor, -1))
    matches = rl_completion_matches(text, next_candidate);
  lua_settop(editor, top);
  return matches;
}

static int lib_complete(lua_State *L) {
  static char breaks[] = " \t\n\"'(){}[],;=<>~+-*/^#|&!";
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_settop(L, 1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &COMPLETE);
  editor = L;
  rl_attempted_completion_function = complete;
  rl_basic_word_break_characters = breaks; /* what libedit looks at */
  rl_completer_word_break_characters = breaks;
  rl_completion_append_character = '\0';
  return 0;
}

/* ---- History ---------------------------------------------------------------------- */

/* Folders of a path, where they are missing. */
static void make_folders(const char *path) {
  char folder[4096];
  snprintf(folder, sizeof folder, "%s", path);
  for (char *p = folder + 1; *p; p++) {
    if (*p != '/') continue;
    *p = '\0';
    mkdir(folder, 0700);
    *p = '/';
  }
}

/* read_history(path) */
static int lib_read_history(lua_State *L) {
  using_history();
  stifle_history(1000);
  read_history(luaL_checkstring(L, 1));
  return 0;
}

/* write_history(path): true, or nil and why not */
static int lib_write_history(lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  make_folders(path);
  if (write_history(path) == 0) {
    lua_pushboolean(L, 1);
    return 1;
  }
  lua_pushnil(L);
  lua_pushstring(L, strerror(errno));
  return 2;
}

/* ---- Lines ------------------------------------------------------------------------ */

static int plain_line(lua_State *L) {
  char *line = NULL;
  size_t size = 0;
  ssize_t n = getline(&line, &size, stdin);
  if (n > 0 && line[n - 1] == '\n') n--;
  if (n >= 0) lua_pushlstring(L, line, (size_t)n);
  else lua_pushnil(L);
  free(line);
  return 1;
}

/* readline(prompt): a line, or nil at the end of input */
static int lib_readline(lua_State *L) {
  const char *prompt = luaL_checkstring(L, 1);
  if (!isatty(STDIN_FILENO)) return plain_line(L);
  char *line = readline(prompt);
  if (line && *line) add_history(line);
  lua_pushstring(L, line);
  free(line);
  return 1;
}

/* is_terminal() */
static int lib_is_terminal(lua_State *L) {
  lua_pushboolean(L, isatty(STDIN_FILENO));
  return 1;
}

void lineedit_open(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"readline", lib_readline}, {"complete", lib_complete},
    {"read_history", lib_read_history}, {"write_history", lib_write_history},
    {"is_terminal", lib_is_terminal}, {NULL, NULL},
  };
  if (isatty(STDIN_FILENO)) setlocale(LC_CTYPE, ""); /* letters, as typed */
  luaL_setfuncs(L, functions, 0);
}
