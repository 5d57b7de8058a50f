/* SPDX-License-Identifier: MIT */
/* What can be said of a token from its bytes alone. */
#ifndef QUOTH_TEXT_ATTRIBUTES_H
#define QUOTH_TEXT_ATTRIBUTES_H

#include "base/buf.h"

/** Fill n_cps, cls, caps and script from text and text_len. */
void quoth__attributes_set(quoth_type *type);

/** NFC and full case folding, with ’ as '; `out` is emptied first. */
bool quoth__attributes_norm(const char *s, uint32_t len, quoth__buf *out);

/** Letters as X and x, digits as d, runs cut at 4; `out` is emptied first. */
bool quoth__attributes_shape(const char *s, uint32_t len, quoth__buf *out);

/** True for the code points that quotations are marked with. */
bool quoth__is_quote_mark(uint32_t cp);

#endif
