/* SPDX-License-Identifier: MIT */
/*
 * All kinds of boundary: sentences against the rules written down once more,
 * as the standard has them, with no regard to speed (there is no other free
 * oracle of them); malformed bytes; and time in proportion to the text.
 */
#include "support.h"

#include <time.h>

enum { MAX_CPS = 24 };

/* ---- The rules of sentences, read literally ------------------------------ */

#define BIT(class) (1u << QUOTH__SB_##class)
#define PARA_SEP (BIT(SEP) | BIT(CR) | BIT(LF))
#define SATERM (BIT(STERM) | BIT(ATERM))
#define IGNORED (BIT(EXTEND) | BIT(FORMAT))

struct classes {
  unsigned bit[MAX_CPS + 2]; /* of the characters that SB5 leaves */
  int count;
};

static bool is(const struct classes *c, int i, unsigned set) {
  return i >= 0 && i < c->count && c->bit[i] & set;
}

/* The index before a run of `set` that ends with character i. */
static int skip_back(const struct classes *c, int i, unsigned set) {
  while (is(c, i, set)) i--;
  return i;
}

/* SB8: ( not (OLetter | Upper | Lower | ParaSep | SATerm) )* Lower */
static bool lower_comes_first(const struct classes *c, int i) {
  unsigned stop =
      BIT(OLETTER) | BIT(UPPER) | BIT(LOWER) | PARA_SEP | SATERM;
  while (i < c->count && !(c->bit[i] & stop)) i++;
  return is(c, i, BIT(LOWER));
}

/* Is there a boundary between characters i - 1 and i? */
static bool breaks(const struct classes *c, int i) {
  int before_sp = skip_back(c, i - 1, BIT(SP));
  int term = skip_back(c, before_sp, BIT(CLOSE));
  int term_close = skip_back(c, i - 1, BIT(CLOSE));
  if (is(c, i - 1, BIT(CR)) && is(c, i, BIT(LF))) return false;     /* SB3 */
  if (is(c, i - 1, PARA_SEP)) return true;                          /* SB4 */
  if (is(c, i - 1, BIT(ATERM)) && is(c, i, BIT(NUMERIC))) return false; /* 6 */
  if (is(c, i - 2, BIT(UPPER) | BIT(LOWER)) && is(c, i - 1, BIT(ATERM)) &&
      is(c, i, BIT(UPPER)))
    return false;                                                   /* SB7 */
  if (is(c, term, BIT(ATERM)) && lower_comes_first(c, i)) return false; /* 8 */
  if (is(c, term, SATERM) && is(c, i, BIT(SCONTINUE) | SATERM))
    return false;                                                   /* SB8a */
  if (is(c, term_close, SATERM) && is(c, i, BIT(CLOSE) | BIT(SP) | PARA_SEP))
    return false;                                                   /* SB9 */
  if (is(c, term, SATERM) && is(c, i, BIT(SP) | PARA_SEP))
    return false;                                                   /* SB10 */
  return is(c, term, SATERM);                               /* SB11, SB998 */
}

/* The boundaries of a text, the start left out. */
static size_t reference(const char *s, size_t len, uint32_t *ends) {
  struct classes c = {.count = 0};
  uint32_t starts[MAX_CPS];
  for (size_t at = 0; at < len;) {
    uint32_t start = (uint32_t)at;
    uint32_t record = quoth__record(quoth__utf8_next(s, len, &at));
    unsigned bit = 1u << QUOTH__FIELD(record, SENTENCE);
    bool first = !c.count || is(&c, c.count - 1, PARA_SEP);
    if (bit & IGNORED && !first) continue;                          /* SB5 */
    starts[c.count] = start;
    c.bit[c.count++] = bit;
  }
  size_t n = 0;
  for (int i = 1; i < c.count; i++)
    if (breaks(&c, i)) ends[n++] = starts[i];
  if (len) ends[n++] = (uint32_t)len;
  return n;
}

static unsigned long failures;

static void compare_sentences(const char *s, size_t len) {
  uint32_t want[4 * MAX_CPS], got[4 * MAX_CPS];
  size_t n = reference(s, len, want);
  size_t m = quoth__sentence_fill(s, len, 0, got, 4 * MAX_CPS);
  if (n == m && memcmp(want, got, n * sizeof *want) == 0) return;
  if (failures++ < 10) print_bytes(s, len);
}

