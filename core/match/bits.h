/* SPDX-License-Identifier: MIT */
/* Rows of bits, one for each place of a text; rows of one length only. */
#ifndef QUOTH_MATCH_BITS_H
#define QUOTH_MATCH_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool quoth__bit(const uint64_t *row, uint32_t at) {
  return row[at / 64] >> at % 64 & 1;
}

static inline void quoth__bit_set(uint64_t *row, uint32_t at) {
  row[at / 64] |= UINT64_C(1) << at % 64;
}

static inline bool quoth__bits_any(const uint64_t *row, uint32_t n) {
  uint64_t all = 0;
  for (uint32_t i = 0; i < n; i++) all |= row[i];
  return all != 0;
}

/** out[i] = in[i + by]; beyond the end there are zeros. `out` may be `in`. */
static inline void quoth__bits_down(uint64_t *out, const uint64_t *in,
                                    uint32_t n, uint32_t by) {
  uint32_t words = by / 64, bits = by % 64;
  for (uint32_t i = 0; i < n; i++) {
    uint64_t low = i + words < n ? in[i + words] : 0;
    uint64_t high = i + words + 1 < n ? in[i + words + 1] : 0;
    out[i] = bits ? low >> bits | high << (64 - bits) : low;
  }
}

/** out[i + 1] = in[i]; `out` may be `in`. */
static inline void quoth__bits_up(uint64_t *out, const uint64_t *in,
                                  uint32_t n) {
  uint64_t carry = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint64_t word = in[i];
    out[i] = word << 1 | carry;
    carry = word >> 63;
  }
}

/** The first place from `at` on whose bit is `set`, at most `end`. */
static inline uint32_t quoth__bits_next(const uint64_t *row, uint32_t at,
                                        uint32_t end, bool set) {
  while (at < end) {
    uint64_t word = (set ? row[at / 64] : ~row[at / 64]) >> at % 64;
    if (word) {
      at += (uint32_t)__builtin_ctzll(word);
      return at < end ? at : end;
    }
    at = at / 64 * 64 + 64;
  }
  return end;
}

/** The last place in [first, last] whose bit is set, or UINT32_MAX. */
static inline uint32_t quoth__bits_last(const uint64_t *row, uint32_t first,
                                        uint32_t last) {
  for (uint32_t w = last / 64;; w--) {
    uint64_t word = row[w];
    if (w == last / 64) word &= ~UINT64_C(0) >> (63 - last % 64);
    if (w == first / 64) word &= ~UINT64_C(0) << first % 64;
    if (word) return w * 64 + 63 - (uint32_t)__builtin_clzll(word);
    if (w == first / 64) return UINT32_MAX;
  }
}

#endif
