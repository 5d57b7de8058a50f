/* SPDX-License-Identifier: MIT */
#include "cli/help.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/manual.h"
#include "cli/report.h"
#include "cli/topics.h"
#include "io/out.h"

enum { OPTION_COLUMN = 28, WIDTH = 78 };

/* Words of `text` in lines that begin at column `indent`. */
static void write_wrapped(quoth__out *out, const char *text, uint32_t indent) {
  uint32_t column = indent;
  while (*text) {
    uint32_t len = (uint32_t)strcspn(text, " ");
    if (column > indent && column + 1 + len > WIDTH) {
      quoth__out_char(out, '\n');
      quoth__out_pad(out, ' ', indent);
      column = indent;
    } else if (column > indent) {
      quoth__out_char(out, ' ');
      column++;
    }
    quoth__out_add(out, text, len);
    column += len;
    text += len;
    while (*text == ' ') text++;
  }
  quoth__out_char(out, '\n');
}

static void write_option(quoth__out *out, const option_spec *o) {
  char head[80];
  if (!o->name) {
    quoth__out_char(out, '\n');
    quoth__out_str(out, o->help);
    quoth__out_str(out, ":\n");
    return;
  }
  int n = o->letter ? snprintf(head, sizeof head, "  -%c, --%s", o->letter,
                               o->name)
                    : snprintf(head, sizeof head, "      --%s", o->name);
  uint32_t len = (uint32_t)n;
  if (o->argument)
    len += (uint32_t)snprintf(head + len, sizeof head - len, " %s",
                              o->argument);
  quoth__out_str(out, head);
  if (len + 2 > OPTION_COLUMN) {
    quoth__out_char(out, '\n');
    len = 0;
  }
  quoth__out_pad(out, ' ', OPTION_COLUMN - len);
  write_wrapped(out, o->help, OPTION_COLUMN);
}

static void write_command(quoth__out *out, const command *c) {
  quoth__out_str(out, "Usage: quoth ");
  quoth__out_str(out, c->name);
  quoth__out_str(out, c->n_options > 0 ? " [OPTION...]" : "");
  if (c->arguments[0]) quoth__out_char(out, ' ');
  quoth__out_str(out, c->arguments);
  quoth__out_str(out, "\n\n");
  quoth__out_str(out, c->text);
  if (c->n_options == 0 || c->options[0].name)
    quoth__out_str(out, "\nOptions:\n");
  for (size_t i = 0; i < c->n_options; i++) write_option(out, &c->options[i]);
  for (size_t i = 0; i < n_common_options; i++)
    if (command_takes(c, &common_options[i]))
      write_option(out, &common_options[i]);
  if (c->n_examples > 0) quoth__out_str(out, "\nExamples:\n");
  for (size_t i = 0; i < c->n_examples; i++) {
    quoth__out_str(out, "  ");
    quoth__out_str(out, c->examples[i].line);
    quoth__out_str(out, "\n      ");
    quoth__out_str(out, c->examples[i].says);
    quoth__out_char(out, '\n');
  }
}

int help_command(const command *c) {
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  write_command(out, c);
  return report_close(out);
}

static void write_line(quoth__out *out, const char *name, const char *says) {
  quoth__out_str(out, "  ");
  quoth__out_str(out, name);
  quoth__out_pad(out, ' ', 12 - (uint32_t)strlen(name));
  quoth__out_str(out, says);
  quoth__out_char(out, '\n');
}

static void write_overview(quoth__out *out) {
  quoth__out_str(out,
      "Quoth finds who said what in news articles, with rules written in Lua."
      "\n\nUsage: quoth COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n");
  for (size_t i = 0; i < n_commands; i++)
    write_line(out, commands[i]->name, commands[i]->summary);
  quoth__out_str(out, "\nTopics:\n");
  for (size_t i = 0; i < n_topics; i++)
    write_line(out, topics[i].name, topics[i].summary);
  quoth__out_str(out, "\nquoth help COMMAND and quoth help TOPIC say more. "
      "For a start:\n\n  quoth run article.txt\n");
}

static const topic *topic_find(const char *name) {
  for (size_t i = 0; i < n_topics; i++)
    if (strcmp(topics[i].name, name) == 0) return &topics[i];
  return NULL;
}

static const char *nearest_subject(const char *name) {
  const char *names[32];
  size_t n = 0;
  for (size_t i = 0; i < n_commands && n < 32; i++)
    names[n++] = commands[i]->name;
  for (size_t i = 0; i < n_topics && n < 32; i++) names[n++] = topics[i].name;
  return quoth_name_nearest(name, strlen(name), names, n);
}

enum { MAN = 256 };

static const option_spec options[] = {
  {MAN, 0, "man", NULL, "write the manual page, as make install has it"},
};

static int write_manual(void) {
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  manual_write(out);
  return report_close(out);
}

static int run_help(const command *self, int argc, char **argv) {
  arguments args = {.command = self};
  int code = arguments_next(&args, argc, argv);
  if (code == ARGUMENT_BAD) return EXIT_USAGE;
  if (code == MAN) return write_manual();
  const char *name = code == ARGUMENT_HELP ? "help"
                     : optind < argc       ? argv[optind]
                                           : NULL;
  const command *c = name ? command_find(name) : NULL;
  if (c) return help_command(c);
  const topic *t = name ? topic_find(name) : NULL;
  if (name && !t) {
    const char *near = nearest_subject(name);
    if (near) report("no help on \"%s\"; did you mean %s?", name, near);
    else report("no help on \"%s\"; quoth help lists what there is", name);
    return EXIT_USAGE;
  }
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  if (t) quoth__out_str(out, t->text);
  else write_overview(out);
  return report_close(out);
}

const command command_help = {
  .name = "help", .arguments = "[COMMAND|TOPIC]",
  .summary = "explain a command or a topic",
  .text = "Without an argument: the list of commands and topics.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .run = run_help, .own_settings = true,
};
