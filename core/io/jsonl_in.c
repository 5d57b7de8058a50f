/* SPDX-License-Identifier: MIT */
/* JSON Lines: an object a line with `id` and `text`, and perhaps `lang`. */
#include <string.h>

#include "io/json_fields.h"
#include "io/json_scan.h"

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

/* ---- Most lines: what the record needs is cut out of them ---------------- */

typedef struct members {
  quoth__json_member list[QUOTH__JSON_MEMBERS];
  size_t n;
} members;

static quoth__json_member *find(members *m, const char *name) {
  size_t len = strlen(name);
  for (size_t i = 0; i < m->n; i++)
    if (m->list[i].key_len == len && memcmp(m->list[i].key, name, len) == 0)
      return &m->list[i];
  return NULL;
}

/* The first of a field's names that is there; NULL: see the slow way. */
static quoth__json_member *get(const quoth__reader *reader, members *m,
                               quoth__field field) {
  const quoth__fields *fields = &reader->options.fields;
  for (size_t n = 0; quoth__field_name(fields, field, n); n++) {
    quoth__json_member *one = find(m, quoth__field_name(fields, field, n));
    if (one) return one;
  }
  return NULL;
}

/* Names of other tools may be paths, and their values may stand for nothing. */
static bool is_simple(const quoth__fields *fields) {
  return !fields->preset && !(fields->text && strchr(fields->text, '.')) &&
         !(fields->id && strchr(fields->id, '.'));
}

/* A string as it is meant, in the place where it stands in the line. */
static quoth__text plain(quoth__reader *reader, quoth__json_member *m) {
  if (!m || m->kind != QUOTH__JSON_STRING) return (quoth__text){NULL, 0};
  char *s = reader->in.data + (m->s - reader->in.data);
  if (m->escaped) m->len = quoth__json_unescape(m, s);
  m->escaped = false; /* two fields may have one name */
  s[m->len] = '\0';   /* at the latest in the place of its closing quote */
  return (quoth__text){s, m->len};
}

/* False: the line is not right, or so unusual that the parser shall do it. */
static bool take(quoth__reader *reader, quoth__record *record,
                 const char *line, size_t len) {
  members m;
  if (!is_simple(&reader->options.fields) ||
      !quoth__json_scan(line, len, m.list, &m.n))
    return false;
  quoth__json_member *text = get(reader, &m, QUOTH__FIELD_TEXT);
  quoth__json_member *id = get(reader, &m, QUOTH__FIELD_ID);
  if (!text || text->kind != QUOTH__JSON_STRING || !id ||
      (id->kind != QUOTH__JSON_STRING && id->kind != QUOTH__JSON_INTEGER))
    return false;
  quoth__text body = plain(reader, text), name = plain(reader, id);
  record->id_is_number = id->kind == QUOTH__JSON_INTEGER;
  record->id = record->id_is_number ? id->s : name.s;
  record->id_len = record->id_is_number ? id->len : name.len;
  record->text = body.s;
  record->text_len = body.len;
  record->lang = plain(reader, get(reader, &m, QUOTH__FIELD_LANG)).s;
  record->title = plain(reader, get(reader, &m, QUOTH__FIELD_TITLE));
  record->date = plain(reader, get(reader, &m, QUOTH__FIELD_DATE));
  record->uri = plain(reader, get(reader, &m, QUOTH__FIELD_URI));
  return true;
}

/* ---- Every line ---------------------------------------------------------- */

static quoth__read parse(quoth__reader *reader, quoth__record *record,
                         quoth_error *error, const char *line, size_t len) {
  json_error_t json;
  reader->object = json_loadb(line, len, QUOTH__JSON_FLAGS, &json);
  if (!reader->object)
    return quoth__json_bad(reader, error, line, len, reader->line, 1, &json);
  return quoth__json_take(reader, record, error, reader->line, 1,
                          reader->line);
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
  if (take(reader, record, line, len)) return QUOTH__READ_RECORD;
  return parse(reader, record, error, line, len);
}

const quoth__reading quoth__jsonl_reading = {next, NULL};
