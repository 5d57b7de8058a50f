/* SPDX-License-Identifier: MIT */
/*
 * The loops that the compiler makes vectors of, once for each width; included
 * by kernel.c with NAME and TARGET set, after NAME(multiply).
 */

TARGET static void NAME(recur)(const int32_t *sums, const float *bias,
                               float unit, const float *skip, float *cells,
                               float *h) {
  recur(sums, bias, unit, skip, cells, h);
}

TARGET static void NAME(embed)(float *x, const int8_t *row, float scale) {
  embed(x, row, scale);
}

TARGET static void NAME(fix)(const float *x, int16_t *q, size_t n) {
  fix(x, q, n);
}

TARGET static void NAME(hidden)(const int32_t *const *rows, uint32_t n_fine,
                                uint32_t n, int16_t *out) {
  hidden(rows, n_fine, n, out);
}

TARGET static uint32_t NAME(best)(const int32_t *scores, const int32_t *bias,
                                  const int32_t *may, uint32_t n) {
  return best(scores, bias, may, n);
}

static const quoth__kernel NAME(KERNEL) = {
  NAME(multiply), NAME(recur),  NAME(embed),
  NAME(fix),      NAME(hidden), NAME(best),
};

#undef NAME
#undef TARGET
