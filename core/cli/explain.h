/* SPDX-License-Identifier: MIT */
/* How a rule fares, in words. */
#ifndef QUOTH_CLI_EXPLAIN_H
#define QUOTH_CLI_EXPLAIN_H

#include "cli/session.h"
#include "io/out.h"

typedef struct explainer {
  const quoth_engine *engine;
  const quoth_doc *doc;
  const char *id; /* of the article */
  size_t id_len;
  quoth__out *out;
  uint32_t line; /* only what touches it; 0: all */
  bool all;      /* regions, too, of which nothing was taken */
  uint32_t n[4]; /* by verdict */
} explainer;

/** The rule of a name or PACK/NAME. @return exit code, a message printed */
int explain_find_rule(const quoth_engine *engine, const char *name,
                      uint32_t *rule);

void explain_write(explainer *explainer, const quoth_trace *trace);

#endif
