/* SPDX-License-Identifier: MIT */
/* A file becomes articles, in the order in which they stand there. */
#ifndef QUOTH_IO_READER_H
#define QUOTH_IO_READER_H

#include "io/record.h"

typedef enum quoth__input {
  QUOTH__INPUT_AUTO, /* by the name's ending; standard input by its first byte */
  QUOTH__INPUT_TEXT, /* the whole file is one article */
  QUOTH__INPUT_JSONL,
} quoth__input;

typedef enum quoth__read {
  QUOTH__READ_RECORD,
  QUOTH__READ_END,
  QUOTH__READ_BAD, /* this record is lost, and `error` says why; go on */
  QUOTH__READ_FAILED, /* nothing more comes from this file */
} quoth__read;

typedef struct quoth__reader quoth__reader;

/**
 * @param path "-" for standard input; kept
 * @return owned: quoth__reader_close(); NULL when memory is out. A file that
 *   does not open is told by the first quoth__reader_next().
 */
quoth__reader *quoth__reader_open(const char *path, quoth__input input);
quoth__read quoth__reader_next(quoth__reader *reader, quoth__record *record,
                               quoth_error *error);
void quoth__reader_close(quoth__reader *reader);

#endif
