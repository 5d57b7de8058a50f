/* SPDX-License-Identifier: MIT */
/* quoth explain: why a rule fires at a place, or does not. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/pattern_text.h"
#include "cli/report.h"
#include "io/plain.h"

enum { INPUT = 256, ALL, PIECE = 72 };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "run this rule pack; may be given again"},
  {ALL, 0, "all", NULL, "also where nothing was taken, and what lost to its own rule"},
  {SESSION_PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {SESSION_LANG, 0, "lang", "LANG",
   "language of the articles, and of the default packs (en)"},
  {INPUT, 'f', "from", "FORMAT", "how files are read; see quoth list formats"},
};

struct plan {
  session session;
  explainer explainer;
  const quoth__format *format;
};

/* ---- A rule by its name ----------------------------------------------------------- */

static bool is_named(const quoth_rule_info *r, const char *name) {
  size_t n = strlen(r->pack);
  if (strcmp(r->name, name) == 0) return true;
  return strncmp(r->pack, name, n) == 0 && name[n] == '/' &&
         strcmp(r->name, name + n + 1) == 0;
}

int explain_find_rule(const quoth_engine *engine, const char *name,
                      uint32_t *rule) {
  uint32_t n = quoth_engine_rule_count(engine), found = 0;
  const char **names = calloc(n + 1, sizeof *names);
  for (uint32_t i = 0; names && i < n; i++) {
    quoth_rule_info info;
    if (quoth_engine_rule(engine, i, &info) != QUOTH_OK) continue;
    names[i] = info.name;
    if (!is_named(&info, name)) continue;
    *rule = i;
    found++;
  }
  const char *slash = strrchr(name, '/'), *own = slash ? slash + 1 : name;
  const char *near =
      names ? quoth_name_nearest(own, strlen(own), names, n) : NULL;
  free(names);
  if (found == 1) return EXIT_OK;
  if (found > 1)
    report("several packs have a rule %s: write PACK/%s", name, name);
  else if (near)
    report("there is no rule %s; did you mean %s?", name, near);
  else
    report("there is no rule %s (see quoth list rules)", name);
  return EXIT_USAGE;
}

/* ---- What is written ------------------------------------------------------------------ */

static void write_text(explainer *e, quoth_span span) {
  quoth__plain p = {0};
  const char *text = quoth_doc_text(e->doc, NULL);
  quoth__plain_add_text(&p, text + span.start, span.end - span.start);
  quoth__plain_fit(&p, PIECE);
  quoth__out_add(e->out, p.s, p.len);
  quoth__plain_done(&p);
}

/* A line: an element in a column of its own, and text beside it. */
static void write_pair(explainer *e, const char *label, const char *element,
                       size_t len) {
  quoth__plain p = {0};
  quoth__out_str(e->out, label);
  quoth__plain_add_text(&p, element, len);
  quoth__plain_fit(&p, 36);
  quoth__out_add(e->out, p.s, p.len);
  uint32_t columns = quoth__plain_columns(&p);
  quoth__out_pad(e->out, ' ', columns < 36 ? 36 - columns : 0);
  quoth__out_str(e->out, "  ");
  quoth__plain_done(&p);
}

static void write_stood(explainer *e, const quoth_trace *t) {
  if (t->stood.start == t->stood.end) {
    quoth__out_str(e->out, "but the region ends");
  } else {
    quoth__out_str(e->out, "but there stood: ");
    write_text(e, t->stood);
  }
  quoth__out_char(e->out, '\n');
}

/* A regular expression is cut in two: what finds something, and the rest. */
static void write_beginning(explainer *e, const quoth_trace *t,
                            const quoth_rule_info *rule) {
  if (t->n_steps > 0) {
    write_pair(e, "  took    ", rule->pattern, t->wanted);
    write_text(e, t->text);
    quoth__out_char(e->out, '\n');
  }
  write_pair(e, "  wanted  ", rule->pattern + t->wanted,
             rule->pattern_len - t->wanted);
  write_stood(e, t);
}

