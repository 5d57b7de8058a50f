/* SPDX-License-Identifier: MIT */
/* Memory of the host, through its one hook. */
#ifndef QUOTH_LUA_MEM_H
#define QUOTH_LUA_MEM_H

#include <stdlib.h>
#include <string.h>

#include "quoth.h"

static inline void *quoth__lua_resize(const quoth_allocator *a, void *ptr,
                                      size_t osize, size_t nsize) {
  if (a->fn) return a->fn(a->ud, ptr, ptr ? osize : 0, nsize);
  if (nsize) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

/** `size` bytes of zeros, owned; NULL when memory is out. */
static inline void *quoth__lua_new(const quoth_allocator *a, size_t size) {
  void *ptr = quoth__lua_resize(a, NULL, 0, size);
  if (ptr) memset(ptr, 0, size);
  return ptr;
}

static inline void quoth__lua_free(const quoth_allocator *a, void *ptr,
                                   size_t size) {
  if (ptr) quoth__lua_resize(a, ptr, size, 0);
}

#endif
