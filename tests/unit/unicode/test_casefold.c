/* SPDX-License-Identifier: MIT */
/*
 * Normal forms against CaseFolding.txt of the database and libunistring's NFC.
 * libunistring has Unicode 14.0, so that code points it knows no script of are
 * left out; our NFC comes from utf8proc.
 */
#include "support.h"

#include <time.h>
#include <unictype.h>
#include <uninorm.h>

#include "unicode/casefold.h"

enum { MAX_FOLD = 3, MAX_CPS = 24, MAX_TEXT = 64 * MAX_CPS };

/* Full case folding, from lines `00DF; F; 0073 0073; # name`. */
static uint32_t folds[0x110000][MAX_FOLD];
static unsigned fold_counts[0x110000];

static int read_folds(void **state) {
  (void)state;
  FILE *file = fopen("/usr/share/unicode/CaseFolding.txt", "r");
  if (!file) return -1;
  char line[512], status;
  unsigned cp, f[MAX_FOLD];
  while (fgets(line, sizeof line, file)) {
    int n = sscanf(line, "%x; %c; %x %x %x", &cp, &status, f, f + 1, f + 2);
    if (n < 3 || (status != 'C' && status != 'F')) continue;
    fold_counts[cp] = (unsigned)n - 2;
    for (int i = 0; i < n - 2; i++) folds[cp][i] = f[i];
  }
  fclose(file);
  return 0;
}

static size_t fold_simply(const char *s, size_t len, char *out) {
  size_t to = 0;
  for (size_t at = 0; at < len;) {
    uint32_t cp = quoth__utf8_next(s, len, &at);
    if (!fold_counts[cp]) to += quoth__utf8_put(cp, out + to);
    for (unsigned i = 0; i < fold_counts[cp]; i++)
      to += quoth__utf8_put(folds[cp][i], out + to);
  }
  return to;
}

static size_t compose(const char *s, size_t len, char *out) {
  size_t n = MAX_TEXT;
  uint8_t *got = u8_normalize(UNINORM_NFC, (const uint8_t *)s, len,
                              (uint8_t *)out, &n);
  assert_ptr_equal(got, out);
  return n;
}

static quoth__mem plain(void) { return quoth__mem_from(NULL); }

static bool is_form(bool (*form)(const char *, size_t, quoth__buf *),
                    const char *s, size_t len, const char *want,
                    size_t want_len) {
  quoth__buf out;
  quoth__mem mem = plain();
  quoth__buf_init(&out, &mem);
  bool same = form(s, len, &out) && out.len == want_len &&
              (!want_len || memcmp(out.data, want, want_len) == 0);
  if (!same && out.data) print_bytes(out.data, out.len);
  quoth__buf_done(&out);
  return same;
}

static unsigned long failures;

static void compare(const char *s, size_t len) {
  char folded[MAX_TEXT], want_fold[MAX_TEXT], want_nfc[MAX_TEXT];
  size_t n = fold_simply(s, len, folded);
  size_t fold_len = compose(folded, n, want_fold);
  size_t nfc_len = compose(s, len, want_nfc);
  if (is_form(quoth__casefold, s, len, want_fold, fold_len) &&
      is_form(quoth__nfc, s, len, want_nfc, nfc_len))
    return;
  if (failures++ < 10) print_bytes(s, len);
}

static bool is_known(uint32_t cp) {
  return is_scalar(cp) && uc_script(cp) != NULL;
}

static void every_code_point(void **state) {
  (void)state;
  failures = 0;
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    char s[4];
    if (is_known(cp)) compare(s, quoth__utf8_put(cp, s));
  }
  assert_int_equal(failures, 0);
}

/* Code points that may change in some context: marks, what composes with
   them, cased letters, Hangul; and a few that never do. */
static uint32_t live[0x110000], n_live;

static void find_live(void) {
  for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
    uint32_t parts[32];
    if (!is_known(cp)) continue;
    int n = uc_canonical_decomposition(cp, parts);
    bool hangul = cp >= 0xAC00 && cp <= 0xD7A3;
    if (hangul && cp % 97) continue; /* else it would all be Hangul */
    if (n > 0 || uc_combining_class(cp) || fold_counts[cp] ||
        (cp >= 0x1100 && cp < 0x1200))
      live[n_live++] = cp;
    for (int i = 0; i < n && !hangul; i++) live[n_live++] = parts[i];
  }
}

static void random_strings(void **state) {
  (void)state;
  find_live();
  uint64_t seed = 7;
  unsigned long count = count_of("QUOTH_RANDOM_STRINGS", 200000);
  failures = 0;
  for (unsigned long i = 0; i < count; i++) {
    char s[4 * MAX_CPS];
    size_t len = 0;
    uint32_t n = 1 + random_below(&seed, MAX_CPS);
    for (uint32_t k = 0; k < n; k++) {
      uint32_t cp = random_below(&seed, 4)
                        ? live[random_below(&seed, n_live)]
                        : random_below(&seed, 0x400);
      len += quoth__utf8_put(is_known(cp) ? cp : 'x', s + len);
    }
    compare(s, len);
  }
  assert_int_equal(failures, 0);
}

