/* SPDX-License-Identifier: MIT */
#include "cli/report.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/command.h"

/* Write text that may hold anything: controls and malformed bytes as "?". */
static void print_safe(const char *s, size_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    bool control = (cp < 0x20 && cp != '\n' && cp != '\t') ||
                   (cp >= 0x7F && cp < 0xA0) || cp == 0xFFFD;
    if (control) fputc('?', stderr);
    else fwrite(s + at, 1, n, stderr);
    at += n;
  }
}

void report(const char *format, ...) {
  char text[2048];
  va_list args;
  va_start(args, format);
  int n = vsnprintf(text, sizeof text, format, args);
  va_end(args);
  size_t len = n < 0 ? 0 : (size_t)n;
  if (len >= sizeof text) len = sizeof text - 1;
  fputs("quoth: ", stderr);
  print_safe(text, len);
  fputc('\n', stderr);
}

void report_error(const quoth_error *error) {
  char text[2048];
  size_t len = quoth_error_format(error, text, sizeof text);
  if (len >= sizeof text) len = sizeof text - 1;
  print_safe(text, len);
}

void report_passed_by(uint64_t n) {
  if (n == 0) return;
  report("%llu %s in folders passed by: no known ending (--from reads all)",
         (unsigned long long)n, n == 1 ? "file" : "files");
}

int report_close_writer(quoth__writer *writer) {
  quoth_error error;
  quoth_status status = quoth__writer_close(writer, &error);
  if (status == QUOTH_OK) return EXIT_OK;
  if (status == QUOTH_ENOMEM) return EXIT_LIMIT;
  report("cannot write %s: %s", error.source, error.message);
  return EXIT_OUTPUT;
}

void report_text(const char *text) {
  size_t len = strlen(text);
  print_safe(text, len);
  if (len == 0 || text[len - 1] != '\n') fputc('\n', stderr);
}

int report_close(quoth__out *out) {
  if (!out) return EXIT_OK;
  char name[512];
  snprintf(name, sizeof name, "%s", quoth__out_name(out));
  int error = quoth__out_close(out);
  if (!error) return EXIT_OK;
  report("cannot write %s: %s", name, strerror(error));
  return EXIT_OUTPUT;
}
