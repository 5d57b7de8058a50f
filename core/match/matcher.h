/* SPDX-License-Identifier: MIT */
/* The working memory of one thread that matches. */
#ifndef QUOTH_MATCH_MATCHER_H
#define QUOTH_MATCH_MATCHER_H

#include "match/grid.h"
#include "match/match.h"
#include "match/profile.h"
#include "match/program.h"
#include "match/regex.h"
#include "match/ways.h"
#include "text/typemap.h"

/** A word type, as all docs that this matcher has seen write it. */
typedef struct quoth__kind {
  quoth_type type; /* its strings are copies; type.norm_id means nothing */
  uint32_t word;   /* of the vocab, or QUOTH__NONE: no pattern names it */
  uint32_t other;  /* kind of the same bytes and another class, or NONE */
  uint8_t *answers; /* of dear tests: 2 bits each, 0 unknown, 2 no, 3 yes */
} quoth__kind;

/** What is asked most of a symbol; of a collapsed one both are NO_LOOK. */
typedef struct quoth__look {
  uint8_t cls, caps;
} quoth__look;
enum { QUOTH__NO_LOOK = 31 }; /* in no set of classes */

/** What is asked most of a type of the doc. */
typedef struct quoth__sight {
  uint32_t kind, word;
  quoth__look look;
} quoth__sight;

/** What a mapped lexicon calls words; they have numbers of its own. */
typedef struct quoth__locals {
  uint64_t looks, epoch; /* of the matcher, when it was made */
  QUOTH__VEC(uint32_t) by_kind;
  QUOTH__VEC(uint32_t) at; /* by symbol */
} quoth__locals;

/** A point to come back to. */
typedef struct quoth__branch {
  uint32_t pc, again, at, fed, trail; /* again, fed: see reference.c */
} quoth__branch;

/** Symbols [first, end) pass a test, symbol `end` does not or is not there. */
typedef struct quoth__run {
  uint64_t serial; /* `changes` of the matcher; 0: nothing is known */
  uint32_t test, first, end, region_end;
} quoth__run;

/** What was captured or matched on the way. */
typedef struct quoth__event {
  uint32_t pc; /* OPEN, CLOSE, LEXICON or LAYER */
  uint32_t at, end, id;
} quoth__event;

/**
 * Which (instruction, symbol) failed: they are not tried again. Small patterns
 * keep stamps, so that forgetting is free; large ones keep bits; huge ones, of a
 * paragraph of millions of words, keep what was tried last in a fixed number of
 * slots, and may try again what they forgot: the same answer, at a price that
 * the budget of steps bounds.
 */
typedef struct quoth__tried {
  uint64_t cell;
  uint32_t stamp;
} quoth__tried;

/** Of a memory of bits: the symbols that were noted; none: first > last. */
typedef struct quoth__noted {
  uint32_t first, last;
} quoth__noted;

typedef struct quoth__memo {
  uint32_t *stamps;
  uint64_t *bits;
  quoth__tried *tried;
  uint32_t cap_stamps, cap_bits, cap_tried;
  uint32_t *sub_stamp; /* by body: the stamp that counts now; 0: none yet */
  quoth__noted *noted; /* by body */
  uint32_t cap_sub, cap_noted, width, stamp;
  enum quoth__memo_kind {
    QUOTH__MEMO_STAMPS,
    QUOTH__MEMO_BITS,
    QUOTH__MEMO_TRIED,
  } kind;
} quoth__memo;

/** A rule of a scan, to be tried at a symbol. */
typedef struct quoth__candidate {
  uint32_t item, symbol;
} quoth__candidate;

typedef struct quoth__sieve quoth__sieve;

/** What a hit captured: places in the matcher's vectors. */
typedef struct quoth__found {
  uint32_t captures, n_captures, items, n_items;
} quoth__found;

struct quoth__matcher {
  quoth__mem mem;
  const quoth__vocab *vocab;
  quoth__regex_scratch *regex;
  uint64_t budget, steps, tries;
  quoth_status status; /* why matching stopped, if it did */
  /* Types, learnt from doc to doc. */
  quoth__arena arena;
  quoth__typemap texts;
  QUOTH__VEC(quoth__sight) by_text; /* the first kind of each text */
  QUOTH__VEC(quoth__kind) kinds;
  uint32_t *dear; /* by test of the vocab: its number among the dear ones */
  uint32_t n_dear, n_tests;
  uint64_t epoch; /* another one whenever kinds were forgotten */
  /* The view that is open, and its symbols. */
  quoth__view *view;
  uint64_t serial, opened; /* of the view */
  uint64_t looks;  /* another one with each view */
  QUOTH__VEC(quoth__sight) sights; /* by type of the doc */
  QUOTH__VEC(uint32_t) kind_at; /* by symbol; QUOTH__NONE: collapsed */
  QUOTH__VEC(uint32_t) word_at; /* by symbol */
  QUOTH__VEC(quoth__look) look_at; /* by symbol */
  QUOTH__VEC(quoth__locals) locals; /* by number of the mapped lexicon */
  quoth__run runs[8]; /* by test: where a row of symbols ends that pass it */
  /* Of one match. */
  QUOTH__VEC(quoth__branch) branches;
  QUOTH__VEC(quoth__event) trail;
  QUOTH__VEC(quoth__event) open;
  quoth__memo memo;
  /* Of the last run: its hits and what they captured. */
  QUOTH__VEC(quoth__hit) hits;
  QUOTH__VEC(quoth__found) found;
  QUOTH__VEC(quoth__capture) captures;
  QUOTH__VEC(quoth__item) items;
  QUOTH__VEC(uint32_t) counts; /* to sort them */
  QUOTH__VEC(quoth__hit) sorted;
  /* Rows of bits. */
  quoth__profiles profiles;
  uint32_t *row_of; /* by test, then by whether it is the least: its row */
  QUOTH__VEC(quoth__row_test) row_tests;
  QUOTH__VEC(quoth__grid *) grids;
  quoth__ways ways;
  uint64_t most_rows; /* words in rows of a grid; more: it is done without */
  uint64_t changes; /* another one whenever annotations may have changed */
  QUOTH__VEC(quoth__candidate) candidates;
  quoth__sieve *sieves; /* one for each scan that was run: see scan.h */
};

/** Make symbols of a view known; free when it is the one from before. */
quoth_status quoth__matcher_look(quoth__matcher *m, quoth__view *view);

/**
 * The words at the symbols, as a lexicon calls them. NULL when memory is out.
 * Borrowed until another view is looked at.
 */
const uint32_t *quoth__matcher_words(quoth__matcher *m,
                                     const quoth__lexicon *lexicon);

/** For quoth__matcher_free(). */
void quoth__matcher_free_locals(quoth__matcher *m);

/** The word of a kind, as a lexicon calls it. */
uint32_t quoth__matcher_kind_word(const quoth__matcher *m, uint32_t kind,
                                  const quoth__lexicon *lexicon);

/** Whether a test of the vocab holds for a symbol of the view. */
bool quoth__matcher_test(quoth__matcher *m, uint32_t test, uint32_t symbol);

/** For a kind, wherever it stands: no, yes, or that depends. */
typedef enum quoth__maybe {
  QUOTH__NO, QUOTH__YES, QUOTH__DEPENDS,
} quoth__maybe;

/** `kind` QUOTH__NONE: any collapsed symbol. */
quoth__maybe quoth__matcher_kind_test(quoth__matcher *m, uint32_t test,
                                      uint32_t kind);

#endif
