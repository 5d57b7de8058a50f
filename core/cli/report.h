/* SPDX-License-Identifier: MIT */
/* Messages for people, on standard error. */
#ifndef QUOTH_CLI_REPORT_H
#define QUOTH_CLI_REPORT_H

#include "io/out.h"
#include "quoth.h"

#if defined(__GNUC__)
#define CLI_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define CLI_PRINTF(f, a)
#endif

/** "quoth: " and the message, as a line. */
void report(const char *format, ...) CLI_PRINTF(1, 2);

/** An error with its place. What could drive a terminal is made harmless. */
void report_error(const quoth_error *error);

/** Close `out`; on a failure a message. @return EXIT_OK or EXIT_OUTPUT */
int report_close(quoth__out *out);

#endif
