/* SPDX-License-Identifier: MIT */
/* Words that the training text knows well, by the hash of the normal form. */
#ifndef QUOTH_LANG_LEXICON_H
#define QUOTH_LANG_LEXICON_H

#include "lang/form.h"

enum {
  QUOTH__TAG_NONE = 255,       /* no tag; tags are fewer */
  QUOTH__CLASS_UNKNOWN = 1024, /* from here on: classes of unknown words */
};

/** A slot of the table; word 0 is an empty slot. As it stands in the file. */
typedef struct quoth__lexeme {
  uint32_t norm;
  uint16_t word;  /* from 1 */
  uint16_t klass; /* words of one class have the same set of tags */
  uint8_t tag;    /* the only tag, or QUOTH__TAG_NONE */
  uint8_t rare;   /* so few seen that affixes should help */
  uint16_t spare;
} quoth__lexeme;

typedef struct quoth__words {
  const quoth__lexeme *slots;
  uint32_t mask; /* number of slots, a power of two, less one */
} quoth__words;

/** A form with what the lexicon knows of it. */
typedef struct quoth__entry {
  quoth__form form;
  uint32_t key;   /* the word, or its class when the word is unknown */
  uint16_t word;  /* 0: unknown */
  uint16_t klass;
  uint8_t tag;
  uint8_t rare;
} quoth__entry;

void quoth__words_look(const quoth__words *words, const char *s, uint32_t len,
                       quoth__entry *out);

#endif
