/* SPDX-License-Identifier: MIT */
/* Speech, scare quotes, titles, nicknames: by the look of the words. */
#ifndef QUOTH_TEXT_QUOTECLASS_H
#define QUOTH_TEXT_QUOTECLASS_H

#include "text/quotemarks.h"

/**
 * Class of the quotation between the marks at tokens `open` and `close`, in a
 * paragraph of the tokens [first, end).
 */
quoth_quotation_class quoth__quotation_class(const quoth__quote_input *input,
                                             const quoth__tokens *tokens,
                                             uint32_t first, uint32_t end,
                                             uint32_t open, uint32_t close);

#endif
