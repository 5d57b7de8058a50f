/* SPDX-License-Identifier: MIT */
/* Bytes of a file or of standard input, with every read checked. */
#ifndef QUOTH_IO_IN_H
#define QUOTH_IO_IN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct quoth__in {
  int fd;
  const char *name; /* kept */
  char *data;       /* read and not yet consumed: [at, end) */
  size_t at, end, cap;
  bool ended;
  int error; /* errno of the first failure, or 0 */
} quoth__in;

/** @param path "-" for standard input; kept. A failure is kept in `error`. */
void quoth__in_open(quoth__in *in, const char *path);
void quoth__in_close(quoth__in *in);

/** The next byte without taking it, or -1 at the end or after a failure. */
int quoth__in_peek(quoth__in *in);

/** All that is left; borrowed until the next call. False on a failure. */
bool quoth__in_all(quoth__in *in, const char **data, size_t *len);

/**
 * The next line without its line feed; borrowed until the next call.
 * @return false at the end, or on a failure (then `error` is set)
 */
bool quoth__in_line(quoth__in *in, const char **line, size_t *len);

#endif
