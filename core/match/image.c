/* SPDX-License-Identifier: MIT */
/* Reading; the only file of the floor that asks the system for a file. */
#define _POSIX_C_SOURCE 200809L
#include "match/image.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "unicode/tables.h"

/* ---- Sections ---------------------------------------------------------- */

static const void *section(const quoth__image *image, int number,
                           size_t *bytes) {
  const struct quoth__image_section *s = &image->head->sections[number];
  *bytes = (size_t)s->size;
  return (const char *)image->head + s->start;
}

/* How many things of a size a section has. */
static const void *array(const quoth__image *image, int number, size_t size,
                         uint32_t *count) {
  size_t bytes;
  const void *data = section(image, number, &bytes);
  *count = bytes / size > UINT32_MAX ? UINT32_MAX : (uint32_t)(bytes / size);
  return data;
}

const char *quoth__image_string(const quoth__image *image, uint32_t place) {
  size_t bytes;
  const char *strings = section(image, QUOTH__IMAGE_STRINGS, &bytes);
  return place < bytes ? strings + place : "";
}

/* A string of a length that it has: no more than stands behind it. */
static uint32_t length_in(const quoth__image *image, uint32_t place,
                          uint32_t len) {
  size_t bytes;
  section(image, QUOTH__IMAGE_STRINGS, &bytes);
  return place < bytes && len < bytes - place ? len : 0;
}

const char *quoth__image_name(const quoth__image *image, uint32_t name) {
  uint32_t n;
  const uint32_t *names =
      array(image, QUOTH__IMAGE_NAMES, sizeof *names, &n);
  return name < n ? quoth__image_string(image, names[name]) : "";
}

/* ---- Questions --------------------------------------------------------- */

static const quoth__image_item *item(const quoth__image *image,
                                     uint32_t entry) {
  uint32_t n;
  const quoth__image_item *items =
      array(image, QUOTH__IMAGE_ENTRIES, sizeof *items, &n);
  return entry < n ? &items[entry] : NULL;
}

const char *quoth__image_entry(const quoth__image *image, uint32_t entry) {
  const quoth__image_item *e = item(image, entry);
  return e ? quoth__image_string(image, e->text) : NULL;
}

static quoth_value value_of(const quoth__image *image,
                            const quoth__image_value *v) {
  quoth_value value = {.kind = QUOTH_VALUE_NIL};
  switch (v->kind) {
    case QUOTH_VALUE_BOOL:
      value.kind = QUOTH_VALUE_BOOL;
      value.boolean = v->number > 0;
      break;
    case QUOTH_VALUE_NUMBER:
      value.kind = QUOTH_VALUE_NUMBER;
      value.number = v->number;
      break;
    case QUOTH_VALUE_STRING:
      value.kind = QUOTH_VALUE_STRING;
      value.string = quoth__image_string(image, v->string);
      value.len = length_in(image, v->string, v->len);
      break;
    default: break;
  }
  return value;
}

quoth_value quoth__image_feature(const quoth__image *image, uint32_t entry,
                                 const char *name) {
  uint32_t n;
  const quoth__image_item *e = item(image, entry);
  const quoth__image_value *values =
      array(image, QUOTH__IMAGE_FEATURES, sizeof *values, &n);
  for (uint32_t i = 0; e && i < e->n_features; i++) {
    if (e->first >= n || i >= n - e->first) break;
    const quoth__image_value *v = &values[e->first + i];
    if (strcmp(quoth__image_name(image, v->name), name) == 0)
      return value_of(image, v);
  }
  return (quoth_value){.kind = QUOTH_VALUE_NIL};
}

uint32_t quoth__image_word(const quoth__image *image, const char *norm,
                           uint32_t len) {
  uint32_t cap, hash = quoth__hash(norm, len);
  const quoth__image_slot *slots =
      array(image, QUOTH__IMAGE_WORDS, sizeof *slots, &cap);
  for (uint32_t i = hash, n = 0; n < cap; i++, n++) {
    const quoth__image_slot *s = &slots[i & (cap - 1)];
    if (!s->id) break;
    if (s->hash == hash && s->len == len &&
        length_in(image, s->string, len) == len &&
        memcmp(quoth__image_string(image, s->string), norm, len) == 0)
      return s->id - 1;
  }
  return QUOTH__NONE;
}

/* ---- Opening ----------------------------------------------------------- */

uint64_t quoth__image_checksum(const quoth__image_head *head) {
  const unsigned char *p = (const unsigned char *)(&head->checksum + 1);
  const unsigned char *end = (const unsigned char *)(head + 1);
  uint64_t h = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
  for (; p < end; p++) h = (h ^ *p) * UINT64_C(0x100000001B3);
  return h;
}

static bool is_power(uint64_t n) { return n && !(n & (n - 1)); }

