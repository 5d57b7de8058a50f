/* SPDX-License-Identifier: MIT */
#include "io/html_text.h"

#include <string.h>

#include "quoth.h"

/* What stands for a byte below 0x80, or NULL for the byte itself. */
static const char *entity(unsigned char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\t': case '\n': return NULL;
    case '\r': return "\n";
    default: return c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
  }
}

void quoth__html_text(quoth__out *out, const char *s, size_t len) {
  size_t from = 0, at = 0;
  while (at < len) {
    unsigned char c = (unsigned char)s[at];
    uint32_t cp = c;
    size_t n = c < 0x80 ? 1 : quoth_utf8_get(s, len, at, &cp);
    const char *other = c < 0x80 ? entity(c) : NULL;
    if (cp == 0xFFFD || (cp >= 0x80 && cp < 0xA0)) other = "\xEF\xBF\xBD";
    if (other) {
      quoth__out_add(out, s + from, at - from);
      quoth__out_str(out, other);
      from = at + n;
    }
    at += n;
  }
  quoth__out_add(out, s + from, at - from);
}

void quoth__html_str(quoth__out *out, const char *s) {
  quoth__html_text(out, s, strlen(s));
}
