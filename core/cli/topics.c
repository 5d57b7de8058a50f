/* SPDX-License-Identifier: MIT */
#include "cli/topics.h"

const topic topics[] = {
  {"packs", "what rule packs are and where they are found",
   "A pack is a Lua file that returns quoth.pack{...}: rules, the lexicons\n"
   "they use, and examples that are its tests.\n"
   "\n"
   "A pack is given as a file (rules/money.lua) or by a name (quotes.en), for\n"
   "which quotes/en.lua is looked up in these folders, in this order:\n"
   "\n"
   "  1. each --path DIR, as given\n"
   "  2. the folders of QUOTH_PATH, separated by colons, and of path in files of\n"
   "     settings (quoth help config)\n"
   "  3. share/quoth/scripts beside the folder of the program\n"
   "  4. scripts beside the folder of the program (a source tree)\n"
   "\n"
   "Without a pack, quotes, claims and speakers of the language (--lang) run.\n"
   "Packs run in the order in which they are given: a later one sees what an\n"
   "earlier one found.\n"},
  {"input", "which files are read, and how",
   "Plain text: a file is one article; its id is the path as given, \"-\" for\n"
   "standard input. Any bytes are accepted. Offsets count from the start of\n"
   "the file, a byte order mark included.\n"
   "\n"
   "JSON Lines: an object a line with \"id\" (a string or an integer) and\n"
   "\"text\"; \"lang\" is used when it is there, other fields are ignored. Files\n"
   "that end in .jsonl or .ndjson are read so, and standard input when its\n"
   "first byte is {. --from decides otherwise. A line\n"
   "that cannot be read is reported with its place; the others are done, and\n"
   "the exit code is 1.\n"},
  {"output", "the table, JSON Lines and the HTML report",
   "The table is for reading: what does not fit is cut with an ellipsis.\n"
   "COLUMNS sets its width where there is no terminal; NO_COLOR turns colours\n"
   "off.\n"
   "\n"
   "--jsonl writes one object an article, in the order of the input. Spans are\n"
   "[start, end) in --offsets bytes, codepoints or utf16, counted from 0.\n"
   "docs/attributions.schema.json describes every field.\n"
   "\n"
   "--html FILE writes a page that needs nothing else to be shown.\n"},
  {"config", "settings for a project, a user, a machine",
   "What would stand on every command line can stand in a file instead:\n"
   "\n"
   "  .quoth.lua                 in the working folder or the nearest above it\n"
   "  ~/.config/quoth/config.lua for everything you do ($XDG_CONFIG_HOME)\n"
   "\n"
   "Such a file is Lua that returns a table, without any function to call:\n"
   "\n"
   "  return { lang = \"en\", path = { \"rules\" }, packs = { \"house.names\" } }\n"
   "\n"
   "The same can be set in the environment: QUOTH_LANG, QUOTH_PATH (folders\n"
   "with : between) and so on. A flag wins over the environment, that over the\n"
   "project's file, that over the user's; path adds up, in this order. Paths\n"
   "in a file are relative to it. quoth config shows all settings and where\n"
   "each comes from; --no-config leaves the files aside.\n"},
  {"exit", "exit codes",
   "0  all was done\n"
   "1  some input could not be read or was too much for a limit, or some test\n"
   "   failed; the rest was done\n"
   "2  the command line is wrong; nothing was done\n"
   "3  a rule pack is wrong, was not found, or failed as it ran\n"
   "4  output could not be written\n"
   "5  memory ran out\n"},
};
const size_t n_topics = sizeof topics / sizeof topics[0];
