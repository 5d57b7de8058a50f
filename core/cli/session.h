/* SPDX-License-Identifier: MIT */
/* The packs of a command line, compiled, and a context to run them in. */
#ifndef QUOTH_CLI_SESSION_H
#define QUOTH_CLI_SESSION_H

#include "cli/packs.h"
#include "io/record.h"

/** All zeros, but for `lang`, before it is opened. */
typedef struct session {
  packs packs;
  const char *lang; /* of articles that do not say, and of default packs */
  quoth_host *host;
  const quoth_engine *engine; /* borrowed from the host */
  quoth_context *context;
} session;

/** Codes of the options that commands with a session share, beside 'p'. */
enum { SESSION_PATH = 0x6000, SESSION_LANG };

/** Take --pack, --path or --lang; false for any other code. */
bool session_take(session *session, int code, const char *value);

/**
 * Load the packs, those of the language when none was added, and compile them.
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int session_open(session *session);
void session_done(session *session);

/**
 * An article through the packs.
 * @param doc out: owned, quoth_doc_free(), once the annotations were read;
 *   NULL after a failure
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int session_run(session *session, const quoth__record *record,
                quoth_doc **doc);

#endif
