/* SPDX-License-Identifier: MIT */
/* Blocks of 64 bytes by SSE4.2; see block_avx2.h. */
#include <nmmintrin.h>

typedef struct block {
  __m128i v[4];
} block;

#define EACH UNROLL(4) for (int i = 0; i < 4; i++)

INLINE block block_load(const unsigned char *p) {
  block x;
  EACH x.v[i] = _mm_loadu_si128((const void *)(p + 16 * i));
  return x;
}

INLINE uint64_t block_high(block x) {
  uint64_t mask = 0;
  EACH mask |= (uint64_t)(unsigned)_mm_movemask_epi8(x.v[i]) << 16 * i;
  return mask;
}

INLINE uint64_t block_equal(block x, unsigned char byte) {
  __m128i v = _mm_set1_epi8((char)byte);
  EACH x.v[i] = _mm_cmpeq_epi8(x.v[i], v);
  return block_high(x);
}

INLINE uint64_t block_at_least(block x, unsigned char byte) {
  __m128i v = _mm_set1_epi8((char)byte);
  EACH x.v[i] = _mm_cmpeq_epi8(_mm_max_epu8(x.v[i], v), x.v[i]);
  return block_high(x);
}

INLINE block block_and(block x, unsigned char byte) {
  __m128i v = _mm_set1_epi8((char)byte);
  EACH x.v[i] = _mm_and_si128(x.v[i], v);
  return x;
}

INLINE block block_lookup(const uint8_t *table, block x) {
  __m128i t = _mm_loadu_si128((const void *)table);
  EACH x.v[i] = _mm_shuffle_epi8(t, x.v[i]);
  return x;
}

INLINE block block_upper(block x) {
  EACH x.v[i] = _mm_srli_epi16(x.v[i], 4);
  return block_and(x, 0x0F);
}

INLINE block block_odd(block x, block y) {
  y = block_and(y, 1);
  EACH x.v[i] = _mm_xor_si128(x.v[i], _mm_slli_epi16(y.v[i], 2));
  return x;
}

INLINE uint64_t block_has(block x, block y) {
  EACH x.v[i] = _mm_cmpeq_epi8(_mm_and_si128(x.v[i], y.v[i]), y.v[i]);
  return block_high(x);
}

INLINE block block_meet(block x, block y) {
  EACH x.v[i] = _mm_and_si128(x.v[i], y.v[i]);
  return x;
}

INLINE block block_either(block x, block y) {
  EACH x.v[i] = _mm_or_si128(x.v[i], y.v[i]);
  return x;
}

INLINE block block_minus(block x, unsigned char byte) {
  __m128i v = _mm_set1_epi8((char)byte);
  EACH x.v[i] = _mm_subs_epu8(x.v[i], v);
  return x;
}

INLINE bool block_same(block x, block y) {
  EACH x.v[i] = _mm_xor_si128(x.v[i], y.v[i]);
  __m128i differ = _mm_or_si128(_mm_or_si128(x.v[0], x.v[1]),
                                _mm_or_si128(x.v[2], x.v[3]));
  return _mm_testz_si128(differ, differ);
}

INLINE size_t block_put(uint64_t bits, uint32_t base, uint32_t *ends) {
  size_t n = 0;
  __m128i from = _mm_set1_epi32((int)base);
  UNROLL(8)
  for (int i = 0; i < 64; i += 8) {
    unsigned byte = bits >> i & 0xFF;
    __m128i places = _mm_loadl_epi64((const void *)quoth__bit_places[byte]);
    __m128i low = _mm_cvtepu8_epi32(places);
    __m128i high = _mm_cvtepu8_epi32(_mm_srli_si128(places, 4));
    _mm_storeu_si128((void *)(ends + n), _mm_add_epi32(from, low));
    _mm_storeu_si128((void *)(ends + n + 4), _mm_add_epi32(from, high));
    from = _mm_add_epi32(from, _mm_set1_epi32(8));
    n += (size_t)__builtin_popcount(byte);
  }
  return n;
}
