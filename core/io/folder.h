/* SPDX-License-Identifier: MIT */
/* Formats that write a folder: a file or two for each article. */
#ifndef QUOTH_IO_FOLDER_H
#define QUOTH_IO_FOLDER_H

#include "io/formats_out.h"

/** Make the folder of the options; it may be there. Failures go to `writer`. */
void quoth__folder_make(quoth__writer *writer);

/** Write a whole file in the folder; `name` without slashes. */
void quoth__folder_put(quoth__writer *writer, const char *name,
                       const char *bytes, size_t len);

enum { QUOTH__FOLDER_NAME_MAX = 96 };

/**
 * A file's name for the article that comes next: its number, and what of its id
 * suits a file's name, such as "000001-council".
 */
void quoth__folder_name(const quoth__writer *writer, const char *id,
                        size_t id_len, char name[QUOTH__FOLDER_NAME_MAX]);

/*
 * Several byte strings in one chunk, for the second step of a writer: each with
 * its length before it.
 */
void quoth__frame_add(quoth__out *out, const char *s, size_t len);

/** The next one; false at the end. `at` in: first 0; out: behind it. */
bool quoth__frame_next(const char *bytes, size_t len, size_t *at,
                       const char **s, size_t *n);

#endif
