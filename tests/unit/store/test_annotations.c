/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../faulty.h"
#include "store/annotations.h"
#include "store/index.h"

static quoth_annotations *fresh(uint32_t len) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth_annotations *a = quoth__annotations_new(&mem);
  assert_non_null(a);
  quoth__annotations_reset(a, len);
  return a;
}

static quoth_value text(const char *s) {
  return (quoth_value){
      .kind = QUOTH_VALUE_STRING, .string = s, .len = (uint32_t)strlen(s)};
}

static quoth_value number(double n) {
  return (quoth_value){.kind = QUOTH_VALUE_NUMBER, .number = n};
}

static uint32_t put(quoth_annotations *a, const char *layer, uint32_t start,
                    uint32_t end) {
  uint32_t id = 0;
  quoth_annotation_options o = {
      .layer = layer, .span = {start, end}, .rule = QUOTH_NONE};
  assert_int_equal(quoth_annotations_add(a, &o, &id), QUOTH_OK);
  return id;
}

static quoth_annotation get(const quoth_annotations *a, uint32_t id) {
  quoth_annotation out;
  assert_int_equal(quoth_annotations_get(a, id, &out), QUOTH_OK);
  return out;
}

static void layers_are_in_order_of_place(void **state) {
  (void)state;
  quoth_annotations *a = fresh(100);
  put(a, "name", 50, 60);
  put(a, "name", 10, 20);
  put(a, "role", 10, 30);
  put(a, "name", 10, 30);
  put(a, "name", 10, 20);
  uint32_t n = 99;
  const uint32_t *ids = quoth_annotations_layer(a, "name", &n);
  assert_int_equal(n, 4);
  assert_memory_equal(ids, ((uint32_t[]){3, 1, 4, 0}), 4 * sizeof *ids);
  ids = quoth_annotations_layer(a, NULL, &n);
  assert_int_equal(n, 5);
  assert_memory_equal(ids, ((uint32_t[]){2, 3, 1, 4, 0}), 5 * sizeof *ids);
  put(a, "role", 0, 1);
  ids = quoth_annotations_layer(a, NULL, &n);
  assert_int_equal(n, 6);
  assert_int_equal(ids[0], 5);
  assert_null(quoth_annotations_layer(a, "other", &n));
  assert_int_equal(n, 0);
  quoth__annotations_free(a);
}

static void features_are_sorted_and_replaced(void **state) {
  (void)state;
  quoth_annotations *a = fresh(10);
  quoth_feature given[] = {{"kind", text("direct")},
                           {"act", text("deny")},
                           {"none", {0}},
                           {"kind", text("mixed")}};
  quoth_annotation_options o = {
      .layer = "x", .span = {1, 2}, .features = given, .n_features = 4};
  uint32_t id;
  assert_int_equal(quoth_annotations_add(a, &o, &id), QUOTH_OK);
  quoth_annotation x = get(a, id);
  assert_int_equal(x.n_features, 2);
  assert_string_equal(x.features[0].name, "act");
  assert_string_equal(x.features[1].value.string, "mixed");
  assert_int_equal(quoth_annotation_feature(&x, "none").kind, QUOTH_VALUE_NIL);

  quoth_value shorter = text("ask"), n = number(2.5), nil = {0};
  assert_int_equal(quoth_annotations_set(a, id, "act", &shorter), QUOTH_OK);
  assert_int_equal(quoth_annotations_set(a, id, "b", &n), QUOTH_OK);
  x = get(a, id);
  assert_string_equal(quoth_annotation_feature(&x, "act").string, "ask");
  assert_int_equal(quoth_annotation_feature(&x, "act").len, 3);
  assert_true(quoth_annotation_feature(&x, "b").number == 2.5);
  /* A value read from the annotation itself may be given back to it. */
  quoth_value own = quoth_annotation_feature(&x, "act");
  own.string++, own.len--;
  assert_int_equal(quoth_annotations_set(a, id, "act", &own), QUOTH_OK);
  x = get(a, id);
  assert_string_equal(quoth_annotation_feature(&x, "act").string, "sk");
  assert_int_equal(quoth_annotations_set(a, id, "act", &nil), QUOTH_OK);
  assert_int_equal(quoth_annotations_set(a, id, "act", &nil), QUOTH_OK);
  x = get(a, id);
  assert_int_equal(x.n_features, 2);
  assert_string_equal(x.features[0].name, "b");
  for (int i = 0; i < 40; i++) {
    char name[8];
    snprintf(name, sizeof name, "f%d", (i * 7) % 40);
    assert_int_equal(quoth_annotations_set(a, id, name, &n), QUOTH_OK);
  }
  x = get(a, id);
  assert_int_equal(x.n_features, 42);
  for (uint32_t i = 1; i < 42; i++)
    assert_true(strcmp(x.features[i - 1].name, x.features[i].name) < 0);
  quoth__annotations_free(a);
}

