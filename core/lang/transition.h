/* SPDX-License-Identifier: MIT */
/*
 * Arc-hybrid transitions (Kuhlmann, Gomez-Rodriguez and Satta 2011), the root
 * standing behind the last word: SHIFT b0; LEFT: b0 becomes head of s0; RIGHT:
 * s1 becomes head of s0. Exactly one word hangs on the root.
 */
#ifndef QUOTH_LANG_TRANSITION_H
#define QUOTH_LANG_TRANSITION_H

#include "quoth.h"

enum {
  QUOTH__MOVE_SHIFT,
  QUOTH__MOVE_LEFT,
  QUOTH__MOVE_RIGHT,
  QUOTH__LABEL_NONE = 255, /* no dependent there; labels are fewer */
};

/** What is known of a word while its sentence is parsed. */
typedef struct quoth__node {
  uint32_t head; /* QUOTH_NONE until it is found */
  uint8_t label;
  uint8_t left_label, right_label; /* of its outermost dependents */
  uint8_t n_left, n_right;         /* dependents; at most 3 are counted */
} quoth__node;

/** Words are 0 to n - 1, n is the root. `nodes` and `stack` hold n + 1. */
typedef struct quoth__parse {
  quoth__node *nodes;
  uint32_t *stack;
  uint32_t n, depth, next; /* words, words on the stack, front of the buffer */
} quoth__parse;

void quoth__parse_start(quoth__parse *parse, uint32_t n);
static inline bool quoth__parse_done(const quoth__parse *parse) {
  return parse->next == parse->n && parse->depth == 0;
}

/** The i-th word from the top of the stack, or QUOTH_NONE. */
static inline uint32_t quoth__parse_top(const quoth__parse *parse, uint32_t i) {
  return i < parse->depth ? parse->stack[parse->depth - 1 - i] : QUOTH_NONE;
}

/** Bits of the moves that may be made, 1 << move. Never 0 before the end. */
uint32_t quoth__parse_moves(const quoth__parse *parse);

/** Make a move; `label` is of its arc. */
void quoth__parse_move(quoth__parse *parse, uint32_t move, uint8_t label);

#endif
