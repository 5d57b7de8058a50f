/* SPDX-License-Identifier: MIT */
#include "text/locate.h"

#include <string.h>

#include "unicode/utf8.h"

enum { STEP = 256 };

static void step(const quoth__locate *l, quoth__sample *w) {
  if ((unsigned char)l->text[w->byte] < 0x80) {
    *w = (quoth__sample){w->byte + 1, w->codepoint + 1, w->utf16 + 1};
    return;
  }
  quoth__char c = quoth__utf8_get(l->text, l->len, w->byte);
  w->byte += c.len;
  w->codepoint++;
  w->utf16 += c.cp >= 0x10000 ? 2 : 1;
}

/* A line ends after LF, CR LF, or a CR alone. */
static bool ends_line(const quoth__locate *l, uint32_t byte) {
  if (l->text[byte] == '\n') return true;
  return l->text[byte] == '\r' &&
         (byte + 1 == l->len || l->text[byte + 1] != '\n');
}

static bool scan_lines(quoth__locate *l, const quoth__mem *mem) {
  if (!QUOTH__VEC_ADD(mem, &l->lines, 0)) return false;
  bool only_lf = !memchr(l->text, '\r', l->len);
  for (uint32_t at = 0; at < l->len; at++) {
    if (only_lf) {
      const char *lf = memchr(l->text + at, '\n', l->len - at);
      if (!lf) return true;
      at = (uint32_t)(lf - l->text);
    } else if (!ends_line(l, at)) {
      continue;
    }
    if (!QUOTH__VEC_ADD(mem, &l->lines, at + 1)) return false;
  }
  return true;
}

/* A sample at the first character of each STEP bytes, in any text. */
static bool sample_any(quoth__locate *l, const quoth__mem *mem) {
  quoth__sample w = {0, 0, 0};
  for (size_t limit = 0;;) {
    if (w.byte >= limit) {
      if (!QUOTH__VEC_ADD(mem, &l->samples, w)) return false;
      limit += STEP;
    }
    if (w.byte == l->len) return true;
    step(l, &w);
  }
}

/* Of eight bytes of UTF-8: how many begin a character, and one of four. */
static void count_starts(const char *s, quoth__sample *w) {
  uint64_t v, ones = UINT64_C(0x0101010101010101);
  memcpy(&v, s, sizeof v);
  uint64_t trails = v >> 7 & ~(v >> 6) & ones;
  uint64_t fours = v >> 7 & v >> 6 & v >> 5 & v >> 4 & ones;
  uint32_t starts = 8 - (uint32_t)(trails * ones >> 56);
  w->byte += 8;
  w->codepoint += starts;
  w->utf16 += starts + (uint32_t)(fours * ones >> 56);
}

/* Likewise in well-formed text, where counting bytes is counting characters. */
static bool sample_valid(quoth__locate *l, const quoth__mem *mem) {
  quoth__sample block = {0, 0, 0};
  if (!QUOTH__VEC_RESERVE(mem, &l->samples, l->len / STEP + 2)) return false;
  for (;;) {
    quoth__sample w = block;
    while (w.byte < l->len && (l->text[w.byte] & 0xC0) == 0x80) w.byte++;
    l->samples.data[l->samples.count++] = w;
    if (l->len - block.byte < STEP) break;
    for (uint32_t i = 0; i < STEP; i += 8)
      count_starts(l->text + block.byte, &block);
  }
  return true;
}

static bool scan(quoth__locate *l, const quoth__mem *mem) {
  l->valid = quoth__utf8_valid(l->text, l->len) == l->len;
  return (l->valid ? sample_valid(l, mem) : sample_any(l, mem)) &&
         scan_lines(l, mem);
}

quoth_status quoth__locate_init(quoth__locate *locate, const quoth__mem *mem,
                                const char *text, uint32_t len) {
  *locate = (quoth__locate){.text = text, .len = len};
  if (scan(locate, mem)) return QUOTH_OK;
  quoth__locate_done(locate, mem);
  return QUOTH_ENOMEM;
}

void quoth__locate_done(quoth__locate *locate, const quoth__mem *mem) {
  QUOTH__VEC_DONE(mem, &locate->samples);
  QUOTH__VEC_DONE(mem, &locate->lines);
}

/* The start at `byte`; false when it is inside a character. */
static bool walk_to_byte(const quoth__locate *l, uint32_t byte,
                         quoth__sample *w) {
  *w = l->samples.data[byte / STEP];
  while (w->byte < byte) step(l, w);
  return w->byte == byte;
}

/* Index of the line that holds the byte, from 0. */
static uint32_t line_of(const quoth__locate *l, uint32_t byte) {
  uint32_t low = 0, high = l->lines.count;
  while (high - low > 1) {
    uint32_t mid = low + (high - low) / 2;
    if (l->lines.data[mid] <= byte) low = mid;
    else high = mid;
  }
  return low;
}

/* A byte order mark takes no column: editors do not show it. */
static bool has_bom(const quoth__locate *l) {
  return l->len >= 3 && memcmp(l->text, "\xEF\xBB\xBF", 3) == 0;
}

static void fill(const quoth__locate *l, const quoth__sample *w,
                 quoth_place *out) {
  uint32_t line = line_of(l, w->byte);
  quoth__sample start;
  walk_to_byte(l, l->lines.data[line], &start);
  uint32_t column = w->codepoint - start.codepoint + 1;
  if (line == 0 && column > 1 && has_bom(l)) column--;
  *out = (quoth_place){w->byte, w->codepoint, w->utf16, line + 1, column};
}

quoth_status quoth__locate_byte(const quoth__locate *locate, uint32_t byte,
                                quoth_place *out) {
  quoth__sample w;
  if (byte > locate->len || !walk_to_byte(locate, byte, &w))
    return QUOTH_EINVAL;
  fill(locate, &w, out);
  return QUOTH_OK;
}

static uint32_t count_of(const quoth__sample *w, bool utf16) {
  return utf16 ? w->utf16 : w->codepoint;
}

/* The place where `n` code points, or units, have gone by. */
static quoth_status walk_to_count(const quoth__locate *l, uint32_t n,
                                  bool utf16, quoth_place *out) {
  uint32_t low = 0, high = l->samples.count;
  while (high - low > 1) {
    uint32_t mid = low + (high - low) / 2;
    if (count_of(&l->samples.data[mid], utf16) <= n) low = mid;
    else high = mid;
  }
  quoth__sample w = l->samples.data[low];
  while (count_of(&w, utf16) < n && w.byte < l->len) step(l, &w);
  if (count_of(&w, utf16) != n) return QUOTH_EINVAL;
  fill(l, &w, out);
  return QUOTH_OK;
}

quoth_status quoth__locate_codepoint(const quoth__locate *locate,
                                     uint32_t codepoint, quoth_place *out) {
  return walk_to_count(locate, codepoint, false, out);
}

quoth_status quoth__locate_utf16(const quoth__locate *locate, uint32_t unit,
                                 quoth_place *out) {
  return walk_to_count(locate, unit, true, out);
}
