/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/report.h"

enum { OPTIONS_MAX = 40, CODE_HELP = 0x7000 };

const command *const commands[] = {
  &command_run,   &command_kwic, &command_tokens, &command_new,
  &command_check, &command_test, &command_explain, &command_why_not,
  &command_eval,  &command_report, &command_diff, &command_profile, &command_list,
  &command_version, &command_help,
};
const size_t n_commands = sizeof commands / sizeof commands[0];

const command *command_find(const char *name) {
  for (size_t i = 0; i < n_commands; i++)
    if (strcmp(commands[i]->name, name) == 0) return commands[i];
  return NULL;
}

/* The table in the two shapes that getopt_long wants. */
struct getopt_table {
  char letters[2 + 2 * OPTIONS_MAX + 2];
  struct option longs[OPTIONS_MAX + 2];
};

static void make_table(const command *c, struct getopt_table *table) {
  char *p = table->letters;
  size_t n = 0;
  *p++ = ':'; /* tell a missing argument from an unknown option */
  for (; n < c->n_options && n < OPTIONS_MAX; n++) {
    const option_spec *o = &c->options[n];
    int has = o->argument ? required_argument : no_argument;
    table->longs[n] = (struct option){o->name, has, NULL, o->code};
    if (!o->letter) continue;
    *p++ = o->letter;
    if (o->argument) *p++ = ':';
  }
  *p++ = 'h';
  *p = '\0';
  table->longs[n++] = (struct option){"help", no_argument, NULL, CODE_HELP};
  table->longs[n] = (struct option){NULL, 0, NULL, 0};
}

static const option_spec *spec_of(const command *c, int code) {
  for (size_t i = 0; i < c->n_options; i++) {
    const option_spec *o = &c->options[i];
    if (o->code == code || (o->letter && o->letter == code)) return o;
  }
  return NULL;
}

static const char *nearest_option(const command *c, const char *name) {
  const char *names[OPTIONS_MAX + 1] = {"help"};
  size_t n = 1;
  for (size_t i = 0; i < c->n_options && n <= OPTIONS_MAX; i++)
    names[n++] = c->options[i].name;
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

/* Number of `value` in "a|b|c", or -1. */
static int choice_of(const char *choices, const char *value) {
  size_t len = strlen(value);
  for (int i = 0;; i++) {
    size_t n = strcspn(choices, "|");
    if (n == len && strncmp(choices, value, n) == 0) return i;
    if (!choices[n]) return -1;
    choices += n + 1;
  }
}

static int take_option(arguments *a, const option_spec *o) {
  a->value = optarg;
  if (!o->argument || !strchr(o->argument, '|')) return o->code;
  a->choice = choice_of(o->argument, optarg);
  if (a->choice >= 0) return o->code;
  report("--%s takes %s, not \"%s\"", o->name, o->argument, optarg);
  return ARGUMENT_BAD;
}

int arguments_next(arguments *a, int argc, char **argv) {
  struct getopt_table table;
  make_table(a->command, &table);
  opterr = 0;
  int code = getopt_long(argc, argv, table.letters, table.longs, NULL);
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
