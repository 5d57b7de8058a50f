/* SPDX-License-Identifier: MIT */
/*
 * Dynamic oracle of the arc-hybrid system (Goldberg and Nivre 2013): how many
 * gold arcs a move makes impossible.
 */
#ifndef QUOTH_LANG_TRAIN_ORACLE_H
#define QUOTH_LANG_TRAIN_ORACLE_H

#include "lang/transition.h"

/** @param gold heads of the words; n is the root; @param cost by move */
void oracle_costs(const quoth__parse *parse, const uint32_t *gold,
                  uint32_t cost[3]);

#endif
