/* SPDX-License-Identifier: MIT */
/* JSON Lines: one object an article, as docs/attributions.schema.json says. */
#ifndef QUOTH_IO_JSONL_OUT_H
#define QUOTH_IO_JSONL_OUT_H

#include "io/offsets.h"
#include "io/record.h"

typedef struct quoth__jsonl_options {
  quoth__unit unit;
  bool annotations; /* every layer, not only the attributions */
} quoth__jsonl_options;

/** Write one line. Failures of `out` stay there; else QUOTH_ENOMEM or OK. */
quoth_status quoth__jsonl_write(quoth__out *out, const quoth__record *record,
                                const quoth_context *context,
                                const quoth_annotations *annotations,
                                const quoth__jsonl_options *options);

#endif