static void write_steps(explainer *e, const quoth_trace *t,
                        const quoth_rule_info *rule) {
  for (uint32_t i = 0; i < t->n_steps; i++) {
    const quoth_trace_step *s = &t->steps[i];
    size_t at = pattern_element_start(rule->pattern, s->at);
    size_t end = pattern_element_end(rule->pattern, rule->pattern_len, at);
    write_pair(e, "  took    ", rule->pattern + at, end - at);
    if (s->text.start == s->text.end) quoth__out_str(e->out, "(nothing)");
    else write_text(e, s->text);
    quoth__out_char(e->out, '\n');
  }
  if (t->wanted == QUOTH_NONE) return;
  size_t end =
      pattern_element_end(rule->pattern, rule->pattern_len, t->wanted);
  write_pair(e, "  wanted  ", rule->pattern + t->wanted, end - t->wanted);
  write_stood(e, t);
}

static void write_winner(explainer *e, const quoth_trace *t,
                         const quoth_rule_info *rule) {
  quoth_rule_info w;
  const char *why = "it was there first";
  if (quoth_engine_rule(e->engine, t->winner, &w) != QUOTH_OK) return;
  if (t->won.start < t->text.start) why = "it begins earlier";
  else if (rule->control == QUOTH_CONTROL_BRILL) why = "its rule comes before";
  else if (t->won.end > t->text.end) why = "it is longer";
  else if (w.priority > rule->priority) why = "its priority is higher";
  else if (t->winner < t->rule) why = "its rule is defined before";
  quoth__out_str(e->out, "  to      ");
  quoth__out_str(e->out, w.pack);
  quoth__out_char(e->out, '/');
  quoth__out_str(e->out, w.name);
  quoth__out_str(e->out, " (");
  quoth__out_str(e->out, why);
  quoth__out_str(e->out, "): ");
  write_text(e, t->won);
  quoth__out_char(e->out, '\n');
}

void explain_write(explainer *e, const quoth_trace *t) {
  static const char *const verdicts[] = {
    [QUOTH_VERDICT_STUCK] = "does not match", [QUOTH_VERDICT_LOST] = "lost",
    [QUOTH_VERDICT_REFUSED] = "refused by where or control",
    [QUOTH_VERDICT_CHOSEN] = "fires",
  };
  quoth_rule_info rule;
  quoth_place place = {0};
  if (quoth_engine_rule(e->engine, t->rule, &rule) != QUOTH_OK) return;
  bool stuck = t->verdict == QUOTH_VERDICT_STUCK;
  quoth_doc_locate(e->doc, stuck ? t->region.start : t->text.start, &place);
  quoth__out_add(e->out, e->id, e->id_len);
  quoth__out_char(e->out, ':');
  quoth__out_u32(e->out, place.line);
  quoth__out_str(e->out, "  ");
  quoth__out_str(e->out, verdicts[t->verdict]);
  quoth__out_str(e->out, ": ");
  write_text(e, stuck ? t->region : t->text);
  quoth__out_char(e->out, '\n');
  if (stuck && rule.regex) write_beginning(e, t, &rule);
  else if (stuck) write_steps(e, t, &rule);
  if (t->verdict == QUOTH_VERDICT_LOST) write_winner(e, t, &rule);
}

/* ---- Which of them ---------------------------------------------------------------------- */

static bool is_on_line(const explainer *e, quoth_span span) {
  quoth_place first = {0}, last = {0};
  if (e->line == 0) return true;
  quoth_doc_locate(e->doc, span.start, &first);
  quoth_doc_locate(e->doc, span.end, &last);
  return first.line <= e->line && e->line <= last.line;
}

