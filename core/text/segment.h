/* SPDX-License-Identifier: MIT */
/* Sentences: UAX #29 with the news tailoring of docs/segmentation.md. */
#ifndef QUOTH_TEXT_SEGMENT_H
#define QUOTH_TEXT_SEGMENT_H

#include "text/paragraph.h"
#include "text/token.h"
#include "text/types.h"

/** What the search for sentences reads; all kept during the call. */
typedef struct quoth__segment_input {
  const char *text;
  const quoth__language *language;
  const quoth__types *types;
  const quoth__spans *paragraphs;
  bool plain; /* UAX #29 alone */
} quoth__segment_input;

/**
 * The tokens must know which quotation marks open and close already.
 * Append the sentences of all paragraphs and set the flags of the tokens that
 * tell of sentences and paragraphs. QUOTH_ENOMEM.
 */
quoth_status quoth__sentences_find(const quoth__segment_input *input,
                                   quoth__tokens *tokens,
                                   const quoth__mem *mem, quoth__spans *out);

#endif
