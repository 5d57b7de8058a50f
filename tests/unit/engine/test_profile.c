/* SPDX-License-Identifier: MIT */
/* Rules are counted and timed, and what a run gives stays the same. */
#include "support.h"

static const char text[] = "Ann Lee said so. Bo Ray has said it. Rain 5 said.";

static quoth_status no(void *ud, uint32_t callback, const quoth_match *match,
                       bool *yes, quoth_error *error) {
  (void)ud, (void)callback, (void)match, (void)error;
  *yes = false;
  return QUOTH_OK;
}

static quoth_engine *new_engine(void) {
  quoth_builder *b = new_builder();
  RULE(b, .name = "said", .layer = "x", .pattern = "who:[caps]+ \"said\"");
  RULE(b, .name = "has", .layer = "x", .pattern = "\"has\" \"said\" [word]");
  RULE(b, .name = "refused", .layer = "x", .pattern = "\"rain\"",
       .has_where = true);
  RULE(b, .name = "number", .layer = "x", .pattern = "[0-9]", .regex = true);
  return finish(b);
}

static void run(quoth_context *context, const quoth_doc *doc,
                quoth__buf *out) {
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, NULL));
  show(out, context, NULL);
}

static void profiling_changes_nothing(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth_doc *doc = new_doc(text, "en");
  quoth_callbacks callbacks = {.where = no};
  quoth_context *context = NULL;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf plain, profiled;
  quoth__buf_init(&plain, &mem);
  quoth__buf_init(&profiled, &mem);
  OK(quoth_context_new(engine, &callbacks, &context));
  run(context, doc, &plain);
  OK(quoth_context_profile(context, true));
  run(context, doc, &profiled);
  assert_string_equal(profiled.data, plain.data);
  OK(quoth_context_profile(context, false));
  run(context, doc, &profiled);
  assert_string_equal(profiled.data, plain.data);
  quoth__buf_done(&plain);
  quoth__buf_done(&profiled);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void rules_and_elements_are_counted(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth_doc *doc = new_doc(text, "en");
  quoth_callbacks callbacks = {.where = no};
  quoth_context *context = NULL;
  quoth_rule_profile p;
  OK(quoth_context_new(engine, &callbacks, &context));
  OK(quoth_context_profile(context, true));
  for (int i = 0; i < 2; i++) {
    OK(quoth_context_open(context, doc));
    OK(quoth_context_run(context, NULL));
  }
  OK(quoth_context_rule_profile(context, 0, &p));
  assert_int_equal(p.matches, 4); /* two a run: Ann Lee, and Lee */
  assert_int_equal(p.hits, 2);
  assert_true(p.candidates >= p.matches);
  assert_true(p.match_ns > 0);
  assert_int_equal(p.n_elements, 2);
  assert_int_equal(p.elements[0].at, 0);
  assert_int_equal(p.elements[0].candidates, 30); /* every token, twice */
  assert_int_equal(p.elements[0].hits, 10);
  assert_int_equal(p.elements[1].candidates, 10);
  assert_int_equal(p.elements[1].hits, 4);
  OK(quoth_context_rule_profile(context, 1, &p));
  assert_int_equal(p.hits, 2);
  OK(quoth_context_rule_profile(context, 2, &p)); /* `where` says no */
  assert_int_equal(p.matches, 2);
  assert_int_equal(p.hits, 0);
  assert_true(p.script_ns > 0);
  OK(quoth_context_rule_profile(context, 3, &p));
  assert_int_equal(p.hits, 2);
  assert_int_equal(p.n_elements, 0);
  OK(quoth_context_profile(context, true)); /* from 0 */
  OK(quoth_context_rule_profile(context, 3, &p));
  assert_int_equal(p.hits, 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void misuse_is_refused(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  quoth_rule_profile p;
  OK(quoth_context_new(engine, NULL, &context));
  assert_int_equal(quoth_context_profile(NULL, true), QUOTH_EINVAL);
  assert_int_equal(quoth_context_rule_profile(context, 0, &p), QUOTH_EINVAL);
  OK(quoth_context_profile(context, true));
  assert_int_equal(quoth_context_rule_profile(context, 4, &p), QUOTH_EINVAL);
  assert_int_equal(quoth_context_rule_profile(context, 0, NULL),
                   QUOTH_EINVAL);
  quoth_context_free(context);
  quoth_engine_free(engine);
}

static quoth_status build_and_profile(const quoth_allocator *hook,
                                      const quoth_doc *doc) {
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_rule_options o = {.name = "r", .layer = "x", .pattern_len = 6,
                          .pattern = "[caps]"};
  quoth_status status = quoth_builder_new(hook, &b);
  if (!status) status = quoth_builder_pack(b, "p", NULL, NULL);
  if (!status) status = quoth_builder_rule(b, &o, NULL);
  if (!status) status = quoth_builder_finish(b, &engine, NULL);
  quoth_builder_free(b);
  if (!status) status = quoth_context_new(engine, NULL, &context);
  if (!status) status = quoth_context_profile(context, true);
  if (!status) status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, NULL);
  quoth_context_free(context);
  quoth_engine_free(engine);
  return status;
}

/* Every allocation fails once: an error, and nothing is left behind. */
static void memory_may_run_out(void **state) {
  (void)state;
  quoth_doc *doc = new_doc(text, "en");
  quoth_status status = QUOTH_ENOMEM;
  for (size_t at = 1; status == QUOTH_ENOMEM; at++) {
    faulty memory = {.fail_at = at};
    quoth_allocator hook = faulty_hook(&memory);
    status = build_and_profile(&hook, doc);
    assert_int_equal(memory.live, 0);
    assert_true(at < 5000);
  }
  assert_int_equal(status, QUOTH_OK);
  quoth_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(profiling_changes_nothing),
      cmocka_unit_test(rules_and_elements_are_counted),
      cmocka_unit_test(misuse_is_refused),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
