/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */
/*
 * What each rule costs: every rule of a phase is looked for once more, by
 * itself, so that its share of a search for all rules at once can be told. Off,
 * it costs a test of a pointer for each phase and match.
 */
#include "engine/profile.h"

#include <time.h>

#include "match/explain.h"

/* ---- Life ------------------------------------------------------------------- */

struct quoth__cost {
  quoth_rule_profile sum;
  quoth_element_profile *elements;
  quoth__scan *scan; /* of this rule alone; made when it first runs */
};

struct quoth__profiler {
  struct quoth__cost *costs; /* by rule */
  uint32_t n;
};

static void free_cost(const quoth__mem *mem, struct quoth__cost *cost) {
  quoth__scan_free(cost->scan);
  quoth__mem_free(mem, cost->elements,
                  (cost->sum.n_elements + 1) * sizeof *cost->elements);
}

void quoth__profiler_free(quoth_context *context) {
  struct quoth__profiler *p = context->profiler;
  if (!p) return;
  for (uint32_t i = 0; p->costs && i < p->n; i++)
    free_cost(&context->mem, &p->costs[i]);
  quoth__mem_free(&context->mem, p->costs, (p->n + 1) * sizeof *p->costs);
  quoth__mem_free(&context->mem, p, sizeof *p);
  context->profiler = NULL;
}

static quoth_status name_elements(quoth_context *context,
                                  struct quoth__cost *cost, uint32_t rule) {
  const quoth__pattern *pattern = context->engine->rules.data[rule].pattern;
  uint32_t n = pattern ? quoth__explain_elements(pattern, NULL) : 0;
  uint32_t *at = quoth__mem_new(&context->mem, (n + 1) * sizeof *at);
  cost->elements =
      quoth__mem_zero(&context->mem, (n + 1) * sizeof *cost->elements);
  cost->sum.n_elements = n;
  cost->sum.elements = cost->elements;
  bool ok = at && cost->elements;
  if (ok && pattern) quoth__explain_elements(pattern, at);
  for (uint32_t i = 0; ok && i < n; i++) cost->elements[i].at = at[i];
  quoth__mem_free(&context->mem, at, (n + 1) * sizeof *at);
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}

static quoth_status begin(quoth_context *context) {
  struct quoth__profiler *p = quoth__mem_zero(&context->mem, sizeof *p);
  quoth_status status = QUOTH_OK;
  if (!(context->profiler = p)) return QUOTH_ENOMEM;
  p->n = context->engine->rules.count;
  p->costs = quoth__mem_zero(&context->mem, (p->n + 1) * sizeof *p->costs);
  if (!p->costs) status = QUOTH_ENOMEM;
  for (uint32_t i = 0; i < p->n && status == QUOTH_OK; i++)
    status = name_elements(context, &p->costs[i], i);
  if (status != QUOTH_OK) quoth__profiler_free(context);
  return status;
}

quoth_status quoth_context_profile(quoth_context *context, bool on) {
  if (!QUOTH__IS(context) || atomic_flag_test_and_set(&context->busy))
    return QUOTH_EINVAL;
  quoth__profiler_free(context);
  quoth_status status = on ? begin(context) : QUOTH_OK;
  atomic_flag_clear(&context->busy);
  return status;
}

quoth_status quoth_context_rule_profile(const quoth_context *context,
                                        uint32_t rule,
                                        quoth_rule_profile *out) {
  if (!QUOTH__IS(context) || !out || !context->profiler ||
      rule >= context->profiler->n)
    return QUOTH_EINVAL;
  *out = context->profiler->costs[rule].sum;
  return QUOTH_OK;
}

/* ---- While a phase runs ---------------------------------------------------------- */

uint64_t quoth__profile_now(void) {
  struct timespec t;
  if (clock_gettime(CLOCK_MONOTONIC, &t) != 0) return 0;
  return (uint64_t)t.tv_sec * UINT64_C(1000000000) + (uint64_t)t.tv_nsec;
}

static quoth_status look_alone(quoth_context *context, uint32_t rule,
                               struct quoth__cost *cost) {
  const struct quoth__rule *r = &context->engine->rules.data[rule];
  quoth__scan_item item = {.pattern = r->pattern,
                           .within = r->given.within};
  const quoth__hit *hits;
  uint32_t n;
  quoth_status status = QUOTH_OK;
  if (!cost->scan)
    status = quoth__scan_new(context->engine->vocab, &item, 1, &cost->scan,
                             NULL);
  if (status != QUOTH_OK) return status;
  uint64_t tries = quoth__matcher_tries(context->matcher);
  uint64_t start = quoth__profile_now();
  status = quoth__scan_run(cost->scan, context->matcher, context->view, &hits,
                           &n);
  cost->sum.match_ns += quoth__profile_now() - start;
  cost->sum.candidates += quoth__matcher_tries(context->matcher) - tries;
  return status;
}

/* A regular expression is tried where it matches, as far as can be told. */
static quoth_status look_regex(quoth_context *context, uint32_t rule,
                               struct quoth__cost *cost) {
  uint32_t had = context->candidates.count;
  quoth_error unread = {0};
  uint64_t start = quoth__profile_now();
  quoth_status status = quoth__regex_rule_find(context, rule, &unread);
  cost->sum.match_ns += quoth__profile_now() - start;
  cost->sum.candidates += context->candidates.count - had;
  context->candidates.count = had;
  return status;
}

/* How many places get past each element of the pattern. */
static quoth_status count_elements(quoth_context *context, uint32_t rule,
                                   quoth__region region) {
  return quoth__explain_count(context->engine->rules.data[rule].pattern,
                              context->matcher, context->view, region,
                              context->profiler->costs[rule].elements,
                              quoth__profile_now);
}

quoth_status quoth__profile_phase(quoth_context *context,
                                  const struct quoth__phase *phase) {
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < phase->rules.count && status == QUOTH_OK; i++) {
    uint32_t rule = phase->rules.data[i];
    struct quoth__cost *cost = &context->profiler->costs[rule];
    if (context->engine->rules.data[rule].regex) {
      status = look_regex(context, rule, cost);
      continue;
    }
    status = look_alone(context, rule, cost);
    if (status == QUOTH_OK)
      status = quoth__trace_each_region(context, rule, count_elements);
  }
  return status;
}

void quoth__profile_found(quoth_context *context) {
  for (uint32_t i = 0; i < context->candidates.count; i++)
    context->profiler->costs[context->candidates.data[i].rule].sum.matches++;
}

void quoth__profile_chosen(quoth_context *context) {
  for (uint32_t i = 0; i < context->candidates.count; i++)
    context->profiler->costs[context->candidates.data[i].rule].sum.hits++;
}

void quoth__profile_script(quoth_context *context, uint32_t rule,
                           uint64_t start) {
  context->profiler->costs[rule].sum.script_ns += quoth__profile_now() - start;
}
