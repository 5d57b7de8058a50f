/* SPDX-License-Identifier: MIT */
#include "cli/articles.h"

#include "cli/command.h"
#include "cli/report.h"

static int worse(int a, int b) { return a > b ? a : b; }

static int read_file(const char *path, quoth__input input, article_fn one,
                     void *ud) {
  quoth__reader *reader = quoth__reader_open(path, input);
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

int articles_each(char *const *files, size_t n, quoth__input input,
                  article_fn one, void *ud) {
  int code = n == 0 ? read_file("-", input, one, ud) : EXIT_OK;
  for (size_t i = 0; i < n && code < EXIT_OUTPUT; i++)
    code = worse(code, read_file(files[i], input, one, ud));
  return code;
}
