/* SPDX-License-Identifier: MIT */
/* The patterns of a phase, compiled together. */
#ifndef QUOTH_MATCH_SCAN_H
#define QUOTH_MATCH_SCAN_H

#include "match/matcher.h"

struct quoth__scan_rule {
  const quoth__pattern *pattern;
  uint32_t group; /* of rules with the same regions */
  QUOTH__VEC(uint32_t) firsts; /* instructions that may take the first symbol */
};

struct quoth__scan_layer {
  uint32_t layer;
  uint64_t *bits; /* rules that may begin with an annotation of it */
};

struct quoth__scan {
  quoth__mem mem;
  quoth__arena arena;
  struct quoth__scan_rule *rules;
  uint32_t n_rules, n_words; /* 64 rules a word */
  QUOTH__VEC(const char *) groups; /* `within` */
  QUOTH__VEC(struct quoth__scan_layer) layers;
};

/** What a matcher has learnt of a scan: by kind, the rules that may begin. */
struct quoth__sieve {
  quoth__sieve *next;
  const quoth__scan *scan;
  uint64_t epoch;
  uint32_t n_words;
  uint64_t *collapsed; /* of a collapsed symbol; one word more */
  QUOTH__VEC(uint64_t) bits;
  QUOTH__VEC(uint8_t) known;
};

#endif
