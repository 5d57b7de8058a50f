/* SPDX-License-Identifier: MIT */
/* Token attributes that callbacks compute, once for a token of a doc. */
#ifndef QUOTH_ENGINE_ATTRIBUTE_H
#define QUOTH_ENGINE_ATTRIBUTE_H

#include "base/arena.h"
#include "base/vec.h"
#include "match/view.h"

/** What callbacks have answered for one doc. */
typedef struct quoth__answers {
  quoth__mem mem;
  uint32_t *at; /* by attribute, then token: 0 not asked, else 1 + value */
  size_t cap;
  QUOTH__VEC(quoth_value) values;
  quoth__arena strings;
  quoth_status status;  /* of the first callback that failed */
  quoth_error *error;   /* where it says why; borrowed during a run */
} quoth__answers;

void quoth__answers_init(quoth__answers *answers, const quoth__mem *mem);
void quoth__answers_done(quoth__answers *answers);

/** Forget everything, make room for a doc. Errors: QUOTH_ENOMEM. */
quoth_status quoth__answers_reset(quoth__answers *answers,
                                  uint32_t n_attributes, uint32_t n_tokens,
                                  quoth_error *error);

/** The attributes of a context, for its view. */
quoth__attributes quoth__attributes_of(quoth_context *context);

#endif
