/* SPDX-License-Identifier: MIT */
#include "cli/tool.h"

#include <getopt.h>
#include <lualib.h>
#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/packs.h"
#include "cli/report.h"
#include "cli/tool_lib.h"
#include "tools.h"

static const struct tool {
  const char *name, *text;
} tools[] = {
  {"import", tool_import},
  {"import_cql", tool_import_cql},
  {"import_gazetteer", tool_import_gazetteer},
  {"import_spacy", tool_import_spacy},
  {"lint", tool_lint},
  {"lsp", tool_lsp},
  {"manual", tool_manual},
  {"packfile", tool_packfile},
  {"pattern", tool_pattern},
  {"repl", tool_repl},
  {"ruleset", tool_ruleset},
  {"why-not", tool_why_not},
  {"witness", tool_witness},
};

static const char *tool_find(const char *name) {
  for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++)
    if (strcmp(tools[i].name, name) == 0) return tools[i].text;
  return NULL;
}

/* ---- Modules ------------------------------------------------------------------ */

static int load_tool(lua_State *L, const char *name) {
  const char *text = tool_find(name);
  if (!text) return luaL_error(L, "there is no tool %s", name);
  const char *chunk = lua_pushfstring(L, "=quoth %s", name);
  if (luaL_loadbufferx(L, text, strlen(text), chunk, "t") != LUA_OK)
    return lua_error(L);
  return 1;
}

/* The manual as a string. */
static int load_manual(lua_State *L) {
  lua_pushstring(L, text_manual);
  return 1;
}

/* require "tool.NAME" */
static int search_tool(lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  if (strcmp(name, "tool.manual_text") == 0) {
    lua_pushcfunction(L, load_manual);
    return 1;
  }
  if (strncmp(name, "tool.", 5) != 0 || !tool_find(name + 5)) return 0;
  return load_tool(L, name + 5);
}

static void open_modules(lua_State *L) {
  luaL_openlibs(L);
  luaL_requiref(L, "quoth", luaopen_quoth, 0);
  lua_pop(L, 1);
  lua_getglobal(L, "package");
  lua_createtable(L, 2, 0); /* nothing comes from the user's disk */
  lua_getfield(L, -2, "searchers");
  lua_rawgeti(L, -1, 1);
  lua_rawseti(L, -3, 1);
  lua_pop(L, 1);
  lua_pushcfunction(L, search_tool);
  lua_rawseti(L, -2, 2);
  lua_setfield(L, -2, "searchers");
  lua_pop(L, 1);
}

/* ---- The command line ------------------------------------------------------------ */

struct call {
  const command *command;
  int argc;
  char **argv;
  quoth__out *out;
  int code;
};

/* options[name] = true, or a list of its values. */
static void take_option(lua_State *L, const option_spec *o, const char *value) {
  if (!o->argument) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, o->name);
    return;
  }
  if (lua_getfield(L, -1, o->name) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, o->name);
  }
  lua_pushstring(L, value);
  lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
  lua_pop(L, 1);
}

static const option_spec *spec_of(const command *c, int code) {
  for (size_t i = 0; i < c->n_options; i++)
    if (c->options[i].name && c->options[i].code == code)
      return &c->options[i];
  return NULL;
}

static void push_strings(lua_State *L, char *const *list, size_t n) {
  lua_createtable(L, (int)n, 0);
  for (size_t i = 0; i < n; i++) {
    lua_pushstring(L, list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* The options of the command line, on the stack. @return ARGUMENT_… */
static int push_options(lua_State *L, struct call *call, packs *folders) {
  arguments args = {.command = call->command};
  int code;
  lua_newtable(L);
  while ((code = arguments_next(&args, call->argc, call->argv)) >= 0) {
    const option_spec *o = spec_of(call->command, code);
    if (o) take_option(L, o, args.value);
    if (o && strcmp(o->name, "path") == 0)
      packs_add_folder(folders, args.value);
  }
  return code;
}

/* What --lang says last; the options are on top of the stack. */
static const char *language_of(lua_State *L) {
  const char *lang = "en";
  if (lua_getfield(L, -1, "lang") == LUA_TTABLE) {
    lua_rawgeti(L, -1, (lua_Integer)lua_rawlen(L, -1));
    lang = lua_tostring(L, -1); /* the options hold it */
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return lang;
}

/* Stack: the call. */
static int run_call(lua_State *L) {
  struct call *call = lua_touserdata(L, 1);
  packs folders = {0};
  open_modules(L);
  load_tool(L, call->command->name);
  lua_newtable(L);
  int parsed = push_options(L, call, &folders);
  packs_add_known_folders(&folders);
  lua_setfield(L, -2, "options");
  push_strings(L, folders.folders, folders.n_folders);
  lua_setfield(L, -2, "folders");
  lua_getfield(L, -1, "options");
  packs_add_defaults(&folders, language_of(L));
  lua_pop(L, 1);
  push_strings(L, folders.names, folders.n_names);
  lua_setfield(L, -2, "defaults");
  packs_done(&folders);
  push_strings(L, call->argv + optind, (size_t)(call->argc - optind));
  lua_setfield(L, -2, "words");
  call->code = EXIT_USAGE;
  if (parsed == ARGUMENT_HELP) call->code = help_command(call->command);
  if (parsed != ARGUMENT_END) return 0;
  call->out = quoth__out_open(NULL);
  if (!call->out) return luaL_error(L, "out of memory");
  tool_lib_open(L, call->out);
  lineedit_open(L);
  lua_call(L, 1, 1);
  call->code = (int)luaL_optinteger(L, -1, EXIT_OK);
  return 0;
}

int tool_command(const command *self, int argc, char **argv) {
  struct call call = {self, argc, argv, NULL, EXIT_LIMIT};
  lua_State *L = luaL_newstate();
  if (!L) {
    report("out of memory");
    return EXIT_LIMIT;
  }
  lua_pushcfunction(L, run_call);
  lua_pushlightuserdata(L, &call);
  int status = lua_pcall(L, 1, 0, 0);
  if (status != LUA_OK) {
    const char *why = lua_tostring(L, -1);
    report("%s", why ? why : "an error without a message");
    call.code = status == LUA_ERRMEM ? EXIT_LIMIT : EXIT_PACK;
  }
  lua_close(L);
  int closed = report_close(call.out);
  return closed > call.code ? closed : call.code;
}
