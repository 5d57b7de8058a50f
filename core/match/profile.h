/* SPDX-License-Identifier: MIT */
/*
 * What word types answer to the tests that rows are made of. Kinds that give
 * the same answers share a profile: a bit for each test, worked out once.
 */
#ifndef QUOTH_MATCH_PROFILE_H
#define QUOTH_MATCH_PROFILE_H

#include "match/program.h"

enum {
  QUOTH__PROFILE_END = 0,       /* of a place behind a region: no to all */
  QUOTH__PROFILE_COLLAPSED = 1, /* of a collapsed symbol */
};

typedef struct quoth__profiles {
  quoth__mem mem;
  uint32_t n_tests; /* of the vocab */
  uint32_t serial;  /* another one whenever profiles were forgotten */
  QUOTH__VEC(uint32_t) columns; /* tests: a bit of each profile */
  uint32_t *place;  /* by test: its place in `asked`, or NONE */
  uint32_t *column; /* by test, or NONE */
  QUOTH__VEC(uint32_t) asked;  /* tests, those that others need before them */
  QUOTH__VEC(uint32_t) leaves; /* of these: asked of each new kind */
  QUOTH__VEC(uint8_t) yes;     /* answers to `asked`, of one profile */
  QUOTH__VEC(uint64_t) bits;   /* by profile, `width` words each */
  QUOTH__VEC(uint64_t) keys;   /* by profile, `key_width` words each */
  QUOTH__VEC(uint64_t) key;    /* of the kind in hand */
  QUOTH__VEC(uint32_t) by_kind; /* NONE: not worked out yet */
  uint32_t *slots; /* a hash table of profiles, from 1; cap a power of two */
  uint32_t cap, count, width, key_width;
} quoth__profiles;

struct quoth__matcher;

bool quoth__profiles_init(quoth__profiles *p, const quoth__mem *mem,
                          uint32_t n_tests);
void quoth__profiles_done(quoth__profiles *p);

/** Forget all answers. */
void quoth__profiles_forget(quoth__profiles *profiles);

/** The column of a test that asks the type only; NONE: memory is out. */
uint32_t quoth__profiles_column(quoth__profiles *p, const quoth__vocab *vocab,
                                uint32_t test);

/** Make `by_kind` as long as there are kinds; false when memory is out. */
bool quoth__profiles_begin(struct quoth__matcher *m);

/** Work out the profile of a kind for `by_kind`; NONE: memory is out. */
uint32_t quoth__profiles_make(struct quoth__matcher *m, uint32_t kind);

static inline const uint64_t *quoth__profile_bits(const quoth__profiles *p,
                                                  uint32_t profile) {
  return p->bits.data + (size_t)profile * p->width;
}

#endif
