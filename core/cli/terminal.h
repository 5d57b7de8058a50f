/* SPDX-License-Identifier: MIT */
/* What the terminal behind an output is like. */
#ifndef QUOTH_CLI_TERMINAL_H
#define QUOTH_CLI_TERMINAL_H

#include "io/out.h"

/** COLUMNS when it is a number, else the terminal's own, else 100. */
uint32_t terminal_width(const quoth__out *out);

/** A terminal that is not dumb, and NO_COLOR is not set. */
bool terminal_has_colours(const quoth__out *out);

#endif
