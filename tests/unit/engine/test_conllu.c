/* SPDX-License-Identifier: MIT */
/* Tags and trees that come with the text, and conditions on them. */
#include "support.h"

static const char BANK[] =
    "# newdoc id = eins\n"
    "# sent_id = 1\n"
    "1\tDer\tder\tDET\tART\t_\t2\tdet\t_\t_\n"
    "2\tMinister\tMinister\tNOUN\tNN\t_\t3\tnsubj\t_\t_\n"
    "3\tfuhr\tfahren\tVERB\tVVFIN\t_\t0\troot\t_\t_\n"
    "4-5\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "4\tzu\tzu\tADP\tAPPR\t_\t6\tcase\t_\t_\n"
    "5\tdem\tder\tDET\tART\t_\t6\tdet\t_\t_\n"
    "6\tS-Bahn-Hof\tHof\tNOUN\tNN\t_\t3\tobl\t_\tSpaceAfter=No\n"
    "6.1\tging\tgehen\t_\t_\t_\t_\t_\t_\t_\n"
    "7\t.\t.\tPUNCT\t$.\t_\t3\tpunct\t_\tSpaceAfter=No\n"
    "\n"
    "# newpar\n"
    "1\tEr\ter\tPRON\tPPER\t_\t2\tnsubj\t_\t_\r\n"
    "2\tging\tgehen\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No\n"
    "3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "\n"
    "# newdoc\n"
    "1\tJa\tja\tINTJ\t_\t_\t_\t_\t_\t_\n";

static const char TEXT[] = "Der Minister fuhr zum S-Bahn-Hof.\n\nEr ging.";

static quoth_conllu *read_bank(const char *data, size_t *used) {
  quoth_conllu *c = NULL;
  quoth_error e = {0};
  if (quoth_conllu_read(data, strlen(data), NULL, NULL, &c, used, &e) !=
      QUOTH_OK)
    fail_msg("%s", e.message);
  return c;
}

static void documents_are_read_one_by_one(void **state) {
  (void)state;
  size_t used, len;
  quoth_conllu *c = read_bank(BANK, &used);
  assert_string_equal(quoth_conllu_text(c, &len), TEXT);
  assert_int_equal(len, strlen(TEXT));
  assert_string_equal(quoth_conllu_id(c), "eins");
  quoth_conllu_free(c);
  c = read_bank(BANK + used, &used);
  assert_string_equal(quoth_conllu_text(c, NULL), "Ja");
  assert_string_equal(quoth_conllu_id(c), "");
  quoth_conllu_free(c);
  c = read_bank("", &used);
  assert_string_equal(quoth_conllu_text(c, NULL), "");
  quoth_conllu_free(c);
  quoth_conllu_free(NULL);
}

/* ---- Damage ------------------------------------------------------------------ */

static void is_wrong(const char *data, const char *message, uint32_t line,
                     uint32_t column) {
  quoth_conllu *c = NULL;
  quoth_error e = {0};
  size_t used = 0;
  quoth_origin origin = {"a.conllu", 11, 1};
  assert_int_equal(quoth_conllu_read(data, strlen(data), &origin, NULL, &c,
                                     &used, &e),
                   QUOTH_ESYNTAX);
  assert_null(c);
  assert_string_equal(e.message, message);
  assert_string_equal(e.source, "a.conllu");
  assert_int_equal(e.line, line);
  assert_int_equal(e.column, column);
  assert_int_equal(used, strlen(data));
}

static void what_is_wrong_has_a_place(void **state) {
  (void)state;
  is_wrong("1\tA\ta\n", "a word of CoNLL-U has ten columns, with tabs between",
           11, 6);
  is_wrong("# x\n1\tA\ta\t_\t_\t_\t0\troot\t_\t_\tzu viel\n",
           "a word of CoNLL-U has ten columns, with tabs between", 12, 24);
  is_wrong("x\tA\ta\t_\t_\t_\t0\troot\t_\t_\n",
           "a line starts with the number of its word", 11, 1);
  is_wrong("2\tA\ta\t_\t_\t_\t0\troot\t_\t_\n",
           "words are numbered from 1, in order", 11, 1);
  is_wrong("1\t\ta\t_\t_\t_\t0\troot\t_\t_\n", "a word has no form", 11, 3);
  is_wrong("1\tA\ta\t_\t_\t_\t-1\troot\t_\t_\n",
           "the head of a word is a number, or _", 11, 13);
  is_wrong("1\tA\ta\t_\t_\t_\t99999999999\troot\t_\t_\n",
           "the head of a word is a number, or _", 11, 13);
  is_wrong("1\tA\ta\t_\t_\t_\t0\troot\t_\t_\n2\tB\tb\t_\t_\t_\t3\tdep\t_\t_\n",
           "this head lies outside of the sentence", 12, 13);
  is_wrong("1\tA\ta\t_\t_\t_\t2\tdep\t_\t_\n2\tB\tb\t_\t_\t_\t1\tdep\t_\t_\n",
           "the heads go in a circle from here", 11, 13);
  is_wrong("2-1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
           "a range is two numbers, the second one higher", 11, 1);
  is_wrong("3-4\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
           "this range does not follow on the word before", 11, 1);
  is_wrong("1-2\tAB\t_\t_\t_\t_\t_\t_\t_\t_\n1\tA\t_\t_\t_\t_\t_\t_\t_\t_\n",
           "the sentence ends within a range", 13, 1);
}

