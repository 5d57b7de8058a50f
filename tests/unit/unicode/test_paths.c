/* SPDX-License-Identifier: MIT */
/*
 * All paths against the plain machine: random strings over all break classes,
 * long enough for several blocks, and articles with random changes.
 */
#include "support.h"

#include <dirent.h>

#include "unicode/machine.h"
#include "unicode/simd.h"

enum { MEMBERS = 64, MAX_BYTES = 1024, MAX_ENDS = MAX_BYTES + 1 };

#define KIND(lower, UPPER)                                                   \
  {#lower, quoth__##lower##_path, QUOTH__##UPPER##_SHIFT,                    \
   QUOTH__##UPPER##_MASK,                                                    \
   {quoth__##lower##_steps, quoth__##lower##_ascii, quoth__##lower##_blocks, \
    quoth__##lower##_leaves, QUOTH__##UPPER##_FIRST_OPEN}}

static const struct {
  const char *name;
  quoth__fill *(*path)(quoth__simd);
  unsigned shift, mask;
  quoth__machine machine;
} fills[KINDS] = {
    KIND(grapheme, GRAPHEME), KIND(word, WORD), KIND(sentence, SENTENCE)};

/* ---- Characters of each class -------------------------------------------- */

static struct {
  uint32_t cps[MEMBERS];
  uint32_t count, seen;
} members[KINDS][32];

/* A sample of each class, of ASCII all. */
static void sample(uint64_t *seed, size_t kind, uint32_t cp) {
  unsigned class = quoth__record(cp) >> fills[kind].shift & fills[kind].mask;
  uint32_t seen = members[kind][class].seen++, place = seen;
  if (seen >= MEMBERS) place = random_below(seed, seen + 1);
  if (seen < MEMBERS) members[kind][class].count++;
  if (place < MEMBERS) members[kind][class].cps[place] = cp;
}

static int find_members(void **state) {
  (void)state;
  uint64_t seed = 5;
  for (size_t k = 0; k < KINDS; k++)
    for (uint32_t cp = 0; cp <= 0x10FFFF; cp++)
      if (is_scalar(cp)) sample(&seed, k, cp);
  return 0;
}

static uint32_t any_member(uint64_t *seed, size_t kind) {
  for (;;) {
    uint32_t class = random_below(seed, 32);
    uint32_t count = members[kind][class].count;
    if (count) return members[kind][class].cps[random_below(seed, count)];
  }
}

/* ---- Comparing ----------------------------------------------------------- */

static size_t split(fill_fn *fill, const char *s, size_t len, size_t max,
                    uint32_t *ends) {
  size_t n = 0;
  for (size_t at = 0; at < len; at = ends[n - 1]) {
    size_t room = MAX_ENDS - n < max ? MAX_ENDS - n : max;
    size_t got = fill(s, len, at, ends + n, room);
    if (!got || got > room) return 0;
    n += got;
  }
  return n;
}

static void compare_path(size_t kind, quoth__simd simd, const char *s,
                         size_t len, size_t max) {
  uint32_t want[MAX_ENDS], got[MAX_ENDS];
  size_t n = quoth__machine_fill(&fills[kind].machine, s, len, 0, want,
                                 MAX_ENDS);
  size_t m = split(fills[kind].path(simd), s, len, max, got);
  if (n == m && memcmp(want, got, n * sizeof *want) == 0) return;
  size_t at = 0;
  while (at < n && at < m && want[at] == got[at]) at++;
  print_bytes(s, len);
  fail_msg("%s by path %d, %zu at a time: %zu boundaries, not %zu; that after "
           "%u differs", fills[kind].name, (int)simd, max, m, n,
           at ? want[at - 1] : 0);
}

static void compare_valid(const char *s, size_t len) {
  size_t want = quoth__utf8_valid_path(QUOTH__SIMD_NONE)(s, len);
  for (int simd = 1; simd <= (int)quoth__simd_best(); simd++) {
    size_t got = quoth__utf8_valid_path((quoth__simd)simd)(s, len);
    if (got == want) continue;
    print_bytes(s, len);
    fail_msg("valid by path %d: %zu bytes, not %zu", simd, got, want);
  }
}

/* The text in a block of its own, so that a sanitizer sees what is read. */
static void compare(const char *text, size_t len, size_t max) {
  char *s = malloc(len ? len : 1);
  assert_non_null(s);
  memcpy(s, text, len);
  for (size_t kind = 0; kind < KINDS; kind++)
    for (int simd = 0; simd <= (int)quoth__simd_best(); simd++)
      compare_path(kind, (quoth__simd)simd, s, len, max);
  compare_valid(s, len);
  free(s);
}

/* Few at a time go to the machine; blocks need room for 72. */
static size_t any_max(uint64_t *seed) {
  return random_below(seed, 3) ? MAX_ENDS : 60 + random_below(seed, 80);
}

/* ---- Texts --------------------------------------------------------------- */

/* Letters and spaces, so that blocks differ in where rare things stand. */
static size_t put_filler(uint64_t *seed, char *s, size_t len) {
  static const char *const scripts[] = {"a", "\xD0\xB6", "\xE4\xB8\xAD",
                                        "\xE0\xA4\x95", "7", " "};
  const char *letter = scripts[random_below(seed, 6)];
  size_t width = strlen(letter);
  for (uint32_t n = random_below(seed, 40); n; n--) {
    const char *c = random_below(seed, 6) ? letter : " ";
    memcpy(s + len, c, strlen(c));
    len += c == letter ? width : 1;
  }
  return len;
}

static void random_strings(void **state) {
  (void)state;
  uint64_t seed = 17;
  unsigned long count = count_of("QUOTH_PATH_STRINGS", 100000);
  for (unsigned long i = 0; i < count; i++) {
    char s[MAX_BYTES];
    size_t len = 0, kind = random_below(&seed, KINDS);
    uint32_t parts = 1 + random_below(&seed, 60), cp = 0;
    while (parts-- && len < MAX_BYTES - 200) {
      if (random_below(&seed, 12) == 0) len = put_filler(&seed, s, len);
      if (random_below(&seed, 4)) cp = any_member(&seed, kind);
      len += quoth__utf8_put(cp, s + len);
      if (random_below(&seed, 400) == 0) s[len++] = (char)random_next(&seed);
    }
    if (random_below(&seed, 10) == 0) len -= random_below(&seed, 2);
    compare(s, len, any_max(&seed));
  }
}

static char *article;
static size_t article_len;

static void append_article(const char *path) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  article = realloc(article, article_len + 65536);
  assert_non_null(article);
  article_len += fread(article + article_len, 1, 65536, f);
  fclose(f);
}

/* Pieces of the example articles with some characters replaced, put in or
   taken out. */
static void changed_articles(void **state) {
  (void)state;
  static const char folder[] = "examples/articles";
  DIR *d = opendir(folder);
  assert_non_null(d);
  for (struct dirent *e; (e = readdir(d));) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
    if (strstr(e->d_name, ".txt")) append_article(path);
  }
  closedir(d);
  assert_true(article_len > 5000);
  uint64_t seed = 23;
  unsigned long count = count_of("QUOTH_PATH_STRINGS", 100000);
  for (unsigned long i = 0; i < count; i++) {
    char s[MAX_BYTES];
    size_t len = 0;
    size_t at = random_below(&seed, (uint32_t)(article_len - MAX_BYTES));
    size_t piece = random_below(&seed, MAX_BYTES - 300);
    uint32_t every = 10 + random_below(&seed, 200);
    for (size_t end = at + piece; at < end && len < MAX_BYTES - 8;) {
      uint32_t what = random_below(&seed, 3 * every);
      if (what < 2)
        len += quoth__utf8_put(any_member(&seed, i % KINDS), s + len);
      if (what < 1 || what > 3) s[len++] = article[at];
      at++;
    }
    compare(s, len, any_max(&seed));
  }
  free(article);
}

