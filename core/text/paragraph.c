/* SPDX-License-Identifier: MIT */
#include "text/paragraph.h"

#include <string.h>

#include "text/attributes.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

/*
 * A blank line ends a paragraph. A line end alone does, unless the text is
 * wrapped by hand: then only a line that had room for the next word does.
 */
enum { WRAP_MAX = 100, WRAP_MIN = 40, LONG_WORD = 40 };

struct line {
  quoth_span span;   /* without outer white space; empty: a blank line */
  uint32_t n_cps;    /* of its text with its indentation */
  uint32_t indent;   /* characters */
  uint32_t word_cps; /* length of its first word */
  bool last;         /* a paragraph separator follows */
};

struct reader {
  const char *s;
  uint32_t len, at;
};

static bool is_line_end(uint32_t cp) {
  return cp == '\n' || cp == '\r' || cp == 0x85 || cp == 0x2028 ||
         cp == 0x2029;
}

static bool is_space(uint32_t cp) {
  if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
  return quoth__props_is_space(cp);
}

/* Does any of the bytes that end U+0085, U+2028, U+2029 stand behind `lead`? */
static bool has_behind(const char *s, uint32_t len, char byte, char lead) {
  const char *end = s + len;
  for (const char *at = s;
       (at = memchr(at, (unsigned char)byte, (size_t)(end - at))); at++)
    if (at > s && at[-1] == lead) return true;
  return false;
}

/* Most texts have none; to be sure of it, U+00A8 and the like count, too. */
static bool ends_by_lf_only(const char *s, uint32_t len) {
  return !memchr(s, '\r', len) && !has_behind(s, len, '\x85', '\xC2') &&
         !has_behind(s, len, '\xA8', '\x80') &&
         !has_behind(s, len, '\xA9', '\x80');
}

/* The line [start, end) without the white space around it. */
static quoth_span trimmed(const struct reader *r, size_t start, size_t end) {
  size_t last = end, at = start;
  while (start < end) {
    uint32_t cp = quoth__utf8_next(r->s, r->len, &at);
    if (!is_space(cp) && (cp != 0xFEFF || start)) break;
    start = at;
  }
  while (last > start && is_space(quoth__utf8_prev(r->s, last, &last)))
    end = last;
  return (quoth_span){(uint32_t)start, (uint32_t)end};
}

/*
 * As next_line(), where no line is wrapped: its span alone is asked for.
 * A line of nothing has the span of its start.
 */
static bool next_span(struct reader *r, struct line *out) {
  *out = (struct line){.span = {r->at, r->at}};
  if (r->at >= r->len) return false;
  const char *lf = memchr(r->s + r->at, '\n', r->len - r->at);
  uint32_t end = lf ? (uint32_t)(lf - r->s) : r->len;
  quoth_span span = trimmed(r, r->at, end);
  if (span.start < span.end) out->span = span;
  r->at = lf ? end + 1 : end;
  return true;
}

/* Read the next line; false at the end of the text. */
static bool next_line(struct reader *r, struct line *out) {
  *out = (struct line){.span = {r->at, r->at}};
  if (r->at >= r->len) return false;
  uint32_t n = 0;
  bool word = false;
  for (size_t at = r->at; at < r->len;) {
    size_t start = at;
    uint32_t cp = quoth__utf8_next(r->s, r->len, &at);
    r->at = (uint32_t)at;
    if (is_line_end(cp)) {
      if (cp == '\r' && at < r->len && r->s[at] == '\n') r->at++;
      out->last = cp == 0x2029;
      break;
    }
    n++;
    if (is_space(cp) || (cp == 0xFEFF && start == 0)) {
      word = true; /* ends here, if it has begun */
      continue;
    }
    if (out->span.start == out->span.end) {
      out->span.start = (uint32_t)start;
      out->indent = n - 1;
      word = false;
    }
    out->span.end = (uint32_t)at;
    out->n_cps = n;
    out->word_cps += !word;
  }
  return true;
}

static bool is_blank(const struct line *line) {
  return line->span.start == line->span.end;
}

/* . ! ? … : with closing marks behind them end the text of a line. */
static bool ends_sentence(const char *s, const struct line *line) {
  size_t at = line->span.end;
  while (at > line->span.start) {
    uint32_t cp = quoth__utf8_prev(s, line->span.end, &at);
    quoth__gc gc = quoth__props_gc(cp);
    bool closing = gc == QUOTH__GC_PE || gc == QUOTH__GC_PF ||
                   quoth__is_quote_mark(cp);
    if (!closing)
      return cp == '.' || cp == '!' || cp == '?' || cp == 0x2026 ||
             cp == ':' || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F;
  }
  return false;
}

static bool begins_lower(const char *s, const struct line *line) {
  quoth__char c = quoth__utf8_get(s, line->span.end, line->span.start);
  return c.ok && quoth__props_is_lower(c.cp);
}

/* Had the line room for the first word of the next one? */
static bool is_short(const struct line *line, const struct line *next,
                     uint32_t width) {
  return line->n_cps + 1 + next->word_cps <= width;
}

/*
 * The width that the text is wrapped to, or 0 when it is not: no line is
 * longer than WRAP_MAX (a long word excepted) and most line ends came because
 * the next word had no room.
 */
static uint32_t wrap_width(const char *s, uint32_t len) {
  struct reader r = {.s = s, .len = len};
  struct line line;
  uint32_t width = 0;
  while (next_line(&r, &line)) {
    if (line.n_cps > WRAP_MAX && line.word_cps < LONG_WORD) return 0;
    if (line.n_cps > width && line.n_cps <= WRAP_MAX) width = line.n_cps;
  }
  if (width < WRAP_MIN) return 0;
  uint32_t n_full = 0, n_short = 0;
  struct line before = {.n_cps = 0};
  for (r.at = 0; next_line(&r, &line); before = line) {
    if (is_blank(&before) || is_blank(&line)) continue;
    if (!is_short(&before, &line, width)) n_full++;
    else if (!ends_sentence(s, &before)) n_short++;
  }
  return n_full > n_short ? width : 0;
}

/* Does a paragraph end between two lines that both have text? */
static bool is_break(const char *s, const struct line *line,
                     const struct line *next, uint32_t width) {
  bool final = ends_sentence(s, line);
  if (line->last) return true;
  if (!width) return final || !begins_lower(s, next);
  if (begins_lower(s, next) && !final) return false;
  if (next->indent > line->indent) return final;
  return is_short(line, next, width);
}

quoth_status quoth__paragraphs_find(const char *text, uint32_t len,
                                    const quoth__mem *mem, quoth__spans *out) {
  uint32_t width = wrap_width(text, len);
  struct reader r = {.s = text, .len = len};
  struct line before = {.n_cps = 0}, line;
  quoth_span *open = NULL;
  bool spans_do = !width && ends_by_lf_only(text, len);
  for (; spans_do ? next_span(&r, &line) : next_line(&r, &line);
       before = line) {
    if (is_blank(&line)) {
      open = NULL;
    } else if (open && !is_break(text, &before, &line, width)) {
      open->end = line.span.end;
    } else {
      if (!QUOTH__VEC_ADD(mem, out, line.span)) return QUOTH_ENOMEM;
      open = &out->data[out->count - 1];
    }
  }
  return QUOTH_OK;
}
