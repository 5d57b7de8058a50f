/* SPDX-License-Identifier: MIT */
/* The table for a terminal. */
#ifndef QUOTH_IO_TABLE_H
#define QUOTH_IO_TABLE_H

#include "io/out.h"
#include "io/record.h"

typedef struct quoth__table {
  quoth__out *out;
  uint32_t width; /* cells of a line */
  bool colours;
  bool rules; /* a last column tells the rule */
  uint32_t n_articles, n_attributions, n_found; /* written so far */
  uint32_t n_by_kind[3];
} quoth__table;

/**
 * Write the attributions of one article; of packs that make none, everything
 * that their rules found. QUOTH_OK or QUOTH_ENOMEM.
 */
quoth_status quoth__table_write(quoth__table *table,
                                const quoth__record *record,
                                const quoth_context *context,
                                const quoth_annotations *annotations);

/** A last line that adds everything up. */
void quoth__table_finish(quoth__table *table);

#endif
