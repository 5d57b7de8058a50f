/* SPDX-License-Identifier: MIT */
/*
 * Comma- or tab-separated values, as RFC 4180: a header of names, then an
 * article a row. Fields in double quotes may hold the separator, lines, and
 * quotes that are doubled. Rows end with LF or CRLF.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/formats_in.h"

/* A field of the row, unquoted in place; offsets into `row`. */
struct cell {
  size_t at, len;
};

typedef struct state {
  char separator;
  uint32_t line; /* of the file, at which the next row starts */
  uint64_t number; /* of rows after the header */
  char *row;     /* the last one, NUL behind each field; owned */
  size_t len, cap;
  struct cell *cells;
  size_t n, cap_cells;
  size_t columns[QUOTH__FIELDS]; /* + 1; 0: the table has none */
  size_t n_columns;
} state;

/* What is wrong with a row: where, as line and column. */
struct trouble {
  const char *message; /* NULL: nothing */
  uint32_t line, column;
};

static quoth__read no_memory(quoth_error *error) {
  error->status = QUOTH_ENOMEM;
  return QUOTH__READ_FAILED;
}

static bool add_byte(state *s, char c) {
  if (s->len == s->cap) {
    size_t cap = s->cap ? s->cap * 2 : 4096;
    char *grown = realloc(s->row, cap);
    if (!grown) return false;
    s->row = grown;
    s->cap = cap;
  }
  s->row[s->len++] = c;
  return true;
}

static bool start_cell(state *s) {
  if (s->n == s->cap_cells) {
    size_t cap = s->cap_cells ? s->cap_cells * 2 : 16;
    struct cell *grown = realloc(s->cells, cap * sizeof *grown);
    if (!grown) return false;
    s->cells = grown;
    s->cap_cells = cap;
  }
  s->cells[s->n++] = (struct cell){s->len, 0};
  return true;
}

static bool end_cell(state *s) {
  s->cells[s->n - 1].len = s->len - s->cells[s->n - 1].at;
  return add_byte(s, '\0');
}

/* How far the reading of a row has come. */
struct walk {
  enum { START, PLAIN, QUOTED, CLOSED } where;
  uint32_t line, column;
  struct trouble trouble;
  uint32_t open_line, open_column; /* of the last quote that opened */
};

static void complain(struct walk *w, const char *message) {
  if (!w->trouble.message)
    w->trouble = (struct trouble){message, w->line, w->column};
}

/* One byte inside a row, its end apart. False: memory is out. */
static bool take_byte(state *s, struct walk *w, char c) {
  switch (w->where) {
    case QUOTED:
      if (c == '"') w->where = CLOSED;
      else return add_byte(s, c);
      return true;
    case CLOSED:
      if (c == '"') {
        w->where = QUOTED;
        return add_byte(s, c);
      }
      complain(w, "text behind a closing quote: a quote in a field is doubled");
      w->where = PLAIN;
      return add_byte(s, c);
    case START:
      w->where = c == '"' ? QUOTED : PLAIN;
      w->open_line = w->line;
      w->open_column = w->column;
      return c == '"' || add_byte(s, c);
    case PLAIN: break;
  }
  if (c == '"') complain(w, "a quote inside a field without quotes around it");
  return add_byte(s, c);
}

static void count_byte(struct walk *w, char c) {
  if (c == '\n') {
    w->line++;
    w->column = 1;
  } else if (((unsigned char)c & 0xC0) != 0x80) {
    w->column++;
  }
}

/* The next row; READ_RECORD: it is in `s`, perhaps with a trouble. */
static quoth__read read_row(quoth__reader *r, struct trouble *trouble,
                            quoth_error *error) {
  state *s = r->state;
  quoth__in *in = &r->in;
  struct walk w = {.line = s->line, .column = 1};
  s->len = s->n = 0;
  bool ok = start_cell(s), any = false;
  for (int c = 0; ok && (c = quoth__in_peek(in)) >= 0;) {
    bool inside = w.where == QUOTED;
    in->at++;
    if (!inside && c == '\n') {
      /* The CR of a CRLF went before. */
      if (w.where != CLOSED && s->len > s->cells[s->n - 1].at &&
          s->row[s->len - 1] == '\r')
        s->len--;
      s->line = w.line + 1;
      goto ended;
    }
    any = true;
    if (!inside && c == s->separator) {
      ok = end_cell(s) && start_cell(s);
      w.where = START;
    } else if (w.where == CLOSED && c == '\r' && quoth__in_peek(in) == '\n') {
      continue;
    } else {
      ok = take_byte(s, &w, (char)c);
    }
    count_byte(&w, (char)c);
  }
  if (in->error) return quoth__reader_failed(in, error);
  if (ok && !any) return QUOTH__READ_END;
  if (w.where == QUOTED)
    w.trouble = (struct trouble){"a quote that is not closed", w.open_line,
                                 w.open_column};
  s->line = w.line + 1;
ended:
  if (!ok || !end_cell(s)) return no_memory(error);
  *trouble = w.trouble;
  return QUOTH__READ_RECORD;
}

