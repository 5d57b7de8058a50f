/* SPDX-License-Identifier: MIT */
/* Memory through one hook, so that a host sees and limits every byte. */
#ifndef QUOTH_BASE_MEM_H
#define QUOTH_BASE_MEM_H

#include <stddef.h>

#include "quoth.h"

/**
 * A resolved allocator: `fn` is never NULL. Copied by value into each object
 * that frees itself later. Threads: as safe as the hook it names.
 */
typedef struct quoth__mem {
  quoth_alloc_fn fn;
  void *ud;
} quoth__mem;

/** The allocator of `hook`, or one over realloc/free when `hook` is NULL. */
quoth__mem quoth__mem_from(const quoth_allocator *hook);

/** `size` bytes, owned; NULL when memory is out or `size` is 0. */
void *quoth__mem_new(const quoth__mem *mem, size_t size);

/** As quoth__mem_new(), filled with zeros. */
void *quoth__mem_zero(const quoth__mem *mem, size_t size);

/** Resize; `old_size` is what was asked for before. NULL leaves `ptr` valid. */
void *quoth__mem_resize(const quoth__mem *mem, void *ptr, size_t old_size,
                        size_t new_size);

/** Free `size` bytes at `ptr`; NULL is a no-op. */
void quoth__mem_free(const quoth__mem *mem, void *ptr, size_t size);

/** An owned copy of `len` bytes with a NUL after them (len + 1 bytes). */
char *quoth__mem_strndup(const quoth__mem *mem, const char *s, size_t len);

#endif
