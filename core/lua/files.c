/* SPDX-License-Identifier: MIT */
#include "lua/files.h"

#include <errno.h>
#include <stdio.h>

#include "lua/mem.h"

enum { MAX_PATH = 4096, MAX_FILE = 1 << 30 };

static char *copy(const quoth_allocator *a, const char *s, size_t len) {
  char *out = quoth__lua_new(a, len + 1);
  if (out && len) memcpy(out, s, len);
  return out;
}

quoth_status quoth__files_init(quoth__files *files,
                               const quoth_allocator *allocator,
                               const char *const *path, uint32_t n_path) {
  *files = (quoth__files){.allocator = *allocator};
  if (n_path == 0) return QUOTH_OK;
  if (!path) return QUOTH_EINVAL;
  files->path = quoth__lua_new(allocator, n_path * sizeof *files->path);
  if (!files->path) return QUOTH_ENOMEM;
  files->n_path = n_path;
  for (uint32_t i = 0; i < n_path; i++) {
    if (!path[i]) return QUOTH_EINVAL;
    files->path[i] = copy(allocator, path[i], strlen(path[i]));
    if (!files->path[i]) return QUOTH_ENOMEM;
  }
  return QUOTH_OK;
}

static void free_file(const quoth_allocator *a, quoth__file *file) {
  quoth__source_done(&file->source, a);
  quoth__lua_free(a, file->path, file->path_size);
  quoth__lua_free(a, file->text, file->len + 1);
  quoth__lua_free(a, file, sizeof *file);
}

void quoth__files_done(quoth__files *files) {
  const quoth_allocator *a = &files->allocator;
  while (files->first) {
    quoth__file *file = files->first;
    files->first = file->next;
    free_file(a, file);
  }
  for (uint32_t i = 0; i < files->n_path; i++)
    if (files->path[i])
      quoth__lua_free(a, files->path[i], strlen(files->path[i]) + 1);
  quoth__lua_free(a, files->path, files->n_path * sizeof *files->path);
}

quoth__file *quoth__files_find(const quoth__files *files, const char *path) {
  for (quoth__file *f = files->first; f; f = f->next)
    if (strcmp(f->path, path) == 0) return f;
  return NULL;
}

/* Enter a file; `text` (len + 1 bytes) is given away, also on failure. */
static quoth_status keep(quoth__files *files, const char *path, char *text,
                         size_t len, quoth__file **out) {
  const quoth_allocator *a = &files->allocator;
  quoth__file *file = quoth__lua_new(a, sizeof *file);
  size_t path_size = strlen(path) + 1;
  char *name = copy(a, path, path_size - 1);
  if (!file || !name || !text) {
    quoth__lua_free(a, file, sizeof *file);
    quoth__lua_free(a, name, path_size);
    quoth__lua_free(a, text, len + 1);
    return QUOTH_ENOMEM;
  }
  *file = (quoth__file){.next = files->first, .path = name, .text = text,
                        .path_size = path_size, .len = len};
  files->first = file;
  *out = file;
  return QUOTH_OK;
}

quoth_status quoth__files_add(quoth__files *files, const char *path,
                              const char *text, size_t len,
                              quoth__file **out) {
  if (len > MAX_FILE) return QUOTH_ELIMIT;
  return keep(files, path, copy(&files->allocator, text, len), len, out);
}

quoth_status quoth__files_note(quoth__files *files, const char *path) {
  if (files->sealed || quoth__files_find(files, path)) return QUOTH_OK;
  quoth__file *file;
  quoth_status status = quoth__files_add(files, path, "", 0, &file);
  if (status == QUOTH_OK) file->mapped = true;
  return status;
}

/* All bytes of an open file; `size` out is what was allocated. */
static quoth_status read_all(const quoth_allocator *a, FILE *f, char **text,
                             size_t *len, size_t *size) {
  for (;;) {
    if (*len + 1 >= *size) {
      size_t grown = *size ? *size * 2 : 8192;
      char *more = grown > MAX_FILE
                       ? NULL
                       : quoth__lua_resize(a, *text, *size, grown);
      if (!more) return grown > MAX_FILE ? QUOTH_ELIMIT : QUOTH_ENOMEM;
      *text = more;
      *size = grown;
    }
    size_t n = fread(*text + *len, 1, *size - *len - 1, f);
    *len += n;
    if (n == 0) return ferror(f) ? QUOTH_EIO : QUOTH_OK;
  }
}

