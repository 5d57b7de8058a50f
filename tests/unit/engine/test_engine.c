/* SPDX-License-Identifier: MIT */
#include "support.h"

/* ---- Declarative emit ---------------------------------------------------- */

static void captures_become_parts(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  PHASE(b, .name = "main", .within = "paragraph",
        .view = (const char *const[]){"quote"}, .n_view = 1);
  RULE(b, .name = "after", .layer = "attribution",
       .pattern = "content:<quote> cue:\"said\" source:[caps]{1,3}");
  quoth_engine *engine = finish(b);
  expect(engine, "“We will wait. We must,” said Ada Brook. Nobody replied.",
         "attribution",
         "“We will wait. We must,” said Ada Brook {content:“We will wait. We "
         "must,” cue:said source:Ada Brook kind=direct}");
  expect(engine, "Ada Brook said nothing.", "attribution", "");
  quoth_engine_free(engine);
}

static void declared_parts_and_spans_replace_them(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  const quoth_emit_part parts[] = {{"", "name"}, {"post", "title"}};
  RULE(b, .name = "titled", .layer = "person", .parts = parts, .n_parts = 2,
       .pattern = "title:(\"Judge\" | \"Mayor\") name:[title]{1,2}");
  RULE(b, .name = "many", .layer = "list", .pattern = "(x:\"ant\" \",\"?){2,}");
  quoth_engine *engine = finish(b);
  expect(engine, "We met Mayor Ada Brook today.", "person",
         "Ada Brook {post:Mayor}");
  expect(engine, "Ant, ant, ant and bee.", "list",
         "Ant, ant, ant {x:Ant x:ant x:ant}");
  quoth_engine_free(engine);
}

static void features_come_from_constants_and_lexicons(void **state) {
  (void)state;
  static const char tsv[] =
      "entry\tact\tweight\nsaid\tassert\t1\nmade clear\tassert\t2\n"
      "denied\tdeny\t\n";
  quoth_builder *b = new_builder();
  OK(quoth_builder_lexicon_tsv(b, "say", tsv, sizeof tsv - 1, NULL, NULL));
  OK(quoth_builder_lexicon_entry(
      b, "say", "hinted", 6,
      &(quoth_feature){"sly", {.kind = QUOTH_VALUE_BOOL, .boolean = true}}, 1,
      NULL));
  const quoth_emit_feature features[] = {
      {"act",
       {.kind = QUOTH_VALUE_STRING, .string = "other", .len = 5},
       "cue",
       NULL},
      {"sly", {0}, "cue", "sly"},
      {"weight", {.kind = QUOTH_VALUE_NUMBER, .number = 9}, "cue", "weight"},
      {"zeal", {.kind = QUOTH_VALUE_BOOL, .boolean = false}, NULL, NULL},
  };
  RULE(b, .name = "cue", .layer = "cue", .pattern = "[caps] cue:$say",
       .parts = &(quoth_emit_part){"", "cue"}, .n_parts = 1,
       .features = features, .n_features = 4);
  quoth_engine *engine = finish(b);
  expect(engine, "Ada denied it, Bob made clear that Cy hinted so.", "cue",
         "denied {act=deny weight=9 zeal=false}; "
         "made clear {act=assert weight=2 zeal=false}; "
         "hinted {act=other sly=true weight=9 zeal=false}");
  quoth_engine_free(engine);
}

static void packs_share_lexicons(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  quoth_error e;
  OK(quoth_builder_lexicon_entry(b, "say", "said", 4, NULL, 0, NULL));
  assert_int_equal(quoth_builder_lexicon_share(b, "s", "test", "say", &e),
                   QUOTH_ENOTFOUND); /* it is of this pack */
  RULE(b, .name = "own", .layer = "x", .pattern = "$say");
  OK(quoth_builder_pack(b, "second", "", NULL));
  OK(quoth_builder_lexicon_share(b, "tell", "test", "say", NULL));
  assert_int_equal(quoth_builder_lexicon_share(b, "tell", "test", "say", &e),
                   QUOTH_EINVAL);
  assert_int_equal(quoth_builder_lexicon_share(b, "t", "test", "sya", &e),
                   QUOTH_ENOTFOUND);
  assert_string_equal(e.message,
                      "there is no lexicon 'sya' in a pack 'test' before");
  assert_int_equal(
      quoth_builder_lexicon_entry(b, "tell", "told", 4, NULL, 0, &e),
      QUOTH_EINVAL);
  assert_string_equal(e.message,
                      "lexicon 'tell' is shared: nothing can be added");
  RULE(b, .name = "other", .layer = "y", .pattern = "$tell [word]");
  quoth_engine *engine = finish(b);
  expect(engine, "Ada said no.", "x", "said");
  expect(engine, "Ada said no.", "y", "said no");
  quoth_engine_free(engine);
}

