/* SPDX-License-Identifier: MIT */
/* An article from a JSON object, by the names of its fields. */
#ifndef QUOTH_IO_JSON_FIELDS_H
#define QUOTH_IO_JSON_FIELDS_H

#include "io/formats_in.h"

/**
 * Take the record out of reader->object.
 * @param line, column where the object starts
 * @param number of the object in its file, from 1: an id when it has none and
 *   the preset allows that
 */
quoth__read quoth__json_take(quoth__reader *reader, quoth__record *record,
                             quoth_error *error, uint32_t line,
                             uint32_t column, uint64_t number);

/**
 * An error that jansson tells, with an excerpt of what is near.
 * @param text, len the JSON as far as it was given to jansson, which starts at
 *   line and column; errors may be on later lines
 */
quoth__read quoth__json_bad(const quoth__reader *reader, quoth_error *error,
                            const char *text, size_t len, uint32_t line,
                            uint32_t column, const json_error_t *json);

/** Strict, but for a NUL in a text, which is a character like any other. */
enum {
  QUOTH__JSON_FLAGS =
      JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL,
};

#endif
