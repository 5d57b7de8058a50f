/* SPDX-License-Identifier: MIT */
/*
 * What a run was made of, so that it can be done again: versions, packs and
 * inputs with their SHA-256, options and limits; and what came of it.
 */
#ifndef QUOTH_CLI_MANIFEST_H
#define QUOTH_CLI_MANIFEST_H

#include "cli/batch.h"
#include "io/sha256.h"

/**
 * SHA-256 of all that the bytes of the output depend on; of the inputs names,
 * sizes and times alone.
 */
void manifest_run(const quoth_host *host, const batch_options *options,
                  char run[65]);

/** Grows as the inputs are read. */
typedef struct manifest manifest;

/** @return owned: manifest_free(); NULL when memory is out */
manifest *manifest_new(const quoth_host *host, const batch_options *options);
void manifest_free(manifest *manifest);

/**
 * An input was read to its end.
 * @param sha of its `n_bytes` as they were read, for standard input; finished
 */
void manifest_add_input(manifest *manifest, const char *path,
                        quoth__sha256 *sha, uint64_t n_bytes);

/** What came of it. */
typedef struct manifest_result {
  uint64_t articles, lost;
  int code;
  double seconds;
} manifest_result;

/**
 * Write it, in JSON, once the output is closed.
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int manifest_write(manifest *manifest, const char *path,
                   const manifest_result *result);

#endif
