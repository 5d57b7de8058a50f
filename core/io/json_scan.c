/* SPDX-License-Identifier: MIT */
#include "io/json_scan.h"

#include <stdint.h>
#include <string.h>

enum { DEPTH_MAX = 32, DIGITS_MAX = 18 };

/* Where the scan stands; `at` == `end` is the end. */
typedef struct scan {
  const char *at, *end;
} scan;

static bool take(scan *s, char c) {
  if (s->at == s->end || *s->at != c) return false;
  s->at++;
  return true;
}

static void skip_space(scan *s) {
  while (s->at < s->end && (*s->at == ' ' || *s->at == '\t' ||
                            *s->at == '\r' || *s->at == '\n'))
    s->at++;
}

/* ---- Strings ------------------------------------------------------------- */

#define EACH(byte) (0x0101010101010101u * (byte))

/* Bit 7 of each byte that is not plain ASCII, or a quote or a backslash. */
static uint64_t special_of(uint64_t w) {
  uint64_t quote = w ^ EACH('"'), back = w ^ EACH('\\');
  uint64_t control = w - EACH(0x20);
  return ((quote - EACH(1)) | (back - EACH(1)) | control | w) & EACH(0x80);
}

/* Pass plain characters by, eight at a time; perhaps not all of them. */
static void skip_plain(scan *s) {
  uint64_t w, special = 0;
  for (; s->end - s->at >= 8; s->at += 8) {
    memcpy(&w, s->at, 8);
    if ((special = special_of(w))) break;
  }
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  if (special) s->at += __builtin_ctzll(special) / 8;
#endif
}

static bool is_tail(const unsigned char *p) { return (*p & 0xC0) == 0x80; }

/* A character that is not ASCII, well formed (Unicode, table 3-7). */
static bool skip_character(scan *s) {
  const unsigned char *p = (const unsigned char *)s->at;
  size_t left = (size_t)(s->end - s->at);
  unsigned char c = p[0];
  size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
  if (c < 0xC2 || c > 0xF4 || left < n || !is_tail(p + 1)) return false;
  if (n > 2 && !is_tail(p + 2)) return false;
  if (n > 3 && !is_tail(p + 3)) return false;
  if ((c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) ||
      (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F))
    return false;
  s->at += n;
  return true;
}

static bool skip_characters(scan *s) {
  while (s->at < s->end && (unsigned char)*s->at >= 0x80)
    if (!skip_character(s)) return false;
  return true;
}

