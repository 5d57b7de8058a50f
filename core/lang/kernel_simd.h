/* SPDX-License-Identifier: MIT */
/*
 * The loops for one width of vectors; included by kernel.c once for each, with
 * NAME, TARGET, VECTOR, LANES, LOAD, STORE, SPREAD, ZERO and MULTIPLY_ADD set.
 */

/* Four rows by 16 outputs at a time: each weight is loaded once for four. */
TARGET static void NAME(multiply)(const int16_t *x, const int16_t *w,
                                  int32_t *y, uint32_t n, uint32_t in,
                                  uint32_t out) {
  enum { BLOCK = QUOTH__KERNEL_LANES / LANES };
  uint32_t t = 0;
  for (; t + 4 <= n; t += 4) {
    const int16_t *row = x + (size_t)t * in;
    for (uint32_t o = 0; o < out; o += LANES) {
      VECTOR a = ZERO(), b = ZERO(), c = ZERO(), d = ZERO();
      for (uint32_t i = 0; i < in; i += 2) {
        VECTOR v = LOAD(w + ((size_t)(i / 2) * out + o) * 2);
        a = MULTIPLY_ADD(a, SPREAD(pair_at(row + i)), v);
        b = MULTIPLY_ADD(b, SPREAD(pair_at(row + in + i)), v);
        c = MULTIPLY_ADD(c, SPREAD(pair_at(row + 2 * in + i)), v);
        d = MULTIPLY_ADD(d, SPREAD(pair_at(row + 3 * in + i)), v);
      }
      int32_t *at = y + (size_t)t * out + o;
      STORE(at, a);
      STORE(at + out, b);
      STORE(at + 2 * (size_t)out, c);
      STORE(at + 3 * (size_t)out, d);
    }
  }
  for (; t < n; t++) {
    const int16_t *row = x + (size_t)t * in;
    for (uint32_t o = 0; o < out; o += QUOTH__KERNEL_LANES) {
      VECTOR sum[BLOCK];
      for (uint32_t k = 0; k < BLOCK; k++) sum[k] = ZERO();
      for (uint32_t i = 0; i < in; i += 2) {
        const int16_t *at = w + ((size_t)(i / 2) * out + o) * 2;
        VECTOR pair = SPREAD(pair_at(row + i));
        for (uint32_t k = 0; k < BLOCK; k++)
          sum[k] = MULTIPLY_ADD(sum[k], pair, LOAD(at + k * LANES * 2));
      }
      for (uint32_t k = 0; k < BLOCK; k++)
        STORE(y + (size_t)t * out + o + k * LANES, sum[k]);
    }
  }
}

TARGET static void NAME(recur)(const int32_t *sums, const float *bias,
                               float unit, const float *skip, float *cells,
                               float *h) {
  recur(sums, bias, unit, skip, cells, h);
}

static const quoth__kernel NAME(KERNEL) = {NAME(multiply), NAME(recur)};

#undef NAME
#undef TARGET
#undef VECTOR
#undef LANES
#undef LOAD
#undef STORE
#undef SPREAD
#undef ZERO
#undef MULTIPLY_ADD
