/* SPDX-License-Identifier: MIT */
/* A pattern as it was written: what the parser makes, names not looked up. */
#ifndef QUOTH_MATCH_TREE_H
#define QUOTH_MATCH_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum {
  QUOTH__MAX_DEPTH = 100,   /* of groups within groups */
  QUOTH__MAX_REPEAT = 1000, /* in {m,n} */
  QUOTH__UNBOUNDED = UINT32_MAX,
};

typedef enum quoth__op {
  QUOTH__OP_EQ, QUOTH__OP_NE, QUOTH__OP_LT, QUOTH__OP_LE, QUOTH__OP_GT,
  QUOTH__OP_GE,
} quoth__op;

typedef enum quoth__literal_kind {
  QUOTH__LITERAL_NORM,  /* "said" */
  QUOTH__LITERAL_EXACT, /* "US"c */
  QUOTH__LITERAL_REGEX, /* /re/, /re/i */
  QUOTH__LITERAL_NUMBER,
  QUOTH__LITERAL_BOOL,
  QUOTH__LITERAL_PARAM, /* @x: an argument of the definition */
} quoth__literal_kind;

/** A string, expression or number as it stands in a pattern. */
typedef struct quoth__literal {
  quoth__literal_kind kind;
  uint32_t at; /* byte of its first character */
  const char *text; /* decoded; of a regex: between the slashes, as written */
  uint32_t len;
  bool caseless; /* regex */
  bool boolean;
  double number;
} quoth__literal;

typedef enum quoth__cond_kind {
  QUOTH__COND_NOT, QUOTH__COND_AND, QUOTH__COND_OR,
  QUOTH__COND_FLAG,    /* a bare name */
  QUOTH__COND_COMPARE, /* name op value */
  QUOTH__COND_LITERAL, /* a bare string or regex */
  QUOTH__COND_LEXICON, /* $name with a filter, or without */
} quoth__cond_kind;

/** A condition on a symbol, or on features. Kids as the kind needs. */
typedef struct quoth__cond {
  quoth__cond_kind kind;
  quoth__op op;
  uint32_t at;
  const char *name;
  uint32_t len;
  quoth__literal value;
  struct quoth__cond *left, *right; /* of a lexicon: left is the filter */
} quoth__cond;

typedef enum quoth__node_kind {
  QUOTH__NODE_LITERAL,
  QUOTH__NODE_SET,     /* [cond], or [] when cond is NULL */
  QUOTH__NODE_LEXICON, /* $name{cond} */
  QUOTH__NODE_LAYER,   /* <name cond> */
  QUOTH__NODE_REF,     /* @name(kids) */
  QUOTH__NODE_CAPTURE, /* name:kid */
  QUOTH__NODE_CAT,
  QUOTH__NODE_ALT,
  QUOTH__NODE_REPEAT,
  QUOTH__NODE_START,
  QUOTH__NODE_END,
  QUOTH__NODE_LOOK,
} quoth__node_kind;

typedef enum quoth__greed {
  QUOTH__GREEDY, QUOTH__LAZY, QUOTH__POSSESSIVE,
} quoth__greed;

typedef struct quoth__node {
  quoth__node_kind kind;
  uint32_t at;
  const char *name; /* NUL-terminated too */
  uint32_t len;
  quoth__literal literal;
  quoth__cond *cond;
  struct quoth__node *kids, *next; /* first child, next sibling */
  uint32_t min, max;               /* repeat */
  quoth__greed greed;
  bool behind, negative; /* look */
} quoth__node;

/** Where text came from; the strings live as long as what holds it. */
typedef struct quoth__source {
  const char *text;
  size_t len;
  quoth_origin origin;
} quoth__source;

/**
 * Parse a whole pattern. All of the tree is borrowed from `arena`; names and
 * strings are copies.
 * Errors: QUOTH_ESYNTAX with the place, QUOTH_ENOMEM.
 */
quoth_status quoth__tree_parse(quoth__arena *arena,
                               const quoth__source *source,
                               quoth__node **out, quoth_error *error);

#endif
