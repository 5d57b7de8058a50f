/* SPDX-License-Identifier: MIT */
/* The machine for sentences, started and stopped in the middle of one. */
#ifndef QUOTH_UNICODE_SENTENCE_RUN_H
#define QUOTH_UNICODE_SENTENCE_RUN_H

#include "quoth.h"

typedef struct quoth__sentence_run {
  size_t start;   /* of the sentence */
  size_t at;      /* no TERM between the start and here */
  uint32_t *ends; /* boundaries found */
  size_t n, max;  /* n < max */
} quoth__sentence_run;

/**
 * Goes on from the character at run->at, at least behind it, until no rule
 * looks back further than to one letter, or `max` boundaries are found.
 */
void quoth__sentence_rest(quoth__sentence_run *run, const char *s, size_t len);

#endif
