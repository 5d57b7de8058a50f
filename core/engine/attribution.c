/* SPDX-License-Identifier: MIT */
/* The annotations of layer "attribution", as who said what. */
#include <stdlib.h>
#include <string.h>

#include "quoth.h"

static quoth_value text_feature(const quoth_annotation *a, const char *name) {
  quoth_value v = quoth_annotation_feature(a, name);
  return v.kind == QUOTH_VALUE_STRING ? v : (quoth_value){0};
}

static quoth_value number_feature(const quoth_annotation *a,
                                  const char *name) {
  quoth_value v = quoth_annotation_feature(a, name);
  return v.kind == QUOTH_VALUE_NUMBER ? v : (quoth_value){0};
}

/* A run gives every content a kind; a host may have said something odd. */
static quoth_kind kind_of(const quoth_doc *doc, const quoth_annotation *a) {
  quoth_value given = text_feature(a, "kind");
  quoth_span content[64];
  uint32_t n = 0;
  if (given.string)
    for (int k = QUOTH_KIND_DIRECT; k <= QUOTH_KIND_MIXED; k++)
      if (strcmp(given.string, quoth_kind_name((quoth_kind)k)) == 0)
        return (quoth_kind)k;
  for (uint32_t i = 0; i < a->n_parts && n < 64; i++)
    if (strcmp(a->parts[i].role, "content") == 0)
      content[n++] = a->parts[i].span;
  return quoth_doc_kind(doc, content, n);
}

static uint32_t first_byte(const quoth_annotation *a) {
  uint32_t at = UINT32_MAX;
  for (uint32_t i = 0; i < a->n_parts; i++) {
    const quoth_part *p = &a->parts[i];
    bool counts =
        strcmp(p->role, "content") == 0 || strcmp(p->role, "cue") == 0;
    if (counts && p->span.start < at) at = p->span.start;
  }
  return at == UINT32_MAX ? a->span.start : at;
}

static quoth_attribution describe(const quoth_doc *doc,
                                  const quoth_annotation *a) {
  uint32_t start = first_byte(a);
  return (quoth_attribution){
      .annotation = *a,
      .kind = kind_of(doc, a),
      .act = text_feature(a, "act"),
      .speaker = text_feature(a, "speaker"),
      .speaker_id = number_feature(a, "speaker_id"),
      .resolved_by = text_feature(a, "resolved_by"),
      .polarity = text_feature(a, "polarity"),
      .confidence = number_feature(a, "confidence"),
      .start = start,
      .sentence = quoth_doc_sentence_at(doc, start),
      .paragraph = quoth_doc_paragraph_at(doc, start),
  };
}

static int by_place(const void *left, const void *right) {
  const quoth_attribution *a = left, *b = right;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return (a->annotation.id > b->annotation.id) -
         (a->annotation.id < b->annotation.id);
}

uint32_t quoth_annotations_attributions(const quoth_annotations *annotations,
                                        const quoth_doc *doc,
                                        quoth_attribution *out, uint32_t max) {
  uint32_t n = 0, done = 0;
  if (!annotations || !doc) return 0;
  const uint32_t *ids = quoth_annotations_layer(annotations, "attribution", &n);
  if (!out || max < n || !n) return n;
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(annotations, ids[i], &a) == QUOTH_OK)
      out[done++] = describe(doc, &a);
  }
  qsort(out, done, sizeof *out, by_place);
  return done;
}
