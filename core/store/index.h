/* SPDX-License-Identifier: MIT */
/*
 * Spans in order of (start, longer first, id), asked which of them overlap.
 *
 * A sorted array, with the greatest end of each block of 64 entries beside it:
 * a query finds its right edge by binary search and skips every block that
 * ends before its left edge. Adds at the end, the common case, cost nothing.
 */
#ifndef QUOTH_STORE_INDEX_H
#define QUOTH_STORE_INDEX_H

#include "base/vec.h"

typedef struct quoth__index_entry {
  quoth_span span;
  uint32_t id;
} quoth__index_entry;

typedef struct quoth__index {
  QUOTH__VEC(quoth__index_entry) entries;
  QUOTH__VEC(uint32_t) ids;  /* of the entries, in the same order */
  QUOTH__VEC(uint32_t) ends; /* greatest end of each block */
  uint32_t n_gone;           /* entries dropped, and still in their place */
  uint32_t valid;            /* blocks whose `ends` are up to date */
} quoth__index;

void quoth__index_done(quoth__index *index, const quoth__mem *mem);

/** Empty it, but keep its memory. */
void quoth__index_reset(quoth__index *index);

/** Make room for `n` more entries; false when memory is out. */
bool quoth__index_reserve(quoth__index *index, const quoth__mem *mem,
                          uint32_t n);

/** Add an entry; there must be room for it. */
void quoth__index_add(quoth__index *index, quoth_span span, uint32_t id);

/** The ids of all entries, in order; borrowed until the index changes. */
const uint32_t *quoth__index_ids(quoth__index *index, uint32_t *count);

/** Remove the entry with this span and id, which must be there. */
void quoth__index_remove(quoth__index *index, quoth_span span, uint32_t id);

/**
 * As quoth__index_remove(), but the gap is closed when somebody looks: to drop
 * many in a row costs no more than to remove one.
 */
void quoth__index_drop(quoth__index *index, quoth_span span, uint32_t id);

/**
 * Ids of the entries that overlap a span (each starts before the other's end),
 * in order. @return number found; at most `max` of them are written to `ids`
 */
uint32_t quoth__index_find(quoth__index *index, quoth_span span, uint32_t *ids,
                           uint32_t max);

#endif