static void quotations_are_a_layer_from_the_start(void **state) {
  (void)state;
  quoth_engine *engine = finish(new_builder());
  expect(engine, "He sang: “Rain falls. ‘Snow falls,’ she sang.”", "quote",
         "“Rain falls. ‘Snow falls,’ she sang.” {inner:Rain falls. ‘Snow "
         "falls,’ she sang. chain=0 class=speech level=0}; "
         "‘Snow falls,’ {inner:Snow falls, chain=1 class=speech level=1}");
  expect(engine, "He said: “Rain falls.\n\n“Snow falls.”", "quote",
         "“Rain falls. {inner:Rain falls. chain=0 class=speech "
         "continues=true level=0}; “Snow falls.” {inner:Snow falls. chain=0 "
         "class=speech continued=true level=0}");
  quoth_engine_free(engine);
}

/* ---- Regular expressions ------------------------------------------------- */

static void regex_rules_match_bytes_of_regions(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  PHASE(b, .name = "money");
  RULE(b, .name = "sum", .phase = "money", .layer = "sum", .regex = true,
       .pattern = "(?<unit>[$€])(?<amount>[0-9]+)(?<rest>k?)");
  RULE(b, .name = "phone", .phase = "money", .layer = "phone", .regex = true,
       .pattern = "(?=[0-9]+-(?<last>[0-9]+))(?<all>(?<first>[0-9]+)-[0-9]+)");
  PHASE(b, .name = "deals");
  RULE(b, .name = "deal", .phase = "deals", .layer = "deal",
       .pattern = "what:[] \"for\" price:<sum>",
       .features =
           &(quoth_emit_feature){"rule", {0}, "price", "unknown"},
       .n_features = 1);
  quoth_engine *engine = finish(b);
  const char *text = "She sold boats for €20k and oars for $5. Sums: $7.";
  expect(engine, text, "sum",
         "€20k {unit:€ amount:20 rest:k}; $5 {unit:$ amount:5}; "
         "$7 {unit:$ amount:7}");
  expect(engine, "Call 555-01.", "phone",
         "555-01 {last:01 all:555-01 first:555}");
  expect(engine, text, "deal",
         "boats for €20k {what:boats price:€20k}; "
         "oars for $5 {what:oars price:$5}");
  quoth_engine_free(engine);
}

static void a_regex_never_sees_beyond_its_region(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  PHASE(b, .name = "main", .control = QUOTH_CONTROL_ALL);
  RULE(b, .name = "first", .layer = "first", .regex = true,
       .pattern = "^\\w+");
  RULE(b, .name = "long", .layer = "long", .regex = true,
       .pattern = "one.*two");
  RULE(b, .name = "wide", .layer = "wide", .regex = true,
       .within = "document", .pattern = "(?s)one.*two");
  RULE(b, .name = "empty", .layer = "empty", .regex = true, .pattern = "x*");
  quoth_engine *engine = finish(b);
  const char *text = "Here is one. Then two came. é, too.";
  expect(engine, text, "first", "Here; Then");
  expect(engine, text, "long", "");
  expect(engine, "Only one or two.", "long", "one or two");
  expect(engine, "Ten. Was one. Then two.", "wide", "one. Then two");
  expect(engine, "A xé xx", "empty", "x; xx");
  quoth_engine_free(engine);
}

/* ---- Control, phases, views ---------------------------------------------- */

static quoth_engine *with_control(quoth_control control) {
  quoth_builder *b = new_builder();
  PHASE(b, .name = "main", .control = control);
  RULE(b, .name = "ab", .layer = "x", .pattern = "\"a\" \"b\"");
  RULE(b, .name = "bc", .layer = "x", .pattern = "\"b\" \"c\" \"d\"");
  RULE(b, .name = "c", .layer = "x", .pattern = "\"c\"");
  RULE(b, .name = "a", .layer = "x", .pattern = "\"a\"", .priority = 5);
  return finish(b);
}

