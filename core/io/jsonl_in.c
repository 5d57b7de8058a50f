/* SPDX-License-Identifier: MIT */
/* JSON Lines: an object a line with `id` and `text`, and perhaps `lang`. */
#include <stdio.h>
#include <string.h>

#include "io/formats_in.h"

enum { EXCERPT_BEFORE = 60, EXCERPT_AFTER = 20 }; /* code points */

static bool is_tail(const char *s, size_t at) {
  return ((unsigned char)s[at] & 0xC0) == 0x80;
}

/* Go `n` characters to the left or to the right, not beyond the line. */
static size_t step_back(const char *s, size_t at, uint32_t *n) {
  uint32_t steps = 0;
  while (at > 0 && steps < *n) {
    do at--;
    while (at > 0 && is_tail(s, at));
    steps++;
  }
  *n = steps;
  return at;
}

static size_t step_on(const char *s, size_t len, size_t at, uint32_t n) {
  while (at < len && n-- > 0) at += quoth_utf8_get(s, len, at, NULL);
  return at;
}

static quoth__read bad(const quoth__reader *reader, quoth_error *error,
                       uint32_t column, const char *message) {
  error->status = QUOTH_ESYNTAX;
  error->line = reader->line;
  error->column = column;
  snprintf(error->source, sizeof error->source, "%s", reader->in.name);
  snprintf(error->message, sizeof error->message, "%s", message);
  return QUOTH__READ_BAD;
}

/* An error at a byte of the line; of a long line only what is near is shown. */
static quoth__read bad_json(const quoth__reader *reader, quoth_error *error,
                            const char *line, size_t len,
                            const json_error_t *json) {
  size_t at = json->position > 0 ? (size_t)json->position - 1 : 0;
  if (at > len) at = len;
  while (at > 0 && at < len && is_tail(line, at)) at--;
  uint32_t column = json->column > 0 ? (uint32_t)json->column : 1;
  uint32_t before = EXCERPT_BEFORE < column ? EXCERPT_BEFORE : column - 1;
  size_t from = step_back(line, at, &before);
  size_t to = step_on(line, len, at, EXCERPT_AFTER);
  char message[sizeof json->text + 16];
  snprintf(message, sizeof message, "bad JSON: %s", json->text);
  quoth_origin origin = {reader->in.name, reader->line, column - before};
  quoth_error_at(error, QUOTH_ESYNTAX, &origin, line + from, to - from,
                 at - from, message);
  error->byte = (uint32_t)at;
  return QUOTH__READ_BAD;
}

static bool get_id(quoth__reader *reader, quoth__record *record) {
  json_t *id = json_object_get(reader->object, "id");
  if (json_is_string(id)) {
    record->id = json_string_value(id);
    record->id_len = json_string_length(id);
    return true;
  }
  if (!json_is_integer(id)) return false;
  snprintf(reader->id, sizeof reader->id, "%lld",
           (long long)json_integer_value(id));
  record->id = reader->id;
  record->id_len = strlen(reader->id);
  record->id_is_number = true;
  return true;
}

/* The fields of reader->object, checked. */
static quoth__read take(quoth__reader *reader, quoth__record *record,
                        quoth_error *error) {
  if (!json_is_object(reader->object))
    return bad(reader, error, 1, "a line must be a JSON object");
  json_t *text = json_object_get(reader->object, "text");
  if (!json_is_string(text))
    return bad(reader, error, 1,
               text ? "\"text\" must be a string" : "no \"text\" in the object");
  if (!get_id(reader, record))
    return bad(reader, error, 1, "\"id\" must be a string or an integer");
  record->text = json_string_value(text);
  record->text_len = json_string_length(text);
  record->lang = json_string_value(json_object_get(reader->object, "lang"));
  return QUOTH__READ_RECORD;
}

static bool is_blank(const char *s, size_t len) {
  while (len > 0 && (*s == ' ' || *s == '\t' || *s == '\r')) s++, len--;
  return len == 0;
}

/* The next line that is not blank; a byte order mark is not part of it. */
static bool next_line(quoth__reader *reader, const char **line, size_t *len) {
  do {
    if (!quoth__in_line(&reader->in, line, len)) return false;
    if (reader->line++ == 0 && *len >= 3 &&
        memcmp(*line, "\xEF\xBB\xBF", 3) == 0) {
      *line += 3;
      *len -= 3;
    }
  } while (is_blank(*line, *len));
  return true;
}

quoth__read quoth__jsonl_next(quoth__reader *reader, quoth__record *record,
                              quoth_error *error) {
  json_decref(reader->object);
  reader->object = NULL;
  const char *line;
  size_t len;
  if (!next_line(reader, &line, &len))
    return reader->in.error ? quoth__reader_failed(&reader->in, error)
                            : QUOTH__READ_END;
  json_error_t json;
  /* A NUL in a text is a character like any other. */
  reader->object = json_loadb(line, len,
      JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &json);
  if (!reader->object) return bad_json(reader, error, line, len, &json);
  return take(reader, record, error);
}
