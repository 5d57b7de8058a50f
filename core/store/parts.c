/* SPDX-License-Identifier: MIT */
#include "store/parts.h"

#include <string.h>

bool quoth__parts_reserve(quoth__parts *parts, quoth__arena *arena,
                          uint32_t n) {
  if (n <= parts->cap - parts->count) return true;
  if (n > UINT32_MAX / 2 - parts->count) return false;
  uint32_t cap = parts->count + n;
  if (cap < parts->cap * 2) cap = parts->cap * 2;
  quoth_part *data = quoth__arena_new(arena, cap * sizeof *data);
  if (!data) return false;
  if (parts->count) memcpy(data, parts->data, parts->count * sizeof *data);
  parts->data = data;
  parts->cap = cap;
  return true;
}

/* Where a part belongs: in its role's group, or else at the end. */
static uint32_t place_of(const quoth__parts *parts, const char *role,
                         quoth_span span) {
  uint32_t at = 0;
  while (at < parts->count && strcmp(parts->data[at].role, role) != 0) at++;
  for (; at < parts->count && strcmp(parts->data[at].role, role) == 0; at++) {
    quoth_span other = parts->data[at].span;
    if (other.start > span.start ||
        (other.start == span.start && other.end > span.end))
      break;
  }
  return at;
}

void quoth__parts_add(quoth__parts *parts, const char *role, quoth_span span) {
  uint32_t at = place_of(parts, role, span);
  quoth_part *place = &parts->data[at];
  memmove(place + 1, place, (parts->count - at) * sizeof *place);
  *place = (quoth_part){role, span};
  parts->count++;
}

void quoth__parts_remove(quoth__parts *parts, const char *role) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < parts->count; i++)
    if (strcmp(parts->data[i].role, role) != 0)
      parts->data[kept++] = parts->data[i];
  parts->count = kept;
}

quoth_span quoth__parts_hull(const quoth__parts *parts) {
  quoth_span hull = parts->data[0].span;
  for (uint32_t i = 1; i < parts->count; i++) {
    quoth_span s = parts->data[i].span;
    if (s.start < hull.start) hull.start = s.start;
    if (s.end > hull.end) hull.end = s.end;
  }
  return hull;
}
