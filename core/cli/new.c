/* SPDX-License-Identifier: MIT */
/* quoth new: a pack that runs at once, to be changed into one's own. */
#include <ctype.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/packs.h"
#include "cli/report.h"

enum { LANG = 256, NAME_MAX_LEN = 80, PATH_MAX_LEN = 1024 };

static const option_spec options[] = {
  {LANG, 0, "lang", "LANG", "language of the articles it is for (en)"},
};

/* `%` stands for the name, `&` for the language. */
static const char template[] =
  "local quoth = require \"quoth\"\n"
  "\n"
  "-- Try it:   quoth test FILE     the examples below are its tests\n"
  "--           quoth run FILE article.txt\n"
  "--           quoth kwic 'PATTERN' article.txt     to look around first\n"
  "return quoth.pack {\n"
  "  name = \"%\", version = 1, lang = \"&\",\n"
  "  description = \"Who warned of what.\",\n"
  "\n"
  "  -- Words that belong together, with what they stand for. A long list\n"
  "  -- goes into a file: warn = \"warn.tsv\".\n"
  "  lexicons = {\n"
  "    warn = { \"warned\", \"cautioned\", { \"cried wolf\", act = \"accuse\" } },\n"
  "  },\n"
  "\n"
  "  -- Parts of patterns that have a name, used as @NAME.\n"
  "  define = {\n"
  "    NAME = [=[ [caps & word]{1,4}+ ]=],\n"
  "  },\n"
  "\n"
  "  rules = {\n"
  "    { name = \"warned-that\",\n"
  "      -- A name, a verb of warning, and all that follows in the sentence.\n"
  "      pattern = [=[\n"
  "        source:@NAME cue:$warn \"that\"? content:[!final]{1,60}\n"
  "      ]=],\n"
  "      emit = { layer = \"attribution\",\n"
  "               act = { \"cue\", \"act\", default = \"warn\" } },\n"
  "      examples = {\n"
  "        { \"Ines Duarte warned that the bridge was closing.\",\n"
  "          source = \"Ines Duarte\", cue = \"warned\",\n"
  "          content = \"the bridge was closing\", act = \"warn\" },\n"
  "        { \"She was warned twice.\", none = true },\n"
  "      } },\n"
  "  },\n"
  "}\n";

/* "rules/My pack.lua" -> "my-pack"; false when nothing is left. */
static bool name_of(const char *path, char *name) {
  const char *slash = strrchr(path, '/');
  const char *from = slash ? slash + 1 : path;
  size_t len = strlen(from), n = 0;
  if (packs_is_file(from)) len -= 4;
  for (size_t i = 0; i < len && n + 1 < NAME_MAX_LEN; i++) {
    unsigned char c = (unsigned char)from[i];
    if (isalnum(c) || c == '.' || c == '_' || c == '-')
      name[n++] = (char)tolower(c);
    else if (n > 0 && name[n - 1] != '-') name[n++] = '-';
  }
  while (n > 0 && (name[n - 1] == '-' || name[n - 1] == '.')) n--;
  name[n] = '\0';
  return n > 0;
}

static void write_template(quoth__out *out, const char *name,
                           const char *lang, const char *path) {
  for (const char *p = template; *p; p++) {
    if (*p == '%') quoth__out_str(out, name);
    else if (*p == '&' && p[1] == '"') quoth__out_str(out, lang);
    else if (strncmp(p, "FILE", 4) == 0) quoth__out_str(out, path), p += 3;
    else quoth__out_char(out, *p);
  }
}

static int make(const char *given, const char *lang) {
  char name[NAME_MAX_LEN], path[PATH_MAX_LEN];
  int n = snprintf(path, sizeof path, "%s%s", given,
                   packs_is_file(given) ? "" : ".lua");
  if (n < 0 || (size_t)n >= sizeof path || !name_of(given, name)) {
    report("\"%s\" is no name for a pack", given);
    return EXIT_USAGE;
  }
  if (access(path, F_OK) == 0) {
    report("%s is there already; it was not touched", path);
    return EXIT_USAGE;
  }
  quoth__out *out = quoth__out_open(path);
  if (!out) return EXIT_LIMIT;
  write_template(out, name, lang, path);
  int code = report_close(out);
  if (code != EXIT_OK) return code;
  out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  quoth__out_str(out, "made ");
  quoth__out_str(out, path);
  quoth__out_str(out, "; now try: quoth test ");
  quoth__out_str(out, path);
  quoth__out_char(out, '\n');
  return report_close(out);
}

/* "en", "pt-BR": nothing that would end the string in the file. */
static bool is_lang(const char *lang) {
  for (const char *p = lang; *p; p++)
    if (!isalnum((unsigned char)*p) && *p != '-') return false;
  return *lang && strlen(lang) < 32;
}

static int run_new(const command *self, int argc, char **argv) {
  const char *lang = "en";
  arguments args = {.command = self};
  int option;
  while ((option = arguments_next(&args, argc, argv)) >= 0) lang = args.value;
  if (option == ARGUMENT_HELP) return help_command(self);
  if (option == ARGUMENT_BAD) return EXIT_USAGE;
  if (argc - optind != 1) {
    report("new wants one name, such as quoth new promises.lua");
    return EXIT_USAGE;
  }
  if (!is_lang(lang)) {
    report("\"%s\" is no language", lang);
    return EXIT_USAGE;
  }
  return make(argv[optind], lang);
}

static const example_line examples[] = {
  {"quoth new promises.lua", "then: quoth test promises.lua"},
};

const command command_new = {
  .name = "new", .arguments = "PACK",
  .summary = "write a pack to begin with",
  .text =
    "A file with one rule that works: a lexicon, a definition, a pattern, what\n"
    "it makes, and two examples that are its tests. A file that is there is\n"
    "never touched.\n",
  .options = options, .n_options = sizeof options / sizeof options[0],
  .examples = examples, .n_examples = sizeof examples / sizeof examples[0],
  .run = run_new,
};
