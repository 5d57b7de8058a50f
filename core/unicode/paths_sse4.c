/* SPDX-License-Identifier: MIT */
/* The vector paths for SSE4.2. */
#include "unicode/simd.h"

#ifdef QUOTH__X86
#include <immintrin.h>
#include <string.h>

#include "unicode/record.h"
#include "unicode/sentence_run.h"
#include "unicode/utf8.h"

#ifdef __clang__
#pragma clang attribute push( \
    __attribute__((target("sse4.2,popcnt"))), \
    apply_to = function)
#else
#pragma GCC target("sse4.2,popcnt")
#endif
#define INLINE static inline __attribute__((always_inline))
#define PATH(name) name##_128

#include "unicode/block_sse4.h"
#include "unicode/paths.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#else
typedef int quoth__no_sse4; /* ISO C wants a declaration */
#endif
