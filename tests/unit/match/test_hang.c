/* SPDX-License-Identifier: MIT */
/*
 * Shapes that make other matchers hang: each must run over 1,000 tokens of one
 * sentence in bounded steps, processor time and memory, or be refused.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "../faulty.h"
#include "fixture.h"

enum { N_TOKENS = 1000, MOST_BYTES = 1 << 20 };

#if defined(__SANITIZE_ADDRESS__)
#define SLOW 20.
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SLOW 20.
#endif
#endif
#ifndef SLOW
#define SLOW 1.
#endif
#define MOST_SECONDS (0.010 * SLOW)

static const char *const shapes[] = {
    "\"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? "
    "\"a\"? \"a\"? [punct]",
    "\"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? \"a\"? "
    "\"a\"? \"a\"? []",
    "((\"a\"*)*)* [punct]",
    "(((\"a\"*)*)*)* \"z\"",
    "((\"a\"+)+)+ [!word & !punct]",
    "([]* \"q\" | \"b\")? [punct]",
    "(\"a\" ([]* \"q\" | \"b\")?)* (?! []) []",
    "(\"a\"?){1000}",
    "(\"a\"?){1000} (?! []) []",
    "[lower]{0,1000} (?! []) []",
    "([lower]?){1000} $",
    "[]*",
    "[]* []* []* (?! []) []",
    "[]{0,100} []{0,100} []{0,100} (?! []) []",
    "(\"a\" | \"a\" | \"a\" \"a\" | \"b\"){1,50} (?! []) []",
    "(\"a\" | [lower] | [word])* (?! []) []",
    "(x:(\"a\" | \"b\")* y:[]?)* (?! []) []",
    "x:(y:(z:[])*)* (?! []) []",
    "(?<= \"z\" []*) [punct]",
    "(?<! \"z\" []*) (?! []) []",
    "(?= ([]* \"a\")* (?! []) []) \"a\"",
    "((\"a\"++ \"b\"?)*+)*+ (?! []) []",
    "(\"a\"*+ | \"b\"*)* (?! []* [punct])",
    "@E9",
    "(@E5)* (?! []) []",
    "^ (\"a\" | \"b\")*? ([]* $)? (?! []) []",
    "/(a+)+b/ (?! []) []",
    "($x | \"a\" | \"b\")* (?! []) []",
    "[in=\"m\" | !in=\"m\"]* (?! []) []",
    "(<m> | \"a\" | \"b\")* (?! []) []",
};

struct peak {
  size_t live, most;
};

static void *peaking(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct peak *p = ud;
  p->live = p->live - (ptr ? osize : 0) + nsize;
  if (p->live > p->most) p->most = p->live;
  if (nsize) return realloc(ptr, nsize);
  free(ptr);
  return NULL;
}

static void make_sentence(char *text) {
  for (int i = 0; i < N_TOKENS - 1; i++) {
    *text++ = i % 10 == 9 ? 'b' : 'a';
    *text++ = ' ';
  }
  strcpy(text - 1, ".");
}

static double run(quoth__scan *scan, quoth__matcher *m, quoth__view *view,
                  const char *shape) {
  const quoth__hit *hits;
  uint32_t n;
  clock_t start = clock();
  quoth_status s = quoth__scan_run(scan, m, view, &hits, &n);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  if (s) fail_msg("%s: %s", shape, quoth_status_name(s));
  return seconds;
}

static void nothing_hangs(void **state) {
  (void)state;
  static char text[2 * N_TOKENS + 8];
  quoth_doc *doc;
  make_sentence(text);
  assert_int_equal(quoth_doc_new(text, strlen(text), NULL, &doc), QUOTH_OK);
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    struct peak peak = {0, 0};
    quoth__mem mem = {peaking, &peak};
    struct world w;
    quoth__pattern *p;
    quoth__matcher *m;
    quoth__scan *scan;
    quoth__view *view;
    quoth_error error;
    world_init(&w, &mem);
    add_entry(&w, "x: a b", NULL);
    quoth__lexicon_finish(w.lexicons[0], NULL);
    add_definition(&w, "E1 = \"a\"? \"a\"?", NULL);
    for (int e = 2; e <= 10; e++) {
      char line[64];
      snprintf(line, sizeof line, "E%d = @E%d @E%d", e, e - 1, e - 1);
      add_definition(&w, line, NULL);
    }
    add_mark(&w, "m | a b | k=1");
    if (quoth__pattern_new(w.vocab, shapes[i], strlen(shapes[i]), NULL,
                           &w.scope, &p, &error))
      fail_msg("%s: %s", shapes[i], error.message);
    quoth_annotations *a = annotate(&w, text);
    quoth__view_new(&mem, w.vocab, &view);
    quoth__view_open(view, doc, a, NULL, 0, NULL);
    size_t before = peak.live;
    peak.most = before;
    quoth__matcher_new(&mem, w.vocab, &m);
    quoth__scan_new(w.vocab, &(quoth__scan_item){.pattern = p}, 1, &scan, NULL);
    double seconds = run(scan, m, view, shapes[i]);
    for (int again = 0; again < 4; again++) { /* others may disturb one */
      double other = run(scan, m, view, shapes[i]);
      if (other < seconds) seconds = other;
    }
    print_message("%7.3f ms %6zu KiB %8llu steps  %.60s\n", seconds * 1000,
                  (peak.most - before) / 1024,
                  (unsigned long long)quoth__matcher_steps(m) / 5, shapes[i]);
    assert_true(seconds < MOST_SECONDS);
    assert_true(peak.most - before < MOST_BYTES);
    quoth__scan_free(scan);
    quoth__matcher_free(m);
    quoth__view_free(view);
    quoth__annotations_free(a);
    quoth__pattern_free(p);
    world_done(&w);
    assert_int_equal(peak.live, 0);
  }
  quoth_doc_free(doc);
}

