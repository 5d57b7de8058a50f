/* SPDX-License-Identifier: MIT */
/*
 * What each quotation mark of a paragraph does: opens, closes, or is no
 * quotation mark. All readings are weighed together and the cheapest is taken,
 * so that an apostrophe is told from a closing mark by what comes later.
 */
#ifndef QUOTH_TEXT_MARKREADER_H
#define QUOTH_TEXT_MARKREADER_H

#include "base/mem.h"
#include "text/language.h"

/* Marks of two characters; beyond Unicode, so that they are no others. */
enum { QUOTH__MARK_DOUBLE = 0x110000, QUOTH__MARK_GRAVES = 0x110001 };

/** What stands on one side of a mark; other marks are looked through. */
typedef enum quoth__side {
  QUOTH__SIDE_SPACE,   /* or the paragraph's edge */
  QUOTH__SIDE_WORD,    /* letter, digit or symbol */
  QUOTH__SIDE_DIGIT,
  QUOTH__SIDE_UNSPACED, /* a letter of a script without spaces */
  QUOTH__SIDE_COMMA,   /* , ; : . and the like */
  QUOTH__SIDE_DOTS,    /* ... or … */
  QUOTH__SIDE_DASH,
  QUOTH__SIDE_OPEN,    /* bracket */
  QUOTH__SIDE_CLOSE,   /* bracket */
} quoth__side;

typedef struct quoth__mark {
  uint32_t token;
  uint32_t cp;
  quoth__side left, right;
  bool lone;        /* what stands beside it is not a mark */
  uint8_t no_mark;  /* cost of being none: an apostrophe, inches */
  uint8_t no_open;  /* cost of opening where an apostrophe is usual: ’em */
} quoth__mark;

/** What was decided of a mark. */
enum {
  QUOTH__ACT_NONE = 0,  /* not a quotation mark */
  QUOTH__ACT_CLOSE = 1, /* closes what was opened last */
  QUOTH__ACT_OPEN = 2,  /* this + i: opens a quotation of the i-th pair */
};

/** How a paragraph stands to those around it. */
typedef struct quoth__mark_edges {
  uint32_t pending; /* pair left open before, or QUOTH_NONE */
  uint32_t next;    /* first mark of the next paragraph, or 0 */
} quoth__mark_edges;

/** Memory of the reader; all zeros is empty. */
typedef struct quoth__markreader {
  struct quoth__trellis *trellis;
} quoth__markreader;

void quoth__markreader_done(quoth__markreader *reader, const quoth__mem *mem);

/**
 * @param acts out: one for each mark
 * @param resumed out: the paragraph goes on inside of the pending quotation
 * Time is linear in `n`. QUOTH_ENOMEM.
 */
quoth_status quoth__markreader_read(quoth__markreader *reader,
                                    const quoth__mem *mem,
                                    const quoth__language *language,
                                    const quoth__mark *marks, uint32_t n,
                                    quoth__mark_edges edges, uint8_t *acts,
                                    bool *resumed);

/** Could this mark have closed a quotation of the pair? */
bool quoth__mark_closes(uint32_t cp, const quoth__mark_pair *pair);

#endif
