/* SPDX-License-Identifier: MIT */
#include "io/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void quoth__folder_make(quoth__writer *w) {
  if (mkdir(w->options.path, 0777) == 0) return;
  struct stat s;
  int error = errno;
  if (error == EEXIST && stat(w->options.path, &s) == 0) {
    if (S_ISDIR(s.st_mode)) return;
    error = ENOTDIR;
  }
  quoth__writer_fail(w, QUOTH_EIO, NULL, strerror(error));
}

void quoth__folder_put(quoth__writer *w, const char *name, const char *bytes,
                       size_t len) {
  size_t size = strlen(w->options.path) + strlen(name) + 2;
  char *path = malloc(size);
  quoth__out *out = NULL;
  if (path) {
    snprintf(path, size, "%s/%s", w->options.path, name);
    out = quoth__out_open(path);
  }
  if (out) {
    quoth__out_add(out, bytes, len);
    int error = quoth__out_close(out);
    if (error) quoth__writer_fail(w, QUOTH_EIO, path, strerror(error));
  } else {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
  }
  free(path);
}

void quoth__folder_name(const quoth__writer *w, const char *id, size_t id_len,
                        char name[QUOTH__FOLDER_NAME_MAX]) {
  int n = snprintf(name, QUOTH__FOLDER_NAME_MAX, "%06zu-", w->n + 1);
  size_t at = n > 0 ? (size_t)n : 0, from = id_len;
  /* Of a path the last part, without its ending. */
  while (from > 0 && id[from - 1] != '/') from--;
  size_t end = id_len;
  for (size_t i = from; i < id_len; i++)
    if (id[i] == '.' && i > from) end = i;
  for (size_t i = from; i < end && at < QUOTH__FOLDER_NAME_MAX - 12; i++) {
    char c = id[i];
    bool fine = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
    name[at++] = fine ? c : '_';
  }
  name[at] = '\0';
}

void quoth__frame_add(quoth__out *out, const char *s, size_t len) {
  uint64_t n = len;
  quoth__out_add(out, (const char *)&n, sizeof n);
  quoth__out_add(out, s, len);
}

bool quoth__frame_next(const char *bytes, size_t len, size_t *at,
                       const char **s, size_t *n) {
  uint64_t size;
  if (*at + sizeof size > len) return false;
  memcpy(&size, bytes + *at, sizeof size);
  *at += sizeof size;
  *s = bytes + *at;
  *n = (size_t)size;
  *at += (size_t)size;
  return true;
}
