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
  QUOTH__UNIT_SOURCE, /* bytes of what the text was made of, as of HTML */
} quoth__unit;

/** "bytes", "codepoints", ... as --offsets has them. */
const char *quoth__unit_name(quoth__unit unit);

/** A byte offset in `unit`; inside a character, the offset of its start. */
uint32_t quoth__offset(const quoth_doc *doc, uint32_t byte, quoth__unit unit);

#endif
