/* SPDX-License-Identifier: MIT */
/* One form for all ways to write a word: case folded, composed. */
#ifndef QUOTH_UNICODE_CASEFOLD_H
#define QUOTH_UNICODE_CASEFOLD_H

#include "base/buf.h"

/**
 * Append NFC(full case folding) of a text to `out`. Malformed bytes are kept
 * as they are; what stands on either side of them is normalised by itself.
 * @return false when memory is out, which `out->failed` remembers
 */
bool quoth__casefold(const char *s, size_t len, quoth__buf *out);

/** Append NFC of a text, as quoth__casefold() but in its own case. */
bool quoth__nfc(const char *s, size_t len, quoth__buf *out);

/** Version of utf8proc, from its macros: "2.8.0". */
const char *quoth__casefold_version(void);

#endif
