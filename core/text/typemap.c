/* SPDX-License-Identifier: MIT */
#include "text/typemap.h"

enum { FIRST_CAP = 512 };

void quoth__typemap_done(quoth__typemap *map, const quoth__mem *mem) {
  quoth__mem_free(mem, map->slots, map->cap * sizeof *map->slots);
  map->slots = NULL;
  map->cap = 0;
  QUOTH__VEC_DONE(mem, &map->texts);
}

static void put(quoth__typemap *map, quoth__typeslot slot, uint32_t hash) {
  uint32_t i = hash;
  while (map->slots[i & (map->cap - 1)].id) i++;
  map->slots[i & (map->cap - 1)] = slot;
}

static bool grow(quoth__typemap *map, const quoth__mem *mem) {
  uint32_t cap = map->cap ? map->cap * 2 : FIRST_CAP;
  if (cap < map->cap) return false;
  quoth__typeslot *old = map->slots;
  quoth__typeslot *slots = quoth__mem_zero(mem, cap * sizeof *slots);
  if (!slots) return false;
  uint32_t old_cap = map->cap;
  map->slots = slots;
  map->cap = cap;
  for (uint32_t i = 0; i < old_cap; i++) {
    if (!old[i].id) continue;
    const char *text = map->texts.data[old[i].id - 1];
    put(map, old[i], quoth__typekey_of(text, old[i].len, false).hash);
  }
  quoth__mem_free(mem, old, old_cap * sizeof *old);
  return true;
}

bool quoth__typemap_reserve(quoth__typemap *map, const quoth__mem *mem) {
  if (map->texts.count >= map->cap / 2 && !grow(map, mem)) return false;
  return QUOTH__VEC_RESERVE(mem, &map->texts, 1);
}

bool quoth__typemap_add(quoth__typemap *map, const quoth__mem *mem,
                        const quoth__typekey *key, const char *text) {
  if (!quoth__typemap_reserve(map, mem)) return false;
  map->texts.data[map->texts.count++] = text;
  put(map, (quoth__typeslot){key->head, key->tail, key->len,
                             map->texts.count},
      key->hash);
  return true;
}