static bool sections_fit(const quoth__image_head *h) {
  static const size_t sizes[QUOTH__IMAGE_SECTIONS] = {
      sizeof(quoth__edge),        sizeof(uint64_t),
      sizeof(quoth__root),        sizeof(quoth__image_slot),
      sizeof(quoth__image_item),  sizeof(quoth__image_value),
      sizeof(uint32_t),           1};
  for (int i = 0; i < QUOTH__IMAGE_SECTIONS; i++) {
    const struct quoth__image_section *s = &h->sections[i];
    if (s->start % 64 || s->start > h->size || s->size > h->size - s->start ||
        s->size % sizes[i])
      return false;
  }
  const struct quoth__image_section *s = h->sections;
  uint64_t edges = s[QUOTH__IMAGE_EDGES].size / sizeof(quoth__edge);
  uint64_t words = s[QUOTH__IMAGE_WORDS].size / sizeof(quoth__image_slot);
  return is_power(edges) && edges <= UINT64_C(1) << 31 && is_power(words) &&
         words <= UINT64_C(1) << 31 && h->log_filter >= 6 &&
         h->log_filter <= 31 &&
         s[QUOTH__IMAGE_FILTER].size == (UINT64_C(1) << h->log_filter) / 8 &&
         s[QUOTH__IMAGE_ENTRIES].size ==
             (uint64_t)h->n_entries * sizeof(quoth__image_item) &&
         s[QUOTH__IMAGE_NAMES].size == (uint64_t)h->n_names * 4 &&
         s[QUOTH__IMAGE_STRINGS].size > 0;
}

static bool is_sound(const quoth__image_head *h) {
  if (h->checksum != quoth__image_checksum(h) || !sections_fit(h))
    return false;
  const struct quoth__image_section *s =
      &h->sections[QUOTH__IMAGE_STRINGS];
  return ((const char *)h)[s->start + s->size - 1] == '\0';
}

quoth_status quoth__image_check(const void *data, size_t size,
                                const char *path, quoth__image *out,
                                quoth_error *error) {
  const quoth__image_head *h = data;
  if (size < sizeof *h || memcmp(h->magic, QUOTH__IMAGE_MAGIC, 8) != 0)
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "%s is no compiled lexicon", path);
  if (h->version != QUOTH__IMAGE_VERSION || h->order != QUOTH__IMAGE_ORDER ||
      strncmp(h->made_by, QUOTH_VERSION, sizeof h->made_by) != 0 ||
      strncmp(h->unicode, QUOTH__UCD_VERSION, sizeof h->unicode) != 0)
    return quoth__error_set(
        error, QUOTH_ESYNTAX,
        "%s was compiled for another version or machine: compile it again",
        path);
  if (h->size != size || !is_sound(h))
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "%s is damaged: compile it again", path);
  *out = (quoth__image){h, size};
  return QUOTH_OK;
}

static quoth_status fail(quoth_error *error, const char *path, int reason) {
  return quoth__error_set(
      error, reason == ENOENT ? QUOTH_ENOTFOUND : QUOTH_EIO,
      "cannot open the lexicon %s: %s", path, strerror(reason));
}

quoth_status quoth__image_open(const char *path, quoth__image *out,
                               quoth_error *error) {
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return fail(error, path, errno);
  if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode) ||
      about.st_size < 1) {
    close(file);
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "%s is no compiled lexicon", path);
  }
  size_t size = (size_t)about.st_size;
  void *data = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
  int reason = errno;
  close(file);
  if (data == MAP_FAILED) return fail(error, path, reason);
  quoth_status status = quoth__image_check(data, size, path, out, error);
  if (status != QUOTH_OK) munmap(data, size);
  return status;
}

void quoth__image_close(quoth__image *image) {
  if (image->head) munmap((void *)(uintptr_t)image->head, image->size);
  image->head = NULL;
}

quoth__trie quoth__image_trie(const quoth__image *image) {
  const quoth__image_head *h = image->head;
  size_t bytes;
  uint32_t cap, n_roots;
  quoth__trie t = {.n_edges = h->n_edges, .n_nodes = h->n_nodes,
                   .log_filter = h->log_filter, .n_entries = h->n_entries};
  /* Never written to: it has a filter, so it is finished. */
  t.edges = (quoth__edge *)(uintptr_t)array(image, QUOTH__IMAGE_EDGES,
                                            sizeof *t.edges, &cap);
  t.filter =
      (uint64_t *)(uintptr_t)section(image, QUOTH__IMAGE_FILTER, &bytes);
  const void *roots =
      array(image, QUOTH__IMAGE_ROOTS, sizeof *t.roots, &n_roots);
  t.cap = cap;
  t.n_roots = n_roots;
  if (n_roots) t.roots = (quoth__root *)(uintptr_t)roots;
  return t;
}
