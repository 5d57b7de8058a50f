/* SPDX-License-Identifier: MIT */
/* An article and what was found in it, as writers get it. */
#ifndef QUOTH_IO_ARTICLE_H
#define QUOTH_IO_ARTICLE_H

#include "io/attribution.h"
#include "io/offsets.h"
#include "io/record.h"

typedef struct quoth__article {
  const quoth__record *record;
  quoth_context *context; /* the other three are of it */
  const quoth_doc *doc;
  const quoth_annotations *annotations;
  const quoth_engine *engine;
} quoth__article;

quoth__article quoth__article_of(const quoth__record *record,
                                 quoth_context *context);

/** A span in `unit`: code points, the record's source bytes, ... */
quoth_span quoth__article_span(const quoth__article *article, quoth_span span,
                               quoth__unit unit);

/** Where a walk over spans in the order of their starts has come. */
typedef struct quoth__cursor {
  const quoth__article *article;
  quoth__unit unit;
  uint32_t byte, offset; /* 0 at the start */
} quoth__cursor;

/**
 * The same as quoth__article_span(), for many spans in order that start at a
 * character, as tokens do: it goes on from where the last one started.
 */
quoth_span quoth__cursor_span(quoth__cursor *cursor, quoth_span span);

/** Write `[start, end]`. */
void quoth__article_write_span(quoth__out *out, const quoth__article *article,
                               quoth_span span, quoth__unit unit);

#endif
