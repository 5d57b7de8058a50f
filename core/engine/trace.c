/* SPDX-License-Identifier: MIT */
/* Tell how one rule fares in a phase, without changing what the phase does. */
#include <string.h>

#include "engine/context.h"
#include "match/explain.h"

quoth_status quoth_context_trace(quoth_context *context, uint32_t rule,
                                 quoth_trace_fn report, void *ud) {
  if (!QUOTH__IS(context) || !QUOTH__IS(context->engine) ||
      (report && rule >= context->engine->rules.count) ||
      atomic_flag_test_and_set(&context->busy))
    return QUOTH_EINVAL;
  context->tracer.rule = rule;
  context->tracer.report = report;
  context->tracer.ud = ud;
  atomic_flag_clear(&context->busy);
  return QUOTH_OK;
}

quoth_status quoth__trace_found(quoth_context *context) {
  struct quoth__tracer *t = &context->tracer;
  t->matches.count = 0;
  if (!t->report) return QUOTH_OK;
  for (uint32_t i = 0; i < context->candidates.count; i++)
    if (context->candidates.data[i].rule == t->rule &&
        !QUOTH__VEC_ADD(&context->mem, &t->matches,
                        context->candidates.data[i]))
      return QUOTH_ENOMEM;
  return QUOTH_OK;
}

static bool has_rule(const struct quoth__phase *phase, uint32_t rule) {
  for (uint32_t i = 0; i < phase->rules.count; i++)
    if (phase->rules.data[i] == rule) return true;
  return false;
}

static bool same(quoth_span a, quoth_span b) {
  return a.start == b.start && a.end == b.end;
}

/* ---- Matches ------------------------------------------------------------------ */

static void tell_match(quoth_context *context, const quoth__candidate *c) {
  const struct quoth__tracer *t = &context->tracer;
  quoth_trace trace = {
      .rule = t->rule, .verdict = QUOTH_VERDICT_REFUSED, .region = c->region,
      .text = c->span, .wanted = QUOTH_NONE, .winner = QUOTH_NONE,
  };
  for (uint32_t i = 0; i < context->candidates.count; i++) {
    const quoth__candidate *kept = &context->candidates.data[i];
    if (kept->rule == c->rule && same(kept->span, c->span)) {
      trace.verdict = QUOTH_VERDICT_CHOSEN;
      break;
    }
    if (trace.verdict != QUOTH_VERDICT_REFUSED ||
        kept->span.start >= c->span.end || kept->span.end <= c->span.start)
      continue;
    trace.verdict = QUOTH_VERDICT_LOST;
    trace.winner = kept->rule;
    trace.won = kept->span;
  }
  t->report(t->ud, &trace);
}

/* ---- Regions without a match ------------------------------------------------------ */

static quoth_span bytes(const quoth_context *context, uint32_t first,
                        uint32_t end) {
  quoth_span at = quoth__view_span(context->view, first, first + 1);
  if (first == end) return (quoth_span){at.start, at.start};
  return quoth__view_span(context->view, first, end);
}

static quoth_status tell_stuck(quoth_context *context, quoth__region region) {
  struct quoth__tracer *t = &context->tracer;
  quoth__explanation e;
  const struct quoth__rule *rule = &context->engine->rules.data[t->rule];
  quoth__arena_reset(&t->arena);
  quoth_status status =
      quoth__explain(rule->pattern, context->matcher, context->view, region,
                     &t->arena, &e);
  if (status != QUOTH_OK) return status;
  quoth_trace_step *steps =
      quoth__arena_new(&t->arena, (e.n_steps + 1) * sizeof *steps);
  if (!steps) return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < e.n_steps; i++) {
    uint32_t first = e.steps[i].first, end = e.steps[i].end;
    if (first < region.end)
      steps[i] = (quoth_trace_step){e.steps[i].at, bytes(context, first, end)};
    else
      steps[i] = (quoth_trace_step){e.steps[i].at, {0, 0}};
  }
  quoth_trace trace = {
      .rule = t->rule, .verdict = QUOTH_VERDICT_STUCK,
      .region = quoth__view_span(context->view, region.first, region.end),
      .text = bytes(context, e.first, e.end), .wanted = e.wanted,
      .winner = QUOTH_NONE, .steps = steps, .n_steps = e.n_steps,
  };
  if (e.end < region.end)
    trace.stood = quoth__view_span(context->view, e.end, e.end + 1);
  t->report(t->ud, &trace);
  return QUOTH_OK;
}

