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
   "Without a pack, quotes, claims, speakers and check of the language (--lang) run.\n"
   "Packs run in the order in which they are given: a later one sees what an\n"
   "earlier one found.\n"},
  {"input", "which files are read, and how",
   "A file is read as its ending tells (quoth list formats), or as --from\n"
   "says; other files are plain text. What gzip or zstd packed is unpacked,\n"
   "whatever its name. A folder is walked; in it, files without a known ending\n"
   "are passed by. A pattern in quotes, 'news/*.txt', is matched. --files-from\n"
   "LIST reads the files named in a list.\n"
   "\n"
   "text   a file is one article; its id is the path as given, \"-\" for\n"
   "       standard input. Any bytes are accepted. Offsets count from the\n"
   "       start of the file, a byte order mark included.\n"
   "jsonl  an object a line with \"id\" (a string or an integer) and \"text\";\n"
   "json   an object, or an array of them. \"lang\" is used when it is there;\n"
   "       --text-field, --id-field and --preset tell other names.\n"
   "csv    a header, then an article a row, in the column \"text\". tsv: with\n"
   "       tabs.\n"
   "html   the text that is seen; --offsets source counts bytes of the page.\n"
   "warc   pages and plain texts of a web archive.\n"
   "\n"
   "What cannot be read is reported with its place; the rest is done, and the\n"
   "exit code is 1. docs/formats.md says all of it.\n"},
  {"output", "the table, and the formats for programs",
   "The table is for reading: what does not fit is cut with an ellipsis.\n"
   "COLUMNS sets its width where there is no terminal; NO_COLOR turns colours\n"
   "off.\n"
   "\n"
   "--to FORMAT, or the ending of --output, chooses another (quoth list\n"
   "formats), with the offsets that its readers count in: bytes, code points\n"
   "or UTF-16. --offsets says otherwise where a format leaves that open.\n"
   "Spans are [start, end), counted from 0. docs/attributions.schema.json\n"
   "describes every field of JSON.\n"
   "\n"
   "--html FILE writes a page that needs nothing else to be shown.\n"},
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
