/* SPDX-License-Identifier: MIT */
/*
 * Articles in which people marked who said what: JSON Lines with "id", "text"
 * and "quotes", offsets in code points. What an engine found takes the same
 * shape, so that the two can be compared.
 */
#ifndef QUOTH_IO_GOLD_H
#define QUOTH_IO_GOLD_H

#include <jansson.h>

#include "io/attribution.h"
#include "io/in.h"
#include "io/record.h"

typedef enum quoth__role {
  QUOTH__ROLE_CONTENT,
  QUOTH__ROLE_CUE,
  QUOTH__ROLE_SOURCE,
  QUOTH__ROLES,
} quoth__role;

/** One attribution; spans in code points, in order of place. */
typedef struct quoth__quote {
  quoth_kind kind;
  quoth_span *spans[QUOTH__ROLES];
  uint32_t n[QUOTH__ROLES];
  const char *speaker; /* NULL: not told. Not owned */
  size_t speaker_len;
  uint32_t rule; /* that found it, or QUOTH_NONE */
} quoth__quote;

/** Owned: quoth__quotes_done(). All zeros is empty. */
typedef struct quoth__quotes {
  quoth__quote *data;
  uint32_t count;
} quoth__quotes;

void quoth__quotes_done(quoth__quotes *quotes);

/** A text by code points. */
typedef struct quoth__points {
  uint32_t *cps;
  uint32_t *at_byte; /* number of the code point that a byte belongs to */
  uint32_t *bytes;   /* byte at which a code point starts, and the end */
  uint32_t n, len;
} quoth__points;

bool quoth__points_init(quoth__points *points, const char *text, size_t len);
void quoth__points_done(quoth__points *points);

typedef struct quoth__gold {
  quoth__in in;
  uint32_t line;
  bool nested; /* keep quotes that are marked nested */
  json_t *object;
} quoth__gold;

void quoth__gold_open(quoth__gold *gold, const char *path);
void quoth__gold_close(quoth__gold *gold);

/**
 * The next article.
 * @param record, quotes, points out: the record borrowed until the next call,
 *   the others owned
 * @return QUOTH_OK, QUOTH_ENOTFOUND at the end; else with an error
 */
quoth_status quoth__gold_next(quoth__gold *gold, quoth__record *record,
                              quoth__quotes *quotes, quoth__points *points,
                              quoth_error *error);

/** What an engine found in the text of `points`. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status quoth__quotes_found(const quoth_doc *doc,
                                 const quoth_annotations *annotations,
                                 const quoth_engine *engine,
                                 const quoth__points *points,
                                 quoth__quotes *quotes);

const char *quoth__role_name(quoth__role role);

#endif
