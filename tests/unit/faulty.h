/* SPDX-License-Identifier: MIT */
/* An allocator that counts what lives and fails at the n-th request. */
#ifndef QUOTH_TESTS_FAULTY_H
#define QUOTH_TESTS_FAULTY_H

#include <stdlib.h>

#include "quoth.h"

typedef struct faulty {
  size_t live, requests, fail_at; /* fail_at 0: never */
} faulty;

static inline void *faulty_alloc(void *ud, void *ptr, size_t osize,
                                 size_t nsize) {
  faulty *f = ud;
  if (nsize && ++f->requests == f->fail_at) return NULL;
  void *p = NULL;
  if (nsize) {
    p = realloc(ptr, nsize);
    if (!p) return NULL;
  } else {
    free(ptr);
  }
  f->live = f->live - osize + nsize;
  return p;
}

static inline quoth_allocator faulty_hook(faulty *f) {
  return (quoth_allocator){faulty_alloc, f};
}

#endif
