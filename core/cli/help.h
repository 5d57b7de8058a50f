/* SPDX-License-Identifier: MIT */
/* Help texts, made from the tables of the commands. */
#ifndef QUOTH_CLI_HELP_H
#define QUOTH_CLI_HELP_H

#include "cli/command.h"

/** Help of a command on standard output. @return exit code */
int help_command(const command *c);

#endif
