/* SPDX-License-Identifier: MIT */
/* Tokens, one a line: tab-separated, or JSON. */
#ifndef QUOTH_IO_TOKENS_OUT_H
#define QUOTH_IO_TOKENS_OUT_H

#include "io/offsets.h"

typedef struct quoth__tokens_options {
  bool json;
  quoth__unit unit;
} quoth__tokens_options;

void quoth__tokens_write(quoth__out *out, const quoth_doc *doc,
                         const quoth__tokens_options *options);

#endif
