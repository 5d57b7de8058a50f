/* SPDX-License-Identifier: MIT */
/* Blocks of 64 bytes by AVX2. Masks have a bit a byte, the first lowest. */
#include <immintrin.h>

typedef struct block {
  __m256i a, b;
} block;

INLINE block block_load(const unsigned char *p) {
  return (block){_mm256_loadu_si256((const void *)p),
                 _mm256_loadu_si256((const void *)(p + 32))};
}

INLINE uint64_t block_mask(__m256i a, __m256i b) {
  return (uint32_t)_mm256_movemask_epi8(a) |
         (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

/* Bytes of 0x80 and above. */
INLINE uint64_t block_high(block x) { return block_mask(x.a, x.b); }

INLINE uint64_t block_equal(block x, unsigned char byte) {
  __m256i v = _mm256_set1_epi8((char)byte);
  return block_mask(_mm256_cmpeq_epi8(x.a, v), _mm256_cmpeq_epi8(x.b, v));
}

INLINE uint64_t block_at_least(block x, unsigned char byte) {
  __m256i v = _mm256_set1_epi8((char)byte);
  return block_mask(_mm256_cmpeq_epi8(_mm256_max_epu8(x.a, v), x.a),
                    _mm256_cmpeq_epi8(_mm256_max_epu8(x.b, v), x.b));
}

INLINE block block_and(block x, unsigned char byte) {
  __m256i v = _mm256_set1_epi8((char)byte);
  return (block){_mm256_and_si256(x.a, v), _mm256_and_si256(x.b, v)};
}

/* table[x & 15], but 0 where x is 0x80 or above. */
INLINE block block_lookup(const uint8_t *table, block x) {
  __m256i t = _mm256_broadcastsi128_si256(_mm_loadu_si128((const void *)table));
  return (block){_mm256_shuffle_epi8(t, x.a), _mm256_shuffle_epi8(t, x.b)};
}

/* x >> 4 */
INLINE block block_upper(block x) {
  x = (block){_mm256_srli_epi16(x.a, 4), _mm256_srli_epi16(x.b, 4)};
  return block_and(x, 0x0F);
}

/* x ^ (y & 1) << 2 */
INLINE block block_odd(block x, block y) {
  y = block_and(y, 1);
  return (block){_mm256_xor_si256(x.a, _mm256_slli_epi16(y.a, 2)),
                 _mm256_xor_si256(x.b, _mm256_slli_epi16(y.b, 2))};
}

/* Bytes where x has the one bit that y has. */
INLINE uint64_t block_has(block x, block y) {
  return block_mask(_mm256_cmpeq_epi8(_mm256_and_si256(x.a, y.a), y.a),
                    _mm256_cmpeq_epi8(_mm256_and_si256(x.b, y.b), y.b));
}

INLINE block block_meet(block x, block y) {
  return (block){_mm256_and_si256(x.a, y.a), _mm256_and_si256(x.b, y.b)};
}

INLINE block block_either(block x, block y) {
  return (block){_mm256_or_si256(x.a, y.a), _mm256_or_si256(x.b, y.b)};
}

/* 0 where `byte` is more. */
INLINE block block_minus(block x, unsigned char byte) {
  __m256i v = _mm256_set1_epi8((char)byte);
  return (block){_mm256_subs_epu8(x.a, v), _mm256_subs_epu8(x.b, v)};
}

INLINE bool block_same(block x, block y) {
  __m256i differ = _mm256_or_si256(_mm256_xor_si256(x.a, y.a),
                                   _mm256_xor_si256(x.b, y.b));
  return _mm256_testz_si256(differ, differ);
}

/* Writes base + i for each bit i of `bits`, and more: room for 72 is needed. */
INLINE size_t block_put(uint64_t bits, uint32_t base, uint32_t *ends) {
  size_t n = 0;
  __m256i from = _mm256_set1_epi32((int)base);
  UNROLL(8)
  for (int i = 0; i < 64; i += 8) {
    unsigned byte = bits >> i & 0xFF;
    __m128i places = _mm_loadl_epi64((const void *)quoth__bit_places[byte]);
    __m256i at = _mm256_add_epi32(from, _mm256_cvtepu8_epi32(places));
    _mm256_storeu_si256((void *)(ends + n), at);
    from = _mm256_add_epi32(from, _mm256_set1_epi32(8));
    n += (size_t)__builtin_popcount(byte);
  }
  return n;
}
