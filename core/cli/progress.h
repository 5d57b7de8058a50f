/* SPDX-License-Identifier: MIT */
/* How a long run goes, on standard error: a line that changes, or objects. */
#ifndef QUOTH_CLI_PROGRESS_H
#define QUOTH_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

typedef enum progress_mode {
  PROGRESS_AUTO, /* a line, where standard error is a terminal */
  PROGRESS_JSON, /* an object a second */
  PROGRESS_NONE,
} progress_mode;

#define PROGRESS_WORDS "auto|json|none"

typedef struct progress {
  progress_mode mode;
  bool shown; /* the line stands there */
  bool ever;  /* something was shown */
  bool sums;  /* at the end, tell how many were lost */
  struct timespec began, last;
  uint64_t total;  /* bytes of all input; 0: not known */
  /* what an earlier run had done */
  uint64_t articles_before, bytes_before;
  /* set by the caller before each call */
  uint64_t articles, lost, bytes;
} progress;

/** @param busy_terminal the output itself goes to a terminal: no line */
void progress_begin(progress *progress, progress_mode mode, uint64_t total,
                    bool busy_terminal);

/** So much was done before this run. */
void progress_resume(progress *progress, uint64_t articles, uint64_t lost);

/** Show the figures, if it is time to. */
void progress_update(progress *progress);

/** Make room for a message. */
void progress_clear(progress *progress);

/** The last figures. @param code the exit code */
void progress_end(progress *progress, int code);

/** Seconds since `from`. */
double seconds_since(const struct timespec *from);

#endif
