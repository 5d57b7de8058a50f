/* SPDX-License-Identifier: MIT */
/*
 * What all patterns and lexicons of an engine share: ids for the words, layers
 * and regular expressions they name, and for the tests they make of a symbol.
 * Filled while they compile, constant (and shared by threads) from then on.
 */
#ifndef QUOTH_MATCH_VOCAB_H
#define QUOTH_MATCH_VOCAB_H

#include "base/arena.h"
#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"

struct quoth__lexicon;

typedef enum quoth__test_kind {
  QUOTH__TEST_ANY,
  QUOTH__TEST_NOT,       /* a */
  QUOTH__TEST_AND,       /* a, b */
  QUOTH__TEST_OR,        /* a, b */
  QUOTH__TEST_NORM,      /* a: word */
  QUOTH__TEST_WORDS,     /* one of `len` words: quoth__test_words() */
  QUOTH__TEST_TEXT,      /* string */
  QUOTH__TEST_SHAPE,     /* string */
  QUOTH__TEST_REGEX,     /* a: regex, b: quoth__subject */
  QUOTH__TEST_CLASS,     /* a: set of 1 << quoth_class */
  QUOTH__TEST_CAPS,      /* a: set of 1 << quoth_caps */
  QUOTH__TEST_SCRIPT,    /* string of 4 */
  QUOTH__TEST_LEN,       /* op, number */
  QUOTH__TEST_LEXICON,   /* lexicon, string: bitmap of entries that pass */
  QUOTH__TEST_PLACE,     /* a: bits of quoth__symbol.flags, one must be set */
  QUOTH__TEST_IN,        /* a: layer */
  QUOTH__TEST_ATTRIBUTE, /* a: attribute; string: quoth__comparison */
} quoth__test_kind;

typedef enum quoth__subject {
  QUOTH__SUBJECT_TEXT, QUOTH__SUBJECT_NORM, QUOTH__SUBJECT_SHAPE,
} quoth__subject;

/** A test of one symbol. Equal tests have equal ids. */
typedef struct quoth__test {
  uint8_t kind, op;
  bool placed; /* depends on where the symbol stands, not on its type alone */
  bool dear;   /* asks a regular expression: the answer is kept for a type */
  bool vague;  /* asks an attribute: the host's answer is waited for */
  uint32_t a, b, len;
  const void *string; /* interned: equal content, equal pointer */
  const struct quoth__lexicon *lexicon;
  double number;
} quoth__test;

/*
 * A set of words is 2^op bits, one set for each word's hash, then the words,
 * sorted: most words that are not in it need one look at one cache line.
 */
static inline const uint32_t *quoth__test_words(const quoth__test *t) {
  return (const uint32_t *)((const uint64_t *)t->string +
                            ((size_t)1 << t->op) / 64);
}

static inline uint32_t quoth__word_bit(uint32_t word, unsigned log_bits) {
  return (word * 0x9E3779B1u) >> (32 - log_bits);
}

typedef struct quoth__vocab {
  quoth__mem mem;
  quoth__arena arena;
  quoth__map words, layers, strings, regex_ids, test_ids;
  uint32_t n_mapped; /* lexicons whose words have numbers of their own */
  QUOTH__VEC(const char *) layer_names;
  QUOTH__VEC(quoth_regex *) regexes;
  QUOTH__VEC(quoth__test) tests;
} quoth__vocab;

/** `out` owned: quoth__vocab_free(), after all that was made with it. */
quoth_status quoth__vocab_new(const quoth__mem *mem, quoth__vocab **out);
void quoth__vocab_free(quoth__vocab *vocab);

/** Id of a norm, made when it is new; QUOTH__NONE when memory is out. */
uint32_t quoth__vocab_word(quoth__vocab *vocab, const char *norm, size_t len);

/** Id of a layer, made when it is new; QUOTH__NONE when memory is out. */
uint32_t quoth__vocab_layer(quoth__vocab *vocab, const char *name, size_t len);

/** One copy for equal bytes, aligned for any type; NULL: memory is out. */
const void *quoth__vocab_string(quoth__vocab *vocab, const void *s,
                                size_t len);

/**
 * Id of a regular expression that must match whole subjects.
 * Errors: as quoth__regex_compile().
 */
quoth_status quoth__vocab_regex(quoth__vocab *vocab, const char *text,
                                size_t len, bool caseless, uint32_t *id,
                                size_t *at, quoth_error *error);

/** Id of a test; `placed` and `dear` are worked out. QUOTH__NONE: no memory. */
uint32_t quoth__vocab_test(quoth__vocab *vocab, quoth__test test);

/** Id of the test for one of n > 1 sorted words. QUOTH__NONE: no memory. */
uint32_t quoth__vocab_words(quoth__vocab *vocab, const uint32_t *words,
                            uint32_t n);

#endif
