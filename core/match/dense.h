/* SPDX-License-Identifier: MIT */
/*
 * Rules whose parts are common: where each may begin is worked out for all
 * places at once, and only from there is it followed.
 */
#ifndef QUOTH_MATCH_DENSE_H
#define QUOTH_MATCH_DENSE_H

#include "match/scan.h"

/** What the tests of a scan's dense rules ask becomes known to the matcher. */
bool quoth__dense_ask(quoth__matcher *m, quoth__sieve *sieve);

/** Add the hits of the dense rules of a group in some regions. */
quoth_status quoth__dense_run(quoth__matcher *m, quoth__sieve *sieve,
                              uint32_t group, const quoth__region *regions,
                              uint32_t n_regions);

#endif
