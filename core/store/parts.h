/* SPDX-License-Identifier: MIT */
/* The parts of an annotation: spans with roles, roles in order as given. */
#ifndef QUOTH_STORE_PARTS_H
#define QUOTH_STORE_PARTS_H

#include "base/arena.h"

/** Lives in an arena; all zeros is empty. */
typedef struct quoth__parts {
  quoth_part *data;
  uint32_t count, cap;
} quoth__parts;

/** Make room for `n` more; false when memory is out. */
bool quoth__parts_reserve(quoth__parts *parts, quoth__arena *arena,
                          uint32_t n);

/** Add a part after those of its role that start before it; needs room. */
void quoth__parts_add(quoth__parts *parts, const char *role, quoth_span span);

/** Remove all parts of a role; the others keep their order. */
void quoth__parts_remove(quoth__parts *parts, const char *role);

/** The least span with all parts in it; `parts` is not empty. */
quoth_span quoth__parts_hull(const quoth__parts *parts);

#endif
