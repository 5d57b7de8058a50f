/* SPDX-License-Identifier: MIT */
/*
 * Every function of quoth.h and quoth_lua.h with every misuse: NULL, the wrong
 * order, places beyond the end, lengths of 2^31 and 2^32 (of texts that are
 * not that long, so that reading them would show), NUL within, two threads on
 * one context. tests/abi/abi.lua fails for a function that is not named here.
 */
#define _POSIX_C_SOURCE 200809L /* pthread_barrier_t */
#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "quoth_lua.h"

#define OK(call) assert_int_equal((call), QUOTH_OK)
#define REFUSED(call) assert_int_equal((call), QUOTH_EINVAL)
#define TOO_BIG(call) assert_int_equal((call), QUOTH_ELIMIT)

static const size_t lengths[] = {(size_t)1 << 31, (size_t)1 << 32, SIZE_MAX};
#define EACH_LENGTH(len) \
  for (size_t i_ = 0, len; i_ < 3 && ((len = lengths[i_]), true); i_++)

static const char text[] = "“Yes,” said Ada. No, she\0said.";
enum { LEN = sizeof text - 1 };

static quoth_doc *new_doc(void) {
  quoth_doc *doc = NULL;
  OK(quoth_doc_new(text, LEN, NULL, &doc));
  return doc;
}

static quoth_engine *new_engine(void) {
  const quoth_rule_options rule = {.name = "r", .layer = "attribution",
                                   .pattern = "content:<quote> cue:\"said\"",
                                   .pattern_len = 26, .has_where = true};
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "p", NULL, NULL));
  OK(quoth_builder_rule(b, &rule, NULL));
  OK(quoth_builder_finish(b, &engine, NULL));
  quoth_builder_free(b);
  return engine;
}

static void names_and_errors(void **state) {
  (void)state;
  quoth_error e;
  char out[8];
  const char *const names[] = {"one", NULL, "two"};
  memset(&e, 'x', sizeof e); /* no NUL in any of its arrays */
  assert_string_equal(quoth_status_name((quoth_status)77),
                      quoth_status_name((quoth_status)-77));
  assert_non_null(quoth_class_name((quoth_class)99));
  assert_non_null(quoth_caps_name((quoth_caps)99));
  assert_non_null(quoth_kind_name((quoth_kind)99));
  assert_non_null(
      quoth_quotation_class_name((quoth_quotation_class)99));
  assert_int_equal(quoth_error_format(NULL, out, sizeof out), 0);
  e = (quoth_error){.status = QUOTH_EIO};
  assert_true(quoth_error_format(&e, NULL, 0) > 0);
  assert_true(quoth_error_format(&e, out, sizeof out) > 0);
  assert_int_equal(strlen(out), sizeof out - 1); /* cut, and ended */
  assert_int_equal(quoth_error_at(NULL, QUOTH_EIO, NULL, "x", 1, 0, "m"),
                   QUOTH_EIO);
  assert_int_equal(quoth_error_at(&e, QUOTH_EIO, NULL, NULL, 9, 9, NULL),
                   QUOTH_EIO);
  assert_int_equal(quoth_error_at(&e, QUOTH_EIO, NULL, "ab", 2, 99, "m"),
                   QUOTH_EIO);
  EACH_LENGTH(len) {
    quoth_error_at(&e, QUOTH_EIO, NULL, "ab", len, 1, "m");
    assert_string_equal(e.excerpt, "");
    assert_null(quoth_name_nearest("on", len, names, 3));
  }
  assert_null(quoth_name_nearest(NULL, 2, names, 3));
  assert_null(quoth_name_nearest("on", 2, NULL, 3));
  assert_string_equal(quoth_name_nearest("onee", 4, names, 3), "one");
  assert_non_null(quoth_version().quoth);
}

