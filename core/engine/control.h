/* SPDX-License-Identifier: MIT */
/*
 * Control modes: which of the places where rules match count.
 *
 * All decisions go by one total order of candidates: earlier start, longer,
 * higher priority, earlier definition, then earlier and longer region. Nothing
 * else is looked at, so a result never depends on a hash seed or a thread.
 */
#ifndef QUOTH_ENGINE_CONTROL_H
#define QUOTH_ENGINE_CONTROL_H

#include "base/vec.h"
#include "match/view.h"

typedef struct quoth__candidate {
  quoth_span span;        /* bytes */
  uint32_t rule;          /* ids go by definition */
  int32_t priority;
  quoth_span region;      /* bytes of the region it was found in */
  quoth__region symbols;  /* the same region, as symbols of the view */
  uint32_t first, end;    /* symbols; regex: first is where find began */
  uint32_t hit;           /* id of the hit of the scan */
} quoth__candidate;

typedef QUOTH__VEC(quoth__candidate) quoth__candidates;

/** Asked about a candidate that is about to be chosen; false drops it. */
typedef quoth_status (*quoth__control_ask)(void *ud,
                                           const quoth__candidate *candidate,
                                           bool *yes);

/**
 * Keep those candidates that the mode chooses, in the total order. Each is
 * asked about at most once, and only when its answer matters: what it would
 * lose to was chosen before. A status other than QUOTH_OK is passed on.
 */
quoth_status quoth__control_choose(quoth_control control,
                                   quoth__candidates *candidates,
                                   quoth__control_ask ask, void *ud);

#endif
