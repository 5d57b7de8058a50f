/* SPDX-License-Identifier: MIT */
#include "lang/analysis.h"

#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "lang/split.h"

enum {
  LONGEST = 200, /* tokens; a longer sentence is analysed in pieces */
  LEMMA_CACHE = 1024,
};

/* The words of a type, found once a doc. */
typedef struct type_words {
  uint32_t n, main;
  uint32_t lemma_from; /* bytes before the last part of a hyphenated token */
  quoth_span main_span;
  quoth__entry entries[];
} type_words;

/* A sentence, or a piece of a very long one: tokens [first, end). */
typedef struct piece {
  uint32_t first, end;
  uint8_t *tags; /* of its words; NULL: not tagged */
  bool parsed;
} piece;

typedef struct lemma_cell {
  uint32_t type, tag;
  const char *lemma;
} lemma_cell;

struct quoth__analysis {
  quoth__mem mem;
  const quoth_model *model;
  const quoth_doc *doc;
  quoth__arena arena; /* what belongs to one doc */
  quoth_status status;
  bool ready; /* the arrays of the doc are made */
  const quoth_token *tokens;
  uint32_t n_tokens;
  uint32_t *piece_of; /* by token */
  uint8_t *tag, *dep; /* by token */
  uint32_t *head;
  const char **lemma;
  quoth_word *given; /* NULL: nothing was set */
  lemma_cell *cache;
  QUOTH__VEC(piece) pieces;
  QUOTH__VEC(const type_words *) types;
  QUOTH__VEC(const quoth__entry *) words; /* of the piece at hand */
  QUOTH__VEC(uint32_t) token_of;          /* of each word */
  QUOTH__VEC(uint32_t) heads;
  QUOTH__VEC(uint8_t) labels;
  quoth__parser_room room;
  quoth_layer_counts counts;
};

quoth_status quoth__analysis_new(const quoth__mem *mem,
                                 quoth__analysis **out) {
  quoth__analysis *a = quoth__mem_zero(mem, sizeof *a);
  if (!a) return QUOTH_ENOMEM;
  a->mem = *mem;
  a->room.mem = *mem;
  quoth__arena_init(&a->arena, mem);
  *out = a;
  return QUOTH_OK;
}

void quoth__analysis_free(quoth__analysis *a) {
  if (!a) return;
  quoth__mem mem = a->mem;
  quoth__arena_done(&a->arena);
  quoth__parser_done(&a->room);
  QUOTH__VEC_DONE(&mem, &a->pieces);
  QUOTH__VEC_DONE(&mem, &a->types);
  QUOTH__VEC_DONE(&mem, &a->words);
  QUOTH__VEC_DONE(&mem, &a->token_of);
  QUOTH__VEC_DONE(&mem, &a->heads);
  QUOTH__VEC_DONE(&mem, &a->labels);
  quoth__mem_free(&mem, a, sizeof *a);
}

void quoth__analysis_open(quoth__analysis *a, const quoth_model *model,
                          const quoth_doc *doc) {
  quoth__arena_reset(&a->arena);
  a->model = model;
  a->doc = doc;
  a->ready = false;
  a->given = NULL;
  a->status = QUOTH_OK;
  a->pieces.count = a->types.count = 0;
  uint32_t n = 0;
  quoth_doc_sentences(doc, &n);
  a->counts.sentences += n;
}

quoth_status quoth__analysis_status(const quoth__analysis *a) {
  return a->status;
}

quoth_layer_counts quoth__analysis_count(const quoth__analysis *a) {
  return a->counts;
}

static bool no_memory(quoth__analysis *a) {
  a->status = QUOTH_ENOMEM;
  return false;
}

/* ---- Pieces --------------------------------------------------------------- */

static bool add_piece(quoth__analysis *a, uint32_t first, uint32_t end) {
  for (uint32_t i = first; i < end; i++) a->piece_of[i] = a->pieces.count;
  return QUOTH__VEC_ADD(&a->mem, &a->pieces, (piece){first, end, NULL, false}) ||
         no_memory(a);
}

