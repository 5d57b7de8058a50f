/* SPDX-License-Identifier: MIT */
/* The matches of a run with what they captured, and their order. */
#ifndef QUOTH_MATCH_HITS_H
#define QUOTH_MATCH_HITS_H

#include "match/matcher.h"

/** Add a match; its captures are read off the matcher's trail. */
bool quoth__hits_add(quoth__matcher *m, const quoth__pattern *pattern,
                     quoth__hit hit);

/** Add one whose captures are found when they are asked for. */
bool quoth__hits_add_bare(quoth__matcher *m, quoth__hit hit);

/** Add one that is one entry or annotation, and captures nothing. */
bool quoth__hits_add_item(quoth__matcher *m, const quoth__lexicon *lexicon,
                          uint32_t id, quoth__hit hit);

/** Forget all. */
void quoth__hits_clear(quoth__matcher *m);

/**
 * Bring them into order, each once: the same match in two regions that overlap
 * counts once. False when memory is out.
 */
bool quoth__hits_sort(quoth__matcher *m);

/** The trail as the matcher's `captures` and `items`. */
bool quoth__hits_read_trail(quoth__matcher *m, const quoth__pattern *pattern);

#endif
