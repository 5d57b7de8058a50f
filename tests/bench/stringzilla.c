/* SPDX-License-Identifier: MIT */
/*
 * StringZilla's words by its best kernel for this machine. Its headers come
 * from its package in a registry: `make bench STRINGZILLA=5.3.2`.
 */
#include "bench.h"

#ifdef BENCH_STRINGZILLA
#ifdef __x86_64__ /* else only those that the compiler's own flags allow */
#define SZ_USE_WESTMERE 1
#define SZ_USE_HASWELL 1
#define SZ_USE_SKYLAKE 1
#define SZ_USE_ICELAKE 1
#endif
#include <stringzilla/utf8_wordbreaks.h>

typedef sz_size_t words_fn(sz_cptr_t text, sz_size_t length, sz_size_t *starts,
                           sz_size_t *lengths, sz_size_t capacity,
                           sz_size_t *consumed);

static words_fn *best_kernel(void) {
#if SZ_USE_ICELAKE
  if (__builtin_cpu_supports("avx512vbmi2")) return sz_utf8_wordbreaks_icelake;
#endif
#if SZ_USE_HASWELL
  if (__builtin_cpu_supports("avx2")) return sz_utf8_wordbreaks_haswell;
#endif
  return sz_utf8_wordbreaks_serial;
}

bool bench_stringzilla_words(const char *s, size_t len, uint64_t *words) {
  words_fn *kernel = best_kernel();
  sz_size_t starts[512], lengths[512];
  for (size_t at = 0; at < len;) {
    sz_size_t consumed = 0;
    *words += kernel(s + at, len - at, starts, lengths, 512, &consumed);
    if (!consumed) break;
    at += consumed;
  }
  return true;
}
#else
bool bench_stringzilla_words(const char *s, size_t len, uint64_t *words) {
  (void)s, (void)len, (void)words;
  return false;
}
#endif
