/* SPDX-License-Identifier: MIT */
/* What a run found, as plain Lua tables. */
#ifndef QUOTH_LUA_RESULT_H
#define QUOTH_LUA_RESULT_H

#include <lua.h>

#include "quoth.h"

typedef enum quoth__unit {
  QUOTH__UNIT_LUA, /* bytes from 1, both ends included */
  QUOTH__UNIT_BYTES, /* the others: from 0, the end excluded */
  QUOTH__UNIT_CODEPOINTS,
  QUOTH__UNIT_UTF16,
} quoth__unit;

/** Push { attributions = {...}, annotations = {...} }. */
void quoth__result_push(lua_State *L, quoth_context *context,
                        quoth__unit unit);

#endif
