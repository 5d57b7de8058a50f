/* SPDX-License-Identifier: MIT */
/* JSON Lines: an object a line with `id` and `text`, and perhaps `lang`. */
#include <stdlib.h>
#include <string.h>

#include "io/json_fields.h"
#include "io/json_scan.h"

/* What the strings of the last record are in, when they had escapes. */
typedef struct plain_strings {
  char *bytes, *at;
  size_t cap;
} plain_strings;

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

/* ---- Most lines: what the record needs is cut out of them ---------------------- */

typedef struct members {
  quoth__json_member list[QUOTH__JSON_MEMBERS];
  size_t n;
} members;

static const quoth__json_member *find(const members *m, const char *name) {
  size_t len = strlen(name);
  for (size_t i = 0; i < m->n; i++)
    if (m->list[i].key_len == len && memcmp(m->list[i].key, name, len) == 0)
      return &m->list[i];
  return NULL;
}

/* The first of a field's names that is there; NULL: see the slow way. */
static const quoth__json_member *get(const quoth__reader *reader,
                                     const members *m, quoth__field field) {
  const quoth__fields *fields = &reader->options.fields;
  for (size_t n = 0; quoth__field_name(fields, field, n); n++) {
    const quoth__json_member *one =
        find(m, quoth__field_name(fields, field, n));
    if (one) return one;
  }
  return NULL;
}

/* Names of other tools may be paths, and their values may stand for nothing. */
static bool is_simple(const quoth__fields *fields) {
  return !fields->preset && !(fields->text && strchr(fields->text, '.')) &&
         !(fields->id && strchr(fields->id, '.'));
}

static bool reserve(plain_strings *p, size_t size) {
  p->at = p->bytes;
  if (size <= p->cap) return true;
  free(p->bytes);
  *p = (plain_strings){.bytes = malloc(size)};
  p->at = p->bytes;
  if (p->bytes) p->cap = size;
  return p->bytes != NULL;
}

/* A string as it is meant; borrowed from the line where that will do. */
static quoth__text plain(plain_strings *p, const quoth__json_member *m,
                         bool terminated) {
  if (!m || m->kind != QUOTH__JSON_STRING) return (quoth__text){NULL, 0};
  if (!m->escaped && !terminated) return (quoth__text){m->s, m->len};
  char *s = p->at;
  size_t len = quoth__json_unescape(m, s);
  s[len] = '\0';
  p->at += len + 1;
  return (quoth__text){s, len};
}

/* False: the line is not right, or so unusual that the parser shall do it. */
static bool take(quoth__reader *reader, quoth__record *record,
                 const char *line, size_t len) {
  members m;
  plain_strings *p = reader->state;
  if (!p || !is_simple(&reader->options.fields) ||
      !quoth__json_scan(line, len, m.list, &m.n) ||
      !reserve(p, len + QUOTH__FIELDS))
    return false;
  const quoth__json_member *text = get(reader, &m, QUOTH__FIELD_TEXT);
  const quoth__json_member *id = get(reader, &m, QUOTH__FIELD_ID);
  if (!text || text->kind != QUOTH__JSON_STRING || !id ||
      (id->kind != QUOTH__JSON_STRING && id->kind != QUOTH__JSON_INTEGER))
    return false;
  quoth__text body = plain(p, text, false), name = plain(p, id, false);
  record->id_is_number = id->kind == QUOTH__JSON_INTEGER;
  record->id = record->id_is_number ? id->s : name.s;
  record->id_len = record->id_is_number ? id->len : name.len;
  record->text = body.s;
  record->text_len = body.len;
  record->lang = plain(p, get(reader, &m, QUOTH__FIELD_LANG), true).s;
  record->title = plain(p, get(reader, &m, QUOTH__FIELD_TITLE), false);
  record->date = plain(p, get(reader, &m, QUOTH__FIELD_DATE), false);
  record->uri = plain(p, get(reader, &m, QUOTH__FIELD_URI), false);
  return true;
}

/* ---- Every line ------------------------------------------------------------------- */

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
  if (!reader->state) reader->state = calloc(1, sizeof(plain_strings));
  if (take(reader, record, line, len)) return QUOTH__READ_RECORD;
  return parse(reader, record, error, line, len);
}

static void done(quoth__reader *reader) {
  plain_strings *p = reader->state;
  if (p) free(p->bytes);
  free(p);
}

const quoth__reading quoth__jsonl_reading = {next, done};
