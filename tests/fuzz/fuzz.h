/* SPDX-License-Identifier: MIT */
/* What every fuzzer defines; replay/main.c calls it without libFuzzer. */
#ifndef QUOTH_TESTS_FUZZ_H
#define QUOTH_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "quoth.h"

/** @return 0, or -1 when the input is of no use and is not to be kept */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** What must hold; abort() is what libFuzzer takes for a crash. */
static inline void must(bool holds) {
  if (!holds) abort();
}

/** Bytes that an encoder wrote, at a multiple of 64 bytes. */
struct fuzz_bytes {
  _Alignas(64) char data[1 << 16];
  size_t len;
};

static inline quoth_status fuzz_keep(void *ud, const void *data, size_t len) {
  struct fuzz_bytes *b = ud;
  if (len > sizeof b->data - b->len) return QUOTH_ELIMIT;
  memcpy(b->data + b->len, data, len);
  b->len += len;
  return QUOTH_OK;
}

#endif
