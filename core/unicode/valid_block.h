/* SPDX-License-Identifier: MIT */
/*
 * Validates UTF-8 after Keiser and Lemire, "Validating UTF-8 In Less Than One
 * Instruction Per Byte" (2021): what is wrong with two neighbouring bytes is
 * told by three of their nibbles, a bit an error; trail bytes that a lead three
 * or four bytes long wants are compared with the trail bytes that there are.
 */
enum {
  TOO_SHORT = 0x01,  /* lead, then no trail */
  TOO_LONG = 0x02,   /* ASCII, then a trail */
  OVERLONG_2 = 0x04, /* C0, C1 */
  OVERLONG_3 = 0x08, /* E0, then 80 to 9F */
  SURROGATE = 0x10,  /* ED, then A0 to BF */
  TOO_LARGE = 0x20,  /* F4, then 90 to BF; F5 to FF, then the same */
  FOURTH = 0x40,     /* F0 (overlong) or F5 to FF (too large), then 80 to 8F */
  TRAILS = 0x80,     /* two trails: right after a lead of three or four */
  ANY_LOW = TOO_SHORT | TOO_LONG | TRAILS,
};

/* The first byte by its upper nibble, by its lower; the second by its upper. */
static const uint8_t first_upper[16] = {
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TRAILS, TRAILS, TRAILS, TRAILS,
    TOO_SHORT | OVERLONG_2, TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | FOURTH,
};
static const uint8_t first_lower[16] = {
    ANY_LOW | OVERLONG_2 | OVERLONG_3 | FOURTH, ANY_LOW | OVERLONG_2,
    ANY_LOW, ANY_LOW, ANY_LOW | TOO_LARGE,
    ANY_LOW | TOO_LARGE | FOURTH, ANY_LOW | TOO_LARGE | FOURTH,
    ANY_LOW | TOO_LARGE | FOURTH, ANY_LOW | TOO_LARGE | FOURTH,
    ANY_LOW | TOO_LARGE | FOURTH, ANY_LOW | TOO_LARGE | FOURTH,
    ANY_LOW | TOO_LARGE | FOURTH, ANY_LOW | TOO_LARGE | FOURTH,
    ANY_LOW | TOO_LARGE | FOURTH | SURROGATE,
    ANY_LOW | TOO_LARGE | FOURTH, ANY_LOW | TOO_LARGE | FOURTH,
};
enum { TRAIL = TOO_LONG | OVERLONG_2 | TRAILS };
static const uint8_t second_upper[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TRAIL | OVERLONG_3 | FOURTH, TRAIL | OVERLONG_3 | TOO_LARGE,
    TRAIL | SURROGATE | TOO_LARGE, TRAIL | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
};

/* The bytes p[3] to p[66], which p[0] to p[2] precede. */
INLINE bool is_sound(const unsigned char *p) {
  block before = block_load(p + 2), now = block_load(p + 3);
  block wrong = block_meet(
      block_meet(block_lookup(first_upper, block_upper(before)),
                 block_lookup(first_lower, block_and(before, 0x0F))),
      block_lookup(second_upper, block_upper(now)));
  /* The top bit where a lead two or three bytes before wants a trail. */
  block wanted = block_either(block_minus(block_load(p + 1), 0xE0 - 0x80),
                              block_minus(block_load(p), 0xF0 - 0x80));
  return block_same(block_and(wanted, 0x80), wrong);
}

size_t PATH(quoth__utf8_valid)(const char *s, size_t len) {
  unsigned char first[3 + BLOCK] = {0};
  size_t at = 0;
  bool was_ascii = true;
  for (; len - at >= BLOCK; at += BLOCK) {
    const unsigned char *p = (const unsigned char *)s + at;
    bool is_ascii = !block_high(block_load(p));
    if (!is_ascii || !was_ascii) {
      if (at == 0) p = memcpy(first + 3, s, BLOCK);
      if (!is_sound(p - 3)) break;
    }
    was_ascii = is_ascii;
  }
  /* The last character of what is sound may not be whole. */
  if (at)
    do at--;
    while (((unsigned char)s[at] & 0xC0) == 0x80);
  return at + quoth__utf8_valid_none(s + at, len - at);
}
