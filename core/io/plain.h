/* SPDX-License-Identifier: MIT */
/* Text made fit for one line of a terminal, and cut to a number of cells. */
#ifndef QUOTH_IO_PLAIN_H
#define QUOTH_IO_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "quoth.h"

/** Growing text, NUL-terminated once anything was added. All zeros: empty. */
typedef struct quoth__plain {
  char *s;
  size_t len, cap;
  bool failed; /* memory ran out: the text is incomplete */
} quoth__plain;

void quoth__plain_done(quoth__plain *plain);
void quoth__plain_clear(quoth__plain *plain);

/** Add bytes as they are. */
void quoth__plain_add(quoth__plain *plain, const char *s, size_t len);

/**
 * Add a text in one line: white space becomes one space, what steers a terminal
 * or the direction of writing is left out, malformed bytes become U+FFFD.
 */
void quoth__plain_add_text(quoth__plain *plain, const char *s, size_t len);

/** Features and parts of an annotation: "amount=20  who: Ana". */
void quoth__plain_add_facts(quoth__plain *plain, const quoth_doc *doc,
                            const quoth_annotation *annotation);

/** Cells the text takes on a terminal; wide characters count 2. */
uint32_t quoth__plain_columns(const quoth__plain *plain);

/** Cut the middle out, with an ellipsis, so that `columns` >= 3 cells do. */
void quoth__plain_fit(quoth__plain *plain, uint32_t columns);

#endif