static bool find_pieces(quoth__analysis *a) {
  uint32_t first = 0;
  for (uint32_t i = 1; i <= a->n_tokens; i++) {
    bool ends = i == a->n_tokens || i - first == LONGEST ||
                a->tokens[i].flags & QUOTH_TOKEN_SENTENCE_FIRST;
    if (!ends) continue;
    if (!add_piece(a, first, i)) return false;
    first = i;
  }
  return true;
}

/* The arrays of a doc, made at the first question. */
static bool make_ready(quoth__analysis *a) {
  if (a->ready || a->status != QUOTH_OK) return a->ready;
  a->tokens = quoth_doc_tokens(a->doc, &a->n_tokens);
  uint32_t n = a->n_tokens;
  a->piece_of = quoth__arena_new(&a->arena, n * sizeof *a->piece_of);
  a->tag = quoth__arena_new(&a->arena, n);
  a->dep = quoth__arena_new(&a->arena, n);
  a->head = quoth__arena_new(&a->arena, n * sizeof *a->head);
  a->lemma = quoth__arena_zero(&a->arena, n * sizeof *a->lemma);
  a->cache = quoth__arena_zero(&a->arena, LEMMA_CACHE * sizeof *a->cache);
  if (!a->piece_of || !a->tag || !a->dep || !a->head || !a->lemma || !a->cache)
    return no_memory(a);
  return a->ready = find_pieces(a);
}

/* ---- Words ---------------------------------------------------------------- */

static const type_words *read_type(quoth__analysis *a, uint32_t id) {
  const quoth_type *type = quoth_doc_type(a->doc, id);
  quoth__split split = {.parts = {{0, type->text_len}}, .n = 1};
  if (type->cls == QUOTH_CLASS_WORD || type->cls == QUOTH_CLASS_NUMBER)
    quoth__split_token(type->text, type->text_len, &split);
  type_words *w = quoth__arena_new(
      &a->arena, sizeof *w + split.n * sizeof *w->entries);
  if (!w) {
    no_memory(a);
    return NULL;
  }
  w->n = split.n;
  w->main = split.main;
  w->main_span = split.parts[split.main];
  w->lemma_from = split.hyphened ? w->main_span.start : 0;
  for (uint32_t i = 0; i < split.n; i++)
    quoth__words_look(&a->model->tagger.words, type->text + split.parts[i].start,
                      split.parts[i].end - split.parts[i].start,
                      &w->entries[i]);
  return w;
}

static const type_words *type_at(quoth__analysis *a, uint32_t token) {
  uint32_t id = a->tokens[token].type;
  if (id >= a->types.count) {
    uint32_t more = id + 1 - a->types.count;
    if (!QUOTH__VEC_RESERVE(&a->mem, &a->types, more)) {
      no_memory(a);
      return NULL;
    }
    memset(a->types.data + a->types.count, 0, more * sizeof *a->types.data);
    a->types.count += more;
  }
  if (!a->types.data[id]) a->types.data[id] = read_type(a, id);
  return a->types.data[id];
}

/* The words of a piece into `words` and `token_of`. */
static bool gather(quoth__analysis *a, const piece *p) {
  a->words.count = a->token_of.count = 0;
  for (uint32_t t = p->first; t < p->end; t++) {
    const type_words *w = type_at(a, t);
    if (!w) return false;
    if (!QUOTH__VEC_RESERVE(&a->mem, &a->words, w->n) ||
        !QUOTH__VEC_RESERVE(&a->mem, &a->token_of, w->n))
      return no_memory(a);
    for (uint32_t i = 0; i < w->n; i++) {
      a->words.data[a->words.count++] = &w->entries[i];
      a->token_of.data[a->token_of.count++] = t;
    }
  }
  return true;
}

/* ---- Tags ----------------------------------------------------------------- */

