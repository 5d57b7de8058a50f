/* SPDX-License-Identifier: MIT */
/* What readers give and writers take: one article. */
#ifndef QUOTH_IO_RECORD_H
#define QUOTH_IO_RECORD_H

#include "quoth.h"

/** Everything borrowed until the reader's next record. */
typedef struct quoth__record {
  const char *id; /* not NUL-terminated */
  size_t id_len;
  bool id_is_number; /* the input's id was a JSON integer: write it as one */
  const char *text;
  size_t text_len;
  const char *lang; /* NULL when the input does not say */
} quoth__record;

#endif
