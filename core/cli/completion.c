/* SPDX-License-Identifier: MIT */
/* quoth completion: what a shell needs to complete our command lines. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/report.h"
#include "cli/topics.h"
#include "io/format.h"

/* ---- What can stand at a place ------------------------------------------------------ */

typedef enum kind {
  KIND_NONE, KIND_FILE, KIND_FOLDER, KIND_PACK, KIND_WORDS, KIND_COMMAND,
  KIND_FORMAT,
} kind;

static bool names(const char *argument, const char *word) {
  return strstr(argument, word) != NULL;
}

/* Of the argument of an option, or of the operands of a command. */
static kind kind_of(const char *argument) {
  char first = argument[argument[0] == '['];
  if (first >= 'a' && first <= 'z' && strchr(argument, '|')) return KIND_WORDS;
  if (names(argument, "COMMAND")) return KIND_COMMAND;
  if (names(argument, "FORMAT")) return KIND_FORMAT;
  if (names(argument, "PACK") || names(argument, "RULE")) return KIND_PACK;
  if (names(argument, "FILE") || names(argument, "GOLD") ||
      names(argument, "OLD") || names(argument, "MANIFEST"))
    return KIND_FILE;
  return names(argument, "DIR") ? KIND_FOLDER : KIND_NONE;
}

/* "a|b|c", and "[a [X...]|b]" of operands, as "a b c". */
static void write_words(quoth__out *out, const char *argument) {
  for (const char *p = argument; *p; p++) {
    if (*p == '|') quoth__out_char(out, ' ');
    else if (*p == '[' && p > argument) p += strcspn(p, "]");
    else if (*p != '[' && *p != ']' && *p != ' ') quoth__out_char(out, *p);
  }
}

static void write_commands(quoth__out *out) {
  for (size_t i = 0; i < n_commands; i++) {
    if (i > 0) quoth__out_char(out, ' ');
    quoth__out_str(out, commands[i]->name);
  }
}

static void write_topics(quoth__out *out) {
  for (size_t i = 0; i < n_topics; i++) {
    quoth__out_char(out, ' ');
    quoth__out_str(out, topics[i].name);
  }
}

static void write_formats(quoth__out *out) {
  for (size_t i = 0; i < quoth__n_formats; i++) {
    if (i > 0) quoth__out_char(out, ' ');
    quoth__out_str(out, quoth__formats[i].name);
  }
}

/* The words of a kind that is a list of words. */
static void write_list(quoth__out *out, kind kind, const char *argument) {
  if (kind == KIND_WORDS) write_words(out, argument);
  if (kind == KIND_FORMAT) write_formats(out);
  if (kind == KIND_COMMAND) write_commands(out);
  if (kind == KIND_COMMAND) write_topics(out);
}

typedef void (*option_fn)(quoth__out *out, const command *c,
                          const option_spec *o);

/* Each option of a command, the common ones too. */
static void each_option(quoth__out *out, const command *c, option_fn one) {
  for (size_t i = 0; i < c->n_options; i++)
    if (c->options[i].name) one(out, c, &c->options[i]);
  for (size_t i = 0; i < n_common_options; i++)
    if (command_takes(c, &common_options[i])) one(out, c, &common_options[i]);
}

/* ---- bash ------------------------------------------------------------------------------ */

static void bash_name(quoth__out *out, const command *c,
                      const option_spec *o) {
  (void)c;
  quoth__out_str(out, " --");
  quoth__out_str(out, o->name);
}

/* The commands that complete what stands in $cur. */
static void bash_value(quoth__out *out, const char *argument) {
  kind kind = kind_of(argument);
  switch (kind) {
    case KIND_FILE: quoth__out_str(out, "_quoth_files"); break;
    case KIND_FOLDER: quoth__out_str(out, "_quoth_files -d"); break;
    case KIND_PACK: quoth__out_str(out, "_quoth_packs; _quoth_files"); break;
    case KIND_NONE: quoth__out_char(out, ':'); break;
    default:
      quoth__out_str(out, "_quoth_words \"");
      write_list(out, kind, argument);
      quoth__out_char(out, '"');
  }
}

static void bash_option(quoth__out *out, const command *c,
                        const option_spec *o) {
  if (!o->argument) return;
  quoth__out_str(out, "    ");
  quoth__out_str(out, c->name);
  quoth__out_str(out, ":--");
  quoth__out_str(out, o->name);
  if (o->letter) {
    char letter[] = {o->letter, '\0'};
    quoth__out_char(out, '|');
    quoth__out_str(out, c->name);
    quoth__out_str(out, ":-");
    quoth__out_str(out, letter);
  }
  quoth__out_str(out, ") ");
  bash_value(out, o->argument);
  quoth__out_str(out, "; return ;;\n");
}

