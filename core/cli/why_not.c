/* SPDX-License-Identifier: MIT */
/* quoth why-not: the smallest change that makes a rule fire, tried out. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/explain.h"
#include "cli/help.h"
#include "cli/pattern_text.h"
#include "cli/report.h"
#include "io/in.h"
#include "io/plain.h"

enum { PATH = 256, LANG, POOL_MAX = 400, PATTERN_MAX = 1 << 16 };

static const option_spec options[] = {
  {'p', 'p', "pack", "PACK", "the pack of the rule; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the sentence (en)"},
};

/* The last try: how far a rule got in a text. */
struct tried {
  quoth_verdict verdict;
  uint32_t wanted;
  quoth_span text, stood;
  bool any;
};

struct plan {
  session session;
  const char *rule_name, *sentence;
  uint32_t rule;
  quoth_rule_info info;
  char *pool[POOL_MAX]; /* words to try: of the rule's own examples */
  size_t n_pool;
  explainer explainer;
};

/* ---- Trying -------------------------------------------------------------------- */

/* Keep the best: what fires, then what was chosen against, then the furthest. */
static void keep(void *ud, const quoth_trace *t) {
  struct tried *best = ud;
  uint32_t taken = t->text.end - t->text.start;
  if (best->any && (t->verdict < best->verdict ||
                    (t->verdict == best->verdict &&
                     taken <= best->text.end - best->text.start)))
    return;
  *best = (struct tried){t->verdict, t->wanted, t->text, t->stood, true};
}

static struct tried try_text(session *s, uint32_t rule, const char *text,
                             size_t len) {
  struct tried best = {.wanted = QUOTH_NONE};
  quoth_doc_options o = {.lang = s->lang};
  quoth_doc *doc = NULL;
  quoth_context_trace(s->context, rule, keep, &best);
  if (quoth_doc_new(text, len, &o, &doc) == QUOTH_OK &&
      quoth_context_open(s->context, doc) == QUOTH_OK)
    quoth_context_run(s->context, NULL);
  quoth_context_trace(s->context, rule, NULL, NULL);
  quoth_doc_free(doc);
  return best;
}

static bool fires(session *s, uint32_t rule, const char *text) {
  return try_text(s, rule, text, strlen(text)).verdict == QUOTH_VERDICT_CHOSEN;
}

/* ---- Words to try ------------------------------------------------------------------ */

static void add_word(struct plan *plan, const char *s, size_t len) {
  for (size_t i = 0; i < plan->n_pool; i++)
    if (strlen(plan->pool[i]) == len && memcmp(plan->pool[i], s, len) == 0)
      return;
  if (plan->n_pool < POOL_MAX && (plan->pool[plan->n_pool] = strndup(s, len)))
    plan->n_pool++;
}

static void add_tokens(struct plan *plan, const char *text) {
  quoth_doc_options o = {.lang = plan->session.lang};
  quoth_doc *doc;
  uint32_t n;
  if (quoth_doc_new(text, strlen(text), &o, &doc) != QUOTH_OK) return;
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; i++)
    add_word(plan, text + tokens[i].span.start,
             tokens[i].span.end - tokens[i].span.start);
  quoth_doc_free(doc);
}

static void take_example(void *ud, const quoth_example *example) {
  struct plan *plan = ud;
  if (example->passed && strcmp(example->rule, plan->info.name) == 0 &&
      strcmp(example->pack, plan->info.pack) == 0)
    add_tokens(plan, example->text);
}

/* Strings of the pattern, then words of the examples. */
static void fill_pool(struct plan *plan) {
  const char *p = plan->info.pattern;
  quoth_error error;
  uint32_t failed;
  for (size_t i = 0; i < plan->info.pattern_len; i++) {
    if (p[i] != '"') continue;
    size_t from = i + 1;
    for (i++; i < plan->info.pattern_len && p[i] != '"'; i++) continue;
    if (i > from) add_word(plan, p + from, i - from);
  }
  quoth_host_test(plan->session.host, take_example, plan, &failed, &error);
}

/* ---- Changes of the sentence ------------------------------------------------------------ */