static void parts_keep_roles_in_order_and_make_the_hull(void **state) {
  (void)state;
  quoth_annotations *a = fresh(100);
  quoth_part parts[] = {{"content", {40, 50}},
                        {"cue", {20, 25}},
                        {"content", {10, 18}}};
  quoth_annotation_options o = {
      .layer = "attribution", .parts = parts, .n_parts = 3, .rule = 7};
  uint32_t id, n;
  assert_int_equal(quoth_annotations_add(a, &o, &id), QUOTH_OK);
  quoth_annotation x = get(a, id);
  assert_int_equal(x.rule, 7);
  assert_int_equal(x.span.start, 10);
  assert_int_equal(x.span.end, 50);
  assert_string_equal(x.parts[0].role, "content");
  assert_int_equal(x.parts[0].span.start, 10);
  assert_int_equal(x.parts[1].span.start, 40);
  assert_string_equal(x.parts[2].role, "cue");

  quoth_span sources[] = {{80, 90}, {60, 70}};
  assert_int_equal(quoth_annotations_set_parts(a, id, "source", sources, 2), 0);
  assert_int_equal(quoth_annotations_set_parts(a, id, "content", NULL, 0), 0);
  x = get(a, id);
  assert_int_equal(x.n_parts, 3);
  assert_int_equal(x.parts[1].span.start, 60);
  assert_int_equal(x.span.start, 20);
  assert_int_equal(x.span.end, 90);
  quoth_annotations_layer(a, NULL, &n);
  assert_int_equal(quoth_annotations_overlapping(a, "attribution",
                                                 (quoth_span){10, 20}, NULL,
                                                 0),
                   0);
  assert_int_equal(
      quoth_annotations_overlapping(a, NULL, (quoth_span){85, 86}, NULL, 0), 1);
  quoth__annotations_free(a);
}

static void removed_ids_stay_unused(void **state) {
  (void)state;
  quoth_annotations *a = fresh(10);
  quoth_annotation x;
  uint32_t n;
  put(a, "x", 0, 1);
  uint32_t id = put(a, "x", 1, 2);
  put(a, "x", 2, 3);
  assert_int_equal(quoth_annotations_remove(a, id), QUOTH_OK);
  assert_int_equal(quoth_annotations_remove(a, id), QUOTH_ENOTFOUND);
  assert_int_equal(quoth_annotations_get(a, id, &x), QUOTH_ENOTFOUND);
  quoth_annotations_layer(a, "x", &n);
  assert_int_equal(n, 2);
  quoth_annotations_layer(a, NULL, &n);
  assert_int_equal(n, 2);
  assert_int_equal(put(a, "x", 1, 2), 3);
  quoth__annotations_free(a);
}

/* Against every entry tried one by one, with removals in between. */
static void overlaps_are_those_a_slow_search_finds(void **state) {
  (void)state;
  enum { N = 700, LEN = 500 };
  quoth_annotations *a = fresh(LEN);
  uint32_t seed = 12345;
#define RANDOM(n) ((seed = seed * 1664525u + 1013904223u), (seed >> 8) % (n))
  for (uint32_t i = 0; i < N; i++) {
    uint32_t start = RANDOM(LEN), end = start + RANDOM(i % 50 ? 20 : 300);
    put(a, "x", start, end < LEN ? end : LEN);
    if (i % 5 == 4) {
      quoth_annotation x;
      uint32_t victim = RANDOM(i);
      if (quoth_annotations_get(a, victim, &x) == QUOTH_OK)
        assert_int_equal(quoth_annotations_remove(a, victim), QUOTH_OK);
    }
    quoth_span q = {RANDOM(LEN), 0};
    q.end = q.start + RANDOM(30);
    uint32_t found[N], expected[N], n_expected = 0, n_all;
    uint32_t n = quoth_annotations_overlapping(a, "x", q, found, N);
    const uint32_t *all = quoth_annotations_layer(a, "x", &n_all);
    for (uint32_t k = 0; k < n_all; k++) {
      quoth_span s = get(a, all[k]).span;
      if (k) {
        quoth_span before = get(a, all[k - 1]).span;
        assert_true(before.start < s.start ||
                    (before.start == s.start && before.end >= s.end));
      }
      if (s.start < q.end && q.start < s.end) expected[n_expected++] = all[k];
    }
    assert_int_equal(n, n_expected);
    assert_memory_equal(found, expected, n * sizeof *found);
    assert_int_equal(quoth_annotations_overlapping(a, NULL, q, found, 1), n);
  }
#undef RANDOM
  quoth__annotations_free(a);
}

