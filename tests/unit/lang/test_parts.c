/* SPDX-License-Identifier: MIT */
/* What the linguistic layers are built of, without a model. */
#include <setjmp.h>
#include <stdio.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/kernel.h"
#include "lang/lemma.h"
#include "lang/parser_shape.h"
#include "lang/split.h"
#include "lang/transition.h"

/* ---- Splitting tokens ----------------------------------------------------- */

/* "do|n't@0": parts by bars, the main one by number. */
static void split_is(const char *token, const char *expected) {
  quoth__split split;
  char got[128];
  size_t n = 0;
  quoth__split_token(token, (uint32_t)strlen(token), &split);
  for (uint32_t i = 0; i < split.n; i++) {
    quoth_span p = split.parts[i];
    assert_true(p.start < p.end && p.end <= strlen(token));
    assert_int_equal(p.start, i ? split.parts[i - 1].end : 0);
    n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i ? "|" : "",
                          (int)(p.end - p.start), token + p.start);
  }
  assert_int_equal(split.parts[split.n - 1].end, strlen(token));
  snprintf(got + n, sizeof got - n, "@%u", split.main);
  assert_string_equal(got, expected);
}

static void test_split(void **state) {
  (void)state;
  split_is("house", "house@0");
  split_is("don't", "do|n't@0");
  split_is("Can’t", "Ca|n’t@0");
  split_is("WON'T", "WO|N'T@0");
  split_is("I'm", "I|'m@0");
  split_is("they’ve", "they|’ve@0");
  split_is("mightn't've", "might|n't|'ve@0");
  split_is("cannot", "can|not@0");
  split_is("Gonna", "Gon|na@0");
  split_is("well-known", "well|-|known@2");
  split_is("15-year-old", "15|-|year|-|old@4");
  split_is("non-payment", "non-payment@0");
  split_is("ex-mayor", "ex-mayor@0");
  split_is("O'Neill", "O'Neill@0");
  split_is("'tis", "'tis@0");
  split_is("-", "-@0");
  split_is("--", "--@0");
  split_is("a-", "a-@0");
  split_is("n't", "n't@0");
}

static void test_split_is_bounded(void **state) {
  (void)state;
  char token[400];
  for (size_t i = 0; i + 1 < sizeof token; i++) token[i] = i % 2 ? '-' : 'a';
  token[sizeof token - 2] = 'a';
  token[sizeof token - 1] = 0;
  quoth__split split;
  quoth__split_token(token, sizeof token - 1, &split);
  assert_true(split.n <= QUOTH__SPLIT_MAX && split.main < split.n);
  assert_int_equal(split.parts[split.n - 1].end, sizeof token - 1);
}

/* ---- Lemmas by rule --------------------------------------------------------- */

static void lemma_is(const char *form, quoth__inflection how,
                     const char *expected) {
  char out[QUOTH__LEMMA_MAX];
  uint32_t n =
      quoth__lemma_find(NULL, form, (uint32_t)strlen(form), 0, how, out);
  assert_string_equal(out, expected);
  assert_int_equal(n, strlen(expected));
}

