/* SPDX-License-Identifier: MIT */
/* Lemmas, tags and trees in patterns and by calls. */
#include "support.h"

static const char FOLDER[] = "scripts/models";

static quoth_builder *english(void) {
  quoth_builder *b = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "test", "en", NULL));
  OK(quoth_builder_models(b, "no/such/folder", NULL));
  OK(quoth_builder_models(b, FOLDER, NULL));
  return b;
}

static const char TEXT[] =
    "Marta Lindqvist denied that the harbour was closed. Nobody agreed.";

static void check(const char *pattern, const char *expected) {
  quoth_builder *b = english();
  RULE(b, .name = "r", .layer = "x", .pattern = pattern);
  quoth_engine *engine = finish(b);
  expect(engine, TEXT, "x", expected);
  quoth_engine_free(engine);
}

static void patterns_ask(void **state) {
  (void)state;
  check("[lemma=\"deny\"]", "denied");
  check("[pos=\"VERB\"]", "denied; closed; agreed");
  check("[tag=/VB.*/ & !pos=\"AUX\"]", "denied; closed; agreed");
  check("[dep=\"nsubj\"] [pos=\"VERB\"]", "Nobody agreed");
  check("[pos=\"PROPN\"]+ [lemma=\"deny\" & pos=\"VERB\"]",
        "Marta Lindqvist denied");
  check("[head=\"close\" & pos=\"AUX\"]", "was");
}

/* Only sentences in which a test was reached are worked on. */
static void sentences_are_lazy(void **state) {
  (void)state;
  quoth_builder *b = english();
  RULE(b, .name = "r", .layer = "x", .pattern = "\"Nobody\" [pos=\"VERB\"]");
  quoth_engine *engine = finish(b);
  quoth_doc *doc = new_doc(TEXT, "en");
  quoth_context *context = NULL;
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, NULL));
  quoth_layer_counts counts = quoth_context_layer_counts(context);
  assert_int_equal(counts.sentences, 2);
  assert_int_equal(counts.tagged, 1);
  assert_int_equal(counts.parsed, 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static quoth_span span_of(const char *part) {
  uint32_t at = (uint32_t)(strstr(TEXT, part) - TEXT);
  return (quoth_span){at, at + (uint32_t)strlen(part)};
}

static void path_is(quoth_context *context, const char *from, const char *to,
                    const char *expected) {
  char path[64];
  size_t len;
  OK(quoth_context_path(context, span_of(from), span_of(to), path, sizeof path,
                        &len, NULL));
  assert_string_equal(path, expected);
  assert_int_equal(len, strlen(expected));
}

/* No pattern asked for a model: it is opened when the first call comes. */
static void calls_ask(void **state) {
  (void)state;
  quoth_engine *engine = finish(english());
  quoth_doc *doc = new_doc(TEXT, "en-GB");
  quoth_context *context = NULL;
  const char *value = NULL;
  uint32_t head;
  quoth_span tree;
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_layer(context, QUOTH_LAYER_LEMMA, 2, &value, NULL));
  assert_string_equal(value, "deny");
  OK(quoth_context_head(context, 0, &head, NULL));
  assert_int_equal(head, 2);
  path_is(context, "denied", "Marta Lindqvist", "nsubj");
  path_is(context, "Marta Lindqvist", "denied", "<nsubj");
  path_is(context, "denied", "the harbour", ">ccomp>nsubj:pass");
  path_is(context, "Marta", "the harbour", "<nsubj>ccomp>nsubj:pass");
  path_is(context, "denied", "Nobody", "");
  OK(quoth_context_subtree(context, span_of("closed"), &tree, NULL));
  assert_int_equal(tree.start, span_of("that").start);
  assert_int_equal(tree.end, span_of("closed").end);
  OK(quoth_context_head_word(context, span_of("the harbour"), &head, NULL));
  assert_int_equal(head, 5);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void without_a_model(void **state) {
  (void)state;
  static const char PATTERN[] = "[caps] [pos=\"VERB\"]";
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  quoth_error e;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "test", "de", NULL));
  OK(quoth_builder_models(b, FOLDER, NULL));
  RULE(b, .name = "r", .layer = "x", .pattern = PATTERN);
  assert_int_equal(quoth_builder_finish(b, &engine, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "pos is not available for de: load a model");
  assert_int_equal(e.line, 10);
  quoth_builder_free(b);

  /* A call says so, too. */
  quoth_doc *doc = new_doc("Er ging heim.", "de");
  quoth_context *context = NULL;
  const char *value;
  engine = finish(english());
  OK(quoth_context_new(engine, NULL, &context));
  assert_int_equal(
      quoth_context_layer(context, QUOTH_LAYER_POS, 0, &value, &e),
      QUOTH_EINVAL);
  OK(quoth_context_open(context, doc));
  assert_int_equal(
      quoth_context_layer(context, QUOTH_LAYER_POS, 0, &value, &e),
      QUOTH_ENOTFOUND);
  assert_string_equal(e.message, "no model for de: no file models/de.model");
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

/* German docs that bring their own words. */
static void words_are_brought(void **state) {
  (void)state;
  static const quoth_word WORDS[] = {
    {{"er", "PRON", "PPER", "nsubj"}, 1},
    {{"gehen", "VERB", "VVFIN", "root"}, QUOTH_NONE},
    {{"heim", "ADV", "ADV", "advmod"}, 1},
  };
  quoth_builder *b = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_words(b, "de", NULL));
  assert_int_equal(quoth_builder_words(b, "de", NULL), QUOTH_EINVAL);
  OK(quoth_builder_pack(b, "test", "de", NULL));
  RULE(b, .name = "r", .layer = "x",
       .pattern = "[dep=\"nsubj\" & head=\"gehen\"] [tag=\"VVFIN\"]");
  quoth_engine *engine = finish(b);
  quoth_doc *doc = new_doc("Er ging heim.", "de");
  quoth_context *context = NULL;
  quoth__buf out;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf_init(&out, &mem);
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  for (uint32_t i = 0; i < 3; i++)
    OK(quoth_context_set_word(context, i, &WORDS[i]));
  OK(quoth_context_run(context, NULL));
  show(&out, context, "x");
  assert_string_equal(out.data, "Er ging");
  quoth__buf_done(&out);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void misuse(void **state) {
  (void)state;
  quoth_error e;
  uint32_t head;
  assert_int_equal(quoth_builder_model(NULL, NULL, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_builder_models(NULL, "x", &e), QUOTH_EINVAL);
  assert_int_equal(quoth_builder_words(NULL, "x", &e), QUOTH_EINVAL);
  assert_int_equal(quoth_context_head(NULL, 0, &head, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_context_head(NULL, 0, NULL, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_context_set_word(NULL, 0, NULL), QUOTH_EINVAL);
  assert_int_equal(quoth_context_layer_counts(NULL).tagged, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(patterns_ask),
    cmocka_unit_test(sentences_are_lazy),
    cmocka_unit_test(calls_ask),
    cmocka_unit_test(without_a_model),
    cmocka_unit_test(words_are_brought),
    cmocka_unit_test(misuse),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
