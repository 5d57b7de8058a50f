/* SPDX-License-Identifier: MIT */
#include "io/items.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json.h"

static void add_item(quoth__items *items, uint32_t owner, const char *label,
                     quoth_span span) {
  if (span.start >= span.end) return;
  uint32_t nth = 0;
  for (uint32_t i = items->n; i-- > 0 && items->list[i].owner == owner;)
    nth += strcmp(items->list[i].label, label) == 0;
  items->list[items->n++] = (quoth__item){span, label, owner, nth};
}

static void add_owner(quoth__items *items, uint32_t owner) {
  const quoth__attribution *t = &items->owners[owner];
  if (t->found) add_item(items, owner, t->a.layer, t->a.span);
  for (uint32_t p = 0; !t->found && p < t->a.n_parts; p++)
    add_item(items, owner, t->a.parts[p].role, t->a.parts[p].span);
}

quoth_status quoth__items_of(const quoth__article *a, quoth__items *out) {
  *out = (quoth__items){0};
  quoth_status status = quoth__findings(a->doc, a->annotations, a->engine,
                                        &out->owners, &out->n_owners);
  if (status != QUOTH_OK) return status;
  size_t most = 1;
  for (uint32_t i = 0; i < out->n_owners; i++)
    most += out->owners[i].a.n_parts + 1;
  out->list = malloc(most * sizeof *out->list);
  if (!out->list) {
    quoth__items_done(out);
    return QUOTH_ENOMEM;
  }
  for (uint32_t i = 0; i < out->n_owners; i++) add_owner(out, i);
  return QUOTH_OK;
}

void quoth__items_done(quoth__items *items) {
  free(items->owners);
  free(items->list);
  *items = (quoth__items){0};
}

const quoth__item *quoth__item_first(const quoth__items *items, uint32_t owner,
                                     const char *label) {
  for (uint32_t i = 0; i < items->n; i++)
    if (items->list[i].owner == owner &&
        strcmp(items->list[i].label, label) == 0)
      return &items->list[i];
  return NULL;
}

const char *quoth__rule_name(const quoth__attribution *owner,
                             char room[QUOTH__FACT_ROOM]) {
  room[0] = '\0';
  if (owner->has_rule)
    snprintf(room, QUOTH__FACT_ROOM, "%s/%s", owner->rule.pack,
             owner->rule.name);
  return room;
}

static quoth_value string_value(const char *s, size_t len) {
  return (quoth_value){.kind = s ? QUOTH_VALUE_STRING : QUOTH_VALUE_NIL,
                       .string = s, .len = (uint32_t)len};
}

static quoth_value text_value(quoth__text text) {
  return string_value(text.s, text.len);
}

size_t quoth__facts_of(const quoth__attribution *t,
                       quoth__fact facts[QUOTH__FACTS_MAX],
                       char room[QUOTH__FACT_ROOM]) {
  const char *kind = t->found ? NULL : quoth_kind_name(t->kind);
  const char *rule = quoth__rule_name(t, room);
  const quoth__fact all[] = {
    {"kind", string_value(kind, kind ? strlen(kind) : 0)},
    {"act", text_value(t->act)},
    {"speaker", text_value(t->speaker)},
    {"speaker_id", t->speaker_id},
    {"resolved_by", text_value(t->resolved_by)},
    {"polarity", text_value(t->polarity)},
    {"confidence", t->confidence},
    {"rule", string_value(*rule ? rule : NULL, strlen(rule))},
  };
  size_t n = 0;
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i].value.kind != QUOTH_VALUE_NIL) facts[n++] = all[i];
  return n;
}

void quoth__value_text(quoth__out *out, const quoth_value *value) {
  if (value->kind == QUOTH_VALUE_STRING)
    quoth__out_add(out, value->string, value->len);
  else if (value->kind != QUOTH_VALUE_NIL)
    quoth__json_value(out, value);
}
