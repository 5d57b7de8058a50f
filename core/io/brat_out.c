/* SPDX-License-Identifier: MIT */
/*
 * brat standoff: a folder with NAME.txt and NAME.ann for each article, and the
 * configuration that shows them: annotation.conf names what came up. Offsets in
 * code points. A text-bound annotation has a fragment for each line and part.
 */
#include <stdlib.h>
#include <string.h>

#include "io/folder.h"
#include "io/json.h"
#include "io/text_out.h"

enum { WORDS_MAX = 256 };

/* Distinct words, as the configuration needs them. */
struct words {
  char *list[WORDS_MAX];
  size_t n;
};

typedef struct state {
  struct words labels, acts;
} state;

struct ann {
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
  uint32_t *ids; /* number of the T of each item's group */
  uint32_t n_bound, n_links, n_attributes;
};

/* ---- The annotations of an article --------------------------------------- */

static bool ends_line(char c) { return c == '\n' || c == '\r'; }

/* Fragments of an item: its lines that are not blank. False: no more. */
static bool next_fragment(const struct ann *ann, const quoth__item *item,
                          uint32_t *at, quoth_span *fragment) {
  const char *text = ann->a->record->text;
  while (*at < item->span.end && (ends_line(text[*at]) || text[*at] == ' '))
    ++*at;
  if (*at >= item->span.end) return false;
  uint32_t end = *at;
  while (end < item->span.end && !ends_line(text[end])) end++;
  *fragment = (quoth_span){*at, end};
  *at = end;
  while (text[fragment->end - 1] == ' ') fragment->end--;
  return true;
}

/* Items of one owner and label are one annotation. */
static bool is_same(const quoth__item *a, const quoth__item *b) {
  return a->owner == b->owner && strcmp(a->label, b->label) == 0;
}

/* All fragments of the annotation: their offsets, or their texts. */
static void write_fragments(const struct ann *ann, const quoth__item *first,
                            bool texts) {
  const quoth__items *items = ann->items;
  const char *text = ann->a->record->text;
  const char *between = "";
  for (uint32_t i = 0; i < items->n; i++) {
    quoth_span f;
    if (!is_same(first, &items->list[i])) continue;
    for (uint32_t at = items->list[i].span.start;
         next_fragment(ann, &items->list[i], &at, &f);) {
      quoth__out_str(ann->out, between);
      between = texts ? " " : ";";
      if (texts) {
        quoth__text_write_line(ann->out, text + f.start, f.end - f.start, " ");
        continue;
      }
      f = quoth__article_span(ann->a, f, QUOTH__UNIT_CODEPOINTS);
      quoth__out_u32(ann->out, f.start);
      quoth__out_char(ann->out, ' ');
      quoth__out_u32(ann->out, f.end);
    }
  }
}

/* True when there is something to mark. */
static bool has_fragment(const struct ann *ann, const quoth__item *item) {
  quoth_span fragment;
  uint32_t at = item->span.start;
  return next_fragment(ann, item, &at, &fragment);
}

static void write_bound(struct ann *ann, uint32_t i) {
  const quoth__item *item = &ann->items->list[i];
  ann->ids[i] = 0;
  if (!has_fragment(ann, item)) return;
  for (uint32_t k = 0; k < i; k++)
    if (is_same(item, &ann->items->list[k]) && ann->ids[k]) {
      ann->ids[i] = ann->ids[k];
      return;
    }
  ann->ids[i] = ++ann->n_bound;
  quoth__out_char(ann->out, 'T');
  quoth__out_u32(ann->out, ann->ids[i]);
  quoth__out_char(ann->out, '\t');
  quoth__text_write_name(ann->out, item->label);
  quoth__out_char(ann->out, ' ');
  write_fragments(ann, item, false);
  quoth__out_char(ann->out, '\t');
  write_fragments(ann, item, true);
  quoth__out_char(ann->out, '\n');
}

static void write_line(quoth__out *out, char kind, uint32_t number,
                       const char *name) {
  quoth__out_char(out, kind);
  quoth__out_u32(out, number);
  quoth__out_char(out, '\t');
  quoth__out_str(out, name);
}

