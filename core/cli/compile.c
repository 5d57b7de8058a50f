/* SPDX-License-Identifier: MIT */
/* quoth compile: a lexicon as a file that is mapped instead of read. */
#include <getopt.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "io/in.h"
#include "io/out.h"

enum { LANG = 256 };

static const option_spec options[] = {
  {'o', 'o', "output", "FILE", "write there; the name should end in .qlx"},
  {LANG, 0, "lang", "LANG", "language of the pack that will use it (en)"},
};

static quoth_status write_bytes(void *ud, const void *bytes, size_t len) {
  quoth__out *out = ud;
  quoth__out_add(out, bytes, len);
  return quoth__out_error(out) ? QUOTH_EIO : QUOTH_OK;
}

/* A lexicon as it stands in a file, or in the standard input. */
static int compile(const char *path, const char *tsv, size_t len,
                   const char *lang, const char *output) {
  quoth_origin origin = {path, 1, 1};
  quoth_error error = {0};
  quoth__out *out = quoth__out_open(output);
  if (!out) return EXIT_LIMIT;
  quoth_status status = quoth_lexicon_compile(tsv, len, lang, &origin, NULL,
                                              write_bytes, out, &error);
  int closed = report_close(out);
  if (closed != EXIT_OK) return closed;
  if (status == QUOTH_OK) return EXIT_OK;
  report_error(&error);
  return status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_PACK;
}

static int go(const char *path, const char *lang, const char *output) {
  quoth__in in;
  const char *tsv;
  size_t len;
  quoth__in_open(&in, path);
  int code = EXIT_INPUT;
  if (quoth__in_all(&in, &tsv, &len))
    code = compile(path, tsv, len, lang, output);
  else
    report("%s: %s", path, quoth__in_problem(&in));
  quoth__in_close(&in);
  return code;
}

static int run_compile(const command *self, int argc, char **argv) {
  const char *lang = "en", *output = NULL;
  arguments args = {.command = self};
  int option;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (option == 'o') output = args.value;
    if (option == LANG) lang = args.value;
  }
  if (option == ARGUMENT_HELP) return help_command(self);
  if (option == ARGUMENT_BAD) return EXIT_USAGE;
  if (argc - optind != 1 || !output) {
    report(output ? "one lexicon, please: see quoth compile --help"
                  : "where to? Say -o FILE.qlx");
    return EXIT_USAGE;
  }
  return go(argv[optind], lang, output);
}

static const example_line examples[] = {
  {"quoth compile people.tsv -o people.qlx", "a file that packs name as a lexicon"},
};

const command command_compile = {
  .name = "compile", .arguments = "TSV -o FILE",
  .summary = "make a file of a large lexicon that is there at once",
  .text =
    "A pack names the file where it would name the TSV; it is mapped, not\n"
    "read: a million entries take no time to load, and threads and processes\n"
    "share the memory. It fits this version of quoth on this kind of machine;\n"
    "any other says so, and then it is compiled again.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_compile,
};
