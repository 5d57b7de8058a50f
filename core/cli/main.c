/* SPDX-License-Identifier: MIT */
/* quoth: who said what. Finds the command and runs it. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"

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

int main(int argc, char **argv) {
  guard_descriptors();
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
  return c->run(c, argc - 1, argv + 1);
}