/* Four hexadecimal digits, or -1. */
static int32_t hex_at(const char *p, const char *end) {
  int32_t value = 0;
  if (end - p < 4) return -1;
  for (int i = 0; i < 4; i++) {
    char c = p[i];
    int digit = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

/* The character of \uXXXX, or of two for one beyond U+FFFF; -1: it is wrong. */
static int32_t unicode_escape(const char **at, const char *end) {
  int32_t high = hex_at(*at, end);
  if (high < 0 || (high >= 0xDC00 && high <= 0xDFFF)) return -1;
  *at += 4;
  if (high < 0xD800 || high > 0xDBFF) return high;
  if (end - *at < 6 || (*at)[0] != '\\' || (*at)[1] != 'u') return -1;
  int32_t low = hex_at(*at + 2, end);
  if (low < 0xDC00 || low > 0xDFFF) return -1;
  *at += 6;
  return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static bool skip_escape(scan *s) {
  if (s->end - s->at < 2) return false;
  char c = s->at[1];
  s->at += 2;
  if (c == 'u') return unicode_escape(&s->at, s->end) >= 0;
  return strchr("\"\\/bfnrt", c) != NULL && c != '\0';
}

/* A string; `m` gets what is between its quotes. */
static bool scan_string(scan *s, quoth__json_member *m) {
  if (!take(s, '"')) return false;
  m->kind = QUOTH__JSON_STRING;
  m->s = s->at;
  m->escaped = false;
  for (;;) {
    skip_plain(s);
    if (s->at == s->end) return false;
    unsigned char c = (unsigned char)*s->at;
    if (c == '"') break;
    if (c == '\\') m->escaped = true;
    bool ok = c == '\\'   ? skip_escape(s)
              : c >= 0x80 ? skip_characters(s)
                          : c >= 0x20 && s->at++;
    if (!ok) return false;
  }
  m->len = (size_t)(s->at - m->s);
  s->at++;
  return true;
}

static char *put_character(char *to, int32_t c) {
  if (c < 0x80) *to++ = (char)c;
  else if (c < 0x800) {
    *to++ = (char)(0xC0 | c >> 6);
    *to++ = (char)(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    *to++ = (char)(0xE0 | c >> 12);
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
  } else {
    *to++ = (char)(0xF0 | c >> 18);
    *to++ = (char)(0x80 | (c >> 12 & 0x3F));
    *to++ = (char)(0x80 | (c >> 6 & 0x3F));
    *to++ = (char)(0x80 | (c & 0x3F));
  }
  return to;
}

size_t quoth__json_unescape(const quoth__json_member *m, char *to) {
  static const char from[] = "\"\\/bfnrt", plain[] = "\"\\/\b\f\n\r\t";
  const char *at = m->s, *end = m->s + m->len;
  char *start = to;
  while (at < end) {
    const char *back = memchr(at, '\\', (size_t)(end - at));
    size_t n = (size_t)((back ? back : end) - at);
    memmove(to, at, n);
    to += n;
    if (!back) break;
    at = back + 2;
    if (back[1] == 'u') to = put_character(to, unicode_escape(&at, end));
    else *to++ = plain[strchr(from, back[1]) - from];
  }
  return (size_t)(to - start);
}

/* ---- Other values -------------------------------------------------------- */

static size_t skip_digits(scan *s) {
  const char *from = s->at;
  while (s->at < s->end && *s->at >= '0' && *s->at <= '9') s->at++;
  return (size_t)(s->at - from);
}

/* A number that any parser holds: of the others the parser tells. */
static bool scan_number(scan *s, quoth__json_member *m) {
  m->s = s->at;
  m->kind = QUOTH__JSON_INTEGER;
  bool minus = take(s, '-');
  bool zero = s->at < s->end && *s->at == '0';
  size_t digits = skip_digits(s);
  if (digits == 0 || digits > DIGITS_MAX || (zero && (digits > 1 || minus)))
    return false;
  if (take(s, '.')) {
    m->kind = QUOTH__JSON_OTHER;
    if (skip_digits(s) == 0) return false;
  }
  if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) return false;
  m->len = (size_t)(s->at - m->s);
  return true;
}

static bool scan_word(scan *s, quoth__json_member *m) {
  static const char *const words[] = {"null", "true", "false"};
  for (size_t i = 0; i < 3; i++) {
    size_t n = strlen(words[i]);
    if ((size_t)(s->end - s->at) < n || memcmp(s->at, words[i], n) != 0)
      continue;
    m->kind = i == 0 ? QUOTH__JSON_NULL : QUOTH__JSON_OTHER;
    s->at += n;
    return true;
  }
  return false;
}

static bool scan_value(scan *s, quoth__json_member *m, int depth);

static bool scan_array(scan *s, int depth) {
  quoth__json_member element;
  s->at++;
  skip_space(s);
  if (take(s, ']')) return true;
  do {
    skip_space(s);
    if (!scan_value(s, &element, depth + 1)) return false;
    skip_space(s);
  } while (take(s, ','));
  return take(s, ']');
}

static bool is_double(const quoth__json_member *list, size_t n) {
  const quoth__json_member *last = &list[n];
  for (size_t i = 0; i < n; i++)
    if (list[i].key_len == last->key_len &&
        memcmp(list[i].key, last->key, last->key_len) == 0)
      return true;
  return false;
}

static bool scan_member(scan *s, quoth__json_member *m, int depth) {
  quoth__json_member key;
  skip_space(s);
  if (!scan_string(s, &key) || key.escaped) return false;
  skip_space(s);
  if (!take(s, ':')) return false;
  skip_space(s);
  if (!scan_value(s, m, depth + 1)) return false;
  m->key = key.s;
  m->key_len = key.len;
  skip_space(s);
  return true;
}

static bool scan_object(scan *s, quoth__json_member *list, size_t *n,
                        int depth) {
  *n = 0;
  if (!take(s, '{')) return false;
  skip_space(s);
  if (take(s, '}')) return true;
  do {
    if (*n == QUOTH__JSON_MEMBERS || !scan_member(s, &list[*n], depth))
      return false;
    if (is_double(list, *n)) return false;
    ++*n;
  } while (take(s, ','));
  return take(s, '}');
}

static bool scan_value(scan *s, quoth__json_member *m, int depth) {
  if (s->at == s->end || depth > DEPTH_MAX) return false;
  char c = *s->at;
  if (c == '"') return scan_string(s, m);
  if (c == '-' || (c >= '0' && c <= '9')) return scan_number(s, m);
  m->kind = QUOTH__JSON_OTHER;
  if (c == '[') return scan_array(s, depth);
  if (c != '{') return scan_word(s, m);
  quoth__json_member list[QUOTH__JSON_MEMBERS];
  size_t n;
  return scan_object(s, list, &n, depth);
}

bool quoth__json_scan(const char *text, size_t len, quoth__json_member *list,
                      size_t *n) {
  scan s = {text, text + len};
  skip_space(&s);
  if (!scan_object(&s, list, n, 0)) return false;
  skip_space(&s);
  return s.at == s.end;
}
