/* SPDX-License-Identifier: MIT */
/*
 * Runs the table that machine.lua made of the rules of a kind of boundary: one
 * step a character. Where a rule looks ahead, the place is marked and decided
 * by a later character, so that nothing is read twice. Each entry holds the
 * next state and what is known now about boundaries; states from `first_open`
 * on have an undecided mark.
 */
#ifndef QUOTH_UNICODE_MACHINE_H
#define QUOTH_UNICODE_MACHINE_H

#include "unicode/tables.h"
#include "unicode/utf8.h"

enum { /* bits of an entry, as in machine.lua; the rest is the next state */
  QUOTH__STEP_BREAK = 1,  /* a boundary before this character */
  QUOTH__STEP_MARK = 2,   /* perhaps one: mark this place */
  QUOTH__STEP_COMMIT = 4, /* the mark was one */
  QUOTH__STEP_STATE = 0xFFE0,
};

/* A state is where its steps begin, so that the way from one to the next is
   short: a load, an AND. */
typedef struct quoth__machine {
  const uint16_t *steps;          /* [state + class] */
  const uint8_t *ascii;           /* classes of ASCII */
  const uint8_t *blocks, *leaves; /* classes of all */
  unsigned first_open;
} quoth__machine;

#if defined(__GNUC__)
#define QUOTH__INLINE static inline __attribute__((always_inline))
#else
#define QUOTH__INLINE static inline
#endif

/* The entry for the character at `*at`, which moves behind it. Inlined into
   each kind's own functions, where `m` is constant. */
QUOTH__INLINE unsigned quoth__machine_step(const quoth__machine *m,
                                           const char *s, size_t len,
                                           size_t *at, unsigned state) {
  unsigned char b = (unsigned char)s[*at];
  quoth__char c = {b, 1, true};
  unsigned class;
  if (b < 0x80) {
    class = m->ascii[b];
  } else {
    c = quoth__utf8_get(s, len, *at);
    class = m->leaves[(unsigned)m->blocks[c.cp >> 7] << 7 | (c.cp & 0x7F)];
  }
  *at += c.len;
  return m->steps[state + class];
}

QUOTH__INLINE size_t quoth__machine_fill(const quoth__machine *m,
                                         const char *s, size_t len, size_t at,
                                         uint32_t *ends, size_t max) {
  size_t n = 0, mark = 0;
  unsigned state = 0;
  if (!max) return 0;
  while (at < len) {
    size_t start = at;
    unsigned step = quoth__machine_step(m, s, len, &at, state);
    if (step & (QUOTH__STEP_MARK | QUOTH__STEP_COMMIT)) {
      if (step & QUOTH__STEP_COMMIT) {
        ends[n++] = (uint32_t)mark;
        if (n == max) return n;
      }
      mark = start;
    }
    ends[n] = (uint32_t)start;
    n += step & QUOTH__STEP_BREAK;
    state = step & QUOTH__STEP_STATE;
    if (n == max) return n;
  }
  if (state >= m->first_open) ends[n++] = (uint32_t)mark;
  if (n < max && state) ends[n++] = (uint32_t)len;
  return n;
}

#endif
