/* SPDX-License-Identifier: MIT */
/* Members of a set of bytes: see byteset.h. */
#include "unicode/byteset.h"

INLINE uint64_t members_of(const quoth__byteset *set, block x) {
  static const uint8_t powers[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                     1, 2, 4, 8, 16, 32, 64, 128};
  block bit = block_lookup(powers, block_upper(x)), n = block_and(x, 0x0F);
  uint64_t high = block_high(x);
  return (block_has(block_lookup(set->low, n), bit) & ~high) |
         (block_has(block_lookup(set->high, n), bit) & high);
}

size_t PATH(quoth__byteset_find)(const quoth__byteset *set, const char *s,
                                 size_t len, size_t at) {
  for (; at < len && len - at >= BLOCK; at += BLOCK) {
    uint64_t found =
        members_of(set, block_load((const unsigned char *)s + at));
    if (found) return at + (size_t)__builtin_ctzll(found);
  }
  return quoth__byteset_find_none(set, s, len, at);
}