/* From a content to its cue or source: "R1 HasCue Arg1:T1 Arg2:T2". */
static void write_link(struct ann *ann, uint32_t i) {
  const quoth__item *item = &ann->items->list[i];
  const quoth__item *head =
      quoth__item_first(ann->items, item->owner, "content");
  if (!head || is_same(head, item) || item->nth > 0) return;
  uint32_t from = ann->ids[head - ann->items->list];
  if (!from || !ann->ids[i]) return;
  write_line(ann->out, 'R', ++ann->n_links, "Has");
  quoth__text_write_name(ann->out, item->label);
  quoth__out_str(ann->out, " Arg1:T");
  quoth__out_u32(ann->out, from);
  quoth__out_str(ann->out, " Arg2:T");
  quoth__out_u32(ann->out, ann->ids[i]);
  quoth__out_char(ann->out, '\n');
}

static void write_attribute(struct ann *ann, const char *name, uint32_t id,
                            const char *value) {
  write_line(ann->out, 'A', ++ann->n_attributes, name);
  quoth__out_str(ann->out, " T");
  quoth__out_u32(ann->out, id);
  quoth__out_char(ann->out, ' ');
  quoth__text_write_name(ann->out, value);
  quoth__out_char(ann->out, '\n');
}

/* Kind and act as attributes, the rest as a note. */
static void write_facts(struct ann *ann, uint32_t i) {
  const quoth__item *item = &ann->items->list[i];
  const quoth__attribution *t = &ann->items->owners[item->owner];
  bool bearer = t->found || strcmp(item->label, "content") == 0;
  if (!bearer || item->nth > 0 || !ann->ids[i]) return;
  quoth__fact facts[QUOTH__FACTS_MAX];
  char room[QUOTH__FACT_ROOM];
  size_t n = quoth__facts_of(t, facts, room);
  const char *comma = "";
  if (!t->found)
    write_attribute(ann, "Kind", ann->ids[i], quoth_kind_name(t->kind));
  if (t->act.len > 0) write_attribute(ann, "Act", ann->ids[i], t->act.s);
  write_line(ann->out, '#', ann->ids[i], "AnnotatorNotes T");
  quoth__out_u32(ann->out, ann->ids[i]);
  quoth__out_char(ann->out, '\t');
  for (size_t f = 0; f < n; f++) {
    const quoth_value *v = &facts[f].value;
    if (strcmp(facts[f].name, "kind") == 0 || strcmp(facts[f].name, "act") == 0)
      continue;
    quoth__out_str(ann->out, comma);
    quoth__out_str(ann->out, facts[f].name);
    quoth__out_char(ann->out, '=');
    if (v->kind == QUOTH_VALUE_STRING)
      quoth__text_write_line(ann->out, v->string, v->len, " ");
    else quoth__json_value(ann->out, v);
    comma = ", ";
  }
  quoth__out_char(ann->out, '\n');
}

static bool write_ann(struct ann *ann) {
  ann->ids = calloc(ann->items->n + 1, sizeof *ann->ids);
  if (!ann->ids) return false;
  for (uint32_t i = 0; i < ann->items->n; i++) write_bound(ann, i);
  for (uint32_t i = 0; i < ann->items->n; i++) write_link(ann, i);
  for (uint32_t i = 0; i < ann->items->n; i++) write_facts(ann, i);
  free(ann->ids);
  return true;
}

/*
 * Frames: the id, the text, the annotations; then labels and acts, each "l" or
 * "a" and the word.
 */
static void add_words(quoth__out *out, const quoth__items *items) {
  char word[128];
  for (uint32_t i = 0; i < items->n; i++) {
    const quoth__text act = items->owners[items->list[i].owner].act;
    size_t n = strlen(items->list[i].label);
    if (n + 1 < sizeof word) {
      word[0] = 'l';
      memcpy(word + 1, items->list[i].label, n);
      quoth__frame_add(out, word, n + 1);
    }
    if (act.len == 0 || act.len + 1 >= sizeof word) continue;
    word[0] = 'a';
    memcpy(word + 1, act.s, act.len);
    quoth__frame_add(out, word, act.len + 1);
  }
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  (void)w;
  quoth_status status = QUOTH_OK;
  size_t len = 0;
  const char *bytes;
  quoth__out *part = quoth__out_memory();
  struct ann ann = {.out = part, .a = a, .items = items};
  if (!part) status = QUOTH_ENOMEM;
  else {
    quoth__frame_add(out, a->record->id, a->record->id_len);
    quoth__text_write(part, a->record->text, a->record->text_len);
    bytes = quoth__out_bytes(part, &len);
    quoth__frame_add(out, bytes, len);
    quoth__out_clear(part);
    if (!write_ann(&ann)) status = QUOTH_ENOMEM;
    bytes = quoth__out_bytes(part, &len);
    quoth__frame_add(out, bytes, len);
    add_words(out, items);
    if (quoth__out_error(part)) status = QUOTH_ENOMEM;
  }
  quoth__out_close(part);
  return status;
}

