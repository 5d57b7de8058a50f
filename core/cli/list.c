/* SPDX-License-Identifier: MIT */
/* quoth list: which rules, lexicons and packs there are. */
#include <dirent.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/session.h"
#include "io/in.h"
#include "io/json.h"

enum { PATH = 256, LANG, JSON };

static const option_spec options[] = {
  {JSON, 0, "json", NULL, "a JSON object a line"},
  {PATH, 0, "path", "DIR", "look here first; may be given again"},
  {LANG, 0, "lang", "LANG", "language of the default packs (en)"},
};

struct plan {
  session session;
  bool json;
  quoth__out *out;
};

/* ---- A line, as columns or as an object ---------------------------------------- */

static void add_string(struct plan *plan, bool first, const char *name,
                       const char *value) {
  if (!plan->json) {
    if (!first) quoth__out_char(plan->out, '\t');
    quoth__out_str(plan->out, value);
    return;
  }
  quoth__out_str(plan->out, first ? "{" : ", ");
  quoth__json_string(plan->out, name, strlen(name));
  quoth__out_str(plan->out, ": ");
  quoth__json_string(plan->out, value, strlen(value));
}

static void add_number(struct plan *plan, const char *name, double value) {
  quoth__out_str(plan->out, plan->json ? ", " : "\t");
  if (plan->json) {
    quoth__json_string(plan->out, name, strlen(name));
    quoth__out_str(plan->out, ": ");
  }
  quoth__json_number(plan->out, value);
}

static void end_line(struct plan *plan) {
  quoth__out_str(plan->out, plan->json ? "}\n" : "\n");
}

static int list_rules(struct plan *plan) {
  int code = session_open(&plan->session);
  if (code != EXIT_OK) return code;
  const quoth_engine *engine = plan->session.engine;
  for (uint32_t i = 0; i < quoth_engine_rule_count(engine); i++) {
    quoth_rule_info r;
    char name[512];
    if (quoth_engine_rule(engine, i, &r) != QUOTH_OK) continue;
    snprintf(name, sizeof name, "%s/%s", r.pack, r.name);
    add_string(plan, true, "rule", name);
    add_string(plan, false, "phase", r.phase);
    add_string(plan, false, "layer", r.layer ? r.layer : "");
    add_number(plan, "priority", r.priority);
    add_string(plan, false, "source", r.source ? r.source : "");
    add_number(plan, "line", r.line);
    end_line(plan);
  }
  return EXIT_OK;
}

/* ---- Files below the folders -------------------------------------------------------- */

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Names in a folder, sorted; `list` owned, and each in it. */
static size_t names_in(const char *folder, char ***list) {
  DIR *dir = opendir(folder);
  size_t n = 0;
  *list = NULL;
  for (struct dirent *e; dir && (e = readdir(dir));) {
    char **grown = realloc(*list, (n + 1) * sizeof *grown);
    if (!grown) break;
    *list = grown;
    if (e->d_name[0] != '.' && (grown[n] = strdup(e->d_name))) n++;
  }
  if (dir) closedir(dir);
  if (n > 0) qsort(*list, n, sizeof **list, by_name);
  return n;
}

typedef void (*file_fn)(struct plan *plan, const char *path,
                        const char *folder, const char *file);

/* Files root/folder/file with that ending. */
static void each_file(struct plan *plan, const char *root, const char *ending,
                      file_fn found) {
  char **folders, **files, path[PATH_MAX];
  size_t n_folders = names_in(root, &folders);
  for (size_t i = 0; i < n_folders; i++) {
    int len = snprintf(path, sizeof path, "%s/%s", root, folders[i]);
    files = NULL;
    size_t n = len > 0 && (size_t)len < sizeof path ? names_in(path, &files) : 0;
    for (size_t k = 0; k < n; k++) {
      size_t length = strlen(files[k]), end = strlen(ending);
      len = snprintf(path, sizeof path, "%s/%s/%s", root, folders[i], files[k]);
      if (length > end && strcmp(files[k] + length - end, ending) == 0 &&
          len > 0 && (size_t)len < sizeof path)
        found(plan, path, folders[i], files[k]);
      free(files[k]);
    }
    free(files);
    free(folders[i]);
  }
  free(folders);
}

static double count_entries(const char *path) {
  quoth__in in;
  const char *line;
  size_t len, n = 0;
  quoth__in_open(&in, path);
  while (quoth__in_line(&in, &line, &len))
    n += len > 0 && line[0] != '#' && line[0] != '\r';
  quoth__in_close(&in);
  return n > 0 ? (double)(n - 1) : 0; /* the header */
}

