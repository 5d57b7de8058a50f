/* SPDX-License-Identifier: MIT */
/*
 * What is known of a pattern's program before any text: where its loops turn,
 * which instructions every match passes, and whether rows of bits tell all.
 */
#ifndef QUOTH_MATCH_COURSE_H
#define QUOTH_MATCH_COURSE_H

#include "match/program.h"

/** Of an instruction. */
typedef struct quoth__mark {
  uint32_t row;  /* its own row, or NONE: it has that of another */
  uint32_t tail; /* of a loop's head: its last instruction that goes back */
  uint32_t skip; /* of the end of a lookbehind: the instruction it is of */
  bool sure;     /* a body: where it matches is known exactly */
  bool passed;   /* every match passes it */
} quoth__mark;

typedef struct quoth__course {
  bool exact;      /* starts are exact, and the way from them never errs */
  bool may_be_empty;
  uint32_t n_rows;
  quoth__mark *marks;    /* by instruction; borrowed from the arena */
  uint32_t *needs;       /* elements that every match has */
  uint32_t n_needs;
} quoth__course;

/** @return false when memory is out */
bool quoth__course_plot(quoth__arena *arena, const quoth__pattern *pattern,
                        quoth__course *out);

#endif
