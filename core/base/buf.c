/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void quoth__buf_init(quoth__buf *buf, const quoth__mem *mem) {
  *buf = (quoth__buf){.mem = *mem};
}

void quoth__buf_done(quoth__buf *buf) {
  quoth__mem_free(&buf->mem, buf->data, buf->cap);
  quoth__buf_init(buf, &buf->mem);
}

void quoth__buf_reset(quoth__buf *buf) {
  buf->len = 0;
  buf->failed = false;
  if (buf->data) buf->data[0] = '\0';
}

/* Room for `extra` bytes and a NUL. */
static bool reserve(quoth__buf *buf, size_t extra) {
  if (buf->failed) return false;
  if (extra < SIZE_MAX / 2 - buf->len - 1 && buf->len + extra + 1 <= buf->cap)
    return true;
  size_t cap = buf->cap ? buf->cap : 64;
  while (cap < SIZE_MAX / 2 && cap - buf->len <= extra) cap *= 2;
  char *data = cap - buf->len > extra
                   ? quoth__mem_resize(&buf->mem, buf->data, buf->cap, cap)
                   : NULL;
  if (!data) {
    buf->failed = true;
    return false;
  }
  buf->data = data;
  buf->cap = cap;
  return true;
}

void quoth__buf_add(quoth__buf *buf, const char *s, size_t len) {
  if (!reserve(buf, len)) return;
  if (len) memcpy(buf->data + buf->len, s, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
}

void quoth__buf_add_str(quoth__buf *buf, const char *s) {
  quoth__buf_add(buf, s, strlen(s));
}

void quoth__buf_add_char(quoth__buf *buf, char c) {
  quoth__buf_add(buf, &c, 1);
}

void quoth__buf_addf(quoth__buf *buf, const char *format, ...) {
  va_list args;
  va_start(args, format);
  int n = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (n < 0 || !reserve(buf, (size_t)n)) return;
  va_start(args, format);
  vsnprintf(buf->data + buf->len, (size_t)n + 1, format, args);
  va_end(args);
  buf->len += (size_t)n;
}
