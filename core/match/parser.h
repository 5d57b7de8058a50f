/* SPDX-License-Identifier: MIT */
/* What the files of the parser share: a place in the text, and errors. */
#ifndef QUOTH_MATCH_PARSER_H
#define QUOTH_MATCH_PARSER_H

#include "match/tree.h"

typedef struct quoth__parser {
  quoth__arena *arena;
  const quoth__source *source;
  const char *text;
  uint32_t at, len;
  uint32_t depth;
  uint32_t args; /* the depth at which a comma ends an argument, or 0 */
  quoth_status status; /* the first failure; nothing is parsed after it */
  quoth_error *error;
} quoth__parser;

/** The byte at an offset from here; 0 at the end. */
static inline char quoth__parser_peek(const quoth__parser *p, uint32_t ahead) {
  return p->len - p->at > ahead ? p->text[p->at + ahead] : '\0';
}

/** Fail at a byte; false, so that callers may return it. */
bool quoth__parser_fail(quoth__parser *p, uint32_t at, const char *hint,
                        const char *format, ...) QUOTH__PRINTF(4, 5);
bool quoth__parser_no_memory(quoth__parser *p);

/** Skip white space and comments. */
void quoth__parser_skip(quoth__parser *p);

bool quoth__parser_is_name(char c, bool first);

/** Read [A-Za-z_][A-Za-z0-9_-]*; with `pack` also a pack's name and a slash. */
bool quoth__parser_name(quoth__parser *p, bool pack, const char **name,
                        uint32_t *len);

/** Read "…", "…"c, /…/, /…/i or, with `value`, a number, true, false, @x. */
bool quoth__parser_literal(quoth__parser *p, bool value, quoth__literal *out);

/** Read a condition up to `close`, which is consumed, too. */
bool quoth__parser_conditions(quoth__parser *p, char open, uint32_t open_at,
                              char close, quoth__cond **out);

/** Read a lexicon's filter, `.name op value` or `{…}`, if one stands here. */
bool quoth__parser_filter(quoth__parser *p, quoth__cond **out);

#endif
