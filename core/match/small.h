/* SPDX-License-Identifier: MIT */
/*
 * Patterns of a few tests with few choices: tried in order and taken back,
 * without a memory of what failed. The choices are so few that there is nothing
 * to remember.
 */
#ifndef QUOTH_MATCH_SMALL_H
#define QUOTH_MATCH_SMALL_H

#include "match/matcher.h"

/** Whether a pattern is one. */
bool quoth__small_fits(const quoth__pattern *pattern);

/** As quoth__reference_match(), of such a pattern; nothing need be open. */
quoth_status quoth__small_match(quoth__matcher *m,
                                const quoth__pattern *pattern,
                                quoth__region region, uint32_t first,
                                uint32_t *end);

#endif
