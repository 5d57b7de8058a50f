/* SPDX-License-Identifier: MIT */
/* Regular expressions under one policy; the only user of pcre2.h. */
#ifndef QUOTH_MATCH_REGEX_H
#define QUOTH_MATCH_REGEX_H

#include "base/error.h"
#include "base/mem.h"

enum { /* flags of quoth__regex_compile() */
  QUOTH__REGEX_CASELESS = 1 << 0,
  QUOTH__REGEX_WHOLE = 1 << 1, /* must match the whole subject */
  QUOTH__REGEX_NO_JIT = 1 << 2, /* interpreter only: for tests */
};

/**
 * As quoth_regex_new(), with flags. On a syntax error `error` has no place;
 * `at` (may be NULL) gets the byte of the pattern where it was found.
 */
quoth_status quoth__regex_compile(const char *pattern, size_t len,
                                  unsigned flags, const quoth__mem *mem,
                                  quoth_regex **out, size_t *at,
                                  quoth_error *error);

/** Name of a group, or NULL when it has none. Borrowed from `regex`. */
const char *quoth__regex_group_name(const quoth_regex *regex, uint32_t group);

/** Match data and a JIT stack, reused from call to call. One thread at a time. */
typedef struct quoth__regex_scratch quoth__regex_scratch;

/** `out` owned: quoth__regex_scratch_free(). */
quoth_status quoth__regex_scratch_new(const quoth__mem *mem,
                                      quoth__regex_scratch **out);
void quoth__regex_scratch_free(quoth__regex_scratch *scratch);

/**
 * As quoth_regex_find(), over memory of the caller.
 * @param valid the text is known to be UTF-8: the search is a faster one
 * @param groups out: {NONE, NONE} where unset; may be NULL when n_groups is 0
 * @return QUOTH_OK, QUOTH_ENOTFOUND, QUOTH_ELIMIT or QUOTH_ENOMEM
 */
quoth_status quoth__regex_find(const quoth_regex *regex,
                               quoth__regex_scratch *scratch, const char *text,
                               size_t len, size_t from, bool valid,
                               quoth_span *groups, uint32_t n_groups);

/** The first failure (limit, memory) since the last call, or QUOTH_OK. */
quoth_status quoth__regex_scratch_failure(quoth__regex_scratch *scratch);

/** Version of the PCRE2 library in use, and of its Unicode tables. */
const char *quoth__regex_version(void);
const char *quoth__regex_unicode_version(void);

#endif
