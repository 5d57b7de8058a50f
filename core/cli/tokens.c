/* SPDX-License-Identifier: MIT */
/* quoth tokens: how a text is taken apart, a token a line. */
#include <getopt.h>
#include <string.h>

#include "cli/articles.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "io/tokens_out.h"

enum { LANG = 256, INPUT, JSON, OFFSETS };

static const option_spec options[] = {
  {LANG, 0, "lang", "LANG", "language of the text (en)"},
  {INPUT, 'f', "from", "FORMAT", "how files are read; see quoth list formats"},
  {JSON, 0, "json", NULL, "a JSON object for each token"},
  {OFFSETS, 0, "offsets", "bytes|codepoints|utf16",
   "what start and end count (bytes)"},
  {'o', 'o', "output", "FILE", "write there"},
};

struct plan {
  const char *lang, *output;
  const quoth__format *from;
  quoth__tokens_options format;
  quoth__out *out;
};

static void take(struct plan *plan, int code, const arguments *args) {
  switch (code) {
    case LANG: plan->lang = args->value; break;
    case INPUT: plan->from = args->format; break;
    case JSON: plan->format.json = true; break;
    case OFFSETS: plan->format.unit = (quoth__unit)args->choice; break;
    case 'o': plan->output = args->value; break;
    default: break;
  }
}

static int write_article(void *ud, const quoth__record *record) {
  const struct plan *plan = ud;
  if (quoth__out_error(plan->out)) return EXIT_OUTPUT;
  quoth_doc_options options = {
    .lang = record->lang ? record->lang : plan->lang,
  };
  quoth_doc *doc = NULL;
  quoth_status status =
      quoth_doc_new(record->text, record->text_len, &options, &doc);
  if (status == QUOTH_OK) quoth__tokens_write(plan->out, doc, &plan->format);
  else report("%s", quoth_status_name(status));
  quoth_doc_free(doc);
  if (status == QUOTH_ENOMEM) return EXIT_LIMIT;
  return status == QUOTH_OK ? EXIT_OK : EXIT_INPUT;
}

static int go(struct plan *plan, int n, char **files) {
  plan->out = quoth__out_open(plan->output);
  if (!plan->out) return EXIT_LIMIT;
  int code = articles_each(files, (size_t)n, plan->from, write_article, plan);
  int closed = report_close(plan->out);
  return closed > code ? closed : code;
}

static int run_tokens(const command *self, int argc, char **argv) {
  struct plan plan = {.lang = "en"};
  arguments args = {.command = self};
  int option;
  while ((option = arguments_next(&args, argc, argv)) >= 0)
    take(&plan, option, &args);
  if (option == ARGUMENT_HELP) return help_command(self);
  if (option == ARGUMENT_BAD) return EXIT_USAGE;
  return go(&plan, argc - optind, argv + optind);
}

static const example_line examples[] = {
  {"echo '“No,” he said.' | quoth tokens", "what rules see of a sentence"},
};

const command command_tokens = {
  .name = "tokens", .arguments = "[FILE...|-]",
  .summary = "show how a text is taken apart",
  .text =
    "A token a line, with tabs between: start, end, sentence (from 0), text,\n"
    "class, caps, shape, norm, flags. In text and norm a control character is\n"
    "written as \\t, \\n, \\r or \\u{1b}, a backslash as \\\\. Flags, with commas\n"
    "between, or -: space (white space stands before it), sentence-first,\n"
    "sentence-last, paragraph-first, paragraph-last, final (ends a sentence),\n"
    "open, close (quotation marks). These are what patterns ask for.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_tokens,
};
