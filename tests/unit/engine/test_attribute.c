/* SPDX-License-Identifier: MIT */
/* Attributes of tokens that the host computes. */
#include "support.h"

enum { LENGTH, VOWEL, ENDING };

struct asked {
  uint32_t calls;
  quoth_status fail; /* what to answer instead of a value */
  quoth_value odd;   /* a value to give, when its length is set */
  char last[2];      /* the string given last: it is copied */
};

static quoth_status answer(void *ud, uint32_t callback, const quoth_doc *doc,
                           uint32_t token, quoth_value *value,
                           quoth_error *error) {
  struct asked *asked = ud;
  quoth_span s = quoth_doc_tokens(doc, NULL)[token].span;
  const char *text = quoth_doc_text(doc, NULL);
  char *last = asked->last;
  last[0] = text[s.end - 1];
  asked->calls++;
  if (asked->fail) {
    snprintf(error->message, sizeof error->message, "no value for %u", token);
    error->status = asked->fail;
    return asked->fail;
  }
  if (asked->odd.len) {
    *value = asked->odd;
    return QUOTH_OK;
  }
  switch (callback) {
    case LENGTH:
      *value = (quoth_value){.kind = QUOTH_VALUE_NUMBER,
                             .number = s.end - s.start};
      break;
    case VOWEL:
      *value = (quoth_value){.kind = QUOTH_VALUE_BOOL,
                             .boolean = strchr("aeiou", text[s.start])};
      break;
    default:
      if (last[0] != '.')
        *value = (quoth_value){.kind = QUOTH_VALUE_STRING, .string = last,
                               .len = 1};
  }
  return QUOTH_OK;
}

static quoth_builder *builder_with_attributes(void) {
  quoth_builder *b = new_builder();
  OK(quoth_builder_attribute(b, "bytes", LENGTH, NULL));
  OK(quoth_builder_attribute(b, "vowel", VOWEL, NULL));
  OK(quoth_builder_attribute(b, "ending", ENDING, NULL));
  return b;
}

static void check(const char *pattern, const char *expected) {
  struct asked asked = {0};
  const quoth_callbacks callbacks = {.ud = &asked, .attribute = answer};
  quoth_builder *b = builder_with_attributes();
  RULE(b, .name = "r", .layer = "x", .pattern = pattern);
  quoth_engine *engine = finish(b);
  expect_with(engine, &callbacks, "en", "An owl saw two big boats.", "x",
              expected);
  assert_in_range(asked.calls, 1, 3 * 7); /* once a token and attribute */
  quoth_engine_free(engine);
}

static void patterns_compare_them(void **state) {
  (void)state;
  check("[bytes=5]", "boats");
  check("[bytes>=3 & bytes<5]", "owl; saw; two; big");
  check("[vowel]", "owl");
  check("[ending=\"w\"] [ending=\"o\"]", "saw two");
  check("[ending=/[gs]/]", "big; boats");
  check("[ending!=/[a-z]/]", "."); /* of NIL only != holds */
  check("x:[bytes=3]{2,} [ending=\"s\"]",
        "owl saw two big {x:owl saw two big}");
}

