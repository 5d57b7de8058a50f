/* SPDX-License-Identifier: MIT */
/* The rules stand in sentence.lua. */
#include "unicode/sentence.h"

#include "unicode/machine.h"
#include "unicode/record.h"
#include "unicode/sentence_run.h"
#include "unicode/simd.h"

static const quoth__machine machine = {
    .steps = quoth__sentence_steps,
    .ascii = quoth__sentence_ascii,
    .blocks = quoth__sentence_blocks,
    .leaves = quoth__sentence_leaves,
    .first_open = QUOTH__SENTENCE_FIRST_OPEN,
};

/* The state before `at` where none of TERM stands in between: that of the last
   character which SB5 leaves. */
static unsigned state_before(const char *s, size_t start, size_t at) {
  while (at > start) {
    uint32_t cp = (unsigned char)s[at - 1];
    if (cp < 0x80)
      at--;
    else
      cp = quoth__utf8_prev(s, at, &at);
    unsigned class = QUOTH__FIELD(quoth__record(cp), SENTENCE);
    if (class == QUOTH__SB_UPPER || class == QUOTH__SB_LOWER)
      return QUOTH__SENTENCE_CASED;
    if (class != QUOTH__SB_EXTEND && class != QUOTH__SB_FORMAT) break;
  }
  return QUOTH__SENTENCE_ANY;
}

void quoth__sentence_rest(quoth__sentence_run *run, const char *s,
                          size_t len) {
  unsigned state = state_before(s, run->start, run->at);
  size_t mark = 0;
  do {
    size_t start = run->at;
    unsigned step = quoth__machine_step(&machine, s, len, &run->at, state);
    if (step & QUOTH__STEP_COMMIT) {
      run->ends[run->n++] = (uint32_t)(run->start = mark);
      if (run->n == run->max) return;
    }
    if (step & QUOTH__STEP_MARK) mark = start;
    if (step & QUOTH__STEP_BREAK) {
      run->ends[run->n++] = (uint32_t)(run->start = start);
      if (run->n == run->max) return;
    }
    state = step & QUOTH__STEP_STATE;
  } while (state != QUOTH__SENTENCE_ANY && state != QUOTH__SENTENCE_CASED &&
           run->at < len);
  if (state >= machine.first_open)
    run->ends[run->n++] = (uint32_t)(run->start = mark);
}

/* The first TERM from `at` on, or `len`. */
static size_t find_term(const char *s, size_t len, size_t at) {
  while (at < len) {
    unsigned char b = (unsigned char)s[at];
    if (!quoth__sentence_first[b]) {
      at++;
      continue;
    }
    quoth__char c = quoth__utf8_get(s, len, at);
    unsigned class = QUOTH__FIELD(quoth__record(c.cp), SENTENCE);
    if (quoth__sentence_marks[class] & 1u << QUOTH__SENTENCE_TERM) break;
    at += c.len;
  }
  return at;
}

size_t quoth__sentence_fill_none(const char *s, size_t len, size_t at,
                                 uint32_t *ends, size_t max) {
  if (at >= len || !max) return 0;
  quoth__sentence_run run = {.start = at, .at = at, .ends = ends, .max = max};
  while ((run.at = find_term(s, len, run.at)) < len) {
    quoth__sentence_rest(&run, s, len);
    if (run.n == max) return run.n;
  }
  if (run.start < len) ends[run.n++] = (uint32_t)len;
  return run.n;
}

quoth__fill *quoth__sentence_path(quoth__simd simd) {
  static quoth__fill *const paths[] = QUOTH__PATHS(quoth__sentence_fill);
  return paths[simd];
}

size_t quoth__sentence_fill(const char *s, size_t len, size_t at,
                            uint32_t *ends, size_t max) {
  return quoth__sentence_path(quoth__simd_best())(s, len, at, ends, max);
}

size_t quoth__sentence_next(const char *s, size_t len, size_t at) {
  uint32_t end = (uint32_t)len;
  quoth__sentence_fill(s, len, at, &end, 1);
  return end;
}