/* ---- Use ----------------------------------------------------------------------- */

static quoth_status build(const quoth_allocator *hook, quoth_engine **out) {
  static const char PATTERN[] = "source:[pos=/NOUN|PRON/] cue:[dep=\"root\"]";
  static const char WHERE[] =
      "dep(cue, source) == /nsubj.*/ & (lemma(cue) == \"fahren\" | "
      "!source in subtree(cue))";
  static const quoth_emit_part parts[] = {{"clause", "subtree(cue)"},
                                          {"source", "source"}};
  const quoth_rule_options rule = {
    .name = "r", .layer = "x", .pattern = PATTERN,
    .pattern_len = sizeof PATTERN - 1, .where = WHERE,
    .where_len = sizeof WHERE - 1, .parts = parts, .n_parts = 2,
  };
  quoth_builder *b = NULL;
  quoth_status status = quoth_builder_new(hook, &b);
  if (status == QUOTH_OK) status = quoth_builder_pack(b, "test", "de", NULL);
  if (status == QUOTH_OK) status = quoth_builder_words(b, "de", NULL);
  if (status == QUOTH_OK) status = quoth_builder_rule(b, &rule, NULL);
  if (status == QUOTH_OK) status = quoth_builder_finish(b, out, NULL);
  quoth_builder_free(b);
  return status;
}

static quoth_status open_doc(quoth_context *context, const quoth_doc *doc,
                             const quoth_allocator *hook) {
  quoth_conllu *c = NULL;
  quoth_status status = quoth_context_open(context, doc);
  if (status == QUOTH_OK)
    status = quoth_conllu_read(BANK, sizeof BANK - 1, NULL, hook, &c, NULL,
                               NULL);
  if (status == QUOTH_OK) status = quoth_context_set_conllu(context, c, NULL);
  quoth_conllu_free(c);
  return status;
}

static void layer_is(quoth_context *context, quoth_layer layer,
                     uint32_t token, const char *expected) {
  const char *value = NULL;
  OK(quoth_context_layer(context, layer, token, &value, NULL));
  if (expected) assert_string_equal(value, expected);
  else assert_null(value);
}

