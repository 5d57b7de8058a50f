/* SPDX-License-Identifier: MIT */
/* The patterns of a phase, compiled together. */
#ifndef QUOTH_MATCH_SCAN_H
#define QUOTH_MATCH_SCAN_H

#include "match/course.h"
#include "match/matcher.h"
#include "match/plan.h"
#include "match/uses.h"

struct quoth__scan_rule {
  const quoth__pattern *pattern;
  uint32_t group; /* of rules with the same regions */
  bool small;     /* see small.h */
  QUOTH__VEC(uint32_t) firsts; /* instructions that may take the first symbol */
  quoth__course course; /* of a dense rule */
  uint32_t first_use;   /* in `use_of`: those of its elements */
};

/** An anchor of a rule. */
struct quoth__scan_anchor {
  quoth__anchor anchor;
  uint32_t item, group;
  bool alone; /* the only one of a short rule: each place is tried at once */
};

/**
 * An anchor in a list, with its first gate: looked at wherever its key is, so
 * that what is asked there stands at hand.
 */
struct quoth__scan_entry {
  uint32_t anchor;
  int32_t offset; /* of the gate */
  enum quoth__scan_gate {
    QUOTH__GATE_NONE,
    QUOTH__GATE_WORD, /* gate: the word */
    QUOTH__GATE_SET,  /* gate: the test; bits, log_bits: see is_among() */
    QUOTH__GATE_TEST, /* gate: the test */
  } kind;
  uint32_t gate, log_bits;
  const uint64_t *bits;
};

struct quoth__scan {
  quoth__mem mem;
  quoth__arena arena;
  const quoth__vocab *vocab;
  struct quoth__scan_rule *rules;
  uint32_t n_rules;
  QUOTH__VEC(const char *) groups; /* `within` */
  QUOTH__VEC(struct quoth__scan_anchor) anchors;
  /* Anchors by word: entries of word w are at[w] to at[w + 1]. */
  struct quoth__scan_entry *entries;
  uint32_t *at;
  uint32_t n_words;
  /*
   * The entries of a word begin with those whose gate names words beside it:
   * looked at when the pair may be one of them, by a bit for its hash.
   */
  uint32_t *n_paired; /* by word */
  uint64_t *pairs;
  uint32_t log_pairs;
  QUOTH__VEC(struct quoth__scan_entry) generic; /* asked once for each kind */
  QUOTH__VEC(uint32_t) layered; /* anchors at annotations */
  QUOTH__VEC(uint32_t) dense; /* rules without anchors: see dense.h */
  quoth__uses uses;   /* of the dense rules */
  QUOTH__VEC(uint32_t) use_of; /* by element of each dense rule in turn */
  uint32_t *anchored; /* by group: how many of its rules have anchors */
};

/** What a matcher has learnt of a scan. */
struct quoth__sieve {
  quoth__sieve *next;
  const quoth__scan *scan;
  uint64_t epoch;
  uint8_t *interest; /* by kind: see search.c */
  uint32_t *first, *count; /* by kind: its generic anchors in `pool` */
  uint32_t cap_interest, cap_first, cap_count, n_kinds;
  QUOTH__VEC(struct quoth__scan_entry) pool;
  uint32_t collapsed, n_collapsed; /* those of a collapsed symbol */
  struct quoth__reach *reach; /* by anchor */
  uint32_t n_reach; /* the scan may be gone when this is freed */
  uint32_t serial; /* of the region */
  quoth__occurrences *lists; /* by use, of the grid in hand */
  const quoth__occurrences **uses; /* by element: one of them */
  uint32_t n_lists, n_uses;
};

/** Up to where starts were listed for an anchor in a region. */
struct quoth__reach {
  uint32_t serial, next;
};

/** The bit of two words of which `word` is the key, `beside` before it or not. */
static inline uint32_t quoth__scan_pair(const quoth__scan *scan,
                                        uint32_t word, uint32_t beside,
                                        bool before) {
  uint64_t h = ((uint64_t)word << 32 | beside) + before;
  return (uint32_t)(h * UINT64_C(0x9E3779B97F4A7C15) >>
                    (64 - scan->log_pairs));
}

void quoth__sieve_free(quoth__matcher *m, quoth__sieve *sieve);

#endif
