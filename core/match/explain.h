/* SPDX-License-Identifier: MIT */
/* Why a pattern does not match: how far it got, and what it wanted there. */
#ifndef QUOTH_MATCH_EXPLAIN_H
#define QUOTH_MATCH_EXPLAIN_H

#include "match/match.h"
#include "quoth.h"

/** What one element of a pattern's outermost sequence took. */
typedef struct quoth__step {
  uint32_t at;         /* byte of the pattern */
  uint32_t first, end; /* symbols */
} quoth__step;

typedef struct quoth__explanation {
  uint32_t first, end; /* symbols it took before it got stuck */
  uint32_t wanted;     /* byte of the pattern: the element that wanted `end` */
  const quoth__step *steps; /* borrowed from the arena */
  uint32_t n_steps;
} quoth__explanation;

/**
 * The start in a region from which a pattern gets furthest. Choices are all
 * followed at once, so possessive repetition counts as greedy. Meant for
 * people who wait: it asks more of a region than matching does.
 * @param arena holds the steps
 * @return QUOTH_OK; QUOTH_ENOMEM
 */
quoth_status quoth__explain(const quoth__pattern *pattern,
                            quoth__matcher *matcher, quoth__view *view,
                            quoth__region region, quoth__arena *arena,
                            quoth__explanation *out);

/**
 * Where the elements of a pattern's outermost sequence begin.
 * @param at out: bytes of the pattern; NULL: only count
 * @return how many there are
 */
uint32_t quoth__explain_elements(const quoth__pattern *pattern, uint32_t *at);

/**
 * From each start in a region: which elements were reached, and which took
 * something or could go without. Added to `counts`, one for each element.
 * @param now nanoseconds of a clock
 */
quoth_status quoth__explain_count(const quoth__pattern *pattern,
                                  quoth__matcher *matcher, quoth__view *view,
                                  quoth__region region,
                                  quoth_element_profile *counts,
                                  uint64_t (*now)(void));

#endif
