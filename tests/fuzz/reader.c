/* SPDX-License-Identifier: MIT */
/*
 * Files: the first byte picks a format, the rest is a file of it, plain or
 * packed. Every record lies in memory that may be read, and its pieces stand in
 * order within its text; a reader ends, and tells why it failed.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "io/reader.h"

enum { MOST_RECORDS = 10000 };

/* Reads every byte, for the sanitizer to see. */
static void touch(const char *s, size_t len) {
  must(s || !len);
  const volatile char *p = s;
  for (size_t i = 0; i < len; i++) (void)p[i];
}

static void check(const quoth__record *r) {
  touch(r->id, r->id_len);
  touch(r->text, r->text_len);
  touch(r->title.s, r->title.len);
  touch(r->date.s, r->date.len);
  touch(r->uri.s, r->uri.len);
  touch(r->conllu.s, r->conllu.len);
  if (r->lang) touch(r->lang, strlen(r->lang));
  size_t text = 0, source = 0;
  for (size_t i = 0; i < r->n_pieces; i++) {
    const quoth__piece *p = &r->pieces[i];
    must(p->text >= text && p->source >= source);
    text = (size_t)p->text + p->text_len;
    source = (size_t)p->source + p->source_len;
  }
  must(text <= r->text_len);
}

/* A file in memory that has a path. */
static int new_file(const uint8_t *data, size_t size, char path[32]) {
  int fd = memfd_create("fuzz", 0);
  must(fd >= 0 && write(fd, data, size) == (ssize_t)size);
  must(snprintf(path, 32, "/proc/self/fd/%d", fd) < 32);
  return fd;
}

static const quoth__format *format_of(uint8_t number) {
  size_t n = 0;
  for (size_t i = 0; i < quoth__n_formats; i++) n += quoth__formats[i].in != 0;
  n = number % n;
  for (size_t i = 0;; i++)
    if (quoth__formats[i].in && n-- == 0) return &quoth__formats[i];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (!size) return -1;
  char path[32];
  int fd = new_file(data + 1, size - 1, path);
  quoth__reader_options options = {.format = format_of(data[0])};
  quoth__reader *reader = quoth__reader_open(path, &options);
  quoth__record record;
  quoth_error error;
  must(reader != NULL);
  for (int n = 0;; n++) {
    quoth__read got = quoth__reader_next(reader, &record, &error);
    must(n < MOST_RECORDS);
    if (got == QUOTH__READ_RECORD) check(&record);
    else must(got == QUOTH__READ_END || error.message[0]);
    if (got == QUOTH__READ_END || got == QUOTH__READ_FAILED) break;
  }
  quoth__reader_close(reader);
  close(fd);
  return 0;
}
