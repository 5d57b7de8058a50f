/* SPDX-License-Identifier: MIT */
/* quoth kwic: every place where a pattern matches, in its context. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/kwic_engine.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "io/plain.h"

#define LAYER "match"

enum { PATH = 256, LANG, INPUT, VIEW, COUNT, LABEL_MAX = 28, REACH = 2000 };

static const option_spec options[] = {
  {'c', 'c', "context", "N", "cells of context on each side (by the width)"},
  {'l', 'l', "lexicon", "NAME=FILE",
   "a TSV file or a list of words for $NAME; may be given again"},
  {'d', 'd', "define", "NAME=PATTERN", "for @NAME; may be given again"},
  {'w', 'w', "within", "REGION",
   "sentence, paragraph or document (sentence)"},
  {VIEW, 0, "quotes", NULL, "quotations are one symbol each"},
  {COUNT, 0, "count", NULL, "only how many there are in each article"},
  {PATH, 0, "path", "DIR", "look for lexicons here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the articles (en)"},
  {INPUT, 'f', "from", "FORMAT", "how files are read; see quoth list formats"},
  {'o', 'o', "output", "FILE", "write there"},
};

struct plan {
  kwic_engine engine;
  const char *output, *context;
  const quoth__format *format;
  bool count, colours;
  quoth_context *run;
  quoth__out *out;
  uint32_t label, side; /* cells */
  uint32_t n;           /* lines so far */
};

static void take(struct plan *plan, int code, const arguments *args) {
  kwic_engine *e = &plan->engine;
  switch (code) {
    case 'c': plan->context = args->value; break;
    case 'l': kwic_engine_add(e, KWIC_LEXICON, args->value); break;
    case 'd': kwic_engine_add(e, KWIC_DEFINE, args->value); break;
    case 'w': e->within = args->value; break;
    case VIEW: e->quotes = true; break;
    case COUNT: plan->count = true; break;
    case PATH: packs_add_folder(&e->packs, args->value); break;
    case LANG: e->lang = args->value; break;
    case INPUT: plan->format = args->format; break;
    case 'o': plan->output = args->value; break;
    default: break;
  }
}

/* ---- Lines ---------------------------------------------------------------- */

/* From where the last `cells` of a text fit. */
static size_t tail_start(const quoth__plain *p, uint32_t cells) {
  uint32_t skip = quoth__plain_columns(p), columns;
  skip = skip > cells ? skip - cells : 0;
  size_t at = 0;
  for (uint32_t seen = 0; at < p->len && seen < skip; seen += columns)
    at += quoth_cluster_get(p->s, p->len, at, &columns);
  return at;
}

/* Up to where the first `cells` of a text go. */
static size_t head_end(const quoth__plain *p, uint32_t cells) {
  size_t at = 0;
  for (uint32_t seen = 0; at < p->len;) {
    uint32_t columns;
    size_t n = quoth_cluster_get(p->s, p->len, at, &columns);
    if ((seen += columns) > cells) break;
    at += n;
  }
  return at;
}

static void write_left(struct plan *plan, const char *text, quoth_span s) {
  quoth__plain p = {0};
  uint32_t from = s.start > REACH ? s.start - REACH : 0;
  while (from < s.start && ((unsigned char)text[from] & 0xC0) == 0x80) from++;
  quoth__plain_add_text(&p, text + from, s.start - from);
  size_t at = tail_start(&p, plan->side);
  quoth__plain tail = {.s = p.s ? p.s + at : NULL, .len = p.len - at};
  quoth__out_pad(plan->out, ' ', plan->side - quoth__plain_columns(&tail));
  quoth__out_add(plan->out, tail.s, tail.len);
  quoth__plain_done(&p);
}

static void write_right(struct plan *plan, const char *text, size_t len,
                        quoth_span s) {
  quoth__plain p = {0};
  size_t rest = len - s.end < REACH ? len - s.end : REACH;
  quoth__plain_add_text(&p, text + s.end, rest);
  size_t n = head_end(&p, plan->side);
  while (n > 0 && p.s[n - 1] == ' ') n--;
  quoth__out_str(plan->out, n > 0 ? "  " : "");
  quoth__out_add(plan->out, p.s, n);
  quoth__plain_done(&p);
}

static void write_middle(struct plan *plan, const char *text, quoth_span s) {
  quoth__plain p = {0};
  quoth__plain_add_text(&p, text + s.start, s.end - s.start);
  quoth__out_str(plan->out, plan->colours ? "  \033[1m" : "  ");
  quoth__out_add(plan->out, p.s, p.len);
  quoth__out_str(plan->out, plan->colours ? "\033[0m" : "");
  quoth__plain_done(&p);
}

/* "article:line", in as many cells as for all others. */
static void write_label(struct plan *plan, const quoth__record *record,
                        const char *place) {
  quoth__plain p = {0};
  uint32_t n = (uint32_t)strlen(place);
  quoth__plain_add_text(&p, record->id, record->id_len);
  quoth__plain_fit(&p, plan->label > n + 3 ? plan->label - n : 3);
  quoth__plain_add(&p, place, n);
  quoth__out_add(plan->out, p.s, p.len);
  uint32_t columns = quoth__plain_columns(&p);
  if (columns < plan->label)
    quoth__out_pad(plan->out, ' ', plan->label - columns);
  quoth__out_str(plan->out, "  ");
  quoth__plain_done(&p);
}

