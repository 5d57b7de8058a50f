/* SPDX-License-Identifier: MIT */
/*
 * How far a run has come, in a file beside its output: as long as it is there,
 * the output is not complete. It is replaced as a whole, after what it says is
 * on the disk.
 */
#ifndef QUOTH_CLI_JOURNAL_H
#define QUOTH_CLI_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

typedef struct journal {
  char run[65];      /* of packs, options and inputs: what must be the same */
  uint64_t events;   /* articles and failures that were read and done with */
  uint64_t bytes;    /* of the output */
  uint64_t articles; /* written */
  uint64_t lost;     /* could not be read or done */
  int code;          /* exit code so far */
} journal;

/**
 * The journal beside `output`.
 * @param there out: false when there is none
 * @return 0, or an errno; EBADMSG for a file that is no journal
 */
int journal_read(const char *output, journal *journal, bool *there);

/** Replace it; on the disk when this returns. @return 0 or an errno */
int journal_write(const char *output, const journal *journal);

/** The output is complete, and on the disk. @return 0 or an errno */
int journal_remove(const char *output);

#endif
