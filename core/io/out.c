/* SPDX-License-Identifier: MIT */
#include "io/out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct quoth__out {
  int fd;    /* -1 when it did not open */
  int error; /* errno of the first failure, or 0 */
  size_t used;
  const char *name;
  char buffer[1 << 16];
};

quoth__out *quoth__out_open(const char *path) {
  quoth__out *out = malloc(sizeof *out);
  if (!out) return NULL;
  out->error = 0;
  out->used = 0;
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

static void write_all(quoth__out *out, const char *s, size_t len) {
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

void quoth__out_u32(quoth__out *out, uint32_t n) {
  char digits[10];
  size_t at = sizeof digits;
  do digits[--at] = (char)('0' + n % 10);
  while ((n /= 10) > 0);
  quoth__out_add(out, digits + at, sizeof digits - at);
}

void quoth__out_pad(quoth__out *out, char c, uint32_t n) {
  while (n-- > 0) quoth__out_char(out, c);
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
  free(out);
  return error;
}
