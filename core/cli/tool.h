/* SPDX-License-Identifier: MIT */
/*
 * Commands that are written in Lua: core/cli/tools/NAME.lua, compiled into the
 * program. Their command lines are parsed from tables as any other's.
 */
#ifndef QUOTH_CLI_TOOL_H
#define QUOTH_CLI_TOOL_H

#include "cli/command.h"

/**
 * Parse the command line and run the tool of the command's name. It gets a
 * table: `options` (by long name: true, or a list of values), `words` (the
 * operands), `folders` (of packs), `defaults` (packs of the language), and the
 * functions of tool_lib.h.
 * @return exit code
 */
int tool_command(const command *self, int argc, char **argv);

#endif
