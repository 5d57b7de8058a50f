/* SPDX-License-Identifier: MIT */
/*
 * SELECT speaker, content FROM articles, quoth_attributions(articles.text);
 * SELECT * FROM quoth_attributions(?1, 'my/rules.lua');
 * A row an attribution; start and end of its content in characters, from 0.
 */
#include <string.h>

#include "quoth_sqlite.h"
SQLITE_EXTENSION_INIT3

enum column {
  KIND, ACT, SPEAKER, SPEAKER_ID, RESOLVED_BY, POLARITY, CONFIDENCE, CUE,
  SOURCE, CONTENT, START, END, RULE, SENTENCE, PARAGRAPH, TEXT, PACK,
};

static const char schema[] =
    "CREATE TABLE x(kind, act, speaker, speaker_id, resolved_by, polarity,"
    " confidence, cue, source, content, start, \"end\", rule, sentence,"
    " paragraph, text HIDDEN, pack HIDDEN)";

struct table {
  sqlite3_vtab base;
  struct packs *packs;
};

/* Everything is found at once, by xFilter; a row is one of the list. */
struct cursor {
  sqlite3_vtab_cursor base;
  struct row *rows;
  uint32_t n, at;
};

struct row {
  char *text[PACK]; /* by column; NULL: SQL's NULL, or a number */
  quoth_value number[PACK];
};

static int connect(sqlite3 *db, void *packs, int argc,
                   const char *const *argv, sqlite3_vtab **out, char **error) {
  (void)argc, (void)argv, (void)error;
  int rc = sqlite3_declare_vtab(db, schema);
  if (rc != SQLITE_OK) return rc;
  sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
  struct table *t = sqlite3_malloc(sizeof *t);
  if (!t) return SQLITE_NOMEM;
  *t = (struct table){.packs = packs};
  *out = &t->base;
  return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out) {
  (void)table;
  struct cursor *c = sqlite3_malloc(sizeof *c);
  if (!c) return SQLITE_NOMEM;
  *c = (struct cursor){.n = 0};
  *out = &c->base;
  return SQLITE_OK;
}

static void forget(struct cursor *c) {
  for (uint32_t i = 0; i < c->n; i++)
    for (int j = 0; j < PACK; j++) sqlite3_free(c->rows[i].text[j]);
  sqlite3_free(c->rows);
  c->rows = NULL;
  c->n = c->at = 0;
}

static int close_cursor(sqlite3_vtab_cursor *cursor) {
  forget((struct cursor *)cursor);
  sqlite3_free(cursor);
  return SQLITE_OK;
}

/* The text is needed: without it there is no plan. idxNum 2: a pack, too. */
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
  int at[2] = {-1, -1};
  (void)table;
  for (int i = 0; i < info->nConstraint; i++) {
    int column = info->aConstraint[i].iColumn - TEXT;
    if (column < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
      continue;
    if (!info->aConstraint[i].usable) return SQLITE_CONSTRAINT;
    at[column] = i;
  }
  if (at[0] < 0) return SQLITE_CONSTRAINT;
  for (int i = 0; i < 2; i++) {
    if (at[i] < 0) continue;
    info->aConstraintUsage[at[i]].argvIndex = i + 1;
    info->aConstraintUsage[at[i]].omit = 1;
  }
  info->idxNum = at[1] < 0 ? 1 : 2;
  info->estimatedCost = 1000;
  return SQLITE_OK;
}

static quoth_value number(uint32_t n) {
  if (n == QUOTH_NONE) return (quoth_value){.kind = QUOTH_VALUE_NIL};
  return (quoth_value){.kind = QUOTH_VALUE_NUMBER, .number = n};
}

static quoth_value place(const quoth_doc *doc, uint32_t byte) {
  quoth_place p = {0};
  while (quoth_doc_locate(doc, byte, &p) && byte) byte--;
  return number(p.codepoint);
}

/* The words of a role, with " … " between its parts. */
static char *words(const quoth_doc *doc, const quoth_annotation *a,
                   const char *role) {
  const char *text = quoth_doc_text(doc, NULL);
  char *out = NULL;
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth_span s = a->parts[i].span;
    if (strcmp(a->parts[i].role, role) != 0) continue;
    char *longer = sqlite3_mprintf("%s%s%.*s", out ? out : "",
                                   out ? " … " : "", (int)(s.end - s.start),
                                   text + s.start);
    sqlite3_free(out);
    out = longer;
  }
  return out;
}

static char *copy(const quoth_value *v) {
  if (v->kind != QUOTH_VALUE_STRING) return NULL;
  return sqlite3_mprintf("%.*s", (int)v->len, v->string);
}

static void fill_hull(struct row *row, const quoth_doc *doc,
                      const quoth_annotation *a) {
  quoth_span hull = {UINT32_MAX, 0};
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth_span s = a->parts[i].span;
    if (strcmp(a->parts[i].role, "content") != 0) continue;
    if (s.start < hull.start) hull.start = s.start;
    if (s.end > hull.end) hull.end = s.end;
  }
  if (hull.end == 0) return;
  row->number[START] = place(doc, hull.start);
  row->number[END] = place(doc, hull.end);
}

