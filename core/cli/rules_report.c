/* SPDX-License-Identifier: MIT */
/* quoth report: how good each rule is, against articles marked by people. */
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/score.h"
#include "cli/session.h"

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "run this rule pack; may be given again"},
  {SESSION_PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {SESSION_LANG, 0, "lang", "LANG",
   "language of the articles, and of the default packs (en)"},
};

struct tally {
  uint32_t found, right, alone;
};

struct plan {
  session session;
  struct tally *rules;
  uint32_t *overlaps; /* by pair of rules: quotes that cover each other */
  uint32_t n_rules, n_gold;
};

/* Share of the gold content that a found quote covers. */
static bool covers(const quoth__quote *g, const quoth__quote *f) {
  uint32_t all = score_shared(g, g, QUOTH__ROLE_CONTENT);
  return all && score_shared(g, f, QUOTH__ROLE_CONTENT) > 0.3 * all;
}

/* A found quote is right when it covers a gold one. */
static void add_right(struct plan *plan, const quoth__quotes *gold,
                      const quoth__quote *f) {
  struct tally *t = &plan->rules[f->rule];
  bool right = false;
  for (uint32_t i = 0; i < gold->count && !right; i++)
    right = covers(&gold->data[i], f);
  t->found++;
  t->right += right;
}

/* A gold quote that one rule alone covers: without the rule it is lost. */
static void add_alone(struct plan *plan, const quoth__quote *g,
                      const quoth__quotes *found) {
  uint32_t rule = QUOTH_NONE;
  for (uint32_t j = 0; j < found->count; j++) {
    const quoth__quote *f = &found->data[j];
    if (f->rule == QUOTH_NONE || !covers(g, f)) continue;
    if (rule != QUOTH_NONE && rule != f->rule) return;
    rule = f->rule;
  }
  if (rule != QUOTH_NONE) plan->rules[rule].alone++;
}

static void add_overlaps(struct plan *plan, const quoth__quotes *found) {
  for (uint32_t i = 0; i < found->count; i++)
    for (uint32_t j = 0; j < i; j++) {
      uint32_t a = found->data[i].rule, b = found->data[j].rule;
      if (a == QUOTH_NONE || b == QUOTH_NONE || a == b ||
          !score_shared(&found->data[i], &found->data[j], QUOTH__ROLE_CONTENT))
        continue;
      plan->overlaps[a < b ? a * plan->n_rules + b : b * plan->n_rules + a]++;
    }
}

static int add_article(struct plan *plan, const quoth__record *record,
                       const quoth__points *points,
                       const quoth__quotes *gold) {
  session *s = &plan->session;
  quoth__quotes found = {0};
  quoth_doc *doc;
  int code = session_run(s, record, &doc);
  if (code != EXIT_OK) return code;
  if (quoth__quotes_found(doc, quoth_context_annotations(s->context),
                          s->engine, points, &found) != QUOTH_OK)
    code = EXIT_LIMIT;
  for (uint32_t j = 0; j < found.count; j++)
    if (found.data[j].rule != QUOTH_NONE && found.data[j].n[0])
      add_right(plan, gold, &found.data[j]);
  for (uint32_t i = 0; i < gold->count; i++)
    add_alone(plan, &gold->data[i], &found);
  add_overlaps(plan, &found);
  plan->n_gold += gold->count;
  quoth__quotes_done(&found);
  quoth_doc_free(doc);
  return code;
}

static int read_gold(struct plan *plan, const char *path) {
  quoth__gold gold = {0};
  int code = EXIT_OK;
  quoth__gold_open(&gold, path);
  for (bool more = true; more && code < EXIT_OUTPUT;) {
    quoth__record record;
    quoth__quotes quotes;
    quoth__points points;
    quoth_error error = {0};
    int one = EXIT_OK;
    quoth_status status =
        quoth__gold_next(&gold, &record, &quotes, &points, &error);
    more = status == QUOTH_OK || status == QUOTH_ESYNTAX;
    if (status == QUOTH_OK) {
      one = add_article(plan, &record, &points, &quotes);
      quoth__quotes_done(&quotes);
      quoth__points_done(&points);
    } else if (status != QUOTH_ENOTFOUND) {
      report_error(&error);
      one = status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_INPUT;
    }
    if (one > code) code = one;
  }
  quoth__gold_close(&gold);
  return code;
}

