/* SPDX-License-Identifier: MIT */
/* The formats behind the reader: each a function that gives the next record. */
#ifndef QUOTH_IO_FORMATS_IN_H
#define QUOTH_IO_FORMATS_IN_H

#include <jansson.h>

#include "io/in.h"
#include "io/reader.h"

struct quoth__reader {
  quoth__in in;
  quoth__read (*next)(quoth__reader *reader, quoth__record *record,
                      quoth_error *error);
  bool done;      /* text: the one article was given */
  uint32_t line;  /* jsonl: number of the current line, from 1 */
  json_t *object; /* jsonl: owns the strings of the last record */
  char id[24];    /* jsonl: an id that was a number */
};

quoth__read quoth__text_next(quoth__reader *reader, quoth__record *record,
                             quoth_error *error);
quoth__read quoth__jsonl_next(quoth__reader *reader, quoth__record *record,
                              quoth_error *error);

/** Fill `error` from the failure of `in`. Returns QUOTH__READ_FAILED. */
quoth__read quoth__reader_failed(const quoth__in *in, quoth_error *error);

#endif
