/* SPDX-License-Identifier: MIT */
/* Sentence boundaries, UAX #29 SB1-SB998. Any bytes are accepted. */
#ifndef QUOTH_UNICODE_SENTENCE_H
#define QUOTH_UNICODE_SENTENCE_H

#include "quoth.h"

/**
 * The next boundary after the boundary `at` < len. No state but the place is
 * needed: at a boundary no rule looks back. A whole text takes linear time.
 * @param len below 2^32
 * @return at least at + 1, at most `len`, which is always a boundary
 */
size_t quoth__sentence_next(const char *s, size_t len, size_t at);

/**
 * The next boundaries after the boundary `at`, up to `max` of them, as
 * quoth__sentence_next() called again and again, but faster.
 * @return how many were written; 0 only when at == len or max == 0. The last
 *   one written is where to go on.
 */
size_t quoth__sentence_fill(const char *s, size_t len, size_t at,
                        uint32_t *ends, size_t max);

#endif
