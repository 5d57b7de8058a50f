/* SPDX-License-Identifier: MIT */
/* The vector paths for AVX-512. */
#include "unicode/simd.h"

#ifdef QUOTH__X86
#include <immintrin.h>
#include <string.h>

#include "unicode/record.h"
#include "unicode/sentence_run.h"
#include "unicode/utf8.h"

#ifdef __clang__
#pragma clang attribute push( \
    __attribute__((target("avx512bw,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt"))), \
    apply_to = function)
#else
#pragma GCC target("avx512bw,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")
#endif
#define INLINE static inline __attribute__((always_inline))
#define PATH(name) name##_512

#include "unicode/block_avx512.h"
#include "unicode/paths.h"

#ifdef __clang__
#pragma clang attribute pop
#endif
#else
typedef int quoth__no_avx512; /* ISO C wants a declaration */
#endif
