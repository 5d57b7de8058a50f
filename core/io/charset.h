/* SPDX-License-Identifier: MIT */
/* Bytes in some encoding become valid UTF-8, with the way back to the bytes. */
#ifndef QUOTH_IO_CHARSET_H
#define QUOTH_IO_CHARSET_H

#include "io/record.h"

/**
 * Valid UTF-8 without NUL and other controls, which become U+FFFD as malformed
 * bytes do. All zeros is empty.
 */
typedef struct quoth__utf8 {
  const char *s; /* borrowed from the bytes when nothing had to change */
  size_t len;
  char *owned;
  size_t cap;
  /* What stands where in the bytes; none: all bytes are as they were. */
  quoth__piece *pieces;
  size_t n_pieces, cap_pieces;
} quoth__utf8;

/**
 * @param charset as a header or a page names it; NULL: UTF-8, or windows-1252
 *   when it is not valid; one that is not known is taken for that
 * @param len below 2^31
 * @return QUOTH_OK, QUOTH_ENOMEM or QUOTH_ELIMIT (the UTF-8 is too long)
 */
quoth_status quoth__utf8_make(quoth__utf8 *out, const char *bytes, size_t len,
                              const char *charset);
void quoth__utf8_done(quoth__utf8 *utf8);

/** Add a piece, to the last one if it goes on there. False: memory is out. */
bool quoth__pieces_add(quoth__piece **list, size_t *n, size_t *cap,
                       quoth__piece piece);

#endif