static void characters(void **state) {
  (void)state;
  uint32_t out = 7;
  assert_int_equal(quoth_utf8_get(NULL, 1, 0, &out), 0);
  assert_int_equal(quoth_utf8_get("ab", 2, 2, &out), 0);
  assert_int_equal(quoth_utf8_get("ab", 2, SIZE_MAX, NULL), 0);
  assert_int_equal(quoth_utf8_get("\0", 1, 0, &out), 1);
  assert_int_equal(out, 0);
  assert_int_equal(quoth_cluster_get(NULL, 1, 0, &out), 0);
  assert_int_equal(quoth_cluster_get("ab", 2, 2, &out), 0);
  assert_int_equal(quoth_cluster_get("ab", 2, SIZE_MAX, NULL), 0);
  assert_int_equal(quoth_cluster_get("\0", 1, 0, NULL), 1);
}

static void docs(void **state) {
  (void)state;
  quoth_doc *doc = (quoth_doc *)(uintptr_t)1;
  quoth_place place;
  uint32_t n = 7;
  size_t len = 7;
  REFUSED(quoth_doc_new(NULL, 1, NULL, &doc));
  assert_null(doc);
  REFUSED(quoth_doc_new("a", 1, NULL, NULL));
  EACH_LENGTH(huge) TOO_BIG(quoth_doc_new("a", huge, NULL, &doc));
  quoth_doc_free(NULL);
  assert_string_equal(quoth_doc_text(NULL, &len), "");
  assert_int_equal(len, 0);
  assert_string_equal(quoth_doc_lang(NULL), "");
  assert_null(quoth_doc_tokens(NULL, &n));
  assert_int_equal(n, 0);
  assert_null(quoth_doc_type(NULL, 0));
  assert_null(quoth_doc_sentences(NULL, NULL));
  assert_null(quoth_doc_paragraphs(NULL, NULL));
  assert_null(quoth_doc_quotations(NULL, &n));
  assert_int_equal(quoth_doc_sentence_at(NULL, 0), QUOTH_NONE);
  assert_int_equal(quoth_doc_paragraph_at(NULL, 0), QUOTH_NONE);
  assert_int_equal(quoth_doc_token_at(NULL, 0), QUOTH_NONE);
  REFUSED(quoth_doc_locate(NULL, 0, &place));
  REFUSED(quoth_doc_locate_codepoint(NULL, 0, &place));
  REFUSED(quoth_doc_locate_utf16(NULL, 0, &place));
  (void)quoth_doc_kind(NULL, NULL, 3);

  doc = new_doc();
  quoth_doc_text(doc, &len);
  assert_int_equal(len, LEN); /* the NUL within is a character */
  const uint32_t beyond[] = {LEN + 1, INT32_MAX, UINT32_MAX};
  for (int i = 0; i < 3; i++) {
    assert_null(quoth_doc_type(doc, beyond[i]));
    assert_int_equal(quoth_doc_sentence_at(doc, beyond[i]), QUOTH_NONE);
    assert_int_equal(quoth_doc_paragraph_at(doc, beyond[i]), QUOTH_NONE);
    assert_int_equal(quoth_doc_token_at(doc, beyond[i]), QUOTH_NONE);
    REFUSED(quoth_doc_locate(doc, beyond[i], &place));
    REFUSED(quoth_doc_locate_codepoint(doc, beyond[i], &place));
    REFUSED(quoth_doc_locate_utf16(doc, beyond[i], &place));
    const quoth_span odd[] = {{0, beyond[i]}, {beyond[i], 3}};
    (void)quoth_doc_kind(doc, odd, 2);
  }
  REFUSED(quoth_doc_locate(doc, 1, &place)); /* inside “ */
  REFUSED(quoth_doc_locate(doc, 0, NULL));
  REFUSED(quoth_doc_locate_codepoint(doc, 0, NULL));
  REFUSED(quoth_doc_locate_utf16(doc, 0, NULL));
  (void)quoth_doc_kind(doc, NULL, 3);
  quoth_doc_free(doc);
}

