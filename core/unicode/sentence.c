/* SPDX-License-Identifier: MIT */
/* The rules stand in sentence.lua. */
#include "unicode/sentence.h"

#include "unicode/machine.h"
#include "unicode/simd.h"

static const quoth__machine machine = {
    .steps = quoth__sentence_steps,
    .ascii = quoth__sentence_ascii,
    .shift = QUOTH__SENTENCE_SHIFT,
    .mask = QUOTH__SENTENCE_MASK,
    .first_open = QUOTH__SENTENCE_FIRST_OPEN,
};

size_t quoth__sentence_fill_none(const char *s, size_t len, size_t at,
                                 uint32_t *ends, size_t max) {
  return quoth__machine_fill(&machine, s, len, at, ends, max);
}

quoth__fill *quoth__sentence_path(quoth__simd simd) {
  (void)simd;
  return quoth__sentence_fill_none;
}

size_t quoth__sentence_fill(const char *s, size_t len, size_t at,
                            uint32_t *ends, size_t max) {
  return quoth__sentence_path(quoth__simd_best())(s, len, at, ends, max);
}

size_t quoth__sentence_next(const char *s, size_t len, size_t at) {
  uint32_t end = (uint32_t)len;
  quoth__machine_fill(&machine, s, len, at, &end, 1);
  return end;
}
