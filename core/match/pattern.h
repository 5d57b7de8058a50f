/* SPDX-License-Identifier: MIT */
/*
 * The token-pattern language: text -> tree -> checked, expanded, immutable
 * program. What it means: docs/pattern-language.md.
 */
#ifndef QUOTH_MATCH_PATTERN_H
#define QUOTH_MATCH_PATTERN_H

#include "base/buf.h"
#include "base/error.h"
#include "match/lexicon.h"
#include "match/vocab.h"

typedef struct quoth__pattern quoth__pattern;
typedef struct quoth__definition quoth__definition;

typedef enum quoth__name_kind {
  QUOTH__NAME_LEXICON,
  QUOTH__NAME_DEFINITION,
  QUOTH__NAME_LAYER,
  QUOTH__NAME_ATTRIBUTE, /* custom ones and those of a language model */
} quoth__name_kind;

/**
 * What the names of a pattern mean. A name may have a pack before it:
 * `$quotes.en/say` asks for "quotes.en/say". Each function may be NULL.
 */
typedef struct quoth__scope {
  void *ud;
  const char *lang; /* of the pack; NULL: any */
  /** A finished lexicon, or NULL: "unknown lexicon". */
  const quoth__lexicon *(*lexicon)(void *ud, const char *name, size_t len);
  /** A definition, or NULL: "unknown definition". */
  const quoth__definition *(*definition)(void *ud, const char *name,
                                         size_t len);
  /** Whether a layer may occur; NULL: every layer may. */
  bool (*layer)(void *ud, const char *name, size_t len);
  /**
   * Number of a token attribute that is not built in (lemma, pos, tag, dep, or
   * custom), for quoth__attributes; QUOTH_NONE: there is none.
   */
  uint32_t (*attribute)(void *ud, const char *name, size_t len);
  /** All names of a kind, for "did you mean"; borrowed; NULL: none known. */
  const char *const *(*names)(void *ud, quoth__name_kind kind,
                              uint32_t *count);
} quoth__scope;

/**
 * Parse a named sub-pattern. Its names are looked up in `scope`, later, when a
 * pattern that refers to it compiles.
 * @param name "NAME", or with parameters "NAME(x, y)"
 * @param scope kept; @param text copied; @param origin source copied
 * @param out owned: quoth__definition_free(), after the last pattern compiled
 * Errors: QUOTH_ESYNTAX with the place.
 */
quoth_status quoth__definition_new(const quoth__mem *mem, const char *name,
                                   const char *text, size_t len,
                                   const quoth_origin *origin,
                                   const quoth__scope *scope,
                                   quoth__definition **out,
                                   quoth_error *error);
void quoth__definition_free(quoth__definition *definition);

/** The name without parameters; borrowed. */
const char *quoth__definition_name(const quoth__definition *definition);

/**
 * Compile a pattern. Lexicons it names must be finished and are kept; what
 * `scope` gives is not needed afterwards, but for the lexicons.
 * @param out owned: quoth__pattern_free(). Immutable: shared by threads.
 * Errors: QUOTH_ESYNTAX with the place; QUOTH_ELIMIT when it grows too big.
 */
quoth_status quoth__pattern_new(quoth__vocab *vocab, const char *text,
                                size_t len, const quoth_origin *origin,
                                const quoth__scope *scope,
                                quoth__pattern **out, quoth_error *error);
void quoth__pattern_free(quoth__pattern *pattern);

/** Names of captures in order of their first appearance. Borrowed. */
uint32_t quoth__pattern_capture_count(const quoth__pattern *pattern);
const char *quoth__pattern_capture_name(const quoth__pattern *pattern,
                                        uint32_t capture);
/** Number of a capture, or QUOTH_NONE. */
uint32_t quoth__pattern_capture(const quoth__pattern *pattern,
                                const char *name);

/** Whether it is one condition in brackets, and no more. */
bool quoth__pattern_is_condition(const quoth__pattern *pattern);

/**
 * Whether a host may give token attributes this name: patterns can spell it,
 * and it is not built in.
 */
bool quoth__pattern_attribute_free(const char *name);

/**
 * Write a pattern text in canonical form (references not expanded); parsing
 * what was written gives the same tree. Errors: QUOTH_ESYNTAX, QUOTH_ENOMEM.
 */
quoth_status quoth__pattern_print(const quoth__mem *mem, const char *text,
                                  size_t len, const quoth_origin *origin,
                                  quoth__buf *out, quoth_error *error);

#endif