static void tell(void *ud, const quoth_trace *t) {
  explainer *e = ud;
  bool stuck = t->verdict == QUOTH_VERDICT_STUCK;
  bool started = t->text.start < t->text.end;
  if (!is_on_line(e, stuck ? t->region : t->text)) return;
  e->n[t->verdict]++;
  if (t->verdict == QUOTH_VERDICT_LOST && t->winner == t->rule && !e->all)
    return; /* a shorter way of what it says anyhow */
  if (!stuck || started || e->line || e->all) explain_write(e, t);
}

static int explain_article(void *ud, const quoth__record *record) {
  struct plan *plan = ud;
  explainer *e = &plan->explainer;
  session *s = &plan->session;
  quoth_doc_options o = {.lang = record->lang ? record->lang : s->lang};
  quoth_error error = {0};
  quoth_doc *doc = NULL;
  quoth_status status =
      quoth_doc_new(record->text, record->text_len, &o, &doc);
  e->doc = doc;
  e->id = record->id;
  e->id_len = record->id_len;
  if (status == QUOTH_OK) status = quoth_context_open(s->context, doc);
  if (status == QUOTH_OK) status = quoth_context_run(s->context, &error);
  if (status != QUOTH_OK && error.message[0]) report_error(&error);
  else if (status != QUOTH_OK) report("%s", quoth_status_name(status));
  quoth_doc_free(doc);
  if (quoth__out_error(e->out)) return EXIT_OUTPUT;
  if (status == QUOTH_ENOMEM) return EXIT_LIMIT;
  return status == QUOTH_OK ? EXIT_OK : EXIT_PACK;
}

/* ---- The command -------------------------------------------------------------------------- */

/* "FILE:LINE": the line, cut off, unless there is a file of that name. */
static uint32_t cut_line(char *file) {
  char *colon = strrchr(file, ':');
  if (!colon || !colon[1] || strlen(colon) > 8 ||
      strspn(colon + 1, "0123456789") != strlen(colon + 1))
    return 0;
  *colon = '\0';
  return (uint32_t)strtoul(colon + 1, NULL, 10);
}

static void write_summary(explainer *e) {
  static const char *const words[] = {" without a match, ", " lost, ",
                                      " refused, ", " fired\n"};
  for (int v = 0; v <= QUOTH_VERDICT_CHOSEN; v++) {
    quoth__out_u32(e->out, e->n[v]);
    quoth__out_str(e->out, words[v]);
  }
}

static int go(struct plan *plan, char **words, int n) {
  explainer *e = &plan->explainer;
  uint32_t rule = 0;
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  e->engine = plan->session.engine;
  code = explain_find_rule(e->engine, words[0], &rule);
  if (code != EXIT_OK) return code;
  e->out = quoth__out_open(NULL);
  if (!e->out) return EXIT_LIMIT;
  quoth_context_trace(plan->session.context, rule, tell, e);
  if (n == 2) e->line = cut_line(words[1]);
  code = articles_each(words + 1, (size_t)n - 1, plan->format, explain_article,
                       plan);
  write_summary(e);
  int closed = report_close(e->out);
  return closed > code ? closed : code;
}

static int run_explain(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    session_take(&plan.session, option, args.value);
    if (option == INPUT) plan.format = args.format;
    if (option == ALL) plan.explainer.all = true;
  }
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && optind == argc)
    report("explain wants a rule (see quoth list rules) and a file");
  else if (option == ARGUMENT_END)
    code = go(&plan, argv + optind, argc - optind);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth explain -p mine.lua my-rule article.txt:12",
   "what happens in line 12"},
};

const command command_explain = {
  .name = "explain", .arguments = "RULE [FILE[:LINE]|-]",
  .summary = "tell why a rule fires at a place, or does not",
  .text =
    "For each match of the rule: whether it fires, was refused, or lost to\n"
    "another match, and why. For each sentence (or other region) without one:\n"
    "what the pattern's elements took from the best start, what it wanted\n"
    "next, and what stood there. RULE is its name, or PACK/NAME.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_explain,
};
