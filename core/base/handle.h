/* SPDX-License-Identifier: MIT */
/*
 * Handles that callers hold. A debug build (-DQUOTH_DEBUG) never gives the memory
 * of a freed handle away, only what it owned: so its use is seen, and refused as
 * NULL is. Other builds pay nothing and see nothing.
 */
#ifndef QUOTH_BASE_HANDLE_H
#define QUOTH_BASE_HANDLE_H

#include "base/mem.h"

#ifdef QUOTH_DEBUG
/** A field of each handle; zero as long as it lives. */
#define QUOTH__HANDLE bool freed;
#define QUOTH__IS(handle) ((handle) && !(handle)->freed)
#define QUOTH__FREE(mem, handle) ((void)(mem), (handle)->freed = true)
#else
#define QUOTH__HANDLE
#define QUOTH__IS(handle) ((handle) != NULL)
#define QUOTH__FREE(mem, handle) \
  quoth__mem_free((mem), (handle), sizeof *(handle))
#endif

#endif
