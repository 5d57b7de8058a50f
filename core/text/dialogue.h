/* SPDX-License-Identifier: MIT */
/* Speech without quotation marks: after a dash, or set off as a block. */
#ifndef QUOTH_TEXT_DIALOGUE_H
#define QUOTH_TEXT_DIALOGUE_H

#include "text/quotemarks.h"

/**
 * How dashes open dialogue: as the language says; without a language by the
 * text, which then needs two paragraphs that a long dash and a capital begin.
 */
quoth__dash quoth__dialogue_style(const quoth__quote_input *input);

/** Does the paragraph's first token open dialogue in this language? */
bool quoth__dialogue_opens(const quoth__quote_input *input,
                           const quoth__tokens *tokens, uint32_t token);

/**
 * Append the spans that are spoken after dashes in the paragraph [first, end).
 * @param quoted out of 0 and 1: for each token of the paragraph, whether it
 *   stands between quotation marks; dashes there mean nothing
 * QUOTH_ENOMEM.
 */
quoth_status quoth__dialogue_find(const quoth__quote_input *input,
                                  const quoth__tokens *tokens, uint32_t first,
                                  uint32_t end, const uint8_t *quoted,
                                  const quoth__mem *mem, quoth__spans *out);

/** Is the paragraph a block quotation: "> " before it, or indented? */
bool quoth__block_quotes(const quoth__quote_input *input, uint32_t paragraph);

#endif
