/* SPDX-License-Identifier: MIT */
/* Articles through an engine, and what comes out to the writers. */
#ifndef QUOTH_CLI_BATCH_H
#define QUOTH_CLI_BATCH_H

#include "cli/packs.h"
#include "cli/progress.h"
#include "io/inputs.h"
#include "io/reader.h"
#include "io/writer.h"

/** What is done about an article that cannot be read, or not be done. */
typedef enum batch_on_error {
  ON_ERROR_SKIP,
  ON_ERROR_STOP,
  ON_ERROR_EMIT, /* its place in the output says so */
} batch_on_error;

#define ON_ERROR_WORDS "skip|stop|emit"

typedef struct batch_options {
  const char *lang; /* of articles that do not say */
  quoth__reader_options reader;
  bool quiet; /* `writer` is not used */
  quoth__writer_options writer;
  const char *html; /* NULL: no page besides */
  size_t shard, n_shards; /* article k when k % n_shards == shard; 0: all */
  quoth__inputs_options inputs;
  size_t jobs; /* threads; 0: as many as processors */
  batch_on_error on_error;
  progress_mode progress;
  bool resume;       /* go on behind what the journal says */
  double checkpoint; /* seconds between two entries of it */
  const char *manifest; /* NULL: none */
  const packs *packs;   /* what the host has loaded */
  char *const *words; /* the options that make the output what it is */
  size_t n_words;
} batch_options;

/** Run all files in order. @return exit code; messages were printed */
int batch_run(quoth_host *host, const batch_options *options);

#endif
