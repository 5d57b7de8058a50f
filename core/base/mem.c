/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void *libc_alloc(void *ud, void *ptr, size_t osize, size_t nsize) {
  (void)ud;
  (void)osize;
  if (nsize) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

quoth__mem quoth__mem_from(const quoth_allocator *hook) {
  if (hook && hook->fn) return (quoth__mem){hook->fn, hook->ud};
  return (quoth__mem){libc_alloc, NULL};
}

void *quoth__mem_new(const quoth__mem *mem, size_t size) {
  return size ? mem->fn(mem->ud, NULL, 0, size) : NULL;
}

void *quoth__mem_zero(const quoth__mem *mem, size_t size) {
  void *p = quoth__mem_new(mem, size);
  if (p) memset(p, 0, size);
  return p;
}

void *quoth__mem_resize(const quoth__mem *mem, void *ptr, size_t old_size,
                        size_t new_size) {
  return mem->fn(mem->ud, ptr, ptr ? old_size : 0, new_size);
}

void quoth__mem_free(const quoth__mem *mem, void *ptr, size_t size) {
  if (ptr) mem->fn(mem->ud, ptr, size, 0);
}

char *quoth__mem_strndup(const quoth__mem *mem, const char *s, size_t len) {
  char *copy = quoth__mem_new(mem, len + 1);
  if (!copy) return NULL;
  if (len) memcpy(copy, s, len);
  copy[len] = '\0';
  return copy;
}