static void show_lexicon(struct plan *plan, const char *path,
                         const char *folder, const char *file) {
  char name[256];
  snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - 4), file);
  add_string(plan, true, "lexicon", name);
  add_string(plan, false, "lang", folder);
  add_number(plan, "entries", count_entries(path));
  add_string(plan, false, "source", path);
  end_line(plan);
}

/* Modules (lib/) and developers' scripts return no pack. */
static bool holds_packs(const char *folder) {
  return strcmp(folder, "lib") != 0 && strcmp(folder, "dev") != 0;
}

static void show_pack(struct plan *plan, const char *path, const char *folder,
                      const char *file) {
  char name[512];
  if (!holds_packs(folder)) return;
  snprintf(name, sizeof name, "%s.%.*s", folder, (int)(strlen(file) - 4), file);
  add_string(plan, true, "pack", name);
  add_string(plan, false, "source", path);
  end_line(plan);
}

static int list_files(struct plan *plan, bool lexicons) {
  packs *p = &plan->session.packs;
  packs_add_known_folders(p);
  for (size_t i = 0; i < p->n_folders; i++) {
    char root[PATH_MAX];
    int n = snprintf(root, sizeof root, "%s%s", p->folders[i],
                     lexicons ? "/lexicons" : "");
    if (n < 0 || (size_t)n >= sizeof root) continue;
    each_file(plan, root, lexicons ? ".tsv" : ".lua",
              lexicons ? show_lexicon : show_pack);
  }
  return p->failed ? EXIT_LIMIT : EXIT_OK;
}

static int list_formats(struct plan *plan) {
  for (size_t i = 0; i < quoth__n_formats; i++) {
    const quoth__format *f = &quoth__formats[i];
    add_string(plan, true, "format", f->name);
    add_string(plan, false, "ways", !f->in    ? "out"
                                    : !f->out ? "in"
                                              : "in,out");
    add_string(plan, false, "offsets", f->out ? quoth__unit_name(f->unit) : "");
    add_string(plan, false, "endings", f->endings);
    add_string(plan, false, "about", f->summary);
    end_line(plan);
  }
  return EXIT_OK;
}

/* ---- The command --------------------------------------------------------------------- */

static int go(struct plan *plan, char **words, int n) {
  static const char *const kinds[] = {"rules", "lexicons", "packs", "formats"};
  const char *what = n > 0 ? words[0] : "rules";
  bool rules = strcmp(what, "rules") == 0;
  bool lexicons = strcmp(what, "lexicons") == 0;
  bool formats = strcmp(what, "formats") == 0;
  if (!rules && !lexicons && !formats && strcmp(what, "packs") != 0) {
    const char *near = quoth_name_nearest(what, strlen(what), kinds, 4);
    report("list takes rules, lexicons, packs or formats, not \"%s\"%s%s%s", what,
           near ? "; did you mean " : "", near ? near : "", near ? "?" : "");
    return EXIT_USAGE;
  }
  if (!rules && n > 1) {
    report("list %s takes no more words", what);
    return EXIT_USAGE;
  }
  for (int i = 1; i < n; i++) packs_add(&plan->session.packs, words[i]);
  plan->out = quoth__out_open(NULL);
  if (!plan->out) return EXIT_LIMIT;
  int code = rules     ? list_rules(plan)
             : formats ? list_formats(plan)
                       : list_files(plan, lexicons);
  int closed = report_close(plan->out);
  return closed > code ? closed : code;
}

static int run_list(const command *self, int argc, char **argv) {
  struct plan plan = {.session = {.lang = "en"}};
  arguments args = {.command = self};
  int option, code = EXIT_USAGE;
  while ((option = arguments_next(&args, argc, argv)) >= 0) {
    if (option == JSON) plan.json = true;
    if (option == PATH) packs_add_folder(&plan.session.packs, args.value);
    if (option == LANG) plan.session.lang = args.value;
  }
  if (option == ARGUMENT_HELP) code = help_command(self);
  if (option == ARGUMENT_END) code = go(&plan, argv + optind, argc - optind);
  session_done(&plan.session);
  return code;
}

static const example_line examples[] = {
  {"quoth list rules quotes.en", "each rule: phase, layer, priority, place"},
  {"quoth list formats", "what --from and --to take"},
  {"quoth list lexicons --json", "names, entries and files, for programs"},
};

const command command_list = {
  .name = "list", .arguments = "[rules [PACK...]|lexicons|packs|formats]",
  .summary = "list rules, lexicons, packs or formats",
  .text =
    "A line each, with tabs between.\n"
    "rules     rule, phase, layer, priority, file, line\n"
    "lexicons  name, language, number of entries, file\n"
    "packs     name, file\n"
    "formats   name; in, out or both; what offsets count; endings of files;\n"
    "          what it is\n"
    "Lexicons and packs are looked for in the folders of quoth help packs.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_list,
};