static void regexes(void **state) {
  (void)state;
  quoth_regex *re = (quoth_regex *)(uintptr_t)1;
  quoth_span group;
  REFUSED(quoth_regex_new(NULL, 1, NULL, &re, NULL));
  REFUSED(quoth_regex_new("a", 1, NULL, NULL, NULL));
  EACH_LENGTH(len) TOO_BIG(quoth_regex_new("a", len, NULL, &re, NULL));
  assert_null(re);
  OK(quoth_regex_new("a\0b", 3, NULL, &re, NULL));
  REFUSED(quoth_regex_find(NULL, "a", 1, 0, &group, 1));
  REFUSED(quoth_regex_find(re, "a", 1, 2, &group, 1));
  REFUSED(quoth_regex_find(re, NULL, 1, 0, &group, 1));
  EACH_LENGTH(len) REFUSED(quoth_regex_find(re, "a", len, 0, &group, 1));
  REFUSED(quoth_regex_find(re, "xa\0b", 4, 0, NULL, 3));
  OK(quoth_regex_find(re, "xa\0b", 4, 0, NULL, 0));
  assert_int_equal(quoth_regex_group_count(NULL), 0);
  assert_int_equal(quoth_regex_group(NULL, "x"), QUOTH_NONE);
  assert_int_equal(quoth_regex_group(re, NULL), QUOTH_NONE);
  assert_int_equal(quoth_regex_group(re, "x"), QUOTH_NONE);
  quoth_regex_free(re);
  quoth_regex_free(NULL);
}

static quoth_status no_write(void *ud, const void *bytes, size_t len) {
  (void)ud, (void)bytes, (void)len;
  return QUOTH_EIO;
}

static void builders(void **state) {
  (void)state;
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  quoth_error e;
  quoth_phase_options phase = {.name = "p"};
  quoth_rule_options rule = {.name = "r", .pattern = "[]", .pattern_len = 2};
  quoth_feature feature = {"f", {.kind = QUOTH_VALUE_STRING, .string = "s"}};
  REFUSED(quoth_builder_new(NULL, NULL));
  OK(quoth_builder_new(NULL, &b));
  for (int order = 0; order < 2; order++) { /* no builder, then no pack */
    quoth_builder *odd = order ? b : NULL;
    if (!odd) REFUSED(quoth_builder_pack(odd, "p", NULL, &e));
    REFUSED(quoth_builder_phase(odd, &phase, &e));
    REFUSED(quoth_builder_rule(odd, &rule, &e));
    REFUSED(quoth_builder_define(odd, "D", "[]", 2, NULL, &e));
    REFUSED(quoth_builder_lexicon_tsv(odd, "l", "entry\n", 6, NULL, &e));
    REFUSED(quoth_builder_lexicon_entry(odd, "l", "x", 1, NULL, 0, &e));
    REFUSED(quoth_builder_lexicon_share(odd, "l", "p", "l", &e));
    REFUSED(quoth_builder_lexicon_map(odd, "l", "l.qlx", &e));
    REFUSED(quoth_builder_attribute(odd, "a", 0, &e));
    REFUSED(quoth_builder_resolve(odd, 0, &e));
    assert_true(e.message[0]);
  }
  OK(quoth_builder_pack(b, "p", NULL, NULL));
  REFUSED(quoth_builder_rule(b, NULL, NULL));
  REFUSED(quoth_builder_phase(b, NULL, NULL));
  EACH_LENGTH(len) {
    rule.pattern_len = len;
    TOO_BIG(quoth_builder_rule(b, &rule, &e));
    TOO_BIG(quoth_builder_define(b, "D", "[]", len, NULL, &e));
    TOO_BIG(quoth_builder_lexicon_tsv(b, "l", "entry", len, NULL, &e));
    TOO_BIG(quoth_builder_lexicon_entry(b, "l", "x", len, NULL, 0, &e));
  }
  REFUSED(quoth_builder_lexicon_map(b, "m", NULL, &e));
  REFUSED(quoth_builder_lexicon_map(b, NULL, "l.qlx", &e));
  assert_int_equal(quoth_builder_lexicon_map(b, "m", "no/such.qlx", &e),
                   QUOTH_ENOTFOUND);
  REFUSED(quoth_lexicon_compile(NULL, 0, "en", NULL, NULL, no_write, NULL,
                                &e));
  REFUSED(quoth_lexicon_compile("entry\n", 6, "en", NULL, NULL, NULL, NULL,
                                NULL));
  TOO_BIG(quoth_lexicon_compile("entry\n", (size_t)UINT32_MAX, "en", NULL,
                                NULL, no_write, NULL, &e));
  assert_int_equal(quoth_lexicon_compile("entry\n", 6, NULL, NULL, NULL,
                                         no_write, NULL, &e), QUOTH_EIO);
  feature.value.len = UINT32_C(1) << 31;
  TOO_BIG(quoth_builder_lexicon_entry(b, "l", "x", 1, &feature, 1, &e));
  rule.pattern_len = 2;
  rule.features = &(quoth_emit_feature){.name = "f", .value = feature.value};
  rule.n_features = 1;
  TOO_BIG(quoth_builder_rule(b, &rule, &e));
  REFUSED(quoth_builder_check(NULL, NULL, NULL));
  REFUSED(quoth_builder_finish(NULL, &engine, &e));
  REFUSED(quoth_builder_finish(b, NULL, &e));
  OK(quoth_builder_finish(b, &engine, &e));
  quoth_engine_free(engine);
  OK(quoth_builder_finish(b, &engine, &e)); /* empty by now */
  (void)quoth_builder_check(b, NULL, NULL);
  assert_int_equal(quoth_engine_rule_count(engine), 0);
  REFUSED(quoth_builder_rule(b, &rule, &e));
  quoth_engine_free(engine);
  quoth_engine_free(NULL);
  quoth_builder_free(b);
  quoth_builder_free(NULL);
}

