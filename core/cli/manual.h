/* SPDX-License-Identifier: MIT */
/* The manual page, from the tables that the help is made of. */
#ifndef QUOTH_CLI_MANUAL_H
#define QUOTH_CLI_MANUAL_H

#include "io/out.h"

/** quoth(1) in man(7) macros. Failures stay in `out`. */
void manual_write(quoth__out *out);

#endif
