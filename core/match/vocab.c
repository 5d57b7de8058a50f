/* SPDX-License-Identifier: MIT */
#include "match/vocab.h"

#include <string.h>

#include "match/regex.h"

quoth_status quoth__vocab_new(const quoth__mem *mem, quoth__vocab **out) {
  *out = NULL;
  quoth__vocab *v = quoth__mem_zero(mem, sizeof *v);
  if (!v) return QUOTH_ENOMEM;
  v->mem = *mem;
  quoth__arena_init(&v->arena, mem);
  quoth__map_init(&v->words, &v->arena);
  quoth__map_init(&v->layers, &v->arena);
  quoth__map_init(&v->strings, &v->arena);
  quoth__map_init(&v->regex_ids, &v->arena);
  quoth__map_init(&v->test_ids, &v->arena);
  *out = v;
  return QUOTH_OK;
}

void quoth__vocab_free(quoth__vocab *v) {
  if (!v) return;
  quoth__mem mem = v->mem;
  for (uint32_t i = 0; i < v->regexes.count; i++)
    quoth_regex_free(v->regexes.data[i]);
  QUOTH__VEC_DONE(&mem, &v->layer_names);
  QUOTH__VEC_DONE(&mem, &v->regexes);
  QUOTH__VEC_DONE(&mem, &v->tests);
  quoth__map_done(&v->words);
  quoth__map_done(&v->layers);
  quoth__map_done(&v->strings);
  quoth__map_done(&v->regex_ids);
  quoth__map_done(&v->test_ids);
  quoth__arena_done(&v->arena);
  quoth__mem_free(&mem, v, sizeof *v);
}

uint32_t quoth__vocab_word(quoth__vocab *v, const char *norm, size_t len) {
  return quoth__map_add(&v->words, norm, len, v->words.count, NULL);
}

uint32_t quoth__vocab_layer(quoth__vocab *v, const char *name, size_t len) {
  uint32_t id = quoth__map_find(&v->layers, name, len);
  if (id != QUOTH__NONE) return id;
  if (!QUOTH__VEC_RESERVE(&v->mem, &v->layer_names, 1)) return QUOTH__NONE;
  const char *stored;
  id = quoth__map_add(&v->layers, name, len, v->layer_names.count, &stored);
  if (id != QUOTH__NONE) v->layer_names.data[v->layer_names.count++] = stored;
  return id;
}

const void *quoth__vocab_string(quoth__vocab *v, const void *s, size_t len) {
  const char *stored;
  uint32_t id = quoth__map_add(&v->strings, s, len, 0, &stored);
  return id == QUOTH__NONE ? NULL : stored;
}

quoth_status quoth__vocab_regex(quoth__vocab *v, const char *text, size_t len,
                                bool caseless, uint32_t *id, size_t *at,
                                quoth_error *error) {
  char *key = quoth__arena_new(&v->arena, len + 1);
  quoth_regex *regex = NULL;
  if (at) *at = 0;
  if (!key) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  key[0] = caseless ? 'i' : '-';
  memcpy(key + 1, text, len);
  *id = quoth__map_find(&v->regex_ids, key, len + 1);
  if (*id != QUOTH__NONE) return QUOTH_OK;
  quoth_status status = quoth__regex_compile(
      text, len,
      QUOTH__REGEX_WHOLE | (caseless ? (unsigned)QUOTH__REGEX_CASELESS : 0),
      &v->mem, &regex, at, error);
  if (status) return status;
  if (!QUOTH__VEC_ADD(&v->mem, &v->regexes, regex)) {
    quoth_regex_free(regex);
    return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  }
  *id = quoth__map_add(&v->regex_ids, key, len + 1, v->regexes.count - 1,
                       NULL);
  if (*id == QUOTH__NONE)
    return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  return QUOTH_OK;
}

static void derive(const quoth__vocab *v, quoth__test *t) {
  t->placed = t->kind == QUOTH__TEST_PLACE || t->kind == QUOTH__TEST_IN ||
              t->kind == QUOTH__TEST_ATTRIBUTE;
  t->dear = t->kind == QUOTH__TEST_REGEX;
  t->vague = t->kind == QUOTH__TEST_ATTRIBUTE;
  if (t->kind < QUOTH__TEST_NOT || t->kind > QUOTH__TEST_OR) return;
  const quoth__test *a = &v->tests.data[t->a], *b = a;
  if (t->kind != QUOTH__TEST_NOT) b = &v->tests.data[t->b];
  t->placed = a->placed || b->placed;
  t->dear = a->dear || b->dear;
  t->vague = a->vague || b->vague;
}

uint32_t quoth__vocab_test(quoth__vocab *v, quoth__test test) {
  quoth__test key; /* compared byte by byte: no stray padding */
  derive(v, &test);
  memset(&key, 0, sizeof key);
  key.kind = test.kind, key.op = test.op;
  key.placed = test.placed, key.dear = test.dear, key.vague = test.vague;
  key.a = test.a, key.b = test.b, key.len = test.len;
  key.string = test.string, key.lexicon = test.lexicon;
  key.number = test.number;
  if (!QUOTH__VEC_RESERVE(&v->mem, &v->tests, 1)) return QUOTH__NONE;
  uint32_t id = quoth__map_add(&v->test_ids, (const char *)&key, sizeof key,
                               v->tests.count, NULL);
  if (id == v->tests.count) v->tests.data[v->tests.count++] = key;
  return id;
}

uint32_t quoth__vocab_words(quoth__vocab *v, const uint32_t *words,
                            uint32_t n) {
  quoth__test test = {.kind = QUOTH__TEST_WORDS, .len = n, .op = 6};
  while (test.op < 20 && (1u << test.op) < 5 * n) test.op++;
  size_t bits = ((size_t)1 << test.op) / 8, size = bits + n * sizeof *words;
  uint64_t *set = quoth__mem_zero(&v->mem, size);
  if (!set) return QUOTH__NONE;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t bit = quoth__word_bit(words[i], test.op);
    set[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  memcpy((char *)set + bits, words, n * sizeof *words);
  test.string = quoth__vocab_string(v, set, size);
  quoth__mem_free(&v->mem, set, size);
  return test.string ? quoth__vocab_test(v, test) : QUOTH__NONE;
}
