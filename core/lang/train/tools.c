/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "lang/train/train.h"

void die(const char *format, ...) {
  va_list args;
  va_start(args, format);
  fputs("train-model: ", stderr);
  vfprintf(stderr, format, args);
  fputc('\n', stderr);
  va_end(args);
  exit(1);
}

void *need(size_t size) {
  void *ptr = calloc(1, size ? size : 1);
  if (!ptr) die("out of memory");
  return ptr;
}

void *grow(void *ptr, size_t size) {
  ptr = realloc(ptr, size ? size : 1);
  if (!ptr) die("out of memory");
  return ptr;
}

uint32_t rng_next(rng *r) {
  r->state ^= r->state >> 12;
  r->state ^= r->state << 25;
  r->state ^= r->state >> 27;
  return (uint32_t)((r->state * UINT64_C(0x2545F4914F6CDD1D)) >> 32);
}

uint32_t rng_below(rng *r, uint32_t n) {
  return (uint32_t)(((uint64_t)rng_next(r) * n) >> 32);
}

void rng_shuffle(rng *r, uint32_t *ids, uint32_t n) {
  for (uint32_t i = n; i > 1; i--) {
    uint32_t j = rng_below(r, i), id = ids[i - 1];
    ids[i - 1] = ids[j];
    ids[j] = id;
  }
}

static uint32_t place(const names *set, const char *s, size_t len) {
  uint32_t i = quoth__hash(s, len) & (set->n_slots - 1);
  for (; set->slots[i]; i = (i + 1) & (set->n_slots - 1)) {
    uint32_t id = set->slots[i] - 1;
    if (set->len[id] == len && memcmp(set->name[id], s, len) == 0) break;
  }
  return i;
}

static void rehash(names *set) {
  set->n_slots = set->n_slots ? set->n_slots * 2 : 64;
  free(set->slots);
  set->slots = need(set->n_slots * sizeof *set->slots);
  for (uint32_t id = 0; id < set->n; id++)
    set->slots[place(set, set->name[id], set->len[id])] = id + 1;
}

uint32_t names_find(const names *set, const char *s, size_t len) {
  if (!set->n_slots) return QUOTH_NONE;
  uint32_t at = set->slots[place(set, s, len)];
  return at ? at - 1 : QUOTH_NONE;
}

uint32_t names_add(names *set, const char *s, size_t len) {
  if (set->n * 2 >= set->n_slots) rehash(set);
  uint32_t i = place(set, s, len);
  if (!set->slots[i]) {
    if (set->n == set->cap) {
      set->cap = set->cap ? set->cap * 2 : 64;
      set->name = grow(set->name, set->cap * sizeof *set->name);
      set->len = grow(set->len, set->cap * sizeof *set->len);
      set->count = grow(set->count, set->cap * sizeof *set->count);
    }
    char *copy = need(len + 1);
    memcpy(copy, s, len);
    set->name[set->n] = copy;
    set->len[set->n] = (uint32_t)len;
    set->count[set->n] = 0;
    set->slots[i] = ++set->n;
  }
  set->count[set->slots[i] - 1]++;
  return set->slots[i] - 1;
}
