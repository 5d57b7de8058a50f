/* SPDX-License-Identifier: MIT */
#include "match/trie.h"

#include <string.h>

/* ---- Edges ------------------------------------------------------------- */

static uint64_t hash_of(uint32_t node, uint32_t word) {
  return ((uint64_t)node << 32 | word) * UINT64_C(0x9E3779B97F4A7C15);
}

static uint32_t home_of(uint32_t cap, uint32_t node, uint32_t word) {
  return (uint32_t)(hash_of(node, word) >> 32) & (cap - 1);
}

/* The slot of an edge, or the empty one where it belongs; `cap`: neither. */
static uint32_t slot_of(const quoth__edge *edges, uint32_t cap, uint32_t node,
                        uint32_t word) {
  uint32_t mask = cap - 1, i = home_of(cap, node, word);
  for (uint32_t n = 0; n < cap; n++, i = (i + 1) & mask)
    if (!edges[i].child || (edges[i].node == node && edges[i].word == word))
      return i;
  return cap;
}

const quoth__edge *quoth__trie_edge(const quoth__trie *t, uint32_t node,
                                    uint32_t word) {
  if (!t->cap || word == QUOTH__NONE) return NULL;
  uint32_t i = slot_of(t->edges, t->cap, node, word);
  return i < t->cap && t->edges[i].child ? &t->edges[i] : NULL;
}

static bool grow(quoth__trie *t, const quoth__mem *mem) {
  uint32_t cap = t->cap ? t->cap * 2 : 16;
  quoth__edge *bigger = quoth__mem_zero(mem, cap * sizeof *bigger);
  if (!bigger) return false;
  for (uint32_t i = 0; i < t->cap; i++)
    if (t->edges[i].child)
      bigger[slot_of(bigger, cap, t->edges[i].node, t->edges[i].word)] =
          t->edges[i];
  quoth__mem_free(mem, t->edges, t->cap * sizeof *t->edges);
  t->edges = bigger;
  t->cap = cap;
  return true;
}

quoth__edge *quoth__trie_add(quoth__trie *t, const quoth__mem *mem,
                             uint32_t node, uint32_t word) {
  if (word == QUOTH__NONE) return NULL;
  if (t->n_edges + 1 > t->cap / 4 * 3 && !grow(t, mem)) return NULL;
  quoth__edge *e = &t->edges[slot_of(t->edges, t->cap, node, word)];
  if (e->child) return e;
  *e = (quoth__edge){node, word, ++t->n_nodes, QUOTH_NONE};
  t->n_edges++;
  return e;
}

/* ---- Finished ---------------------------------------------------------- */

enum { MANY_EDGES = 4096 }; /* from here on an array by word is worth it */

static uint32_t filter_bit(const quoth__trie *t, uint32_t node,
                           uint32_t word) {
  return (uint32_t)(hash_of(node, word) >> (64 - t->log_filter));
}

