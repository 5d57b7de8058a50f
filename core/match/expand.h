/* SPDX-License-Identifier: MIT */
/* What the checker's files share. */
#ifndef QUOTH_MATCH_EXPAND_H
#define QUOTH_MATCH_EXPAND_H

#include "match/program.h"

/** Where names are looked up: a pattern, or a definition with arguments. */
typedef struct quoth__frame {
  const quoth__source *source;
  const quoth__scope *scope;
  const quoth__definition *definition; /* NULL: the pattern itself */
  const quoth__node *args;             /* of the definition's parameters … */
  const struct quoth__frame *caller;   /* … which mean something there */
  uint32_t at; /* of the definition's name in the pattern itself */
} quoth__frame;

typedef struct quoth__expander {
  quoth__pattern *pattern;
  quoth__vocab *vocab;
  uint32_t n_exprs, depth;
  uint32_t in_negative; /* depth of (?! ) and (?<! ) */
  quoth_status status;
  quoth_error *error;
} quoth__expander;

bool quoth__expander_fail(quoth__expander *x, const quoth__frame *f,
                          quoth_status status, uint32_t at,
                          const char *format, ...) QUOTH__PRINTF(5, 6);
bool quoth__expander_no_memory(quoth__expander *x);

/** Add "did you mean" from names of the scope and a fixed list (or NULL). */
void quoth__expander_suggest(quoth__expander *x, const quoth__frame *f,
                             quoth__name_kind kind, const char *const *fixed,
                             size_t n_fixed, const char *name, uint32_t len);

/** The frame and node of a parameter, or NULL (an error was made). */
const quoth__node *quoth__expander_argument(quoth__expander *x,
                                            const quoth__frame *f,
                                            const char *name, uint32_t len,
                                            uint32_t at,
                                            const quoth__frame **in);

/** A literal, with a parameter replaced by its argument. */
bool quoth__expander_value(quoth__expander *x, const quoth__frame **f,
                           quoth__literal *value);

const quoth__lexicon *quoth__expander_lexicon(quoth__expander *x,
                                              const quoth__frame *f,
                                              uint32_t at, const char *name,
                                              uint32_t len);

/** Id of a whole-subject regular expression. */
bool quoth__expander_regex(quoth__expander *x, const quoth__frame *f,
                           const quoth__literal *value, uint32_t *id);

/** Id of the test of a condition; `cond` NULL is []. QUOTH__NONE on failure. */
uint32_t quoth__expander_test(quoth__expander *x, const quoth__frame *f,
                              const quoth__cond *cond);

/** Id of a test that a token is a literal's only token. */
uint32_t quoth__expander_literal(quoth__expander *x, const quoth__frame *f,
                                 const quoth__literal *literal);

/** Entries of a lexicon that pass; `*passes` NULL when `cond` is NULL. */
bool quoth__expander_passes(quoth__expander *x, const quoth__frame *f,
                            const quoth__lexicon *lexicon,
                            const quoth__cond *cond, const uint64_t **passes);

/** A filter of features; `lexicon` (may be NULL) knows their names. */
bool quoth__expander_filter(quoth__expander *x, const quoth__frame *f,
                            const quoth__lexicon *lexicon,
                            const quoth__cond *cond,
                            const quoth__filter **out);

#endif
