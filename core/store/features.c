/* SPDX-License-Identifier: MIT */
#include "store/features.h"

#include <string.h>

bool quoth__value_valid(const quoth_value *value) {
  switch (value->kind) {
    case QUOTH_VALUE_NIL:
    case QUOTH_VALUE_BOOL:
    case QUOTH_VALUE_NUMBER: return true;
    case QUOTH_VALUE_STRING: return value->string || !value->len;
  }
  return false;
}

/* Place of the first name that is not below `name`. */
static uint32_t place_of(const quoth_feature *data, uint32_t count,
                         const char *name) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (strcmp(data[mid].name, name) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

static bool is_at(const quoth_feature *data, uint32_t count, uint32_t at,
                  const char *name) {
  return at < count && strcmp(data[at].name, name) == 0;
}

/*
 * Store `value` over `old`. A string that fits takes the place of the old one,
 * so that a script which sets a feature in a loop does not eat the arena.
 */
static bool copy_value(quoth__arena *arena, quoth_value *old,
                       const quoth_value *value) {
  quoth_value copy = *value;
  if (value->kind == QUOTH_VALUE_STRING) {
    const char *from = value->string ? value->string : "";
    char *to = NULL;
    if (old->kind == QUOTH_VALUE_STRING && value->len <= old->len) {
      to = (char *)old->string; /* ours: made by strndup below */
      memmove(to, from, value->len);
      to[value->len] = '\0';
    } else {
      to = quoth__arena_strndup(arena, from, value->len);
    }
    if (!to) return false;
    copy.string = to;
  }
  *old = copy;
  return true;
}

bool quoth__features_reserve(quoth__features *features, quoth__arena *arena) {
  if (features->count < features->cap) return true;
  uint32_t cap = features->cap ? features->cap * 2 : 4;
  quoth_feature *data = quoth__arena_new(arena, cap * sizeof *data);
  if (!data) return false;
  if (features->count)
    memcpy(data, features->data, features->count * sizeof *data);
  features->data = data;
  features->cap = cap;
  return true;
}

bool quoth__features_set(quoth__features *features, quoth__arena *arena,
                         const char *name, const quoth_value *value) {
  uint32_t at = place_of(features->data, features->count, name);
  bool there = is_at(features->data, features->count, at, name);
  uint32_t after = features->count - at;
  if (value->kind == QUOTH_VALUE_NIL) {
    if (!there) return true;
    quoth_feature *gone = &features->data[at];
    memmove(gone, gone + 1, (after - 1) * sizeof *gone);
    features->count--;
    return true;
  }
  if (there) return copy_value(arena, &features->data[at].value, value);
  quoth_value fresh = {0};
  if (!quoth__features_reserve(features, arena) ||
      !copy_value(arena, &fresh, value))
    return false;
  quoth_feature *place = &features->data[at];
  memmove(place + 1, place, after * sizeof *place);
  *place = (quoth_feature){name, fresh};
  features->count++;
  return true;
}

quoth_value quoth__features_find(const quoth_feature *data, uint32_t count,
                                 const char *name) {
  uint32_t at = place_of(data, count, name);
  return is_at(data, count, at, name) ? data[at].value : (quoth_value){0};
}
