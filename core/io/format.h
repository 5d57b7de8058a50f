/* SPDX-License-Identifier: MIT */
/* Every format that is read or written: one table, which the rest asks. */
#ifndef QUOTH_IO_FORMAT_H
#define QUOTH_IO_FORMAT_H

#include "io/offsets.h"

struct quoth__reading; /* formats_in.h */
struct quoth__writing; /* formats_out.h */

/** Where a format is written to. */
typedef enum quoth__place {
  QUOTH__PLACE_STREAM, /* a file, or standard output */
  QUOTH__PLACE_FOLDER, /* files in a folder */
  QUOTH__PLACE_FILE,   /* a file that is no stream */
} quoth__place;

typedef struct quoth__format {
  const char *name;
  const char *endings; /* of files, with spaces between: "jsonl ndjson" */
  const char *summary;
  const struct quoth__reading *in;  /* NULL: not read */
  const struct quoth__writing *out; /* NULL: not written */
  quoth__unit unit; /* what offsets count when nobody says */
  bool any_unit;    /* --offsets may say otherwise */
  quoth__place place;
} quoth__format;

extern const quoth__format quoth__formats[];
extern const size_t quoth__n_formats;

typedef enum quoth__way { QUOTH__WAY_IN, QUOTH__WAY_OUT } quoth__way;

/** The format of a name that can be read or written; NULL: there is none. */
const quoth__format *quoth__format_find(const char *name, quoth__way way);

/** By a file's ending, one of .gz or .zst put aside; NULL: not known. */
const quoth__format *quoth__format_of_file(const char *path, quoth__way way);

/** Whether all files bring their own tags and trees, as CoNLL-U does. `format`
 * is the one that was asked for, or NULL. */
bool quoth__format_brings_words(const quoth__format *format,
                                char *const *files, size_t n);

/** For "did you mean"; NULL when no name is near. */
const char *quoth__format_nearest(const char *name, quoth__way way);

#endif
