/* SPDX-License-Identifier: MIT */
/* What tools written in Lua can call. */
#ifndef QUOTH_CLI_TOOL_LIB_H
#define QUOTH_CLI_TOOL_LIB_H

#include <lauxlib.h>
#include <lua.h>

#include "io/out.h"

/**
 * Add to the table on top of the stack:
 *   write(...)           strings, to standard output
 *   flush()
 *   report(text)         a message: "quoth: text"
 *   report_error(text)   a message that has its place already
 *   read(path)           bytes of a file or of "-"; or nil and why not
 *   nearest(name, list)  the name that was meant, or nil
 *   json(text)           a JSON text as a value (`null` is false); or nil, why
 *   quote(text)          a string as JSON
 *   columns(text)        cells it takes on a terminal
 * @param out kept
 */
void tool_lib_open(lua_State *L, quoth__out *out);

/** The same for reading lines from people: lineedit.c. */
void lineedit_open(lua_State *L);

#endif
