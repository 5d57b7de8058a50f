/* SPDX-License-Identifier: MIT */
/* The vector paths for NEON. */
#include "unicode/simd.h"

#ifdef QUOTH__NEON
#include <string.h>

#include "unicode/sentence_run.h"

#define INLINE static inline __attribute__((always_inline))
#define PATH(name) name##_128

#include "unicode/block_neon.h"
#include "unicode/paths.h"

#else
typedef int quoth__no_neon; /* ISO C wants a declaration */
#endif
