/* SPDX-License-Identifier: MIT */
/* Wait until one of many files changes. */
#ifndef QUOTH_CLI_WATCH_H
#define QUOTH_CLI_WATCH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct watch watch;

/** Owned: watch_free(). NULL when memory is out. */
watch *watch_new(void);
void watch_free(watch *watch);

/**
 * Add a file or folder; once is enough. A file that is not there yet will do:
 * its coming is a change. False when memory is out.
 */
bool watch_add(watch *watch, const char *path);

/** How many were added. */
size_t watch_count(const watch *watch);

/**
 * Return when something has changed since the last call (the first call: since
 * then) and nothing did for a moment. The system tells of changes; where it
 * cannot, or QUOTH_WATCH is "poll", files are looked at twice a second.
 * @return path of one that changed; borrowed
 */
const char *watch_wait(watch *watch);

#endif
