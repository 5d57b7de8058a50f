/* SPDX-License-Identifier: MIT */
#include "io/offsets.h"

uint32_t quoth__offset(const quoth_doc *doc, uint32_t byte, quoth__unit unit) {
  if (unit == QUOTH__UNIT_BYTES) return byte;
  quoth_place place = {0};
  /* A script may end a span inside a character. */
  while (quoth_doc_locate(doc, byte, &place) != QUOTH_OK && byte > 0) byte--;
  return unit == QUOTH__UNIT_UTF16 ? place.utf16 : place.codepoint;
}

void quoth__offset_span(quoth__out *out, const quoth_doc *doc, quoth_span span,
                        quoth__unit unit) {
  quoth__out_char(out, '[');
  quoth__out_u32(out, quoth__offset(doc, span.start, unit));
  quoth__out_str(out, ", ");
  quoth__out_u32(out, quoth__offset(doc, span.end, unit));
  quoth__out_char(out, ']');
}
