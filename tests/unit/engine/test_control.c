/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "engine/control.h"

/* A candidate in short. */
struct place {
  uint32_t rule, start, end;
  int32_t priority;
  uint32_t region; /* its bytes: [region * 100, region * 100 + 100) */
};

/* Candidates whose answer is no: bit i for the rule of that number. */
struct answers {
  unsigned no_rules;
  uint32_t asked;
};

static quoth_status answer(void *ud, const quoth__candidate *c, bool *yes) {
  struct answers *a = ud;
  a->asked++;
  *yes = !(a->no_rules >> c->rule & 1);
  return QUOTH_OK;
}

/* Choose among places; the result as text, "rule:start-end ...". */
static const char *choose(quoth_control control, const struct place *places,
                          uint32_t n, struct answers *answers) {
  static char out[512];
  static const struct answers yes_to_all;
  struct answers mine = yes_to_all;
  quoth__candidate data[32];
  size_t len = 0;
  for (uint32_t i = 0; i < n; i++) /* in an unhelpful order */
    data[n - 1 - i] = (quoth__candidate){
        .span = {places[i].start, places[i].end},
        .rule = places[i].rule,
        .priority = places[i].priority,
        .region = {places[i].region * 100, places[i].region * 100 + 100},
    };
  quoth__candidates c = {data, n, n};
  assert_int_equal(
      quoth__control_choose(control, &c, answer, answers ? answers : &mine),
      QUOTH_OK);
  out[0] = '\0';
  for (uint32_t i = 0; i < c.count; i++)
    len += (size_t)snprintf(out + len, sizeof out - len, "%s%u:%u-%u",
                            i ? " " : "", data[i].rule, data[i].span.start,
                            data[i].span.end);
  return out;
}

