/* SPDX-License-Identifier: MIT */
/* Paragraphs do not depend on which line ends a text is written with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "text/paragraph.h"

enum { LONGEST = 8000 };

struct text {
  char data[LONGEST];
  uint32_t len;
};

static uint32_t next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void put(struct text *t, const char *s) {
  size_t len = strlen(s);
  assert_true(t->len + len < LONGEST);
  memcpy(t->data + t->len, s, len);
  t->len += (uint32_t)len;
}

/* The same random pieces, each line ended by `line_end`. */
static void write_text(struct text *t, uint32_t seed, const char *line_end) {
  static const char *const pieces[] = {
      "The ferry was late.", " ", "and", "  ", "\t", "“No!”", "Ünder",
      "\xEF\xBB\xBF", "\xC2\xA0", "船", "\xE2\x80", "\xFF", "a", "Nobody came",
      ("a line that is long enough to be none of those wrapped by hand, for "
       "it has well over a hundred characters in it, all told"),
  };
  uint32_t n = next(&seed) % 60;
  t->len = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t at = next(&seed) % (sizeof pieces / sizeof *pieces + 5);
    if (at < sizeof pieces / sizeof *pieces) put(t, pieces[at]);
    else put(t, line_end);
  }
}

static void find(const struct text *t, quoth__spans *out) {
  quoth__mem mem = quoth__mem_from(NULL);
  assert_int_equal(quoth__paragraphs_find(t->data, t->len, &mem, out),
                   QUOTH_OK);
}

/* Compare what stands in the paragraphs, their line ends left out. */
static void compare(const struct text *a, quoth_span x, const struct text *b,
                    quoth_span y) {
  uint32_t i = x.start, k = y.start;
  while (i < x.end || k < y.end) {
    if (i < x.end && a->data[i] == '\n') i++;
    else if (k < y.end && b->data[k] == '\r') k += 2;
    else assert_int_equal(a->data[i++], b->data[k++]);
  }
  assert_true(i == x.end && k == y.end);
}

static void line_ends_do_not_matter(void **state) {
  (void)state;
  static struct text lf, crlf;
  quoth__mem mem = quoth__mem_from(NULL);
  for (uint32_t seed = 0; seed < 20000; seed++) {
    quoth__spans x = {0}, y = {0};
    write_text(&lf, seed, "\n");
    write_text(&crlf, seed, "\r\n");
    find(&lf, &x);
    find(&crlf, &y);
    assert_int_equal(x.count, y.count);
    for (uint32_t i = 0; i < x.count; i++)
      compare(&lf, x.data[i], &crlf, y.data[i]);
    QUOTH__VEC_DONE(&mem, &x);
    QUOTH__VEC_DONE(&mem, &y);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(line_ends_do_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