static void fill(struct row *row, const quoth_engine *engine,
                 const quoth_doc *doc, const quoth_attribution *a) {
  quoth_rule_info rule;
  *row = (struct row){{0}, {{0}}};
  row->text[KIND] = sqlite3_mprintf("%s", quoth_kind_name(a->kind));
  row->text[ACT] = copy(&a->act);
  row->text[SPEAKER] = copy(&a->speaker);
  row->text[RESOLVED_BY] = copy(&a->resolved_by);
  row->text[POLARITY] = copy(&a->polarity);
  row->text[CUE] = words(doc, &a->annotation, "cue");
  row->text[SOURCE] = words(doc, &a->annotation, "source");
  row->text[CONTENT] = words(doc, &a->annotation, "content");
  if (quoth_engine_rule(engine, a->annotation.rule, &rule) == QUOTH_OK)
    row->text[RULE] = sqlite3_mprintf("%s/%s", rule.pack, rule.name);
  row->number[SPEAKER_ID] = a->speaker_id;
  row->number[CONFIDENCE] = a->confidence;
  row->number[SENTENCE] = number(a->sentence);
  row->number[PARAGRAPH] = number(a->paragraph);
  fill_hull(row, doc, &a->annotation);
}

static quoth_status collect(struct cursor *c, quoth_context *context,
                            const quoth_doc *doc) {
  const quoth_annotations *all = quoth_context_annotations(context);
  uint32_t n = quoth_annotations_attributions(all, doc, NULL, 0);
  quoth_attribution *list = sqlite3_malloc64((n + 1) * sizeof *list);
  c->rows = sqlite3_malloc64((n + 1) * sizeof *c->rows);
  quoth_status status = list && c->rows ? QUOTH_OK : QUOTH_ENOMEM;
  if (!status) c->n = quoth_annotations_attributions(all, doc, list, n);
  for (uint32_t i = 0; i < c->n; i++)
    fill(&c->rows[i], quoth_context_engine(context), doc, &list[i]);
  sqlite3_free(list);
  return status;
}

static int fail(sqlite3_vtab *table, quoth_status status,
                const quoth_error *error) {
  if (status == QUOTH_ENOMEM) return SQLITE_NOMEM;
  char text[1200];
  if (error->message[0]) quoth_error_format(error, text, sizeof text);
  sqlite3_free(table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf(
      "quoth: %s", error->message[0] ? text : quoth_status_name(status));
  return SQLITE_ERROR;
}

static int filter(sqlite3_vtab_cursor *cursor, int plan, const char *name,
                  int argc, sqlite3_value **argv) {
  struct cursor *c = (struct cursor *)cursor;
  struct table *t = (struct table *)cursor->pVtab;
  (void)name, (void)argc;
  forget(c);
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return SQLITE_OK;
  const char *text = (const char *)sqlite3_value_text(argv[0]);
  size_t len = (size_t)sqlite3_value_bytes(argv[0]);
  const char *packs =
      plan == 2 ? (const char *)sqlite3_value_text(argv[1]) : NULL;
  const quoth_doc_options options = {.lang = "en"};
  quoth_context *context = NULL;
  quoth_doc *doc = NULL;
  quoth_error error;
  if (!text) return SQLITE_NOMEM;
  quoth_status status = packs_context(t->packs, packs, &context, &error);
  if (!status) status = quoth_doc_new(text, len, &options, &doc);
  if (!status) status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, &error);
  if (!status) status = collect(c, context, doc);
  quoth_doc_free(doc);
  return status ? fail(&t->base, status, &error) : SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *cursor) {
  ((struct cursor *)cursor)->at++;
  return SQLITE_OK;
}

static int eof(sqlite3_vtab_cursor *cursor) {
  struct cursor *c = (struct cursor *)cursor;
  return c->at >= c->n;
}

static int column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int i) {
  struct cursor *c = (struct cursor *)cursor;
  if (i >= TEXT) return SQLITE_OK; /* what was asked, not what was found */
  const struct row *row = &c->rows[c->at];
  const quoth_value *v = &row->number[i];
  if (row->text[i])
    sqlite3_result_text(out, row->text[i], -1, SQLITE_TRANSIENT);
  else if (v->kind == QUOTH_VALUE_NUMBER && i != CONFIDENCE)
    sqlite3_result_int64(out, (sqlite3_int64)v->number);
  else if (v->kind == QUOTH_VALUE_NUMBER)
    sqlite3_result_double(out, v->number);
  return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out) {
  *out = ((struct cursor *)cursor)->at;
  return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect, /* no xCreate: it is there without CREATE */
    .xBestIndex = best_index,
    .xDisconnect = disconnect,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = filter,
    .xNext = next,
    .xEof = eof,
    .xColumn = column,
    .xRowid = rowid,
};

int attributions_register(sqlite3 *db, struct packs *packs) {
  return sqlite3_create_module_v2(db, "quoth_attributions", &module, packs,
                                  packs_free);
}
