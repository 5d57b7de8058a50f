/* SPDX-License-Identifier: MIT */
/* Paragraphs, from blank lines, line lengths and line ends. */
#ifndef QUOTH_TEXT_PARAGRAPH_H
#define QUOTH_TEXT_PARAGRAPH_H

#include "base/vec.h"

typedef QUOTH__VEC(quoth_span) quoth__spans;

/** Append the paragraphs, without outer white space. QUOTH_ENOMEM. */
quoth_status quoth__paragraphs_find(const char *text, uint32_t len,
                                    const quoth__mem *mem, quoth__spans *out);

#endif
