/* SPDX-License-Identifier: MIT */
/* Plain text: a file is an article, its path as given is the id. */
#include <string.h>

#include "io/formats_in.h"

static quoth__read next(quoth__reader *reader, quoth__record *record,
                        quoth_error *error) {
  if (reader->done) return QUOTH__READ_END;
  reader->done = true;
  if (!quoth__in_all(&reader->in, &record->text, &record->text_len))
    return quoth__reader_failed(&reader->in, error);
  record->id = quoth__reader_path(reader);
  record->id_len = strlen(record->id);
  return QUOTH__READ_RECORD;
}

const quoth__reading quoth__text_reading = {next, NULL};
