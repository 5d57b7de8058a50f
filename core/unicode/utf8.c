/* SPDX-License-Identifier: MIT */
#include "unicode/utf8.h"

#include <string.h>

#include "unicode/simd.h"

/* Trail bytes that a lead asks for; 0 for what leads nothing. */
static unsigned trails_of(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
}

/* The second byte's range, the one column of Table 3-7 that varies. */
static bool second_fits(unsigned char lead, unsigned char b) {
  unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  return b >= low && b <= high;
}

quoth__char quoth__utf8_get_any(const char *s, size_t len, size_t at) {
  const unsigned char *u = (const unsigned char *)s + at;
  size_t left = len - at;
  if (u[0] < 0x80) return (quoth__char){u[0], 1, true};
  unsigned trails = trails_of(u[0]);
  if (!trails) return (quoth__char){QUOTH__REPLACEMENT, 1, false};
  uint32_t cp = u[0] & (0x3Fu >> trails);
  for (uint32_t i = 1; i <= trails; i++) {
    bool fits = i < left && (i == 1 ? second_fits(u[0], u[1])
                                    : (u[i] & 0xC0) == 0x80);
    if (!fits) return (quoth__char){QUOTH__REPLACEMENT, i, false};
    cp = cp << 6 | (u[i] & 0x3Fu);
  }
  return (quoth__char){cp, trails + 1, true};
}

/* What is not a trail byte always begins a character, so that one within
   reach either covers all bytes up to `*at` or the last of them is alone. */
uint32_t quoth__utf8_prev(const char *s, size_t len, size_t *at) {
  size_t end = *at;
  for (size_t back = 1; back <= 4 && back <= end; back++) {
    if ((s[end - back] & 0xC0) == 0x80) continue;
    quoth__char c = quoth__utf8_get(s, len, end - back);
    if (c.len != back) break;
    *at = end - back;
    return c.cp;
  }
  *at = end - 1;
  return QUOTH__REPLACEMENT;
}

size_t quoth__utf8_ascii(const char *s, size_t len) {
  size_t at = 0;
  for (uint64_t word; at + sizeof word <= len; at += sizeof word) {
    memcpy(&word, s + at, sizeof word);
    if (word & UINT64_C(0x8080808080808080)) break;
  }
  while (at < len && (unsigned char)s[at] < 0x80) at++;
  return at;
}

size_t quoth__utf8_valid_none(const char *s, size_t len) {
  size_t at = 0;
  while (at < len) {
    at += quoth__utf8_ascii(s + at, len - at);
    while (at < len && (unsigned char)s[at] >= 0x80) {
      quoth__char c = quoth__utf8_get(s, len, at);
      if (!c.ok) return at;
      at += c.len;
    }
  }
  return len;
}

quoth__valid *quoth__utf8_valid_path(quoth__simd simd) {
  static quoth__valid *const paths[] = QUOTH__PATHS(quoth__utf8_valid);
  return paths[simd];
}

size_t quoth__utf8_valid(const char *s, size_t len) {
  return quoth__utf8_valid_path(quoth__simd_best())(s, len);
}

size_t quoth__utf8_count(const char *s, size_t len) {
  size_t count = 0;
  for (size_t at = 0; at < len; count++) quoth__utf8_next(s, len, &at);
  return count;
}

size_t quoth__utf8_count_utf16(const char *s, size_t len) {
  size_t count = 0;
  for (size_t at = 0; at < len;)
    count += quoth__utf8_next(s, len, &at) > 0xFFFF ? 2 : 1;
  return count;
}

size_t quoth__utf8_put(uint32_t cp, char out[4]) {
  if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = QUOTH__REPLACEMENT;
  if (cp < 0x80) {
    out[0] = (char)cp;
    return 1;
  }
  size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
  for (size_t i = n - 1; i > 0; i--, cp >>= 6)
    out[i] = (char)(0x80 | (cp & 0x3F));
  out[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | cp);
  return n;
}
