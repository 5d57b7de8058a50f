/* SPDX-License-Identifier: MIT */
/*
 * A Lua state for packs: its budget of memory and fuel, the packs loaded into
 * it, and the document it works on. One script belongs to one thread.
 */
#ifndef QUOTH_LUA_SCRIPT_H
#define QUOTH_LUA_SCRIPT_H

#include <lauxlib.h>
#include <lua.h>
#include <string.h>

#include "lua/files.h"

/** What stays at the bottom of a script's stack, below all calls. */
enum {
  QUOTH__SLOT_HANDLER = 1, /* of messages */
  QUOTH__SLOT_WHERE,       /* functions of rules, by callback number */
  QUOTH__SLOT_EMIT,
  QUOTH__SLOT_ATTRIBUTE,   /* likewise, of the packs */
  QUOTH__SLOT_RESOLVE,
  QUOTH__SLOT_MATCH,       /* the one match value */
  QUOTH__SLOT_DOC,         /* of the open document, or nil */
  QUOTH__SLOT_VALUE,       /* that an attribute function gave last */
  QUOTH__SLOT_LAST = QUOTH__SLOT_VALUE,
};

typedef struct quoth__script {
  lua_State *L;
  quoth_allocator allocator;
  quoth__files *files;
  size_t used, limit, block_limit; /* bytes */
  int64_t fuel, fuel_limit;        /* VM instructions and steps of C loops */
  int64_t started, waited; /* ns: when the call began, earlier calls */
  bool trusted;
  bool stopped;      /* fuel is spent: nothing may hold the error */
  bool out_of_memory; /* that is why it is stopped */
  bool out_of_time;   /* or that is */
  bool over_memory;  /* the limit refused an allocation */
  const char *root;  /* of the pack that loads; NULL: none loads */
  uint32_t n_callbacks;
  quoth_context *context; /* of the open document */
  const quoth_match *match; /* of the running callback */
  uint32_t serial;   /* number of the open document, from 1 */
} quoth__script;

typedef struct quoth__script_options {
  const quoth_allocator *allocator;
  quoth__files *files; /* kept */
  uint64_t memory_limit, instruction_limit;
  bool trusted;
} quoth__script_options;

/** `out` owned: quoth__script_free(). */
quoth_status quoth__script_new(const quoth__script_options *options,
                               quoth__script **out);
void quoth__script_free(quoth__script *script);

/** Memory that counts as the script's; kept by the script. */
quoth_allocator quoth__script_allocator(quoth__script *script);

/** The script of a sandboxed state; NULL in any other Lua state. */
quoth__script *quoth__script_of(lua_State *L);

/**
 * Call the function below `n_args` arguments on the stack, in protected mode.
 * Results stay on the stack; after an error nothing does.
 */
quoth_status quoth__script_call(quoth__script *script, int n_args,
                                int n_results, quoth_error *error);

/** Push what a slot holds, from within a call. */
void quoth__script_push_slot(lua_State *L, int slot);

/** Pop a value and let a slot hold it, from within a call. */
void quoth__script_set_slot(lua_State *L, int slot);

/** Call a C function with one pointer. */
quoth_status quoth__script_run(quoth__script *script, lua_CFunction function,
                               void *ud, quoth_error *error);

/** A full tank: at the start of a document, or of the loading of a pack. */
void quoth__script_refuel(quoth__script *script);

/** Take steps from the tank; raises when it is empty. */
void quoth__script_spend(lua_State *L, size_t steps);

/** As above, for steps of unknown length: the clock is looked at, too. */
void quoth__script_spend_slow(lua_State *L, size_t steps);

/** Raise the error of a spent budget. */
int quoth__script_stop(lua_State *L);

/* ---- Errors: raise.c ------------------------------------------------------- */

/** Raise an error with all its fields, in a script or any Lua state. */
int quoth__raise(lua_State *L, const quoth_error *error);

/** Raise what a function of the core returned, unless it is QUOTH_OK. */
void quoth__check_status(lua_State *L, quoth_status status, const char *what);

/** An error about a misspelt name, with the nearest of the known ones. */
int quoth__raise_unknown(lua_State *L, const char *what, const char *name,
                         const char *const *known, size_t count);

/** Handler of messages: turn any error value into one with its place. */
int quoth__message_handler(lua_State *L);

/** Read what the message handler made. */
void quoth__read_error(lua_State *L, int index, quoth_error *error);

#endif
