/* SPDX-License-Identifier: MIT */
/* quoth test: the examples that stand in rules are tried. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/packs.h"
#include "cli/report.h"
#include "io/html_text.h"
#include "io/plain.h"

enum { PATH = 256, LANG, TAP, JUNIT };

static const option_spec options[] = {
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the default packs (en)"},
  {TAP, 0, "tap", NULL, "write the Test Anything Protocol"},
  {JUNIT, 0, "junit", "FILE", "write JUnit's XML there, too"},
  {'o', 'o', "output", "FILE", "write there"},
  {'v', 'v', "verbose", NULL, "tell of the examples that pass, too"},
};

struct plan {
  packs packs;
  const char *lang, *output, *junit;
  quoth__out *xml; /* NULL: not wanted */
  bool tap, verbose;
  quoth__out *out;
  uint32_t n; /* examples so far */
};

static void take(struct plan *plan, int code, const arguments *args) {
  switch (code) {
    case PATH: packs_add_folder(&plan->packs, args->value); break;
    case LANG: plan->lang = args->value; break;
    case TAP: plan->tap = true; break;
    case JUNIT: plan->junit = args->value; break;
    case 'o': plan->output = args->value; break;
    case 'v': plan->verbose = true; break;
    default: break;
  }
}

/* A text in one line; in TAP a "#" would start a directive. */
static void write_plain(struct plan *plan, const char *s) {
  quoth__plain line = {0};
  quoth__plain_add_text(&line, s, strlen(s));
  for (size_t i = 0; i < line.len; i++) {
    if (plan->tap && line.s[i] == '#') quoth__out_char(plan->out, '\\');
    quoth__out_char(plan->out, line.s[i]);
  }
  quoth__plain_done(&line);
}

static void write_rule(struct plan *plan, const quoth_example *e) {
  quoth__out_str(plan->out, e->pack);
  quoth__out_char(plan->out, '/');
  quoth__out_str(plan->out, e->rule);
  quoth__out_str(plan->out, ": ");
  write_plain(plan, e->text);
  quoth__out_char(plan->out, '\n');
}

static void write_why(struct plan *plan, const quoth_example *e) {
  quoth__out_str(plan->out, e->source);
  quoth__out_char(plan->out, ':');
  quoth__out_u32(plan->out, e->line);
  quoth__out_str(plan->out, ": ");
  write_plain(plan, e->why);
  quoth__out_char(plan->out, '\n');
}

static void write_tap(struct plan *plan, const quoth_example *e) {
  quoth__out_str(plan->out, e->passed ? "ok " : "not ok ");
  quoth__out_u32(plan->out, plan->n);
  quoth__out_str(plan->out, " - ");
  write_rule(plan, e);
  if (e->passed) return;
  quoth__out_str(plan->out, "# ");
  write_why(plan, e);
}

/* A word for a shell, harmless on a terminal. */
static void write_quoted(struct plan *plan, const char *s) {
  quoth__plain p = {0};
  quoth__plain_add_text(&p, s, strlen(s));
  quoth__out_char(plan->out, '\'');
  for (size_t i = 0; i < p.len; i++) {
    if (p.s[i] == '\'') quoth__out_str(plan->out, "'\\''");
    else quoth__out_char(plan->out, p.s[i]);
  }
  quoth__out_char(plan->out, '\'');
  quoth__plain_done(&p);
}

static bool made_nothing(const quoth_example *e) {
  size_t n = strlen(e->why);
  return strcmp(e->why, "the rule made nothing") == 0 ||
         (n > 5 && strcmp(e->why + n - 5, "got 0") == 0);
}

/* Where a rule did not fire: the command that says what would help. */
static void write_advice(struct plan *plan, const quoth_example *e) {
  if (!made_nothing(e)) return;
  quoth__out_str(plan->out, "        quoth why-not");
  for (size_t i = 0; i < plan->packs.n_names; i++) {
    quoth__out_str(plan->out, " -p ");
    quoth__out_str(plan->out, plan->packs.names[i]);
  }
  quoth__out_char(plan->out, ' ');
  quoth__out_str(plan->out, e->pack);
  quoth__out_char(plan->out, '/');
  quoth__out_str(plan->out, e->rule);
  quoth__out_char(plan->out, ' ');
  write_quoted(plan, e->text);
  quoth__out_char(plan->out, '\n');
}

static void write_text(struct plan *plan, const quoth_example *e) {
  if (e->passed) {
    if (!plan->verbose) return;
    quoth__out_str(plan->out, "ok      ");
    write_rule(plan, e);
    return;
  }
  quoth__out_str(plan->out, "FAILED  ");
  write_rule(plan, e);
  quoth__out_str(plan->out, "        ");
  write_why(plan, e);
  write_advice(plan, e);
}

