/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "match/regex.h"

static quoth_regex *regex_of(const char *pattern) {
  quoth_regex *regex;
  quoth_error error;
  assert_int_equal(
      quoth_regex_new(pattern, strlen(pattern), NULL, &regex, &error),
      QUOTH_OK);
  return regex;
}

static void finds_groups(void **state) {
  (void)state;
  quoth_regex *regex = regex_of("(?<sum>\\d+)(x)? (euro|dollar)s?");
  const char *text = "It cost 12 euros, then 7 dollars.";
  quoth_span g[4];
  assert_int_equal(quoth_regex_group_count(regex), 4);
  assert_int_equal(quoth_regex_group(regex, "sum"), 1);
  assert_int_equal(quoth_regex_group(regex, "none"), QUOTH_NONE);
  assert_string_equal(quoth__regex_group_name(regex, 1), "sum");
  assert_null(quoth__regex_group_name(regex, 2));
  assert_int_equal(quoth_regex_find(regex, text, strlen(text), 0, g, 4),
                   QUOTH_OK);
  assert_int_equal(g[0].start, 8);
  assert_int_equal(g[0].end, 16);
  assert_int_equal(g[1].end, 10);
  assert_int_equal(g[2].start, QUOTH_NONE);
  assert_int_equal(quoth_regex_find(regex, text, strlen(text), 16, g, 4),
                   QUOTH_OK);
  assert_int_equal(g[0].start, 23);
  assert_int_equal(quoth_regex_find(regex, text, strlen(text), 24, g, 4),
                   QUOTH_ENOTFOUND);
  quoth_regex_free(regex);
}

static void errors_have_a_place(void **state) {
  (void)state;
  quoth_regex *regex = (quoth_regex *)&state;
  quoth_error error;
  assert_int_equal(quoth_regex_new("ab(c", 4, NULL, &regex, &error),
                   QUOTH_ESYNTAX);
  assert_null(regex);
  assert_int_equal(error.column, 5);
  assert_non_null(strstr(error.message, "parenthesis"));
  assert_int_equal(quoth_regex_new("a\\Cb", 4, NULL, &regex, &error),
                   QUOTH_ESYNTAX);
  assert_int_equal(quoth_regex_new(NULL, 0, NULL, &regex, &error),
                   QUOTH_EINVAL);
}

static void any_bytes_are_text(void **state) {
  (void)state;
  quoth_regex *regex = regex_of("é+");
  quoth_span g[1];
  const char text[] = "\xA9\xFF\xC3 \xC3\xA9\xC3\xA9\x80";
  assert_int_equal(quoth_regex_find(regex, text, sizeof text - 1, 1, g, 1),
                   QUOTH_OK);
  assert_int_equal(g[0].start, 4);
  assert_int_equal(g[0].end, 8);
  for (size_t from = 0; from < sizeof text; from++)
    assert_int_not_equal(
        quoth_regex_find(regex, text, sizeof text - 1, from, g, 1),
        QUOTH_EINVAL);
  quoth_regex_free(regex);
}

/* Both engines, on what makes a backtracking matcher hang. */
static void limits_are_a_status(void **state) {
  (void)state;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__regex_scratch *scratch;
  assert_int_equal(quoth__regex_scratch_new(&mem, &scratch), QUOTH_OK);
  for (unsigned flags = 0; flags <= QUOTH__REGEX_NO_JIT;
       flags += QUOTH__REGEX_NO_JIT) {
    quoth_regex *regex;
    char text[64];
    memset(text, 'a', sizeof text);
    assert_int_equal(quoth__regex_compile("^(a+)+$", 7, flags, &mem, &regex,
                                          NULL, NULL),
                     QUOTH_OK);
    text[63] = 'b';
    assert_int_equal(quoth__regex_find(regex, scratch, text, sizeof text, 0,
                                       false, NULL, 0),
                     QUOTH_ELIMIT);
    quoth_regex_free(regex);
  }
  quoth__regex_scratch_free(scratch);
}

/* Deep enough for the JIT's stack: the interpreter answers instead. */
static void jit_stack_falls_back(void **state) {
  (void)state;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__regex_scratch *scratch;
  const char *pattern = "^(?:(a)|b)*c$";
  size_t len = 3000;
  char *text = malloc(len);
  quoth_regex *jit, *plain;
  memset(text, 'a', len);
  text[len - 1] = 'c';
  assert_int_equal(quoth__regex_scratch_new(&mem, &scratch), QUOTH_OK);
  assert_int_equal(quoth__regex_compile(pattern, strlen(pattern), 0, &mem,
                                        &jit, NULL, NULL), QUOTH_OK);
  assert_int_equal(quoth__regex_compile(pattern, strlen(pattern),
                                        QUOTH__REGEX_NO_JIT, &mem, &plain,
                                        NULL, NULL), QUOTH_OK);
  assert_int_equal(quoth_regex_find(jit, text, len, 0, NULL, 0), QUOTH_OK);
  assert_int_equal(quoth__regex_find(jit, scratch, text, len, 0, false, NULL,
                                     0),
                   QUOTH_OK);
  assert_int_equal(quoth__regex_find(plain, scratch, text, len, 0, false, NULL,
                                     0),
                   QUOTH_OK);
  quoth_regex_free(jit);
  quoth_regex_free(plain);
  quoth__regex_scratch_free(scratch);
  free(text);
}

