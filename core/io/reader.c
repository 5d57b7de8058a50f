/* SPDX-License-Identifier: MIT */
#include "io/reader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/formats_in.h"

static bool has_ending(const char *path, const char *ending) {
  size_t len = strlen(path), n = strlen(ending);
  return len > n && strcasecmp(path + len - n, ending) == 0;
}

/* The format of a file that was not named with --input. */
static quoth__input guess(quoth__reader *reader, const char *path) {
  if (has_ending(path, ".jsonl") || has_ending(path, ".ndjson"))
    return QUOTH__INPUT_JSONL;
  if (strcmp(path, "-") == 0 && quoth__in_peek(&reader->in) == '{')
    return QUOTH__INPUT_JSONL;
  return QUOTH__INPUT_TEXT;
}

quoth__reader *quoth__reader_open(const char *path, quoth__input input) {
  quoth__reader *reader = calloc(1, sizeof *reader);
  if (!reader) return NULL;
  quoth__in_open(&reader->in, path);
  if (input == QUOTH__INPUT_AUTO) input = guess(reader, path);
  reader->next =
      input == QUOTH__INPUT_JSONL ? quoth__jsonl_next : quoth__text_next;
  return reader;
}

quoth__read quoth__reader_next(quoth__reader *reader, quoth__record *record,
                               quoth_error *error) {
  *error = (quoth_error){0};
  *record = (quoth__record){0};
  return reader->next(reader, record, error);
}

void quoth__reader_close(quoth__reader *reader) {
  if (!reader) return;
  json_decref(reader->object);
  quoth__in_close(&reader->in);
  free(reader);
}

quoth__read quoth__reader_failed(const quoth__in *in, quoth_error *error) {
  error->status = in->error == ENOMEM ? QUOTH_ENOMEM : QUOTH_EIO;
  snprintf(error->source, sizeof error->source, "%s", in->name);
  snprintf(error->message, sizeof error->message, "%s", strerror(in->error));
  return QUOTH__READ_FAILED;
}
