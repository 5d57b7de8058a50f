/* SPDX-License-Identifier: MIT */
#include "io/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/in.h"

/* A folder being walked. */
typedef struct folder {
  char **names; /* owned, sorted */
  size_t n, at;
  size_t path_len; /* of the path up to it */
  bool any_ending;
} folder;

struct quoth__inputs {
  quoth__inputs_options options;
  size_t at; /* operands used */
  bool has_list, list_has_nul;
  quoth__in list;
  bool globbing;
  glob_t matches;
  size_t at_match;
  folder *folders; /* the stack of them */
  size_t depth, cap;
  char *path;
  size_t path_len, path_cap;
  uint64_t passed_by;
};

quoth__inputs *quoth__inputs_new(const quoth__inputs_options *options) {
  quoth__inputs *inputs = calloc(1, sizeof *inputs);
  if (!inputs) return NULL;
  inputs->options = *options;
  if (!options->files_from) return inputs;
  inputs->has_list = true;
  quoth__in_open(&inputs->list, options->files_from);
  /* A NUL anywhere near the start: names end with NUL, and may hold lines. */
  if (quoth__in_peek(&inputs->list) >= 0)
    inputs->list_has_nul =
        memchr(inputs->list.data, '\0', inputs->list.end) != NULL;
  return inputs;
}

static void leave_folder(quoth__inputs *inputs) {
  folder *f = &inputs->folders[--inputs->depth];
  for (size_t i = 0; i < f->n; i++) free(f->names[i]);
  free(f->names);
}

void quoth__inputs_free(quoth__inputs *inputs) {
  if (!inputs) return;
  while (inputs->depth > 0) leave_folder(inputs);
  if (inputs->globbing) globfree(&inputs->matches);
  if (inputs->has_list) quoth__in_close(&inputs->list);
  free(inputs->folders);
  free(inputs->path);
  free(inputs);
}

uint64_t quoth__inputs_passed_by(const quoth__inputs *inputs) {
  return inputs->passed_by;
}

static quoth_status fail(quoth_error *error, const char *path, int code,
                         const char *message) {
  *error = (quoth_error){
    .status = code == ENOMEM ? QUOTH_ENOMEM : QUOTH_EIO,
  };
  snprintf(error->source, sizeof error->source, "%s", path);
  snprintf(error->message, sizeof error->message, "%s",
           message ? message : strerror(code));
  return error->status;
}

/* The path becomes its first `keep` bytes and `name`. */
static bool set_path(quoth__inputs *inputs, size_t keep, const char *name,
                     size_t len) {
  if (keep + len + 1 > inputs->path_cap) {
    size_t cap = (keep + len + 1) * 2;
    char *grown = realloc(inputs->path, cap);
    if (!grown) return false;
    inputs->path = grown;
    inputs->path_cap = cap;
  }
  if (len > 0) memcpy(inputs->path + keep, name, len);
  inputs->path[keep + len] = '\0';
  inputs->path_len = keep + len;
  return true;
}

/* ---- Folders ------------------------------------------------------------- */

