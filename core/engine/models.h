/* SPDX-License-Identifier: MIT */
/* The language models of an engine, and what patterns may ask of them. */
#ifndef QUOTH_ENGINE_MODELS_H
#define QUOTH_ENGINE_MODELS_H

#include "base/arena.h"
#include "base/vec.h"
#include "lang/model.h"

enum {
  /* Numbers of attributes from here on are of a model: a quoth_layer, or head. */
  QUOTH__MODEL_ATTRIBUTE = 1u << 30,
  QUOTH__MODEL_HEAD = QUOTH__MODEL_ATTRIBUTE + QUOTH_LAYER_COUNT,
};

typedef struct quoth__known_model {
  const char *lang;
  const quoth_model *model; /* NULL: docs bring their own tags and trees */
  quoth_model *owned;       /* the same when the engine opened it, or NULL */
} quoth__known_model;

typedef struct quoth__models {
  quoth__mem mem;
  QUOTH__VEC(quoth__known_model) list;
  QUOTH__VEC(const char *) folders; /* of LANG.model, in order */
  quoth_error error; /* of the last file that could not be used */
} quoth__models;

void quoth__models_init(quoth__models *models, const quoth__mem *mem);
void quoth__models_done(quoth__models *models);

/** What is known for a language ("en" for "en-GB"); NULL: nothing. */
const quoth__known_model *quoth__models_find(const quoth__models *models,
                                             const char *lang);

/**
 * As quoth__models_find(), but open LANG.model of a folder when there is none.
 * `arena` keeps the name. A file that is damaged is told in `models->error`.
 */
const quoth__known_model *quoth__models_need(quoth__models *models,
                                             quoth__arena *arena,
                                             const char *lang);

/** Open LANG.model of the folders; owned by the caller. */
quoth_status quoth__models_open(const quoth__models *models, const char *lang,
                                quoth_model **out, quoth_error *error);

/** The number of an attribute that models give, or QUOTH_NONE. */
uint32_t quoth__models_attribute(const char *name, size_t len);

#endif
