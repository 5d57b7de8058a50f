/* SPDX-License-Identifier: MIT */
/* Tests of symbols: asked once a type where dear. */
#include <string.h>

#include "match/matcher.h"

static bool compare(quoth__op op, double a, double b) {
  switch (op) {
    case QUOTH__OP_EQ: return a >= b && a <= b;
    case QUOTH__OP_NE: return a < b || a > b;
    case QUOTH__OP_LT: return a < b;
    case QUOTH__OP_LE: return a <= b;
    case QUOTH__OP_GT: return a > b;
    case QUOTH__OP_GE: break;
  }
  return a >= b;
}

static bool same(const char *a, uint32_t a_len, const quoth__test *t) {
  return a_len == t->len && memcmp(a, t->string, a_len) == 0;
}

static bool regex_test(quoth__matcher *m, const quoth__test *t,
                       const quoth_type *type) {
  const char *s = type->text;
  uint32_t len = type->text_len;
  if (t->b == QUOTH__SUBJECT_NORM) s = type->norm, len = type->norm_len;
  if (t->b == QUOTH__SUBJECT_SHAPE) s = type->shape, len = type->shape_len;
  quoth_status status = quoth__regex_find(m->vocab->regexes.data[t->a],
                                          m->regex, s, len, 0, false, NULL, 0);
  if (status && status != QUOTH_ENOTFOUND) m->status = status; /* not kept */
  return status == QUOTH_OK;
}

static bool dear_test(quoth__matcher *m, uint32_t id, const quoth__test *t,
                      quoth__kind *kind) {
  uint32_t number = m->dear[id], shift = number % 4 * 2;
  uint8_t *cell = &kind->answers[number / 4];
  unsigned answer = *cell >> shift & 3u;
  if (answer) return answer == 3;
  bool yes = regex_test(m, t, &kind->type);
  if (!m->status) *cell |= (uint8_t)((yes ? 3u : 2u) << shift);
  return yes;
}

static bool lexicon_test(const quoth__matcher *m, const quoth__test *t,
                         const quoth__kind *kind) {
  uint32_t entry, word = quoth__matcher_kind_word(
                      m, (uint32_t)(kind - m->kinds.data), t->lexicon);
  const uint64_t *passes = t->string;
  if (!quoth__lexicon_longest(t->lexicon, &word, 1, &entry)) return false;
  return !passes || (passes[entry / 64] >> entry % 64 & 1);
}

static bool is_among(const quoth__test *t, uint32_t word) {
  const uint32_t *words = quoth__test_words(t);
  uint32_t low = 0, n = t->len, bit = quoth__word_bit(word, t->op);
  const uint64_t *bits = t->string;
  if (!(bits[bit / 64] >> bit % 64 & 1)) return false;
  while (n > 1) { /* no branch that could be guessed wrong */
    uint32_t half = n / 2;
    low += words[low + half] <= word ? half : 0;
    n -= half;
  }
  return n && words[low] == word;
}

/* A test of the type alone. */
static bool type_test(quoth__matcher *m, uint32_t id, const quoth__test *t,
                      quoth__kind *kind) {
  const quoth_type *type = &kind->type;
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_NORM: return kind->word == t->a;
    case QUOTH__TEST_WORDS: return is_among(t, kind->word);
    case QUOTH__TEST_TEXT: return same(type->text, type->text_len, t);
    case QUOTH__TEST_SHAPE: return same(type->shape, type->shape_len, t);
    case QUOTH__TEST_SCRIPT: return same(type->script, 4, t);
    case QUOTH__TEST_REGEX: return dear_test(m, id, t, kind);
    case QUOTH__TEST_CLASS: return t->a >> type->cls & 1;
    case QUOTH__TEST_CAPS: return t->a >> type->caps & 1;
    case QUOTH__TEST_LEN:
      return compare((quoth__op)t->op, type->n_cps, t->number);
    case QUOTH__TEST_LEXICON: return lexicon_test(m, t, kind);
    default: return false;
  }
}

