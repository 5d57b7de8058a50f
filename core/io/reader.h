/* SPDX-License-Identifier: MIT */
/* A file becomes articles, in the order in which they stand there. */
#ifndef QUOTH_IO_READER_H
#define QUOTH_IO_READER_H

#include "io/fields.h"
#include "io/format.h"
#include "io/record.h"

typedef struct quoth__reader_options {
  /* NULL: by the name's ending, then by the first bytes */
  const quoth__format *format;
  quoth__fields fields; /* of JSON and tables */
  struct quoth__sha256 *sha; /* gets the bytes as they are stored; may be NULL */
} quoth__reader_options;

typedef enum quoth__read {
  QUOTH__READ_RECORD,
  QUOTH__READ_END,
  QUOTH__READ_BAD, /* this record is lost, and `error` says why; go on */
  QUOTH__READ_FAILED, /* nothing more comes from this file */
} quoth__read;

typedef struct quoth__reader quoth__reader;

/**
 * @param path "-" for standard input; kept
 * @param options copied; NULL: the defaults
 * @return owned: quoth__reader_close(); NULL when memory is out. A file that
 *   does not open is told by the first quoth__reader_next().
 */
quoth__reader *quoth__reader_open(const char *path,
                                  const quoth__reader_options *options);
quoth__read quoth__reader_next(quoth__reader *reader, quoth__record *record,
                               quoth_error *error);

/** True when the next record is not there yet: a pipe is waited for. */
bool quoth__reader_must_wait(const quoth__reader *reader);

/** Bytes taken from the file so far, as they are stored there. */
uint64_t quoth__reader_bytes(const quoth__reader *reader);

void quoth__reader_close(quoth__reader *reader);

#endif