/* The longest beginning of a regular expression that finds something; `n` its
   length, or 0. */
static quoth_status find_beginning(const quoth_context *context,
                                   const quoth_rule_options *given,
                                   const char *text, size_t len, size_t *n,
                                   quoth_span *found) {
  quoth_allocator allocator = {context->mem.fn, context->mem.ud};
  for (*n = given->pattern_len; *n > 1;) {
    quoth_regex *regex = NULL;
    quoth_status status =
        quoth_regex_new(given->pattern, --*n, &allocator, &regex, NULL);
    if (status == QUOTH_OK)
      status = quoth_regex_find(regex, text, len, 0, found, 1);
    quoth_regex_free(regex);
    if (status == QUOTH_ENOMEM) return status;
    if (status == QUOTH_OK && found->start < found->end) return QUOTH_OK;
  }
  *n = 0;
  *found = (quoth_span){0, 0};
  return QUOTH_OK;
}

static quoth_status tell_stuck_regex(quoth_context *context,
                                     quoth__region symbols) {
  struct quoth__tracer *t = &context->tracer;
  const quoth_rule_options *given = &context->engine->rules.data[t->rule].given;
  quoth_span region =
      quoth__view_span(context->view, symbols.first, symbols.end);
  const char *text = quoth_doc_text(context->doc, NULL) + region.start;
  quoth_span found;
  size_t n;
  quoth_status status = find_beginning(
      context, given, text, region.end - region.start, &n, &found);
  if (status != QUOTH_OK) return status;
  quoth_trace_step step = {
      0, {region.start + found.start, region.start + found.end}};
  quoth_trace trace = {
      .rule = t->rule, .verdict = QUOTH_VERDICT_STUCK, .region = region,
      .text = step.text, .wanted = (uint32_t)n, .winner = QUOTH_NONE,
      .stood = {step.text.end, region.end}, .steps = &step,
      .n_steps = n > 0,
  };
  t->report(t->ud, &trace);
  return QUOTH_OK;
}

static bool has_match(const struct quoth__tracer *t, quoth__region region) {
  for (uint32_t i = 0; i < t->matches.count; i++)
    if (t->matches.data[i].symbols.first == region.first &&
        t->matches.data[i].symbols.end == region.end)
      return true;
  return false;
}

quoth_status quoth__trace_each_region(quoth_context *context, uint32_t rule,
                                      quoth__region_fn each) {
  const char *within = context->engine->rules.data[rule].given.within;
  const quoth__region *lent;
  uint32_t n = 0;
  quoth_status status =
      quoth__view_regions(context->view, within, &lent, &n);
  if (status != QUOTH_OK || n == 0) return status;
  quoth__region *regions =
      quoth__mem_new(&context->mem, n * sizeof *regions);
  if (!regions) return QUOTH_ENOMEM;
  memcpy(regions, lent, n * sizeof *regions);
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = each(context, rule, regions[i]);
  quoth__mem_free(&context->mem, regions, n * sizeof *regions);
  return status;
}

static quoth_status tell_region(quoth_context *context, uint32_t rule,
                                quoth__region region) {
  if (has_match(&context->tracer, region)) return QUOTH_OK;
  return context->engine->rules.data[rule].regex
             ? tell_stuck_regex(context, region)
             : tell_stuck(context, region);
}

quoth_status quoth__trace_chosen(quoth_context *context,
                                 const struct quoth__phase *phase) {
  const struct quoth__tracer *t = &context->tracer;
  if (!t->report || !has_rule(phase, t->rule)) return QUOTH_OK;
  for (uint32_t i = 0; i < t->matches.count; i++)
    tell_match(context, &t->matches.data[i]);
  return quoth__trace_each_region(context, t->rule, tell_region);
}
