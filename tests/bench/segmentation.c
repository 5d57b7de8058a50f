/* SPDX-License-Identifier: MIT */
/* Words, sentences, graphemes: Quoth against ICU and libunistring; UTF-8. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <uniwbrk.h>
#include <unigbrk.h>
#include <unistr.h>

#include "unicode/simd.h"
#include "unicode/utf8.h"

enum { TEXT_SIZE = 2 << 20 };

typedef quoth__fill *path_fn(quoth__simd simd);

struct job {
  struct bench_text text;
  quoth__fill *fill;
  UBreakIterator *icu;
  void (*unistring)(const uint8_t *, size_t, char *);
  char *marks; /* libunistring's output, one byte a byte */
};

struct valid_job {
  struct bench_text text;
  quoth__valid *valid;
};

static const char *const path_names[] = {"portable", "128", "256", "512"};

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

static uint64_t run_stringzilla(void *ud) {
  const struct job *j = ud;
  uint64_t words = 0;
  bench_stringzilla_words(j->text.data, j->text.len, &words);
  return words;
}

static uint64_t run_copy(void *ud) {
  const struct job *j = ud;
  memcpy(j->marks, j->text.data, j->text.len);
  return (uint64_t)j->marks[j->text.len / 2];
}

static void check(UErrorCode status) {
  if (U_SUCCESS(status)) return;
  fprintf(stderr, "bench: ICU: %s\n", u_errorName(status));
  exit(1);
}

/* Takes what `text` says out of the rules: each must be there. */
static void blank(char *rules, const char *text) {
  char *found = strstr(rules, text);
  if (found)
    memset(found, ' ', strlen(text));
  else
    fprintf(stderr, "bench: ICU: no rule %s\n", text);
}

/* ICU's rules of words without its dictionaries and what prepares for them, so
   that it finds the same words: dictionaries hang on the name of a variable.
   The compiled rules carry their source. */
static UBreakIterator *open_without_dictionary(UBreakIterator *full) {
  enum { SOURCE = 10 }; /* where ICU's header has its place and length */
  UErrorCode status = U_ZERO_ERROR;
  int32_t size = ubrk_getBinaryRules(full, NULL, 0, &status);
  status = U_ZERO_ERROR;
  uint8_t *rules = calloc(1, (size_t)size + 1);
  if (!rules) abort();
  ubrk_getBinaryRules(full, rules, size, &status);
  check(status);
  uint32_t header[SOURCE + 2];
  memcpy(header, rules, sizeof header);
  char *source = (char *)rules + header[SOURCE];
  blank(source, "$dictionary=[$ComplexContext$dictionaryCJK];");
  blank(source, "$KanaKanji$KanaKanji{400};");
  UChar *wide = malloc((header[SOURCE + 1] + 1) * sizeof *wide);
  if (!wide) abort();
  int32_t length;
  u_strFromUTF8(wide, (int32_t)header[SOURCE + 1] + 1, &length, source,
                (int32_t)header[SOURCE + 1], &status);
  UBreakIterator *it = ubrk_openRules(wide, length, NULL, 0, NULL, &status);
  check(status);
  free(wide);
  free(rules);
  return it;
}

static UBreakIterator *open_icu(UBreakIteratorType type,
                                const struct bench_text *text, UText *ut) {
  UErrorCode status = U_ZERO_ERROR;
  UBreakIterator *it = ubrk_open(type, "en", NULL, 0, &status);
  check(status);
  if (type == UBRK_WORD) {
    UBreakIterator *full = it;
    it = open_without_dictionary(full);
    ubrk_close(full);
  }
  utext_openUTF8(ut, text->data, (int64_t)text->len, &status);
  ubrk_setUText(it, ut, &status);
  check(status);
  return it;
}

static void figure(const char *what, const char *lang, const char *metric,
                   double value, const char *unit) {
  char name[64];
  snprintf(name, sizeof name, "%s-%s-%s", what, lang, metric);
  bench_figure("segmentation", name, value, unit);
}

