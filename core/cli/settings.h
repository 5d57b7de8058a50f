/* SPDX-License-Identifier: MIT */
/*
 * What is set elsewhere than on the command line: in the environment, in the
 * project's .quoth.lua, in the user's config.lua. For a command it becomes
 * words of its command line, so that no command need know of it.
 */
#ifndef QUOTH_CLI_SETTINGS_H
#define QUOTH_CLI_SETTINGS_H

#include "cli/command.h"

/** Where a value may come from; the later wins. */
typedef enum setting_from {
  SETTING_DEFAULT,
  SETTING_USER,
  SETTING_PROJECT,
  SETTING_ENVIRONMENT,
  SETTING_SOURCES,
} setting_from;

typedef struct setting {
  const char *key;         /* in files; "QUOTH_" and it in the environment */
  const char *option;      /* its long name; NULL: see settings_export() */
  const char *initial;     /* the default, for people; NULL: none */
  bool list;               /* several, in one text with ':' between */
  bool adds;               /* every source adds to it, the first wins */
} setting;

extern const setting settings_table[];
extern const size_t n_settings;

enum { SETTINGS_MAX = 32 };

/** All zeros before settings_load(). */
typedef struct settings {
  char *values[SETTINGS_MAX][SETTING_SOURCES]; /* owned; NULL: not set there */
  char *files[SETTING_SOURCES];                /* owned; NULL: none was found */
  char *words[SETTINGS_MAX];                   /* of settings_words() */
} settings;

/**
 * Read everything there is. Files are left aside with `no_files`.
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int settings_load(settings *settings, bool no_files);
void settings_done(settings *settings);

/** The value that counts, or NULL; `from` is told where it stands. */
const char *settings_get(const settings *settings, size_t i,
                         setting_from *from);

/**
 * Check a value against the options that it will become.
 * @return NULL, or the words "a|b|c" of which it is none
 */
const char *setting_refuses(const setting *setting, const char *value);

/** Its name in the environment. @return `name` */
const char *setting_variable(const setting *setting, char *name, size_t size);

/** The folders of packs and the default packs go to the environment. */
bool settings_export(const settings *settings);

/**
 * The words of a command line with those of the settings before them.
 * @param argc out: how many
 * @return owned: free() it alone, its strings live as long as `settings`;
 *   NULL: out of memory
 */
char **settings_words(settings *settings, const command *command, int *argc,
                      char **argv);

#endif