static void write_bash(quoth__out *out) {
  quoth__out_str(out,
    "# bash completion for quoth; made by quoth completion bash\n"
    "_quoth_words() { COMPREPLY+=($(compgen -W \"$1\" -- \"$cur\")); }\n"
    "_quoth_files() {\n"
    "  local IFS=$'\\n'\n"
    "  compopt -o filenames 2>/dev/null\n"
    "  COMPREPLY+=($(compgen \"${1:--f}\" -- \"$cur\"))\n"
    "}\n"
    "_quoth_packs() {\n"
    "  _quoth_words \"$(\"${COMP_WORDS[0]}\" list packs 2>/dev/null | cut -f 1)\"\n"
    "}\n"
    "_quoth() {\n"
    "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "  local command=${COMP_WORDS[1]}\n"
    "  COMPREPLY=()\n"
    "  if [[ $cur == = ]]; then cur=\n"
    "  elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
    "  if ((COMP_CWORD == 1)); then\n    _quoth_words \"");
  write_commands(out);
  quoth__out_str(out, " --help --version\"\n    return\n  fi\n"
                      "  case $command:$prev in\n");
  for (size_t i = 0; i < n_commands; i++)
    each_option(out, commands[i], bash_option);
  quoth__out_str(out, "  esac\n  case $command in\n");
  for (size_t i = 0; i < n_commands; i++) {
    quoth__out_str(out, "    ");
    quoth__out_str(out, commands[i]->name);
    quoth__out_str(out, ")\n      if [[ $cur == -* ]]; then _quoth_words \"");
    each_option(out, commands[i], bash_name);
    quoth__out_str(out, "\"\n      else ");
    bash_value(out, commands[i]->arguments);
    quoth__out_str(out, "; fi ;;\n");
  }
  quoth__out_str(out, "  esac\n}\ncomplete -F _quoth quoth\n");
}

/* ---- zsh ------------------------------------------------------------------------------- */

/* Within '...' and [...] of a specification of _arguments. */
static void zsh_text(quoth__out *out, const char *s) {
  for (; *s; s++) {
    if (*s == '\'') quoth__out_str(out, "'\\''");
    else if (strchr("[]:\\", *s)) quoth__out_char(out, '\\');
    if (*s != '\'') quoth__out_char(out, *s);
  }
}

static void zsh_value(quoth__out *out, const char *argument) {
  kind kind = kind_of(argument);
  quoth__out_char(out, ':');
  zsh_text(out, argument);
  quoth__out_char(out, ':');
  switch (kind) {
    case KIND_FILE: quoth__out_str(out, "_files"); break;
    case KIND_FOLDER: quoth__out_str(out, "_files -/"); break;
    case KIND_PACK: quoth__out_str(out, "_quoth_packs"); break;
    case KIND_NONE: break;
    default:
      quoth__out_char(out, '(');
      write_list(out, kind, argument);
      quoth__out_char(out, ')');
  }
}

static void zsh_spec(quoth__out *out, const option_spec *o, const char *dashes,
                     const char *name, const char *glue) {
  quoth__out_str(out, " \\\n        '*");
  quoth__out_str(out, dashes);
  quoth__out_str(out, name);
  if (o->argument) quoth__out_str(out, glue);
  quoth__out_char(out, '[');
  zsh_text(out, o->help);
  quoth__out_char(out, ']');
  if (o->argument) zsh_value(out, o->argument);
  quoth__out_char(out, '\'');
}

static void zsh_option(quoth__out *out, const command *c,
                       const option_spec *o) {
  (void)c;
  char letter[] = {o->letter, '\0'};
  if (o->letter) zsh_spec(out, o, "-", letter, "+");
  zsh_spec(out, o, "--", o->name, "=");
}

static void zsh_line(quoth__out *out, const char *name, const char *says) {
  quoth__out_str(out, "      '");
  quoth__out_str(out, name);
  quoth__out_char(out, ':');
  zsh_text(out, says);
  quoth__out_str(out, "'\n");
}

