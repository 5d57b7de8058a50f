/* SPDX-License-Identifier: MIT */
/*
 * Part of speech: greedy from left to right, an averaged perceptron over hashed
 * features whose weights are short lists of (tag, weight). After Collins 2002;
 * the lexicon decides for words that have one tag.
 */
#ifndef QUOTH_LANG_TAGGER_H
#define QUOTH_LANG_TAGGER_H

#include "lang/lexicon.h"

enum {
  QUOTH__TAG_FEATURES = 40, /* at most so many a word */
  QUOTH__TAG_MAX = 200,     /* tags a model may have */
};

/**
 * Slots: 0 empty, else check (12 bits) over the place of its list (20 bits, in
 * units of 4 bytes). A list: count, then so many pairs of tag and weight.
 */
typedef struct quoth__weights {
  const uint32_t *slots;
  uint32_t mask;
  const uint8_t *lists;
} quoth__weights;

typedef struct quoth__tagger {
  quoth__words words;
  quoth__weights weights;
  uint32_t n_tags;
} quoth__tagger;

/** How a sentence is written: as usual, Like a Headline, or ALL IN CAPITALS. */
uint32_t quoth__tagger_mode(const quoth__entry *const *words, uint32_t n);

/** Features of word `i` after tags `t1` (before it) and `t2`; their number. */
uint32_t quoth__tagger_features(const quoth__entry *const *words, uint32_t n,
                                uint32_t i, uint32_t t1, uint32_t t2,
                                uint32_t mode,
                                uint32_t out[QUOTH__TAG_FEATURES]);

/** Tags of the words of one sentence. Threads: safe. */
void quoth__tagger_run(const quoth__tagger *tagger,
                       const quoth__entry *const *words, uint32_t n,
                       uint8_t *tags);

#endif
