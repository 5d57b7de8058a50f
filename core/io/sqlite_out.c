/* SPDX-License-Identifier: MIT */
/*
 * An SQLite database: articles, attributions, their spans, a full-text index,
 * and views by speaker. Offsets in code points, as SQLite's substr() counts.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "io/folder.h"
#include "io/load.h"
#include "io/text_out.h"

/* What of SQLite is used; see load.h. */
struct sqlite {
  int (*open)(const char *path, sqlite3 **db, int flags, const char *vfs);
  int (*close)(sqlite3 *db);
  int (*exec)(sqlite3 *db, const char *sql,
              int (*row)(void *, int, char **, char **), void *ud,
              char **error);
  int (*prepare)(sqlite3 *db, const char *sql, int len, sqlite3_stmt **out,
                 const char **tail);
  int (*bind_text)(sqlite3_stmt *s, int at, const char *text, int len,
                   void (*release)(void *));
  int (*bind_int)(sqlite3_stmt *s, int at, sqlite3_int64 n);
  int (*bind_double)(sqlite3_stmt *s, int at, double n);
  int (*clear)(sqlite3_stmt *s);
  int (*step)(sqlite3_stmt *s);
  int (*reset)(sqlite3_stmt *s);
  int (*finalize)(sqlite3_stmt *s);
  const unsigned char *(*text)(sqlite3_stmt *s, int column);
  const char *(*message)(sqlite3 *db);
};

static const char *const names[] = {
  "sqlite3_open_v2", "sqlite3_close", "sqlite3_exec", "sqlite3_prepare_v2",
  "sqlite3_bind_text", "sqlite3_bind_int64", "sqlite3_bind_double",
  "sqlite3_clear_bindings", "sqlite3_step", "sqlite3_reset",
  "sqlite3_finalize", "sqlite3_column_text", "sqlite3_errmsg",
};
_Static_assert(sizeof(struct sqlite) == sizeof names, "a name each");

enum table { ARTICLE, ATTRIBUTION, SPAN, N_TABLES };

static const char *const inserts[N_TABLES] = {
  [ARTICLE] = "INSERT INTO articles VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [ATTRIBUTION] = ("INSERT INTO attributions VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
                   "?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
  [SPAN] = "INSERT INTO spans VALUES (?1, ?2, ?3, ?4, ?5)",
};

typedef struct state {
  struct sqlite sqlite;
  sqlite3 *db;
  sqlite3_stmt *insert[N_TABLES];
  sqlite3_int64 article, attribution; /* ids of the last ones */
} state;

static const char schema[] =
  "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
  "BEGIN;"
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
  "INSERT INTO meta VALUES ('quoth', '" QUOTH_VERSION "'), ('schema', '1');"
  "CREATE TABLE articles (id INTEGER PRIMARY KEY, name TEXT NOT NULL, "
  "  title TEXT, date TEXT, uri TEXT, lang TEXT, text TEXT NOT NULL);"
  "CREATE TABLE attributions (id INTEGER PRIMARY KEY, "
  "  article INTEGER NOT NULL REFERENCES articles (id), "
  "  number INTEGER NOT NULL, kind TEXT NOT NULL, act TEXT, speaker TEXT, "
  "  speaker_id INTEGER, source TEXT, cue TEXT, content TEXT, "
  "  resolved_by TEXT, polarity TEXT, confidence REAL, rule TEXT, "
  "  sentence TEXT);"
  "CREATE TABLE spans (attribution INTEGER NOT NULL "
  "  REFERENCES attributions (id), role TEXT NOT NULL, "
  "  \"start\" INTEGER NOT NULL, \"end\" INTEGER NOT NULL, "
  "  text TEXT NOT NULL);"
  "CREATE VIRTUAL TABLE search USING fts5 (content, cue, source, speaker, "
  "  content = 'attributions', content_rowid = 'id', "
  "  tokenize = 'unicode61 remove_diacritics 2');"
  "CREATE VIEW said AS SELECT coalesce(t.speaker, t.source) AS speaker, "
  "  t.kind, t.act, t.content, t.cue, t.source, t.sentence, a.name AS article, "
  "  a.date, a.title, a.uri, t.id FROM attributions AS t "
  "  JOIN articles AS a ON a.id = t.article ORDER BY 1, t.id;"
  "CREATE VIEW speakers AS SELECT speaker, count(*) AS said, "
  "  sum(kind = 'direct') AS direct, sum(kind = 'indirect') AS indirect, "
  "  sum(kind = 'mixed') AS mixed, count(DISTINCT article) AS articles, "
  "  min(date) AS first_date, max(date) AS last_date FROM said "
  "  WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY said DESC, speaker;";

