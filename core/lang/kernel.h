/* SPDX-License-Identifier: MIT */
/*
 * The inner loops of the parser's network. Integers and unfused floats: every
 * variant gives the same bits, so that a tree never depends on the machine.
 */
#ifndef QUOTH_LANG_KERNEL_H
#define QUOTH_LANG_KERNEL_H

#include "quoth.h"

enum {
  QUOTH__KERNEL_LANES = 16, /* outputs come in multiples of so many */
  /* Fixed point: how many bits stand after the point. */
  QUOTH__NET_X_BITS = 10,      /* values between layers */
  QUOTH__NET_W_BITS = 12,      /* weights */
  QUOTH__NET_HIDDEN_BITS = 12, /* sums of the hidden layer */
};

typedef struct quoth__kernel {
  /**
   * y (n rows of `out`) = x (n rows of `in`, a multiple of 4) times w. Pairs
   * of inputs stand together: w[(i / 2 * out + o) * 2 + i % 2]. Sums wrap.
   */
  void (*multiply)(const int16_t *x, const int16_t *w, int32_t *y, uint32_t n,
                   uint32_t in, uint32_t out);
  /**
   * One step of a recurrent unit over QUOTH__NET_DIM cells: `sums` are the
   * value, forget and reset sums in units of `unit`, to which `bias` is added;
   * h = r c + (1 - r) skip. `cells` is read and written.
   */
  void (*recur)(const int32_t *sums, const float *bias, float unit,
                const float *skip, float *cells, float *h);
  /** x (QUOTH__NET_DIM values) += scale times row. */
  void (*embed)(float *x, const int8_t *row, float scale);
  /** q = x in fixed point, n a multiple of 16; what is too large is cut. */
  void (*fix)(const float *x, int16_t *q, size_t n);
  /**
   * The hidden layer: the sum of `n` rows of QUOTH__NET_HIDDEN, of which the
   * first `n_fine` are shifted down first, rectified, in fixed point.
   */
  void (*hidden)(const int32_t *const *rows, uint32_t n_fine, uint32_t n,
                 int16_t *out);
  /**
   * Index of the highest score plus bias among those with `may` all ones, not
   * zero; the first of equal ones. `n` is a multiple of the lanes.
   */
  uint32_t (*best)(const int32_t *scores, const int32_t *bias,
                   const int32_t *may, uint32_t n);
} quoth__kernel;

/** The fastest variant for this processor. Threads: safe. */
const quoth__kernel *quoth__kernel_best(void);

/** All variants this processor can run, for tests; the portable one first. */
uint32_t quoth__kernel_all(const quoth__kernel *out[5]);

#endif
