/* SPDX-License-Identifier: MIT */
/* A token attribute of one's own: patterns that count syllables. */
#include <quoth.h>
#include <stdio.h>
#include <string.h>

/* Groups of vowels, roughly the syllables of an English word. */
static uint32_t count_syllables(const quoth_type *word) {
  uint32_t n = 0;
  bool before = false;
  for (uint32_t i = 0; i < word->norm_len; i++) {
    bool vowel = strchr("aeiouy", word->norm[i]) != NULL;
    n += vowel && !before;
    before = vowel;
  }
  return n;
}

/* Asked at most once for a token, and only where a pattern needs it. */
static quoth_status syllables(void *ud, uint32_t callback, const quoth_doc *doc,
                              uint32_t token, quoth_value *value,
                              quoth_error *error) {
  const quoth_token *t = &quoth_doc_tokens(doc, NULL)[token];
  const quoth_type *type = quoth_doc_type(doc, t->type);
  (void)ud, (void)callback, (void)error;
  if (type->cls != QUOTH_CLASS_WORD) return QUOTH_OK; /* no value */
  value->kind = QUOTH_VALUE_NUMBER;
  value->number = count_syllables(type);
  return QUOTH_OK;
}

static quoth_status build(quoth_engine **engine, quoth_error *error) {
  static const char pattern[] = "[syllables>=4]{2,}";
  const quoth_rule_options rule = {.name = "jargon",
                                   .layer = "jargon",
                                   .pattern = pattern,
                                   .pattern_len = sizeof pattern - 1};
  quoth_builder *builder = NULL;
  quoth_status status = quoth_builder_new(NULL, &builder);
  if (!status) status = quoth_builder_pack(builder, "plain", "en", error);
  if (!status) status = quoth_builder_attribute(builder, "syllables", 0, error);
  if (!status) status = quoth_builder_rule(builder, &rule, error);
  if (!status) status = quoth_builder_finish(builder, engine, error);
  quoth_builder_free(builder);
  return status;
}

int main(void) {
  static const char text[] =
      "The interdepartmental reorganization begins on Monday. Cats sleep.";
  const quoth_callbacks callbacks = {.attribute = syllables};
  quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_doc *doc = NULL;
  quoth_error error = {0};
  quoth_status status = build(&engine, &error);
  if (!status) status = quoth_context_new(engine, &callbacks, &context);
  if (!status) status = quoth_doc_new(text, sizeof text - 1, NULL, &doc);
  if (!status) status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, &error);
  if (status) fprintf(stderr, "%s\n", error.message);

  uint32_t n = 0;
  quoth_annotations *all = quoth_context_annotations(context);
  const uint32_t *ids = quoth_annotations_layer(all, "jargon", &n);
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(all, ids[i], &a)) continue;
    printf("%.*s\n", (int)(a.span.end - a.span.start), text + a.span.start);
  }
  quoth_context_free(context);
  quoth_engine_free(engine);
  quoth_doc_free(doc);
  return status != QUOTH_OK;
}
