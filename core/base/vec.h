/* SPDX-License-Identifier: MIT */
/* Growing arrays of any type:  QUOTH__VEC(uint32_t) ids = {0};  */
#ifndef QUOTH_BASE_VEC_H
#define QUOTH_BASE_VEC_H

#include "base/mem.h"

#define QUOTH__VEC(type)  \
  struct {                \
    type *data;           \
    uint32_t count, cap;  \
  }

/** Append `...`; false when memory is out (the vector is unchanged). */
#define QUOTH__VEC_ADD(mem, vec, ...)                                        \
  (quoth__vec_reserve((mem), (void **)&(vec)->data, &(vec)->cap,             \
                      (vec)->count, 1, sizeof *(vec)->data)                  \
       ? ((vec)->data[(vec)->count++] = (__VA_ARGS__), true)                 \
       : false)

/** Make room for `n` more elements; false when memory is out. */
#define QUOTH__VEC_RESERVE(mem, vec, n)                                      \
  quoth__vec_reserve((mem), (void **)&(vec)->data, &(vec)->cap,              \
                     (vec)->count, (n), sizeof *(vec)->data)

#define QUOTH__VEC_DONE(mem, vec)                                            \
  (quoth__mem_free((mem), (vec)->data, (vec)->cap * sizeof *(vec)->data),    \
   (vec)->data = NULL, (vec)->count = (vec)->cap = 0)

bool quoth__vec_reserve(const quoth__mem *mem, void **data, uint32_t *cap,
                        uint32_t count, uint32_t extra, size_t size);

#endif
