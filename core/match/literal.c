/* SPDX-License-Identifier: MIT */
/* Names, strings, regular expressions and numbers of a pattern. */
#include "match/parser.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "unicode/utf8.h"

bool quoth__parser_is_name(char c, bool first) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_')
    return true;
  return !first && ((c >= '0' && c <= '9') || c == '-');
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Bytes of "pack.name/" ahead, or 0. */
static uint32_t pack_ahead(const quoth__parser *p) {
  uint32_t n = 0;
  if (!quoth__parser_is_name(quoth__parser_peek(p, 0), true)) return 0;
  while (quoth__parser_is_name(quoth__parser_peek(p, n), false) ||
         quoth__parser_peek(p, n) == '.')
    n++;
  bool name = quoth__parser_is_name(quoth__parser_peek(p, n + 1), true);
  return quoth__parser_peek(p, n) == '/' && name ? n + 1 : 0;
}

/* A hyphen belongs to a name only between its letters: `$a-` is `$a`, `-`. */
bool quoth__parser_name(quoth__parser *p, bool pack, const char **name,
                        uint32_t *len) {
  uint32_t n = pack ? pack_ahead(p) : 0;
  while (quoth__parser_is_name(quoth__parser_peek(p, n), false)) n++;
  while (n && quoth__parser_peek(p, n - 1) == '-') n--;
  *len = n;
  *name = quoth__arena_strndup(p->arena, p->text + p->at, n);
  p->at += n;
  return *name || quoth__parser_no_memory(p);
}

static bool hex_of(char c, uint32_t *v) {
  if (is_digit(c)) *v = *v << 4 | (uint32_t)(c - '0');
  else if (c >= 'a' && c <= 'f') *v = *v << 4 | (uint32_t)(c - 'a' + 10);
  else if (c >= 'A' && c <= 'F') *v = *v << 4 | (uint32_t)(c - 'A' + 10);
  else return false;
  return true;
}

/* \u{2014}, at the `u`. */
static bool read_code_point(quoth__parser *p, quoth__buf *buf) {
  uint32_t at = p->at - 1, cp = 0, digits = 0;
  char utf8[4];
  p->at++;
  if (quoth__parser_peek(p, 0) == '{')
    for (p->at++; digits < 7 && hex_of(quoth__parser_peek(p, 0), &cp);
         digits++)
      p->at++;
  if (!digits || quoth__parser_peek(p, 0) != '}' || cp > 0x10FFFF ||
      (cp >= 0xD800 && cp < 0xE000))
    return quoth__parser_fail(p, at, "write \\u{2014}",
                              "not a code point");
  p->at++;
  quoth__buf_add(buf, utf8, quoth__utf8_put(cp, utf8));
  return true;
}

static bool read_escape(quoth__parser *p, quoth__buf *buf) {
  char c = quoth__parser_peek(p, 1);
  p->at++;
  if (c == 'u') return read_code_point(p, buf);
  if (c == 'n') c = '\n';
  else if (c == 't') c = '\t';
  else if (c != '"' && c != '\\')
    return quoth__parser_fail(p, p->at - 1,
                              "\\\" \\\\ \\n \\t \\u{2014} are known",
                              "unknown escape in a string");
  p->at++;
  quoth__buf_add_char(buf, c);
  return true;
}

static bool read_string_body(quoth__parser *p, quoth__buf *buf) {
  uint32_t start = p->at++;
  for (;;) {
    char c = quoth__parser_peek(p, 0);
    if (p->at >= p->len || c == '\n')
      return quoth__parser_fail(p, start, NULL, "unclosed string");
    if (c == '"') break;
    if (c == '\\') {
      if (!read_escape(p, buf)) return false;
      continue;
    }
    quoth__buf_add_char(buf, c);
    p->at++;
  }
  p->at++;
  return true;
}

static bool read_string(quoth__parser *p, quoth__literal *out) {
  quoth__buf buf;
  bool ok = false;
  quoth__buf_init(&buf, &p->arena->mem);
  out->kind = QUOTH__LITERAL_NORM;
  if (!read_string_body(p, &buf)) goto done;
  out->len = (uint32_t)buf.len;
  out->text = buf.failed
                  ? NULL
                  : quoth__arena_strndup(p->arena, buf.data ? buf.data : "",
                                         buf.len);
  ok = out->text || quoth__parser_no_memory(p);
  if (quoth__parser_peek(p, 0) == 'c' &&
      !quoth__parser_is_name(quoth__parser_peek(p, 1), false) &&
      quoth__parser_peek(p, 1) != ':') {
    out->kind = QUOTH__LITERAL_EXACT;
    p->at++;
  }
done:
  quoth__buf_done(&buf);
  return ok;
}

