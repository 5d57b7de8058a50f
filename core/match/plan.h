/* SPDX-License-Identifier: MIT */
/*
 * Where to look for a pattern: at what every match of it must contain, and what
 * is rare in text. A match is then verified by the machine that defines it.
 */
#ifndef QUOTH_MATCH_PLAN_H
#define QUOTH_MATCH_PLAN_H

#include "match/program.h"

typedef enum quoth__anchor_kind {
  QUOTH__ANCHOR_TEST,    /* a symbol that passes `key` */
  QUOTH__ANCHOR_LEXICON, /* a symbol that an entry of `lexicon` starts with */
  QUOTH__ANCHOR_LAYER,   /* a symbol that an annotation of layer `key` starts */
} quoth__anchor_kind;

/** A test of the symbol `offset` symbols away from an anchor. */
typedef struct quoth__gate {
  uint32_t test;
  int32_t offset;
} quoth__gate;

enum { QUOTH__MAX_GATES = 7 };

/**
 * Every match of the pattern contains a symbol that its key fits, `nearest` to
 * `farthest` symbols behind the first one (QUOTH__UNBOUNDED: anywhere), for one
 * of the anchors of its plan; and the gates, rarest first, hold around it.
 */
typedef struct quoth__anchor {
  quoth__anchor_kind kind;
  uint32_t key;
  const quoth__lexicon *lexicon;
  uint32_t nearest, farthest;
  uint32_t whole; /* symbols of a pattern that is key and gates only, or 0 */
  uint32_t n_gates;
  quoth__gate gates[QUOTH__MAX_GATES];
} quoth__anchor;

/** How often words occur, as far as rules tell; by id of the vocab. */
typedef struct quoth__rarity {
  const quoth__vocab *vocab;
  float *share; /* of tokens; owned by who made it */
} quoth__rarity;

typedef QUOTH__VEC(quoth__anchor) quoth__plan;

/** Fill `share` (one for each word) from the patterns and a list of words. */
void quoth__rarity_estimate(quoth__rarity *rarity,
                            const quoth__pattern *const *patterns,
                            uint32_t n_patterns);

/**
 * Anchors of a pattern; none: it has no part that every match contains.
 * @param cost out: of looking for it there, a token, in looks at an anchor
 * @return false when memory is out
 */
bool quoth__plan_make(const quoth__mem *mem, const quoth__rarity *rarity,
                      const quoth__pattern *pattern, quoth__plan *plan,
                      float *cost);

/** Words of which a token must be one to pass a test; NULL: not so. */
const uint32_t *quoth__plan_words(const quoth__vocab *vocab, uint32_t test,
                                  uint32_t *count);

#endif