static void tokens_get_their_words(void **state) {
  (void)state;
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc(TEXT, "de");
  uint32_t head;
  OK(build(NULL, &engine));
  OK(quoth_context_new(engine, NULL, &context));
  OK(open_doc(context, doc, NULL));
  layer_is(context, QUOTH_LAYER_LEMMA, 1, "Minister");
  layer_is(context, QUOTH_LAYER_TAG, 2, "VVFIN");
  /* "zum" is zu and dem; what nobody told is not known. */
  layer_is(context, QUOTH_LAYER_LEMMA, 3, "zu");
  layer_is(context, QUOTH_LAYER_DEP, 4, "obl");
  layer_is(context, QUOTH_LAYER_TAG, 7, NULL);
  OK(quoth_context_head(context, 3, &head, NULL));
  assert_int_equal(head, 4);
  OK(quoth_context_head(context, 2, &head, NULL));
  assert_int_equal(head, QUOTH_NONE);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

/* A word of several tokens. */
static void tokens_of_one_word_hang_together(void **state) {
  (void)state;
  static const char OF_TWO[] =
      "1\tSan Marino\tSan Marino\tPROPN\tNE\t_\t2\tnsubj\t_\t_\n"
      "2\tgewann\tgewinnen\tVERB\tVVFIN\t_\t0\troot\t_\t_\n";
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc("San Marino gewann", "de");
  quoth_conllu *c = read_bank(OF_TWO, NULL);
  uint32_t head;
  OK(build(NULL, &engine));
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_set_conllu(context, c, NULL));
  layer_is(context, QUOTH_LAYER_DEP, 0, "nsubj");
  layer_is(context, QUOTH_LAYER_DEP, 1, "flat");
  layer_is(context, QUOTH_LAYER_POS, 1, "PROPN");
  OK(quoth_context_head(context, 1, &head, NULL));
  assert_int_equal(head, 0);
  OK(quoth_context_head(context, 0, &head, NULL));
  assert_int_equal(head, 2);
  quoth_conllu_free(c);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void another_text_is_refused(void **state) {
  (void)state;
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc("Der Minister fuhr zum S-Bahn-Hof!", "de");
  quoth_error e = {0};
  quoth_conllu *c = read_bank(BANK, NULL);
  OK(build(NULL, &engine));
  OK(quoth_context_new(engine, NULL, &context));
  assert_int_equal(quoth_context_set_conllu(context, c, &e), QUOTH_EINVAL);
  OK(quoth_context_open(context, doc));
  assert_int_equal(quoth_context_set_conllu(context, NULL, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_context_set_conllu(NULL, c, &e), QUOTH_EINVAL);
  assert_int_equal(quoth_context_set_conllu(context, c, &e), QUOTH_EINVAL);
  assert_string_equal(e.message,
                      "the text of the doc is not that of the words");
  quoth_conllu_free(c);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

/* Whatever bytes change: an error, or words that can be set and asked about. */
static void damage_is_an_error_or_harmless(void **state) {
  (void)state;
  static const char SIGNS[] = "\t\n\r#-.0123456789_ x\xC3\xFF";
  char text[sizeof BANK];
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  uint32_t seed = 11, good = 0;
  OK(build(NULL, &engine));
  OK(quoth_context_new(engine, NULL, &context));
  for (uint32_t round = 0; round < 4000; round++) {
    quoth_conllu *c = NULL;
    quoth_doc *doc = NULL;
    size_t used = 0, len;
    memcpy(text, BANK, sizeof text);
    for (uint32_t k = 0; k <= round % 3; k++) {
      seed = seed * 1664525u + 1013904223u;
      text[(seed >> 8) % (sizeof BANK - 1)] =
          SIGNS[(seed >> 20) % (sizeof SIGNS - 1)];
    }
    quoth_status status = quoth_conllu_read(text, sizeof BANK - 1, NULL, NULL,
                                            &c, &used, NULL);
    assert_true(used > 0 && used < sizeof BANK);
    if (status == QUOTH_OK) {
      const char *words = quoth_conllu_text(c, &len);
      OK(quoth_doc_new(words, len, &(quoth_doc_options){.lang = "de"}, &doc));
      OK(quoth_context_open(context, doc));
      OK(quoth_context_set_conllu(context, c, NULL));
      OK(quoth_context_run(context, NULL));
      good++;
    } else {
      assert_int_equal(status, QUOTH_ESYNTAX);
    }
    quoth_conllu_free(c);
    quoth_doc_free(doc);
  }
  assert_true(good > 100 && good < 3900);
  quoth_context_free(context);
  quoth_engine_free(engine);
}

/* Every allocation of building, reading and a run fails once. */
static void no_memory_is_an_error_without_a_leak(void **state) {
  (void)state;
  quoth_doc *doc = new_doc(TEXT, "de");
  bool finished = false;
  for (size_t at = 1; !finished; at++) {
    faulty f = {.fail_at = at};
    quoth_allocator hook = faulty_hook(&f);
    quoth_engine *engine = NULL;
    quoth_context *context = NULL;
    quoth_status status = build(&hook, &engine);
    if (status == QUOTH_OK)
      status = quoth_context_new(engine, NULL, &context);
    if (status == QUOTH_OK) status = open_doc(context, doc, &hook);
    if (status == QUOTH_OK) status = quoth_context_run(context, NULL);
    if (status == QUOTH_OK) {
      quoth_annotation a;
      uint32_t n;
      const quoth_annotations *all = quoth_context_annotations(context);
      const uint32_t *ids = quoth_annotations_layer(all, "x", &n);
      assert_int_equal(n, 1);
      OK(quoth_annotations_get(all, ids[0], &a));
      assert_int_equal(a.parts[0].span.start, 0);
      assert_int_equal(a.parts[0].span.end, strlen("Der Minister fuhr zum "
                                                   "S-Bahn-Hof."));
      finished = f.requests < f.fail_at;
    } else {
      assert_int_equal(status, QUOTH_ENOMEM);
    }
    quoth_context_free(context);
    quoth_engine_free(engine);
    assert_int_equal(f.live, 0);
  }
  quoth_doc_free(doc);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(documents_are_read_one_by_one),
    cmocka_unit_test(what_is_wrong_has_a_place),
    cmocka_unit_test(tokens_get_their_words),
    cmocka_unit_test(tokens_of_one_word_hang_together),
    cmocka_unit_test(another_text_is_refused),
    cmocka_unit_test(damage_is_an_error_or_harmless),
    cmocka_unit_test(no_memory_is_an_error_without_a_leak),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
