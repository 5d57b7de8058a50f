/* SPDX-License-Identifier: MIT */
#include "lang/parser_shape.h"

static const quoth__node NOBODY = {
  .label = QUOTH__LABEL_NONE, .left_label = QUOTH__LABEL_NONE,
  .right_label = QUOTH__LABEL_NONE,
};

static const quoth__node *node_of(const quoth__parse *p, uint32_t word) {
  return word == QUOTH_NONE ? &NOBODY : &p->nodes[word];
}

static uint8_t label_row(uint8_t label) {
  return label < QUOTH__NET_SPARSE_ROWS ? label : QUOTH__NET_SPARSE_ROWS - 1;
}

static uint8_t distance_row(uint32_t from, uint32_t to) {
  if (from == QUOTH_NONE || to == QUOTH_NONE) return 0;
  uint32_t d = to - from;
  return (uint8_t)(d <= 5 ? d : d <= 8 ? 6 : d <= 14 ? 7 : 8);
}

void quoth__net_sparse(const quoth__parse *p,
                       uint8_t rows[QUOTH__NET_SPARSE]) {
  uint32_t s0 = quoth__parse_top(p, 0), s1 = quoth__parse_top(p, 1);
  const quoth__node *a = node_of(p, s0), *b = node_of(p, s1);
  const quoth__node *c = node_of(p, p->next);
  rows[0] = label_row(a->left_label);
  rows[1] = label_row(a->right_label);
  rows[2] = label_row(b->left_label);
  rows[3] = label_row(b->right_label);
  rows[4] = label_row(c->left_label);
  rows[5] = distance_row(s0, p->next);
  rows[6] = distance_row(s1, s0);
  rows[7] = (uint8_t)(a->n_left * 4 + a->n_right + (p->next == p->n) * 16);
  rows[8] = (uint8_t)(b->n_left * 4 + b->n_right);
  rows[9] = (uint8_t)(c->n_left * 4 + (p->depth < 3 ? p->depth : 3));
}
