/* SPDX-License-Identifier: MIT */
/*
 * The model file: mapped into memory, checked once, then immutable and shared.
 * Little-endian; layout in docs/lang.md. Whatever bytes a file has, opening it
 * gives a model that is safe to use, or an error.
 */
#ifndef QUOTH_LANG_MODEL_H
#define QUOTH_LANG_MODEL_H

#include "base/handle.h"
#include "lang/lemma.h"
#include "lang/parser.h"
#include "lang/tagger.h"

#define QUOTH__MODEL_MAGIC "QUOTHLM"
enum {
  QUOTH__MODEL_VERSION = 2,
  QUOTH__MODEL_NAMES = 256,    /* names of one kind at most */
  QUOTH__MODEL_MAX = 64 << 20, /* bytes of a file */
};

/** Sections, in the order of the file, each at a multiple of 64 bytes. */
enum {
  QUOTH__SECTION_NAMES,  /* strings: language, UPOS, XPOS, relations */
  QUOTH__SECTION_TAGS,   /* UPOS and XPOS of each tag, a byte each */
  QUOTH__SECTION_WORDS,  /* quoth__lexeme */
  QUOTH__SECTION_WEIGHT_SLOTS,
  QUOTH__SECTION_WEIGHT_LISTS,
  QUOTH__SECTION_LEMMA_SLOTS,
  QUOTH__SECTION_LEMMA_STRINGS,
  QUOTH__SECTION_SCALES, /* a float for each table */
  QUOTH__SECTION_EMBEDDINGS, /* words, suffixes, endings, shapes, tags */
  QUOTH__SECTION_GATES,  /* by layer */
  QUOTH__SECTION_GATE_BIAS,
  QUOTH__SECTION_SLOTS,
  QUOTH__SECTION_NOBODY,
  QUOTH__SECTION_SPARSE,
  QUOTH__SECTION_BIAS,
  QUOTH__SECTION_MOVES,
  QUOTH__SECTION_MOVES_BIAS,
  QUOTH__SECTION_COUNT,
};

typedef struct quoth__section {
  uint32_t start, size; /* bytes from the start of the file */
} quoth__section;

typedef struct quoth__model_head {
  char magic[8];
  uint32_t version, size; /* of the file in bytes */
  uint64_t checksum;      /* of everything behind this field */
  uint32_t n_upos, n_xpos, n_labels, n_tags;
  uint32_t n_words, root_label, shape, spare;
  quoth__section sections[QUOTH__SECTION_COUNT];
} quoth__model_head;

/** Sizes the network was built for, so that others are refused. */
uint32_t quoth__model_shape(void);

uint64_t quoth__model_checksum(const void *data, size_t size);

struct quoth_model {
  QUOTH__HANDLE
  quoth__mem mem;
  const void *data;
  size_t size;
  bool is_mapped;
  const char *lang;
  const char *upos[QUOTH__MODEL_NAMES], *xpos[QUOTH__MODEL_NAMES];
  const char *labels[QUOTH__MODEL_NAMES];
  uint32_t n_upos, n_xpos, n_labels;
  const uint8_t *tags; /* pairs of UPOS and XPOS */
  uint8_t inflection[QUOTH__MODEL_NAMES]; /* by tag */
  quoth__tagger tagger;
  quoth__network network;
  quoth__lemmas lemmas;
  const quoth__kernel *kernel;
};

/**
 * A model of bytes in memory, at a multiple of 8; for tests and embedding.
 * @param data kept until the model is freed
 */
quoth_status quoth__model_from(const void *data, size_t size, const char *name,
                               const quoth_allocator *allocator,
                               quoth_model **out, quoth_error *error);

#endif
