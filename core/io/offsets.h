/* SPDX-License-Identifier: MIT */
/* Spans in the unit a user asked for. */
#ifndef QUOTH_IO_OFFSETS_H
#define QUOTH_IO_OFFSETS_H

#include "io/out.h"
#include "quoth.h"

typedef enum quoth__unit {
  QUOTH__UNIT_BYTES,
  QUOTH__UNIT_CODEPOINTS,
  QUOTH__UNIT_UTF16,
} quoth__unit;

/** A byte offset in `unit`; inside a character, the offset of its start. */
uint32_t quoth__offset(const quoth_doc *doc, uint32_t byte, quoth__unit unit);

/** Write `[start, end]`. */
void quoth__offset_span(quoth__out *out, const quoth_doc *doc, quoth_span span,
                        quoth__unit unit);

#endif