static void test_lemma_rules(void **state) {
  (void)state;
  lemma_is("House", QUOTH__INFLECT_NONE, "house");
  lemma_is("Geneva", QUOTH__INFLECT_NAME, "Geneva");
  lemma_is("Senators", QUOTH__INFLECT_NAMES, "Senator");
  lemma_is("ferries", QUOTH__INFLECT_PLURAL, "ferry");
  lemma_is("boxes", QUOTH__INFLECT_PLURAL, "box");
  lemma_is("classes", QUOTH__INFLECT_PLURAL, "class");
  lemma_is("houses", QUOTH__INFLECT_PLURAL, "house");
  lemma_is("glass", QUOTH__INFLECT_PLURAL, "glass");
  lemma_is("warns", QUOTH__INFLECT_THIRD, "warn");
  lemma_is("denies", QUOTH__INFLECT_THIRD, "deny");
  lemma_is("denied", QUOTH__INFLECT_PAST, "deny");
  lemma_is("planned", QUOTH__INFLECT_PAST, "plan");
  lemma_is("warned", QUOTH__INFLECT_PAST, "warn");
  lemma_is("hoped", QUOTH__INFLECT_PAST, "hope");
  lemma_is("argued", QUOTH__INFLECT_PAST, "argue");
  lemma_is("Wrote", QUOTH__INFLECT_PAST, "write");
  lemma_is("shrunk", QUOTH__INFLECT_PAST, "shrink");
  lemma_is("arisen", QUOTH__INFLECT_PAST, "arise");
  lemma_is("…", QUOTH__INFLECT_NONE, "...");
  lemma_is("proving", QUOTH__INFLECT_ING, "prove");
  lemma_is("Stopping", QUOTH__INFLECT_ING, "stop");
  lemma_is("bringing", QUOTH__INFLECT_ING, "bring");
  lemma_is("bigger", QUOTH__INFLECT_MORE, "big");
  lemma_is("happiest", QUOTH__INFLECT_MOST, "happy");
  lemma_is("larger", QUOTH__INFLECT_MORE, "large");
}

/* No form, however odd, makes a lemma longer than its room. */
static void test_lemma_is_bounded(void **state) {
  (void)state;
  char form[200], out[QUOTH__LEMMA_MAX];
  static const char *const ENDS[] = {"s", "ies", "ed", "ing", "er", "est"};
  for (uint32_t n = 1; n < 150; n++)
    for (size_t e = 0; e < sizeof ENDS / sizeof *ENDS; e++)
      for (int how = 0; how <= QUOTH__INFLECT_MOST; how++) {
        memset(form, n % 3 ? 'v' : 'o', n);
        strcpy(form + n, ENDS[e]);
        uint32_t len = quoth__lemma_find(NULL, form, (uint32_t)strlen(form), 0,
                                         (quoth__inflection)how, out);
        assert_true(len < QUOTH__LEMMA_MAX);
        assert_int_equal(strlen(out), len);
      }
}

/* ---- Moves ------------------------------------------------------------------ */

