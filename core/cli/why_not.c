/* SPDX-License-Identifier: MIT */
/* quoth why-not: see tools/why_not.lua. */
#include "cli/tool.h"

enum { PATH = 256, LANG };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "the pack of the rule; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the sentence (en)"},
};

static const example_line examples[] = {
  {"quoth why-not -p mine.lua my-rule 'Ana Reyes has warned of floods.'",
   "what would have to be different"},
};

const command command_why_not = {
  .name = "why-not", .arguments = "RULE SENTENCE",
  .summary = "find the change that makes a rule fire",
  .text =
    "Says what quoth explain says, then looks for the smallest change that\n"
    "makes the rule fire: of the sentence, words less, more or others (of the\n"
    "pattern, its definitions and lexicons); of the rule, an element that is\n"
    "made optional, one more word, room for others, no lookaround, a higher\n"
    "priority. What is shown was tried, and fires.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = tool_command,
};
