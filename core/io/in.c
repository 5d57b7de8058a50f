/* SPDX-License-Identifier: MIT */
#include "io/in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_SIZE = 1 << 16 };

void quoth__in_open(quoth__in *in, const char *path) {
  *in = (quoth__in){.fd = STDIN_FILENO, .name = path};
  if (strcmp(path, "-") == 0) {
    in->name = "standard input";
    return;
  }
  in->fd = open(path, O_RDONLY | O_CLOEXEC);
  if (in->fd < 0) in->error = errno;
}

void quoth__in_close(quoth__in *in) {
  if (in->fd > STDIN_FILENO) close(in->fd);
  free(in->data);
  *in = (quoth__in){.fd = -1};
}

/* Room for one more read: first by moving what is left to the front. */
static bool make_room(quoth__in *in) {
  if (in->end < in->cap) return true;
  if (in->at > in->cap / 2) {
    memmove(in->data, in->data + in->at, in->end - in->at);
    in->end -= in->at;
    in->at = 0;
    return true;
  }
  size_t cap = in->cap ? in->cap * 2 : FIRST_SIZE;
  char *data = cap > in->cap ? realloc(in->data, cap) : NULL;
  if (!data) {
    in->error = ENOMEM;
    return false;
  }
  in->data = data;
  in->cap = cap;
  return true;
}

/* Read some more; false when there is no more. */
static bool fill(quoth__in *in) {
  if (in->ended || in->error || !make_room(in)) return false;
  ssize_t n;
  do n = read(in->fd, in->data + in->end, in->cap - in->end);
  while (n < 0 && errno == EINTR);
  if (n < 0) in->error = errno;
  if (n == 0) in->ended = true;
  if (n > 0) in->end += (size_t)n;
  return n > 0;
}

int quoth__in_peek(quoth__in *in) {
  if (in->at == in->end && !fill(in)) return -1;
  return (unsigned char)in->data[in->at];
}

bool quoth__in_all(quoth__in *in, const char **data, size_t *len) {
  while (fill(in)) continue;
  *data = in->data ? in->data + in->at : "";
  *len = in->end - in->at;
  in->at = in->end;
  return in->error == 0;
}

bool quoth__in_line(quoth__in *in, const char **line, size_t *len) {
  size_t seen = 0;
  char *feed = NULL;
  for (;;) {
    size_t left = in->end - in->at;
    if (left > seen)
      feed = memchr(in->data + in->at + seen, '\n', left - seen);
    if (feed) break;
    seen = left;
    if (!fill(in)) break;
  }
  if (in->error || (!feed && seen == 0)) return false;
  *line = in->data + in->at;
  *len = feed ? (size_t)(feed - *line) : seen;
  in->at += *len + (feed ? 1 : 0);
  return true;
}
