/* SPDX-License-Identifier: MIT */
/*
 * The table for a terminal: the attributions of each article; of packs that
 * make none, everything that their rules found.
 */
#include <stdlib.h>
#include <string.h>

#include "io/attribution.h"
#include "io/formats_out.h"
#include "io/plain.h"

typedef struct table {
  quoth__out *out;
  uint32_t width; /* cells of a line */
  bool colours;
  bool rules; /* a last column tells the rule */
  uint32_t n_articles, n_attributions, n_found; /* written so far */
  uint32_t n_by_kind[3];
} table;

enum column { KIND, ACT, SPEAKER, CUE, CONTENT, RULE, N_COLUMNS };

enum { GAP = 2, CONTENT_MIN = 24 };

/* Cells that a column takes at most; the content gets the rest. */
static const uint32_t most_said[N_COLUMNS] = {8, 8, 26, 16, 0, 34};
static const uint32_t most_found[N_COLUMNS] = {16, 0, 60, 0, 0, 34};

static const char *const colour_of_kind[] = {"32", "34", "33"};
static const char *const colour_of_column[N_COLUMNS] = {"", "2", "1", "36",
                                                        "", "2"};

typedef struct row {
  quoth_kind kind;
  quoth__plain cells[N_COLUMNS];
} row;

typedef struct rows {
  row *list;
  uint32_t n;
  bool found; /* annotations of any layer, not attributions */
} rows;

static void add_string(quoth__plain *cell, const char *s) {
  quoth__plain_add_text(cell, s, strlen(s));
}

static void add_spans(quoth__plain *cell, const quoth_doc *doc,
                      const quoth__attribution *t, const char *role) {
  quoth_span span;
  const char *text = quoth_doc_text(doc, NULL);
  for (uint32_t at = 0; quoth__attribution_next(t, role, &at, &span);) {
    if (cell->len > 0) quoth__plain_add(cell, " \xE2\x80\xA6 ", 5);
    quoth__plain_add_text(cell, text + span.start, span.end - span.start);
  }
}

/*
 * "Maria Lee (she)": who it is, and the words that say so if they differ and
 * there is room.
 */
static void add_speaker(quoth__plain *cell, const quoth_doc *doc,
                        const quoth__attribution *t) {
  quoth__plain source = {0};
  add_spans(&source, doc, t, "source");
  if (t->speaker.s)
    quoth__plain_add_text(cell, t->speaker.s, t->speaker.len);
  if (cell->len == 0) {
    quoth__plain_add(cell, source.s, source.len);
  } else if (source.len > 0 && !strstr(source.s, cell->s)) {
    uint32_t room = quoth__plain_columns(cell) + 3;
    if (room + quoth__plain_columns(&source) <= most_said[SPEAKER]) {
      quoth__plain_add(cell, " (", 2);
      quoth__plain_add(cell, source.s, source.len);
      quoth__plain_add(cell, ")", 1);
    }
  }
  quoth__plain_done(&source);
}

static void add_rule(quoth__plain *cell, const quoth_rule_info *rule) {
  add_string(cell, rule->pack);
  add_string(cell, "/");
  add_string(cell, rule->name);
}

static void fill_row(row *r, const quoth_doc *doc,
                     const quoth__attribution *t) {
  r->kind = t->kind;
  add_string(&r->cells[KIND], quoth_kind_name(t->kind));
  if (t->act.s) quoth__plain_add_text(&r->cells[ACT], t->act.s, t->act.len);
  add_speaker(&r->cells[SPEAKER], doc, t);
  add_spans(&r->cells[CUE], doc, t, "cue");
  add_spans(&r->cells[CONTENT], doc, t, "content");
  if (t->has_rule) add_rule(&r->cells[RULE], &t->rule);
}

/* Any annotation: its layer, its text, then features and parts. */
static void fill_found(row *r, const quoth_doc *doc,
                       const quoth__attribution *t) {
  const char *text = quoth_doc_text(doc, NULL);
  quoth_span span = t->a.span;
  add_string(&r->cells[KIND], t->a.layer);
  quoth__plain_add_text(&r->cells[SPEAKER], text + span.start,
                        span.end - span.start);
  quoth__plain_add_facts(&r->cells[CONTENT], doc, &t->a);
  add_rule(&r->cells[RULE], &t->rule);
}

/* Width of each column over all rows; the content takes what is left. */
static void measure(const table *table, const rows *rows,
                    uint32_t widths[N_COLUMNS]) {
  const uint32_t *most = rows->found ? most_found : most_said;
  memset(widths, 0, N_COLUMNS * sizeof widths[0]);
  for (uint32_t i = 0; i < rows->n; i++) {
    for (int c = 0; c < N_COLUMNS; c++) {
      if (most[c] == 0) continue;
      quoth__plain_fit(&rows->list[i].cells[c], most[c]);
      uint32_t w = quoth__plain_columns(&rows->list[i].cells[c]);
      if (w > widths[c]) widths[c] = w;
    }
  }
  if (!table->rules) widths[RULE] = 0;
  uint32_t used = 0;
  for (int c = 0; c < N_COLUMNS; c++)
    if (widths[c] > 0) used += widths[c] + GAP;
  widths[CONTENT] = table->width > used + CONTENT_MIN ? table->width - used
                                                      : CONTENT_MIN;
}

static void start_colour(const table *table, const char *code) {
  if (!table->colours || !*code) return;
  quoth__out_str(table->out, "\x1B[");
  quoth__out_str(table->out, code);
  quoth__out_char(table->out, 'm');
}

