/* SPDX-License-Identifier: MIT */
/* What the tests of this floor share; includes cmocka as it wants to be. */
#ifndef QUOTH_TESTS_UNICODE_SUPPORT_H
#define QUOTH_TESTS_UNICODE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "unicode/grapheme.h"
#include "unicode/record.h"
#include "unicode/sentence.h"
#include "unicode/utf8.h"
#include "unicode/word.h"

typedef size_t next_fn(const char *s, size_t len, size_t at);
typedef size_t fill_fn(const char *s, size_t len, size_t at, uint32_t *ends,
                       size_t max);

static const struct kind {
  const char *name;
  next_fn *next;
  fill_fn *fill;
} kinds[] = {
    {"grapheme", quoth__grapheme_next, quoth__grapheme_fill},
    {"word", quoth__word_next, quoth__word_fill},
    {"sentence", quoth__sentence_next, quoth__sentence_fill},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* SplitMix64: the same numbers on every machine from the same seed. */
static inline uint64_t random_next(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static inline uint32_t random_below(uint64_t *state, uint32_t n) {
  return (uint32_t)(random_next(state) % n);
}

/* A count from the environment, so that CI can ask for more. */
static inline unsigned long count_of(const char *name, unsigned long normal) {
  const char *value = getenv(name);
  return value && *value ? strtoul(value, NULL, 10) : normal;
}

static inline void print_bytes(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++) printf(" %02X", (unsigned char)s[i]);
  printf("\n");
}

static inline bool is_scalar(uint32_t cp) {
  return cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF);
}

#endif
