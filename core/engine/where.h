/* SPDX-License-Identifier: MIT */
/*
 * Conditions on the captures of a match: what stands in a tree, which no
 * sequence of tokens can say, and what annotations lie there. Compiled with the
 * rule, asked about each match.
 *
 *   dep(cue, source) == "nsubj" & !(pos(source) == "PRON")
 *   content in subtree(cue) | lemma(cue) == /den.+/
 *   containing(match, "quote") & !within(cue, "name")
 */
#ifndef QUOTH_ENGINE_WHERE_H
#define QUOTH_ENGINE_WHERE_H

#include "engine/engine.h"

/** The name of "subtree(NAME)", or NULL when `s` is not of that form. */
const char *quoth__where_subtree(const char *s, size_t *len);

/**
 * Compile the condition of a rule whose captures are known; a language model is
 * opened for it. Errors: QUOTH_ESYNTAX with a place, QUOTH_ENOMEM.
 */
quoth_status quoth__where_compile(quoth_engine *engine,
                                  struct quoth__rule *rule,
                                  quoth_error *error);
void quoth__where_done(const struct quoth__rule *rule);

/** Whether a match fulfils the condition of its rule; true when it has none.
 * Where a capture is unset, what is said of it is false. */
quoth_status quoth__where_ask(const quoth_match *match, bool *yes,
                              quoth_error *error);

/** A model for the pack of a rule, or the error that says what is missing. */
quoth_status quoth__where_need_model(quoth_engine *engine,
                                     const struct quoth__rule *rule,
                                     const char *what, quoth_error *error);

#endif
