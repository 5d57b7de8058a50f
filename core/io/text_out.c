/* SPDX-License-Identifier: MIT */
#include "io/text_out.h"

#include "quoth.h"

static bool is_line_end(uint32_t cp) {
  return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
         cp == 0x2029;
}

static void write_all(quoth__out *out, const char *s, size_t len,
                      const char *instead) {
  for (size_t at = 0; at < len;) {
    size_t from = at;
    while (at < len && s[at] >= 0x20 && s[at] < 0x7F) at++;
    quoth__out_add(out, s + from, at - from);
    if (at == len) break;
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    if (cp == 0xFFFD) quoth__out_str(out, "\xEF\xBF\xBD");
    else if (instead && is_line_end(cp)) quoth__out_str(out, instead);
    else quoth__out_add(out, s + at, n);
    at += n;
  }
}

void quoth__text_write(quoth__out *out, const char *s, size_t len) {
  write_all(out, s, len, NULL);
}

void quoth__text_write_line(quoth__out *out, const char *s, size_t len,
                            const char *instead) {
  write_all(out, s, len, instead);
}

void quoth__text_write_name(quoth__out *out, const char *s) {
  for (bool first = true; *s; s++, first = false) {
    bool lower = *s >= 'a' && *s <= 'z';
    bool fine = lower || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9') ||
                *s == '-' || *s == '_';
    if (first && lower) quoth__out_char(out, (char)(*s & ~0x20));
    else quoth__out_char(out, fine ? *s : '_');
  }
}
