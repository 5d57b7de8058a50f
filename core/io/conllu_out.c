/* SPDX-License-Identifier: MIT */
/*
 * CoNLL-U: the sentences of each article, lemmas, tags and trees where there is
 * a model for the language, and in MISC where each token starts and ends and of
 * which spans it is: Content=B-0 begins the content of attribution 0, I-0 goes
 * on.
 */
#include <stdlib.h>
#include <string.h>

#include "io/formats_out.h"
#include "io/json.h"
#include "io/text_out.h"

#define REPLACEMENT "\xEF\xBF\xBD"

struct book {
  quoth__out *out;
  const quoth__article *a;
  const quoth__items *items;
  const quoth_token *tokens;
  uint32_t n_tokens;
  bool has_layers; /* a model is there, as far as is known */
  quoth__cursor cursor;
};

static void column(struct book *b, const char *s) {
  quoth__out_char(b->out, '\t');
  if (s && *s) quoth__text_write_line(b->out, s, strlen(s), REPLACEMENT);
  else quoth__out_char(b->out, '_');
}

static const char *layer(struct book *b, quoth_layer layer, uint32_t token) {
  const char *value = NULL;
  quoth_error error;
  if (b->has_layers &&
      quoth_context_layer(b->a->context, layer, token, &value, &error) !=
          QUOTH_OK) {
    b->has_layers = false;
    value = NULL;
  }
  return value;
}

/* HEAD: the number of a token in the sentence, 0 for its root. */
static void write_head(struct book *b, uint32_t first, uint32_t last,
                       uint32_t token, const char *dep) {
  uint32_t head;
  quoth_error error;
  quoth__out_char(b->out, '\t');
  if (!b->has_layers || !dep ||
      quoth_context_head(b->a->context, token, &head, &error) != QUOTH_OK)
    quoth__out_char(b->out, '_');
  else if (head == QUOTH_NONE) quoth__out_char(b->out, '0');
  else if (head >= first && head < last)
    quoth__out_u32(b->out, head - first + 1);
  else quoth__out_char(b->out, '_');
}

static bool follows_space(const struct book *b, uint32_t token) {
  return token + 1 < b->n_tokens &&
         b->tokens[token + 1].flags & QUOTH_TOKEN_SPACE_BEFORE;
}

/* Content=B-0,I-2: of all spans with one label that hold the token. */
static void write_label(const struct book *b, quoth_span token,
                        const char *label) {
  const char *before = NULL;
  for (uint32_t i = 0; i < b->items->n; i++) {
    const quoth__item *item = &b->items->list[i];
    if (strcmp(item->label, label) != 0 || item->span.start >= token.end ||
        item->span.end <= token.start)
      continue;
    if (!before) {
      quoth__text_write_name(b->out, label);
      before = "=";
    }
    quoth__out_str(b->out, before);
    bool begins = item->span.start >= token.start;
    quoth__out_str(b->out, begins ? "B-" : "I-");
    quoth__out_u32(b->out, item->owner);
    before = ",";
  }
  if (before) quoth__out_char(b->out, '|');
}

/* Each label once, in the order in which they come up. */
static void write_labels(const struct book *b, quoth_span token) {
  for (uint32_t i = 0; i < b->items->n; i++) {
    bool first = true;
    for (uint32_t k = 0; first && k < i; k++)
      first = strcmp(b->items->list[k].label, b->items->list[i].label) != 0;
    if (first) write_label(b, token, b->items->list[i].label);
  }
}

static void write_misc(struct book *b, uint32_t token) {
  quoth_span span = b->tokens[token].span;
  quoth_span place = quoth__cursor_span(&b->cursor, span);
  quoth__out_char(b->out, '\t');
  write_labels(b, span);
  if (!follows_space(b, token)) quoth__out_str(b->out, "SpaceAfter=No|");
  quoth__out_str(b->out, "TokenRange=");
  quoth__out_u32(b->out, place.start);
  quoth__out_char(b->out, ':');
  quoth__out_u32(b->out, place.end);
}

