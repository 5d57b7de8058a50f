/* SPDX-License-Identifier: MIT */
/* quoth check: every error of a pack, without running it. */
#include <getopt.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/packs.h"
#include "cli/report.h"

enum { PATH = 256, LANG };

static const option_spec options[] = {
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the default packs (en)"},
};

struct plan {
  packs packs;
  const char *lang;
  uint32_t n_errors;
};

static void tell(void *ud, const quoth_error *error) {
  struct plan *plan = ud;
  plan->n_errors++;
  report_error(error);
}

/* The packs [0, n): those before the last were checked on their own. */
static int check_last(struct plan *plan, size_t n) {
  quoth_host *host = NULL;
  packs some = plan->packs;
  some.n_names = n;
  int code = packs_load(&some, &host);
  if (code == EXIT_OK) {
    quoth_status status = quoth_host_check(host, tell, plan);
    if (status == QUOTH_ENOMEM) code = EXIT_LIMIT;
    else if (status != QUOTH_OK) code = EXIT_PACK;
  } else {
    plan->n_errors++;
  }
  quoth_host_free(host);
  return code;
}

/* A pack that is wrong is taken out, so that the others are looked at. */
static int check_all(struct plan *plan) {
  packs *p = &plan->packs;
  int code = p->failed ? EXIT_LIMIT : EXIT_OK;
  size_t n = p->n_names, good = 0;
  for (size_t i = 0; i < n && code != EXIT_LIMIT; i++) {
    char *name = p->names[i];
    p->names[i] = p->names[good];
    p->names[good] = name;
    int one = check_last(plan, good + 1);
    if (one == EXIT_OK) good++;
    if (one > code) code = one;
  }
  return code;
}

static int summary(const struct plan *plan, size_t n, int code) {
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  quoth__out_u32(out, (uint32_t)n);
  quoth__out_str(out, n == 1 ? " pack, " : " packs, ");
  quoth__out_u32(out, plan->n_errors);
  quoth__out_str(out, plan->n_errors == 1 ? " error\n" : " errors\n");
  int closed = report_close(out);
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
  size_t count = plan->packs.n_names;
  return summary(plan, count, check_all(plan));
}

static int run_check(const command *self, int argc, char **argv) {
  struct plan plan = {.lang = "en"};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (option == PATH) packs_add_folder(&plan.packs, args.value);
    if (option == LANG) plan.lang = args.value;
  }
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END) code = go(&plan, argv + optind, argc - optind);
  packs_done(&plan.packs);
  return code;
}

static const example_line examples[] = {
  {"quoth check rules/*.lua", "all packs of a folder"},
};

const command command_check = {
  .name = "check", .arguments = "[PACK...]",
  .summary = "tell of every error in packs",
  .text =
    "Packs are loaded and their rules compiled. Every wrong pattern is told\n"
    "with its place; an error in the form of a pack (a field that is unknown, a\n"
    "lexicon that is missing) hides what is behind it. A pack sees those named\n"
    "before it. Without packs: quotes, claims, speakers and check of the language.\n"
    "Exit code 3 when there is an error.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_check,
};
