/* SPDX-License-Identifier: MIT */
/*
 * Texts: the first byte says how to read, the rest is a text. UTF-8, words,
 * sentences and clusters are the same by every path of vector instructions; a
 * doc's tokens, sentences, paragraphs and quotations stand in order within it.
 */
#include "../robust/ordered.h"
#include "fuzz.h"
#include "unicode/simd.h"

enum { MOST_TEXT = 4096 };

/* ---- Paths ------------------------------------------------------------- */

static size_t split(quoth__fill *fill, const char *s, size_t len,
                    uint32_t *ends) {
  size_t n = 0;
  for (size_t at = 0; at < len; at = ends[n - 1]) {
    size_t got = fill(s, len, at, ends + n, MOST_TEXT + 80 - n);
    must(got > 0);
    n += got;
  }
  return n;
}

static void compare(quoth__fill *(*path)(quoth__simd), const char *s,
                    size_t len) {
  static uint32_t want[MOST_TEXT + 80], got[MOST_TEXT + 80];
  size_t n = split(path(QUOTH__SIMD_NONE), s, len, want);
  for (int simd = 1; simd <= (int)quoth__simd_best(); simd++) {
    must(split(path((quoth__simd)simd), s, len, got) == n);
    must(n == 0 || memcmp(want, got, n * sizeof *want) == 0);
  }
}

static void compare_valid(const char *s, size_t len) {
  size_t want = quoth__utf8_valid_path(QUOTH__SIMD_NONE)(s, len);
  for (int simd = 1; simd <= (int)quoth__simd_best(); simd++)
    must(quoth__utf8_valid_path((quoth__simd)simd)(s, len) == want);
}

/* ---- Docs -------------------------------------------------------------- */

/* A place in four systems leads back to itself. */
static void check_place(const quoth_doc *doc, uint32_t byte) {
  quoth_place place, again;
  must(!quoth_doc_locate(doc, byte, &place) && place.byte == byte);
  must(!quoth_doc_locate_codepoint(doc, place.codepoint, &again));
  must(again.byte == byte && again.line == place.line);
  must(!quoth_doc_locate_utf16(doc, place.utf16, &again));
  must(again.byte == byte && again.column == place.column);
}

static void check_tokens(const quoth_doc *doc) {
  uint32_t n;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    must(quoth_doc_token_at(doc, t[i].span.start) == i);
    must(quoth_doc_sentence_at(doc, t[i].span.start) != QUOTH_NONE);
    must(quoth_doc_paragraph_at(doc, t[i].span.start) != QUOTH_NONE);
    check_place(doc, t[i].span.start);
    check_place(doc, t[i].span.end);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const langs[] = {"en", "de", "ru", "fr", "zh", "ar", ""};
  if (!size || size > MOST_TEXT) return -1;
  quoth_doc_options options = {.lang = langs[data[0] / 2 % 7],
                               .plain_uax29 = data[0] % 2};
  const char *text = (const char *)data + 1;
  size_t len = size - 1;
  compare(quoth__word_path, text, len);
  compare(quoth__sentence_path, text, len);
  compare(quoth__grapheme_path, text, len);
  compare_valid(text, len);
  quoth_doc *doc;
  must(!quoth_doc_new(text, len, &options, &doc));
  must(is_ordered(doc, len));
  check_tokens(doc);
  quoth_doc_free(doc);
  return 0;
}
