/* SPDX-License-Identifier: MIT */
/*
 * The trainer of the English model: build/train-model. A program of its own; it
 * may print and exit. Integers and plain IEEE arithmetic only, and a generator
 * of its own, so that the same treebank always gives the same bytes.
 */
#ifndef QUOTH_LANG_TRAIN_H
#define QUOTH_LANG_TRAIN_H

#include <stdio.h>

#include "lang/lexicon.h"

/* ---- Tools --------------------------------------------------------------- */

_Noreturn void die(const char *format, ...);
void *need(size_t size);                  /* zeroed; never NULL */
void *grow(void *ptr, size_t size);

/** A small generator (xorshift*), the same everywhere. */
typedef struct rng {
  uint64_t state;
} rng;
uint32_t rng_next(rng *r);
uint32_t rng_below(rng *r, uint32_t n);
void rng_shuffle(rng *r, uint32_t *ids, uint32_t n);

/** Strings to numbers, in order of first sight. */
typedef struct names {
  char **name;
  uint32_t *len;
  uint64_t *count;
  uint32_t n, cap, *slots, n_slots;
} names;
uint32_t names_add(names *set, const char *s, size_t len);
uint32_t names_find(const names *set, const char *s, size_t len);

/* ---- Treebank ------------------------------------------------------------ */

typedef struct word {
  const char *form, *lemma;
  uint32_t form_len, lemma_len;
  uint16_t upos, xpos, deprel;
  uint16_t tag; /* joint tag of UPOS and XPOS */
  uint32_t head; /* from 1; 0: root */
  bool space_after;
} word;

typedef struct sentence {
  word *words;
  uint32_t n;
} sentence;

typedef struct treebank {
  sentence *list;
  uint32_t n, cap, n_words;
} treebank;

typedef struct labels {
  names upos, xpos, deprel;
} labels;

/** Add the sentences of a CoNLL-U file. */
void treebank_read(const char *path, labels *labels, treebank *bank);

/** A copy in another case: 'u' all upper, 't' Title Case, 'l' all lower. */
void sentence_recase(const sentence *from, char how, sentence *to);

#endif
