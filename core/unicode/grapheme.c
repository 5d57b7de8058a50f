/* SPDX-License-Identifier: MIT */
/* The rules stand in grapheme.lua. */
#include "unicode/grapheme.h"

#include "unicode/machine.h"
#include "unicode/simd.h"

static const quoth__machine machine = {
    .steps = quoth__grapheme_steps,
    .ascii = quoth__grapheme_ascii,
    .blocks = quoth__grapheme_blocks,
    .leaves = quoth__grapheme_leaves,
    .first_open = QUOTH__GRAPHEME_FIRST_OPEN,
};

size_t quoth__grapheme_fill_none(const char *s, size_t len, size_t at,
                                 uint32_t *ends, size_t max) {
  return quoth__machine_fill(&machine, s, len, at, ends, max);
}

quoth__fill *quoth__grapheme_path(quoth__simd simd) {
  static quoth__fill *const paths[] = QUOTH__PATHS(quoth__grapheme_fill);
  return paths[simd];
}

size_t quoth__grapheme_fill(const char *s, size_t len, size_t at,
                            uint32_t *ends, size_t max) {
  return quoth__grapheme_path(quoth__simd_best())(s, len, at, ends, max);
}

size_t quoth__grapheme_next(const char *s, size_t len, size_t at) {
  uint32_t end = (uint32_t)len;
  quoth__machine_fill(&machine, s, len, at, &end, 1);
  return end;
}
