/* SPDX-License-Identifier: MIT */
/* Pieces of a pattern as it was written. */
#ifndef QUOTH_CLI_PATTERN_TEXT_H
#define QUOTH_CLI_PATTERN_TEXT_H

#include <stddef.h>

/** End of the element at `at`, with its name and its repetition. */
size_t pattern_element_end(const char *pattern, size_t len, size_t at);

/** Start of the element whose first piece is at `at`: with its parenthesis. */
size_t pattern_element_start(const char *pattern, size_t at);

/** Start of the name of the capture before `at`, or `at`. */
size_t pattern_name_start(const char *pattern, size_t at);

#endif
