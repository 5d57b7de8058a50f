/* SPDX-License-Identifier: MIT */
/*
 * From the bytes of a token to the id of its type. Up to 16 bytes stand in the
 * slot itself, so that nearly all look-ups read one place.
 */
#ifndef QUOTH_TEXT_TYPEMAP_H
#define QUOTH_TEXT_TYPEMAP_H

#include <string.h>

#include "base/map.h"
#include "base/vec.h"

/** The bytes of a type: all of them up to 16, and a hash. */
typedef struct quoth__typekey {
  uint64_t head; /* the first eight, padded with zeros */
  uint64_t tail; /* the last eight, which may overlap; 0 when there are no more */
  uint32_t len, hash;
} quoth__typekey;

typedef struct quoth__typeslot {
  uint64_t head, tail;
  uint32_t len, id; /* id + 1; 0: the slot is empty */
} quoth__typeslot;

/** All zeros is empty. The bytes of type `id` are kept at texts.data[id]. */
typedef struct quoth__typemap {
  quoth__typeslot *slots;
  uint32_t cap; /* a power of two, or 0 */
  QUOTH__VEC(const char *) texts;
} quoth__typemap;

void quoth__typemap_done(quoth__typemap *map, const quoth__mem *mem);

/** Add a type that is absent; its id is their number before. */
bool quoth__typemap_add(quoth__typemap *map, const quoth__mem *mem,
                        const quoth__typekey *key, const char *text);

/** Room for one more; false when memory is out. */
bool quoth__typemap_reserve(quoth__typemap *map, const quoth__mem *mem);

static inline uint64_t quoth__typekey_mix(uint64_t h) {
  h *= UINT64_C(0x9E3779B97F4A7C15);
  return h ^ h >> 32;
}

/**
 * @param whole eight bytes may be read at `s`, whatever `len` is
 * Mixing as in Fibonacci hashing; equal bytes have equal keys everywhere.
 */
static inline quoth__typekey quoth__typekey_of(const char *s, uint32_t len,
                                               bool whole) {
  quoth__typekey key = {.len = len};
  if (whole || len >= 8) memcpy(&key.head, s, 8);
  else memcpy(&key.head, s, len);
  if (len < 8) {
#if defined __BYTE_ORDER__ && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    key.head &= len ? ~UINT64_C(0) << (64 - 8 * len) : 0;
#else
    key.head &= (UINT64_C(1) << 8 * len) - 1;
#endif
  }
  if (len > 8) memcpy(&key.tail, s + len - 8, 8);
  uint64_t h = quoth__typekey_mix(key.head + len) ^ key.tail;
  if (len > 16) h ^= quoth__hash(s + 8, len - 16);
  key.hash = (uint32_t)quoth__typekey_mix(h);
  return key;
}

/** The slot where the search for a key begins; for prefetching. */
static inline const quoth__typeslot *quoth__typemap_home(
    const quoth__typemap *map, const quoth__typekey *key) {
  return &map->slots[key->hash & (map->cap - 1)];
}

/** Id of the type of these bytes, or QUOTH__NONE. Needs cap > 0. */
static inline uint32_t quoth__typemap_find(const quoth__typemap *map,
                                           const quoth__typekey *key,
                                           const char *s) {
  for (uint32_t i = key->hash;; i++) {
    const quoth__typeslot *slot = &map->slots[i & (map->cap - 1)];
    if (!slot->id) return QUOTH__NONE;
    if (slot->head == key->head && slot->tail == key->tail &&
        slot->len == key->len &&
        (key->len <= 16 || memcmp(map->texts.data[slot->id - 1] + 8, s + 8,
                                  key->len - 16) == 0))
      return slot->id - 1;
  }
}

#endif
