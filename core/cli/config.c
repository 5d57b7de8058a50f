/* SPDX-License-Identifier: MIT */
/* quoth config: the settings, and where each comes from. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/report.h"
#include "cli/settings.h"
#include "io/json.h"

enum { JSON = 256 };

static const option_spec options[] = {
  {JSON, 0, "json", NULL, "a JSON object a line"},
};

struct line {
  const char *key, *value, *from;
};

static void write_json(quoth__out *out, const struct line *l) {
  const char *const fields[][2] = {
    {"{\"key\": ", l->key}, {", \"value\": ", l->value}, {", \"from\": ", l->from},
  };
  for (size_t i = 0; i < 3; i++) {
    quoth__out_str(out, fields[i][0]);
    quoth__json_string(out, fields[i][1], strlen(fields[i][1]));
  }
  quoth__out_str(out, "}\n");
}

static void write_text(quoth__out *out, const struct line *l) {
  quoth__out_str(out, l->key);
  quoth__out_char(out, '\t');
  quoth__out_str(out, l->value);
  quoth__out_char(out, '\t');
  quoth__out_str(out, l->from);
  quoth__out_char(out, '\n');
}

static void write_value(const settings *all, size_t i, setting_from from,
                        bool json, quoth__out *out) {
  const setting *s = &settings_table[i];
  const char *value = all->values[i][from];
  char variable[64];
  struct line line = {s->key, value ? value : s->initial, "default"};
  if (value && from == SETTING_ENVIRONMENT)
    line.from = setting_variable(s, variable, sizeof variable);
  else if (value) line.from = all->files[from];
  if (json) write_json(out, &line);
  else write_text(out, &line);
}

/* The value that counts; of what adds up each, the first to be used first. */
static void write_setting(const settings *all, size_t i, bool json,
                          quoth__out *out) {
  setting_from from;
  const char *value = settings_get(all, i, &from);
  write_value(all, i, from, json, out);
  if (!value || !settings_table[i].adds) return;
  for (int f = (int)from - 1; f > SETTING_DEFAULT; f--)
    if (all->values[i][f]) write_value(all, i, (setting_from)f, json, out);
}

static int go(bool json, bool no_files) {
  settings all = {0};
  int code = settings_load(&all, no_files);
  quoth__out *out = code == EXIT_OK ? quoth__out_open(NULL) : NULL;
  if (code == EXIT_OK && !out) code = EXIT_LIMIT;
  for (size_t i = 0; out && i < n_settings; i++)
    write_setting(&all, i, json, out);
  if (out) code = report_close(out);
  settings_done(&all);
  return code;
}

static int run_config(const command *self, int argc, char **argv) {
  arguments args = {.command = self};
  bool json = false;
  int option;
  while ((option = arguments_next(&args, argc, argv)) >= 0) json = true;
  if (option == ARGUMENT_HELP) return help_command(self);
  if (option == ARGUMENT_BAD) return EXIT_USAGE;
  if (optind < argc) {
    report("config takes no words");
    return EXIT_USAGE;
  }
  return go(json, args.no_config);
}

static const example_line examples[] = {
  {"quoth config", "what runs here, and why"},
  {"quoth config --json", "the same for programs"},
};

const command command_config = {
  .name = "config", .arguments = "",
  .summary = "show the settings, and where each comes from",
  .text =
    "A line each, with tabs between: setting, value, where it stands (a file,\n"
    "a variable of the environment, or \"default\"). quoth help settings says what\n"
    "can be set, and where.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_config, .own_settings = true,
};
