/* SPDX-License-Identifier: MIT */
#include "lang/kernel.h"

#include "lang/parser_shape.h"

/* Clang would fuse a product and a sum, where the processor can; gcc does not
 * under -std=c11. */
#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

#define INLINE static inline __attribute__((always_inline))

INLINE float gate(float x) {
  float a = x < 0 ? -x : x;
  return 0.5f + 0.5f * x / (1.0f + a);
}

INLINE void recur(const int32_t *restrict sums, const float *restrict bias,
                  float unit, const float *restrict skip,
                  float *restrict cells, float *restrict h) {
  for (uint32_t i = 0; i < QUOTH__NET_DIM; i++) {
    const uint32_t k = QUOTH__NET_DIM;
    float y = (float)sums[i] * unit + bias[i];
    float f = gate((float)sums[k + i] * unit + bias[k + i]);
    float r = gate((float)sums[2 * k + i] * unit + bias[2 * k + i]);
    float c = f * cells[i] + (1.0f - f) * y;
    cells[i] = c;
    h[i] = r * c + (1.0f - r) * skip[i];
  }
}

INLINE void embed(float *restrict x, const int8_t *restrict row, float scale) {
  for (uint32_t i = 0; i < QUOTH__NET_DIM; i++) x[i] += scale * (float)row[i];
}

/* In steps that compilers make vectors of. */
INLINE void fix(const float *restrict x, int16_t *restrict q, size_t n) {
  for (size_t k = 0; k < n; k += 16) {
    float v[16];
    for (size_t i = 0; i < 16; i++)
      v[i] = x[k + i] * (float)(1 << QUOTH__NET_X_BITS);
    for (size_t i = 0; i < 16; i++) v[i] = v[i] < 32767.0f ? v[i] : 32767.0f;
    for (size_t i = 0; i < 16; i++) v[i] = v[i] > -32767.0f ? v[i] : -32767.0f;
    for (size_t i = 0; i < 16; i++) q[k + i] = (int16_t)(int32_t)v[i];
  }
}

INLINE void hidden(const int32_t *const *rows, uint32_t n_fine, uint32_t n,
                   int16_t *restrict out) {
  enum { LANES = QUOTH__KERNEL_LANES };
  const int fine =
      QUOTH__NET_X_BITS + QUOTH__NET_W_BITS - QUOTH__NET_HIDDEN_BITS;
  for (size_t i = 0; i < QUOTH__NET_HIDDEN; i += LANES) {
    uint32_t sum[LANES] = {0};
    for (uint32_t k = 0; k < n_fine; k++) {
      const int32_t *restrict row = rows[k] + i;
      for (size_t j = 0; j < LANES; j++) sum[j] += (uint32_t)(row[j] >> fine);
    }
    for (uint32_t k = n_fine; k < n; k++) {
      const int32_t *restrict row = rows[k] + i;
      for (size_t j = 0; j < LANES; j++) sum[j] += (uint32_t)row[j];
    }
    for (size_t j = 0; j < LANES; j++) {
      int32_t v =
          (int32_t)sum[j] >> (QUOTH__NET_HIDDEN_BITS - QUOTH__NET_X_BITS);
      v = v < 0 ? 0 : v;
      out[i + j] = (int16_t)(v > 32767 ? 32767 : v);
    }
  }
}

/* What may not be chosen counts as the least value, which others never have. */
INLINE int32_t valued(int32_t score, int32_t bias, int32_t may) {
  int32_t v = (int32_t)((uint32_t)score + (uint32_t)bias);
  v = v > -INT32_MAX ? v : -INT32_MAX;
  return (v & may) | (INT32_MIN & ~may);
}

/* The values of one vector's worth of moves. */
INLINE void value_all(const int32_t *restrict scores,
                      const int32_t *restrict bias,
                      const int32_t *restrict may, int32_t *restrict value) {
  for (size_t k = 0; k < QUOTH__KERNEL_LANES; k++)
    value[k] = valued(scores[k], bias[k], may[k]);
}

INLINE uint32_t best(const int32_t *restrict scores,
                     const int32_t *restrict bias, const int32_t *restrict may,
                     uint32_t n) {
  enum { LANES = QUOTH__KERNEL_LANES };
  int32_t value[QUOTH__NET_MOVES], most[LANES];
  for (size_t k = 0; k < LANES; k++) most[k] = INT32_MIN;
  for (size_t i = 0; i < n; i += LANES) {
    int32_t *v = value + i;
    value_all(scores + i, bias + i, may + i, v);
    for (size_t k = 0; k < LANES; k++) most[k] = v[k] > most[k] ? v[k] : most[k];
  }
  int32_t top = most[0];
  for (size_t k = 1; k < LANES; k++) top = most[k] > top ? most[k] : top;
  for (size_t i = 0; i < n; i += LANES) {
    const int32_t *v = value + i;
    uint32_t found = 0;
    for (size_t k = 0; k < LANES; k++) found |= v[k] == top;
    for (size_t k = 0; found; k++)
      if (v[k] == top) return (uint32_t)(i + k);
  }
  return 0;
}

