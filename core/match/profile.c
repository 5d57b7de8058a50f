/* SPDX-License-Identifier: MIT */
#include "match/profile.h"

#include <string.h>

#include "match/bits.h"
#include "match/matcher.h"

bool quoth__profiles_init(quoth__profiles *p, const quoth__mem *mem,
                          uint32_t n_tests) {
  size_t size = (n_tests + (size_t)1) * sizeof *p->place;
  p->mem = *mem;
  p->n_tests = n_tests;
  p->serial = 1;
  p->place = quoth__mem_new(mem, size);
  p->column = quoth__mem_new(mem, size);
  if (!p->place || !p->column) return false;
  memset(p->place, 0xFF, size);
  memset(p->column, 0xFF, size);
  return true;
}

void quoth__profiles_done(quoth__profiles *p) {
  size_t size = (p->n_tests + (size_t)1) * sizeof *p->place;
  quoth__mem_free(&p->mem, p->place, size);
  quoth__mem_free(&p->mem, p->column, size);
  quoth__mem_free(&p->mem, p->slots, p->cap * sizeof *p->slots);
  QUOTH__VEC_DONE(&p->mem, &p->columns);
  QUOTH__VEC_DONE(&p->mem, &p->asked);
  QUOTH__VEC_DONE(&p->mem, &p->leaves);
  QUOTH__VEC_DONE(&p->mem, &p->yes);
  QUOTH__VEC_DONE(&p->mem, &p->bits);
  QUOTH__VEC_DONE(&p->mem, &p->keys);
  QUOTH__VEC_DONE(&p->mem, &p->key);
  QUOTH__VEC_DONE(&p->mem, &p->by_kind);
}

/* ---- What is asked ----------------------------------------------------- */

/* Another question makes all answers incomplete. */
void quoth__profiles_forget(quoth__profiles *p) {
  if (p->slots) memset(p->slots, 0, p->cap * sizeof *p->slots);
  p->count = p->by_kind.count = 0;
  p->serial++;
}

/* What word, class and case of letters do not tell. */
static bool is_leaf(const quoth__test *t) {
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_TEXT:
    case QUOTH__TEST_SHAPE:
    case QUOTH__TEST_REGEX:
    case QUOTH__TEST_SCRIPT:
    case QUOTH__TEST_LEN: return true;
    case QUOTH__TEST_LEXICON: /* whose words have numbers of their own */
      return quoth__lexicon_number(t->lexicon) != QUOTH__NONE;
    default: return false;
  }
}

static bool ask(quoth__profiles *p, const quoth__vocab *vocab,
                uint32_t test) {
  const quoth__test *t = &vocab->tests.data[test];
  if (p->place[test] != QUOTH__NONE) return true;
  if (t->kind >= QUOTH__TEST_NOT && t->kind <= QUOTH__TEST_OR) {
    if (!ask(p, vocab, t->a)) return false;
    if (t->kind != QUOTH__TEST_NOT && !ask(p, vocab, t->b)) return false;
  }
  if (is_leaf(t) && !QUOTH__VEC_ADD(&p->mem, &p->leaves, test)) return false;
  if (!QUOTH__VEC_ADD(&p->mem, &p->asked, test)) return false;
  p->place[test] = p->asked.count - 1;
  return true;
}

uint32_t quoth__profiles_column(quoth__profiles *p, const quoth__vocab *vocab,
                                uint32_t test) {
  if (p->column[test] != QUOTH__NONE) return p->column[test];
  quoth__profiles_forget(p);
  if (!ask(p, vocab, test) || !QUOTH__VEC_ADD(&p->mem, &p->columns, test))
    return QUOTH__NONE;
  return p->column[test] = p->columns.count - 1;
}

/* ---- Answers ----------------------------------------------------------- */

static bool answer(quoth__matcher *m, uint32_t test, uint32_t kind) {
  const quoth__profiles *p = &m->profiles;
  const quoth__test *t = &m->vocab->tests.data[test];
  const uint8_t *yes = p->yes.data;
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_NOT: return !yes[p->place[t->a]];
    case QUOTH__TEST_AND: return yes[p->place[t->a]] && yes[p->place[t->b]];
    case QUOTH__TEST_OR: return yes[p->place[t->a]] || yes[p->place[t->b]];
    default: return quoth__matcher_kind_test(m, test, kind) == QUOTH__YES;
  }
}

static bool fill(quoth__matcher *m, uint32_t kind) {
  quoth__profiles *p = &m->profiles;
  uint32_t n = p->asked.count;
  if (!QUOTH__VEC_RESERVE(&p->mem, &p->bits, p->width)) return false;
  uint64_t *bits = p->bits.data + p->bits.count;
  memset(bits, 0, p->width * sizeof *bits);
  p->bits.count += p->width;
  for (uint32_t i = 0; i < n; i++)
    p->yes.data[i] = answer(m, p->asked.data[i], kind);
  for (uint32_t i = 0; i < p->columns.count; i++)
    if (p->yes.data[p->place[p->columns.data[i]]]) quoth__bit_set(bits, i);
  return true;
}

