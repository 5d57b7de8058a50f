/* SPDX-License-Identifier: MIT */
#include "io/gold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const role_names[] = {
  [QUOTH__ROLE_CONTENT] = "content", [QUOTH__ROLE_CUE] = "cue",
  [QUOTH__ROLE_SOURCE] = "source",
};

const char *quoth__role_name(quoth__role role) { return role_names[role]; }

void quoth__quotes_done(quoth__quotes *quotes) {
  for (uint32_t i = 0; i < quotes->count; i++)
    for (int r = 0; r < QUOTH__ROLES; r++) free(quotes->data[i].spans[r]);
  free(quotes->data);
  *quotes = (quoth__quotes){0};
}

/* ---- Code points --------------------------------------------------------- */

bool quoth__points_init(quoth__points *p, const char *text, size_t len) {
  *p = (quoth__points){.len = (uint32_t)len};
  p->cps = malloc((len + 1) * sizeof *p->cps);
  p->at_byte = malloc((len + 1) * sizeof *p->at_byte);
  p->bytes = malloc((len + 1) * sizeof *p->bytes);
  if (!p->cps || !p->at_byte || !p->bytes) {
    quoth__points_done(p);
    return false;
  }
  for (size_t at = 0; at < len; p->n++) {
    uint32_t n = quoth_utf8_get(text, len, at, &p->cps[p->n]);
    p->bytes[p->n] = (uint32_t)at;
    for (; n > 0; n--) p->at_byte[at++] = p->n;
  }
  p->at_byte[len] = p->n;
  p->bytes[p->n] = (uint32_t)len;
  return true;
}

void quoth__points_done(quoth__points *p) {
  free(p->cps);
  free(p->at_byte);
  free(p->bytes);
  *p = (quoth__points){0};
}

/* ---- From JSON ----------------------------------------------------------- */

void quoth__gold_open(quoth__gold *gold, const char *path) {
  bool nested = gold->nested;
  *gold = (quoth__gold){.nested = nested};
  quoth__in_open(&gold->in, path);
}

void quoth__gold_close(quoth__gold *gold) {
  json_decref(gold->object);
  gold->object = NULL;
  quoth__in_close(&gold->in);
}

static quoth_status fail(const quoth__gold *gold, quoth_error *error,
                         quoth_status status, const char *message) {
  *error = (quoth_error){.status = status, .line = gold->line, .column = 1};
  snprintf(error->source, sizeof error->source, "%s", gold->in.name);
  snprintf(error->message, sizeof error->message, "%s", message);
  if (!gold->line) error->column = 0;
  return status;
}

static int by_start(const void *x, const void *y) {
  const quoth_span *a = x, *b = y;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return (a->end > b->end) - (a->end < b->end);
}

/* False when `json` is no list of [start, end] within the text. */
static bool read_spans(json_t *json, uint32_t n_points, quoth_span **out,
                       uint32_t *count) {
  size_t n = json_array_size(json);
  *out = NULL;
  *count = 0;
  if (json && !json_is_array(json) && !json_is_null(json)) return false;
  if (n == 0) return true;
  *out = calloc(n, sizeof **out);
  for (size_t i = 0; *out && i < n; i++) {
    json_t *pair = json_array_get(json, i);
    json_int_t a = json_integer_value(json_array_get(pair, 0));
    json_int_t b = json_integer_value(json_array_get(pair, 1));
    if (json_array_size(pair) != 2 || a < 0 || b < a || b > n_points)
      return false;
    (*out)[(*count)++] = (quoth_span){(uint32_t)a, (uint32_t)b};
  }
  if (*out) qsort(*out, n, sizeof **out, by_start);
  return *out;
}

static bool is_mark(uint32_t cp) {
  static const uint32_t marks[] = {
    '"', '\'', 0x201C, 0x201D, 0x201E, 0x201F, 0xAB, 0xBB, 0x2039, 0x203A,
    0x2018, 0x2019, 0x201A, '`', 0xFF02, 0x300C, 0x300D, 0x300E, 0x300F,
  };
  for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
    if (marks[i] == cp) return true;
  return false;
}

static bool is_space(uint32_t cp) {
  return cp == ' ' || (cp >= 9 && cp <= 13) || (cp >= 0x1C && cp <= 0x1F) ||
         cp == 0x85 || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) ||
         cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F ||
         cp == 0x3000 || cp == 0x1680;
}

/* Where nobody says the kind: by the marks at the edges of the content. */
static quoth_kind guess_kind(const quoth__quote *q, const quoth__points *p) {
  uint32_t first = 0, last = 0;
  bool any = false;
  for (uint32_t i = 0; i < q->n[QUOTH__ROLE_CONTENT]; i++) {
    quoth_span s = q->spans[QUOTH__ROLE_CONTENT][i];
    for (uint32_t k = s.start; k < s.end; k++) {
      any = any || is_mark(p->cps[k]);
      if (is_space(p->cps[k])) continue;
      if (!first) first = p->cps[k];
      last = p->cps[k];
    }
  }
  if (is_mark(first) && is_mark(last)) return QUOTH_KIND_DIRECT;
  return any ? QUOTH_KIND_MIXED : QUOTH_KIND_INDIRECT;
}

static quoth_kind kind_of(json_t *json, const quoth__quote *q,
                          const quoth__points *p) {
  const char *name = json_string_value(json_object_get(json, "kind"));
  for (int k = QUOTH_KIND_DIRECT; name && k <= QUOTH_KIND_MIXED; k++)
    if (strcmp(name, quoth_kind_name((quoth_kind)k)) == 0)
      return (quoth_kind)k;
  return guess_kind(q, p);
}

