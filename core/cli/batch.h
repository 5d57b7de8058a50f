/* SPDX-License-Identifier: MIT */
/* Articles through an engine, and what comes out to the writers. */
#ifndef QUOTH_CLI_BATCH_H
#define QUOTH_CLI_BATCH_H

#include "cli/packs.h"
#include "io/jsonl_out.h"
#include "io/reader.h"

typedef struct batch_options {
  const char *lang; /* of articles that do not say */
  quoth__input input;
  bool jsonl;         /* instead of the table */
  bool quiet;         /* neither */
  bool verbose;       /* the table tells the rules */
  const char *output; /* NULL: standard output */
  const char *html;   /* NULL: no page */
  size_t shard, n_shards; /* article k when k % n_shards == shard; 0: all */
  quoth__jsonl_options json;
} batch_options;

/** Run all files in order. @return exit code; messages were printed */
int batch_run(quoth_host *host, const batch_options *options,
              char *const *files, size_t n_files);

#endif