static bool make_key(quoth__matcher *m, uint32_t kind) {
  quoth__profiles *p = &m->profiles;
  uint64_t *key = p->key.data;
  const quoth__kind *k = kind == QUOTH__NONE ? NULL : &m->kinds.data[kind];
  memset(key, 0, p->key_width * sizeof *key);
  key[0] = k ? (uint64_t)k->word << 32 | (uint64_t)k->type.cls << 8 |
                   (uint64_t)k->type.caps
             : UINT64_MAX;
  for (uint32_t i = 0; k && i < p->leaves.count; i++)
    if (quoth__matcher_kind_test(m, p->leaves.data[i], kind) == QUOTH__YES)
      quoth__bit_set(key + 1, i);
  return !m->status;
}

static uint32_t slot_of(const quoth__profiles *p, const uint64_t *key) {
  uint64_t h = 0;
  for (uint32_t i = 0; i < p->key_width; i++)
    h = (h ^ key[i]) * UINT64_C(0x9E3779B97F4A7C15), h ^= h >> 32;
  uint32_t mask = p->cap - 1, at = (uint32_t)h & mask;
  for (;; at = (at + 1) & mask) {
    uint32_t found = p->slots[at];
    if (!found || memcmp(p->keys.data + (size_t)(found - 1) * p->key_width,
                         key, p->key_width * sizeof *key) == 0)
      return at;
  }
}

static bool grow(quoth__profiles *p) {
  uint32_t old = p->cap, cap = old ? old * 2 : 256;
  uint32_t *slots = quoth__mem_zero(&p->mem, cap * sizeof *slots);
  if (!slots) return false;
  quoth__mem_free(&p->mem, p->slots, old * sizeof *slots);
  p->slots = slots;
  p->cap = cap;
  for (uint32_t i = 0; i < p->count; i++)
    slots[slot_of(p, p->keys.data + (size_t)i * p->key_width)] = i + 1;
  return true;
}

static uint32_t add(quoth__matcher *m, uint32_t kind) {
  quoth__profiles *p = &m->profiles;
  if (p->count + 1 > p->cap / 4 * 3 && !grow(p)) return QUOTH__NONE;
  uint32_t *slot = &p->slots[slot_of(p, p->key.data)];
  if (*slot) return *slot - 1;
  if (!QUOTH__VEC_RESERVE(&p->mem, &p->keys, p->key_width) || !fill(m, kind))
    return QUOTH__NONE;
  memcpy(p->keys.data + p->keys.count, p->key.data,
         p->key_width * sizeof *p->key.data);
  p->keys.count += p->key_width;
  *slot = ++p->count;
  return p->count - 1;
}

/* The first two profiles are of what is no token. */
static bool add_first_two(quoth__matcher *m) {
  quoth__profiles *p = &m->profiles;
  p->width = p->columns.count / 64 + 1;
  p->key_width = p->leaves.count / 64 + 2;
  p->bits.count = p->keys.count = p->yes.count = p->key.count = 0;
  if (!QUOTH__VEC_RESERVE(&p->mem, &p->yes, p->asked.count + 1) ||
      !QUOTH__VEC_RESERVE(&p->mem, &p->key, p->key_width) ||
      !QUOTH__VEC_RESERVE(&p->mem, &p->bits, p->width) ||
      !QUOTH__VEC_RESERVE(&p->mem, &p->keys, p->key_width))
    return false;
  memset(p->bits.data, 0, p->width * sizeof *p->bits.data);
  memset(p->keys.data, 0xEE, p->key_width * sizeof *p->keys.data);
  p->bits.count = p->width;
  p->keys.count = p->key_width;
  p->count = 1;
  if (!make_key(m, QUOTH__NONE)) return false;
  return add(m, QUOTH__NONE) == QUOTH__PROFILE_COLLAPSED;
}

bool quoth__profiles_begin(quoth__matcher *m) {
  quoth__profiles *p = &m->profiles;
  uint32_t had = p->by_kind.count, n = m->kinds.count;
  if (!p->count && !add_first_two(m)) {
    p->count = 0;
    return false;
  }
  if (had >= n) return true;
  if (!QUOTH__VEC_RESERVE(&p->mem, &p->by_kind, n - had)) return false;
  memset(p->by_kind.data + had, 0xFF, (n - had) * sizeof *p->by_kind.data);
  p->by_kind.count = n;
  return true;
}

uint32_t quoth__profiles_make(quoth__matcher *m, uint32_t kind) {
  uint32_t profile = make_key(m, kind) ? add(m, kind) : QUOTH__NONE;
  return m->profiles.by_kind.data[kind] = profile;
}
