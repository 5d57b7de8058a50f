/* SPDX-License-Identifier: MIT */
#include "engine/context.h"

#include <string.h>

#include "engine/layers.h"
#include "engine/profile.h"
#include "text/doc.h"

quoth_status quoth_context_new(const quoth_engine *engine,
                               const quoth_callbacks *callbacks,
                               quoth_context **out) {
  if (out) *out = NULL;
  if (!QUOTH__IS(engine) || !out) return QUOTH_EINVAL;
  quoth_context *context = quoth__mem_zero(&engine->mem, sizeof *context);
  if (!context) return QUOTH_ENOMEM;
  context->mem = engine->mem;
  context->engine = engine;
  atomic_flag_clear(&context->busy);
  quoth__arena_init(&context->arena, &context->mem);
  quoth__arena_init(&context->tracer.arena, &context->mem);
  quoth__answers_init(&context->answers, &context->mem);
  quoth_status status = QUOTH_OK;
  context->annotations = quoth__annotations_new(&context->mem);
  if (!context->annotations) status = QUOTH_ENOMEM;
  if (status == QUOTH_OK)
    status =
        quoth__matcher_new(&context->mem, engine->vocab, &context->matcher);
  if (status == QUOTH_OK)
    status = quoth__view_new(&context->mem, engine->vocab, &context->view);
  if (status == QUOTH_OK)
    status = quoth__regex_scratch_new(&context->mem, &context->scratch);
  if (status == QUOTH_OK)
    status = quoth__analysis_new(&context->mem, &context->analysis);
  if (status != QUOTH_OK) {
    quoth_context_free(context);
    return status;
  }
  if (callbacks) context->callbacks = *callbacks;
  *out = context;
  return QUOTH_OK;
}

void quoth_context_free(quoth_context *context) {
  if (!QUOTH__IS(context)) return;
  quoth_callbacks callbacks = context->callbacks;
  quoth__mem mem = context->mem;
  quoth__view_free(context->view);
  quoth__matcher_free(context->matcher);
  quoth__profiler_free(context);
  quoth__regex_scratch_free(context->scratch);
  quoth__annotations_free(context->annotations);
  quoth__analysis_free(context->analysis);
  quoth_model_free(context->own_model);
  QUOTH__VEC_DONE(&mem, &context->candidates);
  QUOTH__VEC_DONE(&mem, &context->groups);
  QUOTH__VEC_DONE(&mem, &context->tracer.matches);
  quoth__arena_done(&context->tracer.arena);
  quoth__arena_done(&context->arena);
  quoth__answers_done(&context->answers);
  QUOTH__FREE(&mem, context);
  if (callbacks.done) callbacks.done(callbacks.ud);
}

quoth_status quoth_context_set_budget(quoth_context *context, uint64_t steps) {
  if (!QUOTH__IS(context)) return QUOTH_EINVAL;
  context->budget = steps;
  return QUOTH_OK;
}

quoth_annotations *quoth_context_annotations(quoth_context *context) {
  return QUOTH__IS(context) ? context->annotations : NULL;
}

const quoth_doc *quoth_context_doc(const quoth_context *context) {
  return QUOTH__IS(context) ? context->doc : NULL;
}

const quoth_engine *quoth_context_engine(const quoth_context *context) {
  return QUOTH__IS(context) ? context->engine : NULL;
}

quoth_status quoth__context_fail(const quoth_context *context,
                                 quoth_error *error, quoth_status status,
                                 const struct quoth__rule *rule,
                                 uint32_t byte, const char *why) {
  quoth_place place = {0};
  quoth_doc_locate(context->doc, byte, &place);
  const struct quoth__engine_pack *pack =
      context->engine->packs.data[rule->pack];
  return quoth__error_set(error, status,
                          "%s: rule %s/%s at line %u, column %u of the text",
                          why, pack->name, rule->given.name, place.line,
                          place.column);
}

