/* SPDX-License-Identifier: MIT */
/*
 * Tokens into the words that treebanks know: don't is do and n't, it's is it
 * and 's, well-known is well, - and known. What is asked of the token is then
 * answered by one of its words: the first of a contraction, and within a
 * hyphenated token the last part.
 */
#ifndef QUOTH_LANG_SPLIT_H
#define QUOTH_LANG_SPLIT_H

#include "quoth.h"

enum { QUOTH__SPLIT_MAX = 12 }; /* parts of a token at most */

typedef struct quoth__split {
  quoth_span parts[QUOTH__SPLIT_MAX]; /* bytes within the token */
  uint32_t n;    /* at least 1 */
  uint32_t main; /* the part that stands for the token */
  bool hyphened;
} quoth__split;

void quoth__split_token(const char *s, uint32_t len, quoth__split *out);

#endif
