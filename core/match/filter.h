/* SPDX-License-Identifier: MIT */
/* Conditions on features: of lexicon entries, annotations, attributes. */
#ifndef QUOTH_MATCH_FILTER_H
#define QUOTH_MATCH_FILTER_H

#include "match/regex.h"
#include "match/tree.h"

/** value op literal; a bare name has kind BOOL and op EQ, see `bare`. */
typedef struct quoth__comparison {
  quoth__op op;
  quoth__literal_kind kind;
  bool boolean, bare;
  uint32_t len;
  double number;
  const char *text;
  const quoth_regex *regex;
} quoth__comparison;

/** Whether it holds of a value; of NIL only `!=` does. */
bool quoth__comparison_holds(const quoth__comparison *c,
                             const quoth_value *value,
                             quoth__regex_scratch *scratch);

/** A tree of NOT, AND, OR over comparisons of features. */
typedef struct quoth__filter {
  quoth__cond_kind kind; /* COMPARE for a leaf */
  const char *name;
  quoth__comparison comparison;
  const struct quoth__filter *left, *right;
} quoth__filter;

typedef quoth_value (*quoth__feature_getter)(const void *ud, uint32_t id,
                                             const char *name);

/**
 * `filter` NULL holds always. A failure of a regular expression is kept by
 * `scratch`, and is no match.
 */
bool quoth__filter_holds(const quoth__filter *filter,
                         quoth__feature_getter get, const void *ud,
                         uint32_t id, quoth__regex_scratch *scratch);

#endif
