/* SPDX-License-Identifier: MIT */
/*
 * The next byte that is in a set, by vectors: the set is held by nibbles, after
 * Mula, "SIMDized check which bytes are in a set" (2018). All paths agree.
 */
#ifndef QUOTH_UNICODE_BYTESET_H
#define QUOTH_UNICODE_BYTESET_H

#include "unicode/simd.h"

/** Bit k of low[n]: is byte k << 4 | n a member; of high[n]: (k + 8) << 4 | n. */
struct quoth__byteset {
  uint8_t bits[32]; /* bit b & 7 of bits[b >> 3]: is b a member */
  uint8_t low[16], high[16];
  quoth__byteset_find *find; /* the best of this machine */
};

void quoth__byteset_init(quoth__byteset *set, const uint8_t bits[32]);

static inline bool quoth__byteset_has(const quoth__byteset *set,
                                      unsigned char byte) {
  return set->bits[byte >> 3] >> (byte & 7) & 1;
}

/** Index of the first member at or behind `at`; `len` when there is none. */
static inline size_t quoth__byteset_next(const quoth__byteset *set,
                                         const char *s, size_t len,
                                         size_t at) {
  return set->find(set, s, len, at);
}

#endif
