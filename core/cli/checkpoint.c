/* SPDX-License-Identifier: MIT */
#include "cli/checkpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "cli/report.h"

static int failed(const checkpoint *c, int error) {
  if (error == 0) return EXIT_OK;
  report("cannot write %s.journal: %s", c->output, strerror(error));
  return EXIT_OUTPUT;
}

bool checkpoint_can(const quoth__writer_options *writer) {
  struct stat info;
  if (!writer->path || strcmp(writer->path, "-") == 0) return false;
  if (!quoth__format_resumable(writer->format)) return false;
  return stat(writer->path, &info) != 0 || S_ISREG(info.st_mode);
}

bool checkpoint_is_complete(const quoth__writer_options *writer) {
  journal journal;
  struct stat info;
  bool there;
  return stat(writer->path, &info) == 0 &&
         journal_read(writer->path, &journal, &there) == 0 && !there;
}

/* The journal and the output fit this run and each other. */
static int check_journal(const checkpoint *c, const char *run) {
  struct stat info;
  if (strcmp(c->journal.run, run) != 0) {
    report("%s was begun with other packs, options or inputs; to begin anew "
           "remove %s.journal", c->output, c->output);
    return EXIT_USAGE;
  }
  uint64_t size =
      stat(c->output, &info) == 0 ? (uint64_t)info.st_size : 0;
  if (size >= c->journal.bytes) return EXIT_OK;
  report("%s is shorter than its journal says: it was changed; to begin anew "
         "remove %s.journal", c->output, c->output);
  return EXIT_USAGE;
}

static int take_up(checkpoint *c, quoth__writer_options *writer,
                   const char *run) {
  bool there;
  int error = journal_read(c->output, &c->journal, &there);
  if (error) {
    report("cannot read %s.journal: %s", c->output, strerror(error));
    return EXIT_USAGE;
  }
  if (!there) return EXIT_OK;
  int code = check_journal(c, run);
  writer->resume_at = c->journal.bytes;
  return code;
}

/*
 * Two runs must not write one output. `flags` may make it; a file system that
 * knows no locks does not keep us from working.
 */
static int lock(checkpoint *c, int flags) {
  if (c->lock < 0)
    c->lock = open(c->output, O_RDONLY | O_CLOEXEC | flags, 0666);
  if (c->lock < 0 || flock(c->lock, LOCK_EX | LOCK_NB) == 0 ||
      errno != EWOULDBLOCK)
    return EXIT_OK;
  report("%s is just being written by another run", c->output);
  return EXIT_OUTPUT;
}

int checkpoint_begin(checkpoint *c, quoth__writer_options *writer,
                     const char *run, bool resume, double every) {
  *c = (checkpoint){.output = writer->path, .every = every, .lock = -1};
  clock_gettime(CLOCK_MONOTONIC, &c->last);
  int code = lock(c, 0);
  if (code == EXIT_OK && resume) code = take_up(c, writer, run);
  if (code != EXIT_OK) return code;
  memcpy(c->journal.run, run, sizeof c->journal.run);
  /* It must be there before the output is made or emptied. */
  code = failed(c, journal_write(c->output, &c->journal));
  return code == EXIT_OK ? lock(c, O_CREAT) : code;
}

void checkpoint_done(checkpoint *c) {
  if (c->lock >= 0) close(c->lock);
  c->lock = -1;
}

int checkpoint_update(checkpoint *c, quoth__writer *writer, uint64_t events,
                      uint64_t articles, uint64_t lost, int code) {
  if (!c->output || seconds_since(&c->last) < c->every) return EXIT_OK;
  journal *j = &c->journal;
  j->events = events;
  j->articles = articles;
  j->lost = lost;
  j->code = code;
  /* The bytes first: the journal never says more than is on the disk. */
  if (!quoth__writer_sync(writer, &j->bytes)) return EXIT_OK; /* told later */
  int error = journal_write(c->output, j);
  clock_gettime(CLOCK_MONOTONIC, &c->last);
  return failed(c, error);
}

int checkpoint_end(checkpoint *c, quoth__writer *writer) {
  uint64_t bytes;
  bool synced = !c->output || quoth__writer_sync(writer, &bytes);
  int code = report_close_writer(writer);
  if (code != EXIT_OK || !synced || !c->output) return code;
  return failed(c, journal_remove(c->output));
}
