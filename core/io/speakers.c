/* SPDX-License-Identifier: MIT */
#include "io/speakers.h"

#include <stdlib.h>
#include <string.h>

void quoth__speakers_done(quoth__speakers *s) {
  for (uint32_t i = 0; i < s->count; i++) quoth__plain_done(&s->list[i].name);
  for (uint32_t i = 0; i < s->n_said; i++) {
    quoth__plain_done(&s->said[i].act);
    quoth__plain_done(&s->said[i].content);
  }
  free(s->list);
  free(s->said);
  free(s->slots);
  *s = (quoth__speakers){0};
}

static bool grow(void **list, uint32_t *cap, uint32_t count, size_t size) {
  if (count < *cap) return true;
  uint32_t bigger = *cap ? *cap * 2 : 32;
  void *grown = realloc(*list, bigger * size);
  if (!grown) return false;
  *list = grown;
  *cap = bigger;
  return true;
}

/* FNV-1a. */
static uint32_t hash(const quoth__plain *name, bool resolved) {
  uint32_t h = resolved ? 2166136261u : 2166136263u;
  for (size_t i = 0; i < name->len; i++)
    h = (h ^ (unsigned char)name->s[i]) * 16777619u;
  return h;
}

static bool same(const quoth__speaker *a, const quoth__plain *name,
                 bool resolved) {
  return a->resolved == resolved && a->name.len == name->len &&
         (name->len == 0 || memcmp(a->name.s, name->s, name->len) == 0);
}

static uint32_t *slot_of(const quoth__speakers *s, const quoth__plain *name,
                         bool resolved) {
  uint32_t at = hash(name, resolved) & (s->n_slots - 1);
  while (s->slots[at] && !same(&s->list[s->slots[at] - 1], name, resolved))
    at = (at + 1) & (s->n_slots - 1);
  return &s->slots[at];
}

/* Keep the slots at most half full. */
static bool make_slots(quoth__speakers *s) {
  if (s->n_slots > 0 && s->count < s->n_slots / 2) return true;
  uint32_t n = s->n_slots ? s->n_slots * 2 : 64;
  uint32_t *slots = calloc(n, sizeof *slots);
  if (!slots) return false;
  free(s->slots);
  s->slots = slots;
  s->n_slots = n;
  for (uint32_t i = 0; i < s->count; i++)
    *slot_of(s, &s->list[i].name, s->list[i].resolved) = i + 1;
  return true;
}

/* The golden angle: however many speakers, neighbours look different. */
static uint32_t hue_of(uint32_t n, const quoth__plain *name) {
  if (name->len == 0) return QUOTH__HUE_NONE;
  return (uint32_t)((25u + n * 137508ull / 1000u) % 360u);
}

/* The number of a speaker; `name` is given away, or freed when known. */
static uint32_t enter(quoth__speakers *s, quoth__plain *name, bool resolved) {
  uint32_t found = QUOTH_NONE;
  if (name->failed || !make_slots(s)) goto done;
  uint32_t *slot = slot_of(s, name, resolved);
  if (*slot) {
    found = *slot - 1;
    goto done;
  }
  if (!grow((void **)&s->list, &s->cap, s->count, sizeof *s->list)) goto done;
  s->list[s->count] =
      (quoth__speaker){*name, resolved, hue_of(s->count, name), 0};
  *name = (quoth__plain){0}; /* given away */
  found = s->count++;
  *slot = found + 1;
done:
  quoth__plain_done(name);
  return found;
}

static void add_spans(quoth__plain *out, const quoth_doc *doc,
                      const quoth__attribution *t, const char *role) {
  const char *text = quoth_doc_text(doc, NULL);
  quoth_span span;
  for (uint32_t at = 0; quoth__attribution_next(t, role, &at, &span);) {
    if (out->len > 0) quoth__plain_add(out, " \xE2\x80\xA6 ", 5);
    quoth__plain_add_text(out, text + span.start, span.end - span.start);
  }
}

uint32_t quoth__speakers_add(quoth__speakers *s, const quoth_doc *doc,
                             const quoth__attribution *t, uint32_t article) {
  quoth__plain name = {0};
  bool resolved = t->found || (t->speaker.s && t->speaker.len > 0);
  /* A page of findings has its layers where other pages have speakers. */
  if (t->found) quoth__plain_add_text(&name, t->a.layer, strlen(t->a.layer));
  else if (resolved) quoth__plain_add_text(&name, t->speaker.s, t->speaker.len);
  else add_spans(&name, doc, t, "source");
  uint32_t speaker = enter(s, &name, resolved);
  if (speaker == QUOTH_NONE) return QUOTH_NONE;
  if (!grow((void **)&s->said, &s->cap_said, s->n_said, sizeof *s->said))
    return QUOTH_NONE;
  quoth__said *said = &s->said[s->n_said++];
  *said = (quoth__said){.speaker = speaker, .article = article,
                        .kind = t->kind, .found = t->found};
  if (t->act.s) quoth__plain_add_text(&said->act, t->act.s, t->act.len);
  if (t->found)
    quoth__plain_add_text(&said->content, quoth_doc_text(doc, NULL) + t->at,
                          t->a.span.end - t->at);
  else
    add_spans(&said->content, doc, t, "content");
  s->list[speaker].n_said++;
  return said->content.failed ? QUOTH_NONE : s->n_said - 1;
}

static int by_rank(const void *left, const void *right) {
  const quoth__speaker *a = *(const quoth__speaker *const *)left;
  const quoth__speaker *b = *(const quoth__speaker *const *)right;
  if (a->resolved != b->resolved) return a->resolved ? -1 : 1;
  if (a->n_said != b->n_said) return a->n_said > b->n_said ? -1 : 1;
  return strcmp(a->name.s ? a->name.s : "", b->name.s ? b->name.s : "");
}

uint32_t *quoth__speakers_order(const quoth__speakers *s) {
  size_t n = s->count > 0 ? s->count : 1;
  const quoth__speaker **sorted = malloc(n * sizeof *sorted);
  uint32_t *order = malloc(n * sizeof *order);
  if (sorted && order) {
    for (uint32_t i = 0; i < s->count; i++) sorted[i] = &s->list[i];
    qsort(sorted, s->count, sizeof *sorted, by_rank);
    for (uint32_t i = 0; i < s->count; i++)
      order[i] = (uint32_t)(sorted[i] - s->list);
  } else {
    free(order);
    order = NULL;
  }
  free(sorted);
  return order;
}
