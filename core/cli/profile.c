/* SPDX-License-Identifier: MIT */
/* quoth profile: what each rule, and each element of its pattern, costs. */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/pattern_text.h"
#include "cli/report.h"
#include "io/json.h"
#include "io/plain.h"

enum { INPUT = 256, RULE, ELEMENTS, JSON };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "run this rule pack; may be given again"},
  {'e', 'e', "elements", NULL, "below each rule the elements of its pattern"},
  {RULE, 0, "rule", "RULE", "only this rule, with its elements"},
  {JSON, 0, "json", NULL, "a JSON object a rule"},
  {SESSION_PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {SESSION_LANG, 0, "lang", "LANG",
   "language of the articles, and of the default packs (en)"},
  {INPUT, 'f', "from", "FORMAT", "how files are read; see quoth list formats"},
};

struct plan {
  session session; /* runs as usual, for the time of it all */
  quoth_context *profiled;
  const quoth__format *format;
  const char *rule_name;
  bool elements, json;
  quoth__out *out;
  uint64_t n_articles, n_tokens, whole_ns;
};

/* ---- Running ------------------------------------------------------------------ */

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static int run_article(void *ud, const quoth__record *record) {
  struct plan *plan = ud;
  quoth_doc *doc;
  quoth_error error = {0};
  uint32_t n = 0;
  uint64_t start = now();
  int code = session_run(&plan->session, record, &doc);
  if (code != EXIT_OK) return code;
  plan->whole_ns += now() - start;
  plan->n_articles++;
  quoth_doc_tokens(doc, &n);
  plan->n_tokens += n;
  quoth_status status =
      quoth__record_open(record, plan->profiled, doc, &error);
  if (status == QUOTH_OK) status = quoth_context_run(plan->profiled, &error);
  if (status != QUOTH_OK) code = packs_failed(status, &error);
  quoth_doc_free(doc);
  return code;
}

/* ---- What is written ------------------------------------------------------------ */

struct line {
  uint32_t rule;
  quoth_rule_profile profile;
};

static uint64_t cost_of(const struct line *line) {
  return line->profile.match_ns + line->profile.script_ns;
}

