/* SPDX-License-Identifier: MIT */
#include "io/sha256.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

void quoth__sha256_init(quoth__sha256 *sha) {
  SHA256Init(&sha->state);
  sha->n_bytes = 0;
}

void quoth__sha256_add(quoth__sha256 *sha, const void *data, size_t len) {
  SHA256Update(&sha->state, data, len);
  sha->n_bytes += len;
}

void quoth__sha256_finish(quoth__sha256 *sha, char hex[65]) {
  SHA256End(&sha->state, hex);
}

int quoth__sha256_file(const char *path, char hex[65], uint64_t *n_bytes) {
  enum { SIZE = 1 << 16 };
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno;
  char *buffer = malloc(SIZE);
  int error = buffer ? 0 : ENOMEM;
  quoth__sha256 sha;
  quoth__sha256_init(&sha);
  while (!error) {
    ssize_t n = read(fd, buffer, SIZE);
    if (n > 0) quoth__sha256_add(&sha, buffer, (size_t)n);
    else if (n == 0) break;
    else if (errno != EINTR) error = errno;
  }
  *n_bytes = sha.n_bytes;
  quoth__sha256_finish(&sha, hex);
  free(buffer);
  close(fd);
  return error;
}
