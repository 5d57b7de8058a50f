/* SPDX-License-Identifier: MIT */
#include "cli/settings.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/report.h"
#include "cli/settings_file.h"

const setting settings_table[] = {
  {"lang", "lang", "en", false, false},
  {"packs", NULL, "quotes, claims, speakers and check of lang", true, false},
  {"path", NULL, "the folders of quoth help packs", true, true},
  {"from", "from", "auto", false, false},
  {"offsets", "offsets", "bytes", false, false},
  {"jobs", "jobs", "1", false, false},
  {"on_error", "on-error", "skip", false, false},
  {"progress", "progress", "auto", false, false},
};
const size_t n_settings = sizeof settings_table / sizeof settings_table[0];
_Static_assert(sizeof settings_table / sizeof settings_table[0] <=
                   SETTINGS_MAX, "room for each setting");

const char *setting_variable(const setting *s, char *name, size_t size) {
  int n = snprintf(name, size, "QUOTH_%s", s->key);
  for (int i = 0; i < n && (size_t)i < size; i++)
    name[i] = (char)toupper((unsigned char)name[i]);
  return name;
}

const char *setting_refuses(const setting *s, const char *value) {
  for (size_t i = 0; s->option && i < n_commands; i++) {
    const option_spec *o = option_find(commands[i], s->option);
    if (o && o->argument && strchr(o->argument, '|') &&
        option_choice(o->argument, value) < 0)
      return o->argument;
    if (o && o->argument && strcmp(o->argument, "FORMAT") == 0 &&
        strcmp(value, "auto") != 0 &&
        !quoth__format_find(value, QUOTH__WAY_IN))
      return "a format (quoth list formats)";
  }
  return NULL;
}

/* ---- Values from a source -------------------------------------------------------- */

struct source {
  settings *settings;
  setting_from from;
  const char *folder; /* of the file, for what is relative to it */
  const char *path;   /* of the file */
  int code;           /* the first failure */
};

static void fail(struct source *s, int code) {
  if (s->code == EXIT_OK) s->code = code;
}

/* Paths in a file are relative to it: folders, and packs that are files. */
static bool is_relative(const setting *s, const char *value) {
  size_t len = strlen(value);
  if (s->option || value[0] == '/') return false;
  return s->adds || strchr(value, '/') ||
         (len > 4 && strcmp(value + len - 4, ".lua") == 0);
}

static void put(struct source *s, size_t i, const char *value) {
  const setting *setting = &settings_table[i];
  const char *words = setting_refuses(setting, value);
  if (words) {
    report("%s: %s takes %s, not \"%s\"", s->path, setting->key, words, value);
    fail(s, EXIT_USAGE);
    return;
  }
  char **at = &s->settings->values[i][s->from];
  const char *before = *at ? *at : "";
  const char *folder = s->folder && is_relative(setting, value) ? s->folder : "";
  size_t size = strlen(before) + strlen(folder) + strlen(value) + 3;
  char *text = malloc(size);
  if (text)
    snprintf(text, size, "%s%s%s%s%s", before, *at ? ":" : "", folder,
             *folder ? "/" : "", value);
  else fail(s, EXIT_LIMIT);
  free(*at);
  *at = text;
}

static void take_from_file(void *ud, const char *key, const char *value) {
  for (size_t i = 0; i < n_settings; i++)
    if (strcmp(settings_table[i].key, key) == 0) put(ud, i, value);
}

static int read_environment(settings *settings) {
  struct source source = {settings, SETTING_ENVIRONMENT, NULL, NULL, EXIT_OK};
  for (size_t i = 0; i < n_settings; i++) {
    char name[64];
    const char *value = getenv(setting_variable(&settings_table[i], name, 64));
    source.path = "the environment";
    if (value && *value) put(&source, i, value);
  }
  return source.code;
}

/* ---- Files ---------------------------------------------------------------------------- */

/* Whoever writes the file chooses the rules: not a stranger. */
static bool is_trusted(const char *path) {
  struct stat info;
  uid_t me = geteuid();
  if (stat(path, &info) != 0 || me == 0) return true;
  return info.st_uid == me || info.st_uid == 0;
}

static int read_file(settings *settings, setting_from from, const char *path) {
  const char *keys[SETTINGS_MAX];
  bool lists[SETTINGS_MAX];
  char message[1024], folder[PATH_MAX];
  if (!is_trusted(path)) {
    report("%s belongs to somebody else: --no-config runs without it", path);
    return EXIT_USAGE;
  }
  for (size_t i = 0; i < n_settings; i++) {
    keys[i] = settings_table[i].key;
    lists[i] = settings_table[i].list;
  }
  snprintf(folder, sizeof folder, "%s", path);
  *strrchr(folder, '/') = '\0';
  settings->files[from] = strdup(path);
  struct source source = {settings, from, folder, path, EXIT_OK};
  int code = settings_file_read(path, keys, lists, n_settings, take_from_file,
                                &source, message, sizeof message);
  if (code == EXIT_USAGE) report("%s", message);
  if (!settings->files[from]) code = EXIT_LIMIT;
  return code != EXIT_OK ? code : source.code;
}

