/* SPDX-License-Identifier: MIT */
/*
 * A checked pattern. First a tree with all names looked up and definitions
 * written out (quoth__expr), then instructions (quoth__insn) for a machine that
 * tries choices in order.
 */
#ifndef QUOTH_MATCH_PROGRAM_H
#define QUOTH_MATCH_PROGRAM_H

#include "match/filter.h"
#include "match/lexicon.h"
#include "match/pattern.h"
#include "match/tree.h"
#include "match/vocab.h"

enum {
  QUOTH__MAX_INSNS = 10000,
  QUOTH__MAX_CAPTURES = 64,
};

typedef enum quoth__expr_kind {
  QUOTH__EXPR_TEST,    /* id: test of the vocab */
  QUOTH__EXPR_LEXICON, /* id: element of the pattern */
  QUOTH__EXPR_LAYER,   /* id: element of the pattern */
  QUOTH__EXPR_CAT,
  QUOTH__EXPR_ALT,
  QUOTH__EXPR_REPEAT,
  QUOTH__EXPR_CAPTURE, /* id: capture */
  QUOTH__EXPR_START,
  QUOTH__EXPR_END,
  QUOTH__EXPR_LOOK,
} quoth__expr_kind;

typedef struct quoth__expr {
  quoth__expr_kind kind;
  uint32_t id;
  uint32_t at;       /* byte of the pattern; within a definition: of its name */
  uint32_t min, max; /* repeat */
  quoth__greed greed;
  bool behind, negative;
  struct quoth__expr *kids, *next;
  uint32_t shortest, longest; /* in symbols; may be QUOTH__UNBOUNDED */
} quoth__expr;

/** A lexicon or an annotation as an element. */
typedef struct quoth__element {
  const quoth__lexicon *lexicon; /* NULL: an annotation */
  const uint64_t *passes;        /* bitmap of entries; NULL: all pass */
  uint32_t layer;                /* id in the vocab */
  const quoth__filter *filter;   /* of annotations; NULL: all pass */
} quoth__element;

typedef enum quoth__insn_kind {
  QUOTH__INSN_TEST,    /* a: test; consumes a symbol */
  QUOTH__INSN_LEXICON, /* a: element */
  QUOTH__INSN_LAYER,   /* a: element */
  QUOTH__INSN_SPAN, /* a: test; consumes `shortest` to `longest` symbols */
  QUOTH__INSN_START,
  QUOTH__INSN_END,
  QUOTH__INSN_SPLIT,  /* try a, then b */
  QUOTH__INSN_JUMP,   /* a */
  QUOTH__INSN_ROUND,  /* a: the head of a loop whose rounds may be empty;
                         fails when this one was */
  QUOTH__INSN_OPEN,   /* a: capture */
  QUOTH__INSN_CLOSE,  /* a: capture */
  QUOTH__INSN_AHEAD,  /* b: behind the body, which starts at a */
  QUOTH__INSN_BEHIND, /* as AHEAD */
  QUOTH__INSN_ATOMIC, /* as AHEAD: the body once, for good */
  QUOTH__INSN_ACCEPT, /* end of the pattern or of a body */
} quoth__insn_kind;

typedef struct quoth__insn {
  uint8_t kind;
  bool join;     /* reached on several ways: worth remembering */
  bool negative; /* of a lookaround */
  uint8_t greed; /* SPAN: a quoth__greed */
  uint16_t sub;  /* number of its body; also of the one it belongs to */
  uint16_t body; /* AHEAD, BEHIND, ATOMIC: number of the body */
  uint16_t depth; /* loops around it whose rounds may be empty */
  uint32_t a, b;
  uint32_t shortest, longest; /* BEHIND: of the body, in symbols; SPAN */
  uint32_t row; /* number of rows before it; a join has depth + 1 */
} quoth__insn;

/** The joins of a body, and of bodies in it, stand together. */
typedef struct quoth__body {
  uint32_t first_row, n_rows;
} quoth__body;

struct quoth__pattern {
  quoth__mem mem;
  quoth__vocab *vocab;
  quoth__arena arena;
  quoth__expr *root;
  QUOTH__VEC(quoth__insn) insns;
  QUOTH__VEC(quoth__element) elements;
  QUOTH__VEC(const char *) captures;
  QUOTH__VEC(quoth__body) bodies; /* n_subs of them */
  uint32_t n_subs; /* bodies, the whole pattern being number 0 */
};

/** The tree of a definition, and what its parameters are called. */
struct quoth__definition {
  quoth__mem mem;
  quoth__arena arena;
  const quoth__scope *scope;
  quoth__source source;
  quoth__node *root;
  const char *name;
  const char **params;
  uint32_t n_params;
};

/**
 * Look names up and write definitions out: fills root, elements, captures.
 * Errors: QUOTH_ESYNTAX, QUOTH_ELIMIT with the place; QUOTH_ENOMEM.
 */
quoth_status quoth__pattern_expand(quoth__pattern *pattern,
                                   const quoth__source *source,
                                   const quoth__node *tree,
                                   const quoth__scope *scope,
                                   quoth_error *error);

/**
 * Write the instructions of `root`.
 * Errors: QUOTH_ELIMIT when there are too many; QUOTH_ENOMEM.
 */
quoth_status quoth__pattern_generate(quoth__pattern *pattern,
                                     const quoth__source *source,
                                     quoth_error *error);

#endif
