/* SPDX-License-Identifier: MIT */
/*
 * Texts that nobody writes: random bytes, endless words, marks and nothing else.
 * Each must become a doc whose parts are in order, in time linear in its size.
 * Usage: text [MEGABYTES]   (100 for the whole of it; 2 without)
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ordered.h"

enum { GROWTH = 8 }; /* each text is read at 1/8 of its size, too */

static const struct {
  const char *name, *unit; /* repeated; NULL: random bytes */
} shapes[] = {
    {"random bytes", NULL},
    {"one word", "a"},
    {"one hyphenated word", "a-"},
    {"one dotted word", "a."},
    {"spaces", " "},
    {"line ends", "\n"},
    {"short lines", "a\n"},
    {"double quotes", "\""},
    {"apostrophes", "'"},
    {"open quotes", "\xE2\x80\x9C"},
    {"open quotes with words", "\xE2\x80\x9C" "a "},
    {"four kinds of marks", "\xE2\x80\x9C\"'\xE2\x80\x98"},
    {"unclosed paragraphs", "\xE2\x80\x9C" "A\n\n"},
    {"periods", "."},
    {"periods and spaces", ". "},
    {"closing marks", "?\xE2\x80\x9D "},
    {"brackets", ")"},
    {"opening brackets", "("},
    {"hyphens", "-"},
    {"URLs", "http://a(( "},
    {"one URL", "www.a."},
    {"at signs", "a@"},
    {"half addresses", "a@1."},
    {"tags", "#1"},
    {"combining marks", "\xCC\x81"},
    {"dialogue", "\xE2\x80\x94 A, \xE2\x80\x94 b. "},
    {"abbreviations", "Mr. "},
    {"initials", "J."},
    {"NULs", "\0"},
    {"cut off characters", "\xF0\x9F"},
    {"joined emoji", "\xF0\x9F\x91\xA9\xE2\x80\x8D"},
};

/* Processor seconds for one doc, or a negative number when it is wrong. */
static double seconds(const char *text, size_t len, const char *lang) {
  quoth_doc_options options = {.lang = lang};
  quoth_doc *doc;
  clock_t start = clock();
  if (quoth_doc_new(text, len, &options, &doc)) return -1;
  double spent = (double)(clock() - start) / CLOCKS_PER_SEC;
  bool ok = is_ordered(doc, len);
  quoth_doc_free(doc);
  return ok ? spent : -1;
}

static void fill(char *text, size_t len, const char *unit) {
  uint64_t seed = 88172645463325252u;
  size_t n = unit ? strlen(unit) + !*unit : 0;
  for (size_t i = 0; i < len; i++) {
    if (unit) {
      text[i] = unit[i % n];
    } else { /* xorshift64 */
      seed ^= seed << 13;
      seed ^= seed >> 7;
      seed ^= seed << 17;
      text[i] = (char)(seed >> 32);
    }
  }
}

/* Linear would be GROWTH, a square GROWTH * GROWTH; small times tell nothing. */
static bool is_linear(double small, double large) {
  return large < 0.3 || large < small * GROWTH * 4;
}

int main(int argc, char **argv) {
  static const char *const langs[] = {"en", "ru", ""};
  size_t len = (size_t)(argc > 1 ? atoi(argv[1]) : 2) * 1000000;
  char *text = malloc(len);
  int passed = 0, failed = 0;
  if (!text || !len) return 2;
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    fill(text, len, shapes[i].unit);
    for (size_t k = 0; k < sizeof langs / sizeof *langs; k++) {
      double small = seconds(text, len / GROWTH, langs[k]);
      double large = seconds(text, len, langs[k]);
      if (small >= 0 && large >= 0 && is_linear(small, large)) {
        passed++;
        continue;
      }
      failed++;
      printf("FAILED %s, language \"%s\": %.2f s, an eighth of it %.2f s\n",
             shapes[i].name, langs[k], large, small);
    }
  }
  free(text);
  printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}
