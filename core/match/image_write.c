/* SPDX-License-Identifier: MIT */
/* A finished lexicon becomes a file: see image.h. */
#include <string.h>

#include "base/buf.h"
#include "base/map.h"
#include "match/image.h"
#include "unicode/tables.h"

struct writer {
  const quoth__lexicon *lexicon;
  quoth__mem mem;
  quoth__arena arena;
  quoth__map places;   /* of strings that are there */
  quoth__buf strings, entries, features, names;
  quoth__trie trie;
  uint32_t *local; /* by word of the vocab: its number in the file, or NONE */
  quoth__image_slot *slots;
  uint32_t n_words, n_slots;
};

static bool append(quoth__buf *buf, const void *data, size_t size) {
  quoth__buf_add(buf, data, size);
  return !buf->failed;
}

/* ---- Strings ----------------------------------------------------------- */

static bool add_string(struct writer *w, const char *s, size_t len,
                       uint32_t *place) {
  if (w->strings.len + len + 1 > UINT32_MAX) return false;
  uint32_t at = (uint32_t)w->strings.len;
  *place = quoth__map_add(&w->places, s, len, at, NULL);
  if (*place != at) return *place != QUOTH__NONE;
  return append(&w->strings, s, len) && append(&w->strings, "", 1);
}

/* ---- Words ------------------------------------------------------------- */

/* The words that edges have, numbered as they come. */
static bool number_words(struct writer *w) {
  const quoth__trie *t = quoth__lexicon_trie(w->lexicon);
  uint32_t n = quoth__lexicon_vocab(w->lexicon)->words.count;
  w->local = quoth__mem_new(&w->mem, (n + (size_t)1) * sizeof *w->local);
  if (!w->local) return false;
  memset(w->local, 0xFF, (n + (size_t)1) * sizeof *w->local);
  for (uint32_t i = 0; i < t->cap; i++) {
    const quoth__edge *e = &t->edges[i];
    if (e->child && w->local[e->word] == QUOTH__NONE)
      w->local[e->word] = w->n_words++;
  }
  return quoth__trie_renumber(t, w->local, w->n_words, &w->mem, &w->trie);
}

static bool add_word(struct writer *w, const quoth__map_slot *s) {
  uint32_t place, hash = quoth__hash(s->key, s->len), i = hash;
  if (!add_string(w, s->key, s->len, &place)) return false;
  while (w->slots[i & (w->n_slots - 1)].id) i++;
  w->slots[i & (w->n_slots - 1)] = (quoth__image_slot){
      place, s->len, hash, w->local[s->value] + 1};
  return true;
}

static bool add_words(struct writer *w) {
  const quoth__map *words = &quoth__lexicon_vocab(w->lexicon)->words;
  w->n_slots = 16;
  while (w->n_slots / 2 < w->n_words) w->n_slots *= 2;
  w->slots = quoth__mem_zero(&w->mem, w->n_slots * sizeof *w->slots);
  if (!w->slots) return false;
  for (uint32_t i = 0; i < words->cap; i++) {
    const quoth__map_slot *s = &words->slots[i];
    if (s->key && w->local[s->value] != QUOTH__NONE && !add_word(w, s))
      return false;
  }
  return true;
}

/* ---- Entries ----------------------------------------------------------- */

static bool add_value(struct writer *w, uint32_t name, quoth_value v) {
  quoth__image_value out = {.name = name, .kind = (uint32_t)v.kind};
  if (v.kind == QUOTH_VALUE_NUMBER) out.number = v.number;
  if (v.kind == QUOTH_VALUE_BOOL) out.number = v.boolean;
  if (v.kind == QUOTH_VALUE_STRING) {
    out.len = v.len;
    if (!add_string(w, v.string, v.len, &out.string)) return false;
  }
  return append(&w->features, &out, sizeof out);
}

static bool add_entry(struct writer *w, uint32_t entry,
                      const char *const *names, uint32_t n_names) {
  quoth__image_item item = {
      .first = (uint32_t)(w->features.len / sizeof(quoth__image_value))};
  const char *text = quoth__lexicon_entry(w->lexicon, entry);
  if (!add_string(w, text, strlen(text), &item.text)) return false;
  for (uint32_t i = 0; i < n_names; i++) {
    quoth_value v = quoth__lexicon_feature(w->lexicon, entry, names[i]);
    if (v.kind == QUOTH_VALUE_NIL) continue;
    if (!add_value(w, i, v)) return false;
    item.n_features++;
  }
  return append(&w->entries, &item, sizeof item);
}

static bool add_entries(struct writer *w) {
  uint32_t n_names, place;
  const char *const *names =
      quoth__lexicon_feature_names(w->lexicon, &n_names);
  for (uint32_t i = 0; i < n_names; i++)
    if (!add_string(w, names[i], strlen(names[i]), &place) ||
        !append(&w->names, &place, sizeof place))
      return false;
  for (uint32_t i = 0; i < quoth__lexicon_count(w->lexicon); i++)
    if (!add_entry(w, i, names, n_names)) return false;
  return true;
}

/* ---- The file ---------------------------------------------------------- */

struct piece {
  const void *data;
  size_t size;
};

