/* SPDX-License-Identifier: MIT */
/* Limits: memory that runs out, budgets, contexts that live long. */
#include <pthread.h>

#include "support.h"

static const char text[] =
    "“We open at nine,” said Ada Brook. The bill came to $20, and Cy Marsh "
    "made clear that nobody pays.\n\nBob Lane denied it: “Not a word!”";

/* Everything a pack can have. Returns the first status that is not OK. */
static quoth_status build(const quoth_allocator *hook, quoth_engine **out) {
  static const char tsv[] =
      "entry\tact\nsaid\tassert\nmade clear\tassert\ndenied\tdeny\n";
  static const char *const quote[] = {"quote"};
  static const quoth_emit_feature act = {"act", {0}, "cue", "act"};
  static const quoth_emit_part sum = {"", "sum"};
  const quoth_phase_options names = {.name = "names",
                                     .skip = "[\"never\" | emoji]"};
  const quoth_phase_options main = {
      .name = "main", .within = "paragraph", .view = quote, .n_view = 1};
  quoth_rule_options rules[] = {
      {.name = "name", .phase = "names", .layer = "person",
       .pattern = "@NAME"},
      {.name = "sum", .phase = "names", .layer = "sum", .regex = true,
       .pattern = "(?<sum>\\$[0-9]+)", .parts = &sum,
       .n_parts = 1},
      {.name = "after", .layer = "attribution", .features = &act,
       .n_features = 1, .has_where = true,
       .pattern = "content:<quote> cue:$say source:<person>"},
      {.name = "sub", .callback = 3,
       .pattern = "source:<person> cue:$say \"that\" content:[word]{1,9}"},
  };
  quoth_builder *b = NULL;
  quoth_status status = quoth_builder_new(hook, &b);
  if (status == QUOTH_OK) status = quoth_builder_pack(b, "p", "en", NULL);
  if (status == QUOTH_OK)
    status = quoth_builder_lexicon_tsv(b, "say", tsv, sizeof tsv - 1, NULL,
                                       NULL);
  if (status == QUOTH_OK)
    status = quoth_builder_define(b, "NAME", "[title]{2}", 10, NULL, NULL);
  if (status == QUOTH_OK) status = quoth_builder_phase(b, &names, NULL);
  if (status == QUOTH_OK) status = quoth_builder_phase(b, &main, NULL);
  for (int i = 0; i < 4 && status == QUOTH_OK; i++) {
    rules[i].pattern_len = strlen(rules[i].pattern);
    status = quoth_builder_rule(b, &rules[i], NULL);
  }
  if (status == QUOTH_OK) status = quoth_builder_resolve(b, 1, NULL);
  if (status == QUOTH_OK) status = quoth_builder_finish(b, out, NULL);
  quoth_builder_free(b);
  return status;
}

static quoth_status say_yes(void *ud, uint32_t callback,
                            const quoth_match *match, bool *yes,
                            quoth_error *error) {
  (void)ud, (void)callback, (void)match, (void)error;
  *yes = true;
  return QUOTH_OK;
}

static quoth_status make_one(void *ud, uint32_t callback,
                             const quoth_match *match, quoth_error *error) {
  (void)ud, (void)callback, (void)error;
  quoth_span content = {0};
  quoth_match_capture(match, "content", &content, 1);
  quoth_part part = {"content", content};
  quoth_annotation_options o = {
      .layer = "attribution", .parts = &part, .n_parts = 1};
  return quoth_annotations_add(
      quoth_context_annotations(quoth_match_context(match)), &o, NULL);
}

static const quoth_callbacks callbacks = {.where = say_yes, .emit = make_one};

/* Every allocation of building and of two runs fails once. */
static void no_memory_is_an_error_without_a_leak(void **state) {
  (void)state;
  quoth_doc *doc = new_doc(text, "en");
  bool finished = false;
  size_t at = 0;
  while (!finished) {
    faulty f = {.fail_at = ++at};
    quoth_allocator hook = faulty_hook(&f);
    quoth_engine *engine = NULL;
    quoth_context *context = NULL;
    quoth_status status = build(&hook, &engine);
    if (status == QUOTH_OK)
      status = quoth_context_new(engine, &callbacks, &context);
    for (int i = 0; i < 2 && status == QUOTH_OK; i++) {
      status = quoth_context_open(context, doc);
      if (status == QUOTH_OK) status = quoth_context_run(context, NULL);
    }
    if (status == QUOTH_OK) {
      uint32_t n;
      quoth_annotations_layer(quoth_context_annotations(context),
                              "attribution", &n);
      assert_int_equal(n, 2);
      finished = f.requests < f.fail_at;
    } else {
      assert_int_equal(status, QUOTH_ENOMEM);
    }
    quoth_context_free(context);
    quoth_engine_free(engine);
    assert_int_equal(f.live, 0);
  }
  assert_true(at > 50);
  quoth_doc_free(doc);
}

