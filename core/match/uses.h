/* SPDX-License-Identifier: MIT */
/*
 * The lexicon entries and annotations that the patterns of a scan use as
 * elements. Equal elements are one use; what patterns ask of an annotation's
 * features is asked once for all of them.
 */
#ifndef QUOTH_MATCH_USES_H
#define QUOTH_MATCH_USES_H

#include "match/grid.h"
#include "match/program.h"

/** A condition on features, its comparisons replaced by their numbers. */
typedef struct quoth__use_node {
  quoth__cond_kind kind; /* COMPARE: a is a comparison */
  uint32_t a, b;         /* else nodes */
} quoth__use_node;

typedef struct quoth__use {
  quoth__element element;
  uint32_t layer; /* of `layers`; NONE: a lexicon */
  uint32_t node;  /* NONE: all pass */
} quoth__use;

/** A layer, and what is asked of its annotations; in order of name. */
typedef struct quoth__use_layer {
  uint32_t layer;
  QUOTH__VEC(const quoth__filter *) asked; /* comparisons */
  QUOTH__VEC(uint32_t) uses;
} quoth__use_layer;

typedef struct quoth__uses {
  quoth__mem mem;
  QUOTH__VEC(quoth__use) all;
  QUOTH__VEC(quoth__use_layer) layers;
  QUOTH__VEC(quoth__use_node) nodes;
} quoth__uses;

void quoth__uses_init(quoth__uses *uses, const quoth__mem *mem);
void quoth__uses_done(quoth__uses *uses);

/** The use of an element, added when it is new; NONE: memory is out. */
uint32_t quoth__uses_add(quoth__uses *uses, const quoth__element *element);

/** All elements are added: number the comparisons. False: memory is out. */
bool quoth__uses_finish(quoth__uses *uses);

/**
 * Where the uses occur in a grid.
 * @param lists one for each use
 * @return false when memory is out or the matcher has a status
 */
bool quoth__uses_find(const quoth__uses *uses, struct quoth__matcher *m,
                      quoth__grid *grid, quoth__occurrences *lists);

#endif
