/* SPDX-License-Identifier: MIT */
#include <quoth.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char *text = "“We open on Friday,” said Mayor Ada Brook.";
  const char *pattern = "content:<quote> cue:\"said\" source:([title]+)";
  quoth_rule_options rule = {.name = "said", .layer = "attribution",
      .pattern = pattern, .pattern_len = strlen(pattern)};
  quoth_builder *builder = NULL; quoth_engine *engine = NULL;
  quoth_context *context = NULL; quoth_doc *doc = NULL;
  quoth_annotation a = {0}; quoth_error error = {0};
  if (quoth_builder_new(NULL, &builder) ||
      quoth_builder_pack(builder, "demo", "en", &error) ||
      quoth_builder_rule(builder, &rule, &error) ||
      quoth_builder_finish(builder, &engine, &error) ||
      quoth_context_new(engine, NULL, &context) ||
      quoth_doc_new(text, strlen(text), NULL, &doc) ||
      quoth_context_open(context, doc) || quoth_context_run(context, &error))
    return fprintf(stderr, "%s\n", error.message), 1;

  quoth_annotations *all = quoth_context_annotations(context);
  for (uint32_t id = 0; !quoth_annotations_get(all, id, &a); id++)
    for (const quoth_part *p = a.parts; p < a.parts + a.n_parts; p++)
      printf("%s %s: %.*s\n", a.layer, p->role,
             (int)(p->span.end - p->span.start), text + p->span.start);
  quoth_context_free(context), quoth_engine_free(engine);
  quoth_builder_free(builder), quoth_doc_free(doc);
}
