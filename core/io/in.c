/* SPDX-License-Identifier: MIT */
#include "io/in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 1 << 16 };

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
  quoth__unpack_free(in->unpack);
  free(in->raw);
  free(in->data);
  *in = (quoth__in){.fd = -1};
}

static bool fail(quoth__in *in, int error, const char *problem) {
  in->error = error;
  in->problem = problem;
  return false;
}

/* Room for one more read: first by moving what is left to the front. */
static bool make_room(quoth__in *in) {
  if (in->end < in->cap) return true;
  if (in->at > in->cap / 2) {
    memmove(in->data, in->data + in->at, in->end - in->at);
    in->passed += in->at;
    in->end -= in->at;
    in->at = 0;
    return true;
  }
  if (in->end - in->at > (size_t)INT32_MAX)
    return fail(in, EFBIG, "a record of more than 2 GiB");
  size_t cap = in->cap ? in->cap * 2 : CHUNK;
  char *data = cap > in->cap ? realloc(in->data, cap) : NULL;
  if (!data) return fail(in, ENOMEM, NULL);
  in->data = data;
  in->cap = cap;
  return true;
}

/* The one place that reads. 0 at the end and after a failure. */
static size_t read_some(quoth__in *in, void *to, size_t room) {
  ssize_t n;
  do n = read(in->fd, to, room);
  while (n < 0 && errno == EINTR);
  if (n < 0) fail(in, errno, NULL);
  if (n <= 0) return 0;
  in->taken += (size_t)n;
  if (in->sha) quoth__sha256_add(in->sha, to, (size_t)n);
  return (size_t)n;
}

/* The first bytes tell whether the file is packed. */
static bool start(quoth__in *in) {
  in->started = true;
  if (!make_room(in)) return false;
  for (size_t n = 1; n > 0 && in->end < QUOTH__UNPACK_MAGIC; in->end += n)
    n = read_some(in, in->data + in->end, in->cap - in->end);
  if (in->error) return false;
  const unsigned char *head = (const unsigned char *)in->data;
  if (!quoth__unpack_knows(head, in->end)) return in->end > 0;
  in->unpack = quoth__unpack_new(head, in->end);
  in->raw = malloc(CHUNK);
  if (!in->unpack || !in->raw) return fail(in, ENOMEM, NULL);
  memcpy(in->raw, in->data, in->end);
  in->raw_end = in->end;
  in->end = 0;
  in->member_ended = true;
  return true;
}

/* Packed bytes to go on with; zeros that pad a tape are skipped. */
static bool more_raw(quoth__in *in) {
  for (;;) {
    while (in->member_ended && in->raw_at < in->raw_end &&
           in->raw[in->raw_at] == 0)
      in->raw_at++;
    if (in->raw_at < in->raw_end) return true;
    in->raw_end = read_some(in, in->raw, CHUNK);
    in->raw_at = 0;
    if (in->raw_end == 0) return false;
  }
}

static void enter_member(quoth__in *in) {
  in->member_ended = false;
  in->members[1] = in->members[0];
  in->members[0].stored = in->taken - (in->raw_end - in->raw_at);
  in->members[0].at = in->passed + in->end;
}

/* One step of unpacking; the bytes that came of it are behind `end`. */
static bool unpack_some(quoth__in *in) {
  if (in->member_ended) enter_member(in);
  quoth__unpack_step step = {in->raw + in->raw_at, in->raw_end - in->raw_at,
                             in->data + in->end, in->cap - in->end};
  const char *problem = NULL;
  quoth__unpacked got = quoth__unpack_more(in->unpack, &step, &problem);
  in->raw_at = in->raw_end - step.n_in;
  in->end = in->cap - step.n_out;
  switch (got) {
    case QUOTH__UNPACKED_SOME: return true;
    case QUOTH__UNPACKED_MEMBER: in->member_ended = true; return true;
    case QUOTH__UNPACKED_BAD: return fail(in, EIO, problem);
    case QUOTH__UNPACKED_NOMEM: return fail(in, ENOMEM, NULL);
    case QUOTH__UNPACKED_BOMB: break;
  }
  return fail(in, EFBIG,
              "it unpacks to more than 100 times its size and 8 MiB");
}

static bool fill_unpacked(quoth__in *in) {
  size_t before = in->end;
  while (in->end == before) {
    bool more = more_raw(in);
    if (in->error) return false;
    if (!more && quoth__unpack_may_end(in->unpack)) {
      in->ended = true;
      return false;
    }
    /* Without input, too: something may still wait inside the decoder. */
    if (!unpack_some(in)) return false;
    if (!more && in->end == before && !in->member_ended)
      return fail(in, EIO, "the packed data ends too early");
  }
  return true;
}

bool quoth__in_more(quoth__in *in) {
  if (in->ended || in->error) return false;
  if (!in->started) {
    if (!start(in)) {
      in->ended = true;
      return false;
    }
    if (!in->unpack) return true;
  }
  if (!make_room(in)) return false;
  if (in->unpack) return fill_unpacked(in);
  size_t n = read_some(in, in->data + in->end, in->cap - in->end);
  in->end += n;
  if (n == 0) in->ended = true;
  return n > 0;
}

int quoth__in_peek(quoth__in *in) {
  if (in->at == in->end && !quoth__in_more(in)) return -1;
  return (unsigned char)in->data[in->at];
}

bool quoth__in_all(quoth__in *in, const char **data, size_t *len) {
  while (quoth__in_more(in)) continue;
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
    if (!quoth__in_more(in)) break;
  }
  if (in->error || (!feed && seen == 0)) return false;
  *line = in->data + in->at;
  *len = feed ? (size_t)(feed - *line) : seen;
  in->at += *len + (feed ? 1 : 0);
  return true;
}

uint64_t quoth__in_offset(const quoth__in *in) {
  uint64_t at = in->passed + in->at;
  if (!in->unpack) return at;
  return in->members[at >= in->members[0].at ? 0 : 1].stored;
}

const char *quoth__in_problem(const quoth__in *in) {
  return in->problem ? in->problem : strerror(in->error);
}