static void control_modes_choose_among_rules(void **state) {
  (void)state;
  const struct {
    quoth_control control;
    const char *expected;
  } cases[] = {
      {QUOTH_CONTROL_LONGEST, "a b; c; a"},
      {QUOTH_CONTROL_ALL, "a b; a; b c d; c; a"},
      {QUOTH_CONTROL_FIRST, "a; b c d; a"},
      {QUOTH_CONTROL_ONCE, "a b; a"},
      {QUOTH_CONTROL_BRILL, "a b; c; a"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    quoth_engine *engine = with_control(cases[i].control);
    expect(engine, "We note a b c d here. Another a comes.", "x",
           cases[i].expected);
    quoth_engine_free(engine);
  }
}

static void priority_breaks_ties_then_definition(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  RULE(b, .name = "one", .layer = "one", .pattern = "\"red\" \"fox\"");
  RULE(b, .name = "two", .layer = "two", .pattern = "[] \"fox\"",
       .priority = 1);
  RULE(b, .name = "three", .layer = "three", .pattern = "\"red\" []",
       .priority = 1);
  quoth_engine *engine = finish(b);
  expect(engine, "The red fox ran.", NULL, "red fox");
  expect(engine, "The red fox ran.", "two", "red fox");
  quoth_engine_free(engine);
}

static void a_phase_sees_what_earlier_ones_wrote(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  PHASE(b, .name = "names");
  PHASE(b, .name = "acts");
  RULE(b, .name = "act", .phase = "acts", .layer = "act",
       .pattern = "who:<person> \"left\"");
  RULE(b, .name = "name", .phase = "names", .layer = "person",
       .pattern = "[title]{2}");
  RULE(b, .name = "blind", .phase = "names", .layer = "blind",
       .pattern = "<person> []");
  quoth_engine *engine = finish(b);
  expect(engine, "Then, Ada Brook left.", "act",
         "Ada Brook {who:Ada Brook}");
  expect(engine, "Then, Ada Brook left.", "blind", "");
  quoth_engine_free(engine);
}

static void packs_run_in_order_and_see_each_other(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  RULE(b, .name = "name", .layer = "person", .pattern = "[title]{2}");
  OK(quoth_builder_define(b, "BIRD", "\"owl\" | \"emu\"", 13, NULL, NULL));
  OK(quoth_builder_pack(b, "second", NULL, NULL));
  RULE(b, .name = "name", .layer = "sight",
       .pattern = "<person> \"saw\" \"an\" what:@test/BIRD");
  quoth_engine *engine = finish(b);
  expect(engine, "There, Ada Brook saw an emu.", "sight",
         "emu {what:emu}");
  quoth_rule_info info;
  assert_int_equal(quoth_engine_rule_count(engine), 2);
  OK(quoth_engine_rule(engine, 1, &info));
  assert_string_equal(info.pack, "second");
  assert_string_equal(info.name, "name");
  assert_string_equal(info.phase, "main");
  assert_string_equal(info.layer, "sight");
  assert_string_equal(info.source, "test.lua");
  assert_int_equal(info.line, 10);
  quoth_engine_free(engine);
}

static void a_pack_runs_for_its_language(void **state) {
  (void)state;
  quoth_builder *b = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "english", "en", NULL));
  RULE(b, .name = "n", .layer = "x", .pattern = "\"not\"");
  quoth_engine *engine = finish(b);
  const struct {
    const char *lang, *expected;
  } cases[] = {{"en", "not"}, {"en-GB", "not"}, {"EN", "not"}, {NULL, "not"},
               {"", "not"},   {"de", ""},       {"eng", ""},   {"e", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    expect_with(engine, NULL, cases[i].lang, "I do not.", "x",
                cases[i].expected);
  quoth_engine_free(engine);
}

static void a_view_hides_the_inside_of_quotations(void **state) {
  (void)state;
  const char *const quote[] = {"quote"};
  for (uint32_t n_view = 0; n_view < 2; n_view++) {
    quoth_builder *b = new_builder();
    PHASE(b, .name = "main", .within = "paragraph", .view = quote,
          .n_view = n_view);
    RULE(b, .name = "gap", .layer = "gap",
         .pattern = "all:(\"then\" []{0,3} [caps])");
    quoth_engine *engine = finish(b);
    expect(engine, "And then “we saw Ada” while Bob slept.", "gap",
           n_view ? "then “we saw Ada” while Bob {all:then “we saw Ada” "
                    "while Bob}"
                  : "then “we saw Ada {all:then “we saw Ada}");
    quoth_engine_free(engine);
  }
}

/* ---- Callbacks ----------------------------------------------------------- */

struct seen {
  quoth__buf log;
  quoth_status fail_in_emit;
  bool write_in_where;
};

static quoth_status on_where(void *ud, uint32_t callback,
                             const quoth_match *match, bool *yes,
                             quoth_error *error) {
  struct seen *seen = ud;
  quoth_span span[2];
  (void)error;
  assert_int_equal(quoth_match_capture(match, "name", span, 2), 1);
  quoth_context *context = quoth_match_context(match);
  const char *text = quoth_doc_text(quoth_context_doc(context), NULL);
  quoth__buf_addf(&seen->log, "where %u %.*s; ", callback,
                  (int)(span[0].end - span[0].start), text + span[0].start);
  *yes = text[span[0].start] != 'B';
  if (seen->write_in_where) {
    quoth_annotation_options o = {.layer = "w", .span = {0, 1}};
    assert_int_equal(
        quoth_annotations_add(quoth_context_annotations(context), &o, NULL),
        QUOTH_EINVAL);
    assert_int_equal(quoth_context_run(context, NULL), QUOTH_EINVAL);
    assert_int_equal(
        quoth_context_open(context, quoth_context_doc(context)), QUOTH_EINVAL);
  }
  return QUOTH_OK;
}

static quoth_status on_emit(void *ud, uint32_t callback,
                            const quoth_match *match, quoth_error *error) {
  struct seen *seen = ud;
  uint32_t first, last;
  quoth_match_tokens(match, &first, &last);
  quoth_annotation_options o = {.layer = "made",
                                .span = quoth_match_span(match),
                                .rule = quoth_match_rule(match)};
  quoth__buf_addf(&seen->log, "emit %u %u-%u %s; ", callback, first, last,
                  quoth_match_capture_name(match, 0));
  assert_null(quoth_match_capture_name(match, 1));
  if (seen->fail_in_emit) {
    snprintf(error->message, sizeof error->message, "script broke");
    return error->status = seen->fail_in_emit;
  }
  return quoth_annotations_add(
      quoth_context_annotations(quoth_match_context(match)), &o, NULL);
}

static quoth_status on_resolve(void *ud, uint32_t callback,
                               quoth_context *context, quoth_error *error) {
  struct seen *seen = ud;
  uint32_t n;
  (void)error;
  quoth_annotations_layer(quoth_context_annotations(context), "made", &n);
  quoth__buf_addf(&seen->log, "resolve %u of %u; ", callback, n);
  return QUOTH_OK;
}

static quoth_status on_open(void *ud, quoth_context *context) {
  struct seen *seen = ud;
  assert_non_null(quoth_context_doc(context));
  quoth__buf_addf(&seen->log, "open; ");
  return QUOTH_OK;
}

static void on_done(void *ud) {
  quoth__buf_addf(&((struct seen *)ud)->log, "done");
}

static quoth_engine *with_callbacks(void) {
  quoth_builder *b = new_builder();
  RULE(b, .name = "hello", .pattern = "\"hello\" name:[title]",
       .has_where = true, .callback = 7);
  OK(quoth_builder_resolve(b, 42, NULL));
  OK(quoth_builder_resolve(b, 43, NULL));
  return finish(b);
}

static struct seen fresh_log(void) {
  struct seen seen = {0};
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__buf_init(&seen.log, &mem);
  return seen;
}

static void callbacks_are_asked_in_order(void **state) {
  (void)state;
  struct seen seen = fresh_log();
  seen.write_in_where = true;
  quoth_callbacks callbacks = {.ud = &seen, .where = on_where,
                               .emit = on_emit, .resolve = on_resolve,
                               .open = on_open, .done = on_done};
  quoth_engine *engine = with_callbacks();
  expect_with(engine, &callbacks, "en", "Hello Ada, hello Bob, hello Cy!",
              "made", "Hello Ada; hello Cy");
  assert_string_equal(seen.log.data,
                      "open; where 7 Ada; where 7 Bob; where 7 Cy; "
                      "emit 7 0-1 name; emit 7 6-7 name; "
                      "resolve 42 of 2; resolve 43 of 2; done");
  quoth__buf_done(&seen.log);
  quoth_engine_free(engine);
}

static void a_callback_that_fails_stops_the_run(void **state) {
  (void)state;
  struct seen seen = fresh_log();
  seen.fail_in_emit = QUOTH_ESCRIPT;
  quoth_callbacks callbacks = {.ud = &seen, .where = on_where,
                               .emit = on_emit, .resolve = on_resolve};
  quoth_engine *engine = with_callbacks();
  quoth_doc *doc = new_doc("Hello Ada, hello Cy!", "en");
  quoth_context *context = NULL;
  quoth_error e;
  OK(quoth_context_new(engine, &callbacks, &context));
  OK(quoth_context_open(context, doc));
  assert_int_equal(quoth_context_run(context, &e), QUOTH_ESCRIPT);
  assert_string_equal(e.message, "script broke");
  assert_int_equal(e.status, QUOTH_ESCRIPT);
  assert_null(strstr(seen.log.data, "resolve"));
  /* The next doc is not concerned; a run without a place for errors neither. */
  seen.fail_in_emit = QUOTH_OK;
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, NULL));
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
  quoth__buf_done(&seen.log);
}

