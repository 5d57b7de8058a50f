/* SPDX-License-Identifier: MIT */
#include "store/index.h"

#include <string.h>

enum { BLOCK = 64 };

void quoth__index_done(quoth__index *index, const quoth__mem *mem) {
  QUOTH__VEC_DONE(mem, &index->entries);
  QUOTH__VEC_DONE(mem, &index->ids);
  QUOTH__VEC_DONE(mem, &index->ends);
  index->valid = 0;
}

void quoth__index_reset(quoth__index *index) {
  index->entries.count = index->ids.count = index->ends.count = 0;
  index->n_gone = 0;
  index->valid = 0;
}

bool quoth__index_reserve(quoth__index *index, const quoth__mem *mem,
                          uint32_t n) {
  uint32_t blocks = (index->entries.count + n) / BLOCK + 1;
  return QUOTH__VEC_RESERVE(mem, &index->entries, n) &&
         QUOTH__VEC_RESERVE(mem, &index->ids, n) &&
         (blocks <= index->ends.cap ||
          QUOTH__VEC_RESERVE(mem, &index->ends, blocks - index->ends.count));
}

static bool is_before(const quoth__index_entry *a,
                      const quoth__index_entry *b) {
  if (a->span.start != b->span.start) return a->span.start < b->span.start;
  if (a->span.end != b->span.end) return a->span.end > b->span.end;
  return a->id < b->id;
}

/* Place of the first entry that does not stand before `e`. */
static uint32_t place_of(const quoth__index *index,
                         const quoth__index_entry *e) {
  uint32_t low = 0, high = index->entries.count;
  if (high && is_before(&index->entries.data[high - 1], e)) return high;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (is_before(&index->entries.data[mid], e))
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static void touch(quoth__index *index, uint32_t at) {
  if (index->valid > at / BLOCK) index->valid = at / BLOCK;
}

/* Close the gaps. An entry is gone when its place in `ids` says so. */
static void close_gaps(quoth__index *index) {
  uint32_t n = 0, count = index->n_gone ? index->entries.count : 0;
  for (uint32_t i = 0; i < count; i++) {
    if (index->ids.data[i] == QUOTH_NONE) continue;
    index->entries.data[n] = index->entries.data[i];
    index->ids.data[n++] = index->ids.data[i];
  }
  if (!index->n_gone) return;
  index->entries.count = index->ids.count = n;
  index->n_gone = 0;
}

const uint32_t *quoth__index_ids(quoth__index *index, uint32_t *count) {
  close_gaps(index);
  *count = index->ids.count;
  return index->ids.count ? index->ids.data : NULL;
}

void quoth__index_add(quoth__index *index, quoth_span span, uint32_t id) {
  close_gaps(index);
  quoth__index_entry e = {span, id};
  uint32_t at = place_of(index, &e), after = index->entries.count - at;
  quoth__index_entry *place = &index->entries.data[at];
  uint32_t *id_place = &index->ids.data[at];
  memmove(place + 1, place, after * sizeof *place);
  memmove(id_place + 1, id_place, after * sizeof *id_place);
  *place = e;
  *id_place = id;
  index->entries.count = ++index->ids.count;
  touch(index, at);
}

void quoth__index_remove(quoth__index *index, quoth_span span, uint32_t id) {
  quoth__index_entry e = {span, id};
  close_gaps(index);
  uint32_t at = place_of(index, &e), after = index->entries.count - at - 1;
  quoth__index_entry *place = &index->entries.data[at];
  uint32_t *id_place = &index->ids.data[at];
  memmove(place, place + 1, after * sizeof *place);
  memmove(id_place, id_place + 1, after * sizeof *id_place);
  index->entries.count = --index->ids.count;
  touch(index, at);
}

void quoth__index_drop(quoth__index *index, quoth_span span, uint32_t id) {
  quoth__index_entry e = {span, id};
  uint32_t at = place_of(index, &e);
  index->ids.data[at] = QUOTH_NONE;
  index->n_gone++;
  touch(index, at);
}

/* Bring the greatest ends of the blocks up to date. */
static void refresh(quoth__index *index) {
  uint32_t count = index->entries.count, blocks = (count + BLOCK - 1) / BLOCK;
  for (uint32_t b = index->valid; b < blocks; b++) {
    uint32_t end = 0, last = count < (b + 1) * BLOCK ? count : (b + 1) * BLOCK;
    for (uint32_t i = b * BLOCK; i < last; i++)
      if (index->entries.data[i].span.end > end)
        end = index->entries.data[i].span.end;
    index->ends.data[b] = end;
  }
  index->valid = index->ends.count = blocks;
}

/* Number of entries that start before a byte. */
static uint32_t count_before(const quoth__index *index, uint32_t byte) {
  quoth__index_entry least = {{byte, UINT32_MAX}, 0};
  return place_of(index, &least);
}

uint32_t quoth__index_find(quoth__index *index, quoth_span span, uint32_t *ids,
                           uint32_t max) {
  close_gaps(index);
  uint32_t found = 0, last = count_before(index, span.end);
  refresh(index);
  for (uint32_t b = 0; b * BLOCK < last; b++) {
    if (index->ends.data[b] <= span.start) continue;
    uint32_t stop = last < (b + 1) * BLOCK ? last : (b + 1) * BLOCK;
    for (uint32_t i = b * BLOCK; i < stop; i++) {
      const quoth__index_entry *e = &index->entries.data[i];
      if (e->span.end <= span.start) continue;
      if (found < max) ids[found] = e->id;
      found++;
    }
  }
  return found;
}
