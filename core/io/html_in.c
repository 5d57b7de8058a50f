/* SPDX-License-Identifier: MIT */
/* HTML: a page is an article; offsets lead back to its bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/formats_in.h"
#include "io/webtext.h"

static quoth__read next(quoth__reader *r, quoth__record *record,
                        quoth_error *error) {
  const char *page;
  size_t len;
  if (r->done) return QUOTH__READ_END;
  r->done = true;
  if (!quoth__in_all(&r->in, &page, &len))
    return quoth__reader_failed(&r->in, error);
  quoth__webtext *text = r->state = calloc(1, sizeof *text);
  if (!text) {
    error->status = QUOTH_ENOMEM;
    return QUOTH__READ_FAILED;
  }
  char problem[sizeof error->message];
  quoth_status status =
      quoth__webtext_make(text, page, len, NULL, problem, sizeof problem);
  if (status != QUOTH_OK) {
    quoth__reader_bad(r, error, 0, 0, problem);
    error->status = status;
    return QUOTH__READ_FAILED;
  }
  quoth__webtext_give(text, record);
  record->id = quoth__reader_path(r);
  record->id_len = strlen(record->id);
  return QUOTH__READ_RECORD;
}

static void done(quoth__reader *r) {
  if (r->state) quoth__webtext_done(r->state);
  free(r->state);
}

const quoth__reading quoth__html_reading = {next, done};
