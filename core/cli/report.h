/* SPDX-License-Identifier: MIT */
/* Messages for people, on standard error. */
#ifndef QUOTH_CLI_REPORT_H
#define QUOTH_CLI_REPORT_H

#include "io/writer.h"
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

/** Tell of files in folders that were not read; of none, nothing. */
void report_passed_by(uint64_t n);

/** Lines of a message that says itself where it is from; made harmless. */
void report_text(const char *text);

/** Close `out`; on a failure a message. @return EXIT_OK or EXIT_OUTPUT */
int report_close(quoth__out *out);

/** The same of a writer; NULL is fine. */
int report_close_writer(quoth__writer *writer);

#endif
