/* SPDX-License-Identifier: MIT */
/* The files of a command line, an article after the other. */
#ifndef QUOTH_CLI_ARTICLES_H
#define QUOTH_CLI_ARTICLES_H

#include "io/reader.h"

/** What is done with an article. @return exit code; EXIT_LIMIT ends the walk */
typedef int (*article_fn)(void *ud, const quoth__record *record);

/**
 * Read all files in order, those of folders too, "-" when there is none, and
 * tell of bad lines.
 * @param format NULL: as each file's ending tells
 * @return the worst exit code
 */
int articles_each(char *const *files, size_t n, const quoth__format *format,
                  article_fn one, void *ud);

#endif
