/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/map.h"
#include "base/vec.h"

/* An allocator that counts live bytes and fails at the n-th request. */
struct counter {
  size_t live, requests, fail_at;
};

static void *counting(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct counter *c = ud;
  if (nsize && ++c->requests == c->fail_at) return NULL;
  void *p = NULL;
  if (nsize) {
    p = realloc(ptr, nsize);
    assert_non_null(p);
  } else {
    free(ptr);
  }
  c->live = c->live - osize + nsize;
  return p;
}

static quoth__mem counted(struct counter *c) {
  return quoth__mem_from(&(quoth_allocator){counting, c});
}

static void arena_gives_aligned_memory(void **state) {
  (void)state;
  struct counter c = {0};
  quoth__mem mem = counted(&c);
  quoth__arena a;
  quoth__arena_init(&a, &mem);
  for (size_t i = 0; i < 3000; i++) {
    char *p = quoth__arena_new(&a, i);
    assert_non_null(p);
    assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
    memset(p, 0xAB, i);
  }
  quoth__arena_reset(&a);
  assert_true(c.live > 0);
  assert_string_equal(quoth__arena_strndup(&a, "abcdef", 3), "abc");
  quoth__arena_done(&a);
  assert_int_equal(c.live, 0);
}

static void buf_formats_and_keeps_a_nul(void **state) {
  (void)state;
  struct counter c = {0};
  quoth__mem mem = counted(&c);
  quoth__buf b;
  quoth__buf_init(&b, &mem);
  for (int i = 0; i < 1000; i++) quoth__buf_addf(&b, "%d,", i);
  assert_false(b.failed);
  assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4);
  assert_memory_equal(b.data + b.len - 4, "999,", 5);
  quoth__buf_done(&b);
  assert_int_equal(c.live, 0);
}

static void map_interns_many_keys(void **state) {
  (void)state;
  struct counter c = {0};
  quoth__mem mem = counted(&c);
  quoth__arena a;
  quoth__map m;
  quoth__arena_init(&a, &mem);
  quoth__map_init(&m, &a);
  char key[32];
  for (uint32_t i = 0; i < 20000; i++) {
    int n = snprintf(key, sizeof key, "key-%u", i % 10000);
    assert_int_equal(quoth__map_add(&m, key, (size_t)n, i, NULL), i % 10000);
  }
  assert_int_equal(m.count, 10000);
  assert_int_equal(quoth__map_find(&m, "key-77", 6), 77);
  assert_int_equal(quoth__map_find(&m, "key-x", 5), QUOTH__NONE);
  assert_int_equal(quoth__map_add(&m, "", 0, 5, NULL), 5);
  quoth__map_reset(&m);
  quoth__arena_reset(&a);
  assert_int_equal(quoth__map_find(&m, "key-77", 6), QUOTH__NONE);
  assert_int_equal(quoth__map_add(&m, "key-77", 6, 1, NULL), 1);
  assert_int_equal(m.count, 1);
  quoth__map_done(&m);
  quoth__arena_done(&a);
  assert_int_equal(c.live, 0);
}

static void no_memory_is_an_answer_everywhere(void **state) {
  (void)state;
  for (size_t at = 1; at < 60; at++) {
    struct counter c = {.fail_at = at};
    quoth__mem mem = counted(&c);
    quoth__arena a;
    quoth__map m;
    quoth__buf b;
    QUOTH__VEC(uint64_t) v = {0};
    quoth__arena_init(&a, &mem);
    quoth__map_init(&m, &a);
    quoth__buf_init(&b, &mem);
    for (uint32_t i = 0; i < 200; i++) {
      char key[300] = {0};
      memset(key, 'a' + (int)(i % 20), 299);
      quoth__map_add(&m, key, i, i, NULL);
      quoth__buf_add(&b, key, i);
      if (!QUOTH__VEC_ADD(&mem, &v, i)) break;
    }
    QUOTH__VEC_DONE(&mem, &v);
    quoth__buf_done(&b);
    quoth__map_done(&m);
    quoth__arena_done(&a);
    assert_int_equal(c.live, 0);
  }
}

static void errors_show_line_column_and_caret(void **state) {
  (void)state;
  const char *text = "first\n  “né” [bad]\nlast";
  quoth_error e;
  quoth_origin origin = {"pack.lua", 10, 5};
  size_t at = (size_t)(strstr(text, "[bad") - text);
  quoth__error_at(&e, QUOTH_ESYNTAX, &origin, text, strlen(text), at,
                  "unknown attribute '%s'", "bad");
  quoth__error_hint(&e, "did you mean '%s'?", "bar");
  char out[600];
  quoth_error_format(&e, out, sizeof out);
  assert_string_equal(out, "pack.lua:11:8: unknown attribute 'bad'\n"
                           "    “né” [bad]\n"
                           "         ^\n"
                           "  hint: did you mean 'bar'?\n");
  quoth__error_at(&e, QUOTH_ESYNTAX, &origin, text, strlen(text), 2, "x");
  assert_int_equal(e.line, 10);
  assert_int_equal(e.column, 7);
}

static void nearest_finds_what_was_meant(void **state) {
  (void)state;
  const char *names[] = {"within", "pattern", "priority", "emit"};
  assert_string_equal(quoth__nearest("patern", 6, names, 4), "pattern");
  assert_string_equal(quoth__nearest("wihtin", 6, names, 4), "within");
  assert_null(quoth__nearest("examples", 8, names, 4));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(arena_gives_aligned_memory),
      cmocka_unit_test(buf_formats_and_keeps_a_nul),
      cmocka_unit_test(map_interns_many_keys),
      cmocka_unit_test(no_memory_is_an_answer_everywhere),
      cmocka_unit_test(errors_show_line_column_and_caret),
      cmocka_unit_test(nearest_finds_what_was_meant),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
