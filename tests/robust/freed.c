/* SPDX-License-Identifier: MIT */
/*
 * In a debug build (-DQUOTH_DEBUG) every handle that was freed is refused as NULL
 * is, and freed again without harm. Run under AddressSanitizer: `make freed`.
 */
#include <stdio.h>
#include <string.h>

#include "quoth_lua.h"

static unsigned passed, failed;

static void check(int yes, const char *what, int line) {
  if (yes) passed++;
  else failed++, fprintf(stderr, "FAILED freed.c:%d: %s\n", line, what);
}
#define CHECK(condition) check((condition), #condition, __LINE__)
#define REFUSED(call) CHECK((call) == QUOTH_EINVAL)
#define OK(call) CHECK((call) == QUOTH_OK)

static const char text[] = "“Yes,” said Ada.";
enum { LEN = sizeof text - 1 };

static quoth_doc *new_doc(void) {
  quoth_doc *doc = NULL;
  OK(quoth_doc_new(text, LEN, NULL, &doc));
  return doc;
}

static quoth_builder *new_builder(void) {
  const quoth_rule_options rule = {.name = "r", .layer = "x",
                                   .pattern = "\"said\"", .pattern_len = 6};
  quoth_builder *b = NULL;
  OK(quoth_builder_new(NULL, &b));
  OK(quoth_builder_pack(b, "p", NULL, NULL));
  OK(quoth_builder_rule(b, &rule, NULL));
  return b;
}

static quoth_engine *new_engine(void) {
  quoth_builder *b = new_builder();
  quoth_engine *engine = NULL;
  OK(quoth_builder_finish(b, &engine, NULL));
  quoth_builder_free(b);
  return engine;
}

static void docs(void) {
  quoth_doc *doc = new_doc();
  quoth_place place;
  size_t len = 9;
  uint32_t n = 9;
  quoth_doc_free(doc);
  quoth_doc_free(doc);
  CHECK(strcmp(quoth_doc_text(doc, &len), "") == 0 && len == 0);
  CHECK(!*quoth_doc_lang(doc));
  CHECK(!quoth_doc_tokens(doc, &n) && n == 0);
  CHECK(!quoth_doc_sentences(doc, &n) && n == 0);
  CHECK(!quoth_doc_quotations(doc, &n) && n == 0);
  CHECK(!quoth_doc_type(doc, 0));
  CHECK(quoth_doc_sentence_at(doc, 0) == QUOTH_NONE);
  REFUSED(quoth_doc_locate(doc, 0, &place));
}

static void builders(void) {
  quoth_builder *b = new_builder();
  quoth_engine *engine = NULL;
  quoth_error e;
  quoth_builder_free(b);
  quoth_builder_free(b);
  REFUSED(quoth_builder_pack(b, "q", NULL, &e));
  REFUSED(quoth_builder_define(b, "X", "[]", 2, NULL, &e));
  REFUSED(quoth_builder_words(b, "en", &e));
  REFUSED(quoth_builder_resolve(b, 1, &e));
  REFUSED(quoth_builder_finish(b, &engine, &e));
}

static void contexts(void) {
  quoth_engine *engine = new_engine();
  quoth_doc *doc = new_doc();
  quoth_context *context = NULL;
  const char *value;
  quoth_word word = {.head = QUOTH_NONE};
  quoth_error e = {0};
  OK(quoth_context_new(engine, NULL, &context));
  OK(quoth_context_open(context, doc));
  OK(quoth_context_run(context, &e));
  quoth_annotations *all = quoth_context_annotations(context);
  quoth_doc_free(doc); /* which the context still has */
  REFUSED(quoth_context_run(context, &e));
  CHECK(strstr(e.message, "freed") != NULL);
  REFUSED(quoth_context_open(context, doc));
  REFUSED(quoth_context_set_word(context, 0, &word));
  REFUSED(quoth_context_layer(context, QUOTH_LAYER_POS, 0, &value, &e));
  quoth_context_free(context);
  quoth_context_free(context);
  doc = new_doc();
  REFUSED(quoth_context_open(context, doc));
  REFUSED(quoth_context_run(context, &e));
  CHECK(strstr(e.message, "freed") != NULL);
  REFUSED(quoth_context_set_budget(context, 1));
  CHECK(!quoth_context_annotations(context));
  CHECK(!quoth_context_doc(context) && !quoth_context_engine(context));
  /* What was borrowed from it has gone, too. */
  quoth_annotation a;
  uint32_t n = 9;
  CHECK(!quoth_annotations_layer(all, "x", &n) && n == 0);
  REFUSED(quoth_annotations_get(all, 0, &a));
  REFUSED(quoth_annotations_add(
      all, &(quoth_annotation_options){.layer = "x", .span = {0, 1}}, NULL));
  quoth_doc_free(doc);
  quoth_engine_free(engine);
}

static void engines(void) {
  quoth_engine *engine = new_engine();
  quoth_context *context = NULL, *late = NULL;
  quoth_doc *doc = new_doc();
  quoth_rule_info info;
  quoth_error e = {0};
  OK(quoth_context_new(engine, NULL, &late));
  quoth_engine_free(engine); /* before its context */
  quoth_engine_free(engine);
  REFUSED(quoth_context_new(engine, NULL, &context));
  CHECK(quoth_engine_rule_count(engine) == 0);
  REFUSED(quoth_engine_rule(engine, 0, &info));
  REFUSED(quoth_context_open(late, doc));
  REFUSED(quoth_context_run(late, &e));
  CHECK(strstr(e.message, "freed") != NULL);
  quoth_doc_free(doc);
}

static void others(void) {
  quoth_regex *re = NULL;
  quoth_conllu *conllu = NULL;
  quoth_span group;
  size_t len = 9;
  OK(quoth_regex_new("a", 1, NULL, &re, NULL));
  quoth_regex_free(re);
  quoth_regex_free(re);
  CHECK(quoth_regex_group_count(re) == 0);
  REFUSED(quoth_regex_find(re, "a", 1, 0, &group, 1));
  OK(quoth_conllu_read("", 0, NULL, NULL, &conllu, NULL, NULL));
  quoth_conllu_free(conllu);
  quoth_conllu_free(conllu);
  CHECK(!*quoth_conllu_text(conllu, &len) && len == 0);
  quoth_model *model = NULL;
  OK(quoth_model_open("scripts/models/en.model", NULL, &model, NULL));
  quoth_model_free(model);
  quoth_model_free(model);
  CHECK(!*quoth_model_lang(model));
}

static void hosts(void) {
  static const char pack[] = "return require 'quoth'.pack { name = 'p' }";
  quoth_host *host = NULL;
  quoth_context *context = NULL;
  const quoth_engine *engine = NULL;
  quoth_error e;
  OK(quoth_host_new(NULL, &host));
  OK(quoth_host_load_text(host, pack, sizeof pack - 1, "p", &e));
  OK(quoth_host_finish(host, &engine, &e));
  quoth_host_free(host);
  quoth_host_free(host);
  REFUSED(quoth_host_load(host, "p", &e));
  REFUSED(quoth_host_finish(host, &engine, &e));
  REFUSED(quoth_host_context(host, &context, &e));
  CHECK(!quoth_host_file(host, 0));
  REFUSED(quoth_context_new(engine, NULL, &context));
}

int main(void) {
  docs();
  builders();
  contexts();
  engines();
  others();
  hosts();
  printf("%u passed, %u failed\n", passed, failed);
  return failed != 0;
}