/* One character of each class, of one to four bytes. */
static const char *const members[] = {
    [QUOTH__SB_OTHER] = "#",
    [QUOTH__SB_CR] = "\r",
    [QUOTH__SB_LF] = "\n",
    [QUOTH__SB_SEP] = "\xE2\x80\xA9",
    [QUOTH__SB_EXTEND] = "\xCC\x81",
    [QUOTH__SB_FORMAT] = "\xC2\xAD",
    [QUOTH__SB_SP] = " ",
    [QUOTH__SB_LOWER] = "\xC3\xA9",
    [QUOTH__SB_UPPER] = "B",
    [QUOTH__SB_OLETTER] = "\xF0\xA0\x80\x80",
    [QUOTH__SB_NUMERIC] = "7",
    [QUOTH__SB_ATERM] = ".",
    [QUOTH__SB_SCONTINUE] = ",",
    [QUOTH__SB_STERM] = "!",
    [QUOTH__SB_CLOSE] = "\xE2\x80\x9D",
};

static size_t put_class(unsigned class, char *out) {
  size_t n = strlen(members[class]);
  memcpy(out, members[class], n);
  return n;
}

static void members_are_of_their_classes(void **state) {
  (void)state;
  for (unsigned c = 0; c < QUOTH__SB_COUNT; c++) {
    uint32_t cp = quoth__utf8_get(members[c], strlen(members[c]), 0).cp;
    assert_int_equal(QUOTH__FIELD(quoth__record(cp), SENTENCE), c);
  }
}

static void sentences_of_5_of_any_class(void **state) {
  (void)state;
  failures = 0;
  for (unsigned n = 1; n <= 5; n++) {
    unsigned long all = 1;
    for (unsigned i = 0; i < n; i++) all *= QUOTH__SB_COUNT;
    for (unsigned long v = 0; v < all; v++) {
      char s[4 * MAX_CPS];
      size_t len = 0;
      unsigned long rest = v;
      for (unsigned i = 0; i < n; i++, rest /= QUOTH__SB_COUNT)
        len += put_class((unsigned)(rest % QUOTH__SB_COUNT), s + len);
      compare_sentences(s, len);
    }
  }
  assert_int_equal(failures, 0);
}

static void random_sentences(void **state) {
  (void)state;
  uint64_t seed = 11;
  unsigned long count = count_of("QUOTH_RANDOM_STRINGS", 1000000);
  failures = 0;
  for (unsigned long i = 0; i < count; i++) {
    char s[4 * MAX_CPS];
    size_t len = 0;
    uint32_t n = 1 + random_below(&seed, MAX_CPS), class = 0;
    for (uint32_t k = 0; k < n; k++) {
      if (!k || random_below(&seed, 3))
        class = random_below(&seed, QUOTH__SB_COUNT);
      len += put_class(class, s + len);
    }
    compare_sentences(s, len);
  }
  assert_int_equal(failures, 0);
}

/* ---- Any bytes ----------------------------------------------------------- */

/* One at a time must be the same as many at once, whatever their number. */
static bool is_consistent(const struct kind *kind, const char *s, size_t len) {
  uint32_t all[256], some[256];
  size_t n = kind->fill(s, len, 0, all, 256), m = 0, at = 0;
  if (!n || all[n - 1] != len) return len == 0 && n == 0;
  for (size_t i = 0; i < n; at = all[i++])
    if (all[i] <= at || kind->next(s, len, at) != all[i]) return false;
  for (size_t max = 1; m < n; max = max % 4 + 1) {
    size_t got = kind->fill(s, len, m ? some[m - 1] : 0, some + m, max);
    if (!got || got > max) return false;
    m += got;
  }
  return m == n && memcmp(all, some, n * sizeof *all) == 0;
}

/* Malformed bytes are to have the boundaries of U+FFFD in their place. */
static bool is_as_replaced(const struct kind *kind, const char *s,
                           size_t len) {
  char replaced[256];
  uint32_t ends[256], want[256], place[256] = {0};
  size_t to = 0;
  for (size_t at = 0; at < len;) {
    to += quoth__utf8_put(quoth__utf8_next(s, len, &at), replaced + to);
    place[to] = (uint32_t)at;
  }
  size_t n = kind->fill(s, len, 0, ends, 256);
  size_t m = kind->fill(replaced, to, 0, want, 256);
  if (n != m) return false;
  for (size_t i = 0; i < n; i++)
    if (ends[i] != place[want[i]]) return false;
  return true;
}