static void write_zsh(quoth__out *out) {
  quoth__out_str(out,
    "#compdef quoth\n"
    "# zsh completion for quoth; made by quoth completion zsh\n"
    "_quoth_packs() {\n"
    "  compadd -- ${(f)\"$(quoth list packs 2>/dev/null | cut -f 1)\"}\n"
    "  _files\n"
    "}\n"
    "_quoth() {\n"
    "  if (( CURRENT == 2 )); then\n"
    "    local -a commands=(\n");
  for (size_t i = 0; i < n_commands; i++)
    zsh_line(out, commands[i]->name, commands[i]->summary);
  quoth__out_str(out, "    )\n    _describe command commands\n    return\n  fi\n"
                      "  shift words\n  (( CURRENT-- ))\n"
                      "  case $words[1] in\n");
  for (size_t i = 0; i < n_commands; i++) {
    quoth__out_str(out, "    ");
    quoth__out_str(out, commands[i]->name);
    quoth__out_str(out, ")\n      _arguments -s");
    each_option(out, commands[i], zsh_option);
    if (commands[i]->arguments[0]) {
      quoth__out_str(out, " \\\n        '*");
      zsh_value(out, commands[i]->arguments);
      quoth__out_char(out, '\'');
    }
    quoth__out_str(out, " ;;\n");
  }
  quoth__out_str(out, "  esac\n}\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; "
                      "then _quoth \"$@\"; else compdef _quoth quoth; fi\n");
}

/* ---- fish ------------------------------------------------------------------------------ */

static void fish_text(quoth__out *out, const char *s) {
  quoth__out_char(out, '\'');
  for (; *s; s++) {
    if (*s == '\'' || *s == '\\') quoth__out_char(out, '\\');
    quoth__out_char(out, *s);
  }
  quoth__out_char(out, '\'');
}

static void fish_value(quoth__out *out, const char *argument) {
  kind kind = kind_of(argument);
  switch (kind) {
    case KIND_FILE: quoth__out_str(out, " -F"); break;
    case KIND_FOLDER:
      quoth__out_str(out, " -xa '(__fish_complete_directories)'");
      break;
    case KIND_PACK:
      quoth__out_str(out, " -Fa '(quoth list packs | cut -f 1)'");
      break;
    case KIND_NONE: quoth__out_str(out, " -f"); break;
    default:
      quoth__out_str(out, " -xa '");
      write_list(out, kind, argument);
      quoth__out_char(out, '\'');
  }
}

static void fish_begin(quoth__out *out, const command *c) {
  quoth__out_str(out,
                 "complete -c quoth -n '__fish_seen_subcommand_from ");
  quoth__out_str(out, c->name);
  quoth__out_char(out, '\'');
}

static void fish_option(quoth__out *out, const command *c,
                        const option_spec *o) {
  fish_begin(out, c);
  quoth__out_str(out, " -l ");
  quoth__out_str(out, o->name);
  if (o->letter) {
    quoth__out_str(out, " -s ");
    quoth__out_char(out, o->letter);
  }
  quoth__out_str(out, " -d ");
  fish_text(out, o->help);
  if (o->argument) quoth__out_str(out, " -r");
  if (o->argument) fish_value(out, o->argument);
  quoth__out_char(out, '\n');
}

static void write_fish(quoth__out *out) {
  quoth__out_str(out,
    "# fish completion for quoth; made by quoth completion fish\n");
  for (size_t i = 0; i < n_commands; i++) {
    const command *c = commands[i];
    quoth__out_str(out, "complete -c quoth -n __fish_use_subcommand -fa ");
    quoth__out_str(out, c->name);
    quoth__out_str(out, " -d ");
    fish_text(out, c->summary);
    quoth__out_char(out, '\n');
    each_option(out, c, fish_option);
    if (!c->arguments[0]) continue;
    fish_begin(out, c);
    fish_value(out, c->arguments);
    quoth__out_char(out, '\n');
  }
}

/* ---- The command ----------------------------------------------------------------------- */

static int run_completion(const command *self, int argc, char **argv) {
  static const char shells[] = "bash|zsh|fish";
  static void (*const writers[])(quoth__out *out) = {
    write_bash, write_zsh, write_fish,
  };
  arguments args = {.command = self};
  int code = arguments_next(&args, argc, argv);
  if (code == ARGUMENT_BAD) return EXIT_USAGE;
  if (code == ARGUMENT_HELP) return help_command(self);
  int shell = optind == argc - 1 ? option_choice(shells, argv[optind]) : -1;
  if (shell < 0) {
    report("completion takes bash, zsh or fish");
    return EXIT_USAGE;
  }
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  writers[shell](out);
  return report_close(out);
}

static const example_line examples[] = {
  {"source <(quoth completion bash)", "for this shell, or in ~/.bashrc"},
  {"quoth completion fish > ~/.config/fish/completions/quoth.fish",
   "for every fish from now on"},
};

const command command_completion = {
  .name = "completion", .arguments = "bash|zsh|fish",
  .summary = "write completions for a shell",
  .text = "Options, their values, packs and files. make install puts them where\n"
          "the shells look.\n",
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_completion,
};
