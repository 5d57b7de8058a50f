/* SPDX-License-Identifier: MIT */
/* Each call with each misuse: an error with words, never a crash. */
#include "support.h"

#define REFUSED(call) assert_int_equal((call), QUOTH_EINVAL)

static void a_builder_wants_a_pack_first(void **state) {
  (void)state;
  quoth_builder *b = NULL;
  quoth_error e;
  REFUSED(quoth_builder_new(NULL, NULL));
  OK(quoth_builder_new(NULL, &b));
  quoth_rule_options rule = {.name = "r", .pattern = "[]", .pattern_len = 2};
  quoth_phase_options phase = {.name = "p"};
  REFUSED(quoth_builder_rule(b, &rule, &e));
  assert_string_equal(e.message, "no pack was started");
  REFUSED(quoth_builder_phase(b, &phase, NULL));
  REFUSED(quoth_builder_define(b, "D", "[]", 2, NULL, NULL));
  REFUSED(quoth_builder_lexicon_tsv(b, "l", "entry\n", 6, NULL, NULL));
  REFUSED(quoth_builder_lexicon_entry(b, "l", "e", 1, NULL, 0, NULL));
  REFUSED(quoth_builder_resolve(b, 0, NULL));
  REFUSED(quoth_builder_pack(b, NULL, NULL, NULL));
  REFUSED(quoth_builder_pack(b, "", NULL, &e));
  assert_string_equal(e.message, "a pack needs a name");
  quoth_builder_free(b);
  quoth_builder_free(NULL);
}

static void null_builders_are_refused(void **state) {
  (void)state;
  quoth_error e;
  quoth_engine *engine = (quoth_engine *)&e;
  quoth_rule_options rule = {.name = "r", .pattern = "[]", .pattern_len = 2};
  quoth_phase_options phase = {.name = "p"};
  REFUSED(quoth_builder_pack(NULL, "p", NULL, &e));
  REFUSED(quoth_builder_rule(NULL, &rule, &e));
  assert_string_equal(e.message, "builder is NULL");
  REFUSED(quoth_builder_phase(NULL, &phase, &e));
  REFUSED(quoth_builder_define(NULL, "D", "[]", 2, NULL, &e));
  REFUSED(quoth_builder_lexicon_tsv(NULL, "l", "entry\n", 6, NULL, &e));
  REFUSED(quoth_builder_lexicon_entry(NULL, "l", "e", 1, NULL, 0, &e));
  REFUSED(quoth_builder_resolve(NULL, 0, &e));
  REFUSED(quoth_builder_finish(NULL, &engine, &e));
  assert_null(engine);
}

