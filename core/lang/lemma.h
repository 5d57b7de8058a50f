/* SPDX-License-Identifier: MIT */
/* Dictionary forms of English words: exceptions as data, then rules. */
#ifndef QUOTH_LANG_LEMMA_H
#define QUOTH_LANG_LEMMA_H

#include "lang/form.h"

enum { QUOTH__LEMMA_MAX = QUOTH__FORM_MAX + 8 };

/** How a word of some tag relates to its dictionary form. */
typedef enum quoth__inflection {
  QUOTH__INFLECT_NONE,   /* the word in lower case */
  QUOTH__INFLECT_NAME,   /* the word as it stands */
  QUOTH__INFLECT_NAMES,  /* a plural name: Senators */
  QUOTH__INFLECT_PLURAL, /* houses */
  QUOTH__INFLECT_THIRD,  /* says */
  QUOTH__INFLECT_PAST,   /* said, done */
  QUOTH__INFLECT_ING,    /* saying */
  QUOTH__INFLECT_MORE,   /* larger */
  QUOTH__INFLECT_MOST,   /* largest */
} quoth__inflection;

quoth__inflection quoth__lemma_inflection(const char *upos, const char *xpos);

/** A slot of the table of exceptions; key 0 is empty. */
typedef struct quoth__lemma_slot {
  uint32_t key;
  uint32_t place; /* of its lemma among the strings */
} quoth__lemma_slot;

typedef struct quoth__lemmas {
  const quoth__lemma_slot *slots;
  uint32_t mask;
  const char *strings; /* each NUL-terminated */
} quoth__lemmas;

enum { QUOTH__LEMMA_BASE = 254 }; /* in place of a tag: is a base form */

/** Key of a normal form and a tag; never 0. */
uint32_t quoth__lemma_key(const char *norm, uint32_t len, uint32_t tag);

/**
 * The lemma of a word.
 * @param lemmas may be NULL: rules alone
 * @return length of `out`, which is NUL-terminated
 */
uint32_t quoth__lemma_find(const quoth__lemmas *lemmas, const char *s,
                           uint32_t len, uint32_t tag,
                           quoth__inflection inflection,
                           char out[QUOTH__LEMMA_MAX]);

/** "write" of "wrote"; NULL for what is not in the list. */
const char *quoth__lemma_irregular(const char *past);

#endif
