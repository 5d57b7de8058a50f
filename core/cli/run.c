/* SPDX-License-Identifier: MIT */
/* quoth run: rule packs over articles. Here the command line; see batch.c. */
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/batch.h"
#include "cli/checkpoint.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/rerun.h"

enum {
  PATH = 256, LANG, TEXT_FIELD, ID_FIELD, PRESET, FILES_FROM, JSONL, HTML,
  OFFSETS, ANNOTATIONS, SHARD, WATCH, ON_ERROR, PROGRESS, RESUME, CHECKPOINT,
  MANIFEST, TRUSTED,
};

static const option_spec options[] = {
  OPTION_HEADING("Rules"),
  {'p', 'p', "pack", "PACK", "run this rule pack; may be given again"},
  {PATH, 0, "path", "DIR", "look for packs here first; may be given again"},
  {LANG, 0, "lang", "LANG",
   "language of the articles, and of the default packs (en)"},
  {TRUSTED, 0, "trusted", NULL,
   "no sandbox: packs may read and write files, run programs, and remember"},
  OPTION_HEADING("Input"),
  {'f', 'f', "from", "FORMAT",
   "how files are read, whatever their endings; see quoth list formats"},
  {TEXT_FIELD, 0, "text-field", "NAME",
   "where the text is in JSON, CSV and TSV (text)"},
  {ID_FIELD, 0, "id-field", "NAME", "where the id is (id)"},
  {PRESET, 0, "preset", "trafilatura|news-please|newspaper",
   "fields as that tool names them"},
  {FILES_FROM, 0, "files-from", "FILE",
   "read the files named there, a line each or with NUL between; - for "
   "standard input"},
  OPTION_HEADING("Output"),
  {'t', 't', "to", "FORMAT",
   "what is written (by the ending of --output, else table)"},
  {JSONL, 0, "jsonl", NULL, "the same as --to jsonl"},
  {HTML, 0, "html", "FILE", "write a page to look at, too; a folder (DIR/) "
   "gets a page for each article"},
  {OFFSETS, 0, "offsets", "bytes|codepoints|utf16|source",
   "what offsets count, where the format leaves that open; source: bytes of "
   "the HTML"},
  {ANNOTATIONS, 0, "annotations", NULL,
   "in JSON: every layer, not only the attributions"},
  {WATCH, 0, "watch", NULL,
   "run again whenever a pack, a lexicon or an article is saved"},
  {'o', 'o', "output", "FILE", "write there"},
  {'q', 'q', "quiet", NULL, "no table"},
  {'v', 'v', "verbose", NULL, "tell in the table which rule it was"},
  OPTION_HEADING("Large amounts"),
  {'j', 'j', "jobs", "N",
   "threads, 0 for one a processor (1); the output is the same"},
  {SHARD, 0, "shard", "I/N",
   "only every N-th article, from the I-th on"},
  {ON_ERROR, 0, "on-error", ON_ERROR_WORDS,
   "leave out what cannot be done, stop there, or say so in its place in "
   "JSON (skip)"},
  {RESUME, 0, "resume", NULL,
   "go on where a run with this --output was killed"},
  {CHECKPOINT, 0, "checkpoint", "SECONDS",
   "time between two entries in the journal beside --output (1)"},
  {MANIFEST, 0, "manifest", "FILE",
   "write what the run was made of: versions, options, SHA-256 of all files"},
  {PROGRESS, 0, "progress", PROGRESS_WORDS,
   "on standard error: a line where that is a terminal, or an object a "
   "second (auto)"},
  OPTION_HEADING("Other"),
};

/* What the command line says. */
struct plan {
  packs packs;
  const char *lang;
  const char *shard; /* "1/4"; NULL: all articles */
  const char *jobs, *checkpoint; /* NULL: not told */
  char **words; /* owned, and each; see batch.h */
  size_t n_words;
  batch_options batch;
  bool offsets, unit_set, packs_given, watch;
  char **files; /* not owned */
  size_t n_files;
  const quoth__format *to; /* NULL: not told */
};

