/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/report.h"

enum { OPTIONS_MAX = 64, CODE_FIRST = 0x7000 };
enum { CODE_HELP = CODE_FIRST, CODE_NO_CONFIG, CODE_BEGIN, CODE_END };

const command *const commands[] = {
  &command_run,
  &command_repeat,
  &command_kwic,
  &command_tokens,
  &command_new,
  &command_check,
  &command_lint,
  &command_test,
  &command_explain,
  &command_why_not,
  &command_eval,
  &command_report,
  &command_diff,
  &command_profile,
  &command_repl,
  &command_list,
  &command_import,
  &command_compile,
  &command_lsp,
  &command_config,
  &command_completion,
  &command_version,
  &command_help,
};
const size_t n_commands = sizeof commands / sizeof commands[0];

const option_spec common_options[] = {
  {CODE_HELP, 'h', "help", NULL, "show this text"},
  {CODE_NO_CONFIG, 0, "no-config", NULL,
   "read no settings from files (quoth help settings)"},
};
const size_t n_common_options =
    sizeof common_options / sizeof common_options[0];

bool command_takes(const command *c, const option_spec *common) {
  return common->code == CODE_HELP || c == &command_config ||
         (c->n_options > 0 && !c->own_settings);
}

const command *command_find(const char *name) {
  for (size_t i = 0; i < n_commands; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

/* The table in the two shapes that getopt_long wants. */
struct getopt_table {
  char letters[2 + 2 * (OPTIONS_MAX + 2)];
  struct option longs[OPTIONS_MAX + 6];
  char *letter; /* where the next one goes */
  size_t n;
};

static void add_option(struct getopt_table *table, const option_spec *o) {
  if (!o->name || table->n == OPTIONS_MAX) return;
  int has = o->argument ? required_argument : no_argument;
  table->longs[table->n++] = (struct option){o->name, has, NULL, o->code};
  if (strcmp(o->name, "from") == 0) /* its older name */
    table->longs[table->n++] = (struct option){"input", has, NULL, o->code};
  if (!o->letter) return;
  *table->letter++ = o->letter;
  if (o->argument) *table->letter++ = ':';
}

static void make_table(const command *c, struct getopt_table *table) {
  table->n = 0;
  table->letter = table->letters;
  *table->letter++ = ':'; /* tell a missing argument from an unknown option */
  for (size_t i = 0; i < n_common_options; i++)
    add_option(table, &common_options[i]);
  for (size_t i = 0; i < c->n_options; i++) add_option(table, &c->options[i]);
  *table->letter = '\0';
  table->longs[table->n++] =
      (struct option){&SETTINGS_BEGIN[2], no_argument, NULL, CODE_BEGIN};
  table->longs[table->n++] =
      (struct option){&SETTINGS_END[2], no_argument, NULL, CODE_END};
  table->longs[table->n] = (struct option){NULL, 0, NULL, 0};
}

static const option_spec *spec_of(const command *c, int code) {
  for (size_t i = 0; i < c->n_options; i++) {
    const option_spec *o = &c->options[i];
    if (o->name && (o->code == code || (o->letter && o->letter == code)))
      return o;
  }
  return NULL;
}

const option_spec *option_find(const command *c, const char *name) {
  for (size_t i = 0; i < c->n_options; i++) {
    const option_spec *o = &c->options[i];
    if (o->name && strcmp(o->name, name) == 0) return o;
  }
  return NULL;
}

static const char *nearest_option(const command *c, const char *name) {
  const char *names[OPTIONS_MAX + 1] = {"help"};
  size_t n = 1;
  for (size_t i = 0; i < c->n_options && n <= OPTIONS_MAX; i++)
    if (c->options[i].name) names[n++] = c->options[i].name;
  return quoth_name_nearest(name, strlen(name), names, n);
}

/* `given` is the word on the command line, with its dashes. */
static int bad_option(const command *c, const char *given) {
  char name[64];
  if (optopt != 0) { /* a letter, perhaps one of several */
    report("%s has no option -%c (see quoth help %s)", c->name, optopt,
           c->name);
    return ARGUMENT_BAD;
  }
  size_t len = strcspn(given + 2, "=");
  snprintf(name, sizeof name, "%.*s", (int)len, given + 2);
  const char *near = nearest_option(c, name);
  if (near)
    report("%s has no option --%s; did you mean --%s?", c->name, name, near);
  else
    report("%s has no option --%s (see quoth help %s)", c->name, name, c->name);
  return ARGUMENT_BAD;
}

int option_choice(const char *words, const char *value) {
  size_t len = strlen(value);
  for (int i = 0;; i++) {
    size_t n = strcspn(words, "|");
    if (n == len && strncmp(words, value, n) == 0) return i;
    if (!words[n]) return -1;
    words += n + 1;
  }
}

/* The format of a name; "auto" is none. False: a message was printed. */
static bool take_format(arguments *a, const option_spec *o) {
  quoth__way way = strcmp(o->name, "to") == 0 ? QUOTH__WAY_OUT : QUOTH__WAY_IN;
  a->format = quoth__format_find(optarg, way);
  if (a->format || (way == QUOTH__WAY_IN && strcmp(optarg, "auto") == 0))
    return true;
  const char *near = quoth__format_nearest(optarg, way);
  if (near)
    report("--%s: no format \"%s\"; did you mean %s?", o->name, optarg, near);
  else
    report("--%s: no format \"%s\" (see quoth list formats)", o->name, optarg);
  return false;
}

static int take_option(arguments *a, const option_spec *o) {
  a->spec = o;
  a->value = o->argument ? optarg : NULL;
  if (o->argument && strcmp(o->argument, "FORMAT") == 0)
    return take_format(a, o) ? o->code : ARGUMENT_BAD;
  if (!o->argument || !strchr(o->argument, '|')) return o->code;
  a->choice = option_choice(o->argument, optarg);
  if (a->choice >= 0) return o->code;
  report("--%s takes %s, not \"%s\"", o->name, o->argument, optarg);
  return ARGUMENT_BAD;
}

/* The next code of getopt that is not for this file. */
static int next_code(arguments *a, int argc, char **argv) {
  struct getopt_table table;
  make_table(a->command, &table);
  opterr = 0;
  for (;;) {
    int code = getopt_long(argc, argv, table.letters, table.longs, NULL);
    if (code == CODE_BEGIN) a->from_settings = true;
    else if (code == CODE_END) a->from_settings = false;
    else if (code == CODE_NO_CONFIG) a->no_config = true; /* see main.c */
    else return code;
  }
}

int arguments_next(arguments *a, int argc, char **argv) {
  int code = next_code(a, argc, argv);
  if (code == -1) return ARGUMENT_END;
  if (code == CODE_HELP || code == 'h') return ARGUMENT_HELP;
  const option_spec *o = spec_of(a->command, code);
  if (o) return take_option(a, o);
  o = spec_of(a->command, optopt);
  if (o && code == ':') report("--%s wants %s", o->name, o->argument);
  else if (o) report("--%s takes no value", o->name);
  else return bad_option(a->command, argv[optind - 1]);
  return ARGUMENT_BAD;
}