static bool read_regex(quoth__parser *p, quoth__literal *out) {
  uint32_t start = ++p->at;
  bool in_set = false;
  for (;; p->at++) {
    char c = quoth__parser_peek(p, 0);
    if (p->at >= p->len || c == '\n')
      return quoth__parser_fail(p, start - 1, NULL,
                                "unclosed regular expression");
    if (c == '\\' && p->at + 1 < p->len) p->at++;
    else if (c == '[') in_set = true;
    else if (c == ']') in_set = false;
    else if (c == '/' && !in_set) break;
  }
  out->kind = QUOTH__LITERAL_REGEX;
  out->len = p->at - start;
  out->text = quoth__arena_strndup(p->arena, p->text + start, out->len);
  if (!out->text) return quoth__parser_no_memory(p);
  if (!out->len)
    return quoth__parser_fail(p, start - 1, NULL,
                              "empty regular expression");
  p->at++;
  while (quoth__parser_is_name(quoth__parser_peek(p, 0), true)) {
    char c = quoth__parser_peek(p, 0);
    if (c != 'i')
      return quoth__parser_fail(p, p->at, "the only flag is i",
                                "unknown flag '%c' of a regular expression",
                                c);
    out->caseless = true;
    p->at++;
  }
  return true;
}

static bool read_number(quoth__parser *p, quoth__literal *out) {
  char text[40];
  uint32_t n = 0;
  while (n < sizeof text - 1 &&
         (is_digit(quoth__parser_peek(p, n)) ||
          quoth__parser_peek(p, n) == '.' ||
          (n == 0 && quoth__parser_peek(p, n) == '-'))) {
    text[n] = quoth__parser_peek(p, n);
    n++;
  }
  text[n] = '\0';
  /* No strtod: what it reads depends on the locale. */
  double value = 0, scale = 1;
  uint32_t i = text[0] == '-', digits = 0, points = 0;
  for (; i < n; i++) {
    if (text[i] == '.') {
      points++;
      continue;
    }
    value = value * 10 + (text[i] - '0');
    if (points) scale *= 10;
    digits++;
  }
  if (!digits || points > 1 || digits > 15 || text[n - 1] == '.')
    return quoth__parser_fail(p, p->at, NULL, "not a number");
  out->kind = QUOTH__LITERAL_NUMBER;
  out->number = (text[0] == '-' ? -value : value) / scale;
  out->text = quoth__arena_strndup(p->arena, text, n);
  out->len = n;
  p->at += n;
  return out->text || quoth__parser_no_memory(p);
}

static bool read_word_value(quoth__parser *p, quoth__literal *out) {
  uint32_t at = p->at;
  if (!quoth__parser_name(p, false, &out->text, &out->len)) return false;
  out->kind = QUOTH__LITERAL_BOOL;
  out->boolean = strcmp(out->text, "true") == 0;
  if (out->boolean || strcmp(out->text, "false") == 0) return true;
  char hint[100];
  snprintf(hint, sizeof hint, "write \"%.60s\"", out->text);
  return quoth__parser_fail(p, at, hint, "a value stands in quotes");
}

bool quoth__parser_literal(quoth__parser *p, bool value,
                           quoth__literal *out) {
  char c = quoth__parser_peek(p, 0);
  *out = (quoth__literal){.at = p->at, .text = ""};
  if (c == '"') return read_string(p, out);
  if (c == '/') return read_regex(p, out);
  if (value && (is_digit(c) || c == '-')) return read_number(p, out);
  if (value && c == '@') {
    p->at++;
    out->kind = QUOTH__LITERAL_PARAM;
    if (quoth__parser_is_name(quoth__parser_peek(p, 0), true))
      return quoth__parser_name(p, false, &out->text, &out->len);
    return quoth__parser_fail(p, out->at, NULL, "no name after '@'");
  }
  if (value && quoth__parser_is_name(c, true)) return read_word_value(p, out);
  return quoth__parser_fail(p, p->at, NULL,
                            "a string, number or /regular expression/ is "
                            "missing here");
}