/* A view for each of those who said most: "said by Ana Reyes". */
static const char views[] =
  "SELECT printf('CREATE VIEW IF NOT EXISTS \"said by %w\" AS SELECT kind, "
  "act, content, cue, source, sentence, article, date, title, uri, id FROM "
  "said WHERE speaker = %Q', speaker, speaker) FROM speakers LIMIT 1000";

static const char ending[] =
  "CREATE INDEX attributions_article ON attributions (article);"
  "CREATE INDEX attributions_speaker ON attributions (speaker);"
  "CREATE INDEX spans_attribution ON spans (attribution);"
  "INSERT INTO search (search) VALUES ('rebuild');"
  "COMMIT;";

static void fail(quoth__writer *w) {
  state *s = w->state;
  quoth__writer_fail(w, QUOTH_EIO, NULL, s->sqlite.message(s->db));
}

/* ---- Rendering: rows as frames, each value with a letter for its type ---- */

static void add_value(quoth__out *out, char type, const void *s, size_t len) {
  uint64_t n = len + 1;
  quoth__out_add(out, (const char *)&n, sizeof n);
  quoth__out_char(out, type);
  quoth__out_add(out, s, len);
}

static void start_row(quoth__out *out, enum table table) {
  char digit = (char)('0' + table);
  add_value(out, 'R', &digit, 1);
}

static void add_int(quoth__out *out, int64_t n) {
  add_value(out, 'i', &n, sizeof n);
}

static void add_null(quoth__out *out) { add_value(out, 'n', "", 0); }

/* Valid UTF-8; NULL is NULL. */
static void add_text(quoth__out *out, quoth__out *scratch, const char *s,
                     size_t len) {
  if (!s) {
    add_null(out);
    return;
  }
  quoth__out_clear(scratch);
  quoth__text_write(scratch, s, len);
  const char *bytes = quoth__out_bytes(scratch, &len);
  add_value(out, 't', bytes, len);
}

static void add_number(quoth__out *out, const quoth_value *v) {
  if (v->kind == QUOTH_VALUE_NUMBER)
    add_value(out, 'd', &v->number, sizeof v->number);
  else add_null(out);
}

struct rows {
  const quoth__writer *w;
  quoth__out *out, *scratch, *joined;
  const quoth__article *a;
  const quoth__items *items;
};

/* The texts of a role, with " … " between. */
static void add_role(struct rows *r, uint32_t owner, const char *role) {
  const char *between = "";
  size_t len;
  quoth__out_clear(r->joined);
  for (uint32_t i = 0; i < r->items->n; i++) {
    const quoth__item *item = &r->items->list[i];
    if (item->owner != owner || strcmp(item->label, role) != 0) continue;
    quoth__out_str(r->joined, between);
    quoth__out_add(r->joined, r->a->record->text + item->span.start,
                   item->span.end - item->span.start);
    between = " \xE2\x80\xA6 ";
  }
  const char *bytes = quoth__out_bytes(r->joined, &len);
  add_text(r->out, r->scratch, len > 0 ? bytes : NULL, len);
}

