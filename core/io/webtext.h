/* SPDX-License-Identifier: MIT */
/* The text that a reader of a page sees, and where in the page it stands. */
#ifndef QUOTH_IO_WEBTEXT_H
#define QUOTH_IO_WEBTEXT_H

#include "io/charset.h"

/** Owned: quoth__webtext_done(). All zeros is empty. */
typedef struct quoth__webtext {
  char *text; /* blocks with an empty line between */
  size_t len, cap;
  quoth__piece *pieces; /* into the bytes of the page */
  size_t n_pieces, cap_pieces;
  char *title, *date, *uri; /* NULL: the page does not tell */
  char lang[9];             /* "en"; "": it does not tell */
} quoth__webtext;

/**
 * @param charset as a server told, or NULL: as the page tells
 * @param problem out: why not; room for `size` bytes
 * @return QUOTH_OK, QUOTH_ENOMEM, QUOTH_ELIMIT, or QUOTH_EIO: no libxml2
 */
quoth_status quoth__webtext_make(quoth__webtext *out, const char *page,
                                 size_t len, const char *charset,
                                 char *problem, size_t size);
void quoth__webtext_done(quoth__webtext *text);

/** Give the text to a record: text, pieces, title, date, uri, lang. */
void quoth__webtext_give(const quoth__webtext *text, quoth__record *record);

#endif
