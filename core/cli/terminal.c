/* SPDX-License-Identifier: MIT */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { WIDTH_DEFAULT = 100, WIDTH_MIN = 40, WIDTH_MAX = 1000 };

static uint32_t within(unsigned long n) {
  if (n < WIDTH_MIN) return WIDTH_MIN;
  return n > WIDTH_MAX ? WIDTH_MAX : (uint32_t)n;
}

uint32_t terminal_width(const quoth__out *out) {
  const char *columns = getenv("COLUMNS");
  char *end;
  unsigned long n = columns ? strtoul(columns, &end, 10) : 0;
  if (n > 0 && *end == '\0') return within(n);
  struct winsize size;
  if (quoth__out_is_terminal(out) &&
      ioctl(quoth__out_fd(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return within(size.ws_col);
  return WIDTH_DEFAULT;
}

bool terminal_has_colours(const quoth__out *out) {
  const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
  if (no && *no) return false;
  return term && strcmp(term, "dumb") != 0 && quoth__out_is_terminal(out);
}
