/* SPDX-License-Identifier: MIT */
/*
 * Label Studio: a list of tasks with predictions: labels `label` on the text
 * `text`, and relations from each content to its cue and source. Code points,
 * as Label Studio counts since 1.4. The labelling interface: docs/formats.md.
 */
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"

struct task {
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
};

/* An id for a region: "2-content-0". */
static void write_id(quoth__out *out, const quoth__item *item) {
  quoth__out_char(out, '"');
  quoth__out_u32(out, item->owner);
  quoth__out_char(out, '-');
  quoth__out_str(out, item->label);
  quoth__out_char(out, '-');
  quoth__out_u32(out, item->nth);
  quoth__out_char(out, '"');
}

/* Notes that are shown with the region. */
static void write_meta(const struct task *t, const quoth__item *item) {
  quoth__fact facts[QUOTH__FACTS_MAX];
  char room[QUOTH__FACT_ROOM];
  const quoth__attribution *owner = &t->items->owners[item->owner];
  bool first = item->nth == 0 &&
               (owner->found || strcmp(item->label, "content") == 0);
  size_t n = first ? quoth__facts_of(owner, facts, room) : 0;
  if (n == 0) return;
  quoth__out_str(t->out, ", \"meta\": {\"text\": [");
  for (size_t i = 0; i < n; i++) {
    char text[1024];
    const quoth_value *v = &facts[i].value;
    size_t len = strlen(facts[i].name);
    memcpy(text, facts[i].name, len);
    memcpy(text + len, ": ", 2);
    len += 2;
    if (i > 0) quoth__out_str(t->out, ", ");
    if (v->kind == QUOTH_VALUE_STRING && v->len < sizeof text - len) {
      memcpy(text + len, v->string, v->len);
      quoth__json_string(t->out, text, len + v->len);
    } else {
      quoth__out_char(t->out, '"');
      quoth__out_add(t->out, text, len);
      if (v->kind != QUOTH_VALUE_STRING) quoth__json_value(t->out, v);
      quoth__out_char(t->out, '"');
    }
  }
  quoth__out_str(t->out, "]}");
}

static void write_region(const struct task *t, const quoth__item *item) {
  quoth_span span =
      quoth__article_span(t->a, item->span, QUOTH__UNIT_CODEPOINTS);
  quoth__out_str(t->out, "{\"id\": ");
  write_id(t->out, item);
  quoth__out_str(t->out, ", \"from_name\": \"label\", \"to_name\": \"text\", "
                         "\"type\": \"labels\", \"value\": {\"start\": ");
  quoth__out_u32(t->out, span.start);
  quoth__json_key(t->out, "end");
  quoth__out_u32(t->out, span.end);
  quoth__json_key(t->out, "text");
  quoth__json_string(t->out, t->a->record->text + item->span.start,
                     item->span.end - item->span.start);
  quoth__out_str(t->out, ", \"labels\": [");
  quoth__json_str(t->out, item->label);
  quoth__out_str(t->out, "]}");
  write_meta(t, item);
  quoth__out_char(t->out, '}');
}

static void write_relation(const struct task *t, const quoth__item *item) {
  const quoth__item *head = quoth__item_first(t->items, item->owner, "content");
  if (!head || head == item) return;
  quoth__out_str(t->out, ", {\"type\": \"relation\", \"from_id\": ");
  write_id(t->out, head);
  quoth__json_key(t->out, "to_id");
  write_id(t->out, item);
  quoth__out_str(t->out, ", \"direction\": \"right\", \"labels\": [");
  quoth__json_str(t->out, item->label);
  quoth__out_str(t->out, "]}");
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  (void)w;
  struct task t = {out, a, items};
  quoth__out_str(out, "{\"data\": {\"text\": ");
  quoth__json_string(out, a->record->text, a->record->text_len);
  quoth__json_key(out, "article");
  quoth__json_string(out, a->record->id, a->record->id_len);
  quoth__out_str(out, "}, \"predictions\": [{\"model_version\": "
                      "\"quoth " QUOTH_VERSION "\", \"result\": [");
  for (uint32_t i = 0; i < items->n; i++) {
    if (i > 0) quoth__out_str(out, ", ");
    write_region(&t, &items->list[i]);
  }
  for (uint32_t i = 0; i < items->n; i++) write_relation(&t, &items->list[i]);
  quoth__out_str(out, "]}]}");
  return QUOTH_OK;
}

const quoth__writing quoth__label_studio_writing = {
  .before = "[\n", .between = ",\n", .after = "\n]\n", .render_items = render,
};
