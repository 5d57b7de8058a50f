/* SPDX-License-Identifier: MIT */
/*
 * Folders are asked of the system, not files: many editors save by writing
 * another file and giving it the name. What an event is of is then seen in the
 * state of the files, so that the two ways to wait decide alike.
 */
#include "cli/watch.h"

#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { POLL_MS = 500, CALM_MS = 80 };

/* What changes when a file is saved, whichever way. */
struct state {
  struct timespec changed;
  off_t size;
  ino_t inode;
  bool there;
};

struct watched {
  char *path;
  struct state state;
};

struct watch {
  struct watched *files;
  size_t n;
  int fd; /* of inotify, or -1 */
};

watch *watch_new(void) {
  const char *how = getenv("QUOTH_WATCH");
  watch *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  bool polls = how && strcmp(how, "poll") == 0;
  w->fd = polls ? -1 : inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  return w;
}

void watch_free(watch *w) {
  if (!w) return;
  for (size_t i = 0; i < w->n; i++) free(w->files[i].path);
  free(w->files);
  if (w->fd >= 0) close(w->fd);
  free(w);
}

size_t watch_count(const watch *w) { return w->n; }

static struct state look(const char *path) {
  struct stat s;
  if (stat(path, &s) != 0) return (struct state){0};
  return (struct state){s.st_mtim, s.st_size, s.st_ino, true};
}

static bool same(const struct state *a, const struct state *b) {
  return a->there == b->there && a->size == b->size && a->inode == b->inode &&
         a->changed.tv_sec == b->changed.tv_sec &&
         a->changed.tv_nsec == b->changed.tv_nsec;
}

/* The folder that has the path, or the path when it is one itself. */
static void ask_for(watch *w, const char *path) {
  const uint32_t what = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE |
                        IN_MOVED_FROM;
  char folder[PATH_MAX];
  struct stat s;
  const char *slash = strrchr(path, '/');
  size_t len = slash ? (size_t)(slash - path) : 0;
  if (stat(path, &s) == 0 && S_ISDIR(s.st_mode)) len = strlen(path);
  else if (slash == path) len = 1;
  if (len >= sizeof folder) return;
  memcpy(folder, len ? path : ".", len ? len : 1);
  folder[len ? len : 1] = '\0';
  if (w->fd >= 0 && inotify_add_watch(w->fd, folder, what) < 0) {
    close(w->fd); /* no more of them are to be had: look at the files instead */
    w->fd = -1;
  }
}

bool watch_add(watch *w, const char *path) {
  for (size_t i = 0; i < w->n; i++)
    if (strcmp(w->files[i].path, path) == 0) return true;
  struct watched *grown = realloc(w->files, (w->n + 1) * sizeof *grown);
  if (grown) w->files = grown;
  char *copy = grown ? strdup(path) : NULL;
  if (!copy) return false;
  grown[w->n++] = (struct watched){copy, look(path)};
  ask_for(w, path);
  return true;
}

/* One that is not as it was; all states are brought up to date. */
static const char *changed(watch *w) {
  const char *found = NULL;
  for (size_t i = 0; i < w->n; i++) {
    struct state now = look(w->files[i].path);
    if (same(&now, &w->files[i].state)) continue;
    w->files[i].state = now;
    if (!found) found = w->files[i].path;
  }
  return found;
}

/* Events only wake: which they are is not asked. True when there were any. */
static bool wake(watch *w, int timeout_ms) {
  char events[4096];
  struct pollfd one = {w->fd, POLLIN, 0};
  if (w->fd < 0) {
    poll(NULL, 0, timeout_ms < 0 || timeout_ms > POLL_MS ? POLL_MS
                                                         : timeout_ms);
    return false;
  }
  if (poll(&one, 1, timeout_ms) <= 0) return false;
  while (read(w->fd, events, sizeof events) > 0) continue;
  return true;
}

const char *watch_wait(watch *w) {
  const char *found;
  while (!(found = changed(w))) wake(w, -1);
  do wake(w, CALM_MS);
  while (changed(w));
  return found;
}