static void write_line(struct plan *plan, const quoth__record *record,
                       const quoth_doc *doc, quoth_span span) {
  quoth_place place = {0};
  char line[16];
  size_t len;
  const char *text = quoth_doc_text(doc, &len);
  quoth_doc_locate(doc, span.start, &place);
  snprintf(line, sizeof line, ":%u", place.line);
  write_label(plan, record, line);
  write_left(plan, text, span);
  write_middle(plan, text, span);
  write_right(plan, text, len, span);
  quoth__out_char(plan->out, '\n');
}

static void write_found(struct plan *plan, const quoth__record *record,
                        const quoth_doc *doc) {
  const quoth_annotations *all = quoth_context_annotations(plan->run);
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(all, LAYER, &n);
  plan->n += n;
  if (plan->count) {
    quoth__out_u32(plan->out, n);
    quoth__out_char(plan->out, '\t');
    quoth__out_add(plan->out, record->id, record->id_len);
    quoth__out_char(plan->out, '\n');
    return;
  }
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(all, ids[i], &a) == QUOTH_OK)
      write_line(plan, record, doc, a.span);
  }
}

static int find_in(void *ud, const quoth__record *record) {
  struct plan *plan = ud;
  quoth_doc_options o = {
    .lang = record->lang ? record->lang : plan->engine.lang,
  };
  quoth_doc *doc = NULL;
  quoth_error error = {0};
  quoth_status status =
      quoth_doc_new(record->text, record->text_len, &o, &doc);
  if (status == QUOTH_OK)
    status = quoth__record_open(record, plan->run, doc, &error);
  if (status == QUOTH_OK) status = quoth_context_run(plan->run, &error);
  if (status == QUOTH_OK) write_found(plan, record, doc);
  else if (error.message[0]) report_error(&error);
  else report("%s", quoth_status_name(status));
  quoth_doc_free(doc);
  if (quoth__out_error(plan->out)) return EXIT_OUTPUT;
  if (status == QUOTH_ENOMEM) return EXIT_LIMIT;
  return status == QUOTH_OK ? EXIT_OK : EXIT_INPUT;
}

/* The whole of a match, whatever it captures. */
static quoth_status keep(void *ud, uint32_t callback, const quoth_match *match,
                         quoth_error *error) {
  (void)ud, (void)callback, (void)error;
  quoth_context *context = quoth_match_context(match);
  quoth_annotation_options found = {
    .layer = LAYER, .span = quoth_match_span(match), .rule = QUOTH_NONE,
  };
  return quoth_annotations_add(quoth_context_annotations(context), &found,
                               NULL);
}

/* ---- The command ------------------------------------------------------------- */

static void measure(struct plan *plan, char **files, int n) {
  size_t longest = 1;
  for (int i = 0; i < n; i++)
    if (strlen(files[i]) > longest) longest = strlen(files[i]);
  plan->label = longest + 5 < LABEL_MAX ? (uint32_t)longest + 5 : LABEL_MAX;
  uint32_t width = terminal_width(plan->out), used = plan->label + 20;
  plan->side = width > used + 20 ? (width - used) / 2 : 10;
  if (plan->context) plan->side = (uint32_t)strtoul(plan->context, NULL, 10);
  plan->colours = terminal_has_colours(plan->out);
}

static bool is_number(const char *s) {
  return *s && strlen(s) <= 4 && strspn(s, "0123456789") == strlen(s);
}

static int go(struct plan *plan, char **files, int n) {
  const quoth_callbacks callbacks = {.emit = keep};
  quoth_engine *engine = NULL;
  if (plan->context && !is_number(plan->context)) {
    report("--context takes a number up to 9999, not \"%s\"", plan->context);
    return EXIT_USAGE;
  }
  plan->engine.own_words =
      quoth__format_brings_words(plan->format, files, (size_t)n);
  int code = kwic_engine_make(&plan->engine, &engine);
  if (code == EXIT_OK && quoth_context_new(engine, &callbacks, &plan->run))
    code = EXIT_LIMIT;
  if (code == EXIT_OK && !(plan->out = quoth__out_open(plan->output)))
    code = EXIT_LIMIT;
  if (code == EXIT_OK) {
    measure(plan, files, n);
    code = articles_each(files, (size_t)n, plan->format, find_in, plan);
    int closed = report_close(plan->out);
    if (closed > code) code = closed;
  }
  quoth_context_free(plan->run);
  quoth_engine_free(engine);
  return code;
}

static int run_kwic(const command *self, int argc, char **argv) {
  struct plan plan = {.engine = {.lang = "en", .within = "sentence"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    take(&plan, option, &args);
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END && optind == argc)
    report("which pattern? quoth help kwic shows some");
  else if (option == ARGUMENT_END) {
    plan.engine.pattern = argv[optind];
    code = go(&plan, argv + optind + 1, argc - optind - 1);
  }
  kwic_engine_done(&plan.engine);
  return code;
}

static const example_line examples[] = {
  {"quoth kwic '[caps]+ \"denied\" []{1,4}' articles/*.txt",
   "who denied what"},
  {"quoth kwic --quotes '<quote> [lower]+' articles/*.txt",
   "what stands behind quotations"},
  {"quoth kwic '$titles [caps]+' articles/*.txt",
   "with the words of lexicons/en/titles.tsv"},
  {"quoth kwic -l dog=dogs.txt '$dog' corpus.jsonl", "words of your own"},
};

const command command_kwic = {
  .name = "kwic", .arguments = "PATTERN [FILE...|-]",
  .summary = "show where a pattern matches, in context",
  .text =
    "A line for each match of a token pattern: article and line, what stands\n"
    "before it, the match, what follows. No pack is needed. A $NAME that is\n"
    "not given is looked for as lexicons/LANG/NAME.tsv in the folders of packs\n"
    "(quoth help packs). Of matches that overlap the longest is shown.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_kwic,
};
