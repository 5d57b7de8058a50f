/* SPDX-License-Identifier: MIT */
/* Named values, kept in order of name. */
#ifndef QUOTH_STORE_FEATURES_H
#define QUOTH_STORE_FEATURES_H

#include "base/arena.h"

/** Lives in an arena; all zeros is empty. */
typedef struct quoth__features {
  quoth_feature *data;
  uint32_t count, cap;
} quoth__features;

/** Whether a value has a known kind, and a string where it says so. */
bool quoth__value_valid(const quoth_value *value);

/** Make room for one more; false when memory is out. */
bool quoth__features_reserve(quoth__features *features, quoth__arena *arena);

/**
 * Set a feature, or remove it by a NIL value. The value is copied.
 * @param name kept as long as the features
 * @return false when memory is out; the features are unchanged then
 */
bool quoth__features_set(quoth__features *features, quoth__arena *arena,
                         const char *name, const quoth_value *value);

/** Value of a feature; kind NIL when it is absent. `data` sorted by name. */
quoth_value quoth__features_find(const quoth_feature *data, uint32_t count,
                                 const char *name);

#endif
