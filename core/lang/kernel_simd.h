/* SPDX-License-Identifier: MIT */
/*
 * The product of matrices for one width of vectors; included by kernel.c once
 * for each, with NAME, TARGET, VECTOR, LANES, LOAD, STORE, SPREAD, ZERO, ADD
 * and MULTIPLY_ADD set.
 */

/* One row by eight vectors of outputs, by four, or by one. */
TARGET static void NAME(row8)(const int16_t *x, const int16_t *w, int32_t *y,
                              uint32_t in, uint32_t out) {
  VECTOR a = ZERO(), b = ZERO(), c = ZERO(), d = ZERO();
  VECTOR e = ZERO(), f = ZERO(), g = ZERO(), h = ZERO();
  for (uint32_t i = 0; i < in; i += 2, w += (size_t)out * 2) {
    VECTOR pair = SPREAD(pair_at(x + i));
    a = MULTIPLY_ADD(a, pair, LOAD(w));
    b = MULTIPLY_ADD(b, pair, LOAD(w + LANES * 2));
    c = MULTIPLY_ADD(c, pair, LOAD(w + LANES * 4));
    d = MULTIPLY_ADD(d, pair, LOAD(w + LANES * 6));
    e = MULTIPLY_ADD(e, pair, LOAD(w + LANES * 8));
    f = MULTIPLY_ADD(f, pair, LOAD(w + LANES * 10));
    g = MULTIPLY_ADD(g, pair, LOAD(w + LANES * 12));
    h = MULTIPLY_ADD(h, pair, LOAD(w + LANES * 14));
  }
  STORE(y, a);
  STORE(y + LANES, b);
  STORE(y + LANES * 2, c);
  STORE(y + LANES * 3, d);
  STORE(y + LANES * 4, e);
  STORE(y + LANES * 5, f);
  STORE(y + LANES * 6, g);
  STORE(y + LANES * 7, h);
}

TARGET static void NAME(row4)(const int16_t *x, const int16_t *w, int32_t *y,
                              uint32_t in, uint32_t out) {
  VECTOR a = ZERO(), b = ZERO(), c = ZERO(), d = ZERO();
  for (uint32_t i = 0; i < in; i += 2, w += (size_t)out * 2) {
    VECTOR pair = SPREAD(pair_at(x + i));
    a = MULTIPLY_ADD(a, pair, LOAD(w));
    b = MULTIPLY_ADD(b, pair, LOAD(w + LANES * 2));
    c = MULTIPLY_ADD(c, pair, LOAD(w + LANES * 4));
    d = MULTIPLY_ADD(d, pair, LOAD(w + LANES * 6));
  }
  STORE(y, a);
  STORE(y + LANES, b);
  STORE(y + LANES * 2, c);
  STORE(y + LANES * 3, d);
}

TARGET static void NAME(row1)(const int16_t *x, const int16_t *w, int32_t *y,
                              uint32_t in, uint32_t out) {
  VECTOR a = ZERO(), b = ZERO();
  for (uint32_t i = 0; i < in; i += 4, w += (size_t)out * 4) {
    a = MULTIPLY_ADD(a, SPREAD(pair_at(x + i)), LOAD(w));
    b = MULTIPLY_ADD(b, SPREAD(pair_at(x + i + 2)), LOAD(w + out * 2));
  }
  STORE(y, ADD(a, b));
}

/* Four rows by two vectors: each weight is loaded once for four. */
TARGET static void NAME(rows)(const int16_t *x, const int16_t *w, int32_t *y,
                              uint32_t in, uint32_t out) {
  VECTOR a0 = ZERO(), b0 = ZERO(), c0 = ZERO(), d0 = ZERO();
  VECTOR a1 = ZERO(), b1 = ZERO(), c1 = ZERO(), d1 = ZERO();
  const int16_t *xb = x + in, *xc = xb + in, *xd = xc + in;
  for (uint32_t i = 0; i < in; i += 2, w += (size_t)out * 2) {
    VECTOR v0 = LOAD(w), v1 = LOAD(w + LANES * 2);
    VECTOR pair = SPREAD(pair_at(x + i));
    a0 = MULTIPLY_ADD(a0, pair, v0);
    a1 = MULTIPLY_ADD(a1, pair, v1);
    pair = SPREAD(pair_at(xb + i));
    b0 = MULTIPLY_ADD(b0, pair, v0);
    b1 = MULTIPLY_ADD(b1, pair, v1);
    pair = SPREAD(pair_at(xc + i));
    c0 = MULTIPLY_ADD(c0, pair, v0);
    c1 = MULTIPLY_ADD(c1, pair, v1);
    pair = SPREAD(pair_at(xd + i));
    d0 = MULTIPLY_ADD(d0, pair, v0);
    d1 = MULTIPLY_ADD(d1, pair, v1);
  }
  int32_t *yb = y + out, *yc = yb + out, *yd = yc + out;
  STORE(y, a0);
  STORE(y + LANES, a1);
  STORE(yb, b0);
  STORE(yb + LANES, b1);
  STORE(yc, c0);
  STORE(yc + LANES, c1);
  STORE(yd, d0);
  STORE(yd + LANES, d1);
}

/* Every sum over pairs of inputs; `in` a multiple of 4, `out` of 16. */
TARGET static void NAME(multiply)(const int16_t *x, const int16_t *w,
                                  int32_t *y, uint32_t n, uint32_t in,
                                  uint32_t out) {
  for (; n >= 4; n -= 4, x += 4 * (size_t)in, y += 4 * (size_t)out) {
    uint32_t o = 0;
    for (; o + 2 * LANES <= out; o += 2 * LANES)
      NAME(rows)(x, w + o * 2, y + o, in, out);
    for (; o < out; o += LANES)
      for (uint32_t r = 0; r < 4; r++)
        NAME(row1)(x + r * (size_t)in, w + o * 2, y + r * (size_t)out + o, in,
                   out);
  }
  for (; n; n--, x += in, y += out) {
    uint32_t o = 0;
    for (; o + 8 * LANES <= out; o += 8 * LANES)
      NAME(row8)(x, w + o * 2, y + o, in, out);
    for (; o + 4 * LANES <= out; o += 4 * LANES)
      NAME(row4)(x, w + o * 2, y + o, in, out);
    for (; o < out; o += LANES) NAME(row1)(x, w + o * 2, y + o, in, out);
  }
}

#undef VECTOR
#undef LANES
#undef LOAD
#undef STORE
#undef SPREAD
#undef ZERO
#undef ADD
#undef MULTIPLY_ADD
#include "lang/kernel_float.h"
