/* SPDX-License-Identifier: MIT */
/* What the public interface says of single characters. */
#include <utf8proc.h>

#include "unicode/grapheme.h"
#include "unicode/utf8.h"

uint32_t quoth_utf8_get(const char *text, size_t len, size_t at,
                        uint32_t *cp) {
  quoth__char c = {QUOTH__REPLACEMENT, 0, false};
  if (text && at < len) c = quoth__utf8_get(text, len, at);
  if (cp) *cp = c.cp;
  return c.len;
}

/* Cells of a cluster: its widest character, or 2 when U+FE0F asks for emoji. */
static uint32_t cluster_columns(const char *text, size_t end, size_t at) {
  uint32_t columns = 0;
  while (at < end) {
    quoth__char c = quoth__utf8_get(text, end, at);
    int width = utf8proc_charwidth((utf8proc_int32_t)c.cp);
    if (c.cp == 0xFE0F && columns == 1) width = 2;
    if (width > (int)columns) columns = (uint32_t)width;
    at += c.len;
  }
  return columns;
}

size_t quoth_cluster_get(const char *text, size_t len, size_t at,
                         uint32_t *columns) {
  size_t end =
      text && at < len ? quoth__grapheme_next(text, len, at) : at;
  if (columns) *columns = cluster_columns(text, end, at);
  return end - at;
}