struct counted {
  size_t held;
  unsigned until_failure;
};

static void *counting(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct counted *c = ud;
  if (nsize && c->until_failure && --c->until_failure == 0) {
    c->until_failure = 1;
    return NULL;
  }
  c->held += nsize;
  c->held -= ptr ? osize : 0;
  if (nsize) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

static void every_failure_is_clean(void **state) {
  (void)state;
  bool done = false;
  for (unsigned n = 1; !done && n < 100; n++) {
    struct counted c = {.until_failure = n};
    quoth_allocator hook = {counting, &c};
    quoth_regex *regex = NULL;
    quoth_status s = quoth_regex_new("(?<a>x)|y", 9, &hook, &regex, NULL);
    if (s == QUOTH_OK) {
      s = quoth_regex_find(regex, "zy", 2, 0, NULL, 0);
      done = s == QUOTH_OK;
    }
    if (!done) assert_int_equal(s, QUOTH_ENOMEM);
    quoth_regex_free(regex);
    assert_int_equal(c.held, 0);
  }
  assert_true(done);
}

static void versions_are_known(void **state) {
  (void)state;
  quoth_versions v = quoth_version();
  assert_string_equal(v.quoth, QUOTH_VERSION);
  assert_string_not_equal(v.pcre2, "unknown");
  assert_string_not_equal(v.pcre2_unicode, "unknown");
  assert_non_null(strchr(v.unicode, '.'));
  assert_non_null(strchr(v.utf8proc, '.'));
}

/* ---- Candidates ------------------------------------------------------------ */

enum { PIECES = 24, TEXTS = 300 };

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Words and marks, some of them often. */
static size_t write_text(char *text, uint32_t *seed) {
  static const char *const pieces[] = {
      "Ana ", "Reyes", " ", "said", "\"", "“", "”", "Ü", "é", "7", "\n",
      "1,000", "OKORO ", "aaaa", "Äther ", "船", "no ", ".", "K",
      "\xE2\x84\xAA", "ſ", "its ", "#", "x",
  };
  size_t len = 0;
  for (uint32_t n = next_random(seed) % 80; n; n--) {
    const char *piece = pieces[next_random(seed) % PIECES];
    memcpy(text + len, piece, strlen(piece));
    len += strlen(piece);
  }
  text[len] = '\0';
  return len;
}

static void compare_all(const quoth_regex *regex, quoth__regex_scratch *s,
                        const char *pattern, const char *text, size_t len) {
  quoth_span x[2], y[2];
  for (size_t from = 0; from <= len;) {
    quoth_status want =
        quoth__regex_find(regex, s, text, len, from, false, y, 2);
    if (quoth__regex_find(regex, s, text, len, from, true, x, 2) != want)
      fail_msg("%s from %zu of '%s'", pattern, from, text);
    if (want) return;
    if (memcmp(x, y, sizeof x) != 0)
      fail_msg("%s: another place from %zu of '%s'", pattern, from, text);
    from = y[0].end > from ? y[0].end : from + 1;
  }
}

/* Going from candidate to candidate in UTF-8 finds what PCRE2 finds alone. */
static void candidates_change_nothing(void **state) {
  (void)state;
  static const char *const patterns[] = {
      "\"([^\"]*)\"", "[“\"]([^”\"]{1,40})[”\"]",
      "\\b\\p{Lu}\\p{Ll}+( \\p{Lu}\\p{Ll}+)*", "(\\p{Lu})?x", "\\p{Lu}*7",
      "(?i)\\p{Lu}(\\p{L}*)", "[\\p{Lu}7]+", "[^\\p{Lu}]Ü", "[^\\d#]7?",
      "(?x) \\p{Lu} # [^\n s?", "\\Q\\d\\E|7", "[]\\d]+", "[[:upper:]\\d](.)",
      "(?<=Ana )\\w+", "(?i)k(\\w*)", "(?i)ük?", "(?i:S)aid",
      "Re(yes)?\\b", "\\d+(,\\d+)*", "\\d+,0*", "(?<!\")\"", "K|“",
      "\\GA(na)", "(*COMMIT)K", "[^a-z ]+", "^A", "(?m)^[A-Z]", "$",
      "(?=K)", "OK(?!ORO)", "船|Ä(ther)", "\\KA", "A\\Kna", "(?s)R.*K",
      "\\x{212A}", "(?i)\\x{17F}aid", "(?!\\d)(.)", "\\D\\p{Nd}",
  };
  char text[2048];
  uint32_t seed = 3;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__regex_scratch *scratch;
  assert_int_equal(quoth__regex_scratch_new(&mem, &scratch), QUOTH_OK);
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    quoth_regex *regex = regex_of(patterns[i]);
    for (int t = 0; t < TEXTS; t++) {
      size_t len = write_text(text, &seed);
      compare_all(regex, scratch, patterns[i], text, len);
    }
    quoth_regex_free(regex);
  }
  quoth__regex_scratch_free(scratch);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_groups),
      cmocka_unit_test(errors_have_a_place),
      cmocka_unit_test(any_bytes_are_text),
      cmocka_unit_test(limits_are_a_status),
      cmocka_unit_test(jit_stack_falls_back),
      cmocka_unit_test(every_failure_is_clean),
      cmocka_unit_test(candidates_change_nothing),
      cmocka_unit_test(versions_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
