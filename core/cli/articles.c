/* SPDX-License-Identifier: MIT */
#include "cli/articles.h"

#include "cli/command.h"
#include "cli/report.h"
#include "io/inputs.h"

static int worse(int a, int b) { return a > b ? a : b; }

static int read_file(const char *path, const quoth__format *format,
                     article_fn one, void *ud) {
  quoth__reader_options options = {.format = format};
  quoth__reader *reader = quoth__reader_open(path, &options);
  if (!reader) return EXIT_LIMIT;
  int code = EXIT_OK;
  for (bool more = true; more && code < EXIT_OUTPUT;) {
    quoth__record record;
    quoth_error error = {0};
    quoth__read read = quoth__reader_next(reader, &record, &error);
    if (read == QUOTH__READ_RECORD) {
      code = worse(code, one(ud, &record));
    } else if (read != QUOTH__READ_END) {
      report_error(&error);
      code = worse(code, EXIT_INPUT);
    }
    more = read == QUOTH__READ_RECORD || read == QUOTH__READ_BAD;
  }
  quoth__reader_close(reader);
  return code;
}

int articles_each(char *const *files, size_t n, const quoth__format *format,
                  article_fn one, void *ud) {
  quoth__inputs_options options = {
    .operands = files, .n = n, .any_ending = format != NULL,
  };
  quoth__inputs *inputs = quoth__inputs_new(&options);
  if (!inputs) return EXIT_LIMIT;
  int code = EXIT_OK;
  quoth_status status = QUOTH_OK;
  while (code < EXIT_OUTPUT && status != QUOTH_ENOTFOUND) {
    const char *path;
    quoth_error error = {0};
    status = quoth__inputs_next(inputs, &path, &error);
    if (status == QUOTH_OK) {
      code = worse(code, read_file(path, format, one, ud));
    } else if (status != QUOTH_ENOTFOUND) {
      report_error(&error);
      code = worse(code, status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_INPUT);
    }
  }
  report_passed_by(quoth__inputs_passed_by(inputs));
  quoth__inputs_free(inputs);
  return code;
}
