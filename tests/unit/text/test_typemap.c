/* SPDX-License-Identifier: MIT */
/* Types of tokens in bulk, one by one and by a plain list: the same ids. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "text/types.h"

enum { TEXT = 4096, TOKENS = 3000, LONGEST = 40 };

static uint32_t next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static bool same(const char *text, quoth_span a, quoth_span b) {
  return a.end - a.start == b.end - b.start &&
         memcmp(text + a.start, text + b.start, a.end - a.start) == 0;
}

/* Two letters only: many tokens differ in their last byte, or in length. */
static void fill(char *text, quoth_token *tokens, uint32_t seed) {
  for (uint32_t i = 0; i < TEXT; i++)
    text[i] = next(&seed) % 8 ? 'a' : 'b';
  for (uint32_t i = 0; i < TOKENS; i++) {
    uint32_t len = 1 + next(&seed) % LONGEST;
    uint32_t start = next(&seed) % (TEXT - len + 1);
    tokens[i] = (quoth_token){{start, start + len}, 0, 0};
  }
  tokens[TOKENS - 1].span = (quoth_span){TEXT - 1, TEXT};
}

static void equal_bytes_are_one_type(void **state) {
  (void)state;
  char *text = malloc(TEXT); /* so that reading past its end shows */
  static quoth_token tokens[TOKENS];
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__types *types;
  assert_non_null(text);
  fill(text, tokens, 1);
  assert_int_equal(quoth__types_new(&mem, &types), QUOTH_OK);
  assert_true(quoth__types_set(types, text, TEXT, tokens, TOKENS));
  for (uint32_t i = 0; i < TOKENS; i++) {
    quoth_span a = tokens[i].span;
    const quoth_type *t = quoth__types_get(types, tokens[i].type);
    assert_int_equal(t->text_len, a.end - a.start);
    assert_memory_equal(t->text, text + a.start, t->text_len);
    assert_int_equal(
        quoth__types_find(types, text + a.start, a.end - a.start),
        tokens[i].type);
    for (uint32_t k = 0; k < i; k++)
      if (same(text, a, tokens[k].span))
        assert_int_equal(tokens[k].type, tokens[i].type);
      else if (tokens[k].type == tokens[i].type)
        fail_msg("tokens %u and %u share a type", k, i);
  }
  quoth__types_free(types);
  free(text);
}

static void the_empty_type_is_one_too(void **state) {
  (void)state;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__types *types;
  assert_int_equal(quoth__types_new(&mem, &types), QUOTH_OK);
  assert_int_equal(quoth__types_find(types, "", 0), QUOTH_NONE);
  uint32_t id = quoth__types_add(types, "", 0);
  assert_int_equal(quoth__types_add(types, "", 0), id);
  assert_int_equal(quoth__types_count(types), 1);
  quoth__types_free(types);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equal_bytes_are_one_type),
      cmocka_unit_test(the_empty_type_is_one_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