#define N(places) (uint32_t)(sizeof places / sizeof *places)
#define CHOOSE(control, places) \
  choose(QUOTH_CONTROL_##control, places, N(places), NULL)

static const struct place mixed[] = {
    {0, 0, 10, 0, 0}, {1, 0, 20, 0, 0}, {2, 0, 20, 5, 0}, {3, 5, 50, 9, 0},
    {1, 20, 30, 0, 0}, {0, 20, 30, 0, 0}, {4, 25, 28, 0, 0},
};

static void longest_is_greedy_from_the_left(void **state) {
  (void)state;
  assert_string_equal(CHOOSE(LONGEST, mixed), "2:0-20 0:20-30");
}

static void all_keeps_all_once(void **state) {
  (void)state;
  assert_string_equal(CHOOSE(ALL, mixed),
                      "2:0-20 1:0-20 0:0-10 3:5-50 0:20-30 1:20-30 4:25-28");
  const struct place twice[] = {{0, 5, 9, 0, 0}, {0, 5, 9, 0, 1}};
  assert_string_equal(CHOOSE(ALL, twice), "0:5-9");
}

static void first_asks_rank_before_length(void **state) {
  (void)state;
  const struct place places[] = {{1, 0, 20, 0, 0},
                                 {0, 0, 10, 0, 0},
                                 {2, 10, 12, 1, 0},
                                 {0, 10, 30, 0, 0}};
  assert_string_equal(CHOOSE(FIRST, places), "0:0-10 2:10-12");
  assert_string_equal(CHOOSE(FIRST, mixed), "2:0-20 0:20-30");
}

static void once_keeps_the_best_of_each_region(void **state) {
  (void)state;
  const struct place places[] = {{0, 110, 120, 9, 1},
                                 {1, 105, 110, 0, 1},
                                 {2, 105, 111, 0, 1},
                                 {0, 10, 15, 0, 0},
                                 {1, 50, 60, 0, 0}};
  assert_string_equal(CHOOSE(ONCE, places), "0:10-15 2:105-111");
}

static void brill_takes_rule_after_rule(void **state) {
  (void)state;
  const struct place places[] = {
      {0, 40, 50, 0, 0}, {0, 45, 60, 0, 0}, /* the first one wins */
      {1, 0, 45, 9, 0},                     /* overlaps with rule 0 */
      {1, 10, 20, 0, 0}, {1, 50, 70, 0, 0},
      {2, 0, 100, 9, 0}, {2, 20, 40, 0, 0},
  };
  assert_string_equal(CHOOSE(BRILL, places), "1:10-20 2:20-40 0:40-50 1:50-70");
}

static void a_no_lets_the_next_candidate_in(void **state) {
  (void)state;
  struct answers no_to_2 = {.no_rules = 1 << 2};
  assert_string_equal(choose(QUOTH_CONTROL_LONGEST, mixed, N(mixed), &no_to_2),
                      "1:0-20 0:20-30");
  assert_int_equal(no_to_2.asked, 3); /* 2, 1, 0: the others have lost */
  struct answers no_to_012 = {.no_rules = 7};
  assert_string_equal(
      choose(QUOTH_CONTROL_LONGEST, mixed, N(mixed), &no_to_012), "3:5-50");
  assert_string_equal(choose(QUOTH_CONTROL_ONCE, mixed, N(mixed), &no_to_012),
                      "3:5-50");
  assert_string_equal(choose(QUOTH_CONTROL_BRILL, mixed, N(mixed), &no_to_012),
                      "3:5-50");
  assert_string_equal(choose(QUOTH_CONTROL_ALL, mixed, N(mixed), &no_to_012),
                      "3:5-50 4:25-28");
}

static quoth_status give_up(void *ud, const quoth__candidate *c, bool *yes) {
  (void)ud, (void)c, (void)yes;
  return QUOTH_ESCRIPT;
}

static void an_error_of_the_answer_is_passed_on(void **state) {
  (void)state;
  for (int m = QUOTH_CONTROL_LONGEST; m <= QUOTH_CONTROL_BRILL; m++) {
    quoth__candidate one = {.span = {0, 5}};
    quoth__candidates c = {&one, 1, 1};
    assert_int_equal(quoth__control_choose((quoth_control)m, &c, give_up, NULL),
                     QUOTH_ESCRIPT);
    c.count = 0;
    assert_int_equal(quoth__control_choose((quoth_control)m, &c, give_up, NULL),
                     QUOTH_OK);
  }
}

static uint32_t below(uint32_t *seed, uint32_t n) {
  *seed = *seed * 1664525u + 1013904223u;
  return (*seed >> 8) % n;
}

/* Every mode but `all` and `once` gives disjoint spans in order; the order in
   which candidates come never matters. */
static void any_order_of_candidates_gives_one_result(void **state) {
  (void)state;
  uint32_t seed = 7;
  for (int round = 0; round < 2000; round++) {
    struct place p[20];
    for (uint32_t i = 0; i < 20; i++) {
      uint32_t rule = below(&seed, 5), start = below(&seed, 40);
      uint32_t len = 1 + below(&seed, 10), region = below(&seed, 2);
      p[i] = (struct place){rule, start, start + len, (int32_t)rule % 2,
                            region};
    }
    for (int m = QUOTH_CONTROL_LONGEST; m <= QUOTH_CONTROL_BRILL; m++) {
      char before[512];
      strcpy(before, choose((quoth_control)m, p, 20, NULL));
      for (uint32_t i = 19; i; i--) {
        uint32_t j = below(&seed, i + 1);
        struct place swap = p[i];
        p[i] = p[j], p[j] = swap;
      }
      assert_string_equal(choose((quoth_control)m, p, 20, NULL), before);
      if (m == QUOTH_CONTROL_ALL || m == QUOTH_CONTROL_ONCE) continue;
      unsigned rule, start, end, last = 0;
      for (const char *s = before; s && *s; s = strchr(s, ' ')) {
        assert_int_equal(sscanf(s, " %u:%u-%u", &rule, &start, &end), 3);
        assert_true(start >= last);
        last = end;
        s++;
      }
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(longest_is_greedy_from_the_left),
      cmocka_unit_test(all_keeps_all_once),
      cmocka_unit_test(first_asks_rank_before_length),
      cmocka_unit_test(once_keeps_the_best_of_each_region),
      cmocka_unit_test(brill_takes_rule_after_rule),
      cmocka_unit_test(a_no_lets_the_next_candidate_in),
      cmocka_unit_test(an_error_of_the_answer_is_passed_on),
      cmocka_unit_test(any_order_of_candidates_gives_one_result),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
