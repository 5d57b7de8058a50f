/* SPDX-License-Identifier: MIT */
/* Articles through an engine, and what comes out to the writers. */
#ifndef QUOTH_CLI_BATCH_H
#define QUOTH_CLI_BATCH_H

#include "cli/packs.h"
#include "io/inputs.h"
#include "io/reader.h"
#include "io/writer.h"

typedef struct batch_options {
  const char *lang; /* of articles that do not say */
  quoth__reader_options reader;
  bool quiet; /* `writer` is not used */
  quoth__writer_options writer;
  const char *html; /* NULL: no page besides */
  size_t shard, n_shards; /* article k when k % n_shards == shard; 0: all */
  quoth__inputs_options inputs;
} batch_options;

/** Run all files in order. @return exit code; messages were printed */
int batch_run(quoth_host *host, const batch_options *options);

#endif