static bool make_filter(quoth__trie *t, const quoth__mem *mem) {
  t->log_filter = 6;
  while (t->log_filter < 31 && (1u << t->log_filter) / 8 < t->n_edges)
    t->log_filter++;
  t->filter = quoth__mem_zero(mem, quoth__trie_filter_words(t) *
                                       sizeof *t->filter);
  if (!t->filter) return false;
  for (uint32_t i = 0; i < t->cap; i++) {
    const quoth__edge *e = &t->edges[i];
    uint32_t bit = filter_bit(t, e->node, e->word);
    if (e->child) t->filter[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  return true;
}

static bool make_roots(quoth__trie *t, const quoth__mem *mem,
                       uint32_t n_words) {
  t->roots = quoth__mem_zero(mem, n_words * sizeof *t->roots);
  if (!t->roots) return false;
  t->n_roots = n_words;
  for (uint32_t i = 0; i < t->cap; i++) {
    const quoth__edge *e = &t->edges[i];
    if (e->child && e->node == 0)
      t->roots[e->word] = (quoth__root){e->child, e->entry};
  }
  return true;
}

bool quoth__trie_finish(quoth__trie *t, const quoth__mem *mem,
                        uint32_t n_words) {
  if (t->filter) return true;
  return make_filter(t, mem) &&
         (t->n_edges < MANY_EDGES || make_roots(t, mem, n_words));
}

bool quoth__trie_renumber(const quoth__trie *t, const uint32_t *to,
                          uint32_t n_words, const quoth__mem *mem,
                          quoth__trie *out) {
  *out = (quoth__trie){.cap = t->cap ? t->cap : 16, .n_edges = t->n_edges,
                       .n_nodes = t->n_nodes, .n_entries = t->n_entries};
  out->edges = quoth__mem_zero(mem, out->cap * sizeof *out->edges);
  for (uint32_t i = 0; out->edges && i < t->cap; i++) {
    quoth__edge e = t->edges[i];
    if (!e.child) continue;
    e.word = to[e.word];
    out->edges[slot_of(out->edges, out->cap, e.node, e.word)] = e;
  }
  if (out->edges && make_filter(out, mem) &&
      (!n_words || make_roots(out, mem, n_words)))
    return true;
  if (!out->edges) out->cap = 0;
  quoth__trie_done(out, mem);
  return false;
}

void quoth__trie_done(quoth__trie *t, const quoth__mem *mem) {
  quoth__mem_free(mem, t->edges, t->cap * sizeof *t->edges);
  if (t->filter)
    quoth__mem_free(mem, t->filter,
                    quoth__trie_filter_words(t) * sizeof *t->filter);
  quoth__mem_free(mem, t->roots, t->n_roots * sizeof *t->roots);
  *t = (quoth__trie){0};
}

/* ---- One place --------------------------------------------------------- */

uint32_t quoth__trie_longest(const quoth__trie *t, const uint32_t *words,
                             uint32_t n_words, uint32_t *entry) {
  uint32_t node = 0, length = 0;
  for (uint32_t i = 0; i < n_words; i++) {
    const quoth__edge *e = quoth__trie_edge(t, node, words[i]);
    if (!e) break;
    node = e->child;
    if (e->entry >= t->n_entries) continue;
    *entry = e->entry;
    length = i + 1;
  }
  return length;
}

/* ---- All places of a row of words -------------------------------------- */

static bool may_go_on(const quoth__trie *t, uint32_t node, uint32_t word) {
  uint32_t bit = filter_bit(t, node, word);
  return t->filter[bit / 64] >> bit % 64 & 1;
}

/* A place whose phrase may go on behind its first word. */
struct lead {
  uint32_t at, node, entry;
};

/* The first word at a place; whether something starts with it. */
static bool first_word(const quoth__trie *t, uint32_t word,
                       struct lead *lead) {
  if (t->roots) {
    if (word >= t->n_roots || !t->roots[word].child) return false;
    lead->node = t->roots[word].child;
    lead->entry = t->roots[word].entry;
    return true;
  }
  if (word == QUOTH__NONE || !may_go_on(t, 0, word)) return false;
  const quoth__edge *e = quoth__trie_edge(t, 0, word);
  if (!e) return false;
  lead->node = e->child;
  lead->entry = e->entry;
  return true;
}

/* The longest phrase that goes on from a lead. */
static uint32_t follow(const quoth__trie *t, const struct lead *lead,
                       const uint32_t *words, uint32_t n_words,
                       quoth__occurrence *out, uint32_t n) {
  uint32_t node = lead->node, entry = lead->entry, end = lead->at + 1;
  for (uint32_t i = end; i < n_words; i++) {
    const quoth__edge *e = quoth__trie_edge(t, node, words[i]);
    if (!e) break;
    node = e->child;
    if (e->entry < t->n_entries) entry = e->entry, end = i + 1;
  }
  if (entry >= t->n_entries) return n;
  out[n] = (quoth__occurrence){lead->at, end, entry};
  return n + 1;
}

enum { LEADS = 32 };

/* They wait for memory together. */
static uint32_t follow_all(const quoth__trie *t, const struct lead *leads,
                           uint32_t n_leads, const uint32_t *words,
                           uint32_t n_words, quoth__occurrence *out,
                           uint32_t n) {
  for (uint32_t i = 0; i < n_leads; i++)
    n = follow(t, &leads[i], words, n_words, out, n);
  return n;
}

uint32_t quoth__trie_find(const quoth__trie *t, const uint32_t *words,
                          uint32_t n_words, quoth__occurrence *out) {
  struct lead leads[LEADS], lead = {0};
  uint32_t n_leads = 0, n = 0;
  if (!t->cap) return 0;
  for (uint32_t i = 0; i < n_words; i++) {
    if (!first_word(t, words[i], &lead)) continue;
    lead.at = i;
    bool on = i + 1 < n_words && words[i + 1] != QUOTH__NONE &&
              may_go_on(t, lead.node, words[i + 1]);
    if (!on && lead.entry >= t->n_entries) continue;
    if (on)
      __builtin_prefetch(&t->edges[home_of(t->cap, lead.node, words[i + 1])]);
    leads[n_leads++] = lead;
    if (n_leads == LEADS)
      n = follow_all(t, leads, n_leads, words, n_words, out, n), n_leads = 0;
  }
  return follow_all(t, leads, n_leads, words, n_words, out, n);
}
