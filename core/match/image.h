/* SPDX-License-Identifier: MIT */
/*
 * A lexicon as a file: sections of numbers and strings that are used where they
 * lie. Every number in it is checked when it is used, so that no file can lead
 * out of it.
 */
#ifndef QUOTH_MATCH_IMAGE_H
#define QUOTH_MATCH_IMAGE_H

#include "base/error.h"
#include "match/trie.h"

#define QUOTH__IMAGE_MAGIC "QUOTHLX"
enum {
  QUOTH__IMAGE_VERSION = 1,
  QUOTH__IMAGE_ORDER = 0x01020304, /* as this machine writes it */
};

/** Sections, each at a multiple of 64 bytes. */
enum {
  QUOTH__IMAGE_EDGES,    /* quoth__edge, a hash table */
  QUOTH__IMAGE_FILTER,
  QUOTH__IMAGE_ROOTS,    /* quoth__root, by word */
  QUOTH__IMAGE_WORDS,    /* quoth__image_slot, a hash table */
  QUOTH__IMAGE_ENTRIES,  /* quoth__image_item */
  QUOTH__IMAGE_FEATURES, /* quoth__image_value */
  QUOTH__IMAGE_NAMES,    /* of features: places of strings */
  QUOTH__IMAGE_STRINGS,  /* each with a NUL behind it */
  QUOTH__IMAGE_SECTIONS,
};

typedef struct quoth__image_head {
  char magic[8];
  uint32_t version, order;
  char made_by[16]; /* the library's version: words may be cut otherwise */
  char unicode[16];
  uint64_t size; /* of the file in bytes */
  uint64_t checksum; /* of the head behind this field, and the sections' */
  uint32_t lang; /* a string */
  uint32_t log_filter, n_edges, n_nodes, n_words, n_entries, n_names;
  uint32_t longest, shortest, has_single;
  struct quoth__image_section {
    uint64_t start, size; /* bytes from the start of the file */
  } sections[QUOTH__IMAGE_SECTIONS];
} quoth__image_head;

/** Places of strings are bytes in their section; 0 is the empty string. */
typedef struct quoth__image_slot {
  uint32_t string, len, hash, id; /* id + 1; 0: an empty slot */
} quoth__image_slot;

typedef struct quoth__image_item {
  uint32_t text, first, n_features, spare;
} quoth__image_item;

typedef struct quoth__image_value {
  uint32_t name, kind; /* name: its number; kind: a quoth_value_kind */
  uint32_t string, len;
  double number; /* of a boolean: 0 or 1 */
} quoth__image_value;

typedef struct quoth__image {
  const quoth__image_head *head;
  size_t size;
} quoth__image;

/** Map a file. Errors: as quoth__lexicon_map(). */
quoth_status quoth__image_open(const char *path, quoth__image *out,
                               quoth_error *error);
void quoth__image_close(quoth__image *image);

/** Whether bytes are an image that this library may use; else why not. */
quoth_status quoth__image_check(const void *data, size_t size,
                                const char *path, quoth__image *out,
                                quoth_error *error);

/** The trie, in the file. */
quoth__trie quoth__image_trie(const quoth__image *image);

const char *quoth__image_string(const quoth__image *image, uint32_t place);
const char *quoth__image_name(const quoth__image *image, uint32_t name);
const char *quoth__image_entry(const quoth__image *image, uint32_t entry);
quoth_value quoth__image_feature(const quoth__image *image, uint32_t entry,
                                 const char *name);
uint32_t quoth__image_word(const quoth__image *image, const char *norm,
                           uint32_t len);

uint64_t quoth__image_checksum(const quoth__image_head *head);

#endif
