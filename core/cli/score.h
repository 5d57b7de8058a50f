/* SPDX-License-Identifier: MIT */
/*
 * How far what was found agrees with what people marked. Spans are compared as
 * runs of tokens: a word, or one character that is neither word nor space.
 */
#ifndef QUOTH_CLI_SCORE_H
#define QUOTH_CLI_SCORE_H

#include "io/gold.h"

typedef enum score_metric {
  SCORE_CONTENT_EXACT, /* the same span */
  SCORE_CONTENT_PARTIAL, /* mean share of a span's tokens that are in others */
  SCORE_CONTENT_TOKEN,   /* tokens of all spans together */
  SCORE_CUE_EXACT,
  SCORE_CUE_PARTIAL, /* not shown: cues are short */
  SCORE_CUE_TOKEN,
  SCORE_SOURCE_EXACT,
  SCORE_SOURCE_PARTIAL,
  SCORE_SOURCE_TOKEN,
  SCORE_QUOTE_03, /* paired: over 0.3 of the content's characters */
  SCORE_QUOTE_08,
  SCORE_RELATION_03, /* and the sources overlap, or neither has one */
  SCORE_RELATION_08,
  SCORE_QUOTE_EXACT, /* contents, cues, sources, all the same */
  SCORE_MESSAGE,     /* paired by F1 of tokens; share of tokens */
  SCORE_MESSAGE_SOURCE,
  SCORE_METRICS,
} score_metric;

enum { SCORE_KINDS = 4 }; /* overall, then by quoth_kind */

/** Credit and number of items, of what was found (p) and of gold (r). */
typedef struct score_count {
  double p, n_p, r, n_r;
} score_count;

typedef struct scores {
  score_count counts[SCORE_METRICS][SCORE_KINDS];
  quoth_regex *token; /* owned */
  uint32_t n_articles, n_gold, n_found;
} scores;

/** @param words only words count as tokens. QUOTH_OK or QUOTH_ENOMEM */
quoth_status scores_init(scores *scores, bool words);
void scores_done(scores *scores);

/** Add an article. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status scores_add(scores *scores, const char *text, size_t len,
                        const quoth__points *points, const quoth__quotes *gold,
                        const quoth__quotes *found);

const char *score_name(score_metric metric);
double score_precision(const score_count *count);
double score_recall(const score_count *count);
double score_f1(const score_count *count);

/**
 * Pair quotes: for each gold one in turn the best still free found one whose
 * content covers more than `threshold` of the gold content's characters.
 * @param pairs out: number of the found quote, or QUOTH_NONE; gold->count of
 *   them
 */
void score_pair(const quoth__quotes *gold, const quoth__quotes *found,
                double threshold, uint32_t *pairs);

/** Characters that two quotes share in a role. */
uint32_t score_shared(const quoth__quote *a, const quoth__quote *b,
                      quoth__role role);

#endif
