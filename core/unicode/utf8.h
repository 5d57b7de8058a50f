/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 over any bytes. What is not well-formed by Unicode 15.0, Table 3-7, is
 * read as one U+FFFD per maximal subpart (section 3.9, "U+FFFD Substitution of
 * Maximal Subparts"), so that every byte belongs to exactly one character.
 */
#ifndef QUOTH_UNICODE_UTF8_H
#define QUOTH_UNICODE_UTF8_H

#include "quoth.h"

#define QUOTH__REPLACEMENT 0xFFFDu

typedef struct quoth__char {
  uint32_t cp;  /* U+FFFD when malformed */
  uint32_t len; /* bytes, 1 to 4 */
  bool ok;      /* false: malformed (a true U+FFFD is ok) */
} quoth__char;

/** quoth__utf8_get() for what is malformed, rare or cut off. */
quoth__char quoth__utf8_get_any(const char *s, size_t len, size_t at);

/** The character that starts at byte `at` < len. */
static inline quoth__char quoth__utf8_get(const char *s, size_t len,
                                          size_t at) {
  const unsigned char *u = (const unsigned char *)s + at;
  size_t left = len - at;
  if (u[0] < 0x80) return (quoth__char){u[0], 1, true};
  if (u[0] - 0xE0u < 0x10 && left > 2) {
    uint32_t second = u[1] ^ 0x80u, third = u[2] ^ 0x80u;
    uint32_t cp = (u[0] & 0x0Fu) << 12 | second << 6 | third;
    bool is_scalar = cp - 0x800 < 0xD000 || cp >= 0xE000;
    if ((second | third) < 0x40 && is_scalar) return (quoth__char){cp, 3, true};
  } else if (u[0] - 0xC2u < 0x1E && left > 1 && (u[1] ^ 0x80u) < 0x40) {
    return (quoth__char){(u[0] & 0x1Fu) << 6 | (u[1] ^ 0x80u), 2, true};
  }
  return quoth__utf8_get_any(s, len, at);
}

/** The code point at `*at` < len, which moves behind it. */
static inline uint32_t quoth__utf8_next(const char *s, size_t len,
                                        size_t *at) {
  quoth__char c = quoth__utf8_get(s, len, *at);
  *at += c.len;
  return c.cp;
}

/** The code point that ends at `*at` > 0, which moves to its start. */
uint32_t quoth__utf8_prev(const char *s, size_t len, size_t *at);

/** Length of the well-formed text that `s` begins with; `len` when all is. */
size_t quoth__utf8_valid(const char *s, size_t len);

/** Length of the ASCII text that `s` begins with. */
size_t quoth__utf8_ascii(const char *s, size_t len);

/** Number of code points, of UTF-16 units; a maximal subpart counts as one. */
size_t quoth__utf8_count(const char *s, size_t len);
size_t quoth__utf8_count_utf16(const char *s, size_t len);

/** Bytes written, 1 to 4; what is no scalar value is written as U+FFFD. */
size_t quoth__utf8_put(uint32_t cp, char out[4]);

#endif
