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

#include "match/matcher.h"

/* ---- The naive matcher ------------------------------------------------- */

enum { MOST_STEPS = 100000, MOST_EVENTS = 4096 };

struct naive {
  const quoth__pattern *pattern;
  quoth__matcher *m; /* for tests of one symbol only */
  quoth__view *view;
  quoth__region region;
  uint32_t first, steps;
  quoth__capture events[MOST_EVENTS];
  uint32_t n_events;
};

/* What is to be matched behind a part. */
struct then {
  enum { DONE, LIST, ROUND, CLOSE } kind;
  const quoth__expr *e; /* LIST: the next kid; ROUND, CLOSE: the node */
  uint32_t count, from;
  const struct then *next;
  uint32_t *end; /* DONE */
  uint32_t target; /* DONE: must end here, or QUOTH_NONE */
  bool whole; /* DONE: of the pattern, so it must not be empty */
};

static bool go(struct naive *n, const struct then *t, uint32_t at);
static bool match(struct naive *n, const quoth__expr *e, uint32_t at,
                  const struct then *t);

static bool rounds(struct naive *n, const quoth__expr *e, uint32_t count,
                   uint32_t at, const struct then *t) {
  struct then round = {ROUND, e, count + 1, at, t, NULL, 0, false};
  bool more = e->max == QUOTH__UNBOUNDED || count < e->max;
  if (e->greed != QUOTH__LAZY && more && match(n, e->kids, at, &round))
    return true;
  if (count >= e->min && go(n, t, at)) return true;
  return e->greed == QUOTH__LAZY && more && match(n, e->kids, at, &round);
}

static bool alone(struct naive *n, const quoth__expr *e, uint32_t at,
                  uint32_t target, uint32_t *end) {
  struct then done = {DONE, NULL, 0, 0, NULL, end, target, false};
  return match(n, e, at, &done);
}

static bool look(struct naive *n, const quoth__expr *e, uint32_t at) {
  uint32_t end, events = n->n_events;
  bool yes = false;
  if (!e->behind) yes = alone(n, e->kids, at, QUOTH_NONE, &end);
  for (uint32_t s = at + 1; e->behind && !yes && s-- > n->region.first;)
    yes = alone(n, e->kids, s, at, &end);
  if (e->negative || !yes) n->n_events = events;
  return yes != e->negative;
}

static quoth_value feature_of(const void *ud, uint32_t id, const char *name) {
  quoth_annotation a;
  quoth_annotations_get(ud, id, &a);
  return quoth_annotation_feature(&a, name);
}

static bool element(struct naive *n, const quoth__expr *e, uint32_t at,
                    const struct then *t) {
  const quoth__element *x = &n->pattern->elements.data[e->id];
  uint32_t entry;
  if (at >= n->region.end) return false;
  if (x->lexicon) {
    uint32_t len = quoth__lexicon_longest(
        x->lexicon, n->m->word_at.data + at, n->region.end - at, &entry);
    bool passes = !x->passes ||
                  (len && x->passes[entry / 64] >> entry % 64 & 1);
    return len && passes && go(n, t, at + len);
  }
  const quoth__layer *l = quoth__view_layer(n->view, x->layer);
  for (uint32_t i = 0; i < l->n_starts; i++)
    if (l->starts[i].first == at && l->starts[i].end <= n->region.end &&
        quoth__filter_holds(x->filter, feature_of, n->view->annotations,
                            l->starts[i].annotation, n->m->regex) &&
        go(n, t, l->starts[i].end))
      return true;
  return false;
}

static bool match(struct naive *n, const quoth__expr *e, uint32_t at,
                  const struct then *t) {
  if (++n->steps > MOST_STEPS) return false;
  switch (e->kind) {
    case QUOTH__EXPR_TEST:
      return at < n->region.end && quoth__matcher_test(n->m, e->id, at) &&
             go(n, t, at + 1);
    case QUOTH__EXPR_LEXICON:
    case QUOTH__EXPR_LAYER: return element(n, e, at, t);
    case QUOTH__EXPR_CAT: {
      struct then list = {LIST, e->kids, 0, 0, t, NULL, 0, false};
      return go(n, &list, at);
    }
    case QUOTH__EXPR_ALT:
      for (const quoth__expr *k = e->kids; k; k = k->next)
        if (match(n, k, at, t)) return true;
      return false;
    case QUOTH__EXPR_REPEAT: {
      uint32_t end, events = n->n_events;
      if (e->greed != QUOTH__POSSESSIVE) return rounds(n, e, 0, at, t);
      struct then done = {DONE, NULL, 0, 0, NULL, &end, QUOTH_NONE, false};
      if (rounds(n, e, 0, at, &done) && go(n, t, end)) return true;
      n->n_events = events;
      return false;
    }
    case QUOTH__EXPR_CAPTURE: {
      struct then close = {CLOSE, e, 0, at, t, NULL, 0, false};
      return match(n, e->kids, at, &close);
    }
    case QUOTH__EXPR_START: return at == n->region.first && go(n, t, at);
    case QUOTH__EXPR_END: return at == n->region.end && go(n, t, at);
    case QUOTH__EXPR_LOOK: {
      uint32_t events = n->n_events;
      if (look(n, e, at) && go(n, t, at)) return true;
      n->n_events = events;
      return false;
    }
  }
  return false;
}

static bool go(struct naive *n, const struct then *t, uint32_t at) {
  if (++n->steps > MOST_STEPS) return false;
  switch (t->kind) {
    case DONE:
      if (t->whole && at == n->first) return false;
      if (t->target != QUOTH_NONE && at != t->target) return false;
      *t->end = at;
      return true;
    case LIST: {
      if (!t->e) return go(n, t->next, at);
      struct then rest = *t;
      rest.e = t->e->next;
      return match(n, t->e, at, &rest);
    }
    case ROUND:
      if (t->e->max == QUOTH__UNBOUNDED && t->count > t->e->min &&
          at == t->from)
        return false;
      return rounds(n, t->e, t->count, at, t->next);
    case CLOSE: {
      uint32_t events = n->n_events;
      if (at > t->from && events < MOST_EVENTS)
        n->events[n->n_events++] = (quoth__capture){t->e->id, t->from, at};
      if (go(n, t->next, at)) return true;
      n->n_events = events;
      return false;
    }
  }
  return false;
}

static bool naive_match(struct naive *n, uint32_t first, uint32_t *end) {
  struct then done = {DONE, NULL, 0, 0, NULL, end, QUOTH_NONE, true};
  n->first = first;
  n->n_events = n->steps = 0;
  return match(n, n->pattern->root, first, &done);
}

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

static bool same_captures(const struct naive *n, const quoth__result *r) {
  bool used[MOST_EVENTS] = {false};
  if (n->n_events != r->n_captures) return false;
  for (uint32_t i = 0; i < r->n_captures; i++) {
    uint32_t j = 0;
    for (; j < n->n_events; j++)
      if (!used[j] && n->events[j].name == r->captures[i].name &&
          n->events[j].first == r->captures[i].first &&
          n->events[j].end == r->captures[i].end)
        break;
    if (j == n->n_events) return false;
    used[j] = true;
  }
  return true;
}

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
