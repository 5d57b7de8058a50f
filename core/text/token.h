/* SPDX-License-Identifier: MIT */
/* Words by UAX #29 become tokens by the news tailoring (docs/segmentation.md). */
#ifndef QUOTH_TEXT_TOKEN_H
#define QUOTH_TEXT_TOKEN_H

#include "base/vec.h"
#include "text/language.h"

typedef QUOTH__VEC(quoth_token) quoth__tokens;

/**
 * Append all tokens, with QUOTH_TOKEN_SPACE_BEFORE where it is so; types and
 * other flags are left 0.
 * @param plain UAX #29 alone, without white space
 * @return QUOTH_OK or QUOTH_ENOMEM
 */
quoth_status quoth__tokens_find(const char *text, uint32_t len,
                                const quoth__language *language, bool plain,
                                const quoth__mem *mem, quoth__tokens *out);

/** Kind of a token that ends with its period: Mr. U.S. J. 3. or NONE. */
quoth__abbr quoth__token_abbr(const char *token, uint32_t len,
                              const quoth__language *language);

#endif
