/* SPDX-License-Identifier: MIT */
/* An engine of one rule, from a pattern on the command line. */
#ifndef QUOTH_CLI_KWIC_ENGINE_H
#define QUOTH_CLI_KWIC_ENGINE_H

#include "cli/packs.h"

enum { KWIC_LEXICON, KWIC_DEFINE, KWIC_GIVEN_MAX = 64 };

typedef struct kwic_engine {
  packs packs; /* for its folders */
  const char *pattern, *lang, *within;
  bool quotes; /* collapsed to one symbol each */
  struct { int what; const char *given; } given[KWIC_GIVEN_MAX];
  uint32_t n_given;
  bool too_many;
  bool own_words; /* the texts bring their own tags and trees */
} kwic_engine;

/** "NAME=FILE" or "NAME=PATTERN", kept. */
void kwic_engine_add(kwic_engine *engine, int what, const char *given);

/**
 * The rule has no layer: callback `emit` gets each match.
 * @param out owned: quoth_engine_free()
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int kwic_engine_make(kwic_engine *engine, quoth_engine **out);
void kwic_engine_done(kwic_engine *engine);

#endif