/* An emit that removes what a later match of the phase looks at. */
static quoth_status remove_all(void *ud, uint32_t callback,
                               const quoth_match *match, quoth_error *error) {
  (void)callback, (void)error;
  quoth__buf *log = ud;
  quoth_value v = quoth_match_feature(match, "q", "class");
  quoth_span q;
  assert_int_equal(quoth_match_capture(match, "q", &q, 1), 1);
  quoth__buf_addf(log, "%u %s; ", q.end - q.start,
                  v.kind == QUOTH_VALUE_NIL ? "gone" : v.string);
  quoth_annotations *all =
      quoth_context_annotations(quoth_match_context(match));
  quoth_annotations_remove(all, 0);
  quoth_annotations_remove(all, 1);
  return QUOTH_OK;
}

static void an_emit_cannot_disturb_its_neighbours(void **state) {
  (void)state;
  struct seen seen = fresh_log();
  quoth_callbacks callbacks = {.ud = &seen.log, .emit = remove_all};
  quoth_builder *b = new_builder();
  RULE(b, .name = "q", .pattern = "q:<quote>", .within = "document");
  quoth_engine *engine = finish(b);
  expect_with(engine, &callbacks, "en", "“We go,” he said. “We stay,” he said.",
              "quote", "");
  assert_string_equal(seen.log.data, "12 speech; 14 gone; ");
  quoth__buf_done(&seen.log);
  quoth_engine_free(engine);
}

