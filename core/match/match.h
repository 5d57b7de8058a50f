/* SPDX-License-Identifier: MIT */
/*
 * Run patterns over a view. First all places are found where each pattern
 * matches; captures are asked for afterwards, for the matches that count.
 */
#ifndef QUOTH_MATCH_MATCH_H
#define QUOTH_MATCH_MATCH_H

#include "match/pattern.h"
#include "match/view.h"

/** Working memory of one thread; learns word types from doc to doc. */
typedef struct quoth__matcher quoth__matcher;

/**
 * @param vocab kept; all patterns must be compiled by now
 * @param out owned: quoth__matcher_free()
 */
quoth_status quoth__matcher_new(const quoth__mem *mem,
                                const quoth__vocab *vocab,
                                quoth__matcher **out);
void quoth__matcher_free(quoth__matcher *matcher);

/** Steps that matching may take until the next call; 0: no limit. */
void quoth__matcher_budget(quoth__matcher *matcher, uint64_t steps);

/** Steps taken since the last call of quoth__matcher_budget(). */
uint64_t quoth__matcher_steps(const quoth__matcher *matcher);

/** Places at which scans tried a pattern, since the matcher was made. */
uint64_t quoth__matcher_tries(const quoth__matcher *matcher);

/**
 * Leave out of an open view the symbols for which a condition holds: patterns
 * do not see them, and what stands around them stands side by side.
 * @param condition see quoth__pattern_is_condition()
 * Errors: QUOTH_ENOMEM; those of a regular expression.
 */
quoth_status quoth__matcher_skip(quoth__matcher *matcher, quoth__view *view,
                                 const quoth__pattern *condition);

/** The patterns of a phase, compiled together; constant, shared by threads. */
typedef struct quoth__scan quoth__scan;

/** How the places of an item are found: the same ones, at another price. */
typedef enum quoth__search {
  QUOTH__SEARCH_BEST,   /* what is cheaper, as far as the pattern tells */
  QUOTH__SEARCH_ANCHOR, /* by a part that is rare, then each start is tried */
  QUOTH__SEARCH_ROWS,   /* all places at once, by rows of bits */
} quoth__search;

typedef struct quoth__scan_item {
  const quoth__pattern *pattern;
  const char *within; /* NULL: "sentence" */
  quoth__search search;
} quoth__scan_item;

/** Patterns kept, `within` copied; `out` owned: quoth__scan_free(). */
quoth_status quoth__scan_new(const quoth__vocab *vocab,
                             const quoth__scan_item *items, uint32_t n_items,
                             quoth__scan **out, quoth_error *error);
void quoth__scan_free(quoth__scan *scan);

/** Item `item` matches symbols [first, end) within `region` of the view. */
typedef struct quoth__hit {
  uint32_t item, first, end;
  quoth__region region;
  uint32_t id; /* for quoth__match_result() */
} quoth__hit;

/**
 * Every match: for each item, region and first symbol the one that the
 * pattern's order of choices prefers, if any. In order of (first, item, end).
 * @param view open on the doc
 * @param hits out: borrowed until the next run of this matcher
 * Errors: QUOTH_ENOMEM; QUOTH_ELIMIT when the budget is spent.
 */
quoth_status quoth__scan_run(const quoth__scan *scan, quoth__matcher *matcher,
                             quoth__view *view, const quoth__hit **hits,
                             uint32_t *n_hits);

/** A captured range of symbols. */
typedef struct quoth__capture {
  uint32_t name; /* quoth__pattern_capture_name() */
  uint32_t first, end;
} quoth__capture;

/** A lexicon entry or an annotation that was matched as an element. */
typedef struct quoth__item {
  uint32_t first, end;            /* symbols */
  const quoth__lexicon *lexicon;  /* NULL: an annotation */
  uint32_t id;                    /* of the entry or annotation */
} quoth__item;

/** In order of (first, longer first); borrowed until the next match. */
typedef struct quoth__result {
  const quoth__pattern *pattern;
  uint32_t first, end; /* symbols */
  const quoth__capture *captures;
  uint32_t n_captures;
  const quoth__item *items;
  uint32_t n_items;
} quoth__result;

/**
 * The match of one pattern that starts at symbol `first` of a region.
 * @return QUOTH_OK; QUOTH_ENOTFOUND; QUOTH_ELIMIT; QUOTH_ENOMEM
 */
quoth_status quoth__match_at(const quoth__pattern *pattern,
                             quoth__matcher *matcher, quoth__view *view,
                             quoth__region region, uint32_t first,
                             quoth__result *out);

/**
 * The match of a hit of the matcher's last run, over the same view.
 * @return QUOTH_OK; QUOTH_ELIMIT; QUOTH_ENOMEM
 */
quoth_status quoth__match_result(const quoth__pattern *pattern,
                                 quoth__matcher *matcher, quoth__view *view,
                                 const quoth__hit *hit, quoth__result *out);

/**
 * Feature of what was matched within a capture (the first item that has it);
 * NIL when none has. `capture` NULL: anywhere in the match.
 * Borrowed from the lexicon or the annotations.
 */
quoth_value quoth__result_feature(const quoth__result *result,
                                  const quoth_annotations *annotations,
                                  const char *capture, const char *feature);

#endif
