/* SPDX-License-Identifier: MIT */
/* When a run writes in its journal, and where it goes on after a kill. */
#ifndef QUOTH_CLI_CHECKPOINT_H
#define QUOTH_CLI_CHECKPOINT_H

#include <time.h>

#include "cli/journal.h"
#include "io/writer.h"

/** Of a run without a journal: all zeros but for the lock. */
typedef struct checkpoint {
  const char *output; /* NULL: there is no journal */
  double every;       /* seconds */
  struct timespec last;
  journal journal;
  int lock; /* descriptor that holds the output for this run, or -1 */
} checkpoint;

/** True when what such a writer makes can be gone on with. */
bool checkpoint_can(const quoth__writer_options *writer);

/**
 * Begin a journal, or with `resume` take up the one that is there.
 * @param run of packs, options and inputs, 64 hexadecimal digits
 * @param writer told where to go on
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int checkpoint_begin(checkpoint *checkpoint, quoth__writer_options *writer,
                     const char *run, bool resume, double every);

/** True when the output stands there without a journal: it is complete. */
bool checkpoint_is_complete(const quoth__writer_options *writer);

/** Make an entry, if it is time to. @return exit code, as above */
int checkpoint_update(checkpoint *checkpoint, quoth__writer *writer,
                      uint64_t events, uint64_t articles, uint64_t lost,
                      int code);

/**
 * The run came to its end: the output on the disk, then no journal any more.
 * In between the writer is closed. @return exit code, as above
 */
int checkpoint_end(checkpoint *checkpoint, quoth__writer *writer);

/** Let go of the output, however the run ended. */
void checkpoint_done(checkpoint *checkpoint);

#endif