static bool tag_piece(quoth__analysis *a, piece *p) {
  if (p->tags) return true;
  if (!gather(a, p)) return false;
  uint8_t *tags = quoth__arena_new(&a->arena, a->words.count);
  if (!tags) return no_memory(a);
  quoth__tagger_run(&a->model->tagger, a->words.data, a->words.count, tags);
  uint32_t at = 0;
  for (uint32_t t = p->first; t < p->end; t++) {
    const type_words *w = a->types.data[a->tokens[t].type];
    a->tag[t] = tags[at + w->main];
    at += w->n;
  }
  p->tags = tags;
  a->counts.tagged++;
  return true;
}

/* ---- Trees ---------------------------------------------------------------- */

/* Up from the token's main word, as long as the head lies in the token too. */
static uint32_t top_word(const quoth__analysis *a, uint32_t word) {
  uint32_t token = a->token_of.data[word];
  for (uint32_t steps = 0; steps < QUOTH__SPLIT_MAX; steps++) {
    uint32_t head = a->heads.data[word];
    if (head >= a->words.count || a->token_of.data[head] != token) break;
    word = head;
  }
  return word;
}

/* Two tokens of several words may seem to hang on each other. */
static void cut_circle(quoth__analysis *a, uint32_t token, uint32_t n) {
  uint32_t at = a->head[token];
  for (; n && at != QUOTH_NONE && at != token; n--) at = a->head[at];
  if (at != QUOTH_NONE) a->head[token] = QUOTH_NONE;
}

static void attach(quoth__analysis *a, const piece *p) {
  uint32_t at = 0;
  for (uint32_t t = p->first; t < p->end; t++) {
    const type_words *w = a->types.data[a->tokens[t].type];
    uint32_t word = top_word(a, at + w->main), head = a->heads.data[word];
    a->dep[t] = a->labels.data[word];
    a->head[t] =
        head < a->words.count ? a->token_of.data[head] : QUOTH_NONE;
    at += w->n;
  }
  for (uint32_t t = p->first; t < p->end; t++)
    if (a->types.data[a->tokens[t].type]->n > 1)
      cut_circle(a, t, p->end - p->first);
}

static bool parse_piece(quoth__analysis *a, piece *p) {
  if (p->parsed) return true;
  if (!tag_piece(a, p) || !gather(a, p)) return false;
  a->heads.count = a->labels.count = 0;
  uint32_t n = a->words.count;
  if (!QUOTH__VEC_RESERVE(&a->mem, &a->heads, n) ||
      !QUOTH__VEC_RESERVE(&a->mem, &a->labels, n))
    return no_memory(a);
  if (quoth__parser_run(&a->model->network, a->model->kernel, &a->room,
                        a->words.data, p->tags, n, a->heads.data,
                        a->labels.data) != QUOTH_OK)
    return no_memory(a);
  attach(a, p);
  p->parsed = true;
  a->counts.parsed++;
  return true;
}

/* ---- Questions ------------------------------------------------------------- */

static piece *piece_at(quoth__analysis *a, uint32_t token) {
  if (!a->doc || !a->model || !make_ready(a) || token >= a->n_tokens)
    return NULL;
  return &a->pieces.data[a->piece_of[token]];
}

