/* SPDX-License-Identifier: MIT */
/*
 * Bytes of a file or of standard input, with every read checked. What is packed
 * by gzip or zstd, as its first bytes tell, is unpacked on the way.
 */
#ifndef QUOTH_IO_IN_H
#define QUOTH_IO_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "io/sha256.h"
#include "io/unpack.h"

/** A member of a packed file: where it starts, packed and unpacked. */
typedef struct quoth__in_member {
  uint64_t stored, at;
} quoth__in_member;

typedef struct quoth__in {
  int fd;
  const char *name; /* kept */
  char *data;       /* read and not yet consumed: [at, end) */
  size_t at, end, cap;
  uint64_t passed; /* bytes that stood before data[0] */
  bool started, ended;
  int error;           /* errno of the first failure, or 0 */
  const char *problem; /* its text when errno has none; static */
  uint64_t taken;      /* bytes read from the file */
  quoth__sha256 *sha;  /* gets them, too; NULL: not wanted; kept */
  quoth__unpack *unpack; /* NULL: not packed */
  unsigned char *raw;    /* packed: read and not yet unpacked */
  size_t raw_at, raw_end;
  bool raw_ended, member_ended;
  quoth__in_member members[2]; /* the last one, and the one before */
} quoth__in;

/** @param path "-" for standard input; kept. A failure is kept in `error`. */
void quoth__in_open(quoth__in *in, const char *path);
void quoth__in_close(quoth__in *in);

/** The next byte without taking it, or -1 at the end or after a failure. */
int quoth__in_peek(quoth__in *in);

/** Read some more behind [at, end); false at the end or after a failure. */
bool quoth__in_more(quoth__in *in);

/** All that is left; borrowed until the next call. False on a failure. */
bool quoth__in_all(quoth__in *in, const char **data, size_t *len);

/**
 * The next line without its line feed; borrowed until the next call.
 * @return false at the end, or on a failure (then `error` is set)
 */
bool quoth__in_line(quoth__in *in, const char **line, size_t *len);

/**
 * Where the next byte stands in the file: of a packed file, the start of the
 * member that holds it.
 */
uint64_t quoth__in_offset(const quoth__in *in);

/** Why reading failed, as a text. Borrowed for ever. */
const char *quoth__in_problem(const quoth__in *in);

#endif
