/* SPDX-License-Identifier: MIT */
/*
 * Runs the standard's own cases of boundaries: the break tests of the Unicode
 * Character Database, whose lines read `÷ 0061 × 0308 ÷ # comment`. A case
 * passes when it does with all instructions that this machine has.
 *
 *   conformance [UCD_DIRECTORY]
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unicode/grapheme.h"
#include "unicode/sentence.h"
#include "unicode/simd.h"
#include "unicode/utf8.h"
#include "unicode/word.h"

#define BREAK "\xC3\xB7"    /* U+00F7, division sign */
#define NO_BREAK "\xC3\x97" /* U+00D7, multiplication sign */

enum { MAX_TEXT = 512, MAX_ENDS = 128 };

typedef size_t next_fn(const char *s, size_t len, size_t at);

static const struct kind {
  const char *name, *file;
  next_fn *next;
  quoth__fill *(*path)(quoth__simd);
  unsigned cases; /* in the files of Unicode 15.0.0 */
} kinds[] = {
    {"word", "WordBreakTest.txt", quoth__word_next, quoth__word_path, 1823},
    {"sentence", "SentenceBreakTest.txt", quoth__sentence_next,
     quoth__sentence_path, 502},
    {"grapheme", "GraphemeBreakTest.txt", quoth__grapheme_next,
     quoth__grapheme_path, 602},
};

struct test_case {
  char text[MAX_TEXT];
  size_t len;
  uint32_t ends[MAX_ENDS];
  size_t count;
};

/* False for what is no case: a comment or an empty line. */
static bool parse(char *line, struct test_case *t) {
  t->len = t->count = 0;
  line[strcspn(line, "#\r\n")] = '\0';
  for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
    if (t->count == MAX_ENDS || t->len + 4 > MAX_TEXT) return false;
    if (strcmp(word, BREAK) == 0) {
      if (t->len) t->ends[t->count++] = (uint32_t)t->len;
    } else if (strcmp(word, NO_BREAK) != 0) {
      uint32_t cp = (uint32_t)strtoul(word, NULL, 16);
      t->len += quoth__utf8_put(cp, t->text + t->len);
    }
  }
  return t->count > 0;
}

static bool same(const struct test_case *t, const uint32_t *ends, size_t n) {
  return n == t->count && memcmp(ends, t->ends, n * sizeof *ends) == 0;
}

/* All at once, and by three. */
static bool fills(quoth__fill *fill, const struct test_case *t) {
  uint32_t ends[MAX_TEXT];
  size_t n = fill(t->text, t->len, 0, ends, MAX_TEXT);
  if (!same(t, ends, n)) return false;
  n = 0;
  for (size_t at = 0, got = 1; got; at = n ? ends[n - 1] : 0)
    n += got = fill(t->text, t->len, at, ends + n, 3);
  return same(t, ends, n);
}

static bool passes(const struct kind *kind, const struct test_case *t) {
  uint32_t ends[MAX_TEXT];
  size_t n = 0;
  for (size_t at = 0; at < t->len;) {
    at = kind->next(t->text, t->len, at);
    ends[n++] = (uint32_t)at;
  }
  if (!same(t, ends, n)) return false;
  for (int simd = 0; simd <= (int)quoth__simd_best(); simd++)
    if (!fills(kind->path((quoth__simd)simd), t)) return false;
  return true;
}

static bool run(const struct kind *kind, const char *directory) {
  char path[4096], line[4096];
  snprintf(path, sizeof path, "%s/auxiliary/%s", directory, kind->file);
  FILE *file = fopen(path, "r");
  if (!file) {
    fprintf(stderr, "%s: %s\n", path, strerror(errno));
    return false;
  }
  unsigned cases = 0, passed = 0, number = 0;
  while (fgets(line, sizeof line, file)) {
    struct test_case t;
    number++;
    if (!parse(line, &t)) continue;
    cases++;
    if (passes(kind, &t))
      passed++;
    else
      fprintf(stderr, "%s:%u: fails\n", path, number);
  }
  fclose(file);
  printf("%s %u/%u\n", kind->name, passed, cases);
  return passed == cases && cases == kind->cases;
}

int main(int argc, char **argv) {
  const char *directory = argc > 1 ? argv[1] : "/usr/share/unicode";
  bool ok = true;
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
    ok = run(&kinds[i], directory) && ok;
  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
