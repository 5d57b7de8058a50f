/* SPDX-License-Identifier: MIT */
/* Where URLs, e-mail addresses, @handles and #tags end. */
#ifndef QUOTH_TEXT_WEBLINK_H
#define QUOTH_TEXT_WEBLINK_H

#include "quoth.h"

/** End of the URL that begins with the word [start, word_end), or 0. */
uint32_t quoth__weblink_end(const char *s, uint32_t len, uint32_t start,
                            uint32_t word_end);

/** Span of the e-mail address around the @ at byte `at`; false when none. */
bool quoth__weblink_email(const char *s, uint32_t len, uint32_t at,
                          quoth_span *out);

/** End of the @handle or #tag that starts at byte `at`, or 0. */
uint32_t quoth__weblink_tag(const char *s, uint32_t len, uint32_t at);

/** name.name.com: ASCII, with a period and one of the commonest ends. */
bool quoth__weblink_is_domain(const char *s, uint32_t len);

#endif
