/* SPDX-License-Identifier: MIT */
/* A phrase of a pattern or lexicon, tokenized as text is. */
#ifndef QUOTH_MATCH_WORDS_H
#define QUOTH_MATCH_WORDS_H

#include "base/mem.h"

enum { QUOTH__MAX_WORDS = 64 }; /* in one phrase */

/** How many ways there are to read a phrase: see quoth__words_new(). */
enum { QUOTH__N_READINGS = 2 };

/**
 * Tokenize a phrase. Whether a full stop belongs to its last word depends on
 * what follows: reading 0 is the phrase alone, as at the end of a text,
 * reading 1 the phrase within a sentence ("Inc." as one token).
 * @param n_tokens out: the doc's tokens from 0 that are the phrase
 * @param doc out: owned, quoth_doc_free()
 */
quoth_status quoth__words_new(const quoth__mem *mem, const char *lang,
                              const char *phrase, size_t len, int reading,
                              quoth_doc **doc, uint32_t *n_tokens);

#endif
