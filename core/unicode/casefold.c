/* SPDX-License-Identifier: MIT */
#include "unicode/casefold.h"

#include <string.h>
#include <utf8proc.h>

#include "unicode/utf8.h"

#define TEXT(x) #x
#define VERSION(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

/* pkg-config reports another version than the macros of Debian 12's package. */
const char *quoth__casefold_version(void) {
  return VERSION(UTF8PROC_VERSION_MAJOR, UTF8PROC_VERSION_MINOR,
                 UTF8PROC_VERSION_PATCH);
}

enum {
  PER_BYTE = 2,   /* code points at most, decomposed, from a byte of UTF-8 */
  ON_STACK = 64,  /* bytes of a stretch that needs no allocation */
  SHORT_RUN = 16, /* marks up to which insertion is the quickest sort */
};

static unsigned class_of(int32_t cp) {
  return (unsigned)utf8proc_get_property(cp)->combining_class;
}

/* Both sorts are stable, as the standard's D109 asks. */
static void sort_short_run(int32_t *run, size_t n) {
  for (size_t i = 1; i < n; i++) {
    int32_t cp = run[i];
    unsigned class = class_of(cp);
    size_t j = i;
    for (; j > 0 && class_of(run[j - 1]) > class; j--) run[j] = run[j - 1];
    run[j] = cp;
  }
}

static void sort_long_run(int32_t *run, size_t n, int32_t *spare) {
  size_t start[257] = {0};
  for (size_t i = 0; i < n; i++) start[class_of(run[i]) + 1]++;
  for (size_t c = 1; c < 257; c++) start[c] += start[c - 1];
  for (size_t i = 0; i < n; i++) spare[start[class_of(run[i])]++] = run[i];
  memcpy(run, spare, n * sizeof *run);
}

/* Canonical ordering; utf8proc's own takes quadratic time on many marks. */
static void order(int32_t *data, size_t n, int32_t *spare) {
  for (size_t first = 0; first < n;) {
    size_t end = first;
    while (end < n && class_of(data[end])) end++;
    if (end - first > SHORT_RUN)
      sort_long_run(data + first, end - first, spare);
    else
      sort_short_run(data + first, end - first);
    first = end + 1;
  }
}

static void put_all(const int32_t *data, size_t n, quoth__buf *out) {
  char chunk[256];
  size_t used = 0;
  for (size_t i = 0; i < n; i++) {
    if (used > sizeof chunk - 4) {
      quoth__buf_add(out, chunk, used);
      used = 0;
    }
    used += quoth__utf8_put((uint32_t)data[i], chunk + used);
  }
  quoth__buf_add(out, chunk, used);
}

/* Append the normal form of well-formed text. `data`, `spare`: PER_BYTE * len
   each. */
static void add_composed(const char *s, size_t len, utf8proc_option_t options,
                         int32_t *data, int32_t *spare, quoth__buf *out) {
  size_t n = 0, room = PER_BYTE * len;
  for (size_t at = 0; at < len;) {
    int32_t cp = (int32_t)quoth__utf8_next(s, len, &at);
    int bound = 0;
    n += (size_t)utf8proc_decompose_char(
        cp, data + n, (utf8proc_ssize_t)(room - n), options, &bound);
  }
  order(data, n, spare);
  n = (size_t)utf8proc_normalize_utf32(data, (utf8proc_ssize_t)n, options);
  put_all(data, n, out);
}

static void add_stretch(const char *s, size_t len, utf8proc_option_t options,
                        quoth__buf *out) {
  int32_t local[2 * PER_BYTE * ON_STACK];
  if (len <= ON_STACK) {
    add_composed(s, len, options, local, local + PER_BYTE * len, out);
    return;
  }
  size_t size = 2 * PER_BYTE * len * sizeof(int32_t);
  int32_t *data = quoth__mem_new(&out->mem, size);
  if (!data) {
    out->failed = true;
    return;
  }
  add_composed(s, len, options, data, data + PER_BYTE * len, out);
  quoth__mem_free(&out->mem, data, size);
}

static void add_ascii(const char *s, size_t len, bool fold, quoth__buf *out) {
  size_t first = out->len;
  quoth__buf_add(out, s, len);
  if (!fold || out->failed) return;
  for (size_t i = first; i < out->len; i++) {
    char c = out->data[i];
    if (c >= 'A' && c <= 'Z') out->data[i] = (char)(c + ('a' - 'A'));
  }
}

/* Where the well-formed text from `at` ends or meets the next ASCII byte,
   which never composes with what stands before it. */
static size_t stretch_end(const char *s, size_t len, size_t at) {
  while (at < len && (unsigned char)s[at] >= 0x80) {
    quoth__char c = quoth__utf8_get(s, len, at);
    if (!c.ok) break;
    at += c.len;
  }
  return at;
}

static bool add_normal(const char *s, size_t len, bool fold, quoth__buf *out) {
  utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
  if (fold) options |= UTF8PROC_CASEFOLD;
  for (size_t at = 0; at < len && !out->failed;) {
    size_t ascii = quoth__utf8_ascii(s + at, len - at);
    size_t end = stretch_end(s, len, at + ascii);
    /* The last ASCII letter may take the marks that follow it. */
    if (ascii && end > at + ascii) ascii--;
    if (ascii) add_ascii(s + at, ascii, fold, out);
    at += ascii;
    if (end > at) add_stretch(s + at, end - at, options, out);
    at = end;
    if (at < len && (unsigned char)s[at] >= 0x80) {
      quoth__char bad = quoth__utf8_get(s, len, at);
      quoth__buf_add(out, s + at, bad.len);
      at += bad.len;
    }
  }
  return !out->failed;
}

bool quoth__casefold(const char *s, size_t len, quoth__buf *out) {
  return add_normal(s, len, true, out);
}

bool quoth__nfc(const char *s, size_t len, quoth__buf *out) {
  return add_normal(s, len, false, out);
}
