/* SPDX-License-Identifier: MIT */
/* What packs got wrong, sorted into classes, for people to read. */
#ifndef QUOTH_CLI_ERRORS_H
#define QUOTH_CLI_ERRORS_H

#include "io/gold.h"
#include "io/out.h"
#include "io/plain.h"

enum {
  ERROR_MISSED,
  ERROR_INVENTED,
  ERROR_START,
  ERROR_END,
  ERROR_SOURCE,
  ERROR_SPEAKER,
  ERROR_CLASSES,
};

/** All zeros is empty. */
typedef struct errors {
  quoth__plain text[ERROR_CLASSES];
  uint32_t count[ERROR_CLASSES];
} errors;

/** Add an article. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status errors_add(errors *errors, const quoth_engine *engine,
                        const quoth__record *record,
                        const quoth__points *points, const quoth__quotes *gold,
                        const quoth__quotes *found);
void errors_write(const errors *errors, quoth__out *out);
void errors_done(errors *errors);

#endif