static void any_bytes_are_split(void **state) {
  (void)state;
  static const char *const parts[] = {
      "a", "B", " ", ".", "'", "\"", "1", ",", "\r", "\n", "?", ")", "_",
      "\x80", "\xC3", "\xE2\x80", "\xF0\x9F\x87", "\xFF", "\xED\xA0\x80",
      "\xCC\x81", "\xE2\x80\x8D", "\xF0\x9F\x98\x80", "\xF0\x9F\x87\xA6",
      "\xD7\x90", "\xE3\x82\xAB", "\xEF\xBF\xBD", "\xEA\xB0\x80", "\xC2\xAD",
  };
  uint64_t seed = 3;
  for (unsigned i = 0; i < 200000; i++) {
    char s[80];
    size_t len = 0, n = random_below(&seed, 20);
    for (size_t k = 0; k < n; k++) {
      const char *part =
          parts[random_below(&seed, sizeof parts / sizeof *parts)];
      memcpy(s + len, part, strlen(part));
      len += strlen(part);
    }
    if (i % 4 == 0) /* bytes of no kind */
      for (size_t k = 0; k < len; k++) s[k] = (char)random_next(&seed);
    for (size_t k = 0; k < KINDS; k++) {
      if (is_consistent(&kinds[k], s, len) &&
          is_as_replaced(&kinds[k], s, len))
        continue;
      print_bytes(s, len);
      fail_msg("%s", kinds[k].name);
    }
  }
}

static void the_empty_text_has_no_boundary(void **state) {
  (void)state;
  uint32_t end;
  for (size_t k = 0; k < KINDS; k++) {
    assert_int_equal(kinds[k].fill("", 0, 0, &end, 1), 0);
    assert_int_equal(kinds[k].fill("a", 1, 0, &end, 0), 0);
    assert_int_equal(kinds[k].fill("a", 1, 1, &end, 1), 0);
  }
}

/* ---- Time ---------------------------------------------------------------- */

/* Seconds for a text of `unit` again and again after `head`, by single steps:
   the slowest way to ask. The best of several tries. */
static double seconds(const struct kind *kind, const char *head,
                      const char *unit, size_t size) {
  char *s = malloc(size + 16);
  assert_non_null(s);
  size_t len = strlen(head), width = strlen(unit);
  memcpy(s, head, len);
  for (; len + width < size; len += width) memcpy(s + len, unit, width);
  double best = 1e9;
  for (int i = 0; i < 5; i++) {
    clock_t start = clock();
    for (size_t at = 0; at < len;) at = kind->next(s, len, at);
    double took = (double)(clock() - start) / CLOCKS_PER_SEC;
    if (took < best) best = took;
  }
  free(s);
  return best;
}

/* 16 times the text takes 256 times as long where time is quadratic; 64 leaves
   room for a busy machine and for caches. */
static void time_grows_with_the_text(void **state) {
  (void)state;
  static const char *const texts[][2] = {
      {"", "a"},
      {"", " "},
      {"a", "\xCC\x81"},
      {"a'", "\xCC\x81"},
      {"", "a'"},
      {"", "1."},
      {"", "a'\xCC\x81\xCC\x81\xCC\x81"},
      {"", "\xF0\x9F\x87\xA6"},
      {"\xF0\x9F\x91\xA9", "\xE2\x80\x8D\xF0\x9F\x91\xA9"},
      {"a", "\xE2\x80\x8D"},
      {"", "."},
      {"a.", ")"},
      {"a.", " "},
      {"a. ", "#"},
      {"", "a. # "},
      {"", ". 1 "},
      {"", "A.) # \xE2\x80\x9D "},
      {"", "\xD7\x90\""},
      {"", "\x80"},
      {"", "\xF0\x9F\x87"},
  };
  const size_t small = 20000;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    for (size_t k = 0; k < KINDS; k++) {
      const char *head = texts[i][0], *unit = texts[i][1];
      double one = seconds(&kinds[k], head, unit, small);
      double many = seconds(&kinds[k], head, unit, 16 * small);
      if (many > 64 * one + 0.01)
        fail_msg("%s of text %zu: %g s, then %g s", kinds[k].name, i, one,
                 many);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(members_are_of_their_classes),
      cmocka_unit_test(sentences_of_5_of_any_class),
      cmocka_unit_test(random_sentences),
      cmocka_unit_test(any_bytes_are_split),
      cmocka_unit_test(the_empty_text_has_no_boundary),
      cmocka_unit_test(time_grows_with_the_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