static quoth_status open_doc(quoth_context *context, const quoth_doc *doc) {
  size_t len = 0;
  quoth_doc_text(doc, &len);
  context->doc = doc;
  context->stage = QUOTH__STAGE_NEW;
  context->has_view = false;
  quoth__annotations_reset(context->annotations, (uint32_t)len);
  quoth__layers_open(context);
  quoth_status status = quoth__context_add_quotations(context);
  if (status != QUOTH_OK) return status;
  const quoth_callbacks *callbacks = &context->callbacks;
  if (callbacks->open) status = callbacks->open(callbacks->ud, context);
  if (status == QUOTH_OK) context->stage = QUOTH__STAGE_OPEN;
  return status;
}

quoth_status quoth_context_open(quoth_context *context, const quoth_doc *doc) {
  if (!QUOTH__IS(context) || !QUOTH__IS(context->engine) || !QUOTH__IS(doc) ||
      atomic_flag_test_and_set(&context->busy))
    return QUOTH_EINVAL;
  quoth_status status = open_doc(context, doc);
  atomic_flag_clear(&context->busy);
  return status;
}

/* Enough for any sane rules, and in proportion to the text; a profile asks
   everything twice. */
static uint64_t steps_for(const quoth_context *context) {
  uint32_t tokens = 0;
  if (context->profiler) return 0;
  if (context->budget) return context->budget;
  quoth_doc_tokens(context->doc, &tokens);
  return UINT64_C(100000000) + UINT64_C(100000) * tokens;
}

static quoth_status run_pack(quoth_context *context,
                             const struct quoth__engine_pack *pack,
                             quoth_error *error) {
  const quoth_callbacks *callbacks = &context->callbacks;
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < pack->phases.count && status == QUOTH_OK; i++)
    status = quoth__phase_run(context, &pack->phases.data[i], error);
  if (!callbacks->resolve) return status;
  for (uint32_t i = 0; i < pack->resolves.count && status == QUOTH_OK; i++)
    status = callbacks->resolve(callbacks->ud, pack->resolves.data[i], context,
                                error);
  return status == QUOTH_OK ? quoth__emit_kinds(context) : status;
}

/* An error without words gets the status's name. */
static quoth_status explain(quoth_error *error, quoth_status status) {
  if (error->status == QUOTH_OK)
    quoth__error_set(error, status, "%s", quoth_status_name(status));
  return status;
}

/* The doc that is open, through all packs of its language. */
static quoth_status run_doc(quoth_context *context, quoth_error *error) {
  if (context->stage != QUOTH__STAGE_OPEN)
    return quoth__error_set(error, QUOTH_EINVAL,
                            context->stage == QUOTH__STAGE_RUN
                                ? "this doc was run: open it again"
                                : "no doc is open");
  quoth__matcher_budget(context->matcher, steps_for(context));
  const char *lang = quoth_doc_lang(context->doc);
  const quoth_engine *engine = context->engine;
  uint32_t n_tokens = 0;
  quoth_doc_tokens(context->doc, &n_tokens);
  quoth_status status = quoth__answers_reset(
      &context->answers, engine->attributes.count, n_tokens, error);
  for (uint32_t i = 0; i < engine->packs.count && status == QUOTH_OK; i++)
    if (quoth__engine_speaks(engine->packs.data[i], lang))
      status = run_pack(context, engine->packs.data[i], error);
  context->stage = QUOTH__STAGE_RUN;
  return status == QUOTH_OK ? status : explain(error, status);
}

quoth_status quoth_context_run(quoth_context *context, quoth_error *error) {
  quoth_error unread;
  if (!error) error = &unread; /* callbacks need not ask */
  *error = (quoth_error){0};
  if (!QUOTH__IS(context) || !QUOTH__IS(context->engine))
    return quoth__error_set(error, QUOTH_EINVAL,
                            context ? "the context or its engine was freed"
                                    : "context is NULL");
  if (context->doc && !QUOTH__IS(context->doc))
    return quoth__error_set(error, QUOTH_EINVAL, "the doc was freed");
  if (atomic_flag_test_and_set(&context->busy))
    return quoth__error_set(error, QUOTH_EINVAL,
                            "the context is in use, by another thread or by "
                            "this call's own callbacks");
  quoth_status status = run_doc(context, error);
  atomic_flag_clear(&context->busy);
  return status;
}
