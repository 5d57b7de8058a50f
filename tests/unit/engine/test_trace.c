/* SPDX-License-Identifier: MIT */
/* A rule is explained, and what a run gives stays the same. */
#include "support.h"

static const char text[] =
    "Ann Lee said so. Bo Ray has said it. \"No,\" he said. Rain. 5 said";

struct seen {
  uint32_t n[4], n_steps, wanted;
  char stood[32];
};

static void keep(void *ud, const quoth_trace *t) {
  struct seen *seen = ud;
  seen->n[t->verdict]++;
  assert_true(t->text.end <= sizeof text - 1);
  for (uint32_t i = 0; i < t->n_steps; i++)
    assert_true(t->steps[i].text.end <= t->region.end);
  if (t->verdict != QUOTH_VERDICT_STUCK || seen->stood[0]) return;
  seen->n_steps = t->n_steps;
  seen->wanted = t->wanted;
  snprintf(seen->stood, sizeof seen->stood, "%.*s",
           (int)(t->stood.end - t->stood.start), text + t->stood.start);
}

static quoth_engine *new_engine(void) {
  quoth_builder *b = new_builder();
  RULE(b, .name = "said", .layer = "x",
       .pattern = "who:[caps]+ (?<! \"has\") \"said\" []{0,3}?");
  RULE(b, .name = "he", .layer = "x", .pattern = "[word]+ \"said\"",
       .priority = 1);
  RULE(b, .name = "odd", .layer = "x",
       .pattern = "^ ([caps]? ([number]*)+ | $) \"said\" (?! \"so\") $");
  return finish(b);
}

static void run_with(const quoth_engine *engine, uint32_t rule,
                     struct seen *seen, quoth__buf *out) {
  quoth_doc *doc = new_doc(text, "en");
  quoth_context *context = NULL;
  OK(quoth_context_new(engine, NULL, &context));
  if (seen) OK(quoth_context_trace(context, rule, keep, seen));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, NULL));
  show(out, context, NULL);
  quoth_context_free(context);
  quoth_doc_free(doc);
}

static void tracing_changes_nothing(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf plain, traced;
  quoth__buf_init(&plain, &mem);
  quoth__buf_init(&traced, &mem);
  run_with(engine, 0, NULL, &plain);
  for (uint32_t rule = 0; rule < 3; rule++) {
    struct seen seen = {.wanted = 0};
    run_with(engine, rule, &seen, &traced);
    assert_string_equal(traced.data, plain.data);
    assert_true(seen.n[0] + seen.n[1] + seen.n[2] + seen.n[3] > 0);
  }
  quoth__buf_done(&plain);
  quoth__buf_done(&traced);
  quoth_engine_free(engine);
}

static void a_rule_tells_where_it_is_stuck(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  struct seen seen = {.wanted = 0};
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf out;
  quoth__buf_init(&out, &mem);
  run_with(engine, 0, &seen, &out);
  assert_string_equal(seen.stood, "has");
  assert_int_equal(seen.n_steps, 2); /* the name, and nothing has before it */
  assert_int_equal(seen.wanted, 24); /* "said" */
  quoth__buf_done(&out);
  quoth_engine_free(engine);
}

static void a_regular_expression_tells_its_beginning(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  RULE(b, .name = "km", .layer = "x", .regex = true,
       .pattern = "(?<n>[0-9]+) (?:said|km)");
  quoth_engine *engine = finish(b);
  struct seen seen = {.wanted = 0};
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf out;
  quoth__buf_init(&out, &mem);
  run_with(engine, 0, &seen, &out);
  assert_int_equal(seen.n[QUOTH_VERDICT_CHOSEN], 1);
  assert_int_equal(seen.n[QUOTH_VERDICT_STUCK], 4); /* sentences without */
  assert_int_equal(seen.n_steps, 0);
  assert_int_equal(seen.wanted, 0);
  quoth__buf_done(&out);
  quoth_engine_free(engine);
}

static void misuse_is_refused(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  struct seen seen = {.wanted = 0};
  OK(quoth_context_new(engine, NULL, &context));
  assert_int_equal(quoth_context_trace(NULL, 0, keep, &seen), QUOTH_EINVAL);
  assert_int_equal(quoth_context_trace(context, 3, keep, &seen),
                   QUOTH_EINVAL);
  OK(quoth_context_trace(context, 3, NULL, NULL));
  quoth_context_free(context);
  quoth_engine_free(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tracing_changes_nothing),
      cmocka_unit_test(a_rule_tells_where_it_is_stuck),
      cmocka_unit_test(a_regular_expression_tells_its_beginning),
      cmocka_unit_test(misuse_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
