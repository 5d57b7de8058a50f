/* SPDX-License-Identifier: MIT */
/*
 * A match as callbacks see it. Everything is in bytes and copied to the
 * context's arena, so that it outlives the matcher's next step and the changes
 * that other matches of the phase make to the annotations.
 */
#ifndef QUOTH_ENGINE_MATCH_H
#define QUOTH_ENGINE_MATCH_H

#include "engine/context.h"

/** A captured span; `name` is its place in the rule's captures. */
struct quoth__match_capture {
  uint32_t name;
  quoth_span span;
};

/** A lexicon entry, or an annotation when `lexicon` is NULL. */
struct quoth__match_item {
  quoth_span span;
  const quoth__lexicon *lexicon;
  uint32_t id;
};

struct quoth_match {
  quoth_context *context;
  const struct quoth__rule *rule;
  uint32_t rule_id;
  quoth_span span;
  const struct quoth__match_capture *captures; /* in order of the text */
  uint32_t n_captures;
  const struct quoth__match_item *items; /* in order of the text */
  uint32_t n_items;
};

/** Find the captures of a candidate once more and copy them to the arena. */
quoth_status quoth__match_capture(quoth_context *context,
                                  const quoth__candidate *candidate,
                                  quoth_match *out);

#endif