/* ---- Portable ------------------------------------------------------------ */

static void multiply_plain(const int16_t *x, const int16_t *w, int32_t *y,
                           uint32_t n, uint32_t in, uint32_t out) {
  for (uint32_t t = 0; t < n; t++)
    for (uint32_t o = 0; o < out; o++) {
      uint32_t sum = 0;
      for (uint32_t i = 0; i < in; i += 2) {
        const int16_t *pair = w + ((size_t)(i / 2) * out + o) * 2;
        sum += (uint32_t)(x[t * in + i] * pair[0]);
        sum += (uint32_t)(x[t * in + i + 1] * pair[1]);
      }
      y[t * out + o] = (int32_t)sum;
    }
}

#define NAME(f) f##_plain
#define TARGET
#include "lang/kernel_float.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

INLINE int32_t pair_at(const int16_t *x) {
  int32_t pair;
  memcpy(&pair, x, sizeof pair);
  return pair;
}

/* ---- SSE2, which every x86-64 has ----------------------------------------- */

#define NAME(f) f##_sse2
#define TARGET
#define VECTOR __m128i
#define LANES 4
#define LOAD(p) _mm_loadu_si128((const __m128i *)(p))
#define STORE(p, v) _mm_storeu_si128((__m128i *)(p), (v))
#define SPREAD(i) _mm_set1_epi32(i)
#define ZERO() _mm_setzero_si128()
#define ADD(a, b) _mm_add_epi32((a), (b))
#define MULTIPLY_ADD(sum, a, b) _mm_add_epi32((sum), _mm_madd_epi16((a), (b)))
#include "lang/kernel_simd.h"

/* ---- AVX2 ------------------------------------------------------------------ */

#define NAME(f) f##_avx2
#define TARGET __attribute__((target("avx2")))
#define VECTOR __m256i
#define LANES 8
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(p))
#define STORE(p, v) _mm256_storeu_si256((__m256i *)(p), (v))
#define SPREAD(i) _mm256_set1_epi32(i)
#define ZERO() _mm256_setzero_si256()
#define ADD(a, b) _mm256_add_epi32((a), (b))
#define MULTIPLY_ADD(sum, a, b)                                              \
  _mm256_add_epi32((sum), _mm256_madd_epi16((a), (b)))
#include "lang/kernel_simd.h"

/* ---- AVX-512 ---------------------------------------------------------------- */

#define NAME(f) f##_avx512
#define TARGET __attribute__((target("avx512f,avx512bw")))
#define VECTOR __m512i
#define LANES 16
#define LOAD(p) _mm512_loadu_si512((const void *)(p))
#define STORE(p, v) _mm512_storeu_si512((void *)(p), (v))
#define SPREAD(i) _mm512_set1_epi32(i)
#define ZERO() _mm512_setzero_si512()
#define ADD(a, b) _mm512_add_epi32((a), (b))
#define MULTIPLY_ADD(sum, a, b)                                              \
  _mm512_add_epi32((sum), _mm512_madd_epi16((a), (b)))
#include "lang/kernel_simd.h"

/* ---- AVX-512 with a product and sum in one -------------------------------- */

#define NAME(f) f##_vnni
#define TARGET __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define VECTOR __m512i
#define LANES 16
#define LOAD(p) _mm512_loadu_si512((const void *)(p))
#define STORE(p, v) _mm512_storeu_si512((void *)(p), (v))
#define SPREAD(i) _mm512_set1_epi32(i)
#define ZERO() _mm512_setzero_si512()
#define ADD(a, b) _mm512_add_epi32((a), (b))
#define MULTIPLY_ADD(sum, a, b) _mm512_dpwssd_epi32((sum), (a), (b))
#include "lang/kernel_simd.h"

uint32_t quoth__kernel_all(const quoth__kernel *out[5]) {
  uint32_t n = 0;
  out[n++] = &KERNEL_plain;
  out[n++] = &KERNEL_sse2;
  if (__builtin_cpu_supports("avx2")) out[n++] = &KERNEL_avx2;
  if (__builtin_cpu_supports("avx512bw")) out[n++] = &KERNEL_avx512;
  if (__builtin_cpu_supports("avx512vnni")) out[n++] = &KERNEL_vnni;
  return n;
}

#else

uint32_t quoth__kernel_all(const quoth__kernel *out[5]) {
  out[0] = &KERNEL_plain;
  return 1;
}

#endif

const quoth__kernel *quoth__kernel_best(void) {
  const quoth__kernel *all[5];
  return all[quoth__kernel_all(all) - 1];
}
