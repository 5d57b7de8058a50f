/* SPDX-License-Identifier: MIT */
/* Build an engine from a few lines, run it, show what came out as text. */
#ifndef QUOTH_TESTS_ENGINE_SUPPORT_H
#define QUOTH_TESTS_ENGINE_SUPPORT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../faulty.h"
#include "base/buf.h"
#include "quoth.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)

static inline quoth_builder *new_builder(void) {
  quoth_builder *b = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "test", NULL, NULL));
  return b;
}

/* A token rule that emits a layer; the rest as designated initialisers. */
#define RULE(b, ...)                                                     \
  add_rule((b), (quoth_rule_options){.origin = {"test.lua", 10, 1},      \
                                     __VA_ARGS__})

static inline void add_rule(quoth_builder *b, quoth_rule_options o) {
  quoth_error e = {0};
  o.pattern_len = strlen(o.pattern);
  if (quoth_builder_rule(b, &o, &e) != QUOTH_OK) fail_msg("%s", e.message);
}

#define PHASE(b, ...)                                                    \
  OK(quoth_builder_phase((b), &(quoth_phase_options){__VA_ARGS__}, NULL))

/* The builder is freed. */
static inline quoth_engine *finish(quoth_builder *b) {
  quoth_engine *engine = NULL;
  quoth_error e = {0};
  if (quoth_builder_finish(b, &engine, &e) != QUOTH_OK)
    fail_msg("%s", e.message);
  quoth_builder_free(b);
  return engine;
}

static inline quoth_doc *new_doc(const char *text, const char *lang) {
  quoth_doc *doc = NULL;
  OK(quoth_doc_new(text, strlen(text), &(quoth_doc_options){.lang = lang},
                   &doc));
  return doc;
}

static inline void show_value(quoth__buf *out, const quoth_value *v) {
  switch (v->kind) {
    case QUOTH_VALUE_NIL: quoth__buf_add_str(out, "nil"); break;
    case QUOTH_VALUE_BOOL:
      quoth__buf_add_str(out, v->boolean ? "true" : "false");
      break;
    case QUOTH_VALUE_NUMBER: quoth__buf_addf(out, "%g", v->number); break;
    case QUOTH_VALUE_STRING: quoth__buf_add(out, v->string, v->len); break;
  }
}

/* "text {role:text role:text name=value}" of one annotation. */
static inline void show_one(quoth__buf *out, const char *text,
                            const quoth_annotation *a) {
  const char *before = " {";
  quoth__buf_add(out, text + a->span.start, a->span.end - a->span.start);
  for (uint32_t i = 0; i < a->n_parts; i++, before = " ") {
    quoth_span s = a->parts[i].span;
    quoth__buf_addf(out, "%s%s:", before, a->parts[i].role);
    quoth__buf_add(out, text + s.start, s.end - s.start);
  }
  for (uint32_t i = 0; i < a->n_features; i++, before = " ") {
    quoth__buf_addf(out, "%s%s=", before, a->features[i].name);
    show_value(out, &a->features[i].value);
  }
  if (before[1] == '\0') quoth__buf_add_char(out, '}');
}

/* All of a layer, "; " between them. The caller is done with `out`. */
static inline void show(quoth__buf *out, quoth_context *context,
                        const char *layer) {
  uint32_t n = 0;
  const char *text = quoth_doc_text(quoth_context_doc(context), NULL);
  quoth_annotations *all = quoth_context_annotations(context);
  const uint32_t *ids = quoth_annotations_layer(all, layer, &n);
  quoth__buf_reset(out);
  quoth__buf_add_str(out, "");
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    OK(quoth_annotations_get(all, ids[i], &a));
    if (i) quoth__buf_add_str(out, "; ");
    show_one(out, text, &a);
  }
}

/* Run an engine over a text; `layer` must come out as `expected`. */
static inline void expect_with(const quoth_engine *engine,
                               const quoth_callbacks *callbacks,
                               const char *lang, const char *text,
                               const char *layer, const char *expected) {
  quoth_doc *doc = new_doc(text, lang);
  quoth_context *context = NULL;
  quoth_error e;
  quoth__buf out;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf_init(&out, &mem);
  OK(quoth_context_new(engine, callbacks, &context));
  OK(quoth_context_open(context, doc));
  if (quoth_context_run(context, &e) != QUOTH_OK) fail_msg("%s", e.message);
  show(&out, context, layer);
  assert_string_equal(out.data, expected);
  quoth__buf_done(&out);
  quoth_context_free(context);
  quoth_doc_free(doc);
}

static inline void expect(const quoth_engine *engine, const char *text,
                          const char *layer, const char *expected) {
  expect_with(engine, NULL, "en", text, layer, expected);
}

#endif
