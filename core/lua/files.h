/* SPDX-License-Identifier: MIT */
/*
 * The files of the packs, read once: what is loaded again for another thread
 * is the same text, whatever happened on the disk meanwhile.
 */
#ifndef QUOTH_LUA_FILES_H
#define QUOTH_LUA_FILES_H

#include "lua/source.h"

enum { QUOTH__PATH_SIZE = 8192 };

typedef struct quoth__file {
  struct quoth__file *next;
  char *path; /* as shown in errors */
  char *text; /* NUL after `len` bytes */
  size_t path_size, len;
  bool mapped; /* a compiled lexicon: there is no text */
  quoth__source source; /* made when first asked for */
} quoth__file;

typedef struct quoth__files {
  quoth_allocator allocator;
  quoth__file *first;
  char **path; /* folders to search */
  uint32_t n_path;
  bool sealed; /* no more reading: other threads may look */
} quoth__files;

quoth_status quoth__files_init(quoth__files *files,
                               const quoth_allocator *allocator,
                               const char *const *path, uint32_t n_path);
void quoth__files_done(quoth__files *files);

/** The file of exactly this path if it was read, or NULL. */
quoth__file *quoth__files_find(const quoth__files *files, const char *path);

/** Keep a text as if it were a file. Text copied. `out` borrowed. */
quoth_status quoth__files_add(quoth__files *files, const char *path,
                              const char *text, size_t len,
                              quoth__file **out);

/** Know of a file that is mapped elsewhere, for those who ask what was used. */
quoth_status quoth__files_note(quoth__files *files, const char *path);

/** Read a file, or find it if it was read. QUOTH_ENOTFOUND, QUOTH_EIO. */
quoth_status quoth__files_read(quoth__files *files, const char *path,
                               quoth__file **out);

/**
 * Look for a relative path in `root` (may be NULL), then in the search path.
 * @param folder out: the folder that had it; borrowed from root or the path
 * Errors: QUOTH_ENOTFOUND; QUOTH_EINVAL for "..", absolute or empty paths.
 */
quoth_status quoth__files_search(quoth__files *files, const char *root,
                                 const char *relative, quoth__file **out,
                                 const char **folder);

/**
 * As search, but for the path only, of a file that the core opens itself.
 * @param path out: at least QUOTH__PATH_SIZE bytes
 */
quoth_status quoth__files_locate(const quoth__files *files, const char *root,
                                 const char *relative, char *path);

/** Fill an error at a byte of a file. */
quoth_status quoth__file_error(const quoth__file *file, quoth_error *error,
                               quoth_status status, size_t at,
                               const char *message);

#endif
