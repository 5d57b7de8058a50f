/* SPDX-License-Identifier: MIT */
/* The next byte of a set: every path against the plain one. */
#include "support.h"

#include "unicode/byteset.h"

enum { LONGEST = 400, ROUNDS = 20000 };

static void fill_set(uint64_t *seed, uint8_t bits[32]) {
  uint32_t members = 1 + random_below(seed, 12);
  memset(bits, 0, 32);
  for (uint32_t i = 0; i < members; i++) {
    uint32_t byte = random_below(seed, 256);
    bits[byte >> 3] |= (uint8_t)(1u << (byte & 7));
  }
}

static void all_paths_find_the_same(void **state) {
  (void)state;
  uint64_t seed = 7;
  char text[LONGEST];
  for (int round = 0; round < ROUNDS; round++) {
    uint8_t bits[32];
    quoth__byteset set;
    fill_set(&seed, bits);
    quoth__byteset_init(&set, bits);
    size_t len = random_below(&seed, LONGEST), at = random_below(&seed, 70);
    for (size_t i = 0; i < len; i++)
      text[i] = (char)(round % 2 ? random_below(&seed, 256) : 'e');
    if (len) text[random_below(&seed, (uint32_t)len)] = (char)round;
    size_t want = quoth__byteset_find_none(&set, text, len, at);
    for (quoth__simd i = 0; i <= quoth__simd_best(); i++)
      assert_int_equal(quoth__byteset_path(i)(&set, text, len, at), want);
  }
}

static void members_are_what_was_given(void **state) {
  (void)state;
  for (unsigned b = 0; b < 256; b++) {
    uint8_t bits[32] = {0};
    quoth__byteset set;
    bits[b >> 3] = (uint8_t)(1u << (b & 7));
    quoth__byteset_init(&set, bits);
    char text[130];
    memset(text, (int)(b ^ 0x80), sizeof text);
    text[129] = (char)b;
    assert_int_equal(quoth__byteset_next(&set, text, 130, 0), 129);
    assert_int_equal(quoth__byteset_next(&set, text, 129, 0), 129);
    assert_true(quoth__byteset_has(&set, (unsigned char)b));
    assert_false(quoth__byteset_has(&set, (unsigned char)(b ^ 0x11)));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_paths_find_the_same),
      cmocka_unit_test(members_are_what_was_given),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
