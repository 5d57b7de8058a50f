/* SPDX-License-Identifier: MIT */
/* JSON Lines: an object a line with `id` and `text`, and perhaps `lang`. */
#include "io/json_fields.h"

static bool is_blank(const char *s, size_t len) {
  while (len > 0 && (*s == ' ' || *s == '\t' || *s == '\r')) s++, len--;
  return len == 0;
}

/* The next line that is not blank; a byte order mark is not part of it. */
static bool next_line(quoth__reader *reader, const char **line, size_t *len) {
  if (reader->line == 0) quoth__reader_skip_mark(reader);
  do {
    if (!quoth__in_line(&reader->in, line, len)) return false;
    reader->line++;
  } while (is_blank(*line, *len));
  return true;
}

static quoth__read next(quoth__reader *reader, quoth__record *record,
                        quoth_error *error) {
  json_decref(reader->object);
  reader->object = NULL;
  const char *line;
  size_t len;
  if (!next_line(reader, &line, &len))
    return reader->in.error ? quoth__reader_failed(&reader->in, error)
                            : QUOTH__READ_END;
  json_error_t json;
  reader->object = json_loadb(line, len, QUOTH__JSON_FLAGS, &json);
  if (!reader->object)
    return quoth__json_bad(reader, error, line, len, reader->line, 1, &json);
  return quoth__json_take(reader, record, error, reader->line, 1,
                          reader->line);
}

const quoth__reading quoth__jsonl_reading = {next, NULL};
