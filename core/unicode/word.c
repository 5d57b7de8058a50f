/* SPDX-License-Identifier: MIT */
/* The rules stand in word.lua. */
#include "unicode/word.h"

#include "unicode/machine.h"

static const quoth__machine machine = {
    .steps = quoth__word_steps,
    .ascii = quoth__word_ascii,
    .shift = QUOTH__WORD_SHIFT,
    .mask = QUOTH__WORD_MASK,
    .first_open = QUOTH__WORD_FIRST_OPEN,
};

size_t quoth__word_fill(const char *s, size_t len, size_t at,
                           uint32_t *ends, size_t max) {
  return quoth__machine_fill(&machine, s, len, at, ends, max);
}

size_t quoth__word_next(const char *s, size_t len, size_t at) {
  uint32_t end = (uint32_t)len;
  quoth__machine_fill(&machine, s, len, at, &end, 1);
  return end;
}