/* ---- Kinds --------------------------------------------------------------- */

static void attributions_get_a_kind(void **state) {
  (void)state;
  quoth_builder *b = new_builder();
  RULE(b, .name = "that", .layer = "attribution",
       .pattern = "source:[caps] cue:\"said\" content:[word | quote]{2,}");
  RULE(b, .name = "given", .layer = "attribution",
       .pattern = "source:[caps] cue:\"sang\" content:[word]{2,}",
       .features = &(quoth_emit_feature){"kind",
                                         {.kind = QUOTH_VALUE_STRING,
                                          .string = "song",
                                          .len = 4},
                                         NULL,
                                         NULL},
       .n_features = 1);
  RULE(b, .name = "bare", .layer = "attribution", .pattern = "cue:\"hummed\"");
  quoth_engine *engine = finish(b);
  expect(engine, "Ada said all was fine.", "attribution",
         "Ada said all was fine {source:Ada cue:said content:all was fine "
         "kind=indirect}");
  expect(engine, "Ada said it was “a lovely day”.", "attribution",
         "Ada said it was “a lovely day” {source:Ada cue:said content:it was "
         "“a lovely day” kind=mixed}");
  expect(engine, "Ada sang la la.", "attribution",
         "Ada sang la la {source:Ada cue:sang content:la la kind=song}");
  expect(engine, "Ada hummed.", "attribution", "hummed {cue:hummed}");
  quoth_engine_free(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(captures_become_parts),
      cmocka_unit_test(declared_parts_and_spans_replace_them),
      cmocka_unit_test(features_come_from_constants_and_lexicons),
      cmocka_unit_test(packs_share_lexicons),
      cmocka_unit_test(quotations_are_a_layer_from_the_start),
      cmocka_unit_test(regex_rules_match_bytes_of_regions),
      cmocka_unit_test(a_regex_never_sees_beyond_its_region),
      cmocka_unit_test(control_modes_choose_among_rules),
      cmocka_unit_test(priority_breaks_ties_then_definition),
      cmocka_unit_test(a_phase_sees_what_earlier_ones_wrote),
      cmocka_unit_test(packs_run_in_order_and_see_each_other),
      cmocka_unit_test(a_pack_runs_for_its_language),
      cmocka_unit_test(a_view_hides_the_inside_of_quotations),
      cmocka_unit_test(callbacks_are_asked_in_order),
      cmocka_unit_test(a_callback_that_fails_stops_the_run),
      cmocka_unit_test(an_emit_cannot_disturb_its_neighbours),
      cmocka_unit_test(attributions_get_a_kind),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