static void rules_are_checked_as_they_come(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  quoth_error e;
  const quoth_rule_options ok = {
      .name = "r", .pattern = "x:[]", .pattern_len = 4, .layer = "l"};
  quoth_rule_options o;
  const quoth_emit_part no_role = {NULL, "x"}, no_capture = {"x", NULL};
  const quoth_emit_feature unnamed = {0},
                           hollow = {"f",
                                     {.kind = QUOTH_VALUE_STRING, .len = 3},
                                     NULL,
                                     NULL},
                           odd = {"f", {.kind = (quoth_value_kind)77}, NULL,
                                  NULL};
  REFUSED(quoth_builder_rule(b, NULL, NULL));
  o = ok, o.name = NULL;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o = ok, o.pattern = NULL;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o = ok, o.layer = "";
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o = ok, o.n_parts = 1;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o.parts = &no_role;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o.parts = &no_capture;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o = ok, o.n_features = 1;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o.features = &unnamed;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o.features = &hollow;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  o.features = &odd;
  REFUSED(quoth_builder_rule(b, &o, NULL));
  OK(quoth_builder_rule(b, &ok, NULL));
  assert_int_equal(quoth_builder_rule(b, &ok, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "rule 'r' is there twice");
  PHASE(b, .name = "names");
  o = ok, o.name = "s", o.phase = "name";
  assert_int_equal(quoth_builder_rule(b, &o, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "rule 's': unknown phase 'name'");
  assert_string_equal(e.hint, "did you mean 'names'?");
  quoth_builder_free(b);
}

static void packs_phases_and_names_are_there_once(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  quoth_error e;
  quoth_phase_options p = {.name = "p"};
  assert_int_equal(quoth_builder_pack(b, "test", NULL, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message, "pack 'test' is loaded twice");
  REFUSED(quoth_builder_phase(b, NULL, NULL));
  REFUSED(quoth_builder_phase(b, &(quoth_phase_options){0}, NULL));
  p.control = (quoth_control)9;
  REFUSED(quoth_builder_phase(b, &p, NULL));
  p.control = QUOTH_CONTROL_ALL, p.n_view = 1;
  REFUSED(quoth_builder_phase(b, &p, NULL));
  p.view = (const char *const[]){NULL};
  REFUSED(quoth_builder_phase(b, &p, NULL));
  p.view = (const char *const[]){""};
  REFUSED(quoth_builder_phase(b, &p, NULL));
  p.n_view = 0;
  OK(quoth_builder_phase(b, &p, NULL));
  assert_int_equal(quoth_builder_phase(b, &p, &e), QUOTH_ESYNTAX);
  RULE(b, .name = "r", .pattern = "[]");
  p.name = "main";
  assert_int_equal(quoth_builder_phase(b, &p, &e), QUOTH_ESYNTAX);
  assert_string_equal(e.message,
                      "phase 'main' stands after rules that are in it");
  OK(quoth_builder_define(b, "D", "[]", 2, NULL, NULL));
  assert_int_equal(quoth_builder_define(b, "D", "[]", 2, NULL, &e),
                   QUOTH_ESYNTAX);
  assert_string_equal(e.message, "'D' is defined twice");
  REFUSED(quoth_builder_define(b, "E", NULL, 0, NULL, NULL));
  REFUSED(quoth_builder_define(b, NULL, "[]", 2, NULL, NULL));
  REFUSED(quoth_builder_lexicon_tsv(b, NULL, "entry\n", 6, NULL, NULL));
  REFUSED(quoth_builder_lexicon_tsv(b, "l", NULL, 0, NULL, NULL));
  REFUSED(quoth_builder_lexicon_entry(b, NULL, "e", 1, NULL, 0, NULL));
  REFUSED(quoth_builder_lexicon_entry(b, "l", NULL, 0, NULL, 0, NULL));
  REFUSED(quoth_builder_lexicon_entry(b, "l", "e", 1, NULL, 1, NULL));
  REFUSED(quoth_builder_finish(b, NULL, NULL));
  quoth_builder_free(b);
}

/* The error of finish for one rule, as people see it. */
static void expect_error(const quoth_rule_options *rule, const char *text) {
  quoth_builder *b = new_builder();
  quoth_error e;
  quoth_engine *engine = NULL;
  char out[1200];
  quoth_rule_options o = *rule;
  o.name = "r";
  o.pattern_len = strlen(o.pattern);
  o.origin = (quoth_origin){"pack.lua", 4, 20};
  OK(quoth_builder_rule(b, &o, &e));
  assert_int_equal(quoth_builder_finish(b, &engine, &e), QUOTH_ESYNTAX);
  assert_null(engine);
  quoth_error_format(&e, out, sizeof out);
  assert_string_equal(out, text);
  /* The builder is empty now, and of use again. */
  OK(quoth_builder_pack(b, "test", NULL, NULL));
  OK(quoth_builder_finish(b, &engine, &e));
  quoth_engine_free(engine);
  quoth_builder_free(b);
}

static void errors_of_compilation_have_a_place(void **state) {
  (void)state;
  const quoth_emit_part part = {"cue", "que"};
  const quoth_emit_feature feature = {"act", {0}, "verb", NULL};
  expect_error(&(quoth_rule_options){.pattern = "cue:[] x:[]", .layer = "l",
                                     .parts = &part, .n_parts = 1},
               "pack.lua:4:20: rule 'r' emits 'que', which its pattern does "
               "not capture\n  cue:[] x:[]\n  ^\n  hint: did you mean "
               "'cue'?\n");
  expect_error(&(quoth_rule_options){.pattern = "(?<n>a)", .regex = true,
                                     .features = &feature, .n_features = 1},
               "pack.lua:4:20: rule 'r' emits 'verb', which its pattern does "
               "not capture\n  (?<n>a)\n  ^\n");
  expect_error(&(quoth_rule_options){.pattern = "abc(", .regex = true},
               "pack.lua:4:24: regular expression: missing closing "
               "parenthesis\n  abc(\n      ^\n");
}

static void unknown_names_get_a_suggestion(void **state) {
  (void)state;
  const struct {
    const char *pattern, *hint;
  } cases[] = {{"$sya", "did you mean 'say'?"},
               {"@NAMES", "did you mean 'NAME'?"},
               {"$nowhere/say", ""},
               {"@other/NAME", ""},
               {"$other/entirely", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    quoth_builder *b = NULL;
    quoth_engine *engine = NULL;
    quoth_error e = {0};
    OK(quoth_builder_new(NULL, &b));
    OK(quoth_builder_pack(b, "other", NULL, NULL));
    OK(quoth_builder_lexicon_entry(b, "say", "said", 4, NULL, 0, NULL));
    OK(quoth_builder_pack(b, "test", NULL, NULL));
    OK(quoth_builder_lexicon_entry(b, "say", "said", 4, NULL, 0, NULL));
    OK(quoth_builder_define(b, "NAME", "[title]", 7, NULL, NULL));
    RULE(b, .name = "ok", .pattern = "$other/say");
    RULE(b, .name = "r", .pattern = cases[i].pattern);
    assert_int_equal(quoth_builder_finish(b, &engine, &e), QUOTH_ESYNTAX);
    assert_int_equal(e.line, 10);
    assert_string_equal(e.hint, cases[i].hint);
    quoth_builder_free(b);
  }
}

static void engines_and_contexts_refuse_nonsense(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  RULE(b, .name = "r", .layer = "x", .pattern = "[]");
  quoth_engine *engine = finish(b);
  quoth_rule_info info;
  quoth_context *context = (quoth_context *)&info;
  quoth_error e;
  assert_int_equal(quoth_engine_rule_count(NULL), 0);
  REFUSED(quoth_engine_rule(NULL, 0, &info));
  REFUSED(quoth_engine_rule(engine, 1, &info));
  REFUSED(quoth_engine_rule(engine, 0, NULL));
  REFUSED(quoth_context_new(NULL, NULL, &context));
  assert_null(context);
  REFUSED(quoth_context_new(engine, NULL, NULL));
  OK(quoth_context_new(engine, NULL, &context));
  REFUSED(quoth_context_open(NULL, NULL));
  REFUSED(quoth_context_open(context, NULL));
  REFUSED(quoth_context_run(NULL, &e));
  assert_string_equal(e.message, "context is NULL");
  REFUSED(quoth_context_run(context, &e));
  assert_string_equal(e.message, "no doc is open");
  REFUSED(quoth_context_set_budget(NULL, 1));
  assert_null(quoth_context_annotations(NULL));
  assert_null(quoth_context_doc(NULL));
  assert_null(quoth_context_doc(context));
  assert_null(quoth_context_engine(NULL));
  assert_ptr_equal(quoth_context_engine(context), engine);
  quoth_doc *doc = new_doc("One two.", NULL);
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, &e));
  REFUSED(quoth_context_run(context, &e));
  assert_string_equal(e.message, "this doc was run: open it again");
  quoth_doc_free(doc); /* kept only while it is used */
  quoth_context_free(context);
  quoth_context_free(NULL);
  quoth_engine_free(engine);
  quoth_engine_free(NULL);
}

static void null_matches_have_nothing(void **state) {
  (void)state;
  uint32_t first = 1, last = 1;
  assert_null(quoth_match_context(NULL));
  assert_int_equal(quoth_match_rule(NULL), QUOTH_NONE);
  assert_int_equal(quoth_match_span(NULL).end, 0);
  quoth_match_tokens(NULL, &first, &last);
  assert_int_equal(first, QUOTH_NONE);
  assert_int_equal(last, QUOTH_NONE);
  quoth_match_tokens(NULL, NULL, NULL);
  assert_null(quoth_match_capture_name(NULL, 0));
  assert_int_equal(quoth_match_capture(NULL, "x", NULL, 0), 0);
  assert_int_equal(quoth_match_feature(NULL, "x", "y").kind, QUOTH_VALUE_NIL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_builder_wants_a_pack_first),
      cmocka_unit_test(null_builders_are_refused),
      cmocka_unit_test(rules_are_checked_as_they_come),
      cmocka_unit_test(packs_phases_and_names_are_there_once),
      cmocka_unit_test(errors_of_compilation_have_a_place),
      cmocka_unit_test(unknown_names_get_a_suggestion),
      cmocka_unit_test(engines_and_contexts_refuse_nonsense),
      cmocka_unit_test(null_matches_have_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
