/* SPDX-License-Identifier: MIT */
/*
 * The annotations of one doc: what quoth.h says of them, and how an owner
 * makes, empties and frees them.
 */
#ifndef QUOTH_STORE_ANNOTATIONS_H
#define QUOTH_STORE_ANNOTATIONS_H

#include "base/mem.h"

/** A document may not fill a machine: reaching a limit is QUOTH_ELIMIT. */
enum {
  QUOTH__MAX_ANNOTATIONS = 1 << 22,
  QUOTH__MAX_LAYERS = 4096,
};
#define QUOTH__MAX_STORE_BYTES ((size_t)256 << 20) /* features and parts */

/** Owned: quoth__annotations_free(). NULL when memory is out. */
quoth_annotations *quoth__annotations_new(const quoth__mem *mem);
void quoth__annotations_free(quoth_annotations *annotations);

/** Forget everything, keep the memory; the next doc has `len` bytes. */
void quoth__annotations_reset(quoth_annotations *annotations, uint32_t len);

/** While frozen, every call that would change them is QUOTH_EINVAL. */
void quoth__annotations_freeze(quoth_annotations *annotations, bool frozen);

#endif
