/* SPDX-License-Identifier: MIT */
#include "cli/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FORMAT                                                              \
  "quoth journal 1\nrun %64s\nevents %" PRIu64 "\nbytes %" PRIu64           \
  "\narticles %" PRIu64 "\nlost %" PRIu64 "\ncode %d\nend\n"
#define FORMAT_IN                                                           \
  "quoth journal 1\nrun %64[0-9a-f]\nevents %" SCNu64 "\nbytes %" SCNu64    \
  "\narticles %" SCNu64 "\nlost %" SCNu64 "\ncode %d\nend%n"

static bool name(const char *output, const char *ending, char path[PATH_MAX]) {
  int n = snprintf(path, PATH_MAX, "%s.journal%s", output, ending);
  return n > 0 && n < PATH_MAX;
}

int journal_read(const char *output, journal *j, bool *there) {
  char path[PATH_MAX], text[1024];
  *there = false;
  *j = (journal){0};
  if (!name(output, "", path)) return ENAMETOOLONG;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return errno == ENOENT ? 0 : errno;
  ssize_t n = read(fd, text, sizeof text - 1);
  int error = n < 0 ? errno : 0, end = 0;
  close(fd);
  *there = true;
  if (error) return error;
  text[n] = '\0';
  sscanf(text, FORMAT_IN, j->run, &j->events, &j->bytes, &j->articles,
         &j->lost, &j->code, &end);
  return end > 0 ? 0 : EBADMSG;
}

static int write_text(int fd, const char *s, size_t len) {
  while (len > 0) {
    ssize_t n = write(fd, s, len);
    if (n < 0 && errno != EINTR) return errno;
    if (n > 0) s += n, len -= (size_t)n;
  }
  return fsync(fd) == 0 ? 0 : errno;
}

/* A new name in a folder is on the disk when the folder is. */
static int sync_folder(const char *path) {
  char folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%s", path);
  char *slash = strrchr(folder, '/');
  if (slash) slash[slash == folder] = '\0';
  int fd = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return errno;
  int error = fsync(fd) == 0 || errno == EINVAL ? 0 : errno;
  close(fd);
  return error;
}

int journal_write(const char *output, const journal *j) {
  char path[PATH_MAX], fresh[PATH_MAX], text[1024];
  if (!name(output, "", path) || !name(output, ".new", fresh))
    return ENAMETOOLONG;
  int len = snprintf(text, sizeof text, FORMAT, j->run, j->events, j->bytes,
                     j->articles, j->lost, j->code);
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return errno;
  int error = write_text(fd, text, (size_t)len);
  if (close(fd) != 0 && !error) error = errno;
  if (!error && rename(fresh, path) != 0) error = errno;
  if (!error) return sync_folder(path);
  unlink(fresh);
  return error;
}

int journal_remove(const char *output) {
  char path[PATH_MAX];
  if (!name(output, "", path)) return ENAMETOOLONG;
  if (unlink(path) != 0) return errno == ENOENT ? 0 : errno;
  return sync_folder(path);
}
