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

INLINE void fix(const float *restrict x, int16_t *restrict q, size_t n) {
  for (size_t k = 0; k < n; k += 16)
    for (size_t i = k; i < k + 16; i++) {
      float v = x[i] * (float)(1 << QUOTH__NET_X_BITS);
      v = v > 32767.0f ? 32767.0f : v;
      v = v < -32767.0f ? -32767.0f : v;
      q[i] = (int16_t)(int32_t)v;
    }
}

INLINE void hidden(const int32_t *const *rows, uint32_t n_fine, uint32_t n,
                   int16_t *restrict out) {
  const int fine =
      QUOTH__NET_X_BITS + QUOTH__NET_W_BITS - QUOTH__NET_HIDDEN_BITS;
  uint32_t sum[QUOTH__NET_HIDDEN] = {0};
  for (uint32_t k = 0; k < n_fine; k++) {
    const int32_t *restrict row = rows[k];
    for (uint32_t i = 0; i < QUOTH__NET_HIDDEN; i++)
      sum[i] += (uint32_t)(row[i] >> fine);
  }
  for (uint32_t k = n_fine; k < n; k++) {
    const int32_t *restrict row = rows[k];
    for (uint32_t i = 0; i < QUOTH__NET_HIDDEN; i++) sum[i] += (uint32_t)row[i];
  }
  for (uint32_t i = 0; i < QUOTH__NET_HIDDEN; i++) {
    int32_t v =
        (int32_t)sum[i] >> (QUOTH__NET_HIDDEN_BITS - QUOTH__NET_X_BITS);
    v = v < 0 ? 0 : v;
    out[i] = (int16_t)(v > 32767 ? 32767 : v);
  }
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