static void end_colour(const table *table, const char *code) {
  if (table->colours && *code) quoth__out_str(table->out, "\x1B[0m");
}

/* A cell and the spaces that are due before it. @return spaces due after it */
static uint32_t write_cell(const table *table, const quoth__plain *cell,
                           uint32_t due, uint32_t width, const char *colour) {
  uint32_t columns = quoth__plain_columns(cell);
  if (columns > 0) {
    quoth__out_pad(table->out, ' ', due);
    due = 0;
    start_colour(table, colour);
    quoth__out_add(table->out, cell->s, cell->len);
    end_colour(table, colour);
  }
  return due + (width > columns ? width - columns : 0) + GAP;
}

static void write_row(const table *table, row *r,
                      const uint32_t widths[N_COLUMNS]) {
  uint32_t due = 0;
  quoth__plain_fit(&r->cells[CONTENT], widths[CONTENT]);
  for (int c = 0; c < N_COLUMNS; c++) {
    if (widths[c] == 0) continue;
    const char *colour =
        c == KIND ? colour_of_kind[r->kind] : colour_of_column[c];
    due = write_cell(table, &r->cells[c], due, widths[c], colour);
  }
  quoth__out_char(table->out, '\n');
}

static void write_count(const table *table, uint32_t n,
                        const char *what) {
  quoth__out_u32(table->out, n);
  quoth__out_char(table->out, ' ');
  quoth__out_str(table->out, what);
  if (n != 1) quoth__out_char(table->out, 's');
}

static void write_head(const table *table, const quoth__record *record,
                       const rows *rows) {
  quoth__plain id = {0};
  quoth__plain_add_text(&id, record->id, record->id_len);
  if (table->n_articles > 0) quoth__out_char(table->out, '\n');
  start_colour(table, "1;4");
  if (id.s) quoth__out_add(table->out, id.s, id.len);
  end_colour(table, "1;4");
  quoth__out_str(table->out, "  ");
  write_count(table, rows->n, rows->found ? "annotation" : "attribution");
  quoth__out_char(table->out, '\n');
  quoth__plain_done(&id);
}

static bool write_rows(table *table, const rows *rows) {
  uint32_t widths[N_COLUMNS];
  measure(table, rows, widths);
  bool failed = false;
  for (uint32_t i = 0; i < rows->n; i++) {
    row *r = &rows->list[i];
    write_row(table, r, widths);
    if (!rows->found) table->n_by_kind[r->kind]++;
    for (int c = 0; c < N_COLUMNS; c++) failed |= r->cells[c].failed;
  }
  return !failed;
}

static void free_rows(rows *rows) {
  for (uint32_t i = 0; i < rows->n; i++)
    for (int c = 0; c < N_COLUMNS; c++)
      quoth__plain_done(&rows->list[i].cells[c]);
  free(rows->list);
}

static quoth_status make_rows(rows *rows, const quoth_doc *doc,
                              const quoth_annotations *annotations,
                              const quoth_engine *engine) {
  quoth__attribution *list;
  uint32_t n;
  quoth_status status = quoth__findings(doc, annotations, engine, &list, &n);
  if (status != QUOTH_OK) return status;
  rows->list = calloc(n > 0 ? n : 1, sizeof *rows->list);
  for (uint32_t i = 0; rows->list && i < n; i++) {
    rows->found = list[i].found;
    if (rows->found) fill_found(&rows->list[i], doc, &list[i]);
    else fill_row(&rows->list[i], doc, &list[i]);
    rows->n++;
  }
  free(list);
  return rows->list ? QUOTH_OK : QUOTH_ENOMEM;
}

static void begin(quoth__writer *w) {
  table *table = w->state = calloc(1, sizeof *table);
  if (!table) {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
    return;
  }
  table->out = w->out;
}

static quoth_status add(quoth__writer *w, const quoth__article *a) {
  table *table = w->state;
  rows rows = {0};
  if (!table) return QUOTH_ENOMEM;
  table->width = w->options.width ? w->options.width : 100;
  table->colours = w->options.colours;
  table->rules = w->options.rules;
  quoth_status status = make_rows(&rows, a->doc, a->annotations, a->engine);
  if (status != QUOTH_OK) return status;
  write_head(table, a->record, &rows);
  if (!write_rows(table, &rows)) status = QUOTH_ENOMEM;
  table->n_articles++;
  if (rows.found) table->n_found += rows.n;
  else table->n_attributions += rows.n;
  free_rows(&rows);
  return status;
}

/* A last line that adds everything up. */
static void write_sums(const table *table) {
  if (table->n_articles < 2) return;
  quoth__out_char(table->out, '\n');
  write_count(table, table->n_articles, "article");
  quoth__out_str(table->out, ", ");
  bool found = table->n_found > 0 && table->n_attributions == 0;
  write_count(table, found ? table->n_found : table->n_attributions,
              found ? "annotation" : "attribution");
  const char *before = ": ";
  for (int k = 0; k < 3; k++) {
    if (table->n_by_kind[k] == 0) continue;
    quoth__out_str(table->out, before);
    quoth__out_u32(table->out, table->n_by_kind[k]);
    quoth__out_char(table->out, ' ');
    quoth__out_str(table->out, quoth_kind_name((quoth_kind)k));
    before = ", ";
  }
  quoth__out_char(table->out, '\n');
}

static void finish(quoth__writer *w) {
  if (w->state) write_sums(w->state);
  free(w->state);
}

const quoth__writing quoth__table_writing = {
  .begin = begin, .add = add, .finish = finish,
};