static int by_name(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool add_name(folder *f, size_t *cap, const char *name) {
  if (f->n == *cap) {
    size_t more = *cap ? *cap * 2 : 64;
    char **grown = realloc(f->names, more * sizeof *grown);
    if (!grown) return false;
    f->names = grown;
    *cap = more;
  }
  f->names[f->n] = strdup(name);
  return f->names[f->n] && ++f->n;
}

/* Hidden ones are left alone. @return errno, or 0 */
static int read_names(folder *f, const char *path) {
  DIR *dir = opendir(path);
  if (!dir) return errno;
  size_t cap = 0;
  int code = 0;
  struct dirent *e;
  for (errno = 0; !code && (e = readdir(dir)); errno = 0)
    if (e->d_name[0] != '.' && !add_name(f, &cap, e->d_name)) code = ENOMEM;
  if (!code) code = errno;
  closedir(dir);
  if (f->n > 0) qsort(f->names, f->n, sizeof *f->names, by_name);
  return code;
}

/* Walk into the folder that the path names. */
static quoth_status enter_folder(quoth__inputs *inputs, quoth_error *error) {
  if (inputs->depth == inputs->cap) {
    size_t cap = inputs->cap ? inputs->cap * 2 : 8;
    folder *grown = realloc(inputs->folders, cap * sizeof *grown);
    if (!grown) return fail(error, inputs->path, ENOMEM, NULL);
    inputs->folders = grown;
    inputs->cap = cap;
  }
  folder f = {.any_ending = inputs->options.any_ending};
  int code = read_names(&f, inputs->path);
  const char *slash =
      inputs->path[inputs->path_len - 1] == '/' ? "" : "/";
  if (!set_path(inputs, inputs->path_len, slash, strlen(slash))) code = ENOMEM;
  f.path_len = inputs->path_len;
  inputs->folders[inputs->depth++] = f;
  if (!code) return QUOTH_OK;
  leave_folder(inputs);
  return fail(error, inputs->path, code, NULL);
}

/* The next file of the innermost folder; ENOTFOUND: there was none. */
static quoth_status next_in_folder(quoth__inputs *inputs, const char **path,
                                   quoth_error *error) {
  while (inputs->depth > 0) {
    folder *f = &inputs->folders[inputs->depth - 1];
    if (f->at == f->n) {
      leave_folder(inputs);
      continue;
    }
    const char *name = f->names[f->at++];
    struct stat own, target;
    if (!set_path(inputs, f->path_len, name, strlen(name)))
      return fail(error, name, ENOMEM, NULL);
    if (lstat(inputs->path, &own) != 0 || stat(inputs->path, &target) != 0)
      return fail(error, inputs->path, errno, NULL);
    if (S_ISDIR(own.st_mode)) {
      quoth_status status = enter_folder(inputs, error);
      if (status != QUOTH_OK) return status;
    } else if (S_ISREG(target.st_mode)) {
      *path = inputs->path;
      if (f->any_ending || quoth__format_of_file(*path, QUOTH__WAY_IN))
        return QUOTH_OK;
      inputs->passed_by++;
    }
  }
  return QUOTH_ENOTFOUND;
}

/* ---- Operands and lists -------------------------------------------------- */

/* A name as given: a folder, or else a file, there or not. */
static quoth_status take_name(quoth__inputs *inputs, const char *name,
                              size_t len, const char **path,
                              quoth_error *error) {
  if (!set_path(inputs, 0, name, len)) return fail(error, "", ENOMEM, NULL);
  struct stat s;
  *path = inputs->path;
  if (len == 0 || stat(inputs->path, &s) != 0 || !S_ISDIR(s.st_mode))
    return QUOTH_OK;
  quoth_status status = enter_folder(inputs, error);
  return status == QUOTH_OK ? next_in_folder(inputs, path, error) : status;
}

/* The next name of a list; ENOTFOUND at its end. */
static quoth_status next_listed(quoth__inputs *inputs, const char **path,
                                quoth_error *error) {
  quoth__in *in = &inputs->list;
  char end = inputs->list_has_nul ? '\0' : '\n';
  size_t seen = 0;
  while (!in->error) {
    size_t left = in->end - in->at;
    const char *name = in->data ? in->data + in->at : "";
    const char *stop = NULL;
    if (left > seen) stop = memchr(name + seen, end, left - seen);
    seen = left;
    if (!stop && quoth__in_more(in)) continue;
    if (in->error || (!stop && left == 0)) break;
    size_t len = stop ? (size_t)(stop - name) : left;
    in->at += len + (stop ? 1 : 0);
    seen = 0;
    if (end == '\n' && len > 0 && name[len - 1] == '\r') len--;
    if (len == 0) continue;
    quoth_status status = take_name(inputs, name, len, path, error);
    if (status != QUOTH_ENOTFOUND) return status;
  }
  inputs->has_list = false;
  if (in->error) fail(error, in->name, in->error, quoth__in_problem(in));
  bool failed = in->error != 0;
  quoth__in_close(in);
  return failed ? error->status : QUOTH_ENOTFOUND;
}

/* A pattern, unless a file has that very name. */
static bool is_pattern(const char *operand) {
  struct stat s;
  return strpbrk(operand, "*?[") && lstat(operand, &s) != 0;
}

static quoth_status next_operand(quoth__inputs *inputs, const char **path,
                                 quoth_error *error) {
  const quoth__inputs_options *o = &inputs->options;
  if (inputs->globbing && inputs->at_match < inputs->matches.gl_pathc) {
    const char *name = inputs->matches.gl_pathv[inputs->at_match++];
    return take_name(inputs, name, strlen(name), path, error);
  }
  if (inputs->globbing) globfree(&inputs->matches);
  inputs->globbing = false;
  const char *operand = o->operands[inputs->at++];
  if (!is_pattern(operand))
    return take_name(inputs, operand, strlen(operand), path, error);
  int code = glob(operand, 0, NULL, &inputs->matches);
  if (code == GLOB_NOMATCH)
    return fail(error, operand, ENOENT, "no file matches");
  if (code != 0)
    return fail(error, operand, code == GLOB_NOSPACE ? ENOMEM : EIO, NULL);
  inputs->globbing = true;
  inputs->at_match = 0;
  return QUOTH_ENOTFOUND;
}

quoth_status quoth__inputs_next(quoth__inputs *inputs, const char **path,
                                quoth_error *error) {
  quoth_status status = next_in_folder(inputs, path, error);
  const quoth__inputs_options *o = &inputs->options;
  if (o->n == 0 && !o->files_from && inputs->at++ == 0) {
    *path = "-";
    return QUOTH_OK;
  }
  while (status == QUOTH_ENOTFOUND &&
         (inputs->at < o->n ||
          (inputs->globbing && inputs->at_match < inputs->matches.gl_pathc)))
    status = next_operand(inputs, path, error);
  if (status == QUOTH_ENOTFOUND && inputs->has_list)
    status = next_listed(inputs, path, error);
  return status;
}