static void add_owner(struct rows *r, uint32_t owner) {
  const quoth__attribution *t = &r->items->owners[owner];
  char room[QUOTH__FACT_ROOM];
  const char *rule = quoth__rule_name(t, room);
  const char *kind = t->found ? t->a.layer : quoth_kind_name(t->kind);
  start_row(r->out, ATTRIBUTION);
  add_int(r->out, owner);
  add_text(r->out, r->scratch, kind, strlen(kind));
  add_text(r->out, r->scratch, t->act.s, t->act.len);
  add_text(r->out, r->scratch, t->speaker.s, t->speaker.len);
  add_number(r->out, &t->speaker_id);
  add_role(r, owner, "source");
  add_role(r, owner, "cue");
  add_role(r, owner, t->found ? t->a.layer : "content");
  add_text(r->out, r->scratch, t->resolved_by.s, t->resolved_by.len);
  add_text(r->out, r->scratch, t->polarity.s, t->polarity.len);
  add_number(r->out, &t->confidence);
  add_text(r->out, r->scratch, *rule ? rule : NULL, strlen(rule));
  uint32_t n, sentence = quoth_doc_sentence_at(r->a->doc, t->at);
  const quoth_span *s = quoth_doc_sentences(r->a->doc, &n);
  if (sentence < n)
    add_text(r->out, r->scratch, r->a->record->text + s[sentence].start,
             s[sentence].end - s[sentence].start);
  else add_null(r->out);
}

static void add_span(struct rows *r, const quoth__item *item) {
  quoth_span span = quoth__article_span(r->a, item->span, r->w->options.unit);
  start_row(r->out, SPAN);
  add_text(r->out, r->scratch, item->label, strlen(item->label));
  add_int(r->out, span.start);
  add_int(r->out, span.end);
  add_text(r->out, r->scratch, r->a->record->text + item->span.start,
           item->span.end - item->span.start);
}

static void add_article(struct rows *r) {
  const quoth__record *record = r->a->record;
  const char *lang = quoth_doc_lang(r->a->doc);
  start_row(r->out, ARTICLE);
  add_text(r->out, r->scratch, record->id, record->id_len);
  add_text(r->out, r->scratch, record->title.s, record->title.len);
  add_text(r->out, r->scratch, record->date.s, record->date.len);
  add_text(r->out, r->scratch, record->uri.s, record->uri.len);
  add_text(r->out, r->scratch, lang, strlen(lang));
  add_text(r->out, r->scratch, record->text ? record->text : "",
           record->text_len);
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  quoth_status status = QUOTH_OK;
  struct rows r = {w, out, quoth__out_memory(), quoth__out_memory(), a, items};
  if (r.scratch && r.joined) {
    add_article(&r);
    for (uint32_t i = 0, k = 0; i < items->n_owners; i++) {
      add_owner(&r, i);
      for (; k < items->n && items->list[k].owner == i; k++)
        add_span(&r, &items->list[k]);
    }
    if (quoth__out_error(r.scratch) || quoth__out_error(r.joined))
      status = QUOTH_ENOMEM;
  } else {
    status = QUOTH_ENOMEM;
  }
  quoth__out_close(r.scratch);
  quoth__out_close(r.joined);
  return status;
}

/* ---- Writing ------------------------------------------------------------- */

static void bind(state *s, sqlite3_stmt *row, int at, char type,
                 const char *bytes, size_t len) {
  sqlite3_int64 n;
  double d;
  switch (type) {
    case 't':
      s->sqlite.bind_text(row, at, bytes, (int)len, SQLITE_STATIC);
      break;
    case 'i':
      memcpy(&n, bytes, sizeof n);
      s->sqlite.bind_int(row, at, n);
      break;
    case 'd':
      memcpy(&d, bytes, sizeof d);
      s->sqlite.bind_double(row, at, d);
      break;
    default: break; /* cleared: NULL */
  }
}

