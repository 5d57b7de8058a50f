/* SPDX-License-Identifier: MIT */
/*
 * The matcher against a second one, which follows the page word by word and
 * knows no memory, no program and no plan: random patterns over random texts.
 * QUOTH_RANDOM_PAIRS (default 100000) and QUOTH_RANDOM_SEED may be set.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "fixture.h"
#include "naive.h"

/* ---- Random patterns and texts ----------------------------------------- */

struct text {
  char data[4096];
  size_t len;
};

static uint64_t state;

static uint32_t below(uint32_t n) { /* SplitMix64 */
  uint64_t z = state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return (uint32_t)((z ^ z >> 31) % n);
}

static void put(struct text *t, const char *s) {
  size_t n = strlen(s);
  if (t->len + n >= sizeof t->data) return;
  memcpy(t->data + t->len, s, n + 1);
  t->len += n;
}

static void add_atom(struct text *t, bool negative) {
  static const char *const atoms[] = {
      "\"a\"", "\"b\"", "\"c\"", "[]", "[caps]", "[!\"a\"]", "[\"a\"|\"b\"]",
      "/[ab]/", "$x", "$x{k=1}", "<m>", "<m k=1>", "@D", "@P(\"b\")",
      "[sfirst | punct]", "[in=\"m\"]", "[$x]", "[\"b\" & !caps]",
      "\"a b\"", "[word]", "\"c\"", "\"d\""};
  (void)negative;
  put(t, atoms[below(sizeof atoms / sizeof *atoms)]);
}

static void add_pattern(struct text *t, uint32_t depth, bool negative);

static void add_group(struct text *t, uint32_t depth, bool negative) {
  put(t, "(");
  add_pattern(t, depth - 1, negative);
  put(t, ")");
}

static void add_look(struct text *t, uint32_t depth, bool negative) {
  static const char *const looks[] = {"(?= ", "(?! ", "(?<= ", "(?<! "};
  uint32_t kind = below(4);
  put(t, looks[kind]);
  add_pattern(t, depth - 1, negative || kind % 2);
  put(t, ")");
}

static void add_element(struct text *t, uint32_t depth, bool negative) {
  static const char *const counts[] = {"?", "*", "+", "{2}", "{1,2}", "{0,2}",
                                       "{2,}", "{1,3}"};
  static const char *const greeds[] = {"", "", "", "?", "+"};
  uint32_t kind = below(20);
  if (kind == 0) { put(t, "^"); return; }
  if (kind == 1) { put(t, "$"); return; }
  if (kind <= 3 && depth) { add_look(t, depth, negative); return; }
  if (kind <= 6 && !negative) put(t, below(2) ? "x:" : "y:");
  if (kind % 3 == 0 && depth) add_group(t, depth, negative);
  else add_atom(t, negative);
  if (below(3)) return;
  put(t, counts[below(8)]);
  put(t, greeds[below(5)]);
}

static void add_pattern(struct text *t, uint32_t depth, bool negative) {
  uint32_t branches = below(4) ? 1 : 2 + below(2);
  for (uint32_t b = 0; b < branches; b++) {
    uint32_t n = 1 + below(4);
    if (b) put(t, " | ");
    for (uint32_t i = 0; i < n; i++) {
      put(t, " ");
      add_element(t, depth, negative);
    }
  }
}

static void make_text(struct text *t, struct world *w) {
  static const char *const words[] = {"a", "b", "c", "A", "B", "d", "a b",
                                      ",", ". A", "a"};
  uint32_t n = 1 + below(10);
  t->len = 0;
  for (uint32_t i = 0; i < n; i++) {
    put(t, words[below(10)]);
    put(t, " ");
  }
  w->n_marks = 0;
  if (below(2)) add_mark(w, below(2) ? "m | a b | k=1" : "m | b c | k=1");
  if (below(3) == 0) add_mark(w, "m | b | k=2");
}

/* ---- Comparison -------------------------------------------------------- */

struct setting {
  struct world world;
  quoth_doc *doc;
  quoth_annotations *annotations;
  quoth__view *view;
};

static void open_text(struct setting *s, const char *text) {
  static const char *const layers[] = {"m"};
  quoth_doc_options options = {.lang = "en"};
  quoth_doc_free(s->doc);
  quoth__annotations_free(s->annotations);
  assert_int_equal(quoth_doc_new(text, strlen(text), &options, &s->doc),
                   QUOTH_OK);
  s->annotations = annotate(&s->world, text);
  assert_int_equal(quoth__view_open(s->view, s->doc, s->annotations, layers,
                                    below(2), NULL), QUOTH_OK);
}

