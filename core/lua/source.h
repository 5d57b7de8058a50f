/* SPDX-License-Identifier: MIT */
/* Where names and strings stand in the text of a Lua file. */
#ifndef QUOTH_LUA_SOURCE_H
#define QUOTH_LUA_SOURCE_H

#include "quoth.h"

typedef enum quoth__piece_kind {
  QUOTH__PIECE_NAME,
  QUOTH__PIECE_STRING, /* "quoted" */
  QUOTH__PIECE_LONG,   /* [=[ in brackets ]=] */
  QUOTH__PIECE_OTHER,  /* one character */
} quoth__piece_kind;

/** A piece of the source; for strings [start, end) is what stands inside. */
typedef struct quoth__piece {
  uint32_t start, end, line;
  quoth__piece_kind kind;
} quoth__piece;

typedef struct quoth__source {
  const char *text; /* NULL: not yet split */
  quoth__piece *pieces;
  uint32_t count, cap;
} quoth__source;

/** Split a text; kept. A text that is not Lua gives what it gives. */
quoth_status quoth__source_init(quoth__source *source,
                                const quoth_allocator *allocator,
                                const char *text, size_t len);
void quoth__source_done(quoth__source *source,
                        const quoth_allocator *allocator);

/**
 * The piece that is a string of this value: the first from piece `near` on,
 * else the first in the file; QUOTH_NONE when there is none.
 */
uint32_t quoth__source_string(const quoth__source *source, const char *value,
                              size_t len, uint32_t near);

/** As above, for `key = "value"`. */
uint32_t quoth__source_pair(const quoth__source *source, const char *key,
                            const char *value, size_t len, uint32_t near);

/** As above, for the name of a field, `key =` or `["key"] =`. */
uint32_t quoth__source_key(const quoth__source *source, const char *key,
                           size_t len, uint32_t near);

/** Byte in the file of byte `at` of the string that a piece stands for. */
uint32_t quoth__source_byte(const quoth__source *source, uint32_t piece,
                            uint32_t at);

/** The string piece over a byte of the file, or QUOTH_NONE. */
uint32_t quoth__source_over(const quoth__source *source, uint32_t byte);

#endif
