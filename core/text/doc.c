/* SPDX-License-Identifier: MIT */
#include "text/doc.h"

#include <string.h>

#include "text/dialogue.h"

static const quoth_doc_options defaults = {NULL, false, NULL};

static quoth_status analyse(quoth_doc *doc, bool plain) {
  const quoth__mem *mem = &doc->mem;
  quoth_status status = quoth__tokens_find(
      doc->text, doc->len, doc->language, plain, mem, &doc->tokens);
  if (status) return status;
  if (!quoth__types_set(doc->types, doc->text, doc->len, doc->tokens.data,
                        doc->tokens.count))
    return QUOTH_ENOMEM;
  status = quoth__paragraphs_find(doc->text, doc->len, mem, &doc->paragraphs);
  if (status) return status;
  quoth__quote_input quotes = {doc->text, doc->len, doc->language, doc->types,
                               &doc->paragraphs, QUOTH__DASH_NONE};
  quotes.dash = quoth__dialogue_style(&quotes);
  status = quoth__quotations_find(&quotes, &doc->tokens, mem,
                                  &doc->quotations);
  if (status) return status;
  quoth__segment_input input = {doc->text, doc->language, doc->types,
                                &doc->paragraphs, plain};
  status = quoth__sentences_find(&input, &doc->tokens, mem, &doc->sentences);
  if (status) return status;
  return quoth__locate_init(&doc->locate, mem, doc->text, doc->len);
}

/* Everything before the analysis that needs memory. */
static quoth_status prepare(quoth_doc *doc, const char *text, size_t len,
                            const char *lang, quoth__types *types) {
  quoth__arena_init(&doc->arena, &doc->mem);
  doc->len = (uint32_t)len;
  doc->text = quoth__arena_strndup(&doc->arena, text, len);
  doc->lang = quoth__arena_strndup(&doc->arena, lang, strlen(lang));
  if (!doc->text || !doc->lang) return QUOTH_ENOMEM;
  doc->language = quoth__language_find(lang);
  doc->types = types;
  if (types) return QUOTH_OK;
  quoth_status status = quoth__types_new(&doc->mem, &doc->own_types);
  doc->types = doc->own_types;
  return status;
}

quoth_status quoth__doc_new_with(const char *text, size_t len,
                                 const quoth_doc_options *options,
                                 quoth__types *types, quoth_doc **out) {
  if (!out) return QUOTH_EINVAL;
  *out = NULL;
  if (!text && len) return QUOTH_EINVAL;
  if (len > INT32_MAX) return QUOTH_ELIMIT;
  if (!options) options = &defaults;
  quoth__mem mem = quoth__mem_from(options->allocator);
  quoth_doc *doc = quoth__mem_zero(&mem, sizeof *doc);
  if (!doc) return QUOTH_ENOMEM;
  doc->mem = mem;
  quoth_status status =
      prepare(doc, text, len, options->lang ? options->lang : "", types);
  if (!status) status = analyse(doc, options->plain_uax29);
  if (status) {
    quoth_doc_free(doc);
    return status;
  }
  *out = doc;
  return QUOTH_OK;
}

quoth_status quoth_doc_new(const char *text, size_t len,
                           const quoth_doc_options *options,
                           quoth_doc **out) {
  return quoth__doc_new_with(text, len, options, NULL, out);
}

void quoth_doc_free(quoth_doc *doc) {
  if (!QUOTH__IS(doc)) return;
  quoth__mem mem = doc->mem;
  quoth__locate_done(&doc->locate, &mem);
  QUOTH__VEC_DONE(&mem, &doc->quotations);
  QUOTH__VEC_DONE(&mem, &doc->sentences);
  QUOTH__VEC_DONE(&mem, &doc->paragraphs);
  QUOTH__VEC_DONE(&mem, &doc->tokens);
  quoth__types_free(doc->own_types);
  quoth__arena_done(&doc->arena);
  QUOTH__FREE(&mem, doc);
}

const char *quoth_doc_text(const quoth_doc *doc, size_t *len) {
  if (len) *len = QUOTH__IS(doc) ? doc->len : 0;
  return QUOTH__IS(doc) ? doc->text : "";
}

const char *quoth_doc_lang(const quoth_doc *doc) {
  return QUOTH__IS(doc) ? doc->lang : "";
}

const quoth_token *quoth_doc_tokens(const quoth_doc *doc, uint32_t *count) {
  if (count) *count = QUOTH__IS(doc) ? doc->tokens.count : 0;
  return QUOTH__IS(doc) ? doc->tokens.data : NULL;
}

const quoth_type *quoth_doc_type(const quoth_doc *doc, uint32_t type) {
  return QUOTH__IS(doc) ? quoth__types_get(doc->types, type) : NULL;
}

static const quoth_span *spans_of(const quoth__spans *spans,
                                  uint32_t *count) {
  if (count) *count = spans ? spans->count : 0;
  return spans ? spans->data : NULL;
}