static bool in_layer(quoth__matcher *m, const quoth__test *t,
                     const quoth__symbol *s) {
  const quoth__layer *l = quoth__view_layer(m->view, t->a);
  if (!l) {
    m->status = QUOTH_ENOMEM;
    return false;
  }
  for (uint32_t i = s->first; i < s->end; i++)
    if (!(l->inside[i / 64] >> i % 64 & 1)) return false;
  return true;
}

static bool attribute_test(quoth__matcher *m, const quoth__test *t,
                           const quoth__symbol *s) {
  const quoth__comparison *c = t->string;
  quoth_value value = {.kind = QUOTH_VALUE_NIL};
  if (s->annotation == QUOTH_NONE && m->view->attributes.get)
    value = m->view->attributes.get(m->view->attributes.ud, t->a, s->first);
  return quoth__comparison_holds(c, &value, m->regex);
}

bool quoth__matcher_test(quoth__matcher *m, uint32_t id, uint32_t symbol) {
  const quoth__test *t = &m->vocab->tests.data[id];
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_NORM: return m->word_at.data[symbol] == t->a;
    case QUOTH__TEST_WORDS: return is_among(t, m->word_at.data[symbol]);
    case QUOTH__TEST_CLASS: return t->a >> m->look_at.data[symbol].cls & 1;
    case QUOTH__TEST_CAPS: return t->a >> m->look_at.data[symbol].caps & 1;
    case QUOTH__TEST_ANY: return true;
    case QUOTH__TEST_NOT: return !quoth__matcher_test(m, t->a, symbol);
    case QUOTH__TEST_AND:
      return quoth__matcher_test(m, t->a, symbol) &&
             quoth__matcher_test(m, t->b, symbol);
    case QUOTH__TEST_OR:
      return quoth__matcher_test(m, t->a, symbol) ||
             quoth__matcher_test(m, t->b, symbol);
    case QUOTH__TEST_PLACE:
      return (m->view->symbols.data[symbol].flags & t->a) != 0;
    case QUOTH__TEST_IN:
      return in_layer(m, t, &m->view->symbols.data[symbol]);
    case QUOTH__TEST_ATTRIBUTE:
      return attribute_test(m, t, &m->view->symbols.data[symbol]);
    default: break;
  }
  uint32_t kind = m->kind_at.data[symbol];
  return kind != QUOTH__NONE && type_test(m, id, t, &m->kinds.data[kind]);
}

quoth__maybe quoth__matcher_kind_test(quoth__matcher *m, uint32_t id,
                                      uint32_t kind) {
  const quoth__test *t = &m->vocab->tests.data[id];
  quoth__maybe a, b;
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_ANY: return QUOTH__YES;
    case QUOTH__TEST_NOT:
      a = quoth__matcher_kind_test(m, t->a, kind);
      return a == QUOTH__DEPENDS ? a : a == QUOTH__YES ? QUOTH__NO : QUOTH__YES;
    case QUOTH__TEST_AND:
      a = quoth__matcher_kind_test(m, t->a, kind);
      if (a == QUOTH__NO) return a;
      b = quoth__matcher_kind_test(m, t->b, kind);
      return b == QUOTH__YES ? a : b;
    case QUOTH__TEST_OR:
      a = quoth__matcher_kind_test(m, t->a, kind);
      if (a == QUOTH__YES) return a;
      b = quoth__matcher_kind_test(m, t->b, kind);
      return b == QUOTH__NO ? a : b;
    case QUOTH__TEST_PLACE:
    case QUOTH__TEST_IN:
    case QUOTH__TEST_ATTRIBUTE: return QUOTH__DEPENDS;
    default: break;
  }
  if (kind == QUOTH__NONE) return QUOTH__NO;
  return type_test(m, id, t, &m->kinds.data[kind]) ? QUOTH__YES : QUOTH__NO;
}
