/* SPDX-License-Identifier: MIT */
#include "io/json_fields.h"

#include <stdio.h>
#include <string.h>

enum { EXCERPT_BEFORE = 60, EXCERPT_AFTER = 20 }; /* code points */

static bool is_tail(const char *s, size_t at) {
  return ((unsigned char)s[at] & 0xC0) == 0x80;
}

/* Go `n` characters to the left or to the right, not beyond the line. */
static size_t step_back(const char *s, size_t at, uint32_t *n) {
  uint32_t steps = 0;
  while (at > 0 && steps < *n && s[at - 1] != '\n') {
    do at--;
    while (at > 0 && is_tail(s, at));
    steps++;
  }
  *n = steps;
  return at;
}

static size_t step_on(const char *s, size_t len, size_t at, uint32_t n) {
  while (at < len && s[at] != '\n' && n-- > 0)
    at += quoth_utf8_get(s, len, at, NULL);
  return at;
}

quoth__read quoth__json_bad(const quoth__reader *reader, quoth_error *error,
                            const char *text, size_t len, uint32_t line,
                            uint32_t column, const json_error_t *json) {
  size_t at = json->position > 0 ? (size_t)json->position - 1 : 0;
  if (at > len) at = len;
  while (at > 0 && at < len && is_tail(text, at)) at--;
  uint32_t own = json->column > 0 ? (uint32_t)json->column : 1;
  if (json->line > 1) line += (uint32_t)json->line - 1;
  else own += column - 1;
  uint32_t before = EXCERPT_BEFORE < own ? EXCERPT_BEFORE : own - 1;
  size_t from = step_back(text, at, &before);
  size_t to = step_on(text, len, at, EXCERPT_AFTER);
  char message[sizeof json->text + 16];
  snprintf(message, sizeof message, "bad JSON: %s", json->text);
  quoth_origin origin = {reader->in.name, line, own - before};
  quoth_error_at(error, QUOTH_ESYNTAX, &origin, text + from, to - from,
                 at - from, message);
  error->byte = (uint32_t)at;
  return QUOTH__READ_BAD;
}

/* A field of that name; else "a.b" is b in a. */
static json_t *lookup(json_t *object, const char *name) {
  json_t *value = json_object_get(object, name);
  const char *dot = value ? NULL : strchr(name, '.');
  if (!dot) return value;
  value = json_object_getn(object, name, (size_t)(dot - name));
  return json_is_object(value) ? lookup(value, dot + 1) : NULL;
}

/* Tools write null, or "", for what they did not find. */
static bool is_told(const quoth__fields *fields, quoth__field field,
                    const json_t *value) {
  if (!value || json_is_null(value)) return false;
  return field == QUOTH__FIELD_TEXT || !fields->preset ||
         !json_is_string(value) || json_string_length(value) > 0;
}

/* The first of the field's names that is told. */
static json_t *get(const quoth__reader *reader, quoth__field field,
                   const char **name) {
  const quoth__fields *fields = &reader->options.fields;
  for (size_t n = 0; quoth__field_name(fields, field, n); n++) {
    const char *one = quoth__field_name(fields, field, n);
    json_t *value = lookup(reader->object, one);
    bool told = is_told(fields, field, value);
    if (n == 0 || told) *name = one;
    if (told) return value;
  }
  return NULL;
}

static quoth__text get_text(const quoth__reader *reader, quoth__field field) {
  const char *name;
  json_t *value = get(reader, field, &name);
  if (!json_is_string(value)) return (quoth__text){NULL, 0};
  return (quoth__text){json_string_value(value), json_string_length(value)};
}

static bool get_id(quoth__reader *reader, quoth__record *record,
                   const char **name) {
  json_t *id = get(reader, QUOTH__FIELD_ID, name);
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

quoth__read quoth__json_take(quoth__reader *reader, quoth__record *record,
                             quoth_error *error, uint32_t line,
                             uint32_t column, uint64_t number) {
  char message[512];
  const char *name = "";
  if (!json_is_object(reader->object))
    return quoth__reader_bad(reader, error, line, column,
                             "an article must be a JSON object");
  json_t *text = get(reader, QUOTH__FIELD_TEXT, &name);
  if (!json_is_string(text)) {
    snprintf(message, sizeof message,
             text ? "\"%s\" must be a string" : "no \"%s\" in the object",
             name);
    return quoth__reader_bad(reader, error, line, column, message);
  }
  record->text = json_string_value(text);
  record->text_len = json_string_length(text);
  if (!get_id(reader, record, &name)) {
    if (!quoth__field_may_lack_id(&reader->options.fields)) {
      snprintf(message, sizeof message,
               "\"%s\" must be a string or an integer", name);
      return quoth__reader_bad(reader, error, line, column, message);
    }
    quoth__reader_number_id(reader, record, number);
  }
  record->lang = get_text(reader, QUOTH__FIELD_LANG).s;
  record->title = get_text(reader, QUOTH__FIELD_TITLE);
  record->date = get_text(reader, QUOTH__FIELD_DATE);
  record->uri = get_text(reader, QUOTH__FIELD_URI);
  return QUOTH__READ_RECORD;
}
