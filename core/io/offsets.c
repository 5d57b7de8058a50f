/* SPDX-License-Identifier: MIT */
#include "io/offsets.h"

const char *quoth__unit_name(quoth__unit unit) {
  static const char *const names[] = {
    [QUOTH__UNIT_BYTES] = "bytes", [QUOTH__UNIT_CODEPOINTS] = "codepoints",
    [QUOTH__UNIT_UTF16] = "utf16", [QUOTH__UNIT_SOURCE] = "source",
  };
  return names[unit];
}

uint32_t quoth__offset(const quoth_doc *doc, uint32_t byte, quoth__unit unit) {
  if (unit == QUOTH__UNIT_BYTES) return byte;
  quoth_place place = {0};
  /* A script may end a span inside a character. */
  while (quoth_doc_locate(doc, byte, &place) != QUOTH_OK && byte > 0) byte--;
  return unit == QUOTH__UNIT_UTF16 ? place.utf16 : place.codepoint;
}