static void a_budget_is_a_status(void **state) {
  (void)state;
  static char text[2 * N_TOKENS + 8];
  quoth__mem mem = quoth__mem_from(NULL);
  struct world w;
  quoth_doc *doc;
  quoth__pattern *p;
  quoth__matcher *m;
  quoth__scan *scan;
  quoth__view *view;
  const quoth__hit *hits;
  uint32_t n;
  make_sentence(text);
  world_init(&w, &mem);
  assert_int_equal(quoth_doc_new(text, strlen(text), NULL, &doc), QUOTH_OK);
  assert_int_equal(quoth__pattern_new(w.vocab, "[]* [number]", 12, NULL,
                                      &w.scope, &p, NULL), QUOTH_OK);
  quoth__view_new(&mem, w.vocab, &view);
  quoth__view_open(view, doc, NULL, NULL, 0, NULL);
  quoth__matcher_new(&mem, w.vocab, &m);
  quoth__scan_new(w.vocab, &(quoth__scan_item){.pattern = p}, 1, &scan, NULL);
  assert_int_equal(quoth__scan_run(scan, m, view, &hits, &n), QUOTH_OK);
  assert_int_equal(n, 0);
  quoth__pattern *all;
  quoth__scan *second;
  assert_int_equal(quoth__pattern_new(w.vocab, "[]* \".\"", 7, NULL,
                                      &w.scope, &all, NULL), QUOTH_OK);
  quoth__matcher_free(m);
  quoth__matcher_new(&mem, w.vocab, &m);
  quoth__scan_new(w.vocab, &(quoth__scan_item){.pattern = all}, 1, &second, NULL);
  quoth__matcher_budget(m, 100);
  assert_int_equal(quoth__scan_run(second, m, view, &hits, &n), QUOTH_ELIMIT);
  quoth__matcher_budget(m, 0);
  assert_int_equal(quoth__scan_run(second, m, view, &hits, &n), QUOTH_OK);
  assert_int_equal(n, N_TOKENS);
  quoth__scan_free(second);
  quoth__scan_free(scan);
  quoth__matcher_free(m);
  quoth__view_free(view);
  quoth__pattern_free(all);
  quoth__pattern_free(p);
  quoth_doc_free(doc);
  world_done(&w);
}

/* Hits of a pattern in one sentence of `n` times the same words. */
static uint32_t count_hits(const char *pattern, uint32_t n) {
  static const char unit[] = "a a b a c ";
  size_t len = n * (sizeof unit - 1);
  char *text = malloc(len + 2);
  quoth__mem mem = quoth__mem_from(NULL);
  struct world w;
  quoth_doc *doc;
  quoth__pattern *p;
  quoth__matcher *m;
  quoth__scan *scan;
  quoth__view *view;
  const quoth__hit *hits;
  uint32_t n_hits;
  assert_non_null(text);
  for (size_t i = 0; i < len; i++) text[i] = unit[i % (sizeof unit - 1)];
  strcpy(text + len, ".");
  world_init(&w, &mem);
  assert_int_equal(quoth_doc_new(text, len + 1, NULL, &doc), QUOTH_OK);
  assert_int_equal(quoth__pattern_new(w.vocab, pattern, strlen(pattern), NULL,
                                      &w.scope, &p, NULL), QUOTH_OK);
  quoth__view_new(&mem, w.vocab, &view);
  quoth__view_open(view, doc, NULL, NULL, 0, NULL);
  quoth__matcher_new(&mem, w.vocab, &m);
  quoth__scan_new(w.vocab, &(quoth__scan_item){.pattern = p}, 1, &scan, NULL);
  assert_int_equal(quoth__scan_run(scan, m, view, &hits, &n_hits), QUOTH_OK);
  quoth__scan_free(scan);
  quoth__matcher_free(m);
  quoth__view_free(view);
  quoth__pattern_free(p);
  quoth_doc_free(doc);
  world_done(&w);
  free(text);
  return n_hits;
}

/* What failed is remembered in other ways in a long region: the same hits. */
static void long_regions_are_as_short_ones(void **state) {
  (void)state;
  static const char *const patterns[] = {
      "\"a\" (\"a\" | \"b\")* \"a\" (?! \"b\")",
      "(?<! \"b\" (\"a\" | \"c\")*) \"a\"",
      "((\"a\" | \"b\")* \"c\")+? (?= (\"a\"* \"b\")+ \"a\") (\"a\" \"a\"?)* \"b\"",
      "((\"a\"* \"b\"?)*+ \"c\"){1,3} \"a\"",
  };
  enum { FEW = 20, MANY = 10000 };
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
    uint32_t few = count_hits(patterns[i], FEW);
    uint32_t more = count_hits(patterns[i], FEW + 1);
    uint32_t many = count_hits(patterns[i], MANY);
    assert_int_equal(many, few + (more - few) * (MANY - FEW));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(long_regions_are_as_short_ones),
      cmocka_unit_test(nothing_hangs),
      cmocka_unit_test(a_budget_is_a_status),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