static int by_cost(const void *a, const void *b) {
  const struct line *x = a, *y = b;
  uint64_t left = cost_of(x), right = cost_of(y);
  if (left != right) return left > right ? -1 : 1;
  return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Of the time that following all elements took, in per cent. */
static double share_of(const quoth_rule_profile *p, uint32_t element) {
  uint64_t sum = 0;
  for (uint32_t i = 0; i < p->n_elements; i++) sum += p->elements[i].walk_ns;
  return sum ? 100.0 * (double)p->elements[element].walk_ns / (double)sum : 0;
}

static void write_elements(struct plan *plan, const quoth_rule_info *rule,
                           const quoth_rule_profile *p) {
  for (uint32_t i = 0; i < p->n_elements; i++) {
    const quoth_element_profile *e = &p->elements[i];
    size_t at = pattern_element_start(rule->pattern, e->at);
    size_t end = pattern_element_end(rule->pattern, rule->pattern_len, at);
    quoth__plain text = {0};
    char numbers[80];
    snprintf(numbers, sizeof numbers, "%7.0f%% %18llu %20llu    ",
             share_of(p, i), (unsigned long long)e->candidates,
             (unsigned long long)e->hits);
    quoth__plain_add_text(&text, rule->pattern + at, end - at);
    quoth__plain_fit(&text, 60);
    quoth__out_str(plan->out, numbers);
    quoth__out_add(plan->out, text.s, text.len);
    quoth__out_char(plan->out, '\n');
    quoth__plain_done(&text);
  }
}

static void write_line(struct plan *plan, const struct line *line) {
  const quoth_rule_profile *p = &line->profile;
  quoth_rule_info rule;
  char numbers[120];
  if (quoth_engine_rule(plan->session.engine, line->rule, &rule) != QUOTH_OK)
    return;
  snprintf(numbers, sizeof numbers, "%8.1f %7.1f %10llu %9llu %10llu  ",
           (double)p->match_ns / 1e6, (double)p->script_ns / 1e6,
           (unsigned long long)p->candidates, (unsigned long long)p->matches,
           (unsigned long long)p->hits);
  quoth__out_str(plan->out, numbers);
  quoth__out_str(plan->out, rule.pack);
  quoth__out_char(plan->out, '/');
  quoth__out_str(plan->out, rule.name);
  quoth__out_char(plan->out, '\n');
  if (plan->elements) write_elements(plan, &rule, p);
}

static void add_count(struct plan *plan, const char *name, uint64_t n) {
  char text[64];
  snprintf(text, sizeof text, ", \"%s\": %llu", name, (unsigned long long)n);
  quoth__out_str(plan->out, text);
}

static void write_object(struct plan *plan, const struct line *line) {
  const quoth_rule_profile *p = &line->profile;
  quoth_rule_info rule;
  char name[512];
  if (quoth_engine_rule(plan->session.engine, line->rule, &rule) != QUOTH_OK)
    return;
  snprintf(name, sizeof name, "%s/%s", rule.pack, rule.name);
  quoth__out_str(plan->out, "{\"rule\": ");
  quoth__json_string(plan->out, name, strlen(name));
  add_count(plan, "match_ns", p->match_ns);
  add_count(plan, "script_ns", p->script_ns);
  add_count(plan, "candidates", p->candidates);
  add_count(plan, "matches", p->matches);
  add_count(plan, "hits", p->hits);
  quoth__out_str(plan->out, ", \"elements\": [");
  for (uint32_t i = 0; i < p->n_elements; i++) {
    const quoth_element_profile *e = &p->elements[i];
    size_t at = pattern_element_start(rule.pattern, e->at);
    size_t end = pattern_element_end(rule.pattern, rule.pattern_len, at);
    quoth__out_str(plan->out, i ? ", {\"element\": " : "{\"element\": ");
    quoth__json_string(plan->out, rule.pattern + at, end - at);
    add_count(plan, "candidates", e->candidates);
    add_count(plan, "hits", e->hits);
    add_count(plan, "walk_ns", e->walk_ns);
    quoth__out_char(plan->out, '}');
  }
  quoth__out_str(plan->out, "]}\n");
}

static void write_head(struct plan *plan) {
  char text[160];
  snprintf(text, sizeof text, "%llu article%s, %llu tokens, %.1f ms\n\n",
           (unsigned long long)plan->n_articles,
           plan->n_articles == 1 ? "" : "s",
           (unsigned long long)plan->n_tokens, (double)plan->whole_ns / 1e6);
  quoth__out_str(plan->out, text);
  quoth__out_str(plan->out, "match ms  lua ms candidates   matches       hits"
                            "  rule\n");
}

static int write_all(struct plan *plan, uint32_t only) {
  uint32_t n = quoth_engine_rule_count(plan->session.engine), kept = 0;
  struct line *lines = calloc(n + 1, sizeof *lines);
  if (!lines) return EXIT_LIMIT;
  for (uint32_t i = 0; i < n; i++) {
    lines[kept].rule = i;
    if (only != QUOTH_NONE && only != i) continue;
    if (quoth_context_rule_profile(plan->profiled, i, &lines[kept].profile) ==
        QUOTH_OK)
      kept++;
  }
  qsort(lines, kept, sizeof *lines, by_cost);
  if (!plan->json) write_head(plan);
  for (uint32_t i = 0; i < kept; i++)
    if (plan->json) write_object(plan, &lines[i]);
    else write_line(plan, &lines[i]);
  free(lines);
  return EXIT_OK;
}

/* ---- The command ------------------------------------------------------------------ */

static int open_profiled(struct plan *plan) {
  quoth_error error = {0};
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  quoth_status status =
      quoth_host_context(plan->session.host, &plan->profiled, &error);
  if (status == QUOTH_OK) status = quoth_context_profile(plan->profiled, true);
  return status == QUOTH_OK ? EXIT_OK : packs_failed(status, &error);
}

static int go(struct plan *plan, char **files, int n) {
  uint32_t only = QUOTH_NONE;
  int code = open_profiled(plan);
  if (code != EXIT_OK) return code;
  if (plan->rule_name)
    code = explain_find_rule(plan->session.engine, plan->rule_name, &only);
  if (code != EXIT_OK) return code;
  if (!(plan->out = quoth__out_open(NULL))) return EXIT_LIMIT;
  code = articles_each(files, (size_t)n, plan->format, run_article, plan);
  int written = code < EXIT_LIMIT ? write_all(plan, only) : code;
  int closed = report_close(plan->out);
  if (written > code) code = written;
  return closed > code ? closed : code;
}

static int run_profile(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    session_take(&plan.session, option, args.value);
    if (option == INPUT) plan.format = args.format;
    if (option == RULE) plan.rule_name = args.value;
    if (option == 'e') plan.elements = true;
    if (option == JSON) plan.json = true;
  }
  if (plan.rule_name) plan.elements = true;
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END) code = go(&plan, argv + optind, argc - optind);
  quoth_context_free(plan.profiled);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth profile -p mine.lua articles/*.txt", "the dearest rule first"},
  {"quoth profile --rule said -p mine.lua articles/*.txt",
   "which of its elements is too common"},
};

const command command_profile = {
  .name = "profile", .arguments = "[FILE...|-]",
  .summary = "tell what each rule costs, and what it gives",
  .text =
    "A line a rule, the dearest first: milliseconds of looking for its matches\n"
    "(by itself, so they add up to more than a run takes), of its Lua\n"
    "functions; candidates (places at which its pattern was tried), matches,\n"
    "and hits (matches that its phase chose). Of an element: its share of the\n"
    "time when the pattern is followed start by start, the starts from which\n"
    "it was reached, and those from which the pattern could go on.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_profile,
};
