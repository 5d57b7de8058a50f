/* SPDX-License-Identifier: MIT */
/* quoth run --watch: the same once more whenever a file was saved. */
#ifndef QUOTH_CLI_RERUN_H
#define QUOTH_CLI_RERUN_H

#include "cli/batch.h"

/**
 * Run packs over articles, and again when one of them, or a file that a pack
 * reads, has changed. While a pack is wrong its errors are shown, and the packs
 * of before are kept. Ends when it is interrupted, or cannot go on.
 * @return exit code
 */
int rerun(const packs *packs, const batch_options *options);

#endif
