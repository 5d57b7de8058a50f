/* SPDX-License-Identifier: MIT */
/*
 * Subcommands as data: one table of options makes the parsing, the help text
 * and whatever else needs to know them.
 */
#ifndef QUOTH_CLI_COMMAND_H
#define QUOTH_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "io/format.h"

/** Exit codes, as docs/cli.md has them. */
enum {
  EXIT_OK = 0,
  EXIT_INPUT = 1,  /* some input, or some test, failed; the rest is done */
  EXIT_USAGE = 2,  /* the command line is wrong; nothing was done */
  EXIT_PACK = 3,   /* a rule pack is wrong or was not found */
  EXIT_OUTPUT = 4, /* output could not be written */
  EXIT_LIMIT = 5,  /* memory ran out */
};

enum { COMMAND_ARGUMENTS_MAX = 1 << 20 };

/**
 * An option; `letter` is 0 when it has only its long name. Help, man page and
 * completions are made from it; the word in `argument` (FILE, DIR, PACK...)
 * says what a shell completes.
 */
typedef struct option_spec {
  int code; /* what the command switches on; its own letter where it has one */
  char letter;
  const char *name; /* NULL: a heading, see below */
  /* NULL: a flag. "a|b|c": one of these words. FORMAT: see arguments.format */
  const char *argument;
  const char *help;     /* one sentence without its full stop */
} option_spec;

/** A row that begins a group of options in the help. */
#define OPTION_HEADING(words) {0, 0, NULL, NULL, words}

/** What every command has: --help and --no-config. */
extern const option_spec common_options[];
extern const size_t n_common_options;

struct command;

/** False for what a command without settings has no use for. */
bool command_takes(const struct command *command, const option_spec *common);

typedef struct example_line {
  const char *line, *says;
} example_line;

typedef struct command {
  const char *name;
  const char *arguments; /* "[PACK...] [FILE...]" */
  const char *summary;   /* one line */
  const char *text;      /* paragraphs of the help, wrapped by hand */
  const option_spec *options;
  size_t n_options;
  const example_line *examples;
  size_t n_examples;
  int (*run)(const struct command *self, int argc, char **argv);
  bool own_settings; /* it wants none as words of its command line */
} command;

extern const command command_run;
extern const command command_kwic;
extern const command command_tokens;
extern const command command_new;
extern const command command_check;
extern const command command_lint;
extern const command command_repl;
extern const command command_lsp;
extern const command command_import;
extern const command command_compile;
extern const command command_test;
extern const command command_eval;
extern const command command_explain;
extern const command command_why_not;
extern const command command_diff;
extern const command command_report;
extern const command command_profile;
extern const command command_list;
extern const command command_config;
extern const command command_repeat;
extern const command command_completion;
extern const command command_version;
extern const command command_help;

/** All of them, in order of the help; the count of them. */
extern const command *const commands[];
extern const size_t n_commands;

/** The command of a name, or NULL. */
const command *command_find(const char *name);

/** What was found at one step over the command line. */
enum { ARGUMENT_END = -1, ARGUMENT_BAD = -2, ARGUMENT_HELP = -3 };

/** State of the walk; all zeros before the first step. */
typedef struct arguments {
  const command *command;
  const option_spec *spec; /* of the option just returned */
  const char *value;       /* its argument, or NULL */
  int choice;        /* its number in "a|b|c" */
  const quoth__format *format; /* of --from and --to; NULL: auto */
  bool no_config;     /* it was among the options so far */
  bool from_settings; /* it stands in a file or the environment, not here */
} arguments;

/**
 * The next option: its code; ARGUMENT_END when what is left, from `optind`,
 * are operands; ARGUMENT_BAD when a message was printed; ARGUMENT_HELP for
 * --help. Not for threads: getopt is not.
 */
int arguments_next(arguments *arguments, int argc, char **argv);

/** Number of `value` in the words "a|b|c", or -1. */
int option_choice(const char *words, const char *value);

/** The row of a long name in a command's table, or NULL. */
const option_spec *option_find(const command *command, const char *name);

/**
 * Words for the command line that stand for settings; between the two,
 * arguments_next() says `from_settings`.
 */
#define SETTINGS_BEGIN "--\1begin"
#define SETTINGS_END "--\1end"

#endif