/* ---- JUnit ------------------------------------------------------------------ */

static void xml_attribute(quoth__out *out, const char *name, const char *s) {
  quoth__out_char(out, ' ');
  quoth__out_str(out, name);
  quoth__out_str(out, "=\"");
  quoth__html_text(out, s, strlen(s));
  quoth__out_char(out, '"');
}

static void write_junit(quoth__out *out, const quoth_example *e) {
  char line[16];
  snprintf(line, sizeof line, "%u", e->line);
  quoth__out_str(out, "<testcase");
  xml_attribute(out, "classname", e->pack);
  quoth__out_str(out, " name=\"");
  quoth__html_text(out, e->rule, strlen(e->rule));
  quoth__out_str(out, ": ");
  quoth__html_text(out, e->text, strlen(e->text));
  quoth__out_char(out, '"');
  xml_attribute(out, "file", e->source);
  xml_attribute(out, "line", line);
  if (!e->passed) {
    quoth__out_str(out, "><failure");
    xml_attribute(out, "message", e->why);
    quoth__out_str(out, "/></testcase>\n");
  } else {
    quoth__out_str(out, "/>\n");
  }
}

static bool open_junit(struct plan *plan) {
  if (!plan->junit) return true;
  plan->xml = quoth__out_open(plan->junit);
  if (!plan->xml) return false;
  quoth__out_str(plan->xml,
                 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<testsuites>\n<testsuite name=\"quoth\">\n");
  return true;
}

static int close_junit(struct plan *plan) {
  if (!plan->xml) return EXIT_OK;
  quoth__out_str(plan->xml, "</testsuite>\n</testsuites>\n");
  return report_close(plan->xml);
}

static void report_example(void *ud, const quoth_example *example) {
  struct plan *plan = ud;
  plan->n++;
  if (plan->xml) write_junit(plan->xml, example);
  if (plan->tap) write_tap(plan, example);
  else write_text(plan, example);
}

static void write_end(struct plan *plan, uint32_t failed) {
  if (plan->tap) {
    quoth__out_str(plan->out, "1..");
    quoth__out_u32(plan->out, plan->n);
    quoth__out_char(plan->out, '\n');
    return;
  }
  quoth__out_u32(plan->out, plan->n);
  quoth__out_str(plan->out, plan->n == 1 ? " example, " : " examples, ");
  quoth__out_u32(plan->out, failed);
  quoth__out_str(plan->out, " failed\n");
}

static int try_examples(struct plan *plan, quoth_host *host) {
  plan->out = quoth__out_open(plan->output);
  if (!plan->out || !open_junit(plan)) return EXIT_LIMIT;
  if (plan->tap) quoth__out_str(plan->out, "TAP version 13\n");
  uint32_t failed = 0;
  quoth_error error = {0};
  quoth_status status =
      quoth_host_test(host, report_example, plan, &failed, &error);
  int code = failed > 0 ? EXIT_INPUT : EXIT_OK;
  if (status == QUOTH_OK) write_end(plan, failed);
  else code = packs_failed(status, &error);
  int closed = report_close(plan->out), xml = close_junit(plan);
  if (xml > closed) closed = xml;
  return closed > code ? closed : code;
}

static int go(struct plan *plan, char **names, int n) {
  packs_add_known_folders(&plan->packs);
  for (int i = 0; i < n; i++) packs_add(&plan->packs, names[i]);
  if (n == 0 && packs_add_defaults(&plan->packs, plan->lang) == 0) {
    report("there are no packs for the language \"%s\" (quoth help packs)",
           plan->lang);
    return EXIT_PACK;
  }
  quoth_host *host;
  int code = packs_load(&plan->packs, &host);
  if (code == EXIT_OK) code = try_examples(plan, host);
  quoth_host_free(host);
  return code;
}

static int run_test(const command *self, int argc, char **argv) {
  struct plan plan = {.lang = "en"};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    take(&plan, option, &args);
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END)
    code = go(&plan, argv + optind, argc - optind);
  packs_done(&plan.packs);
  return code;
}

static const example_line examples[] = {
  {"quoth test rules/mine.lua", "while you write a pack"},
  {"quoth test --tap quotes.en claims.en", "for a test harness"},
};

const command command_test = {
  .name = "test", .arguments = "[PACK...]",
  .summary = "try the examples that stand in rules",
  .text =
    "Every example of every rule of the packs is run. What fails is shown with\n"
    "its place, with what was expected and what came, and the exit code is 1.\n"
    "Without packs: quotes, claims, speakers and check of the language.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_test,
};
