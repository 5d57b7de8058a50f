/* SPDX-License-Identifier: MIT */
/* A host: the packs as they were loaded, and the engine made of them. */
#ifndef QUOTH_LUA_HOST_H
#define QUOTH_LUA_HOST_H

#include <stdatomic.h>

#include "lua/pack.h"
#include "quoth_lua.h"

/** A pack that was loaded: its file and the folder that is its root. */
typedef struct quoth__loaded {
  struct quoth__loaded *next;
  quoth__file *file;
  char *root;
} quoth__loaded;

/* As base/handle.h, which this floor does not see. */
#ifdef QUOTH_DEBUG
#define QUOTH__HOST_HANDLE bool freed;
#define QUOTH__HOST_IS(host) ((host) && !(host)->freed)
#define QUOTH__HOST_FREE(a, host) ((void)(a), (host)->freed = true)
#else
#define QUOTH__HOST_HANDLE
#define QUOTH__HOST_IS(host) ((host) != NULL)
#define QUOTH__HOST_FREE(a, host) quoth__lua_free((a), (host), sizeof *(host))
#endif

struct quoth_host {
  QUOTH__HOST_HANDLE
  quoth_allocator allocator;
  quoth__files files;
  quoth__script_options script_options;
  /* In which packs are loaded, to be compiled; then of the first context. */
  _Atomic(quoth__script *) script;
  quoth_builder *builder;
  quoth_engine *engine;
  quoth__loaded *packs, **packs_end;
};

/** Load one pack into a script; rules go to `builder` unless it is NULL. */
quoth_status quoth__host_load_into(quoth__script *script,
                                   const quoth__loaded *pack,
                                   quoth_builder *builder,
                                   quoth_error *error);

/** Tell a builder where models stand: beside the packs. */
quoth_status quoth__host_add_models(const quoth_host *host,
                                    quoth_builder *builder);

/** A script in which all packs of the host are loaded, and its context. */
quoth_status quoth__host_start(quoth_host *host, quoth__script **script,
                               quoth_context **context, quoth_error *error);

/** The callbacks of a script; it is freed with the context. */
quoth_callbacks quoth__callbacks(quoth__script *script);

#endif
