/* SPDX-License-Identifier: MIT */
/*
 * UIMA CAS JSON 0.4 for INCEpTION and others: a folder, a file an article, the
 * types in each. Offsets in UTF-16, as UIMA counts. Tokens and sentences are
 * DKPro's, so that INCEpTION takes them as its own.
 */
#include <string.h>

#include "io/folder.h"
#include "io/json.h"
#include "io/text_out.h"

#define DKPRO "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
#define SPAN "webanno.custom.Attribution"
#define LINK "webanno.custom.AttributionLink"

/* The types, for the CAS as JSON and for typesystem.xml. */
static const struct feature {
  const char *type, *name, *range; /* no name: the type begins */
} features[] = {
  {DKPRO "Sentence", NULL, NULL},
  {DKPRO "Token", NULL, NULL},
  {SPAN, NULL, NULL},
  {SPAN, "role", "uima.cas.String"},
  {SPAN, "number", "uima.cas.Integer"},
  {SPAN, "kind", "uima.cas.String"},
  {SPAN, "act", "uima.cas.String"},
  {SPAN, "speaker", "uima.cas.String"},
  {SPAN, "speaker_id", "uima.cas.String"},
  {SPAN, "resolved_by", "uima.cas.String"},
  {SPAN, "polarity", "uima.cas.String"},
  {SPAN, "confidence", "uima.cas.String"},
  {SPAN, "rule", "uima.cas.String"},
  {LINK, NULL, NULL},
  {LINK, "role", "uima.cas.String"},
  {LINK, "Governor", SPAN},
  {LINK, "Dependent", SPAN},
};
enum { N_FEATURES = sizeof features / sizeof features[0] };

static void write_json_types(quoth__out *out) {
  quoth__out_str(out, "{\"%TYPES\": {");
  for (size_t i = 0; i < N_FEATURES; i++) {
    const struct feature *f = &features[i];
    const char *name = f->name ? f->name : f->type;
    quoth__out_str(out, f->name ? ", " : i > 0 ? "},\n" : "\n");
    quoth__json_str(out, name);
    quoth__out_str(out, ": {\"%NAME\": ");
    quoth__json_str(out, name);
    quoth__json_key(out, f->name ? "%RANGE" : "%SUPER_TYPE");
    quoth__json_str(out, f->name ? f->range : "uima.tcas.Annotation");
    if (f->name) quoth__out_char(out, '}');
  }
  quoth__out_str(out, "}},\n\"%FEATURE_STRUCTURES\": [\n");
}

static void write_element(quoth__out *out, const char *name,
                          const char *content) {
  quoth__out_char(out, '<');
  quoth__out_str(out, name);
  quoth__out_char(out, '>');
  quoth__out_str(out, content);
  quoth__out_str(out, "</");
  quoth__out_str(out, name);
  quoth__out_str(out, ">\n");
}

/* What INCEpTION makes the layers of. */
static void write_xml_types(quoth__out *out) {
  static const char end[] = "</features></typeDescription>\n";
  quoth__out_str(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                      "<typeSystemDescription xmlns=\""
                      "http://uima.apache.org/resourceSpecifier\"><types>\n");
  for (size_t i = 0; i < N_FEATURES; i++) {
    const struct feature *f = &features[i];
    if (!f->name && i > 0) quoth__out_str(out, end);
    quoth__out_str(out, f->name ? "<featureDescription>\n"
                                : "<typeDescription>\n");
    write_element(out, "name", f->name ? f->name : f->type);
    write_element(out, "description", "");
    write_element(out, f->name ? "rangeTypeName" : "supertypeName",
                  f->name ? f->range : "uima.tcas.Annotation");
    quoth__out_str(out, f->name ? "</featureDescription>\n" : "<features>\n");
  }
  quoth__out_str(out, end);
  quoth__out_str(out, "</types></typeSystemDescription>\n");
}

struct cas {
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
  uint32_t next_id; /* 1 is the text */
  uint32_t first_span; /* id of items->list[0] */
};

/* @param span in UTF-16 */
static void start_at(struct cas *c, const char *type, quoth_span span) {
  quoth__out_str(c->out, ",\n{\"%ID\": ");
  quoth__out_u32(c->out, ++c->next_id);
  quoth__json_key(c->out, "%TYPE");
  quoth__json_str(c->out, type);
  quoth__out_str(c->out, ", \"@sofa\": 1, \"begin\": ");
  quoth__out_u32(c->out, span.start);
  quoth__json_key(c->out, "end");
  quoth__out_u32(c->out, span.end);
}

static void start(struct cas *c, const char *type, quoth_span span) {
  start_at(c, type, quoth__article_span(c->a, span, QUOTH__UNIT_UTF16));
}

