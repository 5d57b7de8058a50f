/* SPDX-License-Identifier: MIT */
/* Word types, learnt from doc to doc, and the symbols of a view as such. */
#include <string.h>

#include "match/matcher.h"

enum {
  MAX_KINDS = 1 << 20,
  MAX_BYTES = 64 << 20, /* of types, roughly; beyond they are learnt anew */
  TYPE_BYTES = 256,
  BATCH = 32, /* types that are looked up together */
};

/* ---- Learning types ---------------------------------------------------- */

static bool copy_type(quoth__matcher *m, const quoth_type *from,
                      quoth_type *to) {
  *to = *from;
  to->text = quoth__arena_strndup(&m->arena, from->text, from->text_len);
  to->norm = quoth__arena_strndup(&m->arena, from->norm, from->norm_len);
  to->shape = quoth__arena_strndup(&m->arena, from->shape, from->shape_len);
  return to->text && to->norm && to->shape;
}

static uint32_t learn(quoth__matcher *m, const quoth_type *type) {
  quoth__kind kind = {.other = QUOTH__NONE};
  if (!copy_type(m, type, &kind.type)) return QUOTH__NONE;
  kind.word = quoth__map_find(&m->vocab->words, type->norm, type->norm_len);
  kind.answers = quoth__arena_zero(&m->arena, m->n_dear / 4 + 1);
  if (!kind.answers || !QUOTH__VEC_ADD(&m->mem, &m->kinds, kind))
    return QUOTH__NONE;
  return m->kinds.count - 1;
}

static quoth__sight sight_of(const quoth__matcher *m, uint32_t kind) {
  const quoth__kind *k = &m->kinds.data[kind];
  return (quoth__sight){
      kind, k->word, {(uint8_t)k->type.cls, (uint8_t)k->type.caps}};
}

/* Bytes that were never seen: the number they get, NONE without memory. */
static uint32_t learn_text(quoth__matcher *m, const quoth_type *type,
                           const quoth__typekey *key) {
  uint32_t kind = learn(m, type);
  if (kind == QUOTH__NONE || !quoth__typemap_reserve(&m->texts, &m->mem) ||
      !QUOTH__VEC_RESERVE(&m->mem, &m->by_text, 1) ||
      !quoth__typemap_add(&m->texts, &m->mem, key,
                          m->kinds.data[kind].type.text))
    return QUOTH__NONE;
  m->by_text.data[m->by_text.count] = sight_of(m, kind);
  return m->by_text.count++;
}

/* The same bytes may be of another class in another place. */
static uint32_t other_kind(quoth__matcher *m, const quoth_type *type,
                           uint32_t kind) {
  uint32_t last = kind;
  for (; kind != QUOTH__NONE; kind = m->kinds.data[kind].other) {
    if (m->kinds.data[kind].type.cls == type->cls) return kind;
    last = kind;
  }
  kind = learn(m, type);
  if (kind != QUOTH__NONE) m->kinds.data[last].other = kind;
  return kind;
}

static void forget(quoth__matcher *m) {
  quoth__typemap_done(&m->texts, &m->mem);
  quoth__arena_done(&m->arena);
  m->kinds.count = m->by_text.count = 0;
  m->epoch++;
  quoth__profiles_forget(&m->profiles);
}

/* ---- The types of a doc ------------------------------------------------ */

static bool see(quoth__matcher *m, uint32_t type, const quoth_type *t,
                uint32_t text) {
  quoth__sight *sight = &m->sights.data[type];
  *sight = m->by_text.data[text];
  if (sight->look.cls == (uint8_t)t->cls) return true;
  uint32_t kind = other_kind(m, t, sight->kind);
  if (kind == QUOTH__NONE) return false;
  *sight = sight_of(m, kind);
  return true;
}

/*
 * Most of the work is to wait for memory, so all of it that a batch needs is
 * fetched at once, step by step.
 */
static bool see_batch(quoth__matcher *m, const uint32_t *types, uint32_t n) {
  const quoth_type *t[BATCH];
  quoth__typekey keys[BATCH];
  uint32_t texts[BATCH];
  for (uint32_t i = 0; i < n; i++) {
    t[i] = quoth_doc_type(m->view->doc, types[i]);
    __builtin_prefetch(t[i]);
  }
  for (uint32_t i = 0; i < n; i++) __builtin_prefetch(t[i]->text);
  for (uint32_t i = 0; i < n; i++) {
    keys[i] = quoth__typekey_of(t[i]->text, t[i]->text_len,
                                t[i]->text_len >= 8);
    if (m->texts.cap)
      __builtin_prefetch(quoth__typemap_home(&m->texts, &keys[i]));
  }
  for (uint32_t i = 0; i < n; i++) {
    texts[i] = m->texts.cap
                   ? quoth__typemap_find(&m->texts, &keys[i], t[i]->text)
                   : QUOTH__NONE;
    if (texts[i] == QUOTH__NONE) texts[i] = learn_text(m, t[i], &keys[i]);
    if (texts[i] == QUOTH__NONE) return false;
    __builtin_prefetch(&m->by_text.data[texts[i]]);
  }
  for (uint32_t i = 0; i < n; i++)
    if (!see(m, types[i], t[i], texts[i])) return false;
  return true;
}

