/* SPDX-License-Identifier: MIT */
/*
 * Rows of words to entries: edges in one hash table, behind a filter that most
 * words do not pass. It holds numbers only, so that it can stand in a file.
 */
#ifndef QUOTH_MATCH_TRIE_H
#define QUOTH_MATCH_TRIE_H

#include "base/mem.h"
#include "match/lexicon.h"

/** From a node by a word to a child; node 0 is the root. */
typedef struct quoth__edge {
  uint32_t node, word;
  uint32_t child; /* 0: an empty slot */
  uint32_t entry; /* that ends at the child; QUOTH_NONE: none does */
} quoth__edge;

typedef struct quoth__root {
  uint32_t child, entry;
} quoth__root;

/** All zeros is empty. */
typedef struct quoth__trie {
  quoth__edge *edges;
  uint32_t cap; /* a power of two, or 0 */
  uint32_t n_edges, n_nodes; /* the root is not counted */
  uint64_t *filter; /* a bit for each edge's hash; NULL: not finished */
  uint32_t log_filter;
  quoth__root *roots; /* by word: the edges of node 0; NULL: of few edges */
  uint32_t n_roots;
  uint32_t n_entries; /* those beyond are none: a file may say anything */
} quoth__trie;

/** The edge of a word, or NULL. */
const quoth__edge *quoth__trie_edge(const quoth__trie *trie, uint32_t node,
                                    uint32_t word);

/** The edge, made when absent; NULL when memory is out. */
quoth__edge *quoth__trie_add(quoth__trie *trie, const quoth__mem *mem,
                             uint32_t node, uint32_t word);

/**
 * No more edges: make the filter, and the roots where they pay.
 * @param n_words words are numbered below it
 */
bool quoth__trie_finish(quoth__trie *trie, const quoth__mem *mem,
                        uint32_t n_words);
void quoth__trie_done(quoth__trie *trie, const quoth__mem *mem);

/**
 * The same trie, finished, with word i of it called to[i].
 * @param n_words the new words are numbered below it
 */
bool quoth__trie_renumber(const quoth__trie *trie, const uint32_t *to,
                          uint32_t n_words, const quoth__mem *mem,
                          quoth__trie *out);

/** See quoth__lexicon_longest(), quoth__lexicon_find(). */
uint32_t quoth__trie_longest(const quoth__trie *trie, const uint32_t *words,
                             uint32_t n_words, uint32_t *entry);
uint32_t quoth__trie_find(const quoth__trie *trie, const uint32_t *words,
                          uint32_t n_words, quoth__occurrence *out);

/** Words of the filter, for a file. */
static inline size_t quoth__trie_filter_words(const quoth__trie *trie) {
  return ((size_t)1 << trie->log_filter) / 64;
}

#endif
