/* SPDX-License-Identifier: MIT */
/* Attributions as C programs read them. */
#include "support.h"

static const char text[] = "“Yes,” said Ada. Bob denied it. “No,” said Cy.";

static void add(quoth_annotations *all, quoth_span content, quoth_span cue,
                quoth_feature *features, uint32_t n) {
  const quoth_part parts[] = {{"content", content}, {"cue", cue}};
  quoth_annotation_options o = {.layer = "attribution", .parts = parts,
                                .n_parts = 2, .features = features,
                                .n_features = n, .rule = QUOTH_NONE};
  OK(quoth_annotations_add(all, &o, NULL));
}

static quoth_span find(const char *what) {
  uint32_t at = (uint32_t)(strstr(text, what) - text);
  return (quoth_span){at, at + (uint32_t)strlen(what)};
}

static void attributions_are_read_in_order(void **state) {
  (void)state;
  quoth_feature known[] = {
      {"act", {.kind = QUOTH_VALUE_STRING, .string = "deny", .len = 4}},
      {"confidence", {.kind = QUOTH_VALUE_NUMBER, .number = 0.5}},
      {"speaker", {.kind = QUOTH_VALUE_NUMBER, .number = 1}}}; /* no name */
  quoth_builder *b = new_builder();
  quoth_engine *engine = finish(b);
  quoth_doc *doc = new_doc(text, "en");
  quoth_context *context = NULL;
  quoth_attribution list[3];
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  quoth_annotations *all = quoth_context_annotations(context);
  assert_int_equal(quoth_annotations_attributions(all, doc, list, 3), 0);
  add(all, find("“No,”"), find("said Cy"), NULL, 0);
  add(all, find("it"), find("denied"), known, 3);
  OK(quoth_context_run(context, NULL));

  assert_int_equal(quoth_annotations_attributions(all, doc, list, 3), 2);
  assert_int_equal(list[0].annotation.id, 3); /* two quotations before */
  assert_int_equal(list[0].kind, QUOTH_KIND_INDIRECT);
  assert_string_equal(list[0].act.string, "deny");
  assert_true(list[0].confidence.number == 0.5);
  assert_int_equal(list[0].speaker.kind, QUOTH_VALUE_NIL);
  assert_int_equal(list[0].start, find("denied").start);
  assert_int_equal(list[0].sentence, 1);
  assert_int_equal(list[0].paragraph, 0);
  assert_int_equal(list[1].kind, QUOTH_KIND_DIRECT);
  assert_int_equal(list[1].act.kind, QUOTH_VALUE_NIL);
  assert_int_equal(list[1].sentence, 2);

  list[0].start = 99; /* too little room: nothing is written */
  assert_int_equal(quoth_annotations_attributions(all, doc, list, 1), 2);
  assert_int_equal(list[0].start, 99);
  assert_int_equal(quoth_annotations_attributions(all, doc, NULL, 9), 2);
  assert_int_equal(quoth_annotations_attributions(NULL, doc, list, 3), 0);
  assert_int_equal(quoth_annotations_attributions(all, NULL, list, 3), 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(attributions_are_read_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
