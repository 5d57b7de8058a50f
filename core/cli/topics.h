/* SPDX-License-Identifier: MIT */
/* Help on what is not a command. */
#ifndef QUOTH_CLI_TOPICS_H
#define QUOTH_CLI_TOPICS_H

#include <stddef.h>

typedef struct topic {
  const char *name, *summary, *text;
} topic;

extern const topic topics[];
extern const size_t n_topics;

#endif
