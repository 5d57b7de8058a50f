/* SPDX-License-Identifier: MIT */
/*
 * The parser's network while it learns, in float: embeddings, three layers of
 * simple recurrent units read in both directions (Lei et al. 2018), and a layer
 * that scores moves from the vectors of a few words (Kiperwasser and Goldberg
 * 2016).
 */
#ifndef QUOTH_LANG_TRAIN_NET_H
#define QUOTH_LANG_TRAIN_NET_H

#include "lang/parser_shape.h"
#include "lang/train/train.h"

enum {
  DIM = QUOTH__NET_DIM, BOTH = QUOTH__NET_BOTH, GATES = QUOTH__NET_GATES,
  LAYERS = QUOTH__NET_LAYERS, HIDDEN = QUOTH__NET_HIDDEN,
  SLOTS = QUOTH__NET_SLOTS, SPARSE = QUOTH__NET_SPARSE,
  SPARSE_ROWS = QUOTH__NET_SPARSE_ROWS,
  MOVES_MAX = 512,
};

static inline uint32_t layer_in(uint32_t layer) { return layer ? BOTH : DIM; }

/** Where each matrix starts in the array of all parameters. */
typedef struct layout {
  uint32_t words, n_words;   /* rows of DIM; row 0: unknown */
  uint32_t suffixes, endings, shapes; /* rows of DIM */
  uint32_t tags, n_tags;     /* rows of DIM; row n_tags: the root */
  uint32_t dense;            /* from here on: not embeddings */
  uint32_t gates[LAYERS][2]; /* layer_in() rows of GATES, then the bias */
  uint32_t slots[SLOTS];     /* BOTH rows of HIDDEN, then: no such word */
  uint32_t sparse;           /* SPARSE times SPARSE_ROWS rows of HIDDEN */
  uint32_t bias;             /* HIDDEN */
  uint32_t moves, n_moves;   /* HIDDEN rows of move_row, then the bias */
  uint32_t move_row;         /* n_moves, padded */
  uint32_t size;
} layout;

typedef struct net {
  layout at;
  float *p, *g, *m, *v; /* parameters, gradient, Adam's two moments */
  uint32_t *touched, n_touched; /* embedding rows with a gradient */
  uint8_t *is_touched;
  uint32_t step;
  float *turned; /* transposed copies of the dense matrices */
  float *mean;   /* of the parameters, the latest weighing most */
} net;

void net_new(net *net, uint32_t n_words, uint32_t n_tags, uint32_t n_labels,
             uint64_t seed);

/** A word as the network reads it. */
typedef struct input {
  uint32_t word, suffix, ending, shape, tag; /* QUOTH_NONE: left out */
} input;

/** Everything computed for one sentence; sized for its words and the root. */
typedef struct pass {
  uint32_t n; /* with the root */
  input *in;
  float *x[LAYERS + 1], *mask[LAYERS + 1], *dx[LAYERS + 1];
  float *gates[LAYERS][2], *cells[LAYERS][2], *dgates;
  float *slots, *dslots; /* SLOTS times n rows of HIDDEN */
  float *hidden, *dhidden, *dscores; /* of all states of the sentence */
  uint32_t cap;
} pass;

void pass_size(pass *pass, uint32_t n);
void pass_done(pass *pass);
/** `random` NULL: no dropout. */
void net_forward(const net *net, pass *pass, rng *random, float drop);
void net_backward(net *net, pass *pass);

/** One state: hidden values and scores of all moves. */
typedef struct scoring {
  uint32_t slots[SLOTS];
  uint8_t sparse[SPARSE];
  float hidden[HIDDEN], scores[MOVES_MAX];
} scoring;
void net_score(const net *net, const pass *pass, const quoth__parse *parse,
               scoring *s);
/** Add the gradients of `n` states, at most two a word and two for the root;
 * their `scores` have been replaced by the gradients of these. */
void net_scores_back(net *net, pass *pass, const scoring *states, uint32_t n);

/** Make a step of Adam with the gradient, then empty it. */
void net_step(net *net, float rate);

/** At the end: take the mean of the parameters for what was learnt. */
void net_settle(net *net);

float exp_own(float x);

#endif
