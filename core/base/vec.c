/* SPDX-License-Identifier: MIT */
#include "base/vec.h"

bool quoth__vec_reserve(const quoth__mem *mem, void **data, uint32_t *cap,
                        uint32_t count, uint32_t extra, size_t size) {
  if (extra <= *cap - count) return true;
  if (extra > UINT32_MAX - count) return false;
  uint32_t want = *cap < 8 ? 8 : *cap;
  while (want - count < extra)
    want = want > UINT32_MAX / 2 ? UINT32_MAX : want * 2;
  if (size && want > SIZE_MAX / size) return false;
  void *grown = quoth__mem_resize(mem, *data, *cap * size, want * size);
  if (!grown) return false;
  *data = grown;
  *cap = want;
  return true;
}
