/* SPDX-License-Identifier: MIT */
/* gzip and zstd taken apart, member by member, with a limit to expansion. */
#ifndef QUOTH_IO_UNPACK_H
#define QUOTH_IO_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** What unpacks to more than 100 times its size and 8 MiB is refused. */
enum { QUOTH__UNPACK_TIMES = 100, QUOTH__UNPACK_OVER = 8 << 20 };

/** Bytes that must be seen to know what a file is. */
enum { QUOTH__UNPACK_MAGIC = 4 };

typedef struct quoth__unpack quoth__unpack;

/** True when a file that begins so is packed. */
bool quoth__unpack_knows(const unsigned char *head, size_t len);

/** @return owned: quoth__unpack_free(); NULL when memory is out */
quoth__unpack *quoth__unpack_new(const unsigned char *head, size_t len);
void quoth__unpack_free(quoth__unpack *unpack);

/** One step: `in` and `out` are moved on by what was taken and made. */
typedef struct quoth__unpack_step {
  const unsigned char *in;
  size_t n_in;
  char *out;
  size_t n_out;
} quoth__unpack_step;

typedef enum quoth__unpacked {
  QUOTH__UNPACKED_SOME,
  QUOTH__UNPACKED_MEMBER, /* one ended; what may follow is a new one */
  QUOTH__UNPACKED_BAD,    /* `problem` says why */
  QUOTH__UNPACKED_BOMB,
  QUOTH__UNPACKED_NOMEM,
} quoth__unpacked;

quoth__unpacked quoth__unpack_more(quoth__unpack *unpack,
                                   quoth__unpack_step *step,
                                   const char **problem);

/** True when the file may end here: between two members. */
bool quoth__unpack_may_end(const quoth__unpack *unpack);

#endif
