/* SPDX-License-Identifier: MIT */
/*
 * CoNLL-U, as Universal Dependencies have it: words with tags and trees that
 * users bring. https://universaldependencies.org/format.html
 */
#ifndef QUOTH_LANG_CONLLU_H
#define QUOTH_LANG_CONLLU_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/handle.h"
#include "base/vec.h"

/** A word of the treebank; those of "3-4" share the bytes of what they make. */
typedef struct quoth__conllu_word {
  uint32_t start, end; /* bytes of the text */
  const char *values[QUOTH_LAYER_COUNT];
  uint32_t head; /* a word of the document; QUOTH_NONE: root or not known */
} quoth__conllu_word;

struct quoth_conllu {
  QUOTH__HANDLE
  quoth__mem mem;
  quoth__arena arena; /* strings */
  quoth__buf text;
  const char *id;
  QUOTH__VEC(quoth__conllu_word) words; /* in order of the text */
};

#endif
