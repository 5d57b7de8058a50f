/* SPDX-License-Identifier: MIT */
/* quoth lsp: see tools/lsp.lua. */
#include "cli/tool.h"

enum { PATH = 256 };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK",
   "a pack whose names others may use; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
};

const command command_lsp = {
  .name = "lsp", .arguments = "",
  .summary = "serve an editor: errors, hover, completion in packs",
  .text =
    "A server of the Language Server Protocol, over standard input and output.\n"
    "Errors of a pack are shown as it is typed, examples that fail when it is\n"
    "saved; hover and completion know its lexicons and definitions, hover also\n"
    "the functions of the manual; definition goes to a name's own place.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .run = tool_command,
};
