/* SPDX-License-Identifier: MIT */
/*
 * What a command line names as input becomes files: folders are walked,
 * patterns such as "news/?.txt" matched, lists of files read. One at a time.
 */
#ifndef QUOTH_IO_INPUTS_H
#define QUOTH_IO_INPUTS_H

#include "io/format.h"

typedef struct quoth__inputs quoth__inputs;

typedef struct quoth__inputs_options {
  char *const *operands; /* kept; none, and no list: standard input */
  size_t n;
  const char *files_from; /* kept; a list of files, "-": on standard input */
  bool any_ending; /* in folders: files of unknown endings, too */
} quoth__inputs_options;

/** @return owned: quoth__inputs_free(); NULL when memory is out */
quoth__inputs *quoth__inputs_new(const quoth__inputs_options *options);
void quoth__inputs_free(quoth__inputs *inputs);

/**
 * The next file; files of a folder come in the order of their names' bytes.
 * @param path out: borrowed until the next call
 * @return QUOTH_OK; QUOTH_ENOTFOUND at the end; else `error` tells what cannot
 *   be read, and the next call goes on behind it (QUOTH_ENOMEM: do not go on)
 */
quoth_status quoth__inputs_next(quoth__inputs *inputs, const char **path,
                                quoth_error *error);

/** Files in folders that were passed by because of their endings. */
uint64_t quoth__inputs_passed_by(const quoth__inputs *inputs);

#endif
