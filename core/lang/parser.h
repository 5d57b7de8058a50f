/* SPDX-License-Identifier: MIT */
/*
 * Dependency trees: greedy arc-hybrid moves over the vectors of a small
 * recurrent network, in 16-bit integers.
 */
#ifndef QUOTH_LANG_PARSER_H
#define QUOTH_LANG_PARSER_H

#include "base/mem.h"
#include "lang/kernel.h"
#include "lang/parser_shape.h"

/** The network as it stands in the model file; all kept by the model. */
typedef struct quoth__network {
  /* Rows of DIM in units of 1/127, and of its scale for each table. */
  const int8_t *words, *suffixes, *endings, *shapes, *tags;
  const float *scales;
  struct {
    const int16_t *gates;  /* in by GATES of both directions */
    const float *bias;     /* GATES of both directions */
  } layers[QUOTH__NET_LAYERS];
  const int16_t *slots;    /* BOTH by SLOTS times HIDDEN */
  const int32_t *nobody;   /* SLOTS rows of HIDDEN */
  const int32_t *sparse;   /* SPARSE times SPARSE_ROWS rows of HIDDEN */
  const int32_t *bias;     /* HIDDEN */
  const int16_t *moves;    /* HIDDEN by n_moves, padded to lanes */
  const int32_t *moves_bias;
  uint32_t n_words, n_tags, n_labels, root_label;
  /* By the bits of the moves that may be made: all ones for what they are. */
  int32_t may[8][QUOTH__NET_MOVES];
} quoth__network;

/** Fill `may`, when the labels are known. */
void quoth__network_allow(quoth__network *net);

/** Room to work in, grown as sentences ask; owned: quoth__parser_done(). */
typedef struct quoth__parser_room {
  quoth__mem mem;
  void *block;
  size_t size;
  uint32_t cap; /* words it has room for */
  float *x, *h;
  int16_t *q;
  int32_t *sums, *slots;
  quoth__node *nodes;
  uint32_t *stack;
} quoth__parser_room;

void quoth__parser_done(quoth__parser_room *room);

/** Number of moves the network scores, padded to eight of the widest vectors,
 * as the product of one row is fastest so. */
static inline uint32_t quoth__network_moves(uint32_t n_labels) {
  uint32_t lanes = 8 * QUOTH__KERNEL_LANES;
  return (1 + 2 * n_labels + lanes - 1) / lanes * lanes;
}

/**
 * Parse one sentence.
 * @param tags as the tagger gave them
 * @param heads out: index of the head within the sentence; `n` for the root
 * @param labels out: numbers of the relations
 * Errors: QUOTH_ENOMEM.
 */
quoth_status quoth__parser_run(const quoth__network *net,
                               const quoth__kernel *kernel,
                               quoth__parser_room *room,
                               const quoth__entry *const *words,
                               const uint8_t *tags, uint32_t n,
                               uint32_t *heads, uint8_t *labels);

#endif
