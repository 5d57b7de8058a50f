/* SPDX-License-Identifier: MIT */
/* A region that grows by blocks and dies, or is emptied, at once. */
#ifndef QUOTH_BASE_ARENA_H
#define QUOTH_BASE_ARENA_H

#include "base/mem.h"

struct quoth__block;

typedef struct quoth__arena {
  quoth__mem mem;
  struct quoth__block *blocks; /* newest first */
  char *at, *end;              /* free space of the newest block */
} quoth__arena;

void quoth__arena_init(quoth__arena *arena, const quoth__mem *mem);

/** Free every block; the arena may be used again. */
void quoth__arena_done(quoth__arena *arena);

/** Empty it but keep its largest block, for the next document. */
void quoth__arena_reset(quoth__arena *arena);

/**
 * `size` bytes aligned for any object, not zeroed; borrowed until the arena is
 * reset or done. NULL when memory is out. A size of 0 gives a valid pointer.
 */
void *quoth__arena_new(quoth__arena *arena, size_t size);

/** As quoth__arena_new(), filled with zeros. */
void *quoth__arena_zero(quoth__arena *arena, size_t size);

/** A copy of `len` bytes with a NUL after them; NULL when memory is out. */
char *quoth__arena_strndup(quoth__arena *arena, const char *s, size_t len);

#endif
