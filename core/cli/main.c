/* SPDX-License-Identifier: MIT */
/* quoth: who said what. Finds the command and runs it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "cli/settings.h"

/*
 * A closed standard descriptor would be given to the next file that is opened,
 * and what is meant for people would go there. Fill it so that using it fails.
 */
static void guard_descriptors(void) {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF) continue;
    (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
  }
}

static int unknown_command(const char *name) {
  const char *names[32];
  size_t n = 0;
  for (; n < n_commands && n < 32; n++) names[n] = commands[n]->name;
  const char *near = quoth_name_nearest(name, strlen(name), names, n);
  if (near) report("no command \"%s\"; did you mean %s?", name, near);
  else report("no command \"%s\"; quoth help lists them", name);
  return EXIT_USAGE;
}

/* Asked before the options are parsed, since settings stand before them. */
static bool wants_no_config(int argc, char **argv) {
  for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
    if (strcmp(argv[i], "--no-config") == 0) return true;
  return false;
}

static int run_with_settings(const command *c, int argc, char **argv) {
  if (c->n_options == 0 || c->own_settings) return c->run(c, argc, argv);
  settings settings = {0};
  int code = settings_load(&settings, wants_no_config(argc, argv));
  char **words = NULL;
  if (code == EXIT_OK) {
    words = settings_words(&settings, c, &argc, argv);
    if (!words || !settings_export(&settings)) code = EXIT_LIMIT;
  }
  if (code == EXIT_OK) code = c->run(c, argc, words);
  free(words);
  settings_done(&settings);
  return code;
}

int main(int argc, char **argv) {
  guard_descriptors();
  setvbuf(stderr, NULL, _IOLBF, BUFSIZ); /* lines that stay whole */
  signal(SIGPIPE, SIG_DFL); /* a reader that has seen enough is no error */
  if (argc < 2) {
    report("what shall I do? quoth help lists the commands");
    return EXIT_USAGE;
  }
  const char *name = argv[1];
  if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) name = "help";
  if (strcmp(name, "--version") == 0) name = "version";
  const command *c = command_find(name);
  if (!c) return unknown_command(name);
  return run_with_settings(c, argc - 1, argv + 1);
}
