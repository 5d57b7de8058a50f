/* SPDX-License-Identifier: MIT */
/*
 * From which places of a grid each instruction of a pattern can reach the end,
 * for all places at once: from the last instruction to the first, by rows.
 */
#ifndef QUOTH_MATCH_WAYS_H
#define QUOTH_MATCH_WAYS_H

#include "match/course.h"
#include "match/grid.h"

typedef struct quoth__ways {
  QUOTH__VEC(uint64_t) pool; /* rows of the pattern's own */
  QUOTH__VEC(const uint64_t *) at;   /* by instruction */
  QUOTH__VEC(const uint64_t *) test; /* by instruction: row of its test */
  QUOTH__VEC(const quoth__occurrences *) list; /* by instruction */
  uint64_t *spare[3];
} quoth__ways;

/** A pattern over a grid. */
typedef struct quoth__sweep {
  struct quoth__matcher *m;
  quoth__grid *grid;
  const quoth__pattern *pattern;
  const quoth__course *course;
  const quoth__occurrences *const *lists; /* by element of the pattern */
} quoth__sweep;

typedef enum quoth__sweep_result {
  QUOTH__SWEEP_DONE,
  QUOTH__SWEEP_NOTHING, /* no place of the grid starts a match */
  QUOTH__SWEEP_TOO_BIG, /* pattern times grid: it must be done otherwise */
  QUOTH__SWEEP_FAILED,  /* memory, or the status of the matcher */
} quoth__sweep_result;

/** Fill `ways` of the matcher; at[0] is where matches may begin. */
quoth__sweep_result quoth__ways_find(const quoth__sweep *sweep);

void quoth__ways_done(quoth__ways *ways, const quoth__mem *mem);

/**
 * Follow the preferred way from a place where one is known to be: exactly so
 * that no choice is ever taken back.
 * @param pc 0, or the first instruction of a body
 * @param keep whether to write the matcher's trail, in places
 * @return the place of the end; NONE: memory is out
 */
uint32_t quoth__ways_walk(const quoth__sweep *sweep, uint32_t pc, uint32_t at,
                          bool keep);

#endif