static void write_text(struct cas *c) {
  c->next_id = 1;
  quoth__out_str(c->out,
      "{\"%ID\": 1, \"%TYPE\": \"uima.cas.Sofa\", \"sofaNum\": 1, \"sofaID\": "
      "\"_InitialView\", \"mimeType\": \"text\", \"sofaString\": ");
  quoth__json_string(c->out, c->a->record->text, c->a->record->text_len);
  quoth__out_char(c->out, '}');
}

static void write_segments(struct cas *c) {
  uint32_t n, k;
  const quoth_span *sentences = quoth_doc_sentences(c->a->doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    start(c, DKPRO "Sentence", sentences[i]);
    quoth__out_char(c->out, '}');
  }
  const quoth_token *tokens = quoth_doc_tokens(c->a->doc, &k);
  quoth__cursor cursor = {c->a, QUOTH__UNIT_UTF16, 0, 0};
  for (uint32_t i = 0; i < k; i++) {
    start_at(c, DKPRO "Token", quoth__cursor_span(&cursor, tokens[i].span));
    quoth__out_char(c->out, '}');
  }
}

/* Features that are not strings become some: the layer's types are simple. */
static void write_fact(quoth__out *out, const quoth__fact *fact) {
  quoth__json_key(out, fact->name);
  if (fact->value.kind == QUOTH_VALUE_STRING) {
    quoth__json_value(out, &fact->value);
    return;
  }
  quoth__out_char(out, '"');
  quoth__json_value(out, &fact->value);
  quoth__out_char(out, '"');
}

static void write_span(struct cas *c, const quoth__item *item) {
  quoth__fact facts[QUOTH__FACTS_MAX];
  char room[QUOTH__FACT_ROOM];
  size_t n = quoth__facts_of(&c->items->owners[item->owner], facts, room);
  start(c, SPAN, item->span);
  quoth__json_key(c->out, "role");
  quoth__json_str(c->out, item->label);
  quoth__json_key(c->out, "number");
  quoth__out_u32(c->out, item->owner);
  for (size_t i = 0; i < n; i++) write_fact(c->out, &facts[i]);
  quoth__out_char(c->out, '}');
}

static void write_link(struct cas *c, const quoth__item *item) {
  const quoth__item *head = quoth__item_first(c->items, item->owner, "content");
  if (!head || head == item) return;
  start(c, LINK, item->span);
  quoth__json_key(c->out, "role");
  quoth__json_str(c->out, item->label);
  quoth__json_key(c->out, "@Governor");
  quoth__out_u32(c->out, c->first_span + (uint32_t)(head - c->items->list));
  quoth__json_key(c->out, "@Dependent");
  quoth__out_u32(c->out, c->first_span + (uint32_t)(item - c->items->list));
  quoth__out_char(c->out, '}');
}

static void write_views(struct cas *c) {
  quoth__out_str(c->out, "],\n\"%VIEWS\": {\"_InitialView\": {\"%SOFA\": 1, "
                         "\"%MEMBERS\": [");
  for (uint32_t id = 2; id <= c->next_id; id++) {
    if (id > 2) quoth__out_str(c->out, ", ");
    quoth__out_u32(c->out, id);
  }
  quoth__out_str(c->out, "]}}}\n");
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  (void)w;
  struct cas c = {out, a, items, 0, 0};
  quoth__frame_add(out, a->record->id, a->record->id_len);
  write_json_types(out);
  write_text(&c);
  write_segments(&c);
  c.first_span = c.next_id + 1;
  for (uint32_t i = 0; i < items->n; i++) write_span(&c, &items->list[i]);
  for (uint32_t i = 0; i < items->n; i++) write_link(&c, &items->list[i]);
  write_views(&c);
  return QUOTH_OK;
}

/* The id is a frame, the rest is the file. */
static void commit(quoth__writer *w, const char *bytes, size_t len) {
  char name[QUOTH__FOLDER_NAME_MAX + 8];
  const char *id;
  size_t at = 0, n;
  if (!quoth__frame_next(bytes, len, &at, &id, &n)) return;
  quoth__folder_name(w, id, n, name);
  strcat(name, ".json");
  quoth__folder_put(w, name, bytes + at, len - at);
}

static void begin(quoth__writer *w) {
  size_t len;
  quoth__out *out = quoth__out_memory();
  quoth__folder_make(w);
  if (out && !quoth__writer_failed(w)) {
    write_xml_types(out);
    const char *bytes = quoth__out_bytes(out, &len);
    quoth__folder_put(w, "typesystem.xml", bytes, len);
  } else if (!out) {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
  }
  quoth__out_close(out);
}

const quoth__writing quoth__uima_writing = {
  .own_files = true, .begin = begin, .render_items = render,
  .commit = commit,
};