static void reset_empties_and_reuses(void **state) {
  (void)state;
  faulty f = {0};
  quoth_allocator hook = faulty_hook(&f);
  quoth__mem mem = quoth__mem_from(&hook);
  quoth_annotations *a = quoth__annotations_new(&mem);
  size_t after_first = 0;
  for (int doc = 0; doc < 20; doc++) {
    quoth__annotations_reset(a, 1000);
    for (uint32_t i = 0; i < 300; i++) {
      uint32_t id = put(a, i % 2 ? "a" : "b", i, i + 5);
      quoth_value v = text("some value of a feature");
      assert_int_equal(quoth_annotations_set(a, id, "f", &v), QUOTH_OK);
    }
    if (doc == 2) after_first = f.live;
    if (doc > 2) assert_int_equal(f.live, after_first);
  }
  quoth__annotations_reset(a, 0);
  uint32_t n;
  quoth_annotations_layer(a, NULL, &n);
  assert_int_equal(n, 0);
  assert_int_equal(put(a, "document", 0, 0), 0);
  quoth__annotations_free(a);
  assert_int_equal(f.live, 0);
}

static void misuse_is_an_error(void **state) {
  (void)state;
  quoth_annotations *a = fresh(10);
  quoth_annotation x;
  quoth_value v = text("v"), odd = {.kind = (quoth_value_kind)9},
              hollow = {.kind = QUOTH_VALUE_STRING, .len = 4};
  quoth_annotation_options ok = {.layer = "x", .span = {0, 10}}, bad;
  quoth_feature unnamed = {NULL, {0}}, unsound = {"f", hollow};
  quoth_part outside = {"r", {5, 11}}, backward = {"r", {3, 2}};
  quoth_span beyond = {9, 11};
#define REFUSED(call) assert_int_equal((call), QUOTH_EINVAL)
  REFUSED(quoth_annotations_add(NULL, &ok, NULL));
  REFUSED(quoth_annotations_add(a, NULL, NULL));
  bad = ok, bad.layer = NULL;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad = ok, bad.layer = "";
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad = ok, bad.span.end = 11;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad = ok, bad.span.start = UINT32_MAX;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad = ok, bad.n_features = 1;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad.features = &unnamed;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad.features = &unsound;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad = ok, bad.n_parts = 1;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad.parts = &outside;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  bad.parts = &backward;
  REFUSED(quoth_annotations_add(a, &bad, NULL));
  assert_int_equal(quoth_annotations_add(a, &ok, NULL), QUOTH_OK);
  REFUSED(quoth_annotations_set(NULL, 0, "f", &v));
  REFUSED(quoth_annotations_set(a, 0, NULL, &v));
  REFUSED(quoth_annotations_set(a, 0, "f", NULL));
  REFUSED(quoth_annotations_set(a, 0, "f", &odd));
  assert_int_equal(quoth_annotations_set(a, 1, "f", &v), QUOTH_ENOTFOUND);
  REFUSED(quoth_annotations_set_parts(NULL, 0, "r", NULL, 0));
  REFUSED(quoth_annotations_set_parts(a, 0, NULL, NULL, 0));
  REFUSED(quoth_annotations_set_parts(a, 0, "r", NULL, 1));
  REFUSED(quoth_annotations_set_parts(a, 0, "r", &beyond, 1));
  assert_int_equal(quoth_annotations_set_parts(a, QUOTH_NONE, "r", NULL, 0),
                   QUOTH_ENOTFOUND);
  REFUSED(quoth_annotations_remove(NULL, 0));
  assert_int_equal(quoth_annotations_remove(a, 5), QUOTH_ENOTFOUND);
  REFUSED(quoth_annotations_get(NULL, 0, &x));
  REFUSED(quoth_annotations_get(a, 0, NULL));
  quoth__annotations_freeze(a, true);
  REFUSED(quoth_annotations_add(a, &ok, NULL));
  REFUSED(quoth_annotations_set(a, 0, "f", &v));
  REFUSED(quoth_annotations_set_parts(a, 0, "r", NULL, 0));
  REFUSED(quoth_annotations_remove(a, 0));
  assert_int_equal(quoth_annotations_get(a, 0, &x), QUOTH_OK);
  quoth__annotations_freeze(a, false);
#undef REFUSED
  uint32_t n = 9;
  assert_null(quoth_annotations_layer(NULL, "x", &n));
  assert_int_equal(n, 0);
  assert_int_equal(
      quoth_annotations_overlapping(NULL, "x", (quoth_span){0, 1}, NULL, 0), 0);
  assert_int_equal(
      quoth_annotations_overlapping(a, "x", (quoth_span){0, 1}, NULL, 5), 1);
  assert_int_equal(
      quoth_annotations_overlapping(a, "x", (quoth_span){2, 1}, NULL, 5), 0);
  assert_int_equal(quoth_annotation_feature(NULL, "f").kind, QUOTH_VALUE_NIL);
  quoth__annotations_free(a);
  quoth__annotations_free(NULL);
}

