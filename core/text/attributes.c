/* SPDX-License-Identifier: MIT */
#include "text/attributes.h"

#include <string.h>

#include "text/weblink.h"
#include "unicode/casefold.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

enum { RUN_MAX = 4, EMOJI_SELECTOR = 0xFE0F, ZWJ = 0x200D };

bool quoth__is_quote_mark(uint32_t cp) {
  switch (cp) {
    case '"': case '\'': case '`': case 0xAB: case 0xBB: case 0xB4:
    case 0x2039: case 0x203A: case 0x300C: case 0x300D: case 0x300E:
    case 0x300F: case 0x301D: case 0x301E: case 0x301F: case 0xFF02:
    case 0xFF07: case 0xFF62: case 0xFF63: case 0x300A: case 0x300B:
      return true;
    default:
      return cp >= 0x2018 && cp <= 0x201F;
  }
}

/* A mark alone, or two of the single ones written for a double one. */
static bool is_quote(const char *s, uint32_t len, quoth__char first) {
  if (!quoth__is_quote_mark(first.cp)) return false;
  if (len == first.len) return true;
  return len == 2 && s[1] == s[0] && (s[0] == '\'' || s[0] == '`');
}

static bool is_url(const char *s, uint32_t len) {
  if (len < 2) return false;
  if (s[0] == '@' || s[0] == '#') return true; /* only made of handles, tags */
  if (len > 4 && (memcmp(s, "www.", 4) == 0 || memcmp(s, "WWW.", 4) == 0))
    return true;
  for (uint32_t i = 1; i + 1 < len; i++) {
    if (s[i] == '@') return true;
    if (s[i] == ':' && s[i + 1] == '/') return true;
    if (s[i] == '/' && quoth__weblink_is_domain(s, i)) return true;
  }
  return quoth__weblink_is_domain(s, len);
}

static bool is_emoji(const char *s, uint32_t len, quoth__char first) {
  if (quoth__props_is_regional(first.cp)) return true;
  if (!quoth__props_is_pictographic(first.cp)) return false;
  if (quoth__props_is_emoji_presentation(first.cp)) return true;
  if (first.len >= len) return false;
  uint32_t second = quoth__utf8_get(s, len, first.len).cp;
  return second == EMOJI_SELECTOR || second == ZWJ;
}

/* The first letter or digit within, for a word such as 's or _x; else 0. */
static uint32_t inner_alnum(const char *s, uint32_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t cp = quoth__utf8_next(s, len, &at);
    if (quoth__props_is_letter(cp) || quoth__props_is_number(cp)) return cp;
  }
  return 0;
}

static quoth_class class_of(const char *s, uint32_t len) {
  quoth__char first = quoth__utf8_get(s, len, 0);
  if (!first.ok) return QUOTH_CLASS_INVALID;
  if (is_quote(s, len, first)) return QUOTH_CLASS_QUOTE;
  uint32_t cp = first.cp;
  if (cp < 0x80 && is_url(s, len)) return QUOTH_CLASS_URL;
  if (quoth__props_is_number(cp)) return QUOTH_CLASS_NUMBER;
  if (quoth__props_is_letter(cp)) return QUOTH_CLASS_WORD;
  if (is_emoji(s, len, first)) return QUOTH_CLASS_EMOJI;
  if (cp == '_' || quoth__is_quote_mark(cp)) {
    uint32_t inner = inner_alnum(s, len);
    if (inner) return QUOTH_CLASS_WORD;
  }
  if (quoth__props_is_punct(cp)) return QUOTH_CLASS_PUNCT;
  if (quoth__props_is_symbol(cp)) return QUOTH_CLASS_SYMBOL;
  return QUOTH_CLASS_OTHER;
}

static quoth_caps caps_of(uint32_t n_upper, uint32_t n_lower,
                          bool upper_first) {
  if (!n_upper && !n_lower) return QUOTH_CAPS_NONE;
  if (!n_upper) return QUOTH_CAPS_LOWER;
  if (!n_lower && n_upper >= 2) return QUOTH_CAPS_UPPER;
  return upper_first ? QUOTH_CAPS_TITLE : QUOTH_CAPS_MIXED;
}

static bool is_ascii_letter(uint32_t cp) { return (cp | 32u) - 'a' < 26u; }

