/* SPDX-License-Identifier: MIT */
/*
 * spaCy's and Prodigy's JSON Lines: text, tokens, spans, relations; in code
 * points, as Python counts. The last token of a span belongs to it.
 */
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"

/* What is written at the moment. */
struct line {
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
};

static quoth_span points(const struct line *l, quoth_span span) {
  return quoth__article_span(l->a, span, QUOTH__UNIT_CODEPOINTS);
}

static void number(quoth__out *out, const char *name, uint32_t n) {
  quoth__json_key(out, name);
  quoth__out_u32(out, n);
}

static void write_tokens(const struct line *l) {
  uint32_t n;
  const quoth_token *tokens = quoth_doc_tokens(l->a->doc, &n);
  quoth__cursor cursor = {l->a, QUOTH__UNIT_CODEPOINTS, 0, 0};
  quoth__json_key(l->out, "tokens");
  quoth__out_char(l->out, '[');
  for (uint32_t i = 0; i < n; i++) {
    quoth_span span = quoth__cursor_span(&cursor, tokens[i].span);
    const quoth_type *type = quoth_doc_type(l->a->doc, tokens[i].type);
    bool space = i + 1 < n && tokens[i + 1].flags & QUOTH_TOKEN_SPACE_BEFORE;
    quoth__out_str(l->out, i > 0 ? ", {\"text\": " : "{\"text\": ");
    quoth__json_string(l->out, type->text, type->text_len);
    number(l->out, "start", span.start);
    number(l->out, "end", span.end);
    number(l->out, "id", i);
    quoth__out_str(l->out, space ? ", \"ws\": true}" : ", \"ws\": false}");
  }
  quoth__out_char(l->out, ']');
}

static void write_label(quoth__out *out, const char *label) {
  quoth__out_char(out, '"');
  for (; *label; label++)
    quoth__out_char(out, (char)(*label >= 'a' && *label <= 'z' ? *label & ~0x20
                                                               : *label));
  quoth__out_char(out, '"');
}

/* Members of a span's object, braces apart. */
static void write_place(const struct line *l, const quoth__item *item) {
  quoth_span span = points(l, item->span);
  uint32_t first = quoth_doc_token_at(l->a->doc, item->span.start);
  uint32_t last = quoth_doc_token_at(l->a->doc, item->span.end - 1);
  quoth__out_str(l->out, "\"start\": ");
  quoth__out_u32(l->out, span.start);
  number(l->out, "end", span.end);
  if (first != QUOTH_NONE && last != QUOTH_NONE) {
    number(l->out, "token_start", first);
    number(l->out, "token_end", last);
  }
  quoth__json_key(l->out, "label");
  write_label(l->out, item->label);
}

static void write_span(const struct line *l, const quoth__item *item) {
  quoth__fact facts[QUOTH__FACTS_MAX];
  char room[QUOTH__FACT_ROOM];
  quoth__out_char(l->out, '{');
  write_place(l, item);
  number(l->out, "attribution", item->owner);
  bool content = strcmp(item->label, "content") == 0;
  const quoth__attribution *owner = &l->items->owners[item->owner];
  size_t n = content || owner->found ? quoth__facts_of(owner, facts, room) : 0;
  for (size_t i = 0; i < n; i++) {
    quoth__json_key(l->out, facts[i].name);
    quoth__json_value(l->out, &facts[i].value);
  }
  quoth__out_char(l->out, '}');
}

static void write_spans(const struct line *l) {
  quoth__json_key(l->out, "spans");
  quoth__out_char(l->out, '[');
  for (uint32_t i = 0; i < l->items->n; i++) {
    if (i > 0) quoth__out_str(l->out, ", ");
    write_span(l, &l->items->list[i]);
  }
  quoth__out_char(l->out, ']');
}

/* A relation from a content to its cue or source. */
static bool write_relation(const struct line *l, const quoth__item *head,
                           const quoth__item *child, const char *comma) {
  const quoth_doc *doc = l->a->doc;
  uint32_t from = quoth_doc_token_at(doc, head->span.end - 1);
  uint32_t to = quoth_doc_token_at(doc, child->span.end - 1);
  if (from == QUOTH_NONE || to == QUOTH_NONE) return false;
  quoth__out_str(l->out, comma);
  quoth__out_str(l->out, "{\"head\": ");
  quoth__out_u32(l->out, from);
  number(l->out, "child", to);
  quoth__out_str(l->out, ", \"head_span\": {");
  write_place(l, head);
  quoth__out_str(l->out, "}, \"child_span\": {");
  write_place(l, child);
  quoth__out_str(l->out, "}, \"label\": ");
  write_label(l->out, child->label);
  quoth__out_char(l->out, '}');
  return true;
}

static void write_relations(const struct line *l) {
  const char *comma = "";
  quoth__json_key(l->out, "relations");
  quoth__out_char(l->out, '[');
  for (uint32_t i = 0; i < l->items->n; i++) {
    const quoth__item *child = &l->items->list[i];
    const quoth__item *head =
        quoth__item_first(l->items, child->owner, "content");
    if (!head || strcmp(child->label, "content") == 0) continue;
    if (write_relation(l, head, child, comma)) comma = ", ";
  }
  quoth__out_char(l->out, ']');
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  (void)w;
  struct line l = {out, a, items};
  quoth__out_str(out, "{\"text\": ");
  quoth__json_string(out, a->record->text, a->record->text_len);
  quoth__out_str(out, ", \"meta\": {\"id\": ");
  quoth__json_string(out, a->record->id, a->record->id_len);
  quoth__out_char(out, '}');
  write_tokens(&l);
  write_spans(&l);
  write_relations(&l);
  quoth__out_str(out, "}\n");
  return QUOTH_OK;
}

const quoth__writing quoth__prodigy_writing = {.render_items = render};
