/* SPDX-License-Identifier: MIT */
#include "base/map.h"

#include <string.h>

static uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
  return h ^ (h >> 29);
}

uint32_t quoth__hash(const char *s, size_t len) {
  uint64_t h = len * UINT64_C(0xFF51AFD7ED558CCD);
  for (; len >= 8; s += 8, len -= 8) {
    uint64_t v = 0;
    for (int i = 0; i < 8; i++) v |= (uint64_t)(unsigned char)s[i] << (8 * i);
    h = mix(h, v);
  }
  uint64_t tail = 0;
  for (size_t i = 0; i < len; i++)
    tail |= (uint64_t)(unsigned char)s[i] << (8 * i);
  h = mix(h, tail);
  return (uint32_t)(h ^ (h >> 32));
}

void quoth__map_init(quoth__map *map, quoth__arena *arena) {
  *map = (quoth__map){.arena = arena};
}

void quoth__map_done(quoth__map *map) {
  if (map->arena)
    quoth__mem_free(&map->arena->mem, map->slots,
                    map->cap * sizeof *map->slots);
  map->slots = NULL;
  map->count = map->cap = 0;
}

void quoth__map_reset(quoth__map *map) {
  if (map->slots) memset(map->slots, 0, map->cap * sizeof *map->slots);
  map->count = 0;
}

/* The slot of the key, or the empty one where it belongs. */
static uint32_t slot_of(const quoth__map *map, const char *key, size_t len,
                        uint32_t hash) {
  uint32_t mask = map->cap - 1, i = hash & mask;
  for (;; i = (i + 1) & mask) {
    const quoth__map_slot *s = &map->slots[i];
    if (!s->key) return i;
    if (s->hash == hash && s->len == len && memcmp(s->key, key, len) == 0)
      return i;
  }
}

static bool grow(quoth__map *map) {
  uint32_t cap = map->cap ? map->cap * 2 : 16;
  if (cap < map->cap) return false;
  quoth__map bigger = {.arena = map->arena, .cap = cap, .count = map->count};
  bigger.slots = quoth__mem_zero(&map->arena->mem, cap * sizeof *map->slots);
  if (!bigger.slots) return false;
  for (uint32_t i = 0; i < map->cap; i++) {
    const quoth__map_slot *s = &map->slots[i];
    if (s->key) bigger.slots[slot_of(&bigger, s->key, s->len, s->hash)] = *s;
  }
  quoth__map_done(map);
  *map = bigger;
  return true;
}

uint32_t quoth__map_find(const quoth__map *map, const char *key, size_t len) {
  if (!map->cap) return QUOTH__NONE;
  const quoth__map_slot *s =
      &map->slots[slot_of(map, key, len, quoth__hash(key, len))];
  return s->key ? s->value : QUOTH__NONE;
}

uint32_t quoth__map_add(quoth__map *map, const char *key, size_t len,
                        uint32_t value, const char **stored) {
  if (len >= UINT32_MAX) return QUOTH__NONE;
  if (map->count + 1 > map->cap / 4 * 3 && !grow(map)) return QUOTH__NONE;
  uint32_t hash = quoth__hash(key, len);
  quoth__map_slot *s = &map->slots[slot_of(map, key, len, hash)];
  if (!s->key) {
    const char *copy = quoth__arena_strndup(map->arena, key, len);
    if (!copy) return QUOTH__NONE;
    *s = (quoth__map_slot){copy, (uint32_t)len, hash, value};
    map->count++;
  }
  if (stored) *stored = s->key;
  return s->value;
}
