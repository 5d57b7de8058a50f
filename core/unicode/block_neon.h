/* SPDX-License-Identifier: MIT */
/* Blocks of 64 bytes by NEON; see block_avx2.h. */
#include <arm_neon.h>

typedef struct block {
  uint8x16_t v[4];
} block;

#define EACH UNROLL(4) for (int i = 0; i < 4; i++)

INLINE block block_load(const unsigned char *p) {
  block x;
  EACH x.v[i] = vld1q_u8(p + 16 * i);
  return x;
}

/* Bytes are 0 or 0xFF: each keeps a bit of its own, then neighbours are
   added. */
INLINE uint64_t block_mask(block x) {
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128,
                                   1, 2, 4, 8, 16, 32, 64, 128};
  uint8x16_t own = vld1q_u8(bits);
  EACH x.v[i] = vandq_u8(x.v[i], own);
  uint8x16_t low = vpaddq_u8(x.v[0], x.v[1]);
  uint8x16_t high = vpaddq_u8(x.v[2], x.v[3]);
  uint8x16_t sum = vpaddq_u8(low, high);
  sum = vpaddq_u8(sum, sum);
  return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

INLINE uint64_t block_at_least(block x, unsigned char byte) {
  EACH x.v[i] = vcgeq_u8(x.v[i], vdupq_n_u8(byte));
  return block_mask(x);
}

INLINE uint64_t block_high(block x) { return block_at_least(x, 0x80); }

INLINE uint64_t block_equal(block x, unsigned char byte) {
  EACH x.v[i] = vceqq_u8(x.v[i], vdupq_n_u8(byte));
  return block_mask(x);
}

INLINE block block_and(block x, unsigned char byte) {
  EACH x.v[i] = vandq_u8(x.v[i], vdupq_n_u8(byte));
  return x;
}

INLINE block block_lookup(const uint8_t *table, block x) {
  uint8x16_t t = vld1q_u8(table);
  EACH x.v[i] = vqtbl1q_u8(t, vandq_u8(x.v[i], vdupq_n_u8(0x8F)));
  return x;
}

INLINE block block_upper(block x) {
  EACH x.v[i] = vshrq_n_u8(x.v[i], 4);
  return x;
}

INLINE block block_odd(block x, block y) {
  EACH x.v[i] = veorq_u8(
      x.v[i], vshlq_n_u8(vandq_u8(y.v[i], vdupq_n_u8(1)), 2));
  return x;
}

INLINE uint64_t block_has(block x, block y) {
  EACH x.v[i] = vtstq_u8(x.v[i], y.v[i]);
  return block_mask(x);
}

INLINE block block_meet(block x, block y) {
  EACH x.v[i] = vandq_u8(x.v[i], y.v[i]);
  return x;
}

INLINE block block_either(block x, block y) {
  EACH x.v[i] = vorrq_u8(x.v[i], y.v[i]);
  return x;
}

INLINE block block_minus(block x, unsigned char byte) {
  EACH x.v[i] = vqsubq_u8(x.v[i], vdupq_n_u8(byte));
  return x;
}

INLINE bool block_same(block x, block y) {
  EACH x.v[i] = veorq_u8(x.v[i], y.v[i]);
  uint8x16_t differ = vorrq_u8(vorrq_u8(x.v[0], x.v[1]),
                               vorrq_u8(x.v[2], x.v[3]));
  return vmaxvq_u8(differ) == 0;
}

INLINE size_t block_put(uint64_t bits, uint32_t base, uint32_t *ends) {
  size_t n = 0;
  for (; bits; bits &= bits - 1)
    ends[n++] = base + (uint32_t)__builtin_ctzll(bits);
  return n;
}
