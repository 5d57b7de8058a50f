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
  QUOTH__TAG_BUCKET = 8,    /* slots that are looked at in one go */
};

/**
 * Slots, in buckets that are filled from the front: 0 empty, else check (12 bits) over the place of its list (20 bits, in
 * units of 4 bytes). A list: count, then so many pairs of tag and weight.
 */
typedef struct quoth__weights {
  const uint32_t *slots;
  uint32_t mask; /* number of buckets, a power of two, less one */
  const uint8_t *lists;
} quoth__weights;

/** Where the slot of a feature is, unless the bucket is full. */
static inline const uint32_t *quoth__bucket(const uint32_t *slots,
                                            uint32_t mask, uint32_t feature) {
  return slots + (size_t)(feature & mask) * QUOTH__TAG_BUCKET;
}

typedef struct quoth__tagger {
  quoth__words words;
  quoth__weights weights;
  uint32_t n_tags;
} quoth__tagger;

/** How a sentence is written: as usual, Like a Headline, or ALL IN CAPITALS. */
uint32_t quoth__tagger_mode(const quoth__entry *const *words, uint32_t n);

/** What the features of a word have in common. */
typedef struct quoth__tag_context {
  const quoth__entry *word, *before, *next;
  uint32_t caps;
} quoth__tag_context;

/**
 * Features of word `i` that do not ask for tags before it, and then those that
 * do: `t1` just before it, `t2` before that.
 * @param out room for QUOTH__TAG_FEATURES in all
 * @return their number
 */
uint32_t quoth__tagger_first(const quoth__entry *const *words, uint32_t n,
                             uint32_t i, uint32_t mode,
                             quoth__tag_context *at, uint32_t *out);
uint32_t quoth__tagger_second(const quoth__tag_context *at, uint32_t t1,
                              uint32_t t2, uint32_t *out);

/** Tags of the words of one sentence. Threads: safe. */
void quoth__tagger_run(const quoth__tagger *tagger,
                       const quoth__entry *const *words, uint32_t n,
                       uint8_t *tags);

#endif
