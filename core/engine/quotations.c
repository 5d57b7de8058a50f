/* SPDX-License-Identifier: MIT */
/* Layer "quote": what the quotation marks of the doc say. */
#include <string.h>

#include "engine/context.h"

static quoth_value string_value(const char *s) {
  return (quoth_value){
      .kind = QUOTH_VALUE_STRING, .string = s, .len = (uint32_t)strlen(s)};
}

static quoth_value number_value(uint32_t n) {
  return (quoth_value){.kind = QUOTH_VALUE_NUMBER, .number = n};
}

static const struct {
  uint32_t flag;
  const char *name;
} flags[] = {
    {QUOTH_QUOTATION_UNCLOSED, "unclosed"},
    {QUOTH_QUOTATION_CONTINUES, "continues"},
    {QUOTH_QUOTATION_CONTINUED, "continued"},
    {QUOTH_QUOTATION_DASH, "dash"},
    {QUOTH_QUOTATION_BLOCK, "block"},
};

enum { N_FLAGS = sizeof flags / sizeof *flags };

static quoth_status add(quoth_annotations *annotations,
                        const quoth_quotation *q) {
  quoth_feature features[3 + N_FLAGS] = {
      {"class", string_value(quoth_quotation_class_name(q->cls))},
      {"level", number_value(q->level)},
      {"chain", number_value(q->chain)},
  };
  uint32_t n = 3;
  for (uint32_t i = 0; i < N_FLAGS; i++)
    if (q->flags & flags[i].flag)
      features[n++] = (quoth_feature){
          flags[i].name, {.kind = QUOTH_VALUE_BOOL, .boolean = true}};
  quoth_part inner = {"inner", q->inner};
  quoth_annotation_options options = {
      .layer = "quote",
      .span = q->span,
      .features = features,
      .n_features = n,
      .parts = &inner,
      .n_parts = 1,
      .rule = QUOTH_NONE,
  };
  return quoth_annotations_add(annotations, &options, NULL);
}

/* They come first: the id of a quotation is its number in the doc. */
quoth_status quoth__context_add_quotations(quoth_context *context) {
  uint32_t n = 0;
  const quoth_quotation *q = quoth_doc_quotations(context->doc, &n);
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = add(context->annotations, &q[i]);
  return status;
}
