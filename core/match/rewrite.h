/* SPDX-License-Identifier: MIT */
/*
 * A regular expression written otherwise, for PCRE2's sake: of \p{Lu}, \d or \w
 * it can neither tell the first bytes, nor are they tested by a table.
 */
#ifndef QUOTH_MATCH_REWRITE_H
#define QUOTH_MATCH_REWRITE_H

#include "base/buf.h"

typedef enum quoth__rewrite_to {
  /* One that matches wherever the pattern does, with first bytes that can be
     told: [A-Z\x{80}-\x{10FFFF}] */
  QUOTH__REWRITE_WIDER,
  /* The same pattern, its ASCII members in a table: [A-Z\p{Lu}]. Not to be
     used without regard to case. */
  QUOTH__REWRITE_FASTER,
} quoth__rewrite_to;

/** False when nothing is to be gained, or the text alone cannot tell. */
bool quoth__rewrite(const char *pattern, size_t len, quoth__rewrite_to to,
                    quoth__buf *out);

#endif
