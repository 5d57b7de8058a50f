/* SPDX-License-Identifier: MIT */
#include "lang/transition.h"

void quoth__parse_start(quoth__parse *parse, uint32_t n) {
  parse->n = n;
  parse->depth = 0;
  parse->next = 0;
  for (uint32_t i = 0; i <= n; i++)
    parse->nodes[i] = (quoth__node){
      .head = QUOTH_NONE, .label = QUOTH__LABEL_NONE,
      .left_label = QUOTH__LABEL_NONE, .right_label = QUOTH__LABEL_NONE,
    };
}

uint32_t quoth__parse_moves(const quoth__parse *parse) {
  bool words_left = parse->next < parse->n;
  uint32_t moves = 0;
  if (words_left) moves |= 1u << QUOTH__MOVE_SHIFT;
  /* The root takes the last word that stands alone. */
  if (parse->depth >= 1 && (words_left || parse->depth == 1))
    moves |= 1u << QUOTH__MOVE_LEFT;
  if (parse->depth >= 2) moves |= 1u << QUOTH__MOVE_RIGHT;
  return moves;
}

static void count_one(uint8_t *n) {
  if (*n < 3) ++*n;
}

void quoth__parse_move(quoth__parse *parse, uint32_t move, uint8_t label) {
  if (move == QUOTH__MOVE_SHIFT) {
    parse->stack[parse->depth++] = parse->next++;
    return;
  }
  uint32_t word = parse->stack[--parse->depth];
  bool left = move == QUOTH__MOVE_LEFT;
  uint32_t head = left ? parse->next : parse->stack[parse->depth - 1];
  quoth__node *at = &parse->nodes[head];
  parse->nodes[word].head = head;
  parse->nodes[word].label = label;
  /* Dependents are found from the inside out, so the last is outermost. */
  if (left) at->left_label = label;
  else at->right_label = label;
  count_one(left ? &at->n_left : &at->n_right);
}