#define IS_FORM(form, text, want) \
  assert_true(is_form(form, text, sizeof text - 1, want, sizeof want - 1))

static void words_have_one_form(void **state) {
  (void)state;
  IS_FORM(quoth__casefold, "", "");
  IS_FORM(quoth__casefold, "Said AZaz[`{09", "said azaz[`{09");
  IS_FORM(quoth__casefold, "STRASSE Stra\xC3\x9F" "e", "strasse strasse");
  IS_FORM(quoth__casefold, "CAFE\xCC\x81s", "caf\xC3\xA9s");
  IS_FORM(quoth__casefold, "\xD0\x9C\xD0\xB8", "\xD0\xBC\xD0\xB8");
  IS_FORM(quoth__nfc, "CAFE\xCC\x81s", "CAF\xC3\x89s");
}

static void malformed_bytes_are_kept(void **state) {
  (void)state;
  IS_FORM(quoth__casefold, "\xFF\x80", "\xFF\x80");
  IS_FORM(quoth__casefold, "A\xE2\x80Z\xC3", "a\xE2\x80z\xC3");
  IS_FORM(quoth__casefold, "\xC3\x89\xED\xA0\x80\xC3\x89",
          "\xC3\xA9\xED\xA0\x80\xC3\xA9");
  IS_FORM(quoth__casefold, "E\xF0\x9F\xCC\x81", "e\xF0\x9F\xCC\x81");
  IS_FORM(quoth__nfc, "\xFF" "E\xCC\x81\xFF", "\xFF\xC3\x89\xFF");
}

/* U+0315 sorts after U+0300, whose class is lower; both runs are long. */
static void many_marks_are_put_in_order(void **state) {
  (void)state;
  enum { MARKS = 5000 };
  static char s[1 + 4 * MARKS], want[sizeof s];
  s[0] = 'X';
  want[0] = 'x';
  for (size_t i = 0; i < MARKS; i++) {
    memcpy(s + 1 + 4 * i, "\xCC\x95\xCC\x80", 4);
    memcpy(want + 1 + 2 * i, "\xCC\x80", 2);
    memcpy(want + 1 + 2 * (MARKS + i), "\xCC\x95", 2);
  }
  assert_true(is_form(quoth__casefold, s, sizeof s, want, sizeof s));
}

static double seconds(size_t size) {
  char *s = malloc(size);
  assert_non_null(s);
  for (size_t i = 0; i + 4 <= size; i += 4)
    memcpy(s + i, i < size / 2 ? "\xCC\x95\xCC\x9B" : "\xCC\x80\xCC\xB4", 4);
  double best = 1e9;
  for (int i = 0; i < 3; i++) {
    quoth__buf out;
    quoth__mem mem = plain();
    quoth__buf_init(&out, &mem);
    clock_t start = clock();
    assert_true(quoth__casefold(s, size / 4 * 4, &out));
    double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (took < best) best = took;
    quoth__buf_done(&out);
  }
  free(s);
  return best;
}

/* Quadratic time would be 256 times as long. */
static void time_grows_with_the_marks(void **state) {
  (void)state;
  double one = seconds(40000), many = seconds(16 * 40000);
  if (many > 64 * one + 0.02) fail_msg("%g s, then %g s", one, many);
}

struct budget {
  size_t live;
  unsigned requests, fail_at;
};

static void *limited(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct budget *b = ud;
  if (nsize && ++b->requests == b->fail_at) return NULL;
  b->live = b->live - osize + nsize;
  if (nsize) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

/* A long stretch needs memory of its own, beside the output's. */
static void every_allocation_may_fail(void **state) {
  (void)state;
  char s[600];
  for (size_t i = 0; i < sizeof s; i += 2) memcpy(s + i, "\xC3\x89", 2);
  bool ok = false;
  for (unsigned fail_at = 1; !ok; fail_at++) {
    struct budget b = {.fail_at = fail_at};
    quoth__mem mem = quoth__mem_from(&(quoth_allocator){limited, &b});
    quoth__buf out;
    quoth__buf_init(&out, &mem);
    ok = quoth__casefold(s, sizeof s, &out);
    assert_int_equal(ok, !out.failed);
    assert_int_equal(ok, b.requests < fail_at);
    quoth__buf_done(&out);
    assert_int_equal(b.live, 0);
    assert_true(fail_at < 100);
  }
}

static void version_is_that_of_the_macros(void **state) {
  (void)state;
  unsigned major, minor, patch;
  char rest;
  assert_int_equal(sscanf(quoth__casefold_version(), "%u.%u.%u%c", &major,
                          &minor, &patch, &rest), 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point),
      cmocka_unit_test(random_strings),
      cmocka_unit_test(words_have_one_form),
      cmocka_unit_test(malformed_bytes_are_kept),
      cmocka_unit_test(many_marks_are_put_in_order),
      cmocka_unit_test(time_grows_with_the_marks),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(version_is_that_of_the_macros),
  };
  return cmocka_run_group_tests(tests, read_folds, NULL);
}