static void a_token_is_asked_once(void **state) {
  (void)state;
  struct asked asked = {0};
  const quoth_callbacks callbacks = {.ud = &asked, .attribute = answer};
  quoth_builder *b = builder_with_attributes();
  RULE(b, .name = "a", .layer = "x", .pattern = "[bytes=3]+");
  RULE(b, .name = "b", .layer = "y", .pattern = "[bytes=5]");
  PHASE(b, .name = "later");
  RULE(b, .name = "c", .phase = "later", .layer = "z", .pattern = "[bytes=5]");
  quoth_engine *engine = finish(b);
  quoth_doc *doc = new_doc("An owl saw two big boats.", NULL);
  quoth_context *context = NULL;
  OK(quoth_context_new(engine, &callbacks, &context));
  for (uint32_t run = 1; run <= 2; run++) {
    OK(quoth_context_open(context, doc));
    OK(quoth_context_run(context, NULL));
    assert_int_equal(asked.calls, run * 7);
  }
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void without_a_callback_there_is_no_value(void **state) {
  (void)state;
  quoth_builder *b = builder_with_attributes();
  RULE(b, .name = "r", .layer = "x", .pattern = "[bytes!=3]");
  RULE(b, .name = "s", .layer = "y", .pattern = "[bytes=3]");
  quoth_engine *engine = finish(b);
  expect(engine, "An owl.", "x", "An; owl; .");
  expect(engine, "An owl.", "y", "");
  quoth_engine_free(engine);
}

static void run_failing(struct asked asked, quoth_status status,
                        const char *message) {
  const quoth_callbacks callbacks = {.ud = &asked, .attribute = answer};
  quoth_builder *b = builder_with_attributes();
  quoth_error e;
  RULE(b, .name = "r", .layer = "x", .pattern = "[bytes=3]");
  quoth_engine *engine = finish(b);
  quoth_doc *doc = new_doc("An owl.", NULL);
  quoth_context *context = NULL;
  uint32_t n = 1;
  OK(quoth_context_new(engine, &callbacks, &context));
  OK(quoth_context_open(context, doc));
  assert_int_equal(quoth_context_run(context, &e), status);
  assert_string_equal(e.message, message);
  quoth_annotations_layer(quoth_context_annotations(context), "x", &n);
  assert_int_equal(n, 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void a_failure_stops_the_run(void **state) {
  (void)state;
  run_failing((struct asked){.fail = QUOTH_EIO}, QUOTH_EIO, "no value for 0");
  run_failing((struct asked){.odd = {.kind = (quoth_value_kind)9, .len = 1}},
              QUOTH_EINVAL, quoth_status_name(QUOTH_EINVAL));
  run_failing((struct asked){.odd = {.kind = QUOTH_VALUE_STRING, .len = 1}},
              QUOTH_EINVAL, quoth_status_name(QUOTH_EINVAL));
}

static void names_are_checked(void **state) {
  (void)state;
  static const char *const taken[] = {"text", "caps", "word", "two words",
                                      "9th",  "a-",   "in"};
  quoth_builder *b = NULL;
  quoth_error e;
  OK(quoth_builder_new(NULL, &b));
  assert_int_equal(quoth_builder_attribute(NULL, "a", 0, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_builder_attribute(b, "a", 0, &e), QUOTH_EINVAL);
  assert_string_equal(e.message, "no pack was started");
  OK(quoth_builder_pack(b, "one", NULL, NULL));
  assert_int_equal(quoth_builder_attribute(b, NULL, 0, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_builder_attribute(b, "", 0, NULL), QUOTH_EINVAL);
  for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
    assert_int_equal(quoth_builder_attribute(b, taken[i], 0, &e),
                     QUOTH_ESYNTAX);
  OK(quoth_builder_attribute(b, "pos", 0, NULL)); /* a tagger of the host's */
  assert_int_equal(quoth_builder_attribute(b, "pos", 0, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "attribute 'pos' is there twice");
  OK(quoth_builder_pack(b, "two", NULL, NULL));
  RULE(b, .name = "r", .layer = "x", .pattern = "[poss=\"x\"]");
  quoth_engine *engine = NULL;
  assert_int_equal(quoth_builder_finish(b, &engine, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "unknown attribute 'poss'");
  quoth_builder_free(b);
}

static void names_belong_to_their_pack(void **state) {
  (void)state;
  struct asked asked = {0};
  const quoth_callbacks callbacks = {.ud = &asked, .attribute = answer};
  quoth_builder *b = new_builder();
  OK(quoth_builder_attribute(b, "a", VOWEL, NULL));
  RULE(b, .name = "r", .layer = "x", .pattern = "[a]");
  OK(quoth_builder_pack(b, "two", NULL, NULL));
  OK(quoth_builder_attribute(b, "a", LENGTH, NULL));
  RULE(b, .name = "r", .layer = "x", .pattern = "[a=4]");
  quoth_engine *engine = finish(b);
  expect_with(engine, &callbacks, "en", "An owl came.", "x", "owl; came");
  quoth_engine_free(engine);
}

static quoth_status everything(const quoth_allocator *allocator) {
  struct asked asked = {0};
  const quoth_callbacks callbacks = {.ud = &asked, .attribute = answer};
  const quoth_rule_options rule = {.name = "r", .layer = "x",
                                   .pattern = "[ending=\"w\"]",
                                   .pattern_len = 12};
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc("An owl saw two.", NULL);
  quoth_status s = quoth_builder_new(allocator, &b);
  if (!s) s = quoth_builder_pack(b, "p", NULL, NULL);
  if (!s) s = quoth_builder_attribute(b, "ending", ENDING, NULL);
  if (!s) s = quoth_builder_rule(b, &rule, NULL);
  if (!s) s = quoth_builder_finish(b, &engine, NULL);
  if (!s) s = quoth_context_new(engine, &callbacks, &context);
  if (!s) s = quoth_context_open(context, doc);
  if (!s) s = quoth_context_run(context, NULL);
  quoth_context_free(context);
  quoth_engine_free(engine);
  quoth_builder_free(b);
  quoth_doc_free(doc);
  return s;
}

static void each_allocation_may_fail(void **state) {
  (void)state;
  uint32_t failed = 0;
  for (size_t at = 0;; at++) { /* 0: none fails */
    faulty f = {.fail_at = at};
    const quoth_allocator hook = faulty_hook(&f);
    quoth_status status = everything(&hook);
    assert_int_equal(f.live, 0);
    if (at && f.requests < at) break;
    /* PCRE2 does without a stack for its compiled code. */
    if (status) assert_int_equal(status, QUOTH_ENOMEM);
    assert_true(at || !status);
    failed += status != QUOTH_OK;
  }
  assert_true(failed > 30);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(patterns_compare_them),
      cmocka_unit_test(a_token_is_asked_once),
      cmocka_unit_test(without_a_callback_there_is_no_value),
      cmocka_unit_test(a_failure_stops_the_run),
      cmocka_unit_test(names_are_checked),
      cmocka_unit_test(names_belong_to_their_pack),
      cmocka_unit_test(each_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
