/* SPDX-License-Identifier: MIT */
/*
 * The one place where positions change their system: the core counts bytes
 * from 0 and spans are [start, end); Lua counts from 1 and both ends belong.
 */
#ifndef QUOTH_LUA_OFFSETS_H
#define QUOTH_LUA_OFFSETS_H

#include <lauxlib.h>
#include <lua.h>

#include "quoth.h"

/** Push first, last. @return 2 */
int quoth__push_first_last(lua_State *L, quoth_span span);

/** Push {first, last}. */
void quoth__push_span(lua_State *L, quoth_span span);

/** Push a list of spans. */
void quoth__push_spans(lua_State *L, const quoth_span *spans, uint32_t n);

/** A number from 1 as an index from 0, QUOTH_NONE when it is none. */
uint32_t quoth__to_index(lua_Integer number, uint32_t count);

/** Push index + 1, or nil for QUOTH_NONE. @return 1 */
int quoth__push_index(lua_State *L, uint32_t index);

/**
 * first, last as a span of a text of `len` bytes. Raises for what is no span of
 * it: empty, reversed, outside. `what` is for the message.
 */
quoth_span quoth__check_first_last(lua_State *L, lua_Integer first,
                                   lua_Integer last, size_t len,
                                   const char *what);

/**
 * Read a span or a list of spans at `index`.
 * @param count out
 * @return spans in a userdata that is pushed; NULL when the value is no table
 *         (nothing is pushed).
 */
quoth_span *quoth__to_spans(lua_State *L, int index, size_t len,
                            const char *what, uint32_t *count);

/** The smallest span around all; {0, 0} for none. */
quoth_span quoth__hull(const quoth_span *spans, uint32_t n);

#endif