static bool is_letter(uint32_t cp) {
  return cp < 0x80 ? is_ascii_letter(cp) : quoth__props_is_letter(cp);
}

static bool is_upper(uint32_t cp) {
  if (cp < 0x80) return cp >= 'A' && cp <= 'Z';
  return quoth__props_is_upper(cp) || quoth__props_is_title(cp);
}

static bool is_lower(uint32_t cp) {
  if (cp < 0x80) return cp >= 'a' && cp <= 'z';
  return quoth__props_is_lower(cp) && quoth__props_is_letter(cp);
}

void quoth__attributes_set(quoth_type *type) {
  const char *s = type->text;
  uint32_t len = type->text_len, n_upper = 0, n_lower = 0;
  bool upper_first = false;
  type->n_cps = 0;
  memcpy(type->script, "Zyyy", 5);
  bool have_script = false;
  for (size_t at = 0; at < len; type->n_cps++) {
    uint32_t cp = quoth__utf8_next(s, len, &at);
    if (!have_script && is_letter(cp)) {
      memcpy(type->script, quoth__props_script(cp), 4);
      have_script = true;
    }
    if (is_upper(cp)) {
      upper_first |= !n_upper && !n_lower;
      n_upper++;
    } else if (is_lower(cp)) {
      n_lower++;
    }
  }
  type->caps = caps_of(n_upper, n_lower, upper_first);
  /* Nothing but cased letters, the first one's byte telling that it is one. */
  bool word = n_upper + n_lower == type->n_cps && len &&
              is_ascii_letter((unsigned char)s[0]);
  type->cls = word ? QUOTH_CLASS_WORD : class_of(s, len);
}

bool quoth__attributes_norm(const char *s, uint32_t len, quoth__buf *out) {
  quoth__buf_reset(out);
  if (!quoth__casefold(s, len, out)) return false;
  if (!out->data) return true;
  if (quoth__utf8_ascii(out->data, out->len) == out->len) return true;
  size_t to = 0;
  for (size_t at = 0; at < out->len;) { /* ’ becomes ', which is shorter */
    bool apostrophe = out->len - at >= 3 &&
                      memcmp(out->data + at, "\xE2\x80\x99", 3) == 0;
    out->data[to++] = apostrophe ? '\'' : out->data[at];
    at += apostrophe ? 3 : 1;
  }
  out->data[to] = '\0';
  out->len = to;
  return true;
}

/* The sign of a code point in a shape; 0 for one that stands for itself. */
static char sign_of(uint32_t cp) {
  if (is_upper(cp)) return 'X';
  if (quoth__props_is_letter(cp)) return 'x';
  if (quoth__props_is_digit(cp)) return 'd';
  return 0;
}

static char ascii_sign_of(char c) {
  if (c >= 'a' && c <= 'z') return 'x';
  if (c >= 'A' && c <= 'Z') return 'X';
  return c >= '0' && c <= '9' ? 'd' : c;
}

static void add_ascii_shape(const char *s, uint32_t len, quoth__buf *out) {
  char chunk[64], last = 0;
  size_t used = 0;
  for (uint32_t i = 0, run = 0; i < len; i++) {
    char sign = ascii_sign_of(s[i]);
    run = i && sign == last ? run + 1 : 1;
    last = sign;
    if (run > RUN_MAX) continue;
    if (used == sizeof chunk) {
      quoth__buf_add(out, chunk, used);
      used = 0;
    }
    chunk[used++] = sign;
  }
  quoth__buf_add(out, chunk, used);
}

static void add_shape(const char *s, uint32_t len, quoth__buf *out) {
  uint32_t last = 0;
  int run = 0;
  for (size_t at = 0; at < len;) {
    uint32_t cp = quoth__utf8_next(s, len, &at);
    if (quoth__props_is_mark(cp)) continue;
    uint32_t sign = (unsigned char)sign_of(cp);
    if (!sign) sign = cp;
    run = sign == last ? run + 1 : 1;
    last = sign;
    char bytes[4];
    if (run <= RUN_MAX)
      quoth__buf_add(out, bytes, quoth__utf8_put(sign, bytes));
  }
}

bool quoth__attributes_shape(const char *s, uint32_t len, quoth__buf *out) {
  quoth__buf_reset(out);
  if (quoth__utf8_ascii(s, len) == len) add_ascii_shape(s, len, out);
  else add_shape(s, len, out);
  return !out->failed;
}
