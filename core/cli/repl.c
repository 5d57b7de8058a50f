/* SPDX-License-Identifier: MIT */
/* quoth repl: see tools/repl.lua. */
#include "cli/tool.h"

enum { PATH = 256, LANG };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "use this rule pack; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of texts, and of the default packs (en)"},
};

static const example_line examples[] = {
  {"quoth repl -p mine.lua article.txt", "then: find '$say [caps]+'"},
};

const command command_repl = {
  .name = "repl", .arguments = "[FILE]",
  .summary = "try patterns, rules and Lua by hand",
  .text =
    "Lines of Lua are run as they are typed, with a document `doc` and the\n"
    "packs at hand: text(s), open(path), find(pattern), run(), explain(rule),\n"
    "rules(), load(pack...), describe(x), help(). An expression is shown. Tab\n"
    "completes; the history is kept in ~/.local/state/quoth/history, or in the\n"
    "file QUOTH_HISTORY. Where there is no terminal, lines are read all the\n"
    "same, and the exit code is 1 when one of them failed.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = tool_command,
};
