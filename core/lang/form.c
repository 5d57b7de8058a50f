/* SPDX-License-Identifier: MIT */
#include "lang/form.h"

#include <string.h>

#include "base/map.h"

/* Typewriter spelling of marks of three bytes, as newspapers mix them. */
static const struct mark {
  char mark[4], plain[4];
} MARKS[] = {
  {"\xE2\x80\x98", "'"},  {"\xE2\x80\x99", "'"},   {"\xE2\x80\x9C", "\""},
  {"\xE2\x80\x9D", "\""}, {"\xE2\x80\x93", "-"},   {"\xE2\x80\x94", "--"},
  {"\xE2\x80\xA6", "..."}, {"\xE2\x80\x91", "-"},
};

static const char *plain_mark(const char *s) {
  for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
    if (memcmp(MARKS[i].mark, s, 3) == 0) return MARKS[i].plain;
  return NULL;
}

static bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
static bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
static bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* Upper case of Latin-1 in UTF-8: C3 80 to C3 9E. */
static bool is_upper_latin(const char *s, uint32_t left) {
  return left >= 2 && (unsigned char)s[0] == 0xC3 &&
         (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] <= 0x9E;
}

uint32_t quoth__form_norm(const char *s, uint32_t len,
                          char out[QUOTH__FORM_MAX]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < len && n + 3 <= QUOTH__FORM_MAX;) {
    unsigned char c = (unsigned char)s[i];
    const char *plain;
    if (c < 0x80) {
      out[n++] = (char)(is_upper(c) ? c + 32 : c);
      i++;
    } else if (is_upper_latin(s + i, len - i)) {
      out[n++] = s[i];
      out[n++] = (char)((unsigned char)s[i + 1] + 0x20);
      i += 2;
    } else if (c == 0xE2 && len - i >= 3 && (plain = plain_mark(s + i))) {
      for (; *plain; plain++) out[n++] = *plain;
      i += 3;
    } else {
      out[n++] = s[i++];
    }
  }
  return n;
}

static uint32_t suffix_hash(const char *norm, uint32_t len, uint32_t n) {
  if (n > len) n = len;
  return quoth__hash(norm + len - n, n);
}

static uint8_t letter_case(const char *s, uint32_t len) {
  uint32_t upper = 0, lower = 0, first_upper = 0;
  for (uint32_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    bool up = is_upper(c) || is_upper_latin(s + i, len - i);
    if (up && !upper && !lower) first_upper = 1;
    upper += up;
    lower += is_lower(c) || (c >= 0xC3 && !up);
  }
  if (!upper && !lower) return QUOTH__CASE_NONE;
  if (!upper) return QUOTH__CASE_LOWER;
  if (!lower) return upper == 1 ? QUOTH__CASE_ONE : QUOTH__CASE_UPPER;
  return first_upper && upper == 1 ? QUOTH__CASE_TITLE : QUOTH__CASE_MIXED;
}

static char shape_of(unsigned char c) {
  if (is_upper(c)) return 'X';
  if (is_lower(c) || c >= 0x80) return 'x';
  return is_digit(c) ? 'd' : (char)c;
}

static uint32_t shape_hash(const char *s, uint32_t len) {
  char shape[24];
  uint32_t n = 0;
  for (uint32_t i = 0; i < len && n < sizeof shape; i++) {
    char c = shape_of((unsigned char)s[i]);
    if (n < 2 || shape[n - 1] != c || shape[n - 2] != c) shape[n++] = c;
  }
  return quoth__hash(shape, n);
}

static uint8_t digits_of(const char *norm, uint32_t len) {
  bool digit = false, letter = false;
  for (uint32_t i = 0; i < len; i++) {
    digit |= is_digit((unsigned char)norm[i]);
    letter |= is_lower((unsigned char)norm[i]);
  }
  return digit ? (letter ? 1 : 2) : 0;
}

void quoth__form_read(const char *s, uint32_t len, quoth__form *out) {
  char norm[QUOTH__FORM_MAX];
  uint32_t n = quoth__form_norm(s, len, norm);
  out->norm = quoth__hash(norm, n);
  for (uint32_t i = 0; i < 4; i++) out->suffix[i] = suffix_hash(norm, n, i + 1);
  for (uint32_t i = 0; i < 3; i++)
    out->prefix[i] = quoth__hash(norm, i + 2 < n ? i + 2 : n);
  out->shape = shape_hash(s, len);
  out->letter_case = letter_case(s, len);
  out->digits = digits_of(norm, n);
}
