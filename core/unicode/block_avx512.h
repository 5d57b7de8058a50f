/* SPDX-License-Identifier: MIT */
/* Blocks of 64 bytes by AVX-512; see block_avx2.h. */
#include <immintrin.h>

typedef __m512i block;

INLINE block block_load(const unsigned char *p) {
  return _mm512_loadu_si512((const void *)p);
}

INLINE uint64_t block_high(block x) { return _mm512_movepi8_mask(x); }

INLINE uint64_t block_equal(block x, unsigned char byte) {
  return _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)byte));
}

INLINE uint64_t block_at_least(block x, unsigned char byte) {
  return _mm512_cmpge_epu8_mask(x, _mm512_set1_epi8((char)byte));
}

INLINE block block_and(block x, unsigned char byte) {
  return _mm512_and_si512(x, _mm512_set1_epi8((char)byte));
}

INLINE block block_lookup(const uint8_t *table, block x) {
  __m128i t = _mm_loadu_si128((const void *)table);
  return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(t), x);
}

INLINE block block_upper(block x) {
  return block_and(_mm512_srli_epi16(x, 4), 0x0F);
}

INLINE block block_odd(block x, block y) {
  return _mm512_xor_si512(x, _mm512_slli_epi16(block_and(y, 1), 2));
}

INLINE uint64_t block_has(block x, block y) {
  return _mm512_test_epi8_mask(x, y);
}

INLINE block block_meet(block x, block y) { return _mm512_and_si512(x, y); }

INLINE block block_either(block x, block y) { return _mm512_or_si512(x, y); }

INLINE block block_minus(block x, unsigned char byte) {
  return _mm512_subs_epu8(x, _mm512_set1_epi8((char)byte));
}

INLINE bool block_same(block x, block y) {
  return !_mm512_cmpneq_epi64_mask(x, y);
}

INLINE size_t block_put(uint64_t bits, uint32_t base, uint32_t *ends) {
  static const unsigned char places[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
      48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  size_t n = (size_t)_mm_popcnt_u64(bits);
  __m512i all = _mm512_maskz_compress_epi8(bits, block_load(places));
  __m512i at = _mm512_set1_epi32((int)base);
  for (size_t i = 0; i < n; i += 16) {
    __m512i next = _mm512_cvtepu8_epi32(_mm512_castsi512_si128(all));
    _mm512_storeu_si512((void *)(ends + i), _mm512_add_epi32(next, at));
    all = _mm512_alignr_epi64(all, all, 2);
  }
  return n;
}