/* The tokens before the last part of a hyphenated one stay as they are. */
static const char *make_lemma(quoth__analysis *a, uint32_t token) {
  const quoth_type *type = quoth_doc_type(a->doc, a->tokens[token].type);
  const type_words *w = a->types.data[a->tokens[token].type];
  uint32_t tag = a->tag[token], from = w->lemma_from;
  quoth__inflection inflection =
      (quoth__inflection)a->model->inflection[tag];
  char last[QUOTH__LEMMA_MAX];
  uint32_t n = quoth__lemma_find(
      &a->model->lemmas, type->text + w->main_span.start,
      w->main_span.end - w->main_span.start, tag, inflection, last);
  bool is_name = inflection == QUOTH__INFLECT_NAME ||
                 inflection == QUOTH__INFLECT_NAMES;
  char *lemma = quoth__arena_new(&a->arena, (size_t)from + n + 1);
  if (!lemma) {
    no_memory(a);
    return NULL;
  }
  for (uint32_t i = 0; i < from; i++) {
    char c = type->text[i];
    lemma[i] = (char)(!is_name && c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  memcpy(lemma + from, last, n + 1);
  return lemma;
}

static const char *lemma_of(quoth__analysis *a, uint32_t token) {
  if (a->lemma[token]) return a->lemma[token];
  uint32_t type = a->tokens[token].type, tag = a->tag[token];
  lemma_cell *cell = &a->cache[quoth__mix(type, tag) % LEMMA_CACHE];
  if (!cell->lemma || cell->type != type || cell->tag != tag)
    *cell = (lemma_cell){type, tag, make_lemma(a, token)};
  return a->lemma[token] = cell->lemma;
}

const char *quoth__analysis_get(quoth__analysis *a, quoth_layer layer,
                                uint32_t token) {
  if (a->given)
    return token < a->n_tokens ? a->given[token].values[layer] : NULL;
  piece *p = piece_at(a, token);
  if (!p || !tag_piece(a, p)) return NULL;
  const uint8_t *tag = a->model->tags + 2 * (size_t)a->tag[token];
  switch (layer) {
    case QUOTH_LAYER_LEMMA: return lemma_of(a, token);
    case QUOTH_LAYER_POS: return a->model->upos[tag[0]];
    case QUOTH_LAYER_TAG: return a->model->xpos[tag[1]];
    case QUOTH_LAYER_DEP:
      return parse_piece(a, p) ? a->model->labels[a->dep[token]] : NULL;
    case QUOTH_LAYER_COUNT: break;
  }
  return NULL;
}

uint32_t quoth__analysis_head(quoth__analysis *a, uint32_t token) {
  if (a->given)
    return token < a->n_tokens ? a->given[token].head : QUOTH_NONE;
  piece *p = piece_at(a, token);
  return p && parse_piece(a, p) ? a->head[token] : QUOTH_NONE;
}

static bool hangs_on(quoth__analysis *a, uint32_t token, uint32_t on,
                     uint32_t steps) {
  for (; steps && token != QUOTH_NONE; steps--) {
    if (token == on) return true;
    token = quoth__analysis_head(a, token);
  }
  return false;
}

void quoth__analysis_subtree(quoth__analysis *a, uint32_t token,
                             uint32_t *first, uint32_t *last) {
  *first = *last = token;
  if (!a->doc || !make_ready(a) || token >= a->n_tokens) return;
  const piece *p = &a->pieces.data[a->piece_of[token]];
  uint32_t n = p->end - p->first;
  for (uint32_t t = p->first; t < p->end; t++) {
    if (!hangs_on(a, t, token, n)) continue;
    if (t < *first) *first = t;
    if (t > *last) *last = t;
  }
}

/* ---- What callers know ----------------------------------------------------- */

static bool make_given(quoth__analysis *a) {
  if (a->given) return true;
  if (!make_ready(a)) return false;
  quoth_word *given =
      quoth__arena_zero(&a->arena, (a->n_tokens + 1) * sizeof *given);
  if (!given) return no_memory(a);
  for (uint32_t i = 0; i < a->n_tokens; i++) given[i].head = QUOTH_NONE;
  a->given = given;
  return true;
}

quoth_status quoth__analysis_set(quoth__analysis *a, uint32_t token,
                                 const quoth_word *given) {
  if (!a->doc || !given) return QUOTH_EINVAL;
  if (!make_given(a)) return a->status;
  if (token >= a->n_tokens ||
      (given->head != QUOTH_NONE && given->head >= a->n_tokens))
    return QUOTH_EINVAL;
  quoth_word copy = {.head = given->head};
  for (uint32_t i = 0; i < QUOTH_LAYER_COUNT; i++) {
    if (!given->values[i]) continue;
    copy.values[i] = quoth__arena_strndup(&a->arena, given->values[i],
                                          strlen(given->values[i]));
    if (!copy.values[i]) return a->status = QUOTH_ENOMEM;
  }
  a->given[token] = copy;
  return QUOTH_OK;
}
