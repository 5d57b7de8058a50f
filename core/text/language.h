/* SPDX-License-Identifier: MIT */
/* What is particular to the writing of a language, as data. */
#ifndef QUOTH_TEXT_LANGUAGE_H
#define QUOTH_TEXT_LANGUAGE_H

#include "quoth.h"

/** What may follow the period of an abbreviation. */
typedef enum quoth__abbr {
  QUOTH__ABBR_NONE,   /* no abbreviation */
  QUOTH__ABBR_TITLE,  /* never ends a sentence: Mr. */
  QUOTH__ABBR_PLAIN,  /* may end one: Inc. */
  QUOTH__ABBR_NUMBER, /* one only before a digit: No. 5 */
} quoth__abbr;

typedef struct quoth__abbreviation {
  const char *word; /* without the period; a capital asks for a capital */
  quoth__abbr kind;
} quoth__abbreviation;

/** A pair of marks; `spaced` ones keep a space inside (French « »). */
typedef struct quoth__mark_pair {
  uint32_t open, close;
  uint32_t level; /* 0: usual outside, 1: usual inside, 2: now and then */
  bool title;     /* marks titles only: 《》 */
} quoth__mark_pair;

typedef enum quoth__dash {
  QUOTH__DASH_NONE,     /* dashes open no dialogue */
  QUOTH__DASH_LINE,     /* at the start of a paragraph, to its end */
  QUOTH__DASH_NARRATED, /* likewise; behind a stop, it opens narration too */
  QUOTH__DASH_SPACED,   /* likewise; narration needs no stop before it */
} quoth__dash;

/** Word lists are in lower case and end with NULL. */
typedef struct quoth__language {
  const char *tag;                          /* "en"; "" neutral */
  const quoth__abbreviation *abbreviations;
  uint32_t n_abbreviations;
  const char *const *starters;   /* words that begin a sentence, seldom a name */
  const char *const *reporters;  /* commonest words for "said" */
  const char *const *elided;     /* words written with a leading apostrophe */
  const char *const *not_possessive; /* before 's it is "is", "has" or "us" */
  const quoth__mark_pair *marks; /* ends with {0} */
  quoth__dash dash;
  bool possessive;     /* 's and ' are split off */
  bool ordinal_period; /* 3. means "third" */
  bool spaced_marks;   /* a space inside of the marks is usual */
} quoth__language;

/**
 * The language of a tag ("en", "en-GB", "de_AT"), else the neutral one: the
 * union of all quotation marks. Never NULL. Borrowed, valid for ever.
 */
const quoth__language *quoth__language_find(const char *tag);

/** All of them, the neutral one last. */
const quoth__language *const *quoth__language_all(uint32_t *count);

/** Kind of a word (without its period) as an abbreviation by the list. */
quoth__abbr quoth__language_abbr(const quoth__language *language,
                                 const char *word, uint32_t len);

/** Is the word, whatever its case, in a list? (ASCII case only.) */
bool quoth__language_lists(const char *const *list, const char *word,
                           uint32_t len);

#endif
