/* SPDX-License-Identifier: MIT */
#include "unicode/byteset.h"

#include <string.h>

void quoth__byteset_init(quoth__byteset *set, const uint8_t bits[32]) {
  *set = (quoth__byteset){
      .find = quoth__byteset_path(quoth__simd_best()),
  };
  memcpy(set->bits, bits, sizeof set->bits);
  for (unsigned b = 0; b < 256; b++) {
    uint8_t *half = b < 128 ? set->low : set->high;
    if (quoth__byteset_has(set, (unsigned char)b))
      half[b & 15] |= (uint8_t)(1u << (b >> 4 & 7));
  }
}

size_t quoth__byteset_find_none(const quoth__byteset *set, const char *s,
                                size_t len, size_t at) {
  while (at < len && !quoth__byteset_has(set, (unsigned char)s[at])) at++;
  return at;
}

quoth__byteset_find *quoth__byteset_path(quoth__simd simd) {
  static quoth__byteset_find *const paths[] =
      QUOTH__PATHS(quoth__byteset_find);
  return paths[simd];
}
