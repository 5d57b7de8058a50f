/* SPDX-License-Identifier: MIT */
/* An HTTP response as a web archive keeps it: headers, then the body. */
#ifndef QUOTH_IO_HTTP_H
#define QUOTH_IO_HTTP_H

#include <stdbool.h>
#include <stddef.h>

/** Lines "Name: value" up to an empty one. */
typedef struct quoth__headers {
  const char *s;
  size_t len;
} quoth__headers;

/** Bytes of the headers with the empty line at their end; 0: it has none. */
size_t quoth__headers_len(const char *s, size_t len);

/**
 * The value of a header, whatever the case of its name.
 * @return its length; `value` out, may be NULL; 0 when it is absent
 */
size_t quoth__header(const quoth__headers *headers, const char *name,
                     const char **value);

/** True when the value of a header is `word`, or begins with it and a ';'. */
bool quoth__header_is(const quoth__headers *headers, const char *name,
                      const char *word);

/** charset=... of Content-Type, into `out`; NULL when there is none. */
const char *quoth__header_charset(const quoth__headers *headers, char out[64]);

typedef struct quoth__response {
  int status;
  quoth__headers headers; /* borrowed from the block */
  const char *body;       /* borrowed from the block, or from `owned` */
  size_t len;
  char *owned;
} quoth__response;

/**
 * Take a response apart; chunks are joined, gzip is unpacked.
 * @param block is changed
 * @return NULL, or what is wrong. `out` owned: quoth__response_done()
 */
const char *quoth__response_read(quoth__response *out, char *block,
                                 size_t len);
/** Unpack the body where its Content-Encoding wants it. NULL, or a problem. */
const char *quoth__response_unpack(quoth__response *response);
void quoth__response_done(quoth__response *response);

#endif