/* Types are numbered in the order in which they occur, or nearly so. */
static bool see_types(quoth__matcher *m, const quoth__view *view) {
  uint32_t batch[BATCH], n = 0;
  m->sights.count = 0;
  for (uint32_t i = 0; i < view->n_tokens; i++) {
    uint32_t type = view->tokens[i].type, had = m->sights.count;
    if (type >= had) {
      if (!QUOTH__VEC_RESERVE(&m->mem, &m->sights, type + 1 - had))
        return false;
      memset(m->sights.data + had, 0xFF,
             (type + 1 - had) * sizeof *m->sights.data);
      m->sights.count = type + 1;
    }
    if (m->sights.data[type].kind != QUOTH__NONE) continue;
    m->sights.data[type].kind = 0; /* on its way */
    batch[n++] = type;
    if (n == BATCH && !see_batch(m, batch, n)) return false;
    n %= BATCH;
  }
  return see_batch(m, batch, n);
}

/* ---- Symbols ----------------------------------------------------------- */

static void read_symbols(quoth__matcher *m, const quoth__view *view) {
  static const quoth__sight collapsed = {
      QUOTH__NONE, QUOTH__NONE, {QUOTH__NO_LOOK, QUOTH__NO_LOOK}};
  const quoth__sight *sights = m->sights.data;
  uint32_t n = view->symbols.count;
  for (uint32_t i = 0; i < n; i++) {
    const quoth__symbol *s = &view->symbols.data[i];
    const quoth__sight *sight = s->annotation == QUOTH_NONE
                                    ? &sights[view->tokens[s->first].type]
                                    : &collapsed;
    m->kind_at.data[i] = sight->kind;
    m->word_at.data[i] = sight->word;
    m->look_at.data[i] = sight->look;
  }
  m->kind_at.count = m->word_at.count = n;
}

static bool reserve(quoth__matcher *m, uint32_t n_symbols) {
  m->kind_at.count = m->word_at.count = 0;
  return QUOTH__VEC_RESERVE(&m->mem, &m->kind_at, n_symbols) &&
         QUOTH__VEC_RESERVE(&m->mem, &m->word_at, n_symbols) &&
         QUOTH__VEC_RESERVE(&m->mem, &m->look_at, n_symbols);
}

quoth_status quoth__matcher_look(quoth__matcher *m, quoth__view *view) {
  if (m->view != view || m->opened != view->opened) m->changes++;
  m->opened = view->opened;
  if (m->view == view && m->serial == view->serial) return QUOTH_OK;
  m->looks++;
  size_t bytes = m->kinds.count * (TYPE_BYTES + (size_t)m->n_dear / 4);
  if (m->kinds.count > MAX_KINDS || bytes > MAX_BYTES) forget(m);
  m->view = view;
  if (!reserve(m, view->symbols.count) || !see_types(m, view)) {
    m->view = NULL;
    return QUOTH_ENOMEM;
  }
  read_symbols(m, view);
  m->serial = view->serial;
  return QUOTH_OK;
}

/* ---- Words of mapped lexicons ------------------------------------------ */

enum { UNKNOWN = UINT32_MAX - 1 };

uint32_t quoth__matcher_kind_word(const quoth__matcher *m, uint32_t kind,
                                  const quoth__lexicon *lexicon) {
  const quoth__kind *k = &m->kinds.data[kind];
  if (quoth__lexicon_number(lexicon) == QUOTH__NONE) return k->word;
  return quoth__lexicon_word(lexicon, k->type.norm, k->type.norm_len);
}

static quoth__locals *locals_of(quoth__matcher *m, uint32_t number) {
  while (m->locals.count <= number)
    if (!QUOTH__VEC_ADD(&m->mem, &m->locals, (quoth__locals){0})) return NULL;
  return &m->locals.data[number];
}

static bool fill_kinds(quoth__matcher *m, quoth__locals *l) {
  if (l->epoch != m->epoch) l->by_kind.count = 0;
  l->epoch = m->epoch;
  uint32_t had = l->by_kind.count, n = m->kinds.count;
  if (!QUOTH__VEC_RESERVE(&m->mem, &l->by_kind, n - had)) return false;
  for (; had < n; had++) l->by_kind.data[had] = UNKNOWN;
  l->by_kind.count = n;
  return true;
}

const uint32_t *quoth__matcher_words(quoth__matcher *m,
                                     const quoth__lexicon *lexicon) {
  uint32_t number = quoth__lexicon_number(lexicon), n = m->kind_at.count;
  if (number == QUOTH__NONE) return m->word_at.data;
  quoth__locals *l = locals_of(m, number);
  if (!l) return NULL;
  if (l->looks == m->looks) return l->at.data;
  l->at.count = 0;
  if (!fill_kinds(m, l) || !QUOTH__VEC_RESERVE(&m->mem, &l->at, n + 1))
    return NULL;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t kind = m->kind_at.data[i];
    l->at.data[i] = QUOTH__NONE;
    if (kind == QUOTH__NONE) continue;
    uint32_t *word = &l->by_kind.data[kind];
    if (*word == UNKNOWN) *word = quoth__matcher_kind_word(m, kind, lexicon);
    l->at.data[i] = *word;
  }
  l->looks = m->looks;
  return l->at.data;
}

void quoth__matcher_free_locals(quoth__matcher *m) {
  for (uint32_t i = 0; i < m->locals.count; i++) {
    QUOTH__VEC_DONE(&m->mem, &m->locals.data[i].by_kind);
    QUOTH__VEC_DONE(&m->mem, &m->locals.data[i].at);
  }
  QUOTH__VEC_DONE(&m->mem, &m->locals);
}