/* ---- The folder ---------------------------------------------------------- */

static void begin(quoth__writer *w) {
  quoth__folder_make(w);
  w->state = calloc(1, sizeof(state));
  if (!w->state) quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
}

static bool add_word(struct words *words, const char *s, size_t len) {
  for (size_t i = 0; i < words->n; i++)
    if (strlen(words->list[i]) == len && memcmp(words->list[i], s, len) == 0)
      return true;
  if (words->n == WORDS_MAX) return true; /* brat shows others all the same */
  char *copy = strndup(s, len);
  if (copy) words->list[words->n++] = copy;
  return copy != NULL;
}

static void commit(quoth__writer *w, const char *bytes, size_t len) {
  char name[QUOTH__FOLDER_NAME_MAX + 8];
  const char *parts[3] = {""}, *s;
  size_t at = 0, n, sizes[3] = {0};
  state *state = w->state;
  if (!state) return;
  for (int i = 0; i < 3; i++)
    if (!quoth__frame_next(bytes, len, &at, &parts[i], &sizes[i])) return;
  quoth__folder_name(w, parts[0], sizes[0], name);
  size_t end = strlen(name);
  strcpy(name + end, ".txt");
  quoth__folder_put(w, name, parts[1], sizes[1]);
  strcpy(name + end, ".ann");
  quoth__folder_put(w, name, parts[2], sizes[2]);
  bool ok = true;
  while (ok && quoth__frame_next(bytes, len, &at, &s, &n))
    ok = add_word(*s == 'l' ? &state->labels : &state->acts, s + 1, n - 1);
  if (!ok) quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
}

static bool has_word(const struct words *words, const char *word) {
  for (size_t i = 0; i < words->n; i++)
    if (strcmp(words->list[i], word) == 0) return true;
  return false;
}

static void write_annotation_conf(quoth__out *out, const state *state) {
  quoth__out_str(out, "[entities]\n");
  for (size_t i = 0; i < state->labels.n; i++) {
    quoth__text_write_name(out, state->labels.list[i]);
    quoth__out_char(out, '\n');
  }
  quoth__out_str(out, "\n[relations]\n");
  bool content = has_word(&state->labels, "content");
  for (size_t i = 0; content && i < state->labels.n; i++) {
    const char *label = state->labels.list[i];
    if (strcmp(label, "content") == 0) continue;
    quoth__out_str(out, "Has");
    quoth__text_write_name(out, label);
    quoth__out_str(out, "\tArg1:Content, Arg2:");
    quoth__text_write_name(out, label);
    quoth__out_char(out, '\n');
  }
  quoth__out_str(out, "<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n"
                      "\n[events]\n\n[attributes]\n");
  if (!content) return;
  quoth__out_str(out, "Kind\tArg:Content, Value:Direct|Indirect|Mixed\n");
  for (size_t i = 0; i < state->acts.n; i++) {
    quoth__out_str(out, i == 0 ? "Act\tArg:Content, Value:" : "|");
    quoth__text_write_name(out, state->acts.list[i]);
  }
  if (state->acts.n > 0) quoth__out_char(out, '\n');
}

static const char visual_conf[] =
  "[labels]\n\n[drawing]\n"
  "SPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken\n"
  "Content\tbgColor:#cfe8cf\nCue\tbgColor:#cfe4f5\nSource\tbgColor:#f7e3b0\n"
  "ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n"
  "Kind\tposition:left, glyph:none\n";

static void free_words(struct words *words) {
  for (size_t i = 0; i < words->n; i++) free(words->list[i]);
}

static void finish(quoth__writer *w) {
  state *state = w->state;
  if (!state) return;
  quoth__out *out = quoth__out_memory();
  if (out) {
    size_t len;
    write_annotation_conf(out, state);
    const char *bytes = quoth__out_bytes(out, &len);
    quoth__folder_put(w, "annotation.conf", bytes, len);
    quoth__folder_put(w, "visual.conf", visual_conf, sizeof visual_conf - 1);
  } else {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
  }
  quoth__out_close(out);
  free_words(&state->labels);
  free_words(&state->acts);
  free(state);
}

const quoth__writing quoth__brat_writing = {
  .own_files = true, .begin = begin, .render_items = render, .commit = commit,
  .finish = finish,
};