/* One rare thing at every place of a block, in plain text of each script. */
static void every_place_of_a_block(void **state) {
  (void)state;
  static const char *const plain[] = {"a", "\xD0\xB6", "\xE4\xB8\xAD",
                                      "\xE3\x82\xAB", "\xE0\xA4\x95", "1"};
  static const char *const rare[] = {
      "'", ".", "\xE2\x80\x99", "\xC2\xB7", "' ", "'\xCC\x81", "\r\n", "\r",
      "\n\xCC\x81", "\xE2\x80\xA8", "\xC2\x85", "  ", " \xCC\x81 ",
      "\xE3\x80\x80 ", "_", "\xD7\x90'", "\xD7\x90\"\xD7\x90", "\xE2\x80\x8D",
      "\xF0\x9F\x98\x80\xE2\x80\x8D\xF0\x9F\x98\x80", "\xF0\x9F\x87\xA6",
      "\x80", "\xC3", "\xE0\xA4", "\xF0\x9F\x98", "\xE0\x80\x80",
      "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xC0\x80", "\xCC\x81\xCC\x81",
      "!", "?) ", ".1", "\xE3\x80\x82", "\xE2\x80\xA9", "\xE1\x84\x80",
  };
  for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
    for (size_t r = 0; r < sizeof rare / sizeof *rare; r++)
      for (size_t shift = 0; shift < 70; shift++) {
        char s[MAX_BYTES];
        size_t len = 0, width = strlen(plain[k]);
        for (size_t i = 0; i < shift; i++) s[len++] = i % 5 ? 'x' : ' ';
        for (size_t i = 0; i < 40; i++, len += width) {
          memcpy(s + len, plain[k], width);
          if (i != 19) continue;
          memcpy(s + len + width, rare[r], strlen(rare[r]));
          len += strlen(rare[r]);
        }
        compare(s, len, MAX_ENDS);
      }
}

