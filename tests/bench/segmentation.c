/* SPDX-License-Identifier: MIT */
/* Words, sentences, graphemes: Quoth against ICU and libunistring. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <uniwbrk.h>
#include <unigbrk.h>

#include "unicode/grapheme.h"
#include "unicode/sentence.h"
#include "unicode/word.h"

enum { TEXT_SIZE = 2 << 20 };

typedef size_t fill_fn(const char *s, size_t len, size_t at, uint32_t *ends,
                       size_t max);

struct job {
  struct bench_text text;
  fill_fn *fill;
  UBreakIterator *icu;
  void (*unistring)(const uint8_t *, size_t, char *);
  char *marks; /* libunistring's output, one byte a byte */
};

static uint64_t run_quoth(void *ud) {
  const struct job *j = ud;
  uint32_t ends[512];
  uint64_t count = 0;
  for (size_t at = 0; at < j->text.len;) {
    size_t n = j->fill(j->text.data, j->text.len, at, ends, 512);
    count += n;
    at = ends[n - 1];
  }
  return count;
}

static uint64_t run_icu(void *ud) {
  const struct job *j = ud;
  uint64_t count = 0;
  ubrk_first(j->icu);
  while (ubrk_next(j->icu) != UBRK_DONE) count++;
  return count;
}

static uint64_t run_unistring(void *ud) {
  const struct job *j = ud;
  j->unistring((const uint8_t *)j->text.data, j->text.len, j->marks);
  return (uint64_t)j->marks[j->text.len / 2];
}

static uint64_t run_copy(void *ud) {
  const struct job *j = ud;
  memcpy(j->marks, j->text.data, j->text.len);
  return (uint64_t)j->marks[j->text.len / 2];
}

static UBreakIterator *open_icu(UBreakIteratorType type,
                                const struct bench_text *text, UText *ut) {
  UErrorCode status = U_ZERO_ERROR;
  /* Over UTF-8. For zh and ja ICU asks its dictionary, which costs time. */
  UBreakIterator *it = ubrk_open(type, "en", NULL, 0, &status);
  utext_openUTF8(ut, text->data, (int64_t)text->len, &status);
  ubrk_setUText(it, ut, &status);
  if (U_FAILURE(status)) {
    fprintf(stderr, "bench: ICU: %s\n", u_errorName(status));
    exit(1);
  }
  return it;
}

static void figure(const char *what, const char *lang, const char *metric,
                   double value, const char *unit) {
  char name[64];
  snprintf(name, sizeof name, "%s-%s-%s", what, lang, metric);
  bench_figure("segmentation", name, value, unit);
}

static void race(const char *what, const char *lang, fill_fn *fill,
                 UBreakIteratorType type,
                 void (*unistring)(const uint8_t *, size_t, char *)) {
  UText ut = UTEXT_INITIALIZER;
  struct job j = {.text = bench_text(lang, TEXT_SIZE), .fill = fill,
                  .unistring = unistring};
  j.icu = open_icu(type, &j.text, &ut);
  j.marks = malloc(j.text.len + 1);
  if (!j.marks) abort();
  struct bench_contestant c[] = {{"quoth", run_quoth, &j, 0},
                                 {"icu", run_icu, &j, 0},
                                 {"memcpy", run_copy, &j, 0},
                                 {"libunistring", run_unistring, &j, 0}};
  size_t n = unistring ? 4 : 3;
  bench_race(c, n);
  for (size_t i = 0; i < n; i++)
    figure(what, lang, c[i].name, (double)j.text.len / c[i].seconds / 1e6,
           "MB/s");
  figure(what, lang, "ratio-icu", c[1].seconds / c[0].seconds, "x");
  if (unistring)
    figure(what, lang, "ratio-libunistring", c[3].seconds / c[0].seconds, "x");
  ubrk_close(j.icu);
  utext_close(&ut);
  free(j.marks);
  free(j.text.data);
}

void bench_segmentation(void) {
  static const char *const langs[] = {"en", "ru", "zh", "ja", "hi", "ar"};
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("words", langs[i], quoth__word_fill, UBRK_WORD, u8_wordbreaks);
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("sentences", langs[i], quoth__sentence_fill, UBRK_SENTENCE, NULL);
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("graphemes", langs[i], quoth__grapheme_fill, UBRK_CHARACTER,
         u8_grapheme_breaks);
}