/* Wilson's interval of a share at 95 %, in per cent. */
static void wilson(uint32_t right, uint32_t n, double *low, double *high) {
  const double z = 1.959964;
  double share = (double)right / n, zz = z * z / n;
  double middle = share + zz / 2;
  double reach = z * sqrt(share * (1 - share) / n + zz / (4 * n));
  *low = 100 * (middle - reach) / (1 + zz);
  *high = 100 * (middle + reach) / (1 + zz);
}

static void write_rule(const struct plan *plan, quoth__out *out, uint32_t r) {
  const struct tally *t = &plan->rules[r];
  char line[160];
  double low, high;
  quoth_rule_info info;
  if (quoth_engine_rule(plan->session.engine, r, &info) != QUOTH_OK) return;
  wilson(t->right, t->found, &low, &high);
  snprintf(line, sizeof line, "%6u %6u %6.1f  %5.1f-%5.1f %7.2f  ", t->found,
           t->right, 100.0 * t->right / t->found, low, high,
           plan->n_gold ? 100.0 * t->alone / plan->n_gold : 0);
  quoth__out_str(out, line);
  quoth__out_str(out, info.pack);
  quoth__out_char(out, '/');
  quoth__out_str(out, info.name);
  quoth__out_char(out, '\n');
}

static void write_overlap(const struct plan *plan, quoth__out *out, uint32_t a,
                          uint32_t b) {
  quoth_rule_info x, y;
  char line[32];
  uint32_t n = plan->overlaps[a * plan->n_rules + b];
  if (!n || quoth_engine_rule(plan->session.engine, a, &x) != QUOTH_OK ||
      quoth_engine_rule(plan->session.engine, b, &y) != QUOTH_OK)
    return;
  snprintf(line, sizeof line, "%6u  ", n);
  quoth__out_str(out, line);
  quoth__out_str(out, x.pack);
  quoth__out_char(out, '/');
  quoth__out_str(out, x.name);
  quoth__out_str(out, "  ");
  quoth__out_str(out, y.pack);
  quoth__out_char(out, '/');
  quoth__out_str(out, y.name);
  quoth__out_char(out, '\n');
}

static int write_all(const struct plan *plan) {
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  quoth__out_str(out,
                 " found  right      P  95 % interval  alone  rule\n");
  for (uint32_t r = 0; r < plan->n_rules; r++)
    if (plan->rules[r].found) write_rule(plan, out, r);
  quoth__out_str(out, "\noverlaps\n");
  for (uint32_t a = 0; a < plan->n_rules; a++)
    for (uint32_t b = a + 1; b < plan->n_rules; b++)
      write_overlap(plan, out, a, b);
  return report_close(out);
}

static int go(struct plan *plan, char **files, int n) {
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  uint32_t rules = plan->n_rules =
      quoth_engine_rule_count(plan->session.engine);
  plan->rules = calloc(rules + 1, sizeof *plan->rules);
  plan->overlaps = calloc((size_t)rules * rules + 1, sizeof *plan->overlaps);
  if (!plan->rules || !plan->overlaps) return EXIT_LIMIT;
  for (int i = 0; i < n && code < EXIT_OUTPUT; i++) {
    int one = read_gold(plan, files[i]);
    if (one > code) code = one;
  }
  int written = write_all(plan);
  return written > code ? written : code;
}

static int run_report(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    session_take(&plan.session, option, args.value);
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && optind == argc)
    report("report wants a file of articles with marked quotes");
  else if (option == ARGUMENT_END)
    code = go(&plan, argv + optind, argc - optind);
  free(plan.rules);
  free(plan.overlaps);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth report -p mine.lua gold.jsonl", "which rules earn their place"},
};

const command command_report = {
  .name = "report", .arguments = "GOLD...",
  .summary = "tell how good each rule is",
  .text =
    "GOLD as in quoth eval. For each rule: attributions found, those that are\n"
    "right (they cover more than 0.3 of the content of a marked one),\n"
    "precision in per cent with Wilson's 95 % interval, and the share of all\n"
    "marked quotes that no other rule covers. Then pairs of rules whose\n"
    "contents overlap.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_report,
};
