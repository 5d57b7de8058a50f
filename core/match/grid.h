/* SPDX-License-Identifier: MIT */
/*
 * Regions of a view laid out as places, one for each symbol and one for each
 * region's end, and what holds at the places as rows of bits.
 */
#ifndef QUOTH_MATCH_GRID_H
#define QUOTH_MATCH_GRID_H

#include "match/bits.h"
#include "match/lexicon.h"
#include "match/view.h"

/** A test as a row. Where attributes decide, there are two: see `least`. */
typedef struct quoth__row_test {
  uint32_t test;
  uint32_t column; /* of the profiles; NONE: it depends on the place */
  uint32_t a, b;   /* rows of NOT, AND, OR */
  bool least;   /* what passes for certain, not what may pass */
  bool changes; /* with the annotations, not with the symbols only */
} quoth__row_test;

typedef QUOTH__VEC(quoth__occurrence) quoth__occurrences;

/** The longest entries of a lexicon in a grid. */
typedef struct quoth__entries {
  const quoth__lexicon *lexicon;
  uint64_t looks; /* what they were found in */
  quoth__occurrences list;
} quoth__entries;

/** Where a region stands. */
typedef struct quoth__plot {
  quoth__region region;
  uint32_t place; /* of its first symbol */
} quoth__plot;

typedef struct quoth__grid {
  uint64_t looks;  /* of the matcher; 0: it holds nothing */
  const char *within;
  uint32_t first_region;
  uint32_t n_places, n_words;
  uint32_t longest; /* region, in symbols */
  QUOTH__VEC(quoth__plot) plots;
  QUOTH__VEC(uint32_t) symbol_at; /* by place; NONE: a region's end */
  QUOTH__VEC(uint32_t) plot_at;   /* by place */
  QUOTH__VEC(uint64_t) fixed; /* the rows below */
  uint64_t *all, *symbols, *firsts, *ends;
  QUOTH__VEC(uint64_t) rows; /* by row test, `n_words` each */
  QUOTH__VEC(uint64_t) made; /* by row test: the serial it was made for */
  QUOTH__VEC(uint64_t) columns; /* by column of the profiles */
  uint32_t profile_serial; /* of the columns; 0: none are there */
  QUOTH__VEC(quoth__entries) entries;
} quoth__grid;

struct quoth__matcher;

/** Number of the row for a test, made when it is new; NONE: no memory. */
uint32_t quoth__grid_row_of(struct quoth__matcher *m, uint32_t test,
                            bool least);

/**
 * The grid of some regions: regions[*next] and those behind it, until it is
 * big enough; `next` moves on. It is kept as long as the symbols are the same,
 * but for the regions of a layer (`within` is its name then; borrowed).
 * @return NULL when memory is out; borrowed until the next call
 */
quoth__grid *quoth__grid_get(struct quoth__matcher *m, const char *within,
                             const quoth__region *regions, uint32_t n,
                             uint32_t *next);

/** A row of the grid; NULL when memory is out or the status says why. */
const uint64_t *quoth__grid_row(struct quoth__matcher *m, quoth__grid *grid,
                                uint32_t row);

/** The longest entries of a lexicon that start at each place. */
const quoth__occurrences *quoth__grid_entries(struct quoth__matcher *m,
                                              quoth__grid *grid,
                                              const quoth__lexicon *lexicon);

void quoth__grid_free(struct quoth__matcher *m, quoth__grid *grid);

#endif
