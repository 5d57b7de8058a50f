/* SPDX-License-Identifier: MIT */
#include "io/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\xE2\x80\xA6"

void quoth__plain_done(quoth__plain *plain) {
  free(plain->s);
  *plain = (quoth__plain){0};
}

void quoth__plain_clear(quoth__plain *plain) {
  plain->len = 0;
  if (plain->s) plain->s[0] = '\0';
}

static bool reserve(quoth__plain *plain, size_t extra) {
  size_t need = plain->len + extra + 1;
  if (need <= plain->cap) return true;
  size_t cap = plain->cap ? plain->cap : 64;
  while (cap < need) cap *= 2;
  char *s = realloc(plain->s, cap);
  if (!s) {
    plain->failed = true;
    return false;
  }
  plain->s = s;
  plain->cap = cap;
  return true;
}

void quoth__plain_add(quoth__plain *plain, const char *s, size_t len) {
  if (!reserve(plain, len)) return;
  if (len > 0) memcpy(plain->s + plain->len, s, len);
  plain->len += len;
  plain->s[plain->len] = '\0';
}

static bool is_space(uint32_t cp) {
  return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85 ||
         cp == 0xA0 || cp == 0x2028 || cp == 0x2029;
}

/* Controls, and the marks that turn the direction of what follows. */
static bool is_unsafe(uint32_t cp) {
  return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C ||
         cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
         (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

void quoth__plain_add_text(quoth__plain *plain, const char *s, size_t len) {
  bool space = false;
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    if (is_space(cp)) {
      space = true;
    } else if (!is_unsafe(cp)) {
      if (space && plain->len > 0) quoth__plain_add(plain, " ", 1);
      space = false;
      if (cp == 0xFFFD) quoth__plain_add(plain, "\xEF\xBF\xBD", 3);
      else quoth__plain_add(plain, s + at, n);
    }
    at += n;
  }
}

static void add_string(quoth__plain *plain, const char *s) {
  quoth__plain_add_text(plain, s, strlen(s));
}

static void add_value(quoth__plain *plain, const quoth_value *v) {
  char number[40];
  switch (v->kind) {
    case QUOTH_VALUE_STRING:
      quoth__plain_add_text(plain, v->string, v->len);
      break;
    case QUOTH_VALUE_NUMBER:
      snprintf(number, sizeof number, "%.15g", v->number);
      add_string(plain, number);
      break;
    case QUOTH_VALUE_BOOL: add_string(plain, v->boolean ? "yes" : "no"); break;
    case QUOTH_VALUE_NIL: break;
  }
}

void quoth__plain_add_facts(quoth__plain *plain, const quoth_doc *doc,
                            const quoth_annotation *a) {
  const char *text = quoth_doc_text(doc, NULL);
  for (uint32_t i = 0; i < a->n_features; i++) {
    quoth__plain_add(plain, "  ", plain->len > 0 ? 2 : 0);
    add_string(plain, a->features[i].name);
    add_string(plain, "=");
    add_value(plain, &a->features[i].value);
  }
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth_span span = a->parts[i].span;
    quoth__plain_add(plain, "  ", plain->len > 0 ? 2 : 0);
    add_string(plain, a->parts[i].role);
    quoth__plain_add(plain, ": ", 2);
    quoth__plain_add_text(plain, text + span.start, span.end - span.start);
  }
}

uint32_t quoth__plain_columns(const quoth__plain *plain) {
  uint32_t sum = 0, columns;
  for (size_t at = 0; at < plain->len; sum += columns)
    at += quoth_cluster_get(plain->s, plain->len, at, &columns);
  return sum;
}

void quoth__plain_fit(quoth__plain *plain, uint32_t columns) {
  uint32_t total = quoth__plain_columns(plain);
  if (total <= columns) return;
  uint32_t head = (columns - 1) * 2 / 3, tail = columns - 1 - head;
  size_t head_end = 0, tail_start = plain->len, at = 0;
  for (uint32_t place = 0; at < plain->len;) {
    uint32_t width;
    size_t next =
        at + quoth_cluster_get(plain->s, plain->len, at, &width);
    if (place + width <= head) head_end = next;
    if (place >= total - tail && at < tail_start) tail_start = at;
    place += width;
    at = next;
  }
  /* No space beside the ellipsis. */
  while (head_end > 0 && plain->s[head_end - 1] == ' ') head_end--;
  while (tail_start < plain->len && plain->s[tail_start] == ' ') tail_start++;
  size_t rest = plain->len - tail_start;
  char *kept = malloc(rest + 1);
  if (!kept) {
    plain->failed = true;
    return;
  }
  memcpy(kept, plain->s + tail_start, rest);
  plain->len = head_end;
  quoth__plain_add(plain, ELLIPSIS, strlen(ELLIPSIS));
  quoth__plain_add(plain, kept, rest);
  free(kept);
}
