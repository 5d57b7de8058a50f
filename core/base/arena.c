/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_BLOCK = 4096, LARGEST_STEP = 1 << 20 };

struct quoth__block {
  struct quoth__block *next;
  size_t size; /* of the whole block, this header included */
  max_align_t data[];
};

#define HEADER sizeof(struct quoth__block)

void quoth__arena_init(quoth__arena *arena, const quoth__mem *mem) {
  *arena = (quoth__arena){.mem = *mem};
}

static void free_blocks(quoth__arena *arena, struct quoth__block *keep) {
  struct quoth__block *b = arena->blocks;
  while (b) {
    struct quoth__block *next = b->next;
    if (b != keep) quoth__mem_free(&arena->mem, b, b->size);
    b = next;
  }
}

static void start_block(quoth__arena *arena, struct quoth__block *b) {
  arena->blocks = b;
  arena->at = b ? (char *)b->data : NULL;
  arena->end = b ? (char *)b + b->size : NULL;
}

void quoth__arena_done(quoth__arena *arena) {
  free_blocks(arena, NULL);
  start_block(arena, NULL);
}

void quoth__arena_reset(quoth__arena *arena) {
  struct quoth__block *largest = arena->blocks;
  for (struct quoth__block *b = largest; b; b = b->next)
    if (b->size > largest->size) largest = b;
  free_blocks(arena, largest);
  if (largest) largest->next = NULL;
  start_block(arena, largest);
}

static bool add_block(quoth__arena *arena, size_t size) {
  size_t step = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
  if (step > LARGEST_STEP) step = LARGEST_STEP;
  if (size > SIZE_MAX - HEADER) return false;
  if (step < size + HEADER) step = size + HEADER;
  struct quoth__block *b = quoth__mem_new(&arena->mem, step);
  if (!b) return false;
  b->next = arena->blocks;
  b->size = step;
  start_block(arena, b);
  return true;
}

void *quoth__arena_new(quoth__arena *arena, size_t size) {
  size_t align = alignof(max_align_t);
  if (size > SIZE_MAX - align) return NULL;
  size = (size + align - 1) & ~(align - 1);
  if (!arena->at || (size_t)(arena->end - arena->at) < size)
    if (!add_block(arena, size)) return NULL;
  void *p = arena->at;
  arena->at += size;
  return p;
}

void *quoth__arena_zero(quoth__arena *arena, size_t size) {
  void *p = quoth__arena_new(arena, size);
  if (p) memset(p, 0, size);
  return p;
}

char *quoth__arena_strndup(quoth__arena *arena, const char *s, size_t len) {
  char *copy = len < SIZE_MAX ? quoth__arena_new(arena, len + 1) : NULL;
  if (!copy) return NULL;
  if (len) memcpy(copy, s, len);
  copy[len] = '\0';
  return copy;
}
