/* SPDX-License-Identifier: MIT */
#include "match/lexicon.h"

#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "match/words.h"

/* Edges of the trie in one hash table; node 0 is its root. */
struct edge {
  uint32_t node, word;
  uint32_t child; /* 0: an empty slot */
  uint32_t entry; /* that ends at the child; QUOTH_NONE: none does */
};

struct root {
  uint32_t child, entry;
};

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
  struct edge *edges;
  uint32_t n_edges, cap; /* cap is a power of two, or 0 */
  uint32_t n_nodes;
  uint64_t *filter; /* a bit for each edge's hash: most words go nowhere */
  uint32_t log_filter;
  struct root *roots; /* by word, of a large lexicon: its edge from node 0 */
  uint32_t n_roots;
  QUOTH__VEC(struct entry) entries;
  QUOTH__VEC(const char *) names; /* of features */
  quoth__map name_ids, strings;
  uint32_t longest, shortest, line;
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
  lx->n_nodes = 1;
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
  quoth__mem_free(&mem, lx->edges, lx->cap * sizeof *lx->edges);
  QUOTH__VEC_DONE(&mem, &lx->entries);
  QUOTH__VEC_DONE(&mem, &lx->names);
  quoth__map_done(&lx->name_ids);
  quoth__map_done(&lx->strings);
  quoth__arena_done(&lx->arena);
  quoth__mem_free(&mem, lx, sizeof *lx);
}

/* ---- The trie ---------------------------------------------------------- */

static uint64_t hash_of(uint32_t node, uint32_t word) {
  return ((uint64_t)node << 32 | word) * UINT64_C(0x9E3779B97F4A7C15);
}

static uint32_t home_of(uint32_t cap, uint32_t node, uint32_t word) {
  return (uint32_t)(hash_of(node, word) >> 32) & (cap - 1);
}

static uint32_t slot_of(const struct edge *edges, uint32_t cap, uint32_t node,
                        uint32_t word) {
  uint32_t mask = cap - 1, i = home_of(cap, node, word);
  while (edges[i].child && (edges[i].node != node || edges[i].word != word))
    i = (i + 1) & mask;
  return i;
}

/* The edge of a word; NULL when there is none. */
static struct edge *edge_of(const quoth__lexicon *lx, uint32_t node,
                            uint32_t word) {
  if (!lx->cap || word == QUOTH__NONE) return NULL;
  struct edge *e = &lx->edges[slot_of(lx->edges, lx->cap, node, word)];
  return e->child ? e : NULL;
}

static bool grow(quoth__lexicon *lx) {
  uint32_t cap = lx->cap ? lx->cap * 2 : 16;
  struct edge *bigger = quoth__mem_zero(&lx->mem, cap * sizeof *bigger);
  if (!bigger) return false;
  for (uint32_t i = 0; i < lx->cap; i++)
    if (lx->edges[i].child)
      bigger[slot_of(bigger, cap, lx->edges[i].node, lx->edges[i].word)] =
          lx->edges[i];
  quoth__mem_free(&lx->mem, lx->edges, lx->cap * sizeof *lx->edges);
  lx->edges = bigger;
  lx->cap = cap;
  return true;
}

/* The edge, made when absent; NULL when memory is out. */
static struct edge *add_edge(quoth__lexicon *lx, uint32_t node,
                             uint32_t word) {
  struct edge *e = edge_of(lx, node, word);
  if (e || word == QUOTH__NONE) return e;
  if (lx->n_edges + 1 > lx->cap / 4 * 3 && !grow(lx)) return NULL;
  e = &lx->edges[slot_of(lx->edges, lx->cap, node, word)];
  *e = (struct edge){node, word, lx->n_nodes++, QUOTH_NONE};
  lx->n_edges++;
  return e;
}

uint32_t quoth__lexicon_longest(const quoth__lexicon *lx,
                                const uint32_t *words, uint32_t n_words,
                                uint32_t *entry) {
  uint32_t node = 0, length = 0;
  for (uint32_t i = 0; i < n_words; i++) {
    const struct edge *e = edge_of(lx, node, words[i]);
    if (!e) break;
    node = e->child;
    if (e->entry == QUOTH_NONE) continue;
    *entry = e->entry;
    length = i + 1;
  }
  return length;
}

/* ---- All phrases of a row of words ------------------------------------- */

static bool may_go_on(const quoth__lexicon *lx, uint32_t node,
                      uint32_t word) {
  uint32_t bit = (uint32_t)(hash_of(node, word) >> (64 - lx->log_filter));
  return lx->filter[bit / 64] >> bit % 64 & 1;
}

/* A place whose phrase may go on behind its first word. */
struct lead {
  uint32_t at, node, entry;
};

/* The first word at a place; whether something starts with it. */
static bool first_word(const quoth__lexicon *lx, uint32_t word,
                       struct lead *lead) {
  if (lx->roots) {
    if (word >= lx->n_roots || !lx->roots[word].child) return false;
    lead->node = lx->roots[word].child;
    lead->entry = lx->roots[word].entry;
    return true;
  }
  if (word == QUOTH__NONE || !may_go_on(lx, 0, word)) return false;
  const struct edge *e = edge_of(lx, 0, word);
  if (!e) return false;
  lead->node = e->child;
  lead->entry = e->entry;
  return true;
}

