/* SPDX-License-Identifier: MIT */
/*
 * Where a regular expression may match at all: at a byte that its matches begin
 * with, in a text that has a byte which they all contain.
 */
#ifndef QUOTH_MATCH_PREFILTER_H
#define QUOTH_MATCH_PREFILTER_H

#include "unicode/byteset.h"

/** All zeros: nothing is known. */
typedef struct quoth__prefilter {
  bool has_starts, has_required;
  quoth__byteset starts;   /* a match begins with one of these */
  quoth__byteset required; /* it has one of these, at its start or behind */
} quoth__prefilter;

/**
 * Note the first bytes of all matches. No use is made of them when they are
 * common: then most candidates would be none.
 */
void quoth__prefilter_starts(quoth__prefilter *filter,
                             const uint8_t bits[32]);

/** Note that each match contains this byte, or its other case. */
void quoth__prefilter_require(quoth__prefilter *filter, unsigned char byte);

/**
 * Have the candidates become too many to go on from one to the next? After
 * `tries` that failed in `bytes`, searching without them is the faster way.
 */
bool quoth__prefilter_is_vain(size_t tries, size_t bytes);

#endif