static void write_token(struct book *b, uint32_t first, uint32_t last,
                        uint32_t token) {
  const quoth_type *type = quoth_doc_type(b->a->doc, b->tokens[token].type);
  const char *lemma = layer(b, QUOTH_LAYER_LEMMA, token);
  const char *pos = layer(b, QUOTH_LAYER_POS, token);
  const char *tag = layer(b, QUOTH_LAYER_TAG, token);
  const char *dep = layer(b, QUOTH_LAYER_DEP, token);
  quoth__out_u32(b->out, token - first + 1);
  quoth__out_char(b->out, '\t');
  quoth__text_write_line(b->out, type->text, type->text_len, REPLACEMENT);
  column(b, lemma);
  column(b, pos);
  column(b, tag);
  column(b, NULL);
  write_head(b, first, last, token, dep);
  column(b, dep);
  column(b, NULL);
  write_misc(b, token);
  quoth__out_char(b->out, '\n');
}

/* The sentence as its tokens make it: for white space of any kind a space. */
static void write_text(const struct book *b, uint32_t first, uint32_t last) {
  quoth__out_str(b->out, "# text = ");
  for (uint32_t i = first; i < last; i++) {
    const quoth_type *type = quoth_doc_type(b->a->doc, b->tokens[i].type);
    quoth__text_write_line(b->out, type->text, type->text_len, REPLACEMENT);
    if (i + 1 < last && follows_space(b, i)) quoth__out_char(b->out, ' ');
  }
  quoth__out_char(b->out, '\n');
}

/* Of attributions that begin in the sentence: "# attribution 0 = {...}". */
static void write_facts(const struct book *b, quoth_span sentence) {
  for (uint32_t i = 0; i < b->items->n_owners; i++) {
    const quoth__attribution *t = &b->items->owners[i];
    quoth__fact facts[QUOTH__FACTS_MAX];
    char room[QUOTH__FACT_ROOM];
    if (t->at < sentence.start || t->at >= sentence.end) continue;
    size_t n = quoth__facts_of(t, facts, room);
    quoth__out_str(b->out, "# attribution ");
    quoth__out_u32(b->out, i);
    quoth__out_str(b->out, " = {");
    for (size_t f = 0; f < n; f++) {
      if (f > 0) quoth__out_str(b->out, ", ");
      quoth__json_str(b->out, facts[f].name);
      quoth__out_str(b->out, ": ");
      quoth__json_value(b->out, &facts[f].value);
    }
    quoth__out_str(b->out, "}\n");
  }
}

static void write_sentence(struct book *b, uint32_t number, uint32_t first,
                           uint32_t last) {
  bool paragraph = b->tokens[first].flags & QUOTH_TOKEN_PARAGRAPH_FIRST;
  quoth_span span = {b->tokens[first].span.start, b->tokens[last - 1].span.end};
  if (number == 1) {
    quoth__out_str(b->out, "# newdoc id = ");
    quoth__text_write_line(b->out, b->a->record->id, b->a->record->id_len, " ");
    quoth__out_char(b->out, '\n');
  }
  if (paragraph) quoth__out_str(b->out, "# newpar\n");
  quoth__out_str(b->out, "# sent_id = ");
  quoth__text_write_line(b->out, b->a->record->id, b->a->record->id_len, " ");
  quoth__out_char(b->out, '-');
  quoth__out_u32(b->out, number);
  quoth__out_char(b->out, '\n');
  write_text(b, first, last);
  write_facts(b, span);
  for (uint32_t i = first; i < last; i++) write_token(b, first, last, i);
  quoth__out_char(b->out, '\n');
}

static quoth_status render(const quoth__writer *w, quoth__out *out,
                           const quoth__article *a,
                           const quoth__items *items) {
  struct book b = {.out = out, .a = a, .items = items,
                   .has_layers = true,
                   .cursor = {a, w->options.unit, 0, 0}};
  b.tokens = quoth_doc_tokens(a->doc, &b.n_tokens);
  uint32_t number = 0;
  for (uint32_t first = 0, last; first < b.n_tokens; first = last) {
    last = first + 1;
    while (last < b.n_tokens &&
           !(b.tokens[last].flags & QUOTH_TOKEN_SENTENCE_FIRST))
      last++;
    write_sentence(&b, ++number, first, last);
  }
  return QUOTH_OK;
}

const quoth__writing quoth__conllu_writing = {.render_items = render};
