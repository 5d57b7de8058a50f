/* SPDX-License-Identifier: MIT */
/*
 * Lemmas, tags and trees of one doc, made when they are asked for, a sentence
 * at a time. Owned by one thread; used again for the next doc.
 */
#ifndef QUOTH_LANG_ANALYSIS_H
#define QUOTH_LANG_ANALYSIS_H

#include "lang/model.h"

typedef struct quoth__analysis quoth__analysis;

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
const char *quoth__analysis_get(quoth__analysis *analysis, quoth_layer layer,
                                uint32_t token);

/** The head of a token, a token; QUOTH_NONE for the root and the unknown. */
uint32_t quoth__analysis_head(quoth__analysis *analysis, uint32_t token);

/**
 * The tokens from the first to the last that hang on `token`, itself included:
 * the clause that a verb governs.
 */
void quoth__analysis_subtree(quoth__analysis *analysis, uint32_t token,
                             uint32_t *first, uint32_t *last);

/**
 * Set what is known of a token, copied. After the first call for a doc the
 * model is no longer asked for it. Errors: QUOTH_ENOMEM; QUOTH_EINVAL for a
 * token or head that the doc does not have.
 */
quoth_status quoth__analysis_set(quoth__analysis *analysis, uint32_t token,
                                 const quoth_word *word);

/** QUOTH_OK or QUOTH_ENOMEM since the last open. */
quoth_status quoth__analysis_status(const quoth__analysis *analysis);

/** Work since the analysis was made; for benchmarks. */
quoth_layer_counts quoth__analysis_count(const quoth__analysis *analysis);

#endif
