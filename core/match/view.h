/* SPDX-License-Identifier: MIT */
/*
 * What rules run over: the tokens of a doc, with the annotations of chosen
 * layers collapsed to one symbol each.
 */
#ifndef QUOTH_MATCH_VIEW_H
#define QUOTH_MATCH_VIEW_H

#include "base/mem.h"
#include "quoth.h"
#include "match/vocab.h"

enum { /* bits of quoth__symbol.flags */
  QUOTH__SYMBOL_SPACE = 1 << 0,           /* white space before it */
  QUOTH__SYMBOL_SENTENCE_FIRST = 1 << 1,  /* of a sentence of the view */
  QUOTH__SYMBOL_SENTENCE_LAST = 1 << 2,
  QUOTH__SYMBOL_PARAGRAPH_FIRST = 1 << 3, /* of a paragraph of the view */
  QUOTH__SYMBOL_PARAGRAPH_LAST = 1 << 4,
  QUOTH__SYMBOL_FINAL = 1 << 5,           /* a token that ends a sentence */
  QUOTH__SYMBOL_QUOTE_OPEN = 1 << 6,
  QUOTH__SYMBOL_QUOTE_CLOSE = 1 << 7,
};

/** Tokens [first, end). A plain token has no annotation and end = first + 1. */
typedef struct quoth__symbol {
  uint32_t first, end;
  uint32_t annotation; /* id of the collapsed one, or QUOTH_NONE */
  uint32_t flags;
} quoth__symbol;

/** Symbols [first, end): where a match must lie. Never empty. */
typedef struct quoth__region {
  uint32_t first, end;
} quoth__region;

/** Values of attributes that are not built in, by the number of the scope. */
typedef struct quoth__attributes {
  void *ud;
  quoth_value (*get)(void *ud, uint32_t attribute, uint32_t token);
} quoth__attributes;

typedef struct quoth__view quoth__view;

/** `vocab` kept; `out` owned: quoth__view_free(). */
quoth_status quoth__view_new(const quoth__mem *mem, const quoth__vocab *vocab,
                             quoth__view **out);
void quoth__view_free(quoth__view *view);

/**
 * Make the symbols anew. Of collapsed annotations that overlap, the first one
 * in order of (start, longer first, id) wins. To be called again whenever the
 * annotations have changed. A layer that is `within` for a rule should not be
 * among the collapsed ones for it.
 * @param doc, annotations kept until the next open; annotations may be NULL
 * @param layers names; @param attributes copied; may be NULL
 */
quoth_status quoth__view_open(quoth__view *view, const quoth_doc *doc,
                              const quoth_annotations *annotations,
                              const char *const *layers, uint32_t n_layers,
                              const quoth__attributes *attributes);

/**
 * As open, for the doc and the annotations of the last call: the symbols stay
 * where the same annotations are collapsed.
 */
quoth_status quoth__view_reopen(quoth__view *view, const char *const *layers,
                                uint32_t n_layers);

/**
 * Leave symbols out: those whose bit is set.
 * @param gone a bit for each symbol
 */
void quoth__view_skip(quoth__view *view, const uint64_t *gone);

/** Borrowed until the next open. */
const quoth__symbol *quoth__view_symbols(const quoth__view *view,
                                         uint32_t *count);

/** The symbol that a token lies in. */
uint32_t quoth__view_symbol_of(const quoth__view *view, uint32_t token);

/** Bytes of symbols [first, end); first < end. */
quoth_span quoth__view_span(const quoth__view *view, uint32_t first,
                            uint32_t end);

/**
 * The regions of `within`: "sentence", "paragraph" (boundaries inside of a
 * collapsed annotation vanish), "document", or a layer: the symbols that lie in
 * one annotation of it. In order of first, longer first; borrowed until the
 * next call. Errors: QUOTH_ENOMEM.
 */
quoth_status quoth__view_regions(quoth__view *view, const char *within,
                                 const quoth__region **out, uint32_t *count);

/* ---- For the matcher --------------------------------------------------- */

/** An annotation of a layer that starts and ends with symbols of the view. */
typedef struct quoth__start {
  uint32_t first, end; /* symbols */
  uint32_t annotation;
} quoth__start;

/** What is asked of one layer; made when it is asked for first. */
typedef struct quoth__layer {
  uint64_t serial; /* `opened` of the view that it belongs to */
  quoth__start *starts; /* in order of (first, longer first, id) */
  uint32_t n_starts, cap_starts;
  uint32_t *at; /* by symbol: its first element of `starts`; one more */
  uint64_t *inside; /* bitmap of tokens within an annotation */
  uint32_t n_inside; /* annotations with tokens */
  uint32_t cap_at, cap_inside;
} quoth__layer;

/** An annotation to be collapsed. */
typedef struct quoth__hull {
  quoth_span span;
  uint32_t id;
} quoth__hull;

struct quoth__view {
  quoth__mem mem;
  const quoth__vocab *vocab;
  const quoth_doc *doc;
  const quoth_annotations *annotations;
  quoth__attributes attributes; /* get may be NULL */
  uint64_t opened; /* another one with each opening */
  uint64_t serial; /* another one with other symbols */
  bool has_gaps;   /* some were left out */
  const quoth_token *tokens;
  uint32_t n_tokens;
  QUOTH__VEC(quoth__symbol) symbols;
  QUOTH__VEC(uint32_t) symbol_of; /* by token */
  QUOTH__VEC(quoth__hull) hulls; /* of annotations to be collapsed */
  QUOTH__VEC(quoth__hull) spare;
  QUOTH__VEC(quoth__region) regions; /* of the last question */
  quoth__layer *layers; /* by id of the vocab */
  uint32_t n_layers;
};

/** The index of a layer of the vocab; NULL when memory is out. */
const quoth__layer *quoth__view_layer(quoth__view *view, uint32_t layer);

#endif
