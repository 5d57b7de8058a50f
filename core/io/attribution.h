/* SPDX-License-Identifier: MIT */
/*
 * What a report for people is about: the attributions of an article in order,
 * their features known; or, of packs that make none, all that their rules found.
 */
#ifndef QUOTH_IO_ATTRIBUTION_H
#define QUOTH_IO_ATTRIBUTION_H

#include "io/record.h"

typedef struct quoth__attribution {
  quoth_annotation a;
  quoth_kind kind;
  quoth__text act, speaker, resolved_by, polarity;
  quoth_value speaker_id, confidence;
  uint32_t at;    /* first byte of its content or cue */
  uint32_t order; /* what decides between two at one place */
  bool found; /* an annotation of another layer: all it has is in `a` */
  bool has_rule;
  quoth_rule_info rule;
} quoth__attribution;

/**
 * The attributions of a doc in order of first content or cue byte, then of
 * creation.
 * @param out owned: free(); NULL when there are none. Strings borrowed from
 *   the annotations, the engine.
 * @return QUOTH_OK or QUOTH_ENOMEM
 */
quoth_status quoth__attributions(const quoth_doc *doc,
                                 const quoth_annotations *annotations,
                                 const quoth_engine *engine,
                                 quoth__attribution **out, uint32_t *count);

/**
 * The same, or when the packs have no rule for attributions what their rules
 * made in any layer, in order of place.
 */
quoth_status quoth__findings(const quoth_doc *doc,
                             const quoth_annotations *annotations,
                             const quoth_engine *engine,
                             quoth__attribution **out, uint32_t *count);

/**
 * Spans of a role, in order of place.
 * @param at in: where to go on, first 0; out: after the span found
 */
bool quoth__attribution_next(const quoth__attribution *attribution,
                             const char *role, uint32_t *at, quoth_span *span);

/** First span of a role, or an empty one. */
quoth_span quoth__attribution_first(const quoth__attribution *attribution,
                                    const char *role);

#endif
