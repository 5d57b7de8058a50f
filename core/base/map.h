/* SPDX-License-Identifier: MIT */
/* Byte strings to small numbers; the way strings are interned. */
#ifndef QUOTH_BASE_MAP_H
#define QUOTH_BASE_MAP_H

#include "base/arena.h"

#define QUOTH__NONE UINT32_MAX

typedef struct quoth__map_slot {
  const char *key;
  uint32_t len, hash, value;
} quoth__map_slot;

/** Keys are copied into the arena. All zeros with `arena` set is empty. */
typedef struct quoth__map {
  quoth__arena *arena;
  quoth__map_slot *slots;
  uint32_t count, cap; /* cap is a power of two, or 0 */
} quoth__map;

void quoth__map_init(quoth__map *map, quoth__arena *arena);

/** Free the slots; the keys die with the arena. */
void quoth__map_done(quoth__map *map);

/** Forget all keys but keep the slots; call it when the arena is reset. */
void quoth__map_reset(quoth__map *map);

/** The value of a key, or QUOTH__NONE. */
uint32_t quoth__map_find(const quoth__map *map, const char *key, size_t len);

/**
 * The value of a key; when it is absent, put `value` there first.
 * @param stored out: the map's own copy of the key; may be NULL
 * @return the key's value, or QUOTH__NONE when memory is out
 */
uint32_t quoth__map_add(quoth__map *map, const char *key, size_t len,
                        uint32_t value, const char **stored);

/** A 32-bit hash of bytes, the same on every machine. */
uint32_t quoth__hash(const char *s, size_t len);

#endif
