/* SPDX-License-Identifier: MIT */
/* A growing byte string. The first failure is kept, later adds are no-ops. */
#ifndef QUOTH_BASE_BUF_H
#define QUOTH_BASE_BUF_H

#include <stdarg.h>

#include "base/mem.h"

typedef struct quoth__buf {
  quoth__mem mem;
  char *data; /* NUL after `len` bytes once anything was added, else NULL */
  size_t len, cap;
  bool failed; /* memory ran out: the content is incomplete */
} quoth__buf;

void quoth__buf_init(quoth__buf *buf, const quoth__mem *mem);
void quoth__buf_done(quoth__buf *buf);
void quoth__buf_reset(quoth__buf *buf);
void quoth__buf_add(quoth__buf *buf, const char *s, size_t len);
void quoth__buf_add_str(quoth__buf *buf, const char *s);
void quoth__buf_add_char(quoth__buf *buf, char c);

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void quoth__buf_addf(quoth__buf *buf, const char *format, ...);

#endif