static bool take(struct plan *plan, int code, const arguments *args) {
  switch (code) {
    case 'p':
      packs_add(&plan->packs, args->value);
      plan->packs_given = true;
      break;
    case PATH: packs_add_folder(&plan->packs, args->value); break;
    case LANG: plan->lang = args->value; break;
    case TRUSTED: plan->packs.trusted = true; break;
    case 'f': plan->batch.reader.format = args->format; break;
    case TEXT_FIELD: plan->batch.reader.fields.text = args->value; break;
    case ID_FIELD: plan->batch.reader.fields.id = args->value; break;
    case PRESET:
      plan->batch.reader.fields.preset = quoth__preset_find(args->value);
      break;
    case FILES_FROM: plan->batch.inputs.files_from = args->value; break;
    case 't': plan->to = args->format; break;
    case JSONL: plan->to = quoth__format_find("jsonl", QUOTH__WAY_OUT); break;
    case HTML: plan->batch.html = args->value; break;
    case OFFSETS:
      plan->batch.writer.unit = (quoth__unit)args->choice;
      plan->offsets = !args->from_settings;
      plan->unit_set = true;
      break;
    case ANNOTATIONS: plan->batch.writer.annotations = true; break;
    case SHARD: plan->shard = args->value; break;
    case WATCH: plan->watch = true; break;
    case 'j': plan->jobs = args->value; break;
    case ON_ERROR:
      plan->batch.on_error = (batch_on_error)args->choice;
      break;
    case RESUME: plan->batch.resume = true; break;
    case CHECKPOINT: plan->checkpoint = args->value; break;
    case MANIFEST: plan->batch.manifest = args->value; break;
    case PROGRESS: plan->batch.progress = (progress_mode)args->choice; break;
    case 'o': plan->batch.writer.path = args->value; break;
    case 'q': plan->batch.quiet = true; break;
    case 'v': plan->batch.writer.rules = true; break;
    default: return false;
  }
  return true;
}

/* Whether the bytes of the output depend on it. */
static bool matters(int code) {
  return code != 'j' && code != 'o' && code != RESUME && code != CHECKPOINT &&
         code != MANIFEST && code != PROGRESS;
}

/* Keep "--name=value" of the option just taken. */
static bool keep_word(struct plan *plan, const arguments *args) {
  const char *name = args->spec->name, *value = args->value;
  size_t size = strlen(name) + (value ? strlen(value) : 0) + 4;
  char **grown = realloc(plan->words, (plan->n_words + 1) * sizeof *grown);
  if (!grown) return false;
  plan->words = grown;
  char *word = malloc(size);
  if (!word) return false;
  snprintf(word, size, "--%s%s%s", name, value ? "=" : "", value ? value : "");
  grown[plan->n_words++] = word;
  return true;
}

static bool exists(const char *path) { return access(path, F_OK) == 0; }

/* Operands are packs or files; what could be both is refused. */
static int sort_operands(struct plan *plan, char **operands, int n) {
  plan->files = operands;
  for (int i = 0; i < n; i++) {
    char *word = operands[i];
    bool named = !packs_is_file(word) && packs_has(&plan->packs, word);
    if (named && exists(word)) {
      report("%s is a pack and a file: write --pack %s or ./%s", word, word,
             word);
      return EXIT_USAGE;
    }
    if (named || packs_is_file(word)) {
      packs_add(&plan->packs, word);
      plan->packs_given = true;
    } else {
      plan->files[plan->n_files++] = word;
    }
  }
  return EXIT_OK;
}

/* "I/N" with 1 <= I <= N. */
static bool read_shard(const char *text, batch_options *b) {
  char *slash, *end;
  if (!isdigit((unsigned char)*text)) return false;
  unsigned long i = strtoul(text, &slash, 10);
  if (*slash != '/' || !isdigit((unsigned char)slash[1])) return false;
  unsigned long n = strtoul(slash + 1, &end, 10);
  if (*end || i < 1 || i > n || n > 1000000) return false;
  b->shard = i - 1;
  b->n_shards = n;
  return true;
}

static bool is_json(const quoth__format *format) {
  return strcmp(format->name, "json") == 0 ||
         strcmp(format->name, "jsonl") == 0;
}

