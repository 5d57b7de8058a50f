/* SPDX-License-Identifier: MIT */
/* Single characters as the public interface shows them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "quoth.h"

static void test_utf8_get(void **state) {
  (void)state;
  const char *text = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xE2\x82";
  static const uint32_t cps[] = {'a', 0xE9, 0x20AC, 0x1F600, 0xFFFD};
  static const uint32_t lengths[] = {1, 2, 3, 4, 2};
  size_t at = 0, len = strlen(text);
  for (int i = 0; i < 5; i++) {
    uint32_t cp;
    assert_int_equal(quoth_utf8_get(text, len, at, &cp), lengths[i]);
    assert_int_equal(cp, cps[i]);
    at += lengths[i];
  }
  assert_int_equal(at, len);
  assert_int_equal(quoth_utf8_get("\xFF", 1, 0, NULL), 1);
}

static void check_cluster(const char *text, uint32_t columns) {
  uint32_t got;
  assert_int_equal(quoth_cluster_get(text, strlen(text), 0, &got),
                   strlen(text));
  assert_int_equal(got, columns);
}

static void test_cluster_get(void **state) {
  (void)state;
  check_cluster("a", 1);
  check_cluster("e\xCC\x81", 1);                 /* e and a combining acute */
  check_cluster("\xE6\xBC\xA2", 2);              /* a Han character */
  check_cluster("\xF0\x9F\x98\x80", 2);          /* an emoji */
  check_cluster("\xE2\x9D\xA4\xEF\xB8\x8F", 2);  /* a heart shown as emoji */
  check_cluster("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB", 2); /* ZWJ */
  check_cluster("\xE2\x80\x8B", 0);              /* zero width space */
  assert_int_equal(quoth_cluster_get("ab", 2, 1, NULL), 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_utf8_get),
    cmocka_unit_test(test_cluster_get),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