static void a_context_does_not_grow_from_doc_to_doc(void **state) {
  (void)state;
  faulty f = {0};
  quoth_allocator hook = faulty_hook(&f);
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc(text, "en");
  OK(build(&hook, &engine));
  OK(quoth_context_new(engine, &callbacks, &context));
  size_t live = 0;
  for (int i = 0; i < 30; i++) {
    OK(quoth_context_open(context, doc));
    OK(quoth_context_run(context, NULL));
    if (i == 2) live = f.live;
    if (i > 2) assert_int_equal(f.live, live);
  }
  quoth_context_free(context);
  quoth_engine_free(engine);
  quoth_doc_free(doc);
  assert_int_equal(f.live, 0);
}

static void a_spent_budget_is_an_error_with_a_place(void **state) {
  (void)state;
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_error e;
  quoth_doc *doc = new_doc(text, "en");
  OK(build(NULL, &engine));
  OK(quoth_context_new(engine, &callbacks, &context));
  OK(quoth_context_set_budget(context, 5));
  OK(quoth_context_open(context, doc));
  assert_int_equal(quoth_context_run(context, &e), QUOTH_ELIMIT);
  assert_int_equal(e.status, QUOTH_ELIMIT);
  assert_string_equal(e.message,
                      "step budget spent in phase 'names' of pack 'p'");
  OK(quoth_context_set_budget(context, 0));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, &e));
  /* Wherever it runs out: an error, or the whole result. */
  bool finished = false;
  for (uint64_t steps = 1; !finished && steps < 100000; steps += 7) {
    uint32_t n;
    OK(quoth_context_set_budget(context, steps));
    OK(quoth_context_open(context, doc));
    finished = quoth_context_run(context, &e) == QUOTH_OK;
    quoth_annotations_layer(quoth_context_annotations(context), "attribution",
                            &n);
    if (finished) assert_int_equal(n, 2);
    else assert_int_equal(e.status, QUOTH_ELIMIT);
  }
  assert_true(finished);
  quoth_context_free(context);
  quoth_engine_free(engine);
  quoth_doc_free(doc);
}

static void a_regex_that_explodes_is_named(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  quoth_context *context = NULL;
  quoth_error e;
  RULE(b, .name = "slow", .layer = "x", .regex = true,
       .pattern = "(?:a|a a|aa|aaa)+$");
  quoth_engine *engine = finish(b);
  quoth_doc *doc =
      new_doc("Fine.\nOh aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa no.", "en");
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  assert_int_equal(quoth_context_run(context, &e), QUOTH_ELIMIT);
  assert_string_equal(e.message, "limit reached: rule test/slow at line 2, "
                                 "column 1 of the text");
  quoth_context_free(context);
  quoth_engine_free(engine);
  quoth_doc_free(doc);
}

/* What one thread finds, many times over. */
static void *run_often(void *engine) {
  quoth__buf out;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf_init(&out, &mem);
  quoth_context *context = NULL;
  quoth_doc *doc = NULL;
  quoth_doc_options options = {.lang = "en"};
  quoth_context_new(engine, &callbacks, &context);
  for (int i = 0; i < 50; i++) {
    quoth_doc_new(text, sizeof text - 1, &options, &doc);
    quoth_context_open(context, doc);
    if (quoth_context_run(context, NULL) == QUOTH_OK)
      show(&out, context, NULL);
    if (i < 49) quoth_doc_free(doc);
  }
  quoth_context_free(context);
  quoth_doc_free(doc);
  return out.data; /* the caller's to free */
}

static void threads_share_an_engine(void **state) {
  (void)state;
  pthread_t threads[4];
  quoth_engine *engine = NULL;
  char *alone, *other;
  OK(build(NULL, &engine));
  alone = run_often(engine);
  assert_non_null(strstr(alone, "cue:said"));
  for (int i = 0; i < 4; i++)
    assert_int_equal(pthread_create(&threads[i], NULL, run_often, engine), 0);
  for (int i = 0; i < 4; i++) {
    void *result = NULL;
    assert_int_equal(pthread_join(threads[i], &result), 0);
    other = result;
    assert_string_equal(other, alone);
    free(other);
  }
  free(alone);
  quoth_engine_free(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_memory_is_an_error_without_a_leak),
      cmocka_unit_test(a_context_does_not_grow_from_doc_to_doc),
      cmocka_unit_test(a_spent_budget_is_an_error_with_a_place),
      cmocka_unit_test(a_regex_that_explodes_is_named),
      cmocka_unit_test(threads_share_an_engine),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
