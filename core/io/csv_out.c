/* SPDX-License-Identifier: MIT */
/*
 * Comma- or tab-separated values as RFC 4180: a row an attribution; or, of packs
 * that make none, an annotation. Parts of a content that the reporting words
 * split are one field, with " … " between; start and end are of the whole.
 */
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"

static const char *const roles[] = {"source", "cue", "content"};
enum { N_ROLES = 3 };

/* The row being written. */
struct row {
  const quoth__writer *w;
  quoth__out *out;
  const quoth__article *article;
  bool tabs, begun;
};

static bool is_tsv(const quoth__writer *w) {
  return w->writing == &quoth__tsv_writing;
}

/* Valid UTF-8, quotes doubled. */
static void write_quoted(quoth__out *out, const char *s, size_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    if (cp == '"') quoth__out_str(out, "\"\"");
    else if (cp == 0xFFFD) quoth__out_str(out, "\xEF\xBF\xBD");
    else quoth__out_add(out, s + at, n);
    at += n;
  }
}

static void start_field(struct row *r) {
  if (r->begun) quoth__out_char(r->out, r->tabs ? '\t' : ',');
  r->begun = true;
}

/* Quoted when it must be: by any byte that means something, or at its edges. */
static bool is_bare(const struct row *r, const char *s, size_t len) {
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == '"' || c < 0x20 || c >= 0x80 || c == (r->tabs ? '\t' : ','))
      return false;
  }
  return len == 0 || (s[0] != ' ' && s[len - 1] != ' ');
}

static void add_text(struct row *r, const char *s, size_t len) {
  start_field(r);
  if (is_bare(r, s, len)) {
    quoth__out_add(r->out, s, len);
    return;
  }
  quoth__out_char(r->out, '"');
  write_quoted(r->out, s, len);
  quoth__out_char(r->out, '"');
}

static void add_number(struct row *r, uint32_t n) {
  start_field(r);
  quoth__out_u32(r->out, n);
}

static void end_row(struct row *r) {
  quoth__out_str(r->out, r->tabs ? "\n" : "\r\n");
  r->begun = false;
}

/* The words of a role, and from where to where they go. */
static void add_role(struct row *r, const quoth__items *items, uint32_t owner,
                     const char *role) {
  const char *text = r->article->record->text;
  quoth_span all = {0, 0};
  start_field(r);
  for (uint32_t i = 0; i < items->n; i++) {
    const quoth__item *item = &items->list[i];
    if (item->owner != owner || strcmp(item->label, role) != 0) continue;
    quoth__out_str(r->out, all.end == 0 ? "\"" : " \xE2\x80\xA6 ");
    write_quoted(r->out, text + item->span.start,
                 item->span.end - item->span.start);
    if (all.end == 0) all = item->span;
    if (item->span.start < all.start) all.start = item->span.start;
    if (item->span.end > all.end) all.end = item->span.end;
  }
  if (all.end == 0) {
    start_field(r);
    start_field(r);
    return;
  }
  quoth__out_char(r->out, '"');
  all = quoth__article_span(r->article, all, r->w->options.unit);
  add_number(r, all.start);
  add_number(r, all.end);
}

static void add_value(struct row *r, const quoth_value *value) {
  if (value->kind == QUOTH_VALUE_STRING) {
    add_text(r, value->string, value->len);
    return;
  }
  start_field(r);
  quoth__value_text(r->out, value);
}

static void write_row(struct row *r, const quoth__items *items,
                      uint32_t owner) {
  const quoth__attribution *t = &items->owners[owner];
  const quoth__record *record = r->article->record;
  char room[QUOTH__FACT_ROOM];
  const char *rule = quoth__rule_name(t, room);
  const char *kind = t->found ? t->a.layer : quoth_kind_name(t->kind);
  add_text(r, record->id, record->id_len);
  add_text(r, record->date.s ? record->date.s : "", record->date.len);
  add_number(r, owner);
  add_text(r, kind, strlen(kind));
  add_text(r, t->act.s ? t->act.s : "", t->act.len);
  add_text(r, t->speaker.s ? t->speaker.s : "", t->speaker.len);
  add_value(r, &t->speaker_id);
  for (int i = 0; i < N_ROLES; i++)
    add_role(r, items, owner, t->found && i == N_ROLES - 1 ? t->a.layer
                                                           : roles[i]);
  add_text(r, t->resolved_by.s ? t->resolved_by.s : "", t->resolved_by.len);
  add_text(r, t->polarity.s ? t->polarity.s : "", t->polarity.len);
  add_value(r, &t->confidence);
  add_text(r, rule, strlen(rule));
  end_row(r);
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *article,
                           const quoth__items *items) {
  struct row row = {w, out, article, is_tsv(w), false};
  for (uint32_t i = 0; i < items->n_owners; i++) write_row(&row, items, i);
  return QUOTH_OK;
}

static void begin(quoth__writer *w) {
  static const char *const names[] = {
    "article", "date", "number", "kind", "act", "speaker", "speaker_id",
    "source", "source_start", "source_end", "cue", "cue_start", "cue_end",
    "content", "content_start", "content_end", "resolved_by", "polarity",
    "confidence", "rule",
  };
  struct row row = {w, w->out, NULL, is_tsv(w), false};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    add_text(&row, names[i], strlen(names[i]));
  end_row(&row);
}

const quoth__writing quoth__csv_writing = {
  .begin = begin, .render_items = render,
};
const quoth__writing quoth__tsv_writing = {
  .begin = begin, .render_items = render,
};