/* The sentence with `cut` replaced by a word; owned. */
static char *changed(const char *text, quoth_span cut, const char *word) {
  size_t len = strlen(text), n = strlen(word);
  char *out = malloc(len + n + 3);
  if (!out) return NULL;
  bool glued = n > 0 && strchr(",.;:!?", word[0]);
  bool before = n > 0 && !glued && cut.start > 0 && text[cut.start - 1] != ' ';
  bool after = n > 0 && cut.start == cut.end && cut.end < len &&
               text[cut.end] != ' ' && !strchr(",.;:!?", text[cut.end]);
  size_t start = cut.start;
  while ((glued || n == 0) && start > 0 && text[start - 1] == ' ') start--;
  if (n == 0 && start == 0)
    while (cut.end < len && text[cut.end] == ' ') cut.end++;
  bool space = glued && cut.start == cut.end && text[cut.end] != ' ';
  snprintf(out, len + n + 3, "%.*s%s%s%s%s", (int)start, text,
           before ? " " : "", word, after || space ? " " : "",
           text + cut.end);
  return out;
}

static void tell(struct plan *plan, const char *what, const char *word,
                 quoth_span cut, const char *result) {
  quoth__out *out = plan->explainer.out;
  quoth__out_str(out, what);
  quoth__out_str(out, " \"");
  if (*word) quoth__out_str(out, word);
  else quoth__out_add(out, plan->sentence + cut.start, cut.end - cut.start);
  quoth__out_str(out, "\": ");
  quoth__out_str(out, result);
  quoth__out_char(out, '\n');
}

static bool try_change(struct plan *plan, const char *what, quoth_span cut,
                       const char *word) {
  char *text = changed(plan->sentence, cut, word);
  bool yes = text && fires(&plan->session, plan->rule, text);
  if (yes) tell(plan, what, word, cut, text);
  free(text);
  return yes;
}

/* One word less, more, or another, at a place. */
static bool try_changes(struct plan *plan, quoth_span stood) {
  quoth_span before = {stood.start, stood.start};
  if (stood.start < stood.end &&
      try_change(plan, "the sentence without", stood, ""))
    return true;
  for (size_t i = 0; i < plan->n_pool; i++)
    if (try_change(plan, "the sentence with", before, plan->pool[i]))
      return true;
  for (size_t i = 0; i < plan->n_pool && stood.start < stood.end; i++)
    if (try_change(plan, "the sentence with another word,", stood,
                   plan->pool[i]))
      return true;
  return false;
}

/* ---- Changes of the rule ---------------------------------------------------------------------- */

/* The pack's file with another pattern; owned, NULL when it is not there. */
static char *with_pattern(const struct plan *plan, const char *text,
                          size_t len, const char *pattern) {
  const char *at = NULL;
  size_t old = plan->info.pattern_len;
  for (size_t i = 0; i + old <= len && !at; i++)
    if (memcmp(text + i, plan->info.pattern, old) == 0) at = text + i;
  char *out = at ? malloc(len + PATTERN_MAX) : NULL;
  if (out)
    snprintf(out, len + PATTERN_MAX, "%.*s%s%.*s", (int)(at - text), text,
             pattern, (int)(len - old - (size_t)(at - text)), at + old);
  return out;
}

/* Whether the rule fires with another pattern; the other packs as they are. */
static bool fires_with(struct plan *plan, const char *source,
                       const char *name) {
  session s = {.lang = plan->session.lang};
  quoth_host_options o = {
    .path = (const char *const *)plan->session.packs.folders,
    .n_path = (uint32_t)plan->session.packs.n_folders,
  };
  uint32_t rule = 0;
  bool yes = quoth_host_new(&o, &s.host) == QUOTH_OK &&
             quoth_host_load_text(s.host, source, strlen(source), name,
                                  NULL) == QUOTH_OK &&
             quoth_host_finish(s.host, &s.engine, NULL) == QUOTH_OK &&
             quoth_host_context(s.host, &s.context, NULL) == QUOTH_OK;
  uint32_t n = yes ? quoth_engine_rule_count(s.engine) : 0;
  quoth_rule_info info;
  while (rule < n && (quoth_engine_rule(s.engine, rule, &info) != QUOTH_OK ||
                      strcmp(info.name, plan->info.name) != 0))
    rule++;
  yes = rule < n && fires(&s, rule, plan->sentence);
  session_done(&s);
  return yes;
}

static bool try_pattern(struct plan *plan, const char *file, size_t len,
                        const char *what, const char *before,
                        const char *element, const char *after) {
  char pattern[PATTERN_MAX / 4];
  int n = snprintf(pattern, sizeof pattern, "%s%s%s", before, element, after);
  if (n < 0 || (size_t)n >= sizeof pattern) return false;
  char *source = with_pattern(plan, file, len, pattern);
  bool yes = source && fires_with(plan, source, plan->info.source);
  free(source);
  if (!yes) return false;
  quoth__plain line = {0};
  quoth__plain_add_text(&line, pattern, (size_t)n);
  quoth__out_str(plan->explainer.out, what);
  quoth__out_add(plan->explainer.out, line.s, line.len);
  quoth__out_char(plan->explainer.out, '\n');
  quoth__plain_done(&line);
  return true;
}

