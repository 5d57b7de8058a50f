/* SPDX-License-Identifier: MIT */
/* Quotations, from the marks that open and close them (docs/quotations.md). */
#ifndef QUOTH_TEXT_QUOTEMARKS_H
#define QUOTH_TEXT_QUOTEMARKS_H

#include "text/paragraph.h"
#include "text/token.h"
#include "text/types.h"

typedef QUOTH__VEC(quoth_quotation) quoth__quotations;

/** What the search for quotations reads; all kept during the call. */
typedef struct quoth__quote_input {
  const char *text;
  uint32_t len;
  const quoth__language *language;
  const quoth__types *types;
  const quoth__spans *paragraphs;
  quoth__dash dash; /* the language's, or what the text shows */
} quoth__quote_input;

/**
 * Append all quotations, in order of start, outer before inner, and set the
 * flags QUOTE_OPEN and QUOTE_CLOSE of the tokens. QUOTH_ENOMEM.
 */
quoth_status quoth__quotations_find(const quoth__quote_input *input,
                                    quoth__tokens *tokens,
                                    const quoth__mem *mem,
                                    quoth__quotations *out);

#endif