static uint32_t random_of(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Whatever moves are chosen, the result is a tree with one root. */
static void test_moves_make_trees(void **state) {
  (void)state;
  quoth__node nodes[34];
  uint32_t stack[34], seed = 5;
  for (uint32_t round = 0; round < 2000; round++) {
    quoth__parse p = {.nodes = nodes, .stack = stack};
    uint32_t n = 1 + random_of(&seed) % 32, roots = 0;
    quoth__parse_start(&p, n);
    while (!quoth__parse_done(&p)) {
      uint32_t moves = quoth__parse_moves(&p), move;
      assert_int_not_equal(moves, 0);
      do move = random_of(&seed) % 3;
      while (!(moves >> move & 1));
      quoth__parse_move(&p, move, 1);
    }
    for (uint32_t i = 0; i < n; i++) {
      uint32_t at = i, steps = 0;
      assert_true(nodes[i].head <= n);
      roots += nodes[i].head == n;
      while (at < n && steps++ <= n) at = nodes[at].head;
      assert_int_equal(at, n);
    }
    assert_int_equal(roots, 1);
  }
}

/* ---- Kernels ------------------------------------------------------------------ */

static void test_kernels_agree(void **state) {
  (void)state;
  enum { N = 7, IN = 96, OUT = 240, DIM = QUOTH__NET_DIM };
  static int16_t x[N * IN], w[IN * OUT];
  static int32_t y[5][N * OUT], sums[3 * DIM];
  static float bias[3 * DIM], skip[DIM], cells[5][DIM], h[5][DIM];
  const quoth__kernel *all[5];
  uint32_t seed = 9, n = quoth__kernel_all(all);
  for (size_t i = 0; i < N * IN; i++) x[i] = (int16_t)random_of(&seed);
  for (size_t i = 0; i < IN * OUT; i++) w[i] = (int16_t)random_of(&seed);
  for (size_t i = 0; i < 3 * DIM; i++) {
    sums[i] = (int32_t)(random_of(&seed) % 4000000) - 2000000;
    bias[i] = (float)(random_of(&seed) % 1000) / 500.0f - 1.0f;
  }
  for (size_t i = 0; i < DIM; i++) skip[i] = (float)i / 50.0f - 1.0f;
  static float odd[N * IN];
  static int8_t row[DIM];
  static int16_t q[5][N * IN], hidden[5][QUOTH__NET_HIDDEN];
  for (size_t i = 0; i < N * IN; i++)
    odd[i] = ((float)random_of(&seed) - 8388608.0f) / 100000.0f;
  for (size_t i = 0; i < DIM; i++) row[i] = (int8_t)random_of(&seed);
  for (uint32_t k = 0; k < n; k++) {
    const int32_t *rows[] = {y[0], y[0] + 128, sums};
    all[k]->multiply(x, w, y[k], N, IN, OUT);
    all[k]->fix(odd, q[k], N * IN);
    all[k]->hidden(rows, 2, 3, hidden[k]);
    assert_memory_equal(q[k], q[0], sizeof q[0]);
    assert_memory_equal(hidden[k], hidden[0], sizeof hidden[0]);
    memcpy(cells[k], skip, sizeof skip);
    all[k]->embed(cells[k], row, 0.01f);
    all[k]->recur(sums, bias, 1e-6f, skip, cells[k], h[k]);
    assert_memory_equal(y[k], y[0], sizeof y[0]);
    assert_memory_equal(cells[k], cells[0], sizeof cells[0]);
    assert_memory_equal(h[k], h[0], sizeof h[0]);
  }
  /* The portable one, by the definition. */
  int64_t sum = 0;
  for (size_t i = 0; i < IN; i++)
    sum += x[IN + i] * w[((i / 2) * OUT + 5) * 2 + i % 2];
  assert_int_equal(y[0][OUT + 5], (int32_t)(uint32_t)(uint64_t)sum);
}

static uint32_t best_of(const int32_t *scores, const int32_t *bias,
                        const int32_t *may, uint32_t n) {
  uint32_t best = QUOTH_NONE;
  for (uint32_t i = 0; i < n; i++)
    if (may[i] && (best == QUOTH_NONE ||
                   scores[i] + bias[i] > scores[best] + bias[best]))
      best = i;
  return best;
}

static void test_best_of_the_allowed(void **state) {
  (void)state;
  enum { N = 128 };
  int32_t scores[N], bias[N], may[N];
  const quoth__kernel *all[5];
  uint32_t seed = 4, n = quoth__kernel_all(all);
  for (uint32_t round = 0; round < 3000; round++) {
    uint32_t range = round % 3 ? 1000000 : 4; /* equal ones, too */
    for (uint32_t i = 0; i < N; i++) {
      scores[i] = (int32_t)(random_of(&seed) % range) - (int32_t)range / 2;
      bias[i] = (int32_t)(random_of(&seed) % range);
      may[i] = random_of(&seed) % 7 == 0 ? -1 : 0;
    }
    may[random_of(&seed) % N] = -1;
    for (uint32_t k = 0; k < n; k++)
      assert_int_equal(all[k]->best(scores, bias, may, N),
                       best_of(scores, bias, may, N));
  }
  /* Even the least value is better than what may not be chosen. */
  memset(may, 0, sizeof may);
  memset(bias, 0, sizeof bias);
  for (uint32_t i = 0; i < N; i++) scores[i] = INT32_MAX;
  may[77] = -1;
  scores[77] = INT32_MIN;
  for (uint32_t k = 0; k < n; k++)
    assert_int_equal(all[k]->best(scores, bias, may, N), 77);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_split),
    cmocka_unit_test(test_split_is_bounded),
    cmocka_unit_test(test_lemma_rules),
    cmocka_unit_test(test_lemma_is_bounded),
    cmocka_unit_test(test_moves_make_trees),
    cmocka_unit_test(test_kernels_agree),
    cmocka_unit_test(test_best_of_the_allowed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
