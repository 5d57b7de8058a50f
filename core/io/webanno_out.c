/* SPDX-License-Identifier: MIT */
/*
 * W3C Web Annotations, an AnnotationPage: one that tags each span with its
 * role, and for each attribution one that links its spans and says what it is.
 * Code points, as the Recommendation wants; --offsets utf16 for JavaScript.
 */
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"

enum { AROUND = 32 }; /* characters of prefix and suffix */

struct page {
  const quoth__writer *w;
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
  const char *comma;
};

/* Bytes of an IRI's path; all else is percent-encoded. */
static void write_escaped(quoth__out *out, const char *s, size_t len) {
  static const char hex[] = "0123456789ABCDEF";
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                 (c >= 'A' && c <= 'Z') || (c && strchr("-._~/:", c));
    if (plain) {
      quoth__out_char(out, (char)c);
      continue;
    }
    quoth__out_char(out, '%');
    quoth__out_char(out, hex[c >> 4]);
    quoth__out_char(out, hex[c & 15]);
  }
}

static void write_id(const struct page *p, uint32_t owner,
                     const quoth__item *item) {
  quoth__out_str(p->out, "\"urn:quoth:");
  write_escaped(p->out, p->a->record->id, p->a->record->id_len);
  quoth__out_char(p->out, '#');
  quoth__out_u32(p->out, owner);
  if (item) {
    quoth__out_char(p->out, '-');
    write_escaped(p->out, item->label, strlen(item->label));
    quoth__out_char(p->out, '-');
    quoth__out_u32(p->out, item->nth);
  }
  quoth__out_char(p->out, '"');
}

static void write_body(const struct page *p, const char *purpose,
                       const char *value, size_t len) {
  quoth__out_str(p->out, "{\"type\": \"TextualBody\", \"purpose\": \"");
  quoth__out_str(p->out, purpose);
  quoth__out_str(p->out, "\", \"value\": ");
  quoth__json_string(p->out, value, len);
  quoth__out_char(p->out, '}');
}

static bool is_tail(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

/* What stands before and behind, for tools whose text differs a little. */
static void write_quote(const struct page *p, quoth_span span) {
  const char *text = p->a->record->text;
  size_t len = p->a->record->text_len, from = span.start, to = span.end;
  for (int n = 0; n < AROUND && from > 0; n++)
    do from--;
    while (from > 0 && is_tail(text[from]));
  for (int n = 0; n < AROUND && to < len; n++)
    do to++;
    while (to < len && is_tail(text[to]));
  quoth__out_str(p->out, "{\"type\": \"TextQuoteSelector\", \"exact\": ");
  quoth__json_string(p->out, text + span.start, span.end - span.start);
  quoth__json_key(p->out, "prefix");
  quoth__json_string(p->out, text + from, span.start - from);
  quoth__json_key(p->out, "suffix");
  quoth__json_string(p->out, text + span.end, to - span.end);
  quoth__out_char(p->out, '}');
}

static void write_target(const struct page *p, const quoth__item *item) {
  const quoth__record *r = p->a->record;
  quoth_span span = quoth__article_span(p->a, item->span, p->w->options.unit);
  quoth__out_str(p->out, "{\"source\": ");
  if (r->uri.len > 0) {
    quoth__json_string(p->out, r->uri.s, r->uri.len);
  } else {
    quoth__out_char(p->out, '"');
    write_escaped(p->out, r->id, r->id_len);
    quoth__out_char(p->out, '"');
  }
  quoth__out_str(p->out, ", \"selector\": [{\"type\": "
                         "\"TextPositionSelector\", \"start\": ");
  quoth__out_u32(p->out, span.start);
  quoth__json_key(p->out, "end");
  quoth__out_u32(p->out, span.end);
  quoth__out_str(p->out, "}, ");
  write_quote(p, item->span);
  quoth__out_str(p->out, "]}");
}

static void start(struct page *p, uint32_t owner, const quoth__item *item,
                  const char *motivation) {
  quoth__out_str(p->out, p->comma);
  p->comma = ",\n";
  quoth__out_str(p->out, "{\"id\": ");
  write_id(p, owner, item);
  quoth__out_str(p->out, ", \"type\": \"Annotation\", \"motivation\": \"");
  quoth__out_str(p->out, motivation);
  quoth__out_str(p->out, "\", \"body\": ");
}

static void write_span(struct page *p, const quoth__item *item) {
  start(p, item->owner, item, "tagging");
  write_body(p, "tagging", item->label, strlen(item->label));
  quoth__json_key(p->out, "target");
  write_target(p, item);
  quoth__out_char(p->out, '}');
}

/* "act: deny"; the speaker identifies, the others describe. */
static void write_facts(const struct page *p, const quoth__attribution *owner) {
  quoth__fact facts[QUOTH__FACTS_MAX];
  char room[QUOTH__FACT_ROOM];
  size_t n = quoth__facts_of(owner, facts, room);
  const char *comma = "";
  quoth__out_char(p->out, '[');
  for (size_t i = 0; i < n; i++) {
    const quoth_value *v = &facts[i].value;
    if (v->kind != QUOTH_VALUE_STRING) continue;
    bool speaker = strcmp(facts[i].name, "speaker") == 0;
    quoth__out_str(p->out, comma);
    quoth__out_str(p->out, "{\"type\": \"TextualBody\", \"purpose\": ");
    quoth__json_str(p->out, speaker ? "identifying" : "classifying");
    quoth__json_key(p->out, "dc:type");
    quoth__json_str(p->out, facts[i].name);
    quoth__json_key(p->out, "value");
    quoth__json_string(p->out, v->string, v->len);
    quoth__out_char(p->out, '}');
    comma = ", ";
  }
  quoth__out_char(p->out, ']');
}

static void write_owner(struct page *p, uint32_t owner) {
  const char *comma = "";
  start(p, owner, NULL, "linking");
  write_facts(p, &p->items->owners[owner]);
  quoth__out_str(p->out, ", \"target\": [");
  for (uint32_t i = 0; i < p->items->n; i++) {
    if (p->items->list[i].owner != owner) continue;
    quoth__out_str(p->out, comma);
    write_id(p, owner, &p->items->list[i]);
    comma = ", ";
  }
  quoth__out_str(p->out, "]}");
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  struct page p = {w, out, a, items, ""};
  for (uint32_t i = 0; i < items->n; i++) {
    write_span(&p, &items->list[i]);
    bool last = i + 1 == items->n ||
                items->list[i + 1].owner != items->list[i].owner;
    if (last) write_owner(&p, items->list[i].owner);
  }
  return QUOTH_OK;
}

const quoth__writing quoth__webanno_writing = {
  .before = "{\"@context\": [\"http://www.w3.org/ns/anno.jsonld\", "
            "{\"dc:type\": \"http://purl.org/dc/elements/1.1/type\"}],\n"
            "\"id\": \"urn:quoth:page\", \"type\": \"AnnotationPage\", "
            "\"items\": [\n",
  .between = ",\n", .after = "\n]}\n", .render_items = render,
};
