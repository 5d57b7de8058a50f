/* SPDX-License-Identifier: MIT */
#include "io/charset.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool quoth__pieces_add(quoth__piece **list, size_t *n, size_t *cap,
                       quoth__piece p) {
  quoth__piece *last = *n > 0 ? &(*list)[*n - 1] : NULL;
  if (last && p.text_len == p.source_len &&
      last->text_len == last->source_len &&
      last->text + last->text_len == p.text &&
      last->source + last->source_len == p.source) {
    last->text_len += p.text_len;
    last->source_len += p.source_len;
    return true;
  }
  if (*n == *cap) {
    size_t more = *cap ? *cap * 2 : 64;
    quoth__piece *grown = realloc(*list, more * sizeof *grown);
    if (!grown) return false;
    *list = grown;
    *cap = more;
  }
  (*list)[(*n)++] = p;
  return true;
}

void quoth__utf8_done(quoth__utf8 *u) {
  free(u->owned);
  free(u->pieces);
  *u = (quoth__utf8){0};
}

/* Add characters that were made of [source, source + n) of the bytes. */
static quoth_status add(quoth__utf8 *u, const char *s, size_t len,
                        size_t source, size_t n) {
  if (u->len + len > (size_t)INT32_MAX) return QUOTH_ELIMIT;
  if (u->len + len > u->cap) {
    size_t cap = (u->len + len) * 2;
    char *grown = realloc(u->owned, cap);
    if (!grown) return QUOTH_ENOMEM;
    u->owned = grown;
    u->cap = cap;
  }
  memcpy(u->owned + u->len, s, len);
  quoth__piece p = {(uint32_t)u->len, (uint32_t)source, (uint32_t)len,
                    (uint32_t)n};
  u->len += len;
  u->s = u->owned;
  return quoth__pieces_add(&u->pieces, &u->n_pieces, &u->cap_pieces, p)
             ? QUOTH_OK : QUOTH_ENOMEM;
}

static const char replacement[] = "\xEF\xBF\xBD";

/* What HTML has no use for. */
static bool is_control(uint32_t cp) {
  return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') ||
         cp == 0xFFFE || cp == 0xFFFF || cp == 0xFFFD;
}

/* ---- UTF-8 --------------------------------------------------------------- */

/* The next character that has to be replaced, or the end. */
static size_t find_bad(const char *s, size_t len, size_t at, size_t *n) {
  uint32_t cp;
  for (; at < len; at += *n) {
    unsigned char c = (unsigned char)s[at];
    *n = 1;
    if (c >= 0x20 && c < 0x80) continue;
    *n = quoth_utf8_get(s, len, at, &cp);
    if (is_control(cp)) return at;
  }
  return len;
}

/* True when the bytes are UTF-8, controls or not. */
static bool is_utf8(const char *s, size_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    if (cp == 0xFFFD && (n != 3 || memcmp(s + at, replacement, 3) != 0))
      return false;
    at += n;
  }
  return true;
}

static quoth_status from_utf8(quoth__utf8 *u, const char *s, size_t len) {
  size_t at = 0, n = 0, bad = find_bad(s, len, 0, &n);
  if (bad == len) {
    u->s = s;
    u->len = len;
    return QUOTH_OK;
  }
  quoth_status status = QUOTH_OK;
  while (status == QUOTH_OK && at < len) {
    if (bad > at) status = add(u, s + at, bad - at, at, bad - at);
    if (status == QUOTH_OK && bad < len)
      status = add(u, s[bad] == '\f' ? " " : replacement,
                   s[bad] == '\f' ? 1 : 3, bad, n);
    at = bad < len ? bad + n : len;
    bad = find_bad(s, len, at, &n);
  }
  return status;
}

/* ---- Other encodings ----------------------------------------------------- */

/* Names that pages use for what they do not mean. */
static const char *const meant[][2] = {
  {"ascii", "WINDOWS-1252"}, {"us-ascii", "WINDOWS-1252"},
  {"latin1", "WINDOWS-1252"}, {"iso-8859-1", "WINDOWS-1252"},
  {"iso8859-1", "WINDOWS-1252"}, {"gb2312", "GB18030"}, {"gbk", "GB18030"},
  {"shift_jis", "CP932"}, {"x-sjis", "CP932"}, {"euc-kr", "CP949"},
  {"ks_c_5601-1987", "CP949"}, {"iso-8859-9", "WINDOWS-1254"},
};

static iconv_t open_charset(const char *name) {
  for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
    if (strcasecmp(name, meant[i][0]) == 0) name = meant[i][1];
  return iconv_open("UTF-8", name);
}

/*
 * One character: with too little room for two. @return bytes of the input that
 * it was made of; `n` of UTF-8, 0 when they are malformed
 */
static size_t take_char(iconv_t cd, const char *s, size_t len, char out[8],
                        size_t *n) {
  for (size_t room = 1; room <= 8; room++) {
    char *in = (char *)(uintptr_t)s, *to = out;
    size_t left = len, free_bytes = room;
    size_t code = iconv(cd, &in, &left, &to, &free_bytes);
    *n = room - free_bytes;
    if (*n > 0 || left < len) return len - left;
    if (code == (size_t)-1 && errno != E2BIG) break;
    if (code != (size_t)-1) return len;
  }
  *n = 0;
  return 1;
}

static quoth_status from_charset(quoth__utf8 *u, const char *s, size_t len,
                                 iconv_t cd) {
  quoth_status status = QUOTH_OK;
  for (size_t at = 0; status == QUOTH_OK && at < len;) {
    char c[8];
    size_t n, taken = take_char(cd, s + at, len - at, c, &n);
    uint32_t cp = 0xFFFD;
    if (n > 0) quoth_utf8_get(c, n, 0, &cp);
    bool bad = (n == 0 && taken == 1) || (n > 0 && is_control(cp));
    if (bad) status = add(u, replacement, 3, at, taken);
    else if (n > 0) status = add(u, c, n, at, taken);
    at += taken;
  }
  return status;
}

quoth_status quoth__utf8_make(quoth__utf8 *out, const char *bytes, size_t len,
                              const char *charset) {
  *out = (quoth__utf8){.s = ""};
  if (len > (size_t)INT32_MAX) return QUOTH_ELIMIT;
  bool utf8 = charset ? strcasecmp(charset, "utf-8") == 0 ||
                            strcasecmp(charset, "utf8") == 0
                      : is_utf8(bytes, len);
  iconv_t cd = (iconv_t)-1;
  if (!utf8) cd = open_charset(charset ? charset : "windows-1252");
  if (cd == (iconv_t)-1) utf8 = true;
  quoth_status status = utf8 ? from_utf8(out, bytes, len)
                             : from_charset(out, bytes, len, cd);
  if (cd != (iconv_t)-1) iconv_close(cd);
  if (status != QUOTH_OK) quoth__utf8_done(out);
  return status;
}