/* 1: equal, 0: different, -1: too much work for the naive one. */
static int compare(struct setting *s, const quoth__pattern *p,
                   const char *within, quoth__search search,
                   uint64_t *n_hits) {
  static struct naive n;
  quoth__scan *scan;
  quoth__matcher *m;
  quoth__scan_item item = {p, within, search};
  const quoth__hit *found;
  quoth__hit hits[1024];
  uint32_t count, next = 0, n_regions;
  int result = 1;
  assert_int_equal(quoth__matcher_new(&s->world.mem, s->world.vocab, &m), 0);
  if (below(8) == 0) m->most_rows = 0; /* as a huge text is matched */
  assert_int_equal(quoth__scan_new(s->world.vocab, &item, 1, &scan, NULL), 0);
  assert_int_equal(quoth__scan_run(scan, m, s->view, &found, &count), 0);
  assert_true(count < 1024);
  if (count) memcpy(hits, found, count * sizeof *hits);
  const quoth__region *regions;
  quoth__view_regions(s->view, within, &regions, &n_regions);
  n.pattern = p;
  n.m = m;
  n.view = s->view;
  for (uint32_t i = 0; i < n_regions && result == 1; i++)
    for (uint32_t at = regions[i].first; at < regions[i].end; at++) {
      uint32_t end;
      quoth__result r, again;
      n.region = regions[i];
      bool yes = naive_match(&n, at, &end);
      if (n.steps > MOST_STEPS) {
        result = -1;
        break;
      }
      bool hit = next < count && hits[next].first == at;
      quoth_status one = quoth__match_at(p, m, s->view, n.region, at, &r);
      if (yes != hit || (one == QUOTH_OK) != yes ||
          (yes && (hits[next].end != end || r.end != end ||
                   !same_captures(&n, &r))))
        result = 0;
      else if (hit && (quoth__match_result(p, m, s->view, &hits[next],
                                           &again) ||
                       !same_captures(&n, &again)))
        result = 0;
      next += hit;
      *n_hits += hit;
      if (!result) break;
    }
  quoth__scan_free(scan);
  quoth__matcher_free(m);
  return result;
}

static uint64_t setting_of(const char *name, uint64_t otherwise) {
  const char *value = getenv(name);
  return value ? strtoull(value, NULL, 10) : otherwise;
}

static void new_world(struct setting *s) {
  quoth__mem mem = quoth__mem_from(NULL);
  assert_true(world_init(&s->world, &mem));
  assert_int_equal(add_entry(&s->world, "x: a | k=1", NULL), 0);
  assert_int_equal(add_entry(&s->world, "x: a b | k=2", NULL), 0);
  assert_int_equal(add_entry(&s->world, "x: b c a | k=1", NULL), 0);
  assert_int_equal(add_entry(&s->world, "x: d", NULL), 0);
  assert_int_equal(quoth__lexicon_finish(s->world.lexicons[0], NULL), 0);
  assert_int_equal(add_definition(&s->world, "D = \"a\" x:[]?", NULL), 0);
  assert_int_equal(add_definition(&s->world, "P(w) = (@w | [norm=@w])+", NULL),
                   0);
  assert_int_equal(quoth__view_new(&mem, s->world.vocab, &s->view), 0);
}

static void end_world(struct setting *s) {
  quoth_doc_free(s->doc);
  quoth__annotations_free(s->annotations);
  quoth__view_free(s->view);
  world_done(&s->world);
  s->doc = NULL;
  s->annotations = NULL;
}

static void equals_the_naive_matcher(void **ignored) {
  (void)ignored;
  static struct setting s;
  uint64_t pairs = setting_of("QUOTH_RANDOM_PAIRS", 100000);
  uint64_t seed = setting_of("QUOTH_RANDOM_SEED", 1), done = 0, hits = 0;
  uint64_t skipped = 0, refused = 0;
  for (uint64_t i = 0; done < pairs; i++) {
    struct text pattern = {.len = 0}, text;
    quoth__pattern *p;
    state = seed * 1000003 + i;
    if (i % 500 == 0) {
      if (i) end_world(&s);
      new_world(&s);
    }
    add_pattern(&pattern, 3, false);
    quoth_error error;
    quoth_status status =
        quoth__pattern_new(s.world.vocab, pattern.data, pattern.len, NULL,
                           &s.world.scope, &p, &error);
    if (status) { /* a capture in a negative lookaround, or takes nothing */
      refused++;
      continue;
    }
    for (int j = 0; j < 8; j++, done++) {
      make_text(&text, &s.world);
      open_text(&s, text.data);
      const char *within = below(2) ? "sentence" : "document";
      quoth__search search =
          j % 2 ? QUOTH__SEARCH_ROWS : QUOTH__SEARCH_ANCHOR;
      int same = compare(&s, p, within, search, &hits);
      skipped += same < 0;
      if (same == 0)
        fail_msg("they differ: %s\nover: %s\n(seed %llu, pattern %llu, %s)",
                 pattern.data, text.data, (unsigned long long)seed,
                 (unsigned long long)i, j % 2 ? "rows" : "anchors");
    }
    quoth__pattern_free(p);
  }
  end_world(&s);
  printf("%llu pairs, %llu matches, %llu skipped, %llu patterns refused\n",
         (unsigned long long)done, (unsigned long long)hits,
         (unsigned long long)skipped, (unsigned long long)refused);
  assert_true(hits > done / 10);
  assert_true(skipped < done / 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(equals_the_naive_matcher),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
