/* SPDX-License-Identifier: MIT */
#include "match/lexicon.h"

#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "match/image.h"
#include "match/trie.h"
#include "match/words.h"

struct entry {
  const char *text;
  const quoth_feature *features;
  uint32_t n_features;
  uint32_t line; /* in its TSV file, or 0 */
};

struct quoth__lexicon {
  quoth__mem mem;
  quoth__vocab *vocab;
  quoth__arena arena;
  char *name, *lang;
  quoth__trie trie;
  bool is_mapped; /* the trie, and all below but `name`, are in `image` */
  quoth__image image;
  QUOTH__VEC(struct entry) entries;
  QUOTH__VEC(const char *) names; /* of features */
  quoth__map name_ids, strings;
  uint32_t longest, shortest, line;
  uint32_t number; /* among the mapped ones of the vocab */
  bool has_single;
};

static quoth_status no_memory(quoth_error *error) {
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

quoth_status quoth__lexicon_new(quoth__vocab *vocab, const char *name,
                                const char *lang, quoth__lexicon **out) {
  *out = NULL;
  quoth__lexicon *lx = quoth__mem_zero(&vocab->mem, sizeof *lx);
  if (!lx) return QUOTH_ENOMEM;
  lx->mem = vocab->mem;
  lx->vocab = vocab;
  quoth__arena_init(&lx->arena, &lx->mem);
  quoth__map_init(&lx->name_ids, &lx->arena);
  quoth__map_init(&lx->strings, &lx->arena);
  lx->name = quoth__arena_strndup(&lx->arena, name, strlen(name));
  lx->lang = quoth__arena_strndup(&lx->arena, lang ? lang : "",
                                  lang ? strlen(lang) : 0);
  if (!lx->name || !lx->lang) {
    quoth__lexicon_free(lx);
    return QUOTH_ENOMEM;
  }
  *out = lx;
  return QUOTH_OK;
}

void quoth__lexicon_free(quoth__lexicon *lx) {
  if (!lx) return;
  quoth__mem mem = lx->mem;
  if (lx->is_mapped) quoth__image_close(&lx->image);
  else quoth__trie_done(&lx->trie, &mem);
  QUOTH__VEC_DONE(&mem, &lx->entries);
  QUOTH__VEC_DONE(&mem, &lx->names);
  quoth__map_done(&lx->name_ids);
  quoth__map_done(&lx->strings);
  quoth__arena_done(&lx->arena);
  quoth__mem_free(&mem, lx, sizeof *lx);
}

static bool take_image(quoth__lexicon *lx) {
  const quoth__image_head *h = lx->image.head;
  const char *stored;
  lx->is_mapped = true;
  lx->trie = quoth__image_trie(&lx->image);
  lx->longest = h->longest, lx->shortest = h->shortest;
  lx->has_single = h->has_single != 0;
  lx->number = lx->vocab->n_mapped++;
  for (uint32_t i = 0; i < h->n_names; i++) {
    const char *name = quoth__image_name(&lx->image, i);
    if (!quoth__lexicon_add_name(lx, name, strlen(name), &stored))
      return false;
  }
  return true;
}

quoth_status quoth__lexicon_map(quoth__vocab *vocab, const char *name,
                                const char *path, quoth__lexicon **out,
                                quoth_error *error) {
  quoth__image image;
  quoth__lexicon *lx = NULL;
  *out = NULL;
  quoth_status status = quoth__image_open(path, &image, error);
  if (status) return status;
  const char *lang = quoth__image_string(&image, image.head->lang);
  status = quoth__lexicon_new(vocab, name, lang, &lx);
  if (status) {
    quoth__image_close(&image);
    return no_memory(error);
  }
  lx->image = image;
  if (!take_image(lx)) {
    quoth__lexicon_free(lx);
    return no_memory(error);
  }
  *out = lx;
  return QUOTH_OK;
}

/* ---- Words of an entry ------------------------------------------------- */

struct words {
  uint32_t ids[QUOTH__MAX_WORDS];
  uint32_t count;
};

static bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Plain ASCII words need no tokenizer: most of a large lexicon. */
static bool split_ascii(quoth__lexicon *lx, const char *s, size_t len,
                        struct words *out) {
  char word[64];
  size_t n = 0;
  out->count = 0;
  for (size_t i = 0; i <= len; i++) {
    if (i < len && is_letter(s[i]) && n < sizeof word) {
      word[n++] = (char)(s[i] | 0x20);
      continue;
    }
    if ((i < len && s[i] != ' ') || !n || out->count == QUOTH__MAX_WORDS)
      return false;
    out->ids[out->count++] = quoth__vocab_word(lx->vocab, word, n);
    n = 0;
  }
  return true;
}

static quoth_status split(quoth__lexicon *lx, const char *s, size_t len,
                          int reading, struct words *out,
                          quoth_error *error) {
  quoth_doc *doc;
  out->count = 0;
  quoth_status status = quoth__words_new(&lx->mem, lx->lang, s, len, reading,
                                         &doc, &out->count);
  if (status) return quoth__error_set(error, status, "%s",
                                      quoth_status_name(status));
  if (out->count > QUOTH__MAX_WORDS) {
    quoth_doc_free(doc);
    return quoth__error_set(error, QUOTH_ELIMIT,
                            "an entry of more than %d tokens",
                            QUOTH__MAX_WORDS);
  }
  const quoth_token *tokens = quoth_doc_tokens(doc, NULL);
  for (uint32_t i = 0; i < out->count; i++) {
    const quoth_type *type = quoth_doc_type(doc, tokens[i].type);
    out->ids[i] = quoth__vocab_word(lx->vocab, type->norm, type->norm_len);
  }
  quoth_doc_free(doc);
  return QUOTH_OK;
}

/* ---- Features ---------------------------------------------------------- */

static bool add_name(quoth__lexicon *lx, const char *name,
                     const char **stored) {
  uint32_t next = lx->names.count;
  if (!QUOTH__VEC_RESERVE(&lx->mem, &lx->names, 1)) return false;
  uint32_t id =
      quoth__map_add(&lx->name_ids, name, strlen(name), next, stored);
  if (id == QUOTH__NONE) return false;
  if (id == next) lx->names.data[lx->names.count++] = *stored;
  return true;
}

static const quoth_feature *copy_features(quoth__lexicon *lx,
                                          const quoth_feature *features,
                                          uint32_t n) {
  quoth_feature *copy = quoth__arena_new(&lx->arena, n * sizeof *copy);
  for (uint32_t i = 0; copy && i < n; i++) {
    copy[i] = features[i];
    if (!add_name(lx, features[i].name, &copy[i].name)) return NULL;
    if (copy[i].value.kind == QUOTH_VALUE_STRING &&
        quoth__map_add(&lx->strings, copy[i].value.string, copy[i].value.len,
                       0, &copy[i].value.string) == QUOTH__NONE)
      return NULL;
  }
  return copy;
}

static bool same_value(const quoth_value *a, const quoth_value *b) {
  if (a->kind != b->kind) return false;
  switch (a->kind) {
    case QUOTH_VALUE_BOOL: return a->boolean == b->boolean;
    case QUOTH_VALUE_NUMBER:
      return a->number >= b->number && a->number <= b->number;
    case QUOTH_VALUE_STRING:
      return a->len == b->len && memcmp(a->string, b->string, a->len) == 0;
    default: return true;
  }
}

static bool same_features(const struct entry *e, const quoth_feature *f,
                          uint32_t n) {
  if (e->n_features != n) return false;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t j = 0;
    while (j < n && strcmp(e->features[j].name, f[i].name) != 0) j++;
    if (j == n || !same_value(&e->features[j].value, &f[i].value))
      return false;
  }
  return true;
}

