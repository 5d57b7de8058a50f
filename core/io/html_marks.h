/* SPDX-License-Identifier: MIT */
/* A paragraph with the attributions marked in it. */
#ifndef QUOTH_IO_HTML_MARKS_H
#define QUOTH_IO_HTML_MARKS_H

#include "io/out.h"
#include "quoth.h"

/** A span to mark: the part that a report's attribution `number` has there. */
typedef struct quoth__mark {
  quoth_span span;
  uint32_t number, hue;
  char role; /* 'c' content, 'u' cue, 's' source */
  quoth_kind kind;
} quoth__mark;

/** Bring marks into the order that quoth__html_marked() wants. */
void quoth__marks_sort(quoth__mark *marks, uint32_t n);

/**
 * Write text [span) with spans around what is marked. Overlaps are cut at every
 * edge, so that the HTML is a flat sequence.
 * @param marks sorted; those outside of `span` are skipped
 * @param active room for `n` indices, scratch
 */
void quoth__html_marked(quoth__out *out, const char *text, quoth_span span,
                        const quoth__mark *marks, uint32_t n,
                        uint32_t *active);

#endif