/* Begin a row: its id, and that of what it belongs to. @return next column */
static int begin_row(state *s, enum table table) {
  sqlite3_stmt *row = s->insert[table];
  s->sqlite.reset(row);
  s->sqlite.clear(row);
  if (table == SPAN) {
    s->sqlite.bind_int(row, 1, s->attribution);
    return 2;
  }
  if (table == ARTICLE) {
    s->sqlite.bind_int(row, 1, ++s->article);
    return 2;
  }
  s->sqlite.bind_int(row, 1, ++s->attribution);
  s->sqlite.bind_int(row, 2, s->article);
  return 3;
}

static void commit(quoth__writer *w, const char *bytes, size_t len) {
  state *s = w->state;
  sqlite3_stmt *row = NULL;
  const char *value;
  size_t n, at = 0;
  int column = 0;
  if (!s || !s->insert[SPAN]) return;
  bool more = true;
  while (more) {
    more = quoth__frame_next(bytes, len, &at, &value, &n);
    bool starts = more && *value == 'R';
    if (row && (starts || !more) && s->sqlite.step(row) != SQLITE_DONE) {
      fail(w);
      return;
    }
    if (starts) {
      enum table table = (enum table)(value[1] - '0');
      row = s->insert[table];
      column = begin_row(s, table);
    } else if (more) {
      bind(s, row, column++, *value, value + 1, n - 1);
    }
  }
}

static bool run(quoth__writer *w, const char *sql) {
  state *s = w->state;
  if (s->sqlite.exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
  fail(w);
  return false;
}

static void begin(quoth__writer *w) {
  char problem[512], units[128];
  void *functions[sizeof names / sizeof names[0]];
  state *s = w->state = calloc(1, sizeof *s);
  if (!s) {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
    return;
  }
  if (!quoth__load("libsqlite3.so.0", names, functions,
                   sizeof names / sizeof names[0], problem, sizeof problem)) {
    quoth__writer_fail(w, QUOTH_EIO, NULL, problem);
    return;
  }
  memcpy(&s->sqlite, functions, sizeof s->sqlite);
  if (unlink(w->options.path) != 0 && errno != ENOENT) {
    quoth__writer_fail(w, QUOTH_EIO, NULL, strerror(errno));
    return;
  }
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (s->sqlite.open(w->options.path, &s->db, flags, NULL) != SQLITE_OK) {
    fail(w);
    return;
  }
  snprintf(units, sizeof units, "INSERT INTO meta VALUES ('offsets', '%s')",
           quoth__unit_name(w->options.unit));
  if (!run(w, schema) || !run(w, units)) return;
  for (int i = 0; i < N_TABLES; i++)
    if (s->sqlite.prepare(s->db, inserts[i], -1, &s->insert[i], NULL) !=
        SQLITE_OK) {
      fail(w);
      return;
    }
}

/* The rows of `views` are statements; they are run when all are read. */
static bool make_views(quoth__writer *w) {
  state *s = w->state;
  sqlite3_stmt *rows;
  quoth__out *all = quoth__out_memory();
  size_t len;
  if (!all || s->sqlite.prepare(s->db, views, -1, &rows, NULL) != SQLITE_OK) {
    fail(w);
    quoth__out_close(all);
    return false;
  }
  while (s->sqlite.step(rows) == SQLITE_ROW) {
    quoth__out_str(all, (const char *)s->sqlite.text(rows, 0));
    quoth__out_str(all, ";\n");
  }
  s->sqlite.finalize(rows);
  quoth__out_add(all, "", 1);
  bool ok = !quoth__out_error(all) && run(w, quoth__out_bytes(all, &len));
  quoth__out_close(all);
  return ok;
}

static void finish(quoth__writer *w) {
  state *s = w->state;
  if (!s) return;
  if (s->insert[SPAN] && !quoth__writer_failed(w) && make_views(w))
    run(w, ending);
  for (int i = 0; s->db && i < N_TABLES; i++)
    s->sqlite.finalize(s->insert[i]);
  if (s->db && s->sqlite.close(s->db) != SQLITE_OK) fail(w);
  free(s);
}

const quoth__writing quoth__sqlite_writing = {
  .own_files = true, .begin = begin, .render_items = render, .commit = commit,
  .finish = finish,
};
