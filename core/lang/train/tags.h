/* SPDX-License-Identifier: MIT */
/* Training of the tagger: tag set, lexicon, weights. */
#ifndef QUOTH_LANG_TRAIN_TAGS_H
#define QUOTH_LANG_TRAIN_TAGS_H

#include "lang/tagger.h"
#include "lang/train/train.h"

typedef struct tagset {
  uint8_t upos[256], xpos[256]; /* of each joint tag */
  uint32_t n;
} tagset;

/** Number the pairs of UPOS and XPOS and set `tag` of every word. */
void tagset_build(tagset *set, const labels *labels, treebank *bank);
void tagset_apply(const tagset *set, treebank *bank);

typedef struct lexicon {
  quoth__lexeme *slots;
  uint32_t n_slots, n_words;
} lexicon;

void lexicon_build(lexicon *lex, const treebank *bank, const uint32_t *ids,
                   uint32_t n);

typedef struct weights {
  uint32_t *slots, n_slots;
  uint8_t *lists;
  uint32_t lists_size, n_features;
} weights;

/** Train on the sentences `ids`; the result can be used by the tagger. */
void tagger_train(const treebank *bank, const uint32_t *ids, uint32_t n,
                  const lexicon *lex, uint32_t n_tags, uint32_t epochs,
                  weights *out);

quoth__tagger tagger_of(const lexicon *lex, const weights *w, uint32_t n_tags);

/** Tag a treebank's words with a tagger; `tags` has room for all of them. */
void tagger_apply(const quoth__tagger *tagger, const sentence *s,
                  uint8_t *tags);

#endif
