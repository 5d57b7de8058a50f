/* SPDX-License-Identifier: MIT */
/* What the lemma rules get wrong on the treebank becomes data. */
#ifndef QUOTH_LANG_TRAIN_LEMMAS_H
#define QUOTH_LANG_TRAIN_LEMMAS_H

#include "lang/lemma.h"
#include "lang/train/tags.h"

typedef struct lemma_table {
  quoth__lemma_slot *slots;
  uint32_t n_slots, n;
  char *strings;
  uint32_t size;
} lemma_table;

quoth__inflection inflection_of(const labels *labels, const tagset *set,
                                uint32_t tag);
void lemmas_build(lemma_table *table, const treebank *bank,
                  const labels *labels, const tagset *set);
quoth__lemmas lemmas_of(const lemma_table *table);

#endif
