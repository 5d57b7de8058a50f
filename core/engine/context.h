/* SPDX-License-Identifier: MIT */
/* What one thread needs to run an engine, reused from doc to doc. */
#ifndef QUOTH_ENGINE_CONTEXT_H
#define QUOTH_ENGINE_CONTEXT_H

#include <stdatomic.h>

#include "base/error.h"
#include "engine/attribute.h"
#include "engine/control.h"
#include "engine/engine.h"
#include "lang/analysis.h"
#include "store/annotations.h"

enum quoth__stage {
  QUOTH__STAGE_NEW,     /* no doc yet */
  QUOTH__STAGE_OPEN,    /* a doc, not run */
  QUOTH__STAGE_RUN,     /* it was run, well or not */
};

/** A rule that is being explained; `report` NULL: none is. */
struct quoth__tracer {
  quoth_trace_fn report;
  void *ud;
  uint32_t rule;
  quoth__candidates matches; /* of the rule, before the phase chose */
  quoth__arena arena;
};

/** What rules cost so far: profile.c. */
struct quoth__profiler;

struct quoth_context {
  QUOTH__HANDLE
  quoth__mem mem;
  atomic_flag busy; /* within open or run: two threads are told so */
  const quoth_engine *engine;
  quoth_callbacks callbacks;
  const quoth_doc *doc;
  enum quoth__stage stage;
  quoth_annotations *annotations;
  quoth__matcher *matcher;
  quoth__view *view;
  bool has_view;               /* the view is open on the doc */
  quoth__regex_scratch *scratch;
  quoth__analysis *analysis;   /* lemmas, tags and trees */
  bool has_layers;             /* it has a model, or was told */
  quoth_model *own_model;      /* opened late, for a callback */
  char own_lang[16];
  uint64_t budget;             /* steps a doc; 0: by its length */
  quoth__answers answers;      /* of the `attribute` callback */
  quoth__arena arena;          /* matches of the phase that is running */
  quoth__candidates candidates;
  QUOTH__VEC(quoth_span) groups; /* of the regex rule that is running */
  struct quoth__tracer tracer;
  struct quoth__profiler *profiler; /* NULL: nobody wants to know */
};

/** Before a phase chooses: keep the matches of the rule to be explained. */
quoth_status quoth__trace_found(quoth_context *context);

/** After it: tell how each fared, and of regions without any. */
quoth_status quoth__trace_chosen(quoth_context *context,
                                 const struct quoth__phase *phase);

typedef quoth_status (*quoth__region_fn)(quoth_context *context, uint32_t rule,
                                         quoth__region region);

/** The regions of a rule, copied: the view lends them until it is asked again. */
quoth_status quoth__trace_each_region(quoth_context *context, uint32_t rule,
                                      quoth__region_fn each);

/** The places where a rule goes wrong are named in one way: "pack/rule". */
quoth_status quoth__context_fail(const quoth_context *context,
                                 quoth_error *error, quoth_status status,
                                 const struct quoth__rule *rule,
                                 uint32_t byte, const char *why);

/** Make layer "quote" from the doc's quotation marks. */
quoth_status quoth__context_add_quotations(quoth_context *context);

/** Run one phase: find, choose, capture, emit. */
quoth_status quoth__phase_run(quoth_context *context,
                              const struct quoth__phase *phase,
                              quoth_error *error);

/** Add the candidates of a regex rule. */
quoth_status quoth__regex_rule_find(quoth_context *context, uint32_t rule,
                                    quoth_error *error);

/** What the chosen match makes: an annotation, or a call of the callback. */
quoth_status quoth__emit(quoth_match *match, quoth_error *error);

/** Give `kind` to the attributions that have content but no kind. */
quoth_status quoth__emit_kinds(quoth_context *context);

#endif
