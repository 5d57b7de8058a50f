/* SPDX-License-Identifier: MIT */
/*
 * Bytes, code points, UTF-16 units, lines and columns: one place in each.
 * Sums are kept for every 256 bytes, starts for every line; a question is a
 * binary search and a walk over one step.
 */
#ifndef QUOTH_TEXT_LOCATE_H
#define QUOTH_TEXT_LOCATE_H

#include "base/vec.h"

/** A character's start, and what stands before it. */
typedef struct quoth__sample {
  uint32_t byte, codepoint, utf16;
} quoth__sample;

typedef struct quoth__locate {
  const char *text; /* kept */
  uint32_t len;
  bool valid; /* the text is well-formed UTF-8 */
  QUOTH__VEC(quoth__sample) samples; /* first start at or after n * 256 */
  QUOTH__VEC(uint32_t) lines; /* first byte of each line */
} quoth__locate;

/** `text` kept until quoth__locate_done(). QUOTH_ENOMEM. */
quoth_status quoth__locate_init(quoth__locate *locate, const quoth__mem *mem,
                                const char *text, uint32_t len);
void quoth__locate_done(quoth__locate *locate, const quoth__mem *mem);

/* As quoth_doc_locate() and its sisters. */
quoth_status quoth__locate_byte(const quoth__locate *locate, uint32_t byte,
                                quoth_place *out);
quoth_status quoth__locate_codepoint(const quoth__locate *locate,
                                     uint32_t codepoint, quoth_place *out);
quoth_status quoth__locate_utf16(const quoth__locate *locate, uint32_t unit,
                                 quoth_place *out);

#endif