static bool is_blank(const state *s) {
  return s->n == 1 && s->cells[0].len == 0;
}

static size_t find_column(const state *s, const char *name) {
  for (size_t i = 0; i < s->n; i++)
    if (s->cells[i].len == strlen(name) &&
        memcmp(s->row + s->cells[i].at, name, s->cells[i].len) == 0)
      return i + 1;
  return 0;
}

/* The header says which column is what. */
static quoth__read read_header(quoth__reader *r, quoth_error *error) {
  state *s = r->state;
  struct trouble trouble;
  quoth__reader_skip_mark(r);
  quoth__read read = read_row(r, &trouble, error);
  if (read != QUOTH__READ_RECORD) return read;
  const quoth__fields *fields = &r->options.fields;
  for (int f = 0; f < QUOTH__FIELDS; f++)
    for (size_t n = 0; !s->columns[f]; n++) {
      const char *name = quoth__field_name(fields, (quoth__field)f, n);
      if (!name) break;
      s->columns[f] = find_column(s, name);
    }
  s->n_columns = s->n;
  const char *text = quoth__field_name(fields, QUOTH__FIELD_TEXT, 0);
  char message[256];
  r->done = true;
  if (!s->columns[QUOTH__FIELD_TEXT]) {
    snprintf(message, sizeof message, "no column \"%s\" (--text-field)", text);
    return quoth__reader_bad(r, error, 1, 1, message);
  }
  if (fields->id && !s->columns[QUOTH__FIELD_ID]) {
    snprintf(message, sizeof message, "no column \"%s\"", fields->id);
    return quoth__reader_bad(r, error, 1, 1, message);
  }
  r->done = false;
  return QUOTH__READ_RECORD;
}

static quoth__text cell_of(const state *s, quoth__field field) {
  size_t column = s->columns[field];
  if (column == 0 || column > s->n) return (quoth__text){NULL, 0};
  return (quoth__text){s->row + s->cells[column - 1].at,
                       s->cells[column - 1].len};
}

static void take_row(quoth__reader *r, quoth__record *record) {
  state *s = r->state;
  quoth__text text = cell_of(s, QUOTH__FIELD_TEXT);
  quoth__text id = cell_of(s, QUOTH__FIELD_ID);
  quoth__text lang = cell_of(s, QUOTH__FIELD_LANG);
  record->text = text.s;
  record->text_len = text.len;
  record->lang = lang.len > 0 ? lang.s : NULL;
  record->title = cell_of(s, QUOTH__FIELD_TITLE);
  record->date = cell_of(s, QUOTH__FIELD_DATE);
  record->uri = cell_of(s, QUOTH__FIELD_URI);
  record->id = id.s;
  record->id_len = id.len;
  if (id.len == 0) quoth__reader_number_id(r, record, s->number);
}

static quoth__read next_row(quoth__reader *r, quoth__record *record,
                            quoth_error *error) {
  state *s = r->state;
  struct trouble trouble;
  uint32_t line;
  quoth__read read;
  do {
    line = s->line;
    read = read_row(r, &trouble, error);
    if (read != QUOTH__READ_RECORD) return read;
  } while (is_blank(s));
  s->number++;
  if (trouble.message)
    return quoth__reader_bad(r, error, trouble.line, trouble.column,
                             trouble.message);
  if (s->n != s->n_columns) {
    char message[128];
    snprintf(message, sizeof message, "%zu fields, where the header has %zu",
             s->n, s->n_columns);
    return quoth__reader_bad(r, error, line, 1, message);
  }
  take_row(r, record);
  return QUOTH__READ_RECORD;
}

static quoth__read next(quoth__reader *r, quoth__record *record,
                        quoth_error *error, char separator) {
  if (r->done) return QUOTH__READ_END;
  if (!r->state) {
    state *s = r->state = calloc(1, sizeof *s);
    if (!s) return no_memory(error);
    s->separator = separator;
    s->line = 1;
    quoth__read read = read_header(r, error);
    if (read != QUOTH__READ_RECORD) return read;
  }
  return next_row(r, record, error);
}

static quoth__read next_csv(quoth__reader *r, quoth__record *record,
                            quoth_error *error) {
  return next(r, record, error, ',');
}

static quoth__read next_tsv(quoth__reader *r, quoth__record *record,
                            quoth_error *error) {
  return next(r, record, error, '\t');
}

static void done(quoth__reader *r) {
  state *s = r->state;
  if (!s) return;
  free(s->row);
  free(s->cells);
  free(s);
}

const quoth__reading quoth__csv_reading = {next_csv, done};
const quoth__reading quoth__tsv_reading = {next_tsv, done};
