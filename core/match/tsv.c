/* SPDX-License-Identifier: MIT */
/* Lexicons from TSV files. */
#include "match/lexicon.h"

#include <string.h>

enum { MAX_COLUMNS = 64 };

struct reader {
  quoth__lexicon *lexicon;
  const char *tsv;
  size_t len, at, end; /* [at, end): what is left of the line */
  const quoth_origin *origin;
  quoth_error *error;
  const char *columns[MAX_COLUMNS]; /* feature names; [0] is the entry's */
  uint32_t n_columns;
};

static quoth_status fail_at(const struct reader *r, size_t at,
                            const char *message) {
  return quoth__error_at(r->error, QUOTH_ESYNTAX, r->origin, r->tsv, r->len,
                         at, "%s", message);
}

/* An error of the lexicon gets its place. */
static quoth_status place(const struct reader *r, quoth_status status,
                          size_t at) {
  char message[512];
  if (!r->error) return status;
  memcpy(message, r->error->message, sizeof message);
  return quoth__error_at(r->error, status, r->origin, r->tsv, r->len, at,
                         "%s", message);
}

/* The next cell of the line; false at its end. */
static bool next_cell(struct reader *r, const char **cell, size_t *len) {
  if (r->at > r->end) return false;
  const char *start = r->tsv + r->at;
  const char *tab = memchr(start, '\t', r->end - r->at);
  *len = tab ? (size_t)(tab - start) : r->end - r->at;
  r->at += *len + 1;
  while (*len && start[0] == ' ') start++, --*len;
  while (*len && start[*len - 1] == ' ') --*len;
  *cell = start;
  return true;
}

static bool is_name(const char *s, size_t len) {
  for (size_t i = 0; i < len; i++) {
    char c = s[i];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                  c == '_';
    if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-')))
      return false;
  }
  return len > 0;
}

static quoth_status read_header(struct reader *r) {
  const char *cell;
  size_t len, at = r->at;
  if (!next_cell(r, &cell, &len) || len != 5 || memcmp(cell, "entry", 5))
    return fail_at(r, at, "the first line names the columns; the first of "
                          "them is 'entry'");
  r->n_columns = 1;
  for (at = r->at; next_cell(r, &cell, &len); at = r->at) {
    if (r->n_columns == MAX_COLUMNS)
      return fail_at(r, at, "more than 64 columns");
    if (!is_name(cell, len))
      return fail_at(r, at, "a column's name is made of letters, digits, - "
                            "and _");
    const char **name = &r->columns[r->n_columns];
    if (!quoth__lexicon_add_name(r->lexicon, cell, len, name))
      return quoth__error_set(r->error, QUOTH_ENOMEM, "out of memory");
    for (uint32_t i = 1; i < r->n_columns; i++)
      if (strcmp(r->columns[i], *name) == 0)
        return fail_at(r, at, "two columns of one name");
    r->n_columns++;
  }
  return QUOTH_OK;
}

/* A decimal number of at most 15 digits, read without the locale. */
static bool number_of(const char *s, size_t len, double *out) {
  double value = 0, scale = 1;
  size_t i = len && s[0] == '-', digits = 0, points = 0;
  if (len == 0 || s[len - 1] == '.') return false;
  for (; i < len; i++) {
    if (s[i] == '.' && !points++) continue;
    if (s[i] < '0' || s[i] > '9') return false;
    value = value * 10 + (s[i] - '0');
    if (points) scale *= 10;
    digits++;
  }
  *out = (s[0] == '-' ? -value : value) / scale;
  return digits > 0 && digits <= 15;
}

static quoth_value value_of(const char *s, size_t len) {
  quoth_value v = {.kind = QUOTH_VALUE_BOOL, .boolean = true};
  if (len == 4 && memcmp(s, "true", 4) == 0) return v;
  v.boolean = false;
  if (len == 5 && memcmp(s, "false", 5) == 0) return v;
  v.kind = QUOTH_VALUE_NUMBER;
  if (number_of(s, len, &v.number)) return v;
  return (quoth_value){.kind = QUOTH_VALUE_STRING, .string = s,
                       .len = (uint32_t)len};
}

static quoth_status read_row(struct reader *r) {
  quoth_feature features[MAX_COLUMNS];
  uint32_t n = 0;
  const char *entry, *cell;
  size_t start = r->at, entry_len, len, at;
  if (!next_cell(r, &entry, &entry_len) || !entry_len)
    return fail_at(r, start, "empty entry");
  at = r->at;
  for (uint32_t i = 1; next_cell(r, &cell, &len); i++, at = r->at) {
    if (i >= r->n_columns)
      return fail_at(r, at, "more cells than columns");
    if (len)
      features[n++] = (quoth_feature){r->columns[i], value_of(cell, len)};
  }
  quoth_status status = quoth__lexicon_add(r->lexicon, entry, entry_len,
                                           features, n, r->error);
  return status ? place(r, status, start) : QUOTH_OK;
}

quoth_status quoth__lexicon_add_tsv(quoth__lexicon *lexicon, const char *tsv,
                                    size_t len, const quoth_origin *origin,
                                    quoth_error *error) {
  struct reader r = {.lexicon = lexicon, .tsv = tsv, .len = len,
                     .origin = origin, .error = error};
  quoth_status status = QUOTH_OK;
  uint32_t line = origin && origin->line ? origin->line : 1;
  size_t next = len >= 3 && memcmp(tsv, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  for (; !status && next < len; line++) {
    const char *end = memchr(tsv + next, '\n', len - next);
    r.at = next;
    r.end = end ? (size_t)(end - tsv) : len;
    next = r.end + 1;
    if (r.end > r.at && tsv[r.end - 1] == '\r') r.end--;
    if (r.end == r.at || tsv[r.at] == '#') continue;
    quoth__lexicon_at_line(lexicon, line);
    status = r.n_columns ? read_row(&r) : read_header(&r);
  }
  quoth__lexicon_at_line(lexicon, 0);
  if (!status && !r.n_columns) return fail_at(&r, 0, "no line of columns");
  return status;
}
