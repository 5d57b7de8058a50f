/* SPDX-License-Identifier: MIT */
/*
 * The matcher that defines what patterns mean: it tries choices in order and
 * comes back from those that fail, each (instruction, symbol) once.
 */
#ifndef QUOTH_MATCH_REFERENCE_H
#define QUOTH_MATCH_REFERENCE_H

#include "match/matcher.h"

/**
 * Get ready for matches of one pattern in one region of the view that is open;
 * what failed is remembered from start to start.
 * Errors: QUOTH_ENOMEM; QUOTH_ELIMIT when region times pattern is too big.
 */
quoth_status quoth__reference_open(quoth__matcher *m,
                                   const quoth__pattern *pattern,
                                   quoth__region region);

/**
 * The preferred match that starts at a symbol of the region.
 * @param end out: the symbol behind it; the trail holds its events
 * @return QUOTH_OK, QUOTH_ENOTFOUND, QUOTH_ELIMIT (budget), QUOTH_ENOMEM
 */
quoth_status quoth__reference_match(quoth__matcher *m,
                                    const quoth__pattern *pattern,
                                    quoth__region region, uint32_t first,
                                    uint32_t *end);

#endif
