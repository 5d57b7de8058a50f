/* SPDX-License-Identifier: MIT */
/*
 * Which vector instructions to use. Every path gives the same boundaries; a
 * path's code stands in files named *_block.h, is written once in terms of
 * 64-byte blocks (block_*.h), and compiled once for each kind of machine
 * (paths_*.c). On AArch64 vectors need no asking.
 */
#ifndef QUOTH_UNICODE_SIMD_H
#define QUOTH_UNICODE_SIMD_H

#include "quoth.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(QUOTH_PORTABLE)
#define QUOTH__X86 1
#elif defined(__aarch64__) && defined(__GNUC__) && !defined(QUOTH_PORTABLE) && \
    defined(__ORDER_LITTLE_ENDIAN__)
#define QUOTH__NEON 1
#endif

/* GCC does not unroll loops at -O2 unless it is told to; clang does. */
#ifdef __clang__
#define UNROLL(n)
#else
#define UNROLL_PRAGMA(text) _Pragma(#text)
#define UNROLL(n) UNROLL_PRAGMA(GCC unroll n)
#endif

typedef enum quoth__simd {
  QUOTH__SIMD_NONE, /* portable C */
  QUOTH__SIMD_128,  /* SSE4.2, NEON */
  QUOTH__SIMD_256,  /* AVX2 */
  QUOTH__SIMD_512,  /* AVX-512 with VBMI2 */
  QUOTH__SIMD_COUNT,
} quoth__simd;

/** The widest that this machine has. Costs a few loads. */
static inline quoth__simd quoth__simd_best(void) {
#if defined(QUOTH__X86)
  if (__builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("bmi2"))
    return QUOTH__SIMD_512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("bmi2"))
    return QUOTH__SIMD_256;
  if (__builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt"))
    return QUOTH__SIMD_128;
#elif defined(QUOTH__NEON)
  return QUOTH__SIMD_128;
#endif
  return QUOTH__SIMD_NONE;
}

typedef size_t quoth__fill(const char *s, size_t len, size_t at,
                           uint32_t *ends, size_t max);
typedef size_t quoth__valid(const char *s, size_t len);
typedef struct quoth__byteset quoth__byteset;
typedef size_t quoth__byteset_find(const quoth__byteset *set, const char *s,
                                   size_t len, size_t at);

/* What quoth__*_fill() and their like are with certain instructions, which must
   be there. */
quoth__fill *quoth__word_path(quoth__simd simd);
quoth__fill *quoth__sentence_path(quoth__simd simd);
quoth__fill *quoth__grapheme_path(quoth__simd simd);
quoth__valid *quoth__utf8_valid_path(quoth__simd simd);
quoth__byteset_find *quoth__byteset_path(quoth__simd simd);

/* Declares NAME_none and so on; a table of them by quoth__simd. */
#if defined(QUOTH__X86)
#define QUOTH__DECLARE_PATHS(type, name) \
  type name##_none, name##_128, name##_256, name##_512
#define QUOTH__PATHS(name) {name##_none, name##_128, name##_256, name##_512}
#elif defined(QUOTH__NEON)
#define QUOTH__DECLARE_PATHS(type, name) type name##_none, name##_128
#define QUOTH__PATHS(name) {name##_none, name##_128, name##_128, name##_128}
#else
#define QUOTH__DECLARE_PATHS(type, name) type name##_none
#define QUOTH__PATHS(name) {name##_none, name##_none, name##_none, name##_none}
#endif

QUOTH__DECLARE_PATHS(quoth__fill, quoth__word_fill);
QUOTH__DECLARE_PATHS(quoth__fill, quoth__sentence_fill);
QUOTH__DECLARE_PATHS(quoth__fill, quoth__grapheme_fill);
QUOTH__DECLARE_PATHS(quoth__valid, quoth__utf8_valid);
QUOTH__DECLARE_PATHS(quoth__byteset_find, quoth__byteset_find);

#endif