const quoth_span *quoth_doc_sentences(const quoth_doc *doc, uint32_t *count) {
  return spans_of(QUOTH__IS(doc) ? &doc->sentences : NULL, count);
}

const quoth_span *quoth_doc_paragraphs(const quoth_doc *doc,
                                       uint32_t *count) {
  return spans_of(QUOTH__IS(doc) ? &doc->paragraphs : NULL, count);
}

const quoth_quotation *quoth_doc_quotations(const quoth_doc *doc,
                                            uint32_t *count) {
  if (count) *count = QUOTH__IS(doc) ? doc->quotations.count : 0;
  return QUOTH__IS(doc) ? doc->quotations.data : NULL;
}

/*
 * Index of the last of `count` records of `size` bytes, each beginning with
 * its span, that starts at or before `byte`; QUOTH_NONE when there is none.
 */
static uint32_t last_before(const void *records, size_t size, uint32_t count,
                            uint32_t byte) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    const quoth_span *span =
        (const void *)((const char *)records + mid * size);
    if (span->start <= byte) low = mid + 1;
    else high = mid;
  }
  return low ? low - 1 : QUOTH_NONE;
}

static uint32_t span_at(const quoth__spans *spans, uint32_t byte) {
  uint32_t i = last_before(spans->data, sizeof *spans->data, spans->count,
                           byte);
  return i != QUOTH_NONE && byte < spans->data[i].end ? i : QUOTH_NONE;
}

uint32_t quoth_doc_sentence_at(const quoth_doc *doc, uint32_t byte) {
  return QUOTH__IS(doc) ? span_at(&doc->sentences, byte) : QUOTH_NONE;
}

uint32_t quoth_doc_paragraph_at(const quoth_doc *doc, uint32_t byte) {
  return QUOTH__IS(doc) ? span_at(&doc->paragraphs, byte) : QUOTH_NONE;
}

uint32_t quoth_doc_token_at(const quoth_doc *doc, uint32_t byte) {
  if (!QUOTH__IS(doc)) return QUOTH_NONE;
  const quoth_token *t = doc->tokens.data;
  uint32_t i = last_before(t, sizeof *t, doc->tokens.count, byte);
  return i != QUOTH_NONE && byte < t[i].span.end ? i : QUOTH_NONE;
}

quoth_status quoth_doc_locate(const quoth_doc *doc, uint32_t byte,
                              quoth_place *out) {
  if (!QUOTH__IS(doc) || !out) return QUOTH_EINVAL;
  return quoth__locate_byte(&doc->locate, byte, out);
}

quoth_status quoth_doc_locate_codepoint(const quoth_doc *doc,
                                        uint32_t codepoint,
                                        quoth_place *out) {
  if (!QUOTH__IS(doc) || !out) return QUOTH_EINVAL;
  return quoth__locate_codepoint(&doc->locate, codepoint, out);
}

quoth_status quoth_doc_locate_utf16(const quoth_doc *doc, uint32_t unit,
                                    quoth_place *out) {
  if (!QUOTH__IS(doc) || !out) return QUOTH_EINVAL;
  return quoth__locate_utf16(&doc->locate, unit, out);
}

/* Is a byte inside of marks that quote? Inner quotations tell before outer. */
static bool is_quoted(const quoth_doc *doc, uint32_t byte) {
  const quoth_quotation *q = doc->quotations.data;
  uint32_t i = last_before(q, sizeof *q, doc->quotations.count, byte);
  for (; i != QUOTH_NONE; i = q[i].parent) {
    bool quotes = q[i].cls == QUOTH_QUOTATION_SPEECH ||
                  q[i].cls == QUOTH_QUOTATION_SCARE;
    if (quotes && byte >= q[i].inner.start && byte < q[i].inner.end)
      return true;
  }
  return false;
}

static bool is_wordlike(quoth_class cls) {
  return cls == QUOTH_CLASS_WORD || cls == QUOTH_CLASS_NUMBER ||
         cls == QUOTH_CLASS_URL;
}

quoth_kind quoth_doc_kind(const quoth_doc *doc, const quoth_span *content,
                          uint32_t n) {
  bool inside = false, outside = false;
  if (!QUOTH__IS(doc) || !content) return QUOTH_KIND_INDIRECT;
  const quoth_token *t = doc->tokens.data;
  for (uint32_t c = 0; c < n; c++) {
    uint32_t i = last_before(t, sizeof *t, doc->tokens.count,
                             content[c].start);
    if (i == QUOTH_NONE) i = 0;
    for (; i < doc->tokens.count && t[i].span.start < content[c].end; i++) {
      if (t[i].span.end <= content[c].start ||
          !is_wordlike(quoth_doc_type(doc, t[i].type)->cls))
        continue;
      if (is_quoted(doc, t[i].span.start)) inside = true;
      else outside = true;
    }
  }
  if (inside) return outside ? QUOTH_KIND_MIXED : QUOTH_KIND_DIRECT;
  return QUOTH_KIND_INDIRECT;
}