static quoth_status load(quoth__files *files, const char *path,
                         quoth__file **out) {
  const quoth_allocator *a = &files->allocator;
  FILE *f = fopen(path, "rb");
  if (!f)
    return errno == ENOENT || errno == ENOTDIR ? QUOTH_ENOTFOUND : QUOTH_EIO;
  char *text = NULL;
  size_t len = 0, size = 0;
  quoth_status status = read_all(a, f, &text, &len, &size);
  if (fclose(f) != 0 && status == QUOTH_OK) status = QUOTH_EIO;
  if (status == QUOTH_OK) {
    text[len] = '\0';
    char *exact = quoth__lua_resize(a, text, size, len + 1);
    if (exact) return keep(files, path, exact, len, out);
    status = QUOTH_ENOMEM;
  }
  quoth__lua_free(a, text, size);
  return status;
}

quoth_status quoth__files_read(quoth__files *files, const char *path,
                               quoth__file **out) {
  *out = quoth__files_find(files, path);
  if (*out && !(*out)->mapped) return QUOTH_OK;
  if (files->sealed) return QUOTH_ENOTFOUND;
  return load(files, path, out);
}

/* No absolute path, no "..", no control characters: it stays in its folder. */
static bool stays_below(const char *path) {
  if (!*path || *path == '/' || strlen(path) >= MAX_PATH) return false;
  for (const char *p = path; *p;) {
    size_t n = strcspn(p, "/");
    if (n == 2 && p[0] == '.' && p[1] == '.') return false;
    for (size_t i = 0; i < n; i++)
      if ((unsigned char)p[i] < ' ' || p[i] == '\\') return false;
    p += n + (p[n] == '/');
  }
  return true;
}

static quoth_status try_folder(quoth__files *files, const char *folder,
                               const char *relative, quoth__file **out) {
  char path[2 * MAX_PATH];
  int n = *folder ? snprintf(path, sizeof path, "%s/%s", folder, relative)
                  : snprintf(path, sizeof path, "%s", relative);
  if (n < 0 || (size_t)n >= sizeof path) return QUOTH_EINVAL;
  return quoth__files_read(files, path, out);
}

quoth_status quoth__files_search(quoth__files *files, const char *root,
                                 const char *relative, quoth__file **out,
                                 const char **folder) {
  if (!stays_below(relative)) return QUOTH_EINVAL;
  quoth_status status =
      root ? try_folder(files, root, relative, out) : QUOTH_ENOTFOUND;
  *folder = root;
  for (uint32_t i = 0; i < files->n_path && status == QUOTH_ENOTFOUND; i++) {
    *folder = files->path[i];
    status = try_folder(files, *folder, relative, out);
  }
  return status;
}

static bool is_in(const char *folder, const char *relative, char *path) {
  int n = *folder
              ? snprintf(path, QUOTH__PATH_SIZE, "%s/%s", folder, relative)
              : snprintf(path, QUOTH__PATH_SIZE, "%s", relative);
  FILE *f = n > 0 && n < QUOTH__PATH_SIZE ? fopen(path, "rb") : NULL;
  if (f) fclose(f);
  return f != NULL;
}

quoth_status quoth__files_locate(const quoth__files *files, const char *root,
                                 const char *relative, char *path) {
  if (!stays_below(relative)) return QUOTH_EINVAL;
  if (root && is_in(root, relative, path)) return QUOTH_OK;
  for (uint32_t i = 0; i < files->n_path; i++)
    if (is_in(files->path[i], relative, path)) return QUOTH_OK;
  return QUOTH_ENOTFOUND;
}

quoth_status quoth__file_error(const quoth__file *file, quoth_error *error,
                               quoth_status status, size_t at,
                               const char *message) {
  quoth_origin origin = {file->path, 1, 1};
  return quoth_error_at(error, status, &origin, file->text, file->len, at,
                        message);
}