static void a_flood_ends_in_a_limit(void **state) {
  (void)state;
  quoth_annotations *a = fresh(10);
  char name[16];
  quoth_annotation_options o = {.layer = name, .span = {0, 1}};
  quoth_status status = QUOTH_OK;
  uint32_t made = 0;
  for (; made < 5000 && status == QUOTH_OK; made++) {
    snprintf(name, sizeof name, "l%u", made);
    status = quoth_annotations_add(a, &o, NULL);
  }
  assert_int_equal(status, QUOTH_ELIMIT);
  assert_int_equal(made, QUOTH__MAX_LAYERS + 1);
  char *big = calloc(1, 1 << 20);
  assert_non_null(big);
  memset(big, 'x', (1 << 20) - 1);
  quoth_value v = text(big);
  status = QUOTH_OK;
  for (made = 0; made < 300 && status == QUOTH_OK; made++) {
    v.len--; /* fits where the one before it stood */
    status = quoth_annotations_set(a, 0, "f", &v);
  }
  assert_int_equal(status, QUOTH_OK);
  for (made = 0; made < 300 && status == QUOTH_OK; made++) {
    snprintf(name, sizeof name, "f%u", made);
    status = quoth_annotations_set(a, 0, name, &v);
  }
  assert_int_equal(status, QUOTH_ELIMIT);
  free(big);
  quoth__annotations_free(a);
}

/* Every allocation fails once; what was there before stays whole. */
static void no_memory_is_an_error_without_a_leak(void **state) {
  (void)state;
  bool finished = false;
  for (size_t at = 1; !finished; at++) {
    faulty f = {.fail_at = at};
    quoth_allocator hook = faulty_hook(&f);
    quoth__mem mem = quoth__mem_from(&hook);
    quoth_annotations *a = quoth__annotations_new(&mem);
    finished = a != NULL;
    if (a) quoth__annotations_reset(a, 1000);
    for (uint32_t i = 0; a && i < 200; i++) {
      char name[16];
      snprintf(name, sizeof name, "n%u", i % 30);
      quoth_feature feature = {name, text("value")};
      quoth_part part = {name, {i, i + 3}};
      quoth_annotation_options o = {.layer = name,
                                    .features = &feature,
                                    .n_features = 1,
                                    .parts = &part,
                                    .n_parts = 1};
      uint32_t id, n, before;
      quoth_annotations_layer(a, name, &before);
      quoth_status status = quoth_annotations_add(a, &o, &id);
      quoth_annotations_layer(a, name, &n);
      assert_int_equal(n, status == QUOTH_OK ? before + 1 : before);
      if (status == QUOTH_OK)
        status = quoth_annotations_set_parts(a, id, "r",
                                             &(quoth_span){0, 1}, 1);
      if (status == QUOTH_OK)
        status = quoth_annotations_set(a, id, "f", &feature.value);
      if (i == 100 && !quoth_annotations_layer(a, NULL, &n)) finished = false;
      if (status != QUOTH_OK) {
        assert_int_equal(status, QUOTH_ENOMEM);
        finished = false;
      }
    }
    quoth__annotations_free(a);
    assert_int_equal(f.live, 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(layers_are_in_order_of_place),
      cmocka_unit_test(features_are_sorted_and_replaced),
      cmocka_unit_test(parts_keep_roles_in_order_and_make_the_hull),
      cmocka_unit_test(removed_ids_stay_unused),
      cmocka_unit_test(overlaps_are_those_a_slow_search_finds),
      cmocka_unit_test(reset_empties_and_reuses),
      cmocka_unit_test(misuse_is_an_error),
      cmocka_unit_test(a_flood_ends_in_a_limit),
      cmocka_unit_test(no_memory_is_an_error_without_a_leak),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
