/* SPDX-License-Identifier: MIT */
#include "io/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KEPT_MAX = 1 << 20 };

struct quoth__out {
  int fd;    /* -1 when it did not open, or is in memory */
  int error; /* errno of the first failure, or 0 */
  bool in_memory;
  char *bytes; /* in memory: what was flushed */
  size_t len, cap;
  size_t used;
  const char *name;
  char buffer[1 << 16];
};

static quoth__out *make(void) {
  quoth__out *out = malloc(sizeof *out);
  if (!out) return NULL;
  memset(out, 0, offsetof(quoth__out, buffer));
  out->fd = -1;
  return out;
}

quoth__out *quoth__out_memory(void) {
  quoth__out *out = make();
  if (!out) return NULL;
  out->in_memory = true;
  out->name = "memory";
  return out;
}

quoth__out *quoth__out_open(const char *path) {
  quoth__out *out = make();
  if (!out) return NULL;
  if (!path || strcmp(path, "-") == 0) {
    out->fd = STDOUT_FILENO;
    out->name = "standard output";
    return out;
  }
  out->name = path;
  out->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (out->fd < 0) out->error = errno;
  return out;
}

quoth__out *quoth__out_open_at(const char *path, uint64_t at) {
  quoth__out *out = make();
  if (!out) return NULL;
  out->name = path;
  out->fd = open(path, O_WRONLY | O_CLOEXEC);
  if (out->fd < 0 || ftruncate(out->fd, (off_t)at) != 0 ||
      lseek(out->fd, 0, SEEK_END) != (off_t)at)
    out->error = errno ? errno : EINVAL;
  return out;
}

static void keep(quoth__out *out, const char *s, size_t len) {
  if (len == 0 || out->error) return;
  if (len > out->cap - out->len) {
    size_t cap = out->cap ? out->cap : 4096;
    while (cap - out->len < len && cap <= SIZE_MAX / 2) cap *= 2;
    char *grown = cap - out->len < len ? NULL : realloc(out->bytes, cap);
    if (!grown) {
      out->error = ENOMEM;
      return;
    }
    out->bytes = grown;
    out->cap = cap;
  }
  memcpy(out->bytes + out->len, s, len);
  out->len += len;
}

static void write_all(quoth__out *out, const char *s, size_t len) {
  if (out->in_memory) {
    keep(out, s, len);
    return;
  }
  while (len > 0 && !out->error) {
    ssize_t n = write(out->fd, s, len);
    if (n >= 0) {
      s += n;
      len -= (size_t)n;
    } else if (errno != EINTR) {
      out->error = errno;
    }
  }
}

void quoth__out_flush(quoth__out *out) {
  write_all(out, out->buffer, out->used);
  out->used = 0;
}

bool quoth__out_sync(quoth__out *out, uint64_t *n_bytes) {
  quoth__out_flush(out);
  if (!out->error && fdatasync(out->fd) != 0) out->error = errno;
  off_t end = out->error ? -1 : lseek(out->fd, 0, SEEK_CUR);
  if (end < 0 && !out->error) out->error = errno;
  if (end >= 0) *n_bytes = (uint64_t)end;
  return end >= 0;
}

void quoth__out_add(quoth__out *out, const char *s, size_t len) {
  if (len > sizeof out->buffer - out->used) {
    quoth__out_flush(out);
    if (len >= sizeof out->buffer) {
      write_all(out, s, len);
      return;
    }
  }
  if (len > 0) memcpy(out->buffer + out->used, s, len);
  out->used += len;
}

void quoth__out_str(quoth__out *out, const char *s) {
  quoth__out_add(out, s, strlen(s));
}

void quoth__out_char(quoth__out *out, char c) { quoth__out_add(out, &c, 1); }

void quoth__out_u32(quoth__out *out, uint32_t n) { quoth__out_u64(out, n); }

void quoth__out_u64(quoth__out *out, uint64_t n) {
  char digits[20];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + n % 10);
  while ((n /= 10) > 0);
  quoth__out_add(out, digits + at, sizeof digits - at);
}

void quoth__out_pad(quoth__out *out, char c, uint32_t n) {
  while (n-- > 0) quoth__out_char(out, c);
}

const char *quoth__out_bytes(quoth__out *out, size_t *len) {
  quoth__out_flush(out);
  *len = out->len;
  return out->bytes ? out->bytes : "";
}

void quoth__out_clear(quoth__out *out) {
  out->used = out->len = 0;
  out->error = 0;
  if (out->cap <= KEPT_MAX) return;
  free(out->bytes); /* one large article is no reason to hold so much */
  out->bytes = NULL;
  out->cap = 0;
}

int quoth__out_error(const quoth__out *out) { return out->error; }

const char *quoth__out_name(const quoth__out *out) { return out->name; }

int quoth__out_fd(const quoth__out *out) { return out->fd; }

bool quoth__out_is_terminal(const quoth__out *out) {
  return out->fd >= 0 && isatty(out->fd);
}

int quoth__out_close(quoth__out *out) {
  if (!out) return 0;
  quoth__out_flush(out);
  /* A full disk behind a network may show only here. */
  if (out->fd >= 0 && close(out->fd) != 0 && !out->error) out->error = errno;
  int error = out->error;
  free(out->bytes);
  free(out);
  return error;
}