/* What is written, and whether the other options suit it. */
static int check_format(struct plan *plan) {
  batch_options *b = &plan->batch;
  const quoth__format *to = plan->to;
  if (!to && b->writer.path)
    to = quoth__format_of_file(b->writer.path, QUOTH__WAY_OUT);
  if (!to) to = quoth__format_find("table", QUOTH__WAY_OUT);
  b->writer.format = to;
  if (plan->offsets && !to->any_unit) {
    report("--offsets goes with json, jsonl and such, not with --to %s "
           "(see quoth list formats)", to->name);
    return EXIT_USAGE;
  }
  if (!plan->unit_set || !to->any_unit) b->writer.unit = to->unit;
  const char *path = b->writer.path;
  if (to->place != QUOTH__PLACE_STREAM && (!path || strcmp(path, "-") == 0)) {
    report("--to %s writes a %s: name it with --output", to->name,
           to->place == QUOTH__PLACE_FOLDER ? "folder" : "file of its own");
    return EXIT_USAGE;
  }
  if (b->writer.annotations && !is_json(to)) {
    report("--annotations goes with --to json or jsonl, not with %s", to->name);
    return EXIT_USAGE;
  }
  if (strcmp(to->name, "table") != 0 && (b->quiet || b->writer.rules)) {
    report("--%s goes with the table, not with --to %s",
           b->quiet ? "quiet" : "verbose", to->name);
    return EXIT_USAGE;
  }
  return EXIT_OK;
}

static bool reads_standard_input(const struct plan *plan) {
  const char *list = plan->batch.inputs.files_from;
  if (list) return strcmp(list, "-") == 0;
  for (size_t i = 0; i < plan->n_files; i++)
    if (strcmp(plan->files[i], "-") == 0) return true;
  return plan->n_files == 0;
}

/* -j, --checkpoint and --resume. */
static int check_amounts(struct plan *plan) {
  batch_options *b = &plan->batch;
  char *end = NULL;
  b->jobs = 1;
  if (plan->jobs) b->jobs = strtoul(plan->jobs, &end, 10);
  if (plan->jobs && (!isdigit((unsigned char)*plan->jobs) || *end)) {
    report("--jobs takes a number, not \"%s\"", plan->jobs);
    return EXIT_USAGE;
  }
  b->checkpoint = 1;
  if (plan->checkpoint) b->checkpoint = strtod(plan->checkpoint, &end);
  if (plan->checkpoint && (*end || !(b->checkpoint >= 0))) {
    report("--checkpoint takes seconds, not \"%s\"", plan->checkpoint);
    return EXIT_USAGE;
  }
  if (!b->resume) return EXIT_OK;
  if (plan->watch) {
    report("--resume does not go with --watch");
    return EXIT_USAGE;
  }
  if (b->quiet || b->html || !checkpoint_can(&b->writer)) {
    report("--resume goes with --output FILE in jsonl, csv or tsv, and without "
           "--html");
    return EXIT_USAGE;
  }
  return EXIT_OK;
}

static int check(struct plan *plan) {
  if (plan->shard && !read_shard(plan->shard, &plan->batch)) {
    report("--shard %s: write I/N, as 1/4 for the first of four parts",
           plan->shard);
    return EXIT_USAGE;
  }
  int code = check_format(plan);
  if (code == EXIT_OK) code = check_amounts(plan);
  if (code != EXIT_OK) return code;
  if (plan->n_files == 0 && !plan->batch.inputs.files_from &&
      isatty(STDIN_FILENO)) {
    report("no input: name files, or - for standard input");
    return EXIT_USAGE;
  }
  if (plan->watch && reads_standard_input(plan)) {
    report("--watch wants files: standard input is read once");
    return EXIT_USAGE;
  }
  if (!plan->packs_given &&
      packs_add_defaults(&plan->packs, plan->lang) == 0) {
    report("there are no packs for the language \"%s\" (quoth help packs)",
           plan->lang);
    return EXIT_PACK;
  }
  return EXIT_OK;
}

/* True when both are there and one file. */
static bool same_file(const char *a, const char *b) {
  struct stat left, right;
  return stat(a, &left) == 0 && stat(b, &right) == 0 &&
         S_ISREG(left.st_mode) && left.st_dev == right.st_dev &&
         left.st_ino == right.st_ino;
}

/* The real path of the folder that an output is or will be in. Owned. */
static char *folder_of(const char *path) {
  char *copy = strdup(path), *real = NULL;
  size_t len = copy ? strlen(copy) : 0;
  while (len > 1 && copy[len - 1] == '/') copy[--len] = '\0';
  char *slash = copy ? strrchr(copy, '/') : NULL;
  if (slash) slash[slash == copy] = '\0';
  if (copy) real = realpath(slash ? copy : ".", NULL);
  free(copy);
  return real;
}

