/* SPDX-License-Identifier: MIT */
#include "io/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* True for what may stand in a JSON string, and in UTF-8, by itself. */
static bool is_plain(unsigned char c) {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

static void write_escape(quoth__out *out, unsigned char c) {
  static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt";
  for (const char *p = named; *p; p += 2) {
    if ((unsigned char)*p != c) continue;
    quoth__out_char(out, '\\');
    quoth__out_char(out, p[1]);
    return;
  }
  char hex[7];
  snprintf(hex, sizeof hex, "\\u%04x", c);
  quoth__out_add(out, hex, 6);
}

/* Write the character at `at`, which is_plain() refused; its length. */
static size_t write_special(quoth__out *out, const char *s, size_t len,
                            size_t at) {
  unsigned char c = (unsigned char)s[at];
  if (c < 0x80) {
    write_escape(out, c);
    return 1;
  }
  uint32_t cp;
  size_t n = quoth_utf8_get(s, len, at, &cp);
  if (cp == 0xFFFD) quoth__out_str(out, "\xEF\xBF\xBD");
  else quoth__out_add(out, s + at, n);
  return n;
}

void quoth__json_string(quoth__out *out, const char *s, size_t len) {
  quoth__out_char(out, '"');
  size_t at = 0;
  while (at < len) {
    size_t from = at;
    while (at < len && is_plain((unsigned char)s[at])) at++;
    quoth__out_add(out, s + from, at - from);
    if (at < len) at += write_special(out, s, len, at);
  }
  quoth__out_char(out, '"');
}

void quoth__json_str(quoth__out *out, const char *s) {
  quoth__json_string(out, s, strlen(s));
}

void quoth__json_key(quoth__out *out, const char *name) {
  quoth__out_str(out, ", ");
  quoth__json_str(out, name);
  quoth__out_str(out, ": ");
}

void quoth__json_number(quoth__out *out, double n) {
  if (!isfinite(n)) {
    quoth__out_str(out, "null");
    return;
  }
  char text[40];
  for (int digits = 1; digits <= 17; digits++) {
    snprintf(text, sizeof text, "%.*g", digits, n);
    if (strtod(text, NULL) == n) break;
  }
  /* "1e+02" is JSON too, but nobody expects it of a count. */
  if (strchr(text, 'e') && n == floor(n) && fabs(n) < 1e15)
    snprintf(text, sizeof text, "%.0f", n);
  quoth__out_str(out, text);
}

void quoth__json_value(quoth__out *out, const quoth_value *value) {
  switch (value->kind) {
    case QUOTH_VALUE_BOOL:
      quoth__out_str(out, value->boolean ? "true" : "false");
      break;
    case QUOTH_VALUE_NUMBER: quoth__json_number(out, value->number); break;
    case QUOTH_VALUE_STRING:
      quoth__json_string(out, value->string, value->len);
      break;
    case QUOTH_VALUE_NIL: quoth__out_str(out, "null"); break;
  }
}
