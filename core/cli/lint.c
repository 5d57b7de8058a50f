/* SPDX-License-Identifier: MIT */
/* quoth lint: see tools/lint.lua. */
#include "cli/tool.h"

enum { PATH = 256, LANG };

static const option_spec options[] = {
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the default packs (en)"},
};

static const example_line examples[] = {
  {"quoth lint rules/mine.lua", "what is surely not meant, and a sentence that shows it"},
};

const command command_lint = {
  .name = "lint", .arguments = "[PACK...]",
  .summary = "tell what in packs is surely not meant",
  .text =
    "What compiles, and yet cannot be meant: a rule that can never fire; one\n"
    "that another always beats; a capture that nothing uses; an entry of a\n"
    "lexicon that cannot match, as text is tokenized; a gap without bound in\n"
    "the middle of a pattern. Each with its place, and a sentence that shows\n"
    "it: the rule was run over it. Exit code 1 when there is any.\n"
    "Without packs: quotes, claims, speakers and check of the language.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = tool_command,
};