/* True when `output` lies in a folder that is read, and would be read, too. */
static bool is_read(const struct plan *plan, const char *output,
                    const char *operand) {
  struct stat s;
  const quoth__format *format = quoth__format_of_file(output, QUOTH__WAY_IN);
  bool folder = plan->batch.writer.format->place == QUOTH__PLACE_FOLDER ||
                output[strlen(output) - 1] == '/';
  if (!format && !folder && !plan->batch.reader.format) return false;
  if (stat(operand, &s) != 0 || !S_ISDIR(s.st_mode)) return false;
  char *inside = folder_of(output), *around = realpath(operand, NULL);
  size_t n = around ? strlen(around) : 0;
  bool read = inside && around && strncmp(inside, around, n) == 0 &&
              (inside[n] == '/' || !inside[n] || n == 1);
  free(inside);
  free(around);
  return read;
}

/* Writing would empty an input before it is read. */
static int check_outputs(const struct plan *plan) {
  const char *outputs[] = {plan->batch.writer.path, plan->batch.html};
  for (int o = 0; o < 2; o++) {
    for (size_t i = 0; outputs[o] && i < plan->n_files; i++) {
      if (*outputs[o] && is_read(plan, outputs[o], plan->files[i])) {
        report("%s lies in %s: it would be read, too", outputs[o],
               plan->files[i]);
        return EXIT_USAGE;
      }
      if (!same_file(outputs[o], plan->files[i])) continue;
      report("%s is an input too: it would be lost", outputs[o]);
      return EXIT_USAGE;
    }
  }
  if (plan->batch.quiet || !outputs[1]) return EXIT_OK;
  const char *first = outputs[0] ? outputs[0] : "-";
  if (strcmp(first, outputs[1]) != 0 && !same_file(first, outputs[1]))
    return EXIT_OK;
  report("the page and the %s would go to one place",
         plan->batch.writer.format->name);
  return EXIT_USAGE;
}

static int go(struct plan *plan) {
  int code = check(plan);
  if (code == EXIT_OK) code = check_outputs(plan);
  if (code != EXIT_OK) return code;
  batch_options *b = &plan->batch;
  b->lang = plan->lang;
  b->inputs.operands = plan->files;
  b->inputs.n = plan->n_files;
  b->inputs.any_ending = b->reader.format != NULL;
  b->packs = &plan->packs;
  b->words = plan->words;
  b->n_words = plan->n_words;
  if (quoth__format_brings_words(b->reader.format, plan->files, plan->n_files))
    plan->packs.own_words = plan->lang;
  if (plan->watch) return rerun(&plan->packs, b);
  if (b->resume && checkpoint_is_complete(&b->writer)) {
    report("%s is complete: nothing is left to do", b->writer.path);
    return EXIT_OK;
  }
  quoth_host *host = NULL;
  code = packs_load(&plan->packs, &host);
  if (code == EXIT_OK)
    code = batch_run(host, b);
  quoth_host_free(host);
  return code;
}

static int run_run(const command *self, int argc, char **argv) {
  struct plan plan = {.lang = "en"};
  arguments args = {.command = self};
  int option, code = EXIT_OK;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (!take(&plan, option, &args)) break;
    if (matters(option) && !keep_word(&plan, &args)) code = EXIT_LIMIT;
  }
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_BAD) code = EXIT_USAGE;
  if (option == ARGUMENT_END && code == EXIT_OK) {
    packs_add_known_folders(&plan.packs);
    code = sort_operands(&plan, argv + optind, argc - optind);
    if (code == EXIT_OK) code = go(&plan);
  }
  packs_done(&plan.packs);
  for (size_t i = 0; i < plan.n_words; i++) free(plan.words[i]);
  free(plan.words);
  return code;
}

static const example_line examples[] = {
  {"quoth run article.txt", "who said what, as a table"},
  {"quoth run --html report.html articles/*.txt", "the same as a page"},
  {"quoth run --to csv -o said.csv articles/", "a folder, into a table"},
  {"quoth run --jsonl --offsets codepoints < in.jsonl > out.jsonl",
   "for programs: an object a line"},
  {"quoth run examples/rules/money.lua article.txt -v",
   "a pack of your own, and which rule it was"},
  {"quoth run -j 0 --resume -o out.jsonl news/*.jsonl.gz",
   "a lot; the same line goes on after a kill"},
};

const command command_run = {
  .name = "run", .arguments = "[PACK...] [FILE...|-]",
  .summary = "find who said what in articles",
  .text =
    "Run rule packs over articles and show the attributions: what was said,\n"
    "by which words (the cue), by whom (the source, and the speaker it stands\n"
    "for).\n"
    "\n"
    "An argument that ends in .lua, or that names a known pack such as\n"
    "quotes.en, is a pack; any other is a file. Without packs: quotes, claims\n"
    "and speakers of the language. Without files: standard input.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_run,
};
