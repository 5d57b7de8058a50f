/* SPDX-License-Identifier: MIT */
#include "io/load.h"

#include <dlfcn.h>
#include <stdio.h>

bool quoth__load(const char *library, const char *const *names,
                 void **functions, size_t n, char *problem, size_t size) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  bool ok = handle != NULL;
  for (size_t i = 0; ok && i < n; i++) {
    functions[i] = dlsym(handle, names[i]);
    ok = functions[i] != NULL;
  }
  if (!ok) {
    const char *why = dlerror();
    snprintf(problem, size, "cannot load %s: %s", library, why ? why : "?");
  }
  return ok;
}
