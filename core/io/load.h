/* SPDX-License-Identifier: MIT */
/*
 * Libraries that few runs need, and that would make every run start slower:
 * they are loaded when first asked for, and stay.
 */
#ifndef QUOTH_IO_LOAD_H
#define QUOTH_IO_LOAD_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Load a shared library and look functions up.
 * @param functions out: pointers to functions, `n` of them, as `names`
 * @param problem out: why not; room for `size` bytes
 */
bool quoth__load(const char *library, const char *const *names,
                 void **functions, size_t n, char *problem, size_t size);

#endif