static bool read_quote(json_t *json, const quoth__points *points,
                       quoth__quote *q) {
  *q = (quoth__quote){.rule = QUOTH_NONE};
  bool ok = json_is_object(json);
  for (int r = 0; r < QUOTH__ROLES; r++)
    ok = read_spans(json_object_get(json, role_names[r]), points->n,
                    &q->spans[r], &q->n[r]) && ok;
  json_t *speaker = json_object_get(json, "speaker");
  q->speaker = json_string_value(speaker);
  q->speaker_len = json_string_length(speaker);
  if (ok) q->kind = kind_of(json, q, points);
  return ok;
}

static quoth_status read_quotes(quoth__gold *gold, quoth__quotes *quotes,
                                const quoth__points *points,
                                quoth_error *error) {
  json_t *list = json_object_get(gold->object, "quotes");
  if (!list) list = json_object_get(gold->object, "attributions");
  if (!json_is_array(list))
    return fail(gold, error, QUOTH_ESYNTAX, "no list \"quotes\" in the object");
  size_t n = json_array_size(list);
  quotes->data = calloc(n + 1, sizeof *quotes->data);
  if (!quotes->data) return fail(gold, error, QUOTH_ENOMEM, "out of memory");
  for (size_t i = 0; i < n; i++) {
    json_t *json = json_array_get(list, i);
    if (!gold->nested && json_is_true(json_object_get(json, "nested")))
      continue;
    if (!read_quote(json, points, &quotes->data[quotes->count++]))
      return fail(gold, error, QUOTH_ESYNTAX,
                  "a quote has spans [[start, end], ...] within the text");
  }
  return QUOTH_OK;
}

static bool next_line(quoth__gold *gold, const char **line, size_t *len) {
  do {
    if (!quoth__in_line(&gold->in, line, len)) return false;
    gold->line++;
  } while (strspn(*line, " \t\r") >= *len);
  return true;
}

static quoth_status read_record(quoth__gold *gold, quoth__record *record,
                                quoth_error *error) {
  json_t *id = json_object_get(gold->object, "id");
  json_t *text = json_object_get(gold->object, "text");
  if (!json_is_string(id) || !json_is_string(text))
    return fail(gold, error, QUOTH_ESYNTAX,
                "a line must be an object with strings \"id\" and \"text\"");
  *record = (quoth__record){
    .id = json_string_value(id), .id_len = json_string_length(id),
    .text = json_string_value(text), .text_len = json_string_length(text),
    .lang = json_string_value(json_object_get(gold->object, "lang")),
  };
  return QUOTH_OK;
}

quoth_status quoth__gold_next(quoth__gold *gold, quoth__record *record,
                              quoth__quotes *quotes, quoth__points *points,
                              quoth_error *error) {
  const char *line;
  size_t len;
  json_error_t json;
  *quotes = (quoth__quotes){0};
  *points = (quoth__points){0};
  json_decref(gold->object);
  gold->object = NULL;
  if (!gold->in.error && !next_line(gold, &line, &len) && !gold->in.error)
    return QUOTH_ENOTFOUND;
  if (gold->in.error)
    return fail(gold, error, QUOTH_EIO, strerror(gold->in.error));
  gold->object = json_loadb(line, len, JSON_ALLOW_NUL, &json);
  if (!gold->object) return fail(gold, error, QUOTH_ESYNTAX, json.text);
  quoth_status status = read_record(gold, record, error);
  if (status != QUOTH_OK) return status;
  if (!quoth__points_init(points, record->text, record->text_len))
    return fail(gold, error, QUOTH_ENOMEM, "out of memory");
  status = read_quotes(gold, quotes, points, error);
  if (status == QUOTH_OK) return status;
  quoth__quotes_done(quotes);
  quoth__points_done(points);
  return status;
}

/* ---- From an engine ------------------------------------------------------ */

static bool copy_role(const quoth__attribution *a, const quoth__points *p,
                      quoth__role role, quoth__quote *q) {
  uint32_t at = 0, n = 0;
  quoth_span span;
  while (quoth__attribution_next(a, role_names[role], &at, &span)) n++;
  if (n == 0) return true;
  quoth_span *spans = q->spans[role] = calloc(n, sizeof *spans);
  if (!spans) return false;
  at = 0;
  while (quoth__attribution_next(a, role_names[role], &at, &span))
    spans[q->n[role]++] =
        (quoth_span){p->at_byte[span.start], p->at_byte[span.end]};
  qsort(spans, n, sizeof *spans, by_start);
  return true;
}

quoth_status quoth__quotes_found(const quoth_doc *doc,
                                 const quoth_annotations *annotations,
                                 const quoth_engine *engine,
                                 const quoth__points *points,
                                 quoth__quotes *quotes) {
  quoth__attribution *list;
  uint32_t n;
  *quotes = (quoth__quotes){0};
  if (quoth__attributions(doc, annotations, engine, &list, &n) != QUOTH_OK)
    return QUOTH_ENOMEM;
  quotes->data = calloc(n + 1, sizeof *quotes->data);
  bool ok = quotes->data;
  for (uint32_t i = 0; ok && i < n; i++) {
    quoth__quote *q = &quotes->data[quotes->count++];
    q->kind = list[i].kind;
    q->rule = list[i].a.rule;
    q->speaker = list[i].speaker.s;
    q->speaker_len = list[i].speaker.len;
    for (int r = 0; ok && r < QUOTH__ROLES; r++)
      ok = copy_role(&list[i], points, (quoth__role)r, q);
  }
  free(list);
  if (ok) return QUOTH_OK;
  quoth__quotes_done(quotes);
  return QUOTH_ENOMEM;
}
