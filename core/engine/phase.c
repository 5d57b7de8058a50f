/* SPDX-License-Identifier: MIT */
/*
 * One phase over one doc: find the places where its rules match, choose those
 * that count, copy their captures, and only then emit. While it looks, the
 * annotations are frozen; all that the phase adds is seen by the next one.
 */
#include "engine/match.h"
#include "engine/where.h"
#include "engine/profile.h"

static const struct quoth__engine_pack *
pack_of(const quoth_context *context, const struct quoth__phase *phase) {
  uint32_t rule = phase->rules.data[0];
  return context->engine->packs
      .data[context->engine->rules.data[rule].pack];
}

static quoth_status find_tokens(quoth_context *context,
                                const struct quoth__phase *phase,
                                quoth_error *error) {
  const quoth__hit *hits = NULL;
  uint32_t n = 0;
  if (!phase->scan) return QUOTH_OK;
  quoth_status status = quoth__scan_run(phase->scan, context->matcher,
                                        context->view, &hits, &n);
  if (status == QUOTH_ELIMIT)
    return quoth__error_set(error, status,
                            "step budget spent in phase '%s' of pack '%s'",
                            phase->name, pack_of(context, phase)->name);
  if (status != QUOTH_OK) return status;
  if (!QUOTH__VEC_RESERVE(&context->mem, &context->candidates, n))
    return QUOTH_ENOMEM;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t rule = phase->scan_rules[hits[i].item];
    quoth__region r = hits[i].region;
    context->candidates.data[context->candidates.count++] = (quoth__candidate){
        .span = quoth__view_span(context->view, hits[i].first, hits[i].end),
        .rule = rule,
        .priority = context->engine->rules.data[rule].given.priority,
        .region = quoth__view_span(context->view, r.first, r.end),
        .symbols = r,
        .first = hits[i].first,
        .end = hits[i].end,
        .hit = hits[i].id,
    };
  }
  return QUOTH_OK;
}

static quoth_status find_all(quoth_context *context,
                             const struct quoth__phase *phase,
                             quoth_error *error) {
  const quoth_engine *engine = context->engine;
  context->candidates.count = 0;
  quoth_status status = find_tokens(context, phase, error);
  for (uint32_t i = 0; i < phase->rules.count && status == QUOTH_OK; i++)
    if (engine->rules.data[phase->rules.data[i]].regex)
      status = quoth__regex_rule_find(context, phase->rules.data[i], error);
  return status;
}

static quoth_status capture(quoth_context *context, const quoth__candidate *c,
                            quoth_match *out, quoth_error *error) {
  quoth_status status = quoth__match_capture(context, c, out);
  if (status == QUOTH_ELIMIT)
    return quoth__context_fail(context, error, status, out->rule,
                               c->span.start, "step budget spent");
  return status;
}

/* What `where` is asked with. */
struct question {
  quoth_context *context;
  quoth_error *error;
};

static quoth_status ask_where(void *ud, const quoth__candidate *c, bool *yes) {
  const struct question *q = ud;
  quoth_context *context = q->context;
  const quoth_callbacks *callbacks = &context->callbacks;
  const quoth_rule_options *o = &context->engine->rules.data[c->rule].given;
  *yes = true;
  bool asks = o->has_where && callbacks->where;
  if (!asks && !o->where) return QUOTH_OK;
  quoth_match match;
  uint64_t start = context->profiler ? quoth__profile_now() : 0;
  quoth_status status = capture(context, c, &match, q->error);
  if (status == QUOTH_OK) status = quoth__where_ask(&match, yes, q->error);
  if (status == QUOTH_OK && *yes && asks)
    status = callbacks->where(callbacks->ud, o->callback, &match, yes,
                              q->error);
  if (context->profiler) quoth__profile_script(context, c->rule, start);
  quoth__arena_reset(&context->arena);
  return status;
}

static quoth_status choose(quoth_context *context,
                           const struct quoth__phase *phase,
                           quoth_error *error) {
  struct question q = {context, error};
  return quoth__control_choose(phase->control, &context->candidates, ask_where,
                               &q);
}

static quoth_status emit_all(quoth_context *context, quoth_error *error) {
  uint32_t n = context->candidates.count;
  quoth_match *matches = quoth__arena_new(&context->arena, n * sizeof *matches);
  quoth_status status = matches ? QUOTH_OK : QUOTH_ENOMEM;
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = capture(context, &context->candidates.data[i], &matches[i], error);
  quoth__annotations_freeze(context->annotations, false);
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++) {
    uint64_t start = context->profiler ? quoth__profile_now() : 0;
    status = quoth__emit(&matches[i], error);
    if (context->profiler)
      quoth__profile_script(context, matches[i].rule_id, start);
  }
  return status;
}

/* What an earlier phase saw of the doc stays, as far as it can. */
static quoth_status open_view(quoth_context *context,
                              const struct quoth__phase *phase) {
  if (context->has_view)
    return quoth__view_reopen(context->view, phase->view, phase->n_view);
  const quoth__attributes attributes = quoth__attributes_of(context);
  quoth_status status =
      quoth__view_open(context->view, context->doc, context->annotations,
                       phase->view, phase->n_view, &attributes);
  context->has_view = status == QUOTH_OK;
  return status;
}

static quoth_status skip_some(quoth_context *context,
                              const struct quoth__phase *phase) {
  if (!phase->unseen) return QUOTH_OK;
  return quoth__matcher_skip(context->matcher, context->view, phase->unseen);
}

quoth_status quoth__phase_run(quoth_context *context,
                              const struct quoth__phase *phase,
                              quoth_error *error) {
  if (!phase->rules.count) return QUOTH_OK;
  quoth__arena_reset(&context->arena);
  quoth_status status = open_view(context, phase);
  quoth__annotations_freeze(context->annotations, true);
  if (status == QUOTH_OK) status = skip_some(context, phase);
  if (status == QUOTH_OK && context->profiler)
    status = quoth__profile_phase(context, phase);
  if (status == QUOTH_OK) status = find_all(context, phase, error);
  if (status == QUOTH_OK) status = context->answers.status;
  if (status == QUOTH_OK) status = quoth__analysis_status(context->analysis);
  if (status == QUOTH_OK) status = quoth__trace_found(context);
  if (status == QUOTH_OK && context->profiler) quoth__profile_found(context);
  if (status == QUOTH_OK) status = choose(context, phase, error);
  if (status == QUOTH_OK && context->profiler) quoth__profile_chosen(context);
  if (status == QUOTH_OK) status = quoth__trace_chosen(context, phase);
  if (status == QUOTH_OK) status = context->answers.status;
  if (status == QUOTH_OK) status = emit_all(context, error);
  quoth__annotations_freeze(context->annotations, false);
  return status == QUOTH_OK ? quoth__emit_kinds(context) : status;
}
