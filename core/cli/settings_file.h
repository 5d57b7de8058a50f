/* SPDX-License-Identifier: MIT */
/* A file of settings: Lua that can do nothing but return a table. */
#ifndef QUOTH_CLI_SETTINGS_FILE_H
#define QUOTH_CLI_SETTINGS_FILE_H

#include <stddef.h>

/** One string of a value; of a list one call for each, in order. */
typedef void (*setting_fn)(void *ud, const char *key, const char *value);

/**
 * Run the file at `path` without any library, with limits on steps and memory,
 * and tell what stands in the table that it returns.
 * @param keys the keys that may stand there; `lists` says which take lists
 * @param message out: why it cannot be read, when the code says so
 * @return exit code; EXIT_USAGE with a message
 */
int settings_file_read(const char *path, const char *const *keys,
                       const _Bool *lists, size_t n_keys, setting_fn one,
                       void *ud, char *message, size_t message_size);

#endif