static uint32_t put(quoth__occurrence *out, uint32_t n, uint32_t first,
                    uint32_t end, uint32_t entry) {
  out[n] = (quoth__occurrence){first, end, entry};
  return n + 1;
}

/* The longest phrase that goes on from a lead. */
static uint32_t follow(const quoth__lexicon *lx, const struct lead *lead,
                       const uint32_t *words, uint32_t n_words,
                       quoth__occurrence *out, uint32_t n) {
  uint32_t node = lead->node, entry = lead->entry, end = lead->at + 1;
  for (uint32_t i = end; i < n_words; i++) {
    const struct edge *e = edge_of(lx, node, words[i]);
    if (!e) break;
    node = e->child;
    if (e->entry != QUOTH_NONE) entry = e->entry, end = i + 1;
  }
  return entry == QUOTH_NONE ? n : put(out, n, lead->at, end, entry);
}

enum { LEADS = 32 };

/* Leads wait for memory together; phrases of one word stand in between. */
static uint32_t follow_all(const quoth__lexicon *lx, const struct lead *leads,
                           uint32_t n_leads, const uint32_t *words,
                           uint32_t n_words, quoth__occurrence *out,
                           uint32_t n) {
  for (uint32_t i = 0; i < n_leads; i++)
    n = follow(lx, &leads[i], words, n_words, out, n);
  return n;
}

uint32_t quoth__lexicon_find(const quoth__lexicon *lx, const uint32_t *words,
                             uint32_t n_words, quoth__occurrence *out) {
  struct lead leads[LEADS], lead = {0};
  uint32_t n_leads = 0, n = 0;
  if (!lx->cap) return 0;
  for (uint32_t i = 0; i < n_words; i++) {
    if (!first_word(lx, words[i], &lead)) continue;
    lead.at = i;
    bool on = i + 1 < n_words && words[i + 1] != QUOTH__NONE &&
              may_go_on(lx, lead.node, words[i + 1]);
    if (!on && lead.entry == QUOTH_NONE) continue;
    if (on)
      __builtin_prefetch(
          &lx->edges[home_of(lx->cap, lead.node, words[i + 1])]);
    leads[n_leads++] = lead;
    if (n_leads == LEADS)
      n = follow_all(lx, leads, n_leads, words, n_words, out, n), n_leads = 0;
  }
  return follow_all(lx, leads, n_leads, words, n_words, out, n);
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
static struct edge *path(quoth__lexicon *lx, const struct words *words) {
  struct edge *e = NULL;
  for (uint32_t i = 0; i < words->count; i++) {
    e = add_edge(lx, e ? e->child : 0, words->ids[i]);
    if (!e) return NULL;
  }
  return e;
}

static void note_length(quoth__lexicon *lx, uint32_t n) {
  if (n > lx->longest) lx->longest = n;
  if (!lx->shortest || n < lx->shortest) lx->shortest = n;
  lx->has_single |= n == 1;
}

static quoth_status add_new(quoth__lexicon *lx, struct edge *last,
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
  struct edge *last = path(lx, &words);
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
  struct edge *last = path(lx, &words);
  if (!last) return no_memory(error);
  note_length(lx, words.count);
  if (last->entry != QUOTH_NONE)
    return check_twice(lx, last->entry, entry, len, features, n_features, error);
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

enum { MANY_EDGES = 4096 }; /* from here on an array by word is worth it */

static bool make_filter(quoth__lexicon *lx) {
  lx->log_filter = 6;
  while (lx->log_filter < 31 && (1u << lx->log_filter) / 8 < lx->n_edges)
    lx->log_filter++;
  lx->filter = quoth__arena_zero(&lx->arena,
                                 ((size_t)1 << lx->log_filter) / 8);
  if (!lx->filter) return false;
  for (uint32_t i = 0; i < lx->cap; i++) {
    const struct edge *e = &lx->edges[i];
    uint32_t bit =
        (uint32_t)(hash_of(e->node, e->word) >> (64 - lx->log_filter));
    if (e->child) lx->filter[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  return true;
}

static bool make_roots(quoth__lexicon *lx) {
  if (lx->n_edges < MANY_EDGES) return true;
  lx->n_roots = lx->vocab->words.count;
  lx->roots =
      quoth__arena_zero(&lx->arena, lx->n_roots * sizeof *lx->roots);
  if (!lx->roots) return false;
  for (uint32_t i = 0; i < lx->cap; i++) {
    const struct edge *e = &lx->edges[i];
    if (e->child && e->node == 0)
      lx->roots[e->word] = (struct root){e->child, e->entry};
  }
  return true;
}

quoth_status quoth__lexicon_finish(quoth__lexicon *lx, quoth_error *error) {
  quoth__map_done(&lx->strings); /* the strings stay in the arena */
  return make_filter(lx) && make_roots(lx) ? QUOTH_OK : no_memory(error);
}

/* ---- Questions --------------------------------------------------------- */

const char *quoth__lexicon_name(const quoth__lexicon *lx) { return lx->name; }

uint32_t quoth__lexicon_count(const quoth__lexicon *lx) {
  return lx->entries.count;
}

const char *quoth__lexicon_entry(const quoth__lexicon *lx, uint32_t entry) {
  return entry < lx->entries.count ? lx->entries.data[entry].text : NULL;
}

quoth_value quoth__lexicon_feature(const quoth__lexicon *lx, uint32_t entry,
                                   const char *name) {
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
  return edge_of(lx, 0, word) != NULL;
}
