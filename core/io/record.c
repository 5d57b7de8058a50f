/* SPDX-License-Identifier: MIT */
#include "io/record.h"

#include <stdlib.h>
#include <string.h>

/* Where the parts of a copy lie in its one block of memory. */
struct block {
  char *data;
  size_t used;
};

static size_t put(struct block *b, const void *s, size_t len) {
  size_t at = b->used;
  if (b->data && len > 0) memcpy(b->data + at, s, len);
  if (b->data) b->data[at + len] = '\0';
  b->used += len + 1;
  return at;
}

static void put_text(struct block *b, quoth__text *text) {
  if (!text->s) return;
  size_t at = put(b, text->s, text->len);
  if (b->data) text->s = b->data + at;
}

/* Without memory this measures; with it, it copies. */
static void put_record(struct block *b, quoth__record *r) {
  /* First, so that they are aligned. */
  size_t at = put(b, r->pieces, r->n_pieces * sizeof *r->pieces);
  if (b->data) r->pieces = (const quoth__piece *)(const void *)(b->data + at);
  at = put(b, r->text, r->text_len);
  if (b->data) r->text = b->data + at;
  at = put(b, r->id, r->id_len);
  if (b->data) r->id = b->data + at;
  if (r->lang) at = put(b, r->lang, strlen(r->lang));
  if (r->lang && b->data) r->lang = b->data + at;
  put_text(b, &r->title);
  put_text(b, &r->date);
  put_text(b, &r->uri);
  put_text(b, &r->conllu);
}

quoth_status quoth__record_copy(const quoth__record *record,
                                quoth__record *out) {
  struct block block = {0};
  *out = *record;
  put_record(&block, out);
  block.data = malloc(block.used);
  if (!block.data) {
    *out = (quoth__record){0};
    return QUOTH_ENOMEM;
  }
  block.used = 0;
  put_record(&block, out);
  return QUOTH_OK;
}

void quoth__record_done(quoth__record *record) {
  /* What put_record() put first is the block. */
  free((void *)(uintptr_t)record->pieces);
  *record = (quoth__record){0};
}

quoth_status quoth__record_open(const quoth__record *record,
                                quoth_context *context, const quoth_doc *doc,
                                quoth_error *error) {
  quoth_status status = quoth_context_open(context, doc);
  if (status != QUOTH_OK || !record->conllu.s) return status;
  quoth_conllu *words = NULL;
  status = quoth_conllu_read(record->conllu.s, record->conllu.len, NULL, NULL,
                             &words, NULL, error);
  if (status == QUOTH_OK)
    status = quoth_context_set_conllu(context, words, error);
  quoth_conllu_free(words);
  return status;
}

/* The piece that holds byte `at`, or the last one before it. */
static const quoth__piece *piece_at(const quoth__record *r, uint32_t at) {
  size_t low = 0, high = r->n_pieces;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (r->pieces[middle].text <= at) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? &r->pieces[low - 1] : NULL;
}

uint32_t quoth__record_source_start(const quoth__record *r, uint32_t at) {
  if (r->n_pieces == 0) return at;
  const quoth__piece *p = piece_at(r, at);
  if (!p) return r->pieces[0].source;
  uint32_t into = at - p->text;
  if (into >= p->text_len) return p->source + p->source_len;
  return p->text_len == p->source_len ? p->source + into : p->source;
}

uint32_t quoth__record_source_end(const quoth__record *r, uint32_t at) {
  if (r->n_pieces == 0) return at;
  const quoth__piece *p = at > 0 ? piece_at(r, at - 1) : NULL;
  if (!p) return r->pieces[0].source;
  uint32_t into = at - p->text;
  if (into <= p->text_len && p->text_len == p->source_len)
    return p->source + into;
  return p->source + p->source_len;
}