/* ---- Entries ----------------------------------------------------------- */

/* The edge of the last word; NULL when memory is out. */
static quoth__edge *path(quoth__lexicon *lx, const struct words *words) {
  quoth__edge *e = NULL;
  for (uint32_t i = 0; i < words->count; i++) {
    e = quoth__trie_add(&lx->trie, &lx->mem, e ? e->child : 0, words->ids[i]);
    if (!e) return NULL;
  }
  return e;
}

static void note_length(quoth__lexicon *lx, uint32_t n) {
  if (n > lx->longest) lx->longest = n;
  if (!lx->shortest || n < lx->shortest) lx->shortest = n;
  lx->has_single |= n == 1;
}

static quoth_status add_new(quoth__lexicon *lx, quoth__edge *last,
                            const char *text, size_t len,
                            const quoth_feature *features, uint32_t n,
                            quoth_error *error) {
  struct entry e = {.n_features = n, .line = lx->line};
  e.text = quoth__arena_strndup(&lx->arena, text, len);
  e.features = copy_features(lx, features, n);
  if (!e.text || !e.features ||
      !QUOTH__VEC_ADD(&lx->mem, &lx->entries, e))
    return no_memory(error);
  last->entry = lx->entries.count - 1;
  return QUOTH_OK;
}

static quoth_status check_twice(const quoth__lexicon *lx, uint32_t entry,
                                const char *text, size_t len,
                                const quoth_feature *features, uint32_t n,
                                quoth_error *error) {
  const struct entry *e = &lx->entries.data[entry];
  char where[40] = "";
  if (same_features(e, features, n)) return QUOTH_OK;
  if (e->line) snprintf(where, sizeof where, " (first in line %u)", e->line);
  return quoth__error_set(
      error, QUOTH_ESYNTAX,
      "'%.*s' stands in lexicon '%.60s' twice, with other features%s",
      (int)(len < 80 ? len : 80), text, lx->name, where);
}

/* A second reading is the same entry; where it is another's, that one stays. */
static quoth_status add_reading(quoth__lexicon *lx, const char *text,
                                size_t len, const struct words *first,
                                uint32_t entry, quoth_error *error) {
  struct words words;
  quoth_status status = split(lx, text, len, 1, &words, error);
  if (status || !words.count) return status;
  if (words.count == first->count &&
      memcmp(words.ids, first->ids, words.count * sizeof *words.ids) == 0)
    return QUOTH_OK;
  quoth__edge *last = path(lx, &words);
  if (!last) return no_memory(error);
  if (last->entry == QUOTH_NONE) {
    last->entry = entry;
    note_length(lx, words.count);
  }
  return QUOTH_OK;
}