static void collect(const struct writer *w, struct piece *p) {
  const quoth__trie *t = &w->trie;
  p[QUOTH__IMAGE_EDGES] =
      (struct piece){t->edges, t->cap * sizeof *t->edges};
  p[QUOTH__IMAGE_FILTER] = (struct piece){
      t->filter, quoth__trie_filter_words(t) * sizeof *t->filter};
  p[QUOTH__IMAGE_ROOTS] =
      (struct piece){t->roots, t->n_roots * sizeof *t->roots};
  p[QUOTH__IMAGE_WORDS] =
      (struct piece){w->slots, w->n_slots * sizeof *w->slots};
  p[QUOTH__IMAGE_ENTRIES] = (struct piece){w->entries.data, w->entries.len};
  p[QUOTH__IMAGE_FEATURES] =
      (struct piece){w->features.data, w->features.len};
  p[QUOTH__IMAGE_NAMES] = (struct piece){w->names.data, w->names.len};
  p[QUOTH__IMAGE_STRINGS] = (struct piece){w->strings.data, w->strings.len};
}

static void make_head(const struct writer *w, const struct piece *pieces,
                      uint32_t lang, quoth__image_head *h) {
  const quoth__lexicon *lx = w->lexicon;
  uint64_t at = (sizeof *h + 63) / 64 * 64;
  uint32_t n_names;
  memset(h, 0, sizeof *h);
  memcpy(h->magic, QUOTH__IMAGE_MAGIC, sizeof h->magic);
  h->version = QUOTH__IMAGE_VERSION;
  h->order = QUOTH__IMAGE_ORDER;
  strncpy(h->made_by, QUOTH_VERSION, sizeof h->made_by - 1);
  strncpy(h->unicode, QUOTH__UCD_VERSION, sizeof h->unicode - 1);
  for (int i = 0; i < QUOTH__IMAGE_SECTIONS; i++) {
    h->sections[i] = (struct quoth__image_section){at, pieces[i].size};
    at = (at + pieces[i].size + 63) / 64 * 64;
  }
  quoth__lexicon_feature_names(lx, &n_names);
  h->size = at;
  h->lang = lang;
  h->log_filter = w->trie.log_filter;
  h->n_edges = w->trie.n_edges, h->n_nodes = w->trie.n_nodes;
  h->n_words = w->n_words;
  h->n_entries = quoth__lexicon_count(lx);
  h->n_names = n_names;
  h->longest = quoth__lexicon_longest_entry(lx);
  h->shortest = quoth__lexicon_shortest_entry(lx);
  h->has_single = quoth__lexicon_has_single(lx);
  h->checksum = quoth__image_checksum(h);
}

static quoth_status put(quoth_write_fn write, void *ud,
                        const void *data, size_t size) {
  static const char zeros[64];
  quoth_status status = size ? write(ud, data, size) : QUOTH_OK;
  size_t gap = (64 - size % 64) % 64;
  return status || !gap ? status : write(ud, zeros, gap);
}

static bool gather(struct writer *w, uint32_t *lang) {
  uint32_t empty;
  const char *name = quoth__lexicon_lang(w->lexicon);
  return add_string(w, "", 0, &empty) &&
         add_string(w, name, strlen(name), lang) && number_words(w) &&
         add_words(w) && add_entries(w);
}

static void done(struct writer *w) {
  uint32_t n = quoth__lexicon_vocab(w->lexicon)->words.count;
  quoth__buf_done(&w->strings);
  quoth__buf_done(&w->entries);
  quoth__buf_done(&w->features);
  quoth__buf_done(&w->names);
  quoth__trie_done(&w->trie, &w->mem);
  quoth__mem_free(&w->mem, w->local, (n + (size_t)1) * sizeof *w->local);
  quoth__mem_free(&w->mem, w->slots, w->n_slots * sizeof *w->slots);
  quoth__map_done(&w->places);
  quoth__arena_done(&w->arena);
}

quoth_status quoth__lexicon_save(const quoth__lexicon *lx,
                                 quoth_write_fn write, void *ud) {
  struct writer w = {.lexicon = lx, .mem = quoth__lexicon_vocab(lx)->mem};
  struct piece pieces[QUOTH__IMAGE_SECTIONS];
  quoth__image_head head;
  uint32_t lang;
  if (quoth__lexicon_number(lx) != QUOTH__NONE) return QUOTH_EINVAL;
  quoth__arena_init(&w.arena, &w.mem);
  quoth__map_init(&w.places, &w.arena);
  quoth__buf_init(&w.strings, &w.mem);
  quoth__buf_init(&w.entries, &w.mem);
  quoth__buf_init(&w.features, &w.mem);
  quoth__buf_init(&w.names, &w.mem);
  quoth_status status = gather(&w, &lang) ? QUOTH_OK : QUOTH_ENOMEM;
  if (status == QUOTH_OK) {
    collect(&w, pieces);
    make_head(&w, pieces, lang, &head);
    status = put(write, ud, &head, sizeof head);
  }
  for (int i = 0; status == QUOTH_OK && i < QUOTH__IMAGE_SECTIONS; i++)
    status = put(write, ud, pieces[i].data, pieces[i].size);
  done(&w);
  return status;
}
