/* SPDX-License-Identifier: MIT */
/* Errors with a place: what went wrong, where, and what to try. */
#ifndef QUOTH_BASE_ERROR_H
#define QUOTH_BASE_ERROR_H

#include "quoth.h"

#if defined(__GNUC__)
#define QUOTH__PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define QUOTH__PRINTF(f, a)
#endif

/** Fill `error` (may be NULL), without a place. Returns `status`. */
quoth_status quoth__error_set(quoth_error *error, quoth_status status,
                              const char *format, ...) QUOTH__PRINTF(3, 4);

/**
 * Fill `error` with the place of byte `at` of `text`, whose first byte stands
 * at `origin`; the line of text and the caret's column go into the excerpt.
 * Column counts code points from 1. Returns `status`.
 */
quoth_status quoth__error_at(quoth_error *error, quoth_status status,
                             const quoth_origin *origin, const char *text,
                             size_t len, size_t at, const char *format, ...)
    QUOTH__PRINTF(7, 8);

/** Add a hint ("did you mean ...") to an error; `error` may be NULL. */
void quoth__error_hint(quoth_error *error, const char *format, ...)
    QUOTH__PRINTF(2, 3);

/**
 * The candidate nearest to `name` by Damerau-Levenshtein distance (optimal
 * string alignment), or NULL when none is near enough to be meant.
 */
const char *quoth__nearest(const char *name, size_t len,
                           const char *const *candidates, size_t count);

#endif
