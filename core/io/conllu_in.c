/* SPDX-License-Identifier: MIT */
/* CoNLL-U: each document an article, with its own tags and trees. */
#include <stdlib.h>
#include <string.h>

#include "io/formats_in.h"

typedef struct state {
  const char *data;
  size_t len, at;
  uint32_t line; /* of `at` */
  uint64_t number;
  quoth_conllu *document;
} state;

static void let_go(quoth__reader *reader) {
  state *s = reader->state;
  if (!s) return;
  quoth_conllu_free(s->document);
  free(s);
  reader->state = NULL;
}

static state *start(quoth__reader *reader) {
  state *s = reader->state = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->line = 1;
  quoth__reader_skip_mark(reader);
  if (!quoth__in_all(&reader->in, &s->data, &s->len)) s->data = NULL;
  return s;
}

static void name(quoth__reader *reader, const state *s, quoth__record *record) {
  const char *id = quoth_conllu_id(s->document);
  bool alone = s->number == 1 && s->at == s->len;
  if (!*id && !alone) {
    quoth__reader_number_id(reader, record, s->number);
    return;
  }
  record->id = *id ? id : quoth__reader_path(reader);
  record->id_len = strlen(record->id);
}

static quoth__read next(quoth__reader *reader, quoth__record *record,
                        quoth_error *error) {
  state *s = reader->state ? reader->state : start(reader);
  size_t used = 0;
  if (!s) {
    error->status = QUOTH_ENOMEM;
    return QUOTH__READ_FAILED;
  }
  if (!s->data) return quoth__reader_failed(&reader->in, error);
  if (s->at == s->len) return QUOTH__READ_END;
  quoth_conllu_free(s->document);
  s->document = NULL;
  const char *from = s->data + s->at;
  quoth_origin origin = {.source = reader->in.name, .line = s->line,
                         .column = 1};
  quoth_status status = quoth_conllu_read(from, s->len - s->at, &origin, NULL,
                                          &s->document, &used, error);
  if (!used) {
    s->at = s->len;
    return QUOTH__READ_FAILED;
  }
  for (size_t i = 0; i < used; i++) s->line += from[i] == '\n';
  s->at += used;
  s->number++;
  if (status == QUOTH_ENOMEM) return QUOTH__READ_FAILED;
  if (status != QUOTH_OK) return QUOTH__READ_BAD;
  name(reader, s, record);
  record->text = quoth_conllu_text(s->document, &record->text_len);
  record->conllu = (quoth__text){from, used};
  return QUOTH__READ_RECORD;
}

const quoth__reading quoth__conllu_reading = {next, let_go};