static bool is_file(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

/* .quoth.lua in the working folder or the nearest above it. */
static int read_project(settings *settings) {
  static const char name[] = "/.quoth.lua";
  char path[PATH_MAX];
  if (!getcwd(path, sizeof path - sizeof name)) return EXIT_OK;
  for (;;) {
    char *end = path + strlen(path);
    if (end > path && end[-1] == '/') end--; /* the root */
    memcpy(end, name, sizeof name);
    if (is_file(path)) return read_file(settings, SETTING_PROJECT, path);
    *end = '\0';
    char *slash = strrchr(path, '/');
    if (!slash) return EXIT_OK;
    *slash = '\0';
  }
}

static int read_user(settings *settings) {
  const char *base = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
  char path[PATH_MAX];
  int n;
  if (base && base[0] == '/') /* XDG: others are to be ignored */
    n = snprintf(path, sizeof path, "%s/quoth/config.lua", base);
  else if (home && *home)
    n = snprintf(path, sizeof path, "%s/.config/quoth/config.lua", home);
  else return EXIT_OK;
  if (n < 0 || (size_t)n >= sizeof path || !is_file(path)) return EXIT_OK;
  return read_file(settings, SETTING_USER, path);
}

int settings_load(settings *settings, bool no_files) {
  int code = read_environment(settings);
  if (code == EXIT_OK && !no_files) code = read_project(settings);
  if (code == EXIT_OK && !no_files) code = read_user(settings);
  if (code == EXIT_LIMIT) report("out of memory");
  return code;
}

void settings_done(settings *settings) {
  for (size_t i = 0; i < SETTINGS_MAX; i++) {
    free(settings->words[i]);
    for (int from = 0; from < SETTING_SOURCES; from++)
      free(settings->values[i][from]);
  }
  for (int from = 0; from < SETTING_SOURCES; from++)
    free(settings->files[from]);
}

/* ---- What becomes of them -------------------------------------------------------------- */

const char *settings_get(const settings *settings, size_t i,
                         setting_from *from) {
  for (int f = SETTING_SOURCES; f-- > SETTING_DEFAULT;) {
    *from = (setting_from)f;
    if (settings->values[i][f]) return settings->values[i][f];
  }
  return NULL;
}

/* What all sources say, the one that wins first. */
static bool join(const settings *settings, size_t i, const char *name) {
  size_t size = 1;
  for (int f = 0; f < SETTING_SOURCES; f++)
    if (settings->values[i][f]) size += strlen(settings->values[i][f]) + 1;
  if (size == 1) return true;
  char *text = malloc(size), *at = text;
  if (!text) return false;
  for (int f = SETTING_SOURCES; f-- > 0;) {
    const char *value = settings->values[i][f];
    if (value) at += sprintf(at, "%s%s", at > text ? ":" : "", value);
  }
  bool ok = setenv(name, text, 1) == 0;
  free(text);
  return ok;
}

bool settings_export(const settings *settings) {
  for (size_t i = 0; i < n_settings; i++) {
    const setting *s = &settings_table[i];
    char name[64];
    setting_from from;
    if (s->option) continue;
    setting_variable(s, name, sizeof name);
    const char *value = settings_get(settings, i, &from);
    if (s->adds ? !join(settings, i, name)
                : value && setenv(name, value, 1) != 0)
      return false;
  }
  return true;
}

static char *option_word(const setting *s, const char *value) {
  size_t size = strlen(s->option) + strlen(value) + 4;
  char *word = malloc(size);
  if (word) snprintf(word, size, "--%s=%s", s->option, value);
  return word;
}

char **settings_words(settings *settings, const command *command, int *argc,
                      char **argv) {
  static char begin[] = SETTINGS_BEGIN, end[] = SETTINGS_END;
  size_t n = (size_t)*argc, to = 0;
  char **words = calloc(n + n_settings + 3, sizeof *words);
  if (!words) return NULL;
  words[to++] = argv[0];
  words[to++] = begin;
  for (size_t i = 0; i < n_settings; i++) {
    const setting *s = &settings_table[i];
    setting_from from;
    const char *value = settings_get(settings, i, &from);
    if (!s->option || !value || !option_find(command, s->option)) continue;
    words[to++] = settings->words[i] = option_word(s, value);
    if (settings->words[i]) continue;
    free(words);
    return NULL;
  }
  words[to++] = end;
  for (size_t i = 1; i < n; i++) words[to++] = argv[i];
  *argc = (int)to;
  return words;
}