static void nul_is_no_end(void **state) {
  (void)state;
  quoth_builder *b = NULL;
  quoth_engine *engine = NULL;
  quoth_error e;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "p", NULL, NULL));
  OK(quoth_builder_define(b, "D", "[]", 2, NULL, &e));
  const quoth_rule_options rule = {.name = "r", .layer = "x",
                                   .pattern = "[]\0[]", .pattern_len = 5};
  OK(quoth_builder_rule(b, &rule, &e));
  assert_int_equal(quoth_builder_finish(b, &engine, &e), QUOTH_ESYNTAX);
  OK(quoth_builder_pack(b, "p", NULL, NULL));
  assert_int_equal(
      quoth_builder_lexicon_tsv(b, "l", "entry\na\0b\n", 10, NULL, &e),
      quoth_builder_lexicon_entry(b, "m", "a\0b", 3, NULL, 0, &e));
  quoth_builder_free(b);
}

static quoth_status nosy(void *ud, uint32_t callback, const quoth_match *match,
                         bool *yes, quoth_error *error) {
  quoth_context *context = quoth_match_context(match);
  quoth_annotations *all = quoth_context_annotations(context);
  quoth_annotation_options o = {.layer = "x", .span = {0, 3}};
  quoth_value v = {.kind = QUOTH_VALUE_NIL};
  quoth_error e;
  (void)ud, (void)callback, (void)error;
  REFUSED(quoth_context_open(context, quoth_context_doc(context)));
  REFUSED(quoth_context_run(context, &e));
  REFUSED(quoth_annotations_add(all, &o, NULL));
  REFUSED(quoth_annotations_set(all, 0, "f", &v));
  REFUSED(quoth_annotations_set_parts(all, 0, "r", NULL, 0));
  REFUSED(quoth_annotations_remove(all, 0));
  quoth_span spans[2];
  assert_int_equal(quoth_match_capture(match, "nothing", spans, 2), 0);
  assert_int_equal(quoth_match_capture(match, NULL, spans, 2), 0);
  assert_int_equal(quoth_match_capture(match, "cue", NULL, 9), 1);
  assert_null(quoth_match_capture_name(match, 2));
  assert_null(quoth_match_capture_name(match, UINT32_MAX));
  assert_int_equal(quoth_match_feature(match, NULL, NULL).kind,
                   QUOTH_VALUE_NIL);
  assert_int_equal(quoth_match_feature(match, "cue", NULL).kind,
                   QUOTH_VALUE_NIL);
  *yes = true;
  return QUOTH_OK;
}

