/* SPDX-License-Identifier: MIT */
/* What readers give and writers take: one article. */
#ifndef QUOTH_IO_RECORD_H
#define QUOTH_IO_RECORD_H

#include "quoth.h"

/** Bytes of a string; `s` is NULL when it is absent. */
typedef struct quoth__text {
  const char *s;
  size_t len;
} quoth__text;

/**
 * A stretch of text and the bytes that it was made of: as many, then they are
 * the same; or, as for `&amp;`, others, that belong together.
 */
typedef struct quoth__piece {
  uint32_t text, source; /* first byte of each */
  uint32_t text_len, source_len;
} quoth__piece;

/** Everything borrowed until the reader's next record. */
typedef struct quoth__record {
  const char *id; /* not NUL-terminated */
  size_t id_len;
  bool id_is_number; /* the input's id was a JSON integer: write it as one */
  const char *text;
  size_t text_len;
  const char *lang; /* NULL when the input does not say */
  quoth__text title, date, uri; /* where the input has them */
  bool has_offset;
  uint64_t offset; /* WARC: byte of the file at which its record starts */
  quoth__text conllu; /* the document, where it brings its own words */
  /* HTML: how the text came about, in order; none: the text is the source */
  const quoth__piece *pieces;
  size_t n_pieces;
} quoth__record;

/**
 * A record that lives on its own.
 * @param out owned: quoth__record_done()
 * @return QUOTH_OK or QUOTH_ENOMEM
 */
quoth_status quoth__record_copy(const quoth__record *record,
                                quoth__record *out);

/** Free a record made by quoth__record_copy(); one of zeros is fine. */
void quoth__record_done(quoth__record *record);

/** Open the doc of a record in a context, with the words that it brings. */
quoth_status quoth__record_open(const quoth__record *record,
                                quoth_context *context, const quoth_doc *doc,
                                quoth_error *error);

/** Byte of the source at which byte `at` of the text starts, or ended. */
uint32_t quoth__record_source_start(const quoth__record *record, uint32_t at);
uint32_t quoth__record_source_end(const quoth__record *record, uint32_t at);

#endif
