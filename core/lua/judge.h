/* SPDX-License-Identifier: MIT */
/* Does what a rule made agree with an example? */
#ifndef QUOTH_LUA_JUDGE_H
#define QUOTH_LUA_JUDGE_H

#include <lua.h>

#include "quoth.h"

typedef struct quoth__verdict {
  bool passed;
  char why[1024]; /* what was expected and what came, or "" */
} quoth__verdict;

/** Compare the annotations of a rule with the example table at `index`. */
void quoth__judge(lua_State *L, int index, quoth_context *context,
                  const char *pack, const char *rule, quoth__verdict *out);

#endif
