/* SPDX-License-Identifier: MIT */
/* Sizes of the parser's network, the same for training and use. */
#ifndef QUOTH_LANG_PARSER_SHAPE_H
#define QUOTH_LANG_PARSER_SHAPE_H

#include "lang/lexicon.h"
#include "lang/transition.h"

enum {
  QUOTH__NET_DIM = 96,     /* of a word at the bottom, and of each direction */
  QUOTH__NET_BOTH = 2 * QUOTH__NET_DIM, /* both directions */
  QUOTH__NET_GATES = 3 * QUOTH__NET_DIM, /* value, forget, reset */
  QUOTH__NET_LAYERS = 3,
  QUOTH__NET_HIDDEN = 128, /* of the layer that scores moves */
  QUOTH__NET_TABLES = 5, /* that a word's vector is the sum of */
  QUOTH__NET_SUFFIXES = 2048,
  QUOTH__NET_SHAPES = 256,
  QUOTH__NET_SLOTS = 5,    /* s0 s1 s2 b0 b1 */
  QUOTH__NET_SPARSE = 10,  /* small facts of a state */
  QUOTH__NET_SPARSE_ROWS = 64,
  QUOTH__NET_MOVES = 512,  /* at most: for 254 labels */
};

/** The words whose vectors a move looks at; QUOTH_NONE: there is none. */
static inline void quoth__net_slots(const quoth__parse *p,
                                    uint32_t slots[QUOTH__NET_SLOTS]) {
  slots[0] = quoth__parse_top(p, 0);
  slots[1] = quoth__parse_top(p, 1);
  slots[2] = quoth__parse_top(p, 2);
  slots[3] = p->next;
  slots[4] = p->next < p->n ? p->next + 1 : QUOTH_NONE;
}

/** Rows of the tables of small facts, each below QUOTH__NET_SPARSE_ROWS. */
void quoth__net_sparse(const quoth__parse *p,
                       uint8_t rows[QUOTH__NET_SPARSE]);

/** Rows of the tables whose sum is a word's vector at the bottom. */
static inline uint32_t quoth__net_suffix(const quoth__form *form) {
  return form->suffix[2] % QUOTH__NET_SUFFIXES;
}
static inline uint32_t quoth__net_ending(const quoth__form *form) {
  return form->suffix[3] % QUOTH__NET_SUFFIXES;
}
static inline uint32_t quoth__net_shape(const quoth__form *form) {
  return form->shape % QUOTH__NET_SHAPES;
}

#endif
