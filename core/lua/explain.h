/* SPDX-License-Identifier: MIT */
/* Traces of a rule, collected in a Lua list. */
#ifndef QUOTH_LUA_EXPLAIN_H
#define QUOTH_LUA_EXPLAIN_H

#include <lauxlib.h>
#include <lua.h>

#include "quoth.h"

typedef struct quoth__explained {
  lua_State *L;
  int list;    /* where it stands on the stack */
  bool failed; /* memory is out: no Lua error may pass through a run */
} quoth__explained;

/** A quoth_trace_fn; `ud` is a quoth__explained. */
void quoth__explain_trace(void *ud, const quoth_trace *trace);

#endif
