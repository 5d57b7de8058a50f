/* SPDX-License-Identifier: MIT */
/* What the tagger and the parser see of a word form, whatever stands around. */
#ifndef QUOTH_LANG_FORM_H
#define QUOTH_LANG_FORM_H

#include "quoth.h"

enum { QUOTH__FORM_MAX = 64 }; /* bytes of a normal form; longer ones are cut */

/** Letter case, as far as it tells names from words. */
enum {
  QUOTH__CASE_NONE,  /* no letter */
  QUOTH__CASE_LOWER, /* word */
  QUOTH__CASE_TITLE, /* Word */
  QUOTH__CASE_UPPER, /* WORD */
  QUOTH__CASE_ONE,   /* A */
  QUOTH__CASE_MIXED, /* iPhone, McDonald */
  QUOTH__CASE_COUNT,
};

typedef struct quoth__form {
  uint32_t norm;      /* hash of the normal form: lower case, plain marks */
  uint32_t suffix[4]; /* hashes of its last 1 to 4 bytes */
  uint32_t prefix[3]; /* hashes of its first 2 to 4 bytes */
  uint32_t shape;     /* hash of Xx-d, runs cut at 2 */
  uint8_t letter_case;
  uint8_t digits; /* 1: some digit, 2: no letter but some digit */
} quoth__form;

/**
 * Write the normal form: lower case, typewriter apostrophes and dashes.
 * @return its length, at most QUOTH__FORM_MAX
 */
uint32_t quoth__form_norm(const char *s, uint32_t len,
                          char out[QUOTH__FORM_MAX]);

void quoth__form_read(const char *s, uint32_t len, quoth__form *out);

/** Mix values into a hash whose high and low bits are both good. */
static inline uint32_t quoth__mix(uint32_t a, uint32_t b) {
  uint32_t h = (a ^ (b * 0x9E3779B1u)) * 0x85EBCA6Bu;
  h ^= h >> 15;
  h *= 0xC2B2AE35u;
  return h ^ (h >> 16);
}

#endif
