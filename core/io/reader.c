/* SPDX-License-Identifier: MIT */
#include "io/reader.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/formats_in.h"

/* Of a file that nothing else tells about: by its first bytes. */
static const char *guess(quoth__reader *reader, const char *path) {
  int first = quoth__in_peek(&reader->in);
  const quoth__in *in = &reader->in;
  if (in->end >= 6 && memcmp(in->data, "WARC/1", 6) == 0) return "warc";
  if (strcmp(path, "-") == 0 && first == '{') return "jsonl";
  return "text";
}

quoth__reader *quoth__reader_open(const char *path,
                                  const quoth__reader_options *options) {
  quoth__reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  if (options) reader->options = *options;
  const quoth__format *format = reader->options.format;
  quoth__in_open(&reader->in, path);
  reader->in.sha = reader->options.sha;
  if (!format) format = quoth__format_of_file(path, QUOTH__WAY_IN);
  if (!format) format = quoth__format_find(guess(reader, path), QUOTH__WAY_IN);
  reader->reading = format->in;
  return reader;
}

quoth__read quoth__reader_next(quoth__reader *reader, quoth__record *record,
                               quoth_error *error) {
  *error = (quoth_error){0};
  *record = (quoth__record){0};
  return reader->reading->next(reader, record, error);
}

bool quoth__reader_must_wait(const quoth__reader *reader) {
  const quoth__in *in = &reader->in;
  struct pollfd fd = {.fd = in->fd, .events = POLLIN};
  return in->at == in->end && in->fd >= 0 && !in->ended && !in->error &&
         poll(&fd, 1, 0) == 0;
}

uint64_t quoth__reader_bytes(const quoth__reader *reader) {
  return reader->in.taken;
}

void quoth__reader_close(quoth__reader *reader) {
  if (!reader) return;
  if (reader->reading->done) reader->reading->done(reader);
  json_decref(reader->object);
  quoth__in_close(&reader->in);
  free(reader);
}

quoth__read quoth__reader_failed(const quoth__in *in, quoth_error *error) {
  error->status = in->error == ENOMEM  ? QUOTH_ENOMEM
                  : in->error == EFBIG ? QUOTH_ELIMIT
                                       : QUOTH_EIO;
  snprintf(error->source, sizeof error->source, "%s", in->name);
  snprintf(error->message, sizeof error->message, "%s",
           quoth__in_problem(in));
  return QUOTH__READ_FAILED;
}

quoth__read quoth__reader_bad(const quoth__reader *reader, quoth_error *error,
                              uint32_t line, uint32_t column,
                              const char *message) {
  error->status = QUOTH_ESYNTAX;
  error->line = line;
  error->column = column;
  snprintf(error->source, sizeof error->source, "%s", reader->in.name);
  snprintf(error->message, sizeof error->message, "%s", message);
  return QUOTH__READ_BAD;
}

const char *quoth__reader_path(const quoth__reader *reader) {
  return reader->in.fd == 0 ? "-" : reader->in.name;
}

void quoth__reader_number_id(quoth__reader *reader, quoth__record *record,
                             uint64_t number) {
  const char *path = quoth__reader_path(reader);
  size_t len = strlen(path), most = sizeof reader->id - 24;
  /* Of a path that is too long the end says more. */
  if (len > most) path += len - most;
  snprintf(reader->id, sizeof reader->id, "%s:%llu", path,
           (unsigned long long)number);
  record->id = reader->id;
  record->id_len = strlen(reader->id);
  record->id_is_number = false;
}

void quoth__reader_skip_mark(quoth__reader *reader) {
  quoth__in *in = &reader->in;
  while (in->end - in->at < 3 && quoth__in_more(in)) continue;
  if (in->end - in->at >= 3 &&
      memcmp(in->data + in->at, "\xEF\xBB\xBF", 3) == 0)
    in->at += 3;
}
