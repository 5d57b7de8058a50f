/* SPDX-License-Identifier: MIT */
/*
 * Patterns: the first line of the input is a pattern, the rest a text. What
 * compiles is matched by anchors, by rows, and by the naive matcher of the unit
 * tests, and all of them must agree.
 */
#include "../unit/match/fixture.h"
#include "../unit/match/naive.h"
#include "fuzz.h"

enum { MOST_TEXT = 400, MOST_PATTERN = 200 };

static void open_world(struct world *w) {
  quoth__mem mem = quoth__mem_from(NULL);
  world_init(w, &mem);
  add_entry(w, "x: a | k=1", NULL);
  add_entry(w, "x: a b | k=2", NULL);
  add_entry(w, "x: b c a | k=1 f", NULL);
  add_entry(w, "x: d", NULL);
  quoth__lexicon_finish(w->lexicons[0], NULL);
  add_definition(w, "D = \"a\" x:[]?", NULL);
  add_definition(w, "P(w) = (@w | [norm=@w])+", NULL);
  add_mark(w, "m | a b | k=1");
  add_mark(w, "m | b | k=2");
  add_mark(w, "q | c d | k=x");
}

struct run {
  const quoth__pattern *pattern;
  quoth__view *view;
  quoth__matcher *matcher;
  quoth__region region;
};

/* One start, by the naive matcher and by a hit (NULL: there is none). */
static void compare(const struct run *r, uint32_t at,
                    const quoth__hit *hit) {
  static struct naive n;
  uint32_t end;
  quoth__result result;
  n.pattern = r->pattern;
  n.m = r->matcher;
  n.view = r->view;
  n.region = r->region;
  bool yes = naive_match(&n, at, &end);
  if (n.steps > MOST_STEPS) return;
  if (yes != (hit != NULL)) abort();
  if (!yes) return;
  if (hit->end != end || quoth__match_result(r->pattern, r->matcher, r->view,
                                             hit, &result))
    abort();
  if (!same_captures(&n, &result)) abort();
}

static void run_one(const struct world *w, quoth__pattern *p,
                    quoth__view *view, quoth__search search) {
  quoth__scan_item item = {p, "sentence", search};
  struct run r = {.pattern = p, .view = view};
  quoth__scan *scan;
  const quoth__region *regions;
  const quoth__hit *hits;
  uint32_t n, n_regions, next = 0;
  if (quoth__matcher_new(&w->mem, w->vocab, &r.matcher) ||
      quoth__scan_new(w->vocab, &item, 1, &scan, NULL))
    abort();
  quoth__matcher_budget(r.matcher, 10000000);
  quoth_status status =
      quoth__scan_run(scan, r.matcher, view, &hits, &n);
  quoth__view_regions(view, "sentence", &regions, &n_regions);
  for (uint32_t i = 0; !status && i < n_regions; i++) {
    r.region = regions[i];
    for (uint32_t at = r.region.first; at < r.region.end; at++) {
      bool hit = next < n && hits[next].first == at;
      compare(&r, at, hit ? &hits[next] : NULL);
      next += hit;
    }
  }
  if (!status && next != n) abort();
  quoth__scan_free(scan);
  quoth__matcher_free(r.matcher);
}

static void run_text(const struct world *w, quoth__pattern *p,
                     const char *text) {
  static const char *const layers[] = {"q"};
  quoth_doc_options options = {.lang = "en"};
  quoth__attributes attributes = {NULL, world_value};
  quoth_doc *doc;
  quoth__view *view;
  if (quoth_doc_new(text, strlen(text), &options, &doc)) abort();
  quoth_annotations *a = annotate(w, text);
  if (!a || quoth__view_new(&w->mem, w->vocab, &view) ||
      quoth__view_open(view, doc, a, layers, 1, &attributes))
    abort();
  run_one(w, p, view, QUOTH__SEARCH_ANCHOR);
  run_one(w, p, view, QUOTH__SEARCH_ROWS);
  quoth__view_free(view);
  quoth__annotations_free(a);
  quoth_doc_free(doc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct world w;
  char pattern[MOST_PATTERN + 1], text[MOST_TEXT + 1];
  size_t n = 0;
  while (n < size && data[n] != '\n') n++;
  size_t rest = n < size ? size - n - 1 : 0;
  if (!n || n > MOST_PATTERN || rest > MOST_TEXT) return -1;
  memcpy(pattern, data, n);
  pattern[n] = '\0';
  if (rest) memcpy(text, data + n + 1, rest);
  text[rest] = '\0';
  if (strlen(text) != rest) return -1; /* marks are looked for in a string */
  open_world(&w);
  quoth__pattern *p;
  quoth_error error;
  if (quoth__pattern_new(w.vocab, pattern, n, NULL, &w.scope, &p, &error) ==
      QUOTH_OK) {
    run_text(&w, p, text);
    quoth__pattern_free(p);
  }
  world_done(&w);
  return 0;
}
