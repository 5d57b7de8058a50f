/* SPDX-License-Identifier: MIT */
/* quoth repeat: the run of a manifest once more. */
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "io/sha256.h"

enum { JOBS = 'j', OUTPUT = 'o' };

static const option_spec options[] = {
  {OUTPUT, 'o', "output", "FILE", "write there, and compare the bytes"},
  {JOBS, 'j', "jobs", "N", "threads, 0 for one a processor (1)"},
};

/* ---- Whether everything is as it was -------------------------------------------- */

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

static bool is_manifest(const json_t *m) {
  static const char *const lists[] = {
    "folders", "packs", "files", "models", "options", "operands", "inputs",
  };
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
    if (!json_is_array(json_object_get(m, lists[i]))) return false;
  return json_integer_value(json_object_get(m, "manifest")) == 1;
}

static int check_version(const json_t *m, const char *path) {
  const char *then = text_of(json_object_get(m, "versions"), "quoth");
  const char *now = quoth_version().quoth;
  if (strcmp(then, now) == 0) return EXIT_OK;
  report("%s was made with quoth %s; this is %s", path, then, now);
  return EXIT_USAGE;
}

static bool is_same(const json_t *file, const char *path) {
  char hex[65];
  uint64_t n_bytes;
  return quoth__sha256_file(path, hex, &n_bytes) == 0 &&
         strcmp(hex, text_of(file, "sha256")) == 0;
}

static int check_files(const json_t *m, const char *list) {
  const json_t *file, *files = json_object_get(m, list);
  size_t i;
  int code = EXIT_OK;
  json_array_foreach(files, i, file) {
    const char *path = text_of(file, "path");
    if (strcmp(path, "-") == 0 || is_same(file, path)) continue;
    report("%s is not what it was when the manifest was made", path);
    code = EXIT_USAGE;
  }
  return code;
}

/* ---- The command line of the run ------------------------------------------------- */

typedef struct words {
  char **list; /* owned, and each */
  size_t n;
  bool failed;
} words;

static void add(words *w, const char *option, const char *value) {
  size_t size = strlen(option) + strlen(value) + 1;
  char **grown = realloc(w->list, (w->n + 2) * sizeof *grown);
  char *word = malloc(size);
  if (grown) w->list = grown;
  if (grown && word) {
    snprintf(word, size, "%s%s", option, value);
    grown[w->n++] = word;
    grown[w->n] = NULL;
  } else {
    free(word);
    w->failed = true;
  }
}

static void add_each(words *w, const char *option, const json_t *list) {
  const json_t *value;
  size_t i;
  json_array_foreach(list, i, value)
    if (json_is_string(value)) add(w, option, json_string_value(value));
}

/* Folders and packs are named as they were found; the rest as it was given. */
static void add_options(words *w, const json_t *list) {
  const json_t *value;
  size_t i;
  json_array_foreach(list, i, value) {
    const char *word = json_string_value(value);
    if (word && strncmp(word, "--pack=", 7) != 0 &&
        strncmp(word, "--path=", 7) != 0)
      add(w, word, "");
  }
}

static void make_words(words *w, const json_t *m, const char *output,
                       const char *jobs) {
  const char *format = text_of(m, "format");
  add(w, "run", "");
  add(w, "--no-config", "");
  add_each(w, "--path=", json_object_get(m, "folders"));
  add_each(w, "--pack=", json_object_get(m, "packs"));
  add_options(w, json_object_get(m, "options"));
  if (*format) add(w, "--to=", format);
  if (output) add(w, "--output=", output);
  if (jobs) add(w, "--jobs=", jobs);
  add(w, "--", "");
  add_each(w, "", json_object_get(m, "operands"));
}

static int run_again(const json_t *m, const char *output, const char *jobs) {
  words w = {0};
  make_words(&w, m, output, jobs);
  int code = EXIT_LIMIT;
  optind = 0; /* getopt begins anew */
  if (!w.failed) code = command_run.run(&command_run, (int)w.n, w.list);
  else report("out of memory");
  for (size_t i = 0; i < w.n; i++) free(w.list[i]);
  free(w.list);
  return code;
}

static int compare(const json_t *m, const char *output, int code) {
  const json_t *then = json_object_get(m, "output");
  if (!output || !json_is_object(then) || code >= EXIT_USAGE) return code;
  bool same = is_same(then, output);
  report("%s: %s bytes %s in the manifest", output, same ? "the same" : "other",
         same ? "as" : "than");
  return same ? code : EXIT_INPUT;
}

static int go(const char *path, const char *output, const char *jobs) {
  json_error_t error;
  json_t *m = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
  int code = EXIT_OK;
  if (!m) {
    report("%s:%d:%d: %s", path, error.line, error.column, error.text);
    return EXIT_USAGE;
  }
  if (!is_manifest(m)) {
    report("%s is no manifest of quoth run", path);
    code = EXIT_USAGE;
  }
  if (code == EXIT_OK) code = check_version(m, path);
  if (code == EXIT_OK) code = check_files(m, "files");
  if (code == EXIT_OK) code = check_files(m, "models");
  if (code == EXIT_OK) code = check_files(m, "inputs");
  if (code == EXIT_OK)
    code = compare(m, output, run_again(m, output, jobs));
  json_decref(m);
  return code;
}

static int run_repeat(const command *self, int argc, char **argv) {
  arguments args = {.command = self};
  const char *output = NULL, *jobs = NULL;
  int option;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (option == OUTPUT) output = args.value;
    if (option == JOBS) jobs = args.value;
  }
  if (option == ARGUMENT_HELP) return help_command(self);
  if (option == ARGUMENT_BAD) return EXIT_USAGE;
  if (optind != argc - 1) {
    report("repeat wants a manifest");
    return EXIT_USAGE;
  }
  return go(argv[optind], output, jobs);
}

static const example_line examples[] = {
  {"quoth repeat -o again.jsonl manifest.json",
   "the same output, or what has changed"},
};

const command command_repeat = {
  .name = "repeat", .arguments = "MANIFEST",
  .summary = "run again what a manifest tells of",
  .text =
    "A manifest is what quoth run --manifest writes. When a pack, a lexicon or\n"
    "an input is not what it was, or Quoth has another version, nothing runs.\n"
    "Paths are relative to the working folder, as they were then.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_repeat,
};