quoth_status quoth__lexicon_add(quoth__lexicon *lx, const char *entry,
                                size_t len, const quoth_feature *features,
                                uint32_t n_features, quoth_error *error) {
  struct words words;
  quoth_status status;
  bool plain = split_ascii(lx, entry, len, &words);
  if (!plain) {
    status = split(lx, entry, len, 0, &words, error);
    if (status) return status;
  }
  if (!words.count)
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "an entry of lexicon '%.60s' is empty", lx->name);
  quoth__edge *last = path(lx, &words);
  if (!last) return no_memory(error);
  note_length(lx, words.count);
  if (last->entry != QUOTH_NONE)
    return check_twice(lx, last->entry, entry, len, features, n_features,
                       error);
  status = add_new(lx, last, entry, len, features, n_features, error);
  if (status || plain) return status;
  return add_reading(lx, entry, len, &words, lx->entries.count - 1, error);
}

void quoth__lexicon_at_line(quoth__lexicon *lx, uint32_t line) {
  lx->line = line;
}

bool quoth__lexicon_has_name(const quoth__lexicon *lx, const char *name) {
  return quoth__map_find(&lx->name_ids, name, strlen(name)) != QUOTH__NONE;
}

bool quoth__lexicon_add_name(quoth__lexicon *lx, const char *name,
                             size_t len, const char **stored) {
  char *copy = quoth__arena_strndup(&lx->arena, name, len);
  return copy && add_name(lx, copy, stored);
}

quoth_status quoth__lexicon_finish(quoth__lexicon *lx, quoth_error *error) {
  if (lx->is_mapped) return QUOTH_OK;
  quoth__map_done(&lx->strings); /* the strings stay in the arena */
  lx->trie.n_entries = lx->entries.count;
  return quoth__trie_finish(&lx->trie, &lx->mem, lx->vocab->words.count)
             ? QUOTH_OK
             : no_memory(error);
}

/* ---- Questions --------------------------------------------------------- */

const char *quoth__lexicon_name(const quoth__lexicon *lx) { return lx->name; }

uint32_t quoth__lexicon_count(const quoth__lexicon *lx) {
  return lx->is_mapped ? lx->image.head->n_entries : lx->entries.count;
}

const char *quoth__lexicon_entry(const quoth__lexicon *lx, uint32_t entry) {
  if (lx->is_mapped) return quoth__image_entry(&lx->image, entry);
  return entry < lx->entries.count ? lx->entries.data[entry].text : NULL;
}

quoth_value quoth__lexicon_feature(const quoth__lexicon *lx, uint32_t entry,
                                   const char *name) {
  if (lx->is_mapped) return quoth__image_feature(&lx->image, entry, name);
  if (entry < lx->entries.count) {
    const struct entry *e = &lx->entries.data[entry];
    for (uint32_t i = 0; i < e->n_features; i++)
      if (strcmp(e->features[i].name, name) == 0) return e->features[i].value;
  }
  return (quoth_value){.kind = QUOTH_VALUE_NIL};
}

const char *const *quoth__lexicon_feature_names(const quoth__lexicon *lx,
                                                uint32_t *count) {
  *count = lx->names.count;
  return lx->names.data;
}

uint32_t quoth__lexicon_longest(const quoth__lexicon *lx,
                                const uint32_t *words, uint32_t n_words,
                                uint32_t *entry) {
  return quoth__trie_longest(&lx->trie, words, n_words, entry);
}

uint32_t quoth__lexicon_find(const quoth__lexicon *lx, const uint32_t *words,
                             uint32_t n_words, quoth__occurrence *out) {
  return quoth__trie_find(&lx->trie, words, n_words, out);
}

const quoth__trie *quoth__lexicon_trie(const quoth__lexicon *lx) {
  return &lx->trie;
}

const quoth__vocab *quoth__lexicon_vocab(const quoth__lexicon *lx) {
  return lx->vocab;
}

const char *quoth__lexicon_lang(const quoth__lexicon *lx) { return lx->lang; }

uint32_t quoth__lexicon_number(const quoth__lexicon *lx) {
  return lx->is_mapped ? lx->number : QUOTH__NONE;
}

uint32_t quoth__lexicon_word(const quoth__lexicon *lx, const char *norm,
                             uint32_t len) {
  return quoth__image_word(&lx->image, norm, len);
}

uint32_t quoth__lexicon_longest_entry(const quoth__lexicon *lx) {
  return lx->longest;
}

uint32_t quoth__lexicon_shortest_entry(const quoth__lexicon *lx) {
  return lx->shortest;
}

bool quoth__lexicon_has_single(const quoth__lexicon *lx) {
  return lx->has_single;
}

bool quoth__lexicon_starts(const quoth__lexicon *lx, uint32_t word) {
  return quoth__trie_edge(&lx->trie, 0, word) != NULL;
}
