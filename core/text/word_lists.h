/* SPDX-License-Identifier: MIT */
/* Short closed lists of words, each ended by NULL, in lower case. */
#ifndef QUOTH_TEXT_WORD_LISTS_H
#define QUOTH_TEXT_WORD_LISTS_H

/* Words that begin a sentence and hardly ever a name. */
extern const char *const quoth__starters_en[], *const quoth__starters_de[],
    *const quoth__starters_fr[], *const quoth__starters_es[],
    *const quoth__starters_it[], *const quoth__starters_pt[],
    *const quoth__starters_ru[], *const quoth__starters_uk[],
    *const quoth__starters_pl[], *const quoth__starters_sv[];

/* The commonest words for "said", to keep “Stop!” Ada said. one sentence. */
extern const char *const quoth__reporters_en[], *const quoth__reporters_de[];

/* Words written with an apostrophe for their first letters: ’em, ’tis. */
extern const char *const quoth__elided_en[], *const quoth__elided_de[];

/* Words after which ’s is "is", "has" or "us". */
extern const char *const quoth__not_possessive_en[];

extern const char *const quoth__no_words[];

#endif
