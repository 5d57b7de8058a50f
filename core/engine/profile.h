/* SPDX-License-Identifier: MIT */
/* What rules cost in a phase; nothing is done unless `context->profiler`. */
#ifndef QUOTH_ENGINE_PROFILE_H
#define QUOTH_ENGINE_PROFILE_H

#include "engine/context.h"

/**
 * Look for each rule of a phase by itself. Before the phase looks: matches have
 * their captures only until the next search.
 */
quoth_status quoth__profile_phase(quoth_context *context,
                                  const struct quoth__phase *phase);

/** After the phase found its matches. */
void quoth__profile_found(quoth_context *context);

/** After it chose. */
void quoth__profile_chosen(quoth_context *context);

/** A callback of a rule that began at `start` is over. */
void quoth__profile_script(quoth_context *context, uint32_t rule,
                           uint64_t start);

/** Nanoseconds of a clock that never goes back. */
uint64_t quoth__profile_now(void);

void quoth__profiler_free(quoth_context *context);

#endif
