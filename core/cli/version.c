/* SPDX-License-Identifier: MIT */
#include <getopt.h>
#include <jansson.h>
#include <zlib.h>
#include <zstd.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/report.h"
#include "quoth_lua.h"

static void write_line(quoth__out *out, const char *name, const char *version) {
  quoth__out_str(out, name);
  quoth__out_char(out, ' ');
  quoth__out_str(out, version);
  quoth__out_char(out, '\n');
}

static int run_version(const command *self, int argc, char **argv) {
  arguments args = {.command = self};
  int code = arguments_next(&args, argc, argv);
  if (code == ARGUMENT_BAD) return EXIT_USAGE;
  if (code == ARGUMENT_HELP) return help_command(self);
  quoth__out *out = quoth__out_open(NULL);
  if (!out) return EXIT_LIMIT;
  quoth_versions v = quoth_version();
  write_line(out, "quoth", v.quoth);
  write_line(out, "Unicode", v.unicode);
  write_line(out, "PCRE2", v.pcre2);
  write_line(out, "PCRE2-Unicode", v.pcre2_unicode);
  write_line(out, "utf8proc", v.utf8proc);
  write_line(out, "Lua", LUA_VERSION_MAJOR "." LUA_VERSION_MINOR
                         "." LUA_VERSION_RELEASE);
  write_line(out, "jansson", jansson_version_str());
  write_line(out, "zlib", zlibVersion());
  write_line(out, "zstd", ZSTD_versionString());
  return report_close(out);
}

const command command_version = {
  .name = "version", .arguments = "",
  .summary = "print the versions of Quoth and of what it is built on",
  .text = "One name and version a line. PCRE2 brings Unicode tables of its\n"
          "own, which may be of an older version than Quoth's.\n",
  .run = run_version,
};