static void race(const char *what, const char *lang, path_fn *path,
                 UBreakIteratorType type,
                 void (*unistring)(const uint8_t *, size_t, char *)) {
  UText ut = UTEXT_INITIALIZER;
  struct job j = {.text = bench_text(lang, TEXT_SIZE),
                  .fill = path(quoth__simd_best()), .unistring = unistring};
  j.icu = open_icu(type, &j.text, &ut);
  j.marks = malloc(j.text.len + 1);
  if (!j.marks) abort();
  struct job by[QUOTH__SIMD_COUNT];
  struct bench_contestant c[5 + QUOTH__SIMD_COUNT] = {
      {"quoth", run_quoth, &j, 0}, {"icu", run_icu, &j, 0},
      {"memcpy", run_copy, &j, 0}};
  size_t n = 3;
  if (unistring)
    c[n++] = (struct bench_contestant){"libunistring", run_unistring, &j, 0};
  for (int simd = 0; simd <= (int)quoth__simd_best(); simd++) {
    by[simd] = j;
    by[simd].fill = path((quoth__simd)simd);
    c[n++] = (struct bench_contestant){path_names[simd], run_quoth,
                                       &by[simd], 0};
  }
  if (type == UBRK_WORD && bench_stringzilla_words("", 0, &(uint64_t){0}))
    c[n++] = (struct bench_contestant){"stringzilla", run_stringzilla, &j, 0};
  char note[128];
  snprintf(note, sizeof note, "%s %s", lang, j.text.origin);
  bench_note("segmentation", note);
  bench_race(c, n);
  for (size_t i = 0; i < n; i++)
    figure(what, lang, c[i].name, (double)j.text.len / c[i].seconds / 1e6,
           "MB/s");
  for (size_t i = 0; i < n; i++) {
    char name[32];
    snprintf(name, sizeof name, "ratio-icu-%s", c[i].name);
    if (c[i].run == run_quoth)
      figure(what, lang, i ? name : "ratio-icu",
             c[1].seconds / c[i].seconds, "x");
  }
  if (unistring)
    figure(what, lang, "ratio-libunistring", c[3].seconds / c[0].seconds, "x");
  if (c[n - 1].run == run_stringzilla)
    figure(what, lang, "ratio-stringzilla", c[n - 1].seconds / c[0].seconds,
           "x");
  ubrk_close(j.icu);
  utext_close(&ut);
  free(j.marks);
  free(j.text.data);
}

static uint64_t run_valid(void *ud) {
  const struct valid_job *j = ud;
  return j->valid(j->text.data, j->text.len);
}

static uint64_t run_unistring_valid(void *ud) {
  const struct valid_job *j = ud;
  return u8_check((const uint8_t *)j->text.data, j->text.len) == NULL;
}

static uint64_t run_simdjson(void *ud) {
  const struct valid_job *j = ud;
  return bench_simdjson_valid(j->text.data, j->text.len);
}

static void race_validation(const char *lang) {
  struct valid_job j[1 + QUOTH__SIMD_COUNT] = {
      {bench_text(lang, TEXT_SIZE), quoth__utf8_valid}};
  struct bench_contestant c[3 + QUOTH__SIMD_COUNT] = {
      {"quoth", run_valid, j, 0}, {"simdjson", run_simdjson, j, 0},
      {"libunistring", run_unistring_valid, j, 0}};
  size_t n = 3;
  for (int simd = 0; simd <= (int)quoth__simd_best(); simd++) {
    j[simd + 1] = (struct valid_job){
        j->text, quoth__utf8_valid_path((quoth__simd)simd)};
    c[n++] = (struct bench_contestant){path_names[simd], run_valid,
                                       &j[simd + 1], 0};
  }
  bench_race(c, n);
  for (size_t i = 0; i < n; i++)
    figure("valid", lang, c[i].name, (double)j->text.len / c[i].seconds / 1e6,
           "MB/s");
  figure("valid", lang, "ratio-simdjson", c[1].seconds / c[0].seconds, "x");
  free(j->text.data);
}

void bench_segmentation(void) {
  static const char *const langs[] = {"en", "ru", "zh", "ja", "hi", "ar"};
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("words", langs[i], quoth__word_path, UBRK_WORD, u8_wordbreaks);
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("sentences", langs[i], quoth__sentence_path, UBRK_SENTENCE, NULL);
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race("graphemes", langs[i], quoth__grapheme_path, UBRK_CHARACTER,
         u8_grapheme_breaks);
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++)
    race_validation(langs[i]);
}
