/* SPDX-License-Identifier: MIT */
/* The way of one article: read, through the engine on a thread, written. */
#ifndef QUOTH_CLI_ARTICLE_JOB_H
#define QUOTH_CLI_ARTICLE_JOB_H

#include <stdatomic.h>

#include "cli/batch.h"
#include "cli/checkpoint.h"
#include "cli/manifest.h"
#include "cli/pool.h"

/** What a run holds. First what no thread changes, then what one does. */
typedef struct batch {
  const batch_options *options;
  quoth_host *host;
  quoth__writer *writer, *page; /* NULL: not wanted */
  bool in_turn; /* writers want the context, and so wait their turn */
  _Atomic(quoth_context *) first; /* for the first worker */
  /* of whoever takes */
  int code; /* the worst so far */
  progress progress;
  checkpoint checkpoint;
  /* of the thread that reads */
  pool *pool;
  manifest *manifest;   /* NULL: not wanted */
  uint64_t n_read;      /* articles, bad ones too, of all files */
  uint64_t n_events;    /* and failures of files */
  uint64_t bytes_before; /* of the files that were read */
} batch;

typedef enum article_job_kind {
  JOB_ARTICLE,
  JOB_FAILURE, /* `error` tells what could not be read */
  JOB_FLUSH,   /* the input makes us wait: show what there is */
} article_job_kind;

typedef struct article_job {
  article_job_kind kind;
  quoth__record record;
  bool owns_record;
  quoth_status status;
  quoth_error error;
  char *bytes; /* owned: rendered */
  size_t len;
  uint64_t event;      /* its number, from 1 */
  uint64_t read_bytes; /* of all files when it was read */
} article_job;

/** The functions of a pool; `ud` is the batch. */
pool_work article_work(batch *batch);

#endif