static bool try_patterns(struct plan *plan, uint32_t wanted) {
  const char *p = plan->info.pattern;
  size_t at = pattern_name_start(p, wanted), len;
  size_t end = pattern_element_end(p, plan->info.pattern_len, at);
  const char *file;
  char *before = strndup(p, at), *element = NULL, *piece = NULL;
  quoth__in in;
  quoth__in_open(&in, plan->info.source);
  bool yes = false;
  if (!in.error && quoth__in_all(&in, &file, &len) && before &&
      (element = malloc(end - at + 8)) &&
      (piece = strndup(p + at, end - at))) {
    const char *after = p + end;
    snprintf(element, end - at + 8, "(%s)?", piece);
    yes = try_pattern(plan, file, len, "the rule with an element optional: ",
                      before, element, after);
    if (!yes)
      yes = try_pattern(plan, file, len, "the rule with room for more: ",
                        before, " []{0,3}? ", p + at);
  }
  free(before);
  free(element);
  free(piece);
  quoth__in_close(&in);
  return yes;
}

/* ---- The command ------------------------------------------------------------------------------- */

static void show(void *ud, const quoth_trace *t) { explain_write(ud, t); }

/* How things are, as quoth explain has it. */
static void show_state(struct plan *plan) {
  explainer *e = &plan->explainer;
  session *s = &plan->session;
  quoth_doc_options o = {.lang = s->lang};
  quoth_doc *doc = NULL;
  if (quoth_doc_new(plan->sentence, strlen(plan->sentence), &o, &doc)) return;
  e->doc = doc;
  e->id = "sentence";
  e->id_len = strlen(e->id);
  quoth_context_trace(s->context, plan->rule, show, e);
  if (quoth_context_open(s->context, doc) == QUOTH_OK)
    quoth_context_run(s->context, NULL);
  quoth_context_trace(s->context, plan->rule, NULL, NULL);
  quoth_doc_free(doc);
}

static void suggest(struct plan *plan) {
  struct tried now = try_text(&plan->session, plan->rule, plan->sentence,
                              strlen(plan->sentence));
  if (now.verdict != QUOTH_VERDICT_STUCK || now.wanted == QUOTH_NONE) return;
  quoth_span stood = now.stood;
  if (stood.start == stood.end)
    stood.start = stood.end = (uint32_t)strlen(plan->sentence);
  fill_pool(plan);
  quoth__out_str(plan->explainer.out, "\nit fires for\n");
  bool any = try_changes(plan, stood);
  any = try_patterns(plan, now.wanted) || any;
  if (!any)
    quoth__out_str(plan->explainer.out, "no change of one word or element\n");
}

static int go(struct plan *plan) {
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  plan->explainer.engine = plan->session.engine;
  code = explain_find_rule(plan->session.engine, plan->rule_name, &plan->rule);
  if (code != EXIT_OK) return code;
  quoth_engine_rule(plan->session.engine, plan->rule, &plan->info);
  plan->explainer.out = quoth__out_open(NULL);
  if (!plan->explainer.out) return EXIT_LIMIT;
  show_state(plan);
  suggest(plan);
  return report_close(plan->explainer.out);
}

static int run_why_not(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (option == 'p') packs_add(&plan.session.packs, args.value);
    if (option == PATH) packs_add_folder(&plan.session.packs, args.value);
    if (option == LANG) plan.session.lang = args.value;
  }
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && argc - optind != 2) {
    report("why-not wants a rule and a sentence");
  } else if (option == ARGUMENT_END) {
    plan.rule_name = argv[optind];
    plan.sentence = argv[optind + 1];
    code = go(&plan);
  }
  for (size_t i = 0; i < plan.n_pool; i++) free(plan.pool[i]);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth why-not -p mine.lua my-rule 'Ana Reyes has warned of floods.'",
   "what would have to be different"},
};

const command command_why_not = {
  .name = "why-not", .arguments = "RULE SENTENCE",
  .summary = "find the change that makes a rule fire",
  .text =
    "Says what quoth explain says, then tries changes until one makes the rule\n"
    "fire: of the sentence, one word less, more or another (from the pattern\n"
    "and from the rule's examples) where the pattern was stuck; of the rule,\n"
    "the element that was wanted made optional, or room before it. What is\n"
    "shown was tried, and fires.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_why_not,
};
