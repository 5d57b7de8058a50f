/* SPDX-License-Identifier: MIT */
/* Model files in memory; the only file of the floor that knows the system. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "lang/model.h"

static quoth_status fail(quoth_error *error, const char *path,
                         const char *why) {
  return quoth__error_set(error, errno == ENOENT ? QUOTH_ENOTFOUND : QUOTH_EIO,
                          "cannot open the model %s: %s", path, why);
}

quoth_status quoth_model_open(const char *path,
                              const quoth_allocator *allocator,
                              quoth_model **out, quoth_error *error) {
  if (out) *out = NULL;
  if (!path || !out)
    return quoth__error_set(error, QUOTH_EINVAL, "a path and a place needed");
  struct stat about;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return fail(error, path, strerror(errno));
  void *data = MAP_FAILED;
  quoth_status status = QUOTH_OK;
  errno = 0;
  if (fstat(file, &about) != 0)
    status = fail(error, path, strerror(errno));
  else if (!S_ISREG(about.st_mode))
    status = fail(error, path, "it is no regular file");
  else if (about.st_size < 1 || about.st_size > QUOTH__MODEL_MAX)
    status = fail(error, path, "its size is out of range");
  size_t size = status == QUOTH_OK ? (size_t)about.st_size : 0;
  if (status == QUOTH_OK) {
    data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (data == MAP_FAILED) status = fail(error, path, strerror(errno));
  }
  close(file);
  if (status != QUOTH_OK) return status;
  status = quoth__model_from(data, size, path, allocator, out, error);
  if (status == QUOTH_OK) (*out)->is_mapped = true;
  else munmap(data, size);
  return status;
}

void quoth_model_free(quoth_model *model) {
  if (!QUOTH__IS(model)) return;
  quoth__mem mem = model->mem;
  if (model->is_mapped) munmap((void *)(uintptr_t)model->data, model->size);
  QUOTH__FREE(&mem, model);
}

const char *quoth_model_lang(const quoth_model *model) {
  return QUOTH__IS(model) ? model->lang : "";
}