static void contexts_and_matches(void **state) {
  (void)state;
  const quoth_callbacks callbacks = {.where = nosy};
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  quoth_rule_info info;
  quoth_doc *doc = new_doc();
  quoth_error e;
  uint32_t first, last;
  assert_int_equal(quoth_engine_rule_count(NULL), 0);
  REFUSED(quoth_engine_rule(NULL, 0, &info));
  REFUSED(quoth_engine_rule(engine, 0, NULL));
  REFUSED(quoth_engine_rule(engine, QUOTH_NONE, &info));
  REFUSED(quoth_context_new(NULL, NULL, &context));
  REFUSED(quoth_context_new(engine, NULL, NULL));
  OK(quoth_context_new(engine, &callbacks, &context));
  REFUSED(quoth_context_run(NULL, &e));
  REFUSED(quoth_context_run(context, NULL)); /* nothing is open */
  REFUSED(quoth_context_open(NULL, doc));
  REFUSED(quoth_context_open(context, NULL));
  REFUSED(quoth_context_set_budget(NULL, 1));
  REFUSED(quoth_context_trace(NULL, 0, NULL, NULL));
  quoth_rule_profile profile;
  REFUSED(quoth_context_profile(NULL, true));
  REFUSED(quoth_context_rule_profile(NULL, 0, &profile));
  REFUSED(quoth_context_rule_profile(context, 0, &profile)); /* none is on */
  OK(quoth_context_open(context, doc));
  OK(quoth_context_open(context, doc)); /* anew */
  OK(quoth_context_run(context, &e));
  REFUSED(quoth_context_run(context, &e)); /* it was run */
  OK(quoth_context_open(context, doc));
  OK(quoth_context_set_budget(context, 1));
  TOO_BIG(quoth_context_run(context, &e));
  assert_null(quoth_context_annotations(NULL));
  assert_null(quoth_context_doc(NULL));
  assert_null(quoth_context_engine(NULL));
  assert_null(quoth_match_context(NULL));
  assert_int_equal(quoth_match_rule(NULL), QUOTH_NONE);
  assert_int_equal(quoth_match_span(NULL).end, 0);
  quoth_match_tokens(NULL, &first, &last);
  assert_null(quoth_match_capture_name(NULL, 0));
  assert_int_equal(quoth_match_capture(NULL, "x", NULL, 0), 0);
  quoth_context_free(context);
  quoth_context_free(NULL);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void annotations(void **state) {
  (void)state;
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc();
  quoth_annotation a;
  quoth_attribution t;
  uint32_t n = 7, id;
  OK(quoth_context_new(engine, NULL, &context));
  quoth_annotations *all = quoth_context_annotations(context);
  const quoth_span beyond[] = {{0, LEN + 1}, {5, 3}, {UINT32_MAX, UINT32_MAX}};
  quoth_annotation_options o = {.layer = "x", .span = {0, 3},
                                .rule = QUOTH_NONE};
  quoth_value v = {.kind = QUOTH_VALUE_STRING, .string = "s",
                   .len = UINT32_C(1) << 31};
  OK(quoth_context_open(context, doc));
  REFUSED(quoth_annotations_add(NULL, &o, &id));
  REFUSED(quoth_annotations_add(all, NULL, &id));
  o.layer = NULL;
  REFUSED(quoth_annotations_add(all, &o, &id));
  o.layer = "x";
  OK(quoth_annotations_add(all, &o, &id));
  for (int i = 0; i < 3; i++) {
    quoth_part part = {"r", beyond[i]};
    o.span = beyond[i];
    REFUSED(quoth_annotations_add(all, &o, NULL));
    o = (quoth_annotation_options){.layer = "x", .parts = &part, .n_parts = 1};
    REFUSED(quoth_annotations_add(all, &o, NULL));
    o = (quoth_annotation_options){.layer = "x"};
    REFUSED(quoth_annotations_set_parts(all, id, "r", &beyond[i], 1));
    assert_int_equal(
        quoth_annotations_overlapping(all, "x", beyond[i], &n, 0) > 1, 0);
  }
  TOO_BIG(quoth_annotations_set(all, id, "f", &v));
  REFUSED(quoth_annotations_set(NULL, id, "f", &v));
  REFUSED(quoth_annotations_set(all, id, NULL, &v));
  REFUSED(quoth_annotations_set(all, id, "f", NULL));
  REFUSED(quoth_annotations_set_parts(NULL, id, "r", NULL, 0));
  REFUSED(quoth_annotations_set_parts(all, id, NULL, NULL, 0));
  REFUSED(quoth_annotations_set_parts(all, id, "r", NULL, 1));
  REFUSED(quoth_annotations_remove(NULL, id));
  REFUSED(quoth_annotations_get(NULL, 0, &a));
  REFUSED(quoth_annotations_get(all, 0, NULL));
  OK(quoth_annotations_remove(all, id)); /* and now it is not there */
  assert_int_equal(quoth_annotations_remove(all, id), QUOTH_ENOTFOUND);
  assert_int_equal(quoth_annotations_get(all, id, &a), QUOTH_ENOTFOUND);
  assert_int_equal(quoth_annotations_get(all, UINT32_MAX, &a),
                   QUOTH_ENOTFOUND);
  v.len = 1;
  assert_int_equal(quoth_annotations_set(all, id, "f", &v), QUOTH_ENOTFOUND);
  assert_int_equal(quoth_annotations_set_parts(all, id, "r", NULL, 0),
                   QUOTH_ENOTFOUND);
  assert_null(quoth_annotations_layer(NULL, "x", &n));
  assert_int_equal(n, 0);
  quoth_annotations_layer(all, "no such layer", &n);
  assert_int_equal(n, 0);
  assert_int_equal(
      quoth_annotations_overlapping(NULL, NULL, beyond[0], &n, 1), 0);
  assert_int_equal(quoth_annotation_feature(NULL, "f").kind, QUOTH_VALUE_NIL);
  assert_int_equal(quoth_annotations_attributions(NULL, doc, &t, 1), 0);
  assert_int_equal(quoth_annotations_attributions(all, NULL, &t, 1), 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void hosts(void **state) {
  (void)state;
  static const char pack[] = "return require 'quoth'.pack { name = 'p' }";
  quoth_host *host = NULL;
  const quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_error e;
  uint32_t failed;
  REFUSED(quoth_host_new(NULL, NULL));
  REFUSED(quoth_host_new(&(quoth_host_options){.n_path = 1}, &host));
  OK(quoth_host_new(NULL, &host));
  REFUSED(quoth_host_words(NULL, "en", &e));
  REFUSED(quoth_host_words(host, NULL, &e));
  REFUSED(quoth_host_words(host, "", &e));
  REFUSED(quoth_host_load(NULL, "p", &e));
  REFUSED(quoth_host_load(host, NULL, &e));
  assert_int_equal(quoth_host_load(host, "no.such", &e), QUOTH_ENOTFOUND);
  REFUSED(quoth_host_load_text(NULL, pack, sizeof pack - 1, "p", &e));
  REFUSED(quoth_host_load_text(host, NULL, 1, "p", &e));
  REFUSED(quoth_host_load_text(host, pack, sizeof pack - 1, NULL, &e));
  EACH_LENGTH(len) TOO_BIG(quoth_host_load_text(host, pack, len, "p", &e));
  assert_int_equal(quoth_host_load_text(host, "a\0b", 3, "q", &e),
                   QUOTH_ESYNTAX);
  REFUSED(quoth_host_context(host, &context, &e)); /* before finish */
  REFUSED(quoth_host_context(NULL, &context, &e));
  REFUSED(quoth_host_check(NULL, NULL, NULL));
  REFUSED(quoth_host_finish(NULL, &engine, &e));
  REFUSED(quoth_host_finish(host, NULL, &e));
  quoth_host_free(host);
  OK(quoth_host_new(NULL, &host));
  OK(quoth_host_load_text(host, pack, sizeof pack - 1, "p", &e));
  OK(quoth_host_finish(host, &engine, &e));
  OK(quoth_host_finish(host, &engine, &e)); /* the same once more */
  assert_string_equal(quoth_host_file(host, 0), "p");
  assert_null(quoth_host_file(host, 1));
  assert_null(quoth_host_file(NULL, 0));
  size_t len = 0;
  assert_non_null(quoth_host_file_text(host, 0, &len));
  assert_true(len > 0);
  assert_null(quoth_host_file_text(host, 1, &len));
  assert_null(quoth_host_file_text(NULL, 0, NULL));
  REFUSED(quoth_host_load_text(host, pack, sizeof pack - 1, "r", &e));
  REFUSED(quoth_host_context(host, NULL, &e));
  REFUSED(quoth_host_test(NULL, NULL, NULL, &failed, &e));
  OK(quoth_host_test(host, NULL, NULL, NULL, &e));
  quoth_host_free(host);
  quoth_host_free(NULL);
  lua_State *(*unused)(lua_Alloc, void *) = NULL;
  (void)unused; /* luaopen_quoth() is Lua's to call: tests/spec */
}

static void models(void **state) {
  (void)state;
  quoth_model *model = NULL;
  quoth_error e;
  REFUSED(quoth_model_open(NULL, NULL, &model, &e));
  REFUSED(quoth_model_open("/", NULL, NULL, &e));
  assert_int_not_equal(quoth_model_open("", NULL, &model, &e), QUOTH_OK);
  assert_int_not_equal(quoth_model_open("/", NULL, &model, &e), QUOTH_OK);
  assert_int_not_equal(quoth_model_open("/dev/null", NULL, &model, &e),
                       QUOTH_OK);
  assert_null(model);
  assert_true(e.message[0]);
  (void)quoth_model_lang(NULL);
  quoth_model_free(NULL);
}

static void layers(void **state) {
  (void)state;
  quoth_builder *b = NULL;
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc();
  quoth_error e;
  const quoth_word word = {.head = 3};
  const quoth_span beyond = {LEN + 5, LEN + 9}, all = {0, LEN};
  const char *lemma;
  char path[64];
  uint32_t token;
  quoth_span tree;
  size_t len;
  REFUSED(quoth_builder_model(NULL, NULL, &e));
  REFUSED(quoth_builder_models(NULL, "x", &e));
  REFUSED(quoth_builder_words(NULL, "en", &e));
  OK(quoth_builder_new(NULL, &b));
  REFUSED(quoth_builder_model(b, NULL, &e));
  REFUSED(quoth_builder_models(b, NULL, &e));
  REFUSED(quoth_builder_words(b, NULL, &e));
  quoth_builder_free(b);
  OK(quoth_context_new(engine, NULL, &context));
  for (int i = 0; i < 2; i++) { /* no context, then no doc */
    quoth_context *odd = i ? context : NULL;
    assert_true(quoth_context_layer(odd, QUOTH_LAYER_LEMMA, 0, &lemma, &e));
    assert_true(quoth_context_head(odd, 0, &token, &e));
    assert_true(quoth_context_head_word(odd, all, &token, &e));
    assert_true(quoth_context_subtree(odd, all, &tree, &e));
    assert_true(
        quoth_context_path(odd, all, all, path, sizeof path, &len, &e));
    assert_true(quoth_context_set_word(odd, 0, &word));
  }
  OK(quoth_context_open(context, doc));
  assert_true(quoth_context_layer(context, (quoth_layer)99, 0, &lemma, &e));
  assert_true(quoth_context_layer(context, QUOTH_LAYER_POS, 0, NULL, &e));
  assert_true(quoth_context_layer(context, QUOTH_LAYER_POS, 999, &lemma, &e));
  assert_true(quoth_context_head(context, 999, &token, &e));
  assert_true(quoth_context_head(context, 0, NULL, &e));
  assert_true(quoth_context_head_word(context, beyond, &token, &e));
  assert_true(quoth_context_head_word(context, all, NULL, &e));
  assert_true(quoth_context_subtree(context, beyond, &tree, &e));
  assert_true(quoth_context_subtree(context, all, NULL, &e));
  assert_true(
      quoth_context_path(context, beyond, all, path, sizeof path, &len, &e));
  assert_true(quoth_context_set_word(context, 999, &word));
  assert_true(quoth_context_set_word(context, 0, NULL));
  assert_int_equal(quoth_context_layer_counts(NULL).sentences, 0);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void own_words(void **state) {
  (void)state;
  quoth_conllu *c = (quoth_conllu *)(uintptr_t)1;
  quoth_context *context = NULL;
  quoth_engine *engine = new_engine();
  quoth_doc *doc = new_doc();
  quoth_error e;
  size_t len, used;
  static const char word[] = "1\ta\0b\ta\tX\t_\t_\t0\troot\t_\t_\n";
  REFUSED(quoth_conllu_read(NULL, 1, NULL, NULL, &c, &used, &e));
  assert_null(c);
  REFUSED(quoth_conllu_read("", 0, NULL, NULL, NULL, &used, &e));
  EACH_LENGTH(huge)
    TOO_BIG(quoth_conllu_read(word, huge, NULL, NULL, &c, &used, &e));
  assert_int_equal(quoth_conllu_read("\0", 1, NULL, NULL, &c, &used, NULL),
                   QUOTH_ESYNTAX);
  assert_int_equal(used, 1);
  OK(quoth_conllu_read(NULL, 0, NULL, NULL, &c, NULL, NULL));
  quoth_conllu_free(c);
  OK(quoth_conllu_read(word, sizeof word - 1, NULL, NULL, &c, &used, &e));
  assert_memory_equal(quoth_conllu_text(c, &len), "a\0b", 3);
  assert_int_equal(len, 3);
  OK(quoth_context_new(engine, NULL, &context));
  REFUSED(quoth_context_set_conllu(context, c, &e)); /* no doc */
  OK(quoth_context_open(context, doc));
  REFUSED(quoth_context_set_conllu(context, c, &e)); /* of another text */
  REFUSED(quoth_context_set_conllu(context, NULL, &e));
  REFUSED(quoth_context_set_conllu(NULL, c, NULL));
  assert_string_equal(quoth_conllu_text(NULL, &len), "");
  assert_int_equal(len, 0);
  assert_string_equal(quoth_conllu_id(NULL), "");
  quoth_conllu_free(c);
  quoth_conllu_free(NULL);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

/* ---- Two threads on one context ------------------------------------------ */

struct meeting {
  pthread_barrier_t both, end;
};

static quoth_status wait_here(void *ud, uint32_t callback,
                              const quoth_match *match, bool *yes,
                              quoth_error *error) {
  struct meeting *m = ud;
  (void)callback, (void)match, (void)error, (void)yes;
  pthread_barrier_wait(&m->both); /* the other one calls now */
  pthread_barrier_wait(&m->end);
  return QUOTH_OK;
}

static void *run(void *context) {
  return quoth_context_run(context, NULL) ? context : NULL;
}

static void two_threads_on_one_context_are_told(void **state) {
  (void)state;
  struct meeting m;
  const quoth_callbacks callbacks = {.ud = &m, .where = wait_here};
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL;
  quoth_doc *doc = new_doc();
  quoth_error e;
  pthread_t other;
  void *failed = NULL;
  pthread_barrier_init(&m.both, NULL, 2);
  pthread_barrier_init(&m.end, NULL, 2);
  OK(quoth_context_new(engine, &callbacks, &context));
  OK(quoth_context_open(context, doc));
  assert_int_equal(pthread_create(&other, NULL, run, context), 0);
  pthread_barrier_wait(&m.both);
  REFUSED(quoth_context_run(context, &e));
  assert_non_null(strstr(e.message, "another thread"));
  REFUSED(quoth_context_open(context, doc));
  pthread_barrier_wait(&m.end);
  pthread_join(other, &failed);
  assert_null(failed);
  OK(quoth_context_open(context, doc)); /* it is free again */
  pthread_barrier_destroy(&m.both);
  pthread_barrier_destroy(&m.end);
  quoth_context_free(context);
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_and_errors),
      cmocka_unit_test(characters),
      cmocka_unit_test(docs),
      cmocka_unit_test(regexes),
      cmocka_unit_test(builders),
      cmocka_unit_test(nul_is_no_end),
      cmocka_unit_test(contexts_and_matches),
      cmocka_unit_test(annotations),
      cmocka_unit_test(hosts),
      cmocka_unit_test(models),
      cmocka_unit_test(layers),
      cmocka_unit_test(own_words),
      cmocka_unit_test(two_threads_on_one_context_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
