/* SPDX-License-Identifier: MIT */
/*
 * Token types: equal bytes share one id and one set of attributes, computed
 * when the type is first seen. A table may serve many docs, one after another.
 */
#ifndef QUOTH_TEXT_TYPES_H
#define QUOTH_TEXT_TYPES_H

#include "base/mem.h"

typedef struct quoth__types quoth__types;

/** `mem` copied; `out` owned: quoth__types_free(). QUOTH_ENOMEM. */
quoth_status quoth__types_new(const quoth__mem *mem, quoth__types **out);
void quoth__types_free(quoth__types *types);

/** Id of the type of these bytes, made when absent; QUOTH_NONE: no memory. */
uint32_t quoth__types_add(quoth__types *types, const char *s, uint32_t len);

/**
 * Give tokens of `text` their types; false when memory is out.
 * @param len bytes of the text: none is read behind it
 */
bool quoth__types_set(quoth__types *types, const char *text, uint32_t len,
                      quoth_token *tokens, uint32_t n_tokens);

/** Id of the type of these bytes, or QUOTH_NONE. */
uint32_t quoth__types_find(const quoth__types *types, const char *s,
                           uint32_t len);

/** Id of a norm, or QUOTH_NONE when no type has it. */
uint32_t quoth__types_find_norm(const quoth__types *types, const char *norm,
                                uint32_t len);

/** Types are numbered 0 .. count - 1, so are norms. */
uint32_t quoth__types_count(const quoth__types *types);
uint32_t quoth__types_norm_count(const quoth__types *types);

/** Borrowed until quoth__types_free(); NULL for an unknown id. */
const quoth_type *quoth__types_get(const quoth__types *types, uint32_t id);

#endif
