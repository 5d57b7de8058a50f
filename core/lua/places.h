/* SPDX-License-Identifier: MIT */
/* From a pack's tables and patterns back to lines and columns of its file. */
#ifndef QUOTH_LUA_PLACES_H
#define QUOTH_LUA_PLACES_H

#include "lua/script.h"

/** Where one looks: a file, and the piece of it that was found last. */
typedef struct quoth__place {
  quoth__file *file; /* NULL: unknown */
  uint32_t near;     /* piece to search from; QUOTH_NONE: nothing found yet */
  uint32_t line;     /* when no piece was found; 0: unknown */
} quoth__place;

/** The file in which the function at `level` of the stack stands. */
quoth__place quoth__place_of_caller(lua_State *L, int level);

/** The place of `key = "value"`, or `from` when it is not found. */
quoth__place quoth__place_pair(quoth__place from, const char *key,
                               const char *value, size_t len);

/** The place of a string, with the origin of its first byte. */
quoth_origin quoth__place_string(quoth__place from, const char *value,
                                 size_t len);

/** Line of a place; 0 when it is unknown. */
uint32_t quoth__place_line(quoth__place place);

/**
 * Raise an error at the field `key` near a place (NULL: at the place itself).
 * `near_name` may be NULL; else it becomes "did you mean".
 */
int quoth__place_fail(lua_State *L, quoth__place place, const char *key,
                      const char *near_name, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 5, 6)))
#endif
    ;

/**
 * An error inside a string of a Lua file: let the caret stand in the line of
 * the file, and count escape sequences as they are written.
 */
void quoth__place_refine(quoth__files *files, quoth_error *error);

/** As above, for a pattern that the calling function passed at once. */
void quoth__place_argument(lua_State *L, const char *pattern, size_t len,
                           quoth_error *error);

#endif
