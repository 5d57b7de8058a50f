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

/** Write `[start, end]`. */
void quoth__article_write_span(quoth__out *out, const quoth__article *article,
                               quoth_span span, quoth__unit unit);

#endif
