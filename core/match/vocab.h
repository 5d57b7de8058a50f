/* SPDX-License-Identifier: MIT */
/*
 * What all patterns and lexicons of an engine share: ids for the words they
 * name, for layers and for regular expressions. Filled while they compile,
 * constant (and shared by threads) from then on.
 */
#ifndef QUOTH_MATCH_VOCAB_H
#define QUOTH_MATCH_VOCAB_H

#include "base/mem.h"

typedef struct quoth__vocab quoth__vocab;

/** `out` owned: quoth__vocab_free(), after all that was made with it. */
quoth_status quoth__vocab_new(const quoth__mem *mem, quoth__vocab **out);
void quoth__vocab_free(quoth__vocab *vocab);

#endif
