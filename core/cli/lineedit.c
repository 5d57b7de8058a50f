/* SPDX-License-Identifier: MIT */
#include "cli/tool_lib.h"
void lineedit_open(lua_State *L) { (void)L; }
