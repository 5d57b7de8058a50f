/* SPDX-License-Identifier: MIT */
/* quoth eval: what packs find, against what people marked. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/errors.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/score.h"
#include "cli/session.h"

enum { NESTED = 256, WORDS, ERRORS, JSON };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "run this rule pack; may be given again"},
  {SESSION_PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {SESSION_LANG, 0, "lang", "LANG",
   "language of the articles, and of the default packs (en)"},
  {ERRORS, 0, "errors", NULL, "list what was wrong, by class"},
  {NESTED, 0, "nested", NULL, "quotes marked nested count, too"},
  {WORDS, 0, "words", NULL, "punctuation does not count"},
  {JSON, 0, "json", NULL, "write the figures as one JSON object"},
  {'o', 'o', "output", "FILE", "write there"},
};

struct plan {
  session session;
  const char *output;
  bool nested, words, errors, json;
  scores scores;
  errors list;
};

static void take(struct plan *plan, int code, const arguments *args) {
  switch (code) {
    case ERRORS: plan->errors = true; break;
    case NESTED: plan->nested = true; break;
    case WORDS: plan->words = true; break;
    case JSON: plan->json = true; break;
    case 'o': plan->output = args->value; break;
    default: session_take(&plan->session, code, args->value); break;
  }
}

/* ---- Articles ------------------------------------------------------------------ */

static int compare(struct plan *plan, const quoth__record *record,
                   const quoth__points *points, const quoth__quotes *gold) {
  session *s = &plan->session;
  quoth__quotes found = {0};
  quoth_doc *doc;
  int code = session_run(s, record, &doc);
  if (code != EXIT_OK) return code;
  quoth_status status =
      quoth__quotes_found(doc, quoth_context_annotations(s->context),
                          s->engine, points, &found);
  if (status == QUOTH_OK)
    status = scores_add(&plan->scores, record->text, record->text_len, points,
                        gold, &found);
  if (status == QUOTH_OK && plan->errors)
    status = errors_add(&plan->list, s->engine, record, points, gold, &found);
  quoth__quotes_done(&found);
  quoth_doc_free(doc);
  return status == QUOTH_OK ? EXIT_OK : EXIT_LIMIT;
}

static int read_gold(struct plan *plan, const char *path) {
  quoth__gold gold = {.nested = plan->nested};
  int code = EXIT_OK;
  quoth_status status = QUOTH_OK;
  quoth__gold_open(&gold, path);
  while (status != QUOTH_ENOTFOUND && status != QUOTH_EIO &&
         code < EXIT_OUTPUT) {
    quoth__record record;
    quoth__quotes quotes;
    quoth__points points;
    quoth_error error = {0};
    int one = EXIT_OK;
    status = quoth__gold_next(&gold, &record, &quotes, &points, &error);
    if (status == QUOTH_ENOTFOUND) break;
    if (status == QUOTH_OK) {
      one = compare(plan, &record, &points, &quotes);
      quoth__quotes_done(&quotes);
      quoth__points_done(&points);
    } else {
      report_error(&error);
      one = status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_INPUT;
    }
    if (one > code) code = one;
  }
  quoth__gold_close(&gold);
  return code;
}

/* ---- Figures --------------------------------------------------------------------- */

static const char *kind_name(int k) {
  return k == 0 ? "overall" : quoth_kind_name((quoth_kind)(k - 1));
}

static void write_table(const struct plan *plan, quoth__out *out) {
  const scores *s = &plan->scores;
  char cell[96];
  snprintf(cell, sizeof cell, "%u articles, %u gold quotes, %u found\n\n%16s",
           s->n_articles, s->n_gold, s->n_found, "");
  quoth__out_str(out, cell);
  for (int k = 0; k < SCORE_KINDS; k++) {
    snprintf(cell, sizeof cell, "%21s", kind_name(k));
    quoth__out_str(out, cell);
  }
  quoth__out_str(out, "\n                ");
  for (int k = 0; k < SCORE_KINDS; k++)
    quoth__out_str(out, "      P      R     F1");
  for (int m = 0; m < SCORE_METRICS; m++) {
    if (m == SCORE_CUE_PARTIAL) continue;
    snprintf(cell, sizeof cell, "\n%-16s", score_name((score_metric)m));
    quoth__out_str(out, cell);
    for (int k = 0; k < SCORE_KINDS; k++) {
      const score_count *c = &s->counts[m][k];
      snprintf(cell, sizeof cell, " %6.1f %6.1f %6.1f",
               100 * score_precision(c), 100 * score_recall(c),
               100 * score_f1(c));
      quoth__out_str(out, cell);
    }
  }
  quoth__out_char(out, '\n');
}

static void write_json(const struct plan *plan, quoth__out *out) {
  char cell[128];
  for (int m = 0; m < SCORE_METRICS; m++) {
    if (m == SCORE_CUE_PARTIAL) continue;
    snprintf(cell, sizeof cell, "%s\"%s\": {", m ? ", " : "{",
             score_name((score_metric)m));
    quoth__out_str(out, cell);
    for (int k = 0; k < SCORE_KINDS; k++) {
      const score_count *c = &plan->scores.counts[m][k];
      snprintf(cell, sizeof cell, "%s\"%s\": [%.4f, %.4f, %.4f]",
               k ? ", " : "", kind_name(k), score_precision(c),
               score_recall(c), score_f1(c));
      quoth__out_str(out, cell);
    }
    quoth__out_char(out, '}');
  }
  quoth__out_str(out, "}\n");
}

static int go(struct plan *plan, char **files, int n) {
  quoth_status status = scores_init(&plan->scores, plan->words);
  if (status != QUOTH_OK) return EXIT_LIMIT;
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  for (int i = 0; i < n && code < EXIT_OUTPUT; i++) {
    int one = read_gold(plan, files[i]);
    if (one > code) code = one;
  }
  quoth__out *out = quoth__out_open(plan->output);
  if (!out || code == EXIT_LIMIT) code = EXIT_LIMIT;
  else if (plan->json) write_json(plan, out);
  else write_table(plan, out);
  if (out && plan->errors) errors_write(&plan->list, out);
  int closed = report_close(out);
  return closed > code ? closed : code;
}

static int run_eval(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    take(&plan, option, &args);
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && optind == argc)
    report("eval wants a file of articles with marked quotes");
  else if (option == ARGUMENT_END && plan.json && plan.errors)
    report("--errors goes with the table, not with --json");
  else if (option == ARGUMENT_END)
    code = go(&plan, argv + optind, argc - optind);
  errors_done(&plan.list);
  scores_done(&plan.scores);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth eval gold.jsonl", "the default packs"},
  {"quoth eval -p rules/mine.lua --errors gold.jsonl",
   "what your pack misses and invents"},
};

const command command_eval = {
  .name = "eval", .arguments = "GOLD...",
  .summary = "score packs against articles marked by people",
  .text =
    "GOLD is JSON Lines: \"id\", \"text\" and \"quotes\", each quote with lists of\n"
    "spans \"content\", \"cue\", \"source\" in code points, and perhaps \"kind\" and\n"
    "\"speaker\". docs/cli.md says what the rows mean. Precision, recall and F1\n"
    "are in per cent. --errors lists, with the rule that did it, what was\n"
    "missed, invented, begun or ended at a wrong place, or given a wrong source\n"
    "or speaker.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_eval,
};
