/* SPDX-License-Identifier: MIT */
/*
 * Lemmas, tags and trees of one doc, made when they are asked for, a sentence
 * at a time. Owned by one thread; used again for the next doc.
 */
#ifndef QUOTH_LANG_ANALYSIS_H
#define QUOTH_LANG_ANALYSIS_H

#include "lang/model.h"

typedef struct quoth__analysis quoth__analysis;

/** What can be asked of a token; its head is a number of a token. */
typedef enum quoth__layer {
  QUOTH__LAYER_LEMMA,
  QUOTH__LAYER_POS, /* universal: NOUN */
  QUOTH__LAYER_TAG, /* of the language: NNS */
  QUOTH__LAYER_DEP, /* universal relation: nsubj:pass */
  QUOTH__LAYER_COUNT,
} quoth__layer;

quoth_status quoth__analysis_new(const quoth__mem *mem, quoth__analysis **out);
void quoth__analysis_free(quoth__analysis *analysis);

/**
 * Forget the doc before; no work yet. `doc` and `model` are kept until the
 * next open. @param model NULL: only what is set is known
 */
void quoth__analysis_open(quoth__analysis *analysis, const quoth_model *model,
                          const quoth_doc *doc);

/**
 * Borrowed until the next open; NULL when nothing is known of the token, or
 * memory is out, which quoth__analysis_status() tells.
 */
const char *quoth__analysis_get(quoth__analysis *analysis, quoth__layer layer,
                                uint32_t token);

/** The head of a token, a token; QUOTH_NONE for the root and the unknown. */
uint32_t quoth__analysis_head(quoth__analysis *analysis, uint32_t token);

/**
 * The tokens from the first to the last that hang on `token`, itself included:
 * the clause that a verb governs.
 */
void quoth__analysis_subtree(quoth__analysis *analysis, uint32_t token,
                             uint32_t *first, uint32_t *last);

/** What a caller knows of a token, in place of the model's opinion. */
typedef struct quoth__given {
  const char *values[QUOTH__LAYER_COUNT]; /* NULL: not known */
  uint32_t head;                          /* QUOTH_NONE: root or not known */
} quoth__given;

/**
 * Set what is known of a token, copied. After the first call for a doc the
 * model is no longer asked for it. Errors: QUOTH_ENOMEM; QUOTH_EINVAL for a
 * token or head that the doc does not have.
 */
quoth_status quoth__analysis_set(quoth__analysis *analysis, uint32_t token,
                                 const quoth__given *given);

/** QUOTH_OK or QUOTH_ENOMEM since the last open. */
quoth_status quoth__analysis_status(const quoth__analysis *analysis);

/** Work since the analysis was made; for benchmarks. */
typedef struct quoth__analysis_counts {
  uint64_t sentences, tagged, parsed; /* seen by open, and worked on */
} quoth__analysis_counts;

quoth__analysis_counts quoth__analysis_count(const quoth__analysis *analysis);

#endif