/* What a block leaves to the next must not reach the one behind it. */
static void members_two_blocks_apart(void **state) {
  (void)state;
  static const char fillers[] = "a 1";
  uint64_t seed = 29;
  for (size_t i = 0; i < 20000; i++) {
    char s[MAX_BYTES], first[4];
    memset(s, fillers[i % 3], sizeof s);
    size_t n = quoth__utf8_put(any_member(&seed, i % KINDS), first);
    memcpy(s + 64 - n, first, n);
    size_t len = 128 + quoth__utf8_put(any_member(&seed, i % KINDS), s + 128);
    compare(s, len + random_below(&seed, 80), MAX_ENDS);
  }
}

/* Bytes from the edges of Table 3-7, where blocks meet. */
static void any_four_bytes_are_validated(void **state) {
  (void)state;
  static const unsigned char edges[] = {
      0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2,
      0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4,
      0xF5, 0xFF,
  };
  const uint32_t n = sizeof edges;
  char s[192];
  memset(s, 'a', sizeof s);
  for (uint32_t v = 0; v < n * n * n * n; v++) {
    size_t at = 124 + v % 7;
    uint32_t rest = v;
    for (size_t i = 0; i < 4; i++, rest /= n) s[at + i] = (char)edges[rest % n];
    compare_valid(s, sizeof s);
    memset(s + at, 'a', 4);
  }
}

/* No path reads behind the text: all lengths, each in a block of its own. */
static void every_length(void **state) {
  (void)state;
  char s[300];
  for (size_t i = 0; i < sizeof s; i++) s[i] = "ab c. \xD0\xB6"[i % 8];
  for (size_t len = 0; len <= sizeof s; len++) compare(s, len, MAX_ENDS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_length),
      cmocka_unit_test(every_place_of_a_block),
      cmocka_unit_test(members_two_blocks_apart),
      cmocka_unit_test(any_four_bytes_are_validated),
      cmocka_unit_test(random_strings),
      cmocka_unit_test(changed_articles),
  };
  return cmocka_run_group_tests(tests, find_members, NULL);
}
