/* SPDX-License-Identifier: MIT */
/* quoth import: see tools/import.lua. */
#include "cli/tool.h"

enum { LANG = 256 };

static const option_spec options[] = {
  {'o', 'o', "output", "PACK", "write the pack there; long lists go beside it"},
  {LANG, 0, "lang", "LANG", "language of the pack (en)"},
};

static const example_line examples[] = {
  {"quoth import spacy patterns.jsonl -o names.lua", "rules of an EntityRuler"},
  {"quoth import gazetteer lists.def -o lists.lua", "all lists of a gazetteer"},
};

const command command_import = {
  .name = "import", .arguments = "spacy|cql|gazetteer FILE",
  .summary = "make a pack of rules for other programs",
  .text =
    "spacy      patterns of spaCy's EntityRuler, JSON Lines\n"
    "cql        queries of CQP or Sketch Engine, one a line\n"
    "gazetteer  a list (.lst), or a definition of lists (.def), of GATE\n"
    "\n"
    "Every rule of the pack was compiled. What cannot be said in a pack is\n"
    "listed with its place and the reason, and what means something slightly\n"
    "different is told; then the exit code is 1, or 0 when all was converted.\n"
    "A file that is there is never touched.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = tool_command,
};
