/* SPDX-License-Identifier: MIT */
/* The formats behind the reader: each gives the next record. */
#ifndef QUOTH_IO_FORMATS_IN_H
#define QUOTH_IO_FORMATS_IN_H

#include <jansson.h>

#include "io/in.h"
#include "io/reader.h"

struct quoth__reader {
  quoth__in in;
  quoth__reader_options options;
  const struct quoth__reading *reading;
  bool done;      /* the one article was given; or nothing more can come */
  uint32_t line;  /* number of the current line, from 1 */
  json_t *object; /* owns the strings of the last record */
  char id[320];   /* an id that was a number, or was made up */
  void *state;    /* of the format */
};

typedef struct quoth__reading {
  quoth__read (*next)(quoth__reader *reader, quoth__record *record,
                      quoth_error *error);
  void (*done)(quoth__reader *reader); /* frees the state; may be NULL */
} quoth__reading;

extern const quoth__reading quoth__text_reading;
extern const quoth__reading quoth__jsonl_reading;
extern const quoth__reading quoth__json_reading;
extern const quoth__reading quoth__csv_reading;
extern const quoth__reading quoth__html_reading;
extern const quoth__reading quoth__warc_reading;
extern const quoth__reading quoth__tsv_reading;
extern const quoth__reading quoth__conllu_reading;

/** Fill `error` from the failure of `in`. Returns QUOTH__READ_FAILED. */
quoth__read quoth__reader_failed(const quoth__in *in, quoth_error *error);

/** Fill `error` with a place in the file. Returns QUOTH__READ_BAD. */
quoth__read quoth__reader_bad(const quoth__reader *reader, quoth_error *error,
                              uint32_t line, uint32_t column,
                              const char *message);

/** Path of the file as an id: "-" for standard input. */
const char *quoth__reader_path(const quoth__reader *reader);

/** An id made of the file's path and a number: "file.json:3". */
void quoth__reader_number_id(quoth__reader *reader, quoth__record *record,
                             uint64_t number);

/** Pass a byte order mark by, at the start. */
void quoth__reader_skip_mark(quoth__reader *reader);

#endif
