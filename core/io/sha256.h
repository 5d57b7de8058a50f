/* SPDX-License-Identifier: MIT */
/* SHA-256, as FIPS 180-4, by libmd. */
#ifndef QUOTH_IO_SHA256_H
#define QUOTH_IO_SHA256_H

#include <stddef.h>
#include <stdint.h>

#include <sha2.h>

typedef struct quoth__sha256 {
  SHA2_CTX state;
  uint64_t n_bytes;
} quoth__sha256;

void quoth__sha256_init(quoth__sha256 *sha);
void quoth__sha256_add(quoth__sha256 *sha, const void *data, size_t len);

/** The digest as 64 hexadecimal digits and a NUL; `sha` is of no more use. */
void quoth__sha256_finish(quoth__sha256 *sha, char hex[65]);

/** Of a file. @return 0 or an errno */
int quoth__sha256_file(const char *path, char hex[65], uint64_t *n_bytes);

#endif
