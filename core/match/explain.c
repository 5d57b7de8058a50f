/* SPDX-License-Identifier: MIT */
/*
 * The pattern's tree is walked with sets of places: from the places where an
 * element may begin follow those where it may end.
 */
#include "match/explain.h"

#include <string.h>

#include "base/arena.h"
#include "match/matcher.h"

struct walk {
  quoth__matcher *m;
  const quoth__pattern *pattern;
  quoth__view *view;
  quoth__region region;
  quoth__arena *arena; /* scratch */
  uint32_t width; /* places: one more than symbols */
  bool silent;    /* within a lookaround: not what the pattern wants */
  uint32_t spare; /* depth of repetitions that have had enough */
  bool may_go;    /* what failed furthest was spare */
  bool failed;    /* memory is out */
  uint32_t furthest, wanted; /* where an element failed, and which */
};

/* A set of places: a byte each, counted from the region's start. */
static uint8_t *new_set(struct walk *w) {
  uint8_t *set = quoth__arena_zero(w->arena, w->width);
  if (!set) w->failed = true;
  return set;
}

static bool is_empty(const struct walk *w, const uint8_t *set) {
  return !memchr(set, 1, w->width);
}

/*
 * An element that cannot go on from a place. At the furthest place the last one
 * counts: all before it went by. But one that must be there goes before one
 * that need not.
 */
static void fail_at(struct walk *w, const quoth__expr *e, uint32_t place) {
  if (w->silent) return;
  if (w->wanted != QUOTH_NONE &&
      (place < w->furthest ||
       (place == w->furthest && w->spare && !w->may_go)))
    return;
  w->furthest = place;
  w->wanted = e->at;
  w->may_go = w->spare > 0;
}

static uint8_t *ends(struct walk *w, const quoth__expr *e, const uint8_t *in);

/* ---- Elements ---------------------------------------------------------------- */

static quoth_value feature_of(const void *ud, uint32_t id, const char *name) {
  quoth_annotation a;
  if (quoth_annotations_get(ud, id, &a)) return (quoth_value){0};
  return quoth_annotation_feature(&a, name);
}

static bool take_entry(struct walk *w, const quoth__element *e, uint32_t place,
                       uint8_t *out) {
  uint32_t entry, at = w->region.first + place;
  const uint32_t *words = quoth__matcher_words(w->m, e->lexicon);
  if (!words) {
    w->failed = true;
    return false;
  }
  uint32_t n = quoth__lexicon_longest(e->lexicon, words + at,
                                      w->region.end - at, &entry);
  if (!n || (e->passes && !(e->passes[entry / 64] >> entry % 64 & 1)))
    return false;
  out[place + n] = 1;
  return true;
}

static bool take_annotation(struct walk *w, const quoth__element *e,
                            uint32_t place, uint8_t *out) {
  const quoth__layer *l = quoth__view_layer(w->view, e->layer);
  uint32_t at = w->region.first + place;
  bool any = false;
  if (!l) w->failed = true;
  for (uint32_t i = l ? l->at[at] : 0; l && i < l->at[at + 1]; i++) {
    const quoth__start *s = &l->starts[i];
    if (s->end > w->region.end ||
        !quoth__filter_holds(e->filter, feature_of, w->view->annotations,
                             s->annotation, w->m->regex))
      continue;
    out[s->end - w->region.first] = 1;
    any = true;
  }
  return any;
}

/* One symbol, entry or annotation from each place of a set. */
static void take_all(struct walk *w, const quoth__expr *e, const uint8_t *in,
                     uint8_t *out) {
  for (uint32_t p = 0; p < w->width && !w->failed; p++) {
    bool yes = false;
    if (!in[p]) continue;
    if (p + 1 == w->width) yes = false;
    else if (e->kind == QUOTH__EXPR_LEXICON)
      yes = take_entry(w, &w->pattern->elements.data[e->id], p, out);
    else if (e->kind == QUOTH__EXPR_LAYER)
      yes = take_annotation(w, &w->pattern->elements.data[e->id], p, out);
    else if ((yes = quoth__matcher_test(w->m, e->id, w->region.first + p)))
      out[p + 1] = 1;
    if (!yes) fail_at(w, e, p);
  }
}

/* ---- Structure ----------------------------------------------------------------- */

static void unite(const struct walk *w, uint8_t *into, const uint8_t *set) {
  for (uint32_t p = 0; p < w->width; p++) into[p] |= set[p];
}

static uint8_t *sequence(struct walk *w, const quoth__expr *kids,
                         const uint8_t *in) {
  uint8_t *set = new_set(w);
  if (set) memcpy(set, in, w->width);
  for (const quoth__expr *k = kids; k && set; k = k->next)
    set = ends(w, k, set);
  return set;
}

static uint8_t *repeat(struct walk *w, const quoth__expr *e,
                       const uint8_t *in) {
  uint8_t *all = new_set(w), *now = new_set(w);
  if (!all || !now) return NULL;
  memcpy(now, in, w->width);
  for (uint32_t n = 0; !is_empty(w, now); n++) {
    if (n >= e->min) { /* only what is new leads on */
      for (uint32_t p = 0; p < w->width; p++)
        if (all[p]) now[p] = 0;
      unite(w, all, now);
    }
    if (n == e->max) break;
    w->spare += n >= e->min;
    now = ends(w, e->kids, now);
    w->spare -= n >= e->min;
    if (!now) return NULL;
    /* Required rounds that may be empty come to rest. */
    if (n > w->width + 1 && n < e->min) n = e->min - 1;
  }
  return all;
}

/*
 * Where one of them goes on, what the others wanted need not be there; where
 * none does, they are wanted together.
 */
static uint8_t *alternatives(struct walk *w, const quoth__expr *e,
                             const uint8_t *in, uint8_t *out) {
  uint32_t furthest = w->furthest, wanted = w->wanted;
  for (const quoth__expr *k = e->kids; k; k = k->next) {
    const uint8_t *one = ends(w, k, in);
    if (!one) return NULL;
    unite(w, out, one);
  }
  if (w->silent || (w->wanted == wanted && w->furthest == furthest))
    return w->failed ? NULL : out;
  if (!is_empty(w, out)) w->may_go = true;
  else if (in[w->furthest]) w->wanted = e->at;
  return w->failed ? NULL : out;
}

static bool looks(struct walk *w, const quoth__expr *e, uint32_t place) {
  uint8_t *from = new_set(w);
  if (!from) return false;
  if (!e->behind) {
    from[place] = 1;
    uint8_t *to = ends(w, e->kids, from);
    return to && !is_empty(w, to);
  }
  memset(from, 1, place + 1);
  uint8_t *to = ends(w, e->kids, from);
  return to && to[place];
}

static void look_all(struct walk *w, const quoth__expr *e, const uint8_t *in,
                     uint8_t *out) {
  bool silent = w->silent;
  for (uint32_t p = 0; p < w->width && !w->failed; p++) {
    if (!in[p]) continue;
    w->silent = true;
    out[p] = looks(w, e, p) != e->negative;
    w->silent = silent;
    if (!out[p]) fail_at(w, e, p);
  }
}

static void edge(struct walk *w, const quoth__expr *e, const uint8_t *in,
                 uint8_t *out) {
  uint32_t place = e->kind == QUOTH__EXPR_START ? 0 : w->width - 1;
  for (uint32_t p = 0; p < w->width; p++) {
    if (!in[p]) continue;
    if (p == place) out[p] = 1;
    else fail_at(w, e, p);
  }
}

/* Where an element may end that begins at one of the places. */
static uint8_t *ends(struct walk *w, const quoth__expr *e, const uint8_t *in) {
  uint8_t *out;
  if (w->failed) return NULL;
  switch (e->kind) {
    case QUOTH__EXPR_CAT: return sequence(w, e->kids, in);
    case QUOTH__EXPR_CAPTURE: return ends(w, e->kids, in);
    case QUOTH__EXPR_REPEAT: return repeat(w, e, in);
    default: break;
  }
  if (!(out = new_set(w))) return NULL;
  switch (e->kind) {
    case QUOTH__EXPR_ALT: return alternatives(w, e, in, out);
    case QUOTH__EXPR_LOOK: look_all(w, e, in, out); break;
    case QUOTH__EXPR_START:
    case QUOTH__EXPR_END: edge(w, e, in, out); break;
    default: take_all(w, e, in, out); break;
  }
  return w->failed ? NULL : out;
}

/* ---- The best start --------------------------------------------------------------- */

/* The outermost sequence: what a reader sees as the pattern's elements. */
static const quoth__expr *elements_of(const quoth__pattern *p) {
  return p->root->kind == QUOTH__EXPR_CAT ? p->root->kids : p->root;
}

static uint32_t last_of(const struct walk *w, const uint8_t *set) {
  uint32_t last = 0;
  for (uint32_t p = 0; p < w->width; p++)
    if (set[p]) last = p;
  return last;
}

/* Which of `before` an element may have begun at to end at `place`. */
static uint32_t begin_of(struct walk *w, const quoth__expr *e,
                         const uint8_t *before, uint32_t place) {
  for (uint32_t p = 0; p <= place; p++) {
    uint8_t *one = before[p] ? new_set(w) : NULL;
    if (!one) continue;
    one[p] = 1;
    const uint8_t *to = ends(w, e, one);
    if (to && to[place]) return p;
  }
  return place;
}

/* Where an element is written; a repetition stands behind what it repeats. */
static uint32_t place_of(const quoth__expr *e) {
  while (e->kind == QUOTH__EXPR_REPEAT) e = e->kids;
  return e->at;
}

/* From one start: the elements that took something, and what each took. */
static bool follow(struct walk *w, uint32_t start, quoth__arena *keep,
                   quoth__explanation *out) {
  const quoth__expr *first = elements_of(w->pattern);
  uint32_t n = 0;
  for (const quoth__expr *e = first; e; e = e->next) n++;
  uint8_t **sets = quoth__arena_new(w->arena, (n + 1) * sizeof *sets);
  quoth__step *steps = quoth__arena_new(keep, (n + 1) * sizeof *steps);
  if (!sets || !steps || !(sets[0] = new_set(w))) return false;
  sets[0][start] = 1;
  const quoth__expr *e = first;
  for (n = 0; e && !is_empty(w, sets[n]); e = e->next, n++)
    if (!(sets[n + 1] = ends(w, e, sets[n]))) return false;
  if (n > 0 && is_empty(w, sets[n])) n--;
  uint32_t place = last_of(w, sets[n]);
  w->silent = true;
  for (uint32_t k = n; k > 0; k--) {
    e = first;
    for (uint32_t i = 1; i < k; i++) e = e->next;
    uint32_t from = begin_of(w, e, sets[k - 1], place);
    steps[k - 1] = (quoth__step){place_of(e), w->region.first + from,
                                 w->region.first + place};
    place = from;
  }
  w->silent = false;
  out->steps = steps;
  out->n_steps = n;
  return !w->failed;
}

/*
 * How many elements get by from a start; what is wanted is then asked of the one
 * that does not. A gap runs to the region's end: how far it went tells little.
 */
static uint32_t try_start(struct walk *w, uint32_t start) {
  uint32_t passed = 0;
  quoth__arena_reset(w->arena);
  uint8_t *set = new_set(w);
  if (!set) return 0;
  set[start] = 1;
  w->furthest = start;
  w->wanted = QUOTH_NONE;
  for (const quoth__expr *e = elements_of(w->pattern); e; e = e->next) {
    struct walk before = *w;
    w->wanted = QUOTH_NONE;
    set = ends(w, e, set);
    if (w->wanted == QUOTH_NONE) {
      w->furthest = before.furthest;
      w->wanted = before.wanted;
      w->may_go = before.may_go;
    }
    if (!set || is_empty(w, set)) break;
    passed++;
  }
  return passed;
}

/* The start from which most elements get by, and take most, in `out`. */
static bool find_best(struct walk *w, quoth__explanation *out) {
  uint32_t best = 0, taken = 0, wanted = QUOTH_NONE, passed = 0;
  for (uint32_t p = 0; p + 1 < w->width; p++) {
    uint32_t n = try_start(w, p);
    if (w->failed) return false;
    if (wanted != QUOTH_NONE &&
        (n < passed || (n == passed && w->furthest - p <= taken)))
      continue;
    best = p;
    passed = n;
    taken = w->furthest - p;
    wanted = w->wanted;
  }
  out->first = w->region.first + best;
  out->end = out->first + taken;
  out->wanted = wanted;
  return true;
}

quoth_status quoth__explain(const quoth__pattern *pattern,
                            quoth__matcher *m, quoth__view *view,
                            quoth__region region, quoth__arena *arena,
                            quoth__explanation *out) {
  quoth__arena scratch;
  struct walk w = {.m = m, .pattern = pattern, .view = view,
                   .region = region, .arena = &scratch,
                   .width = region.end - region.first + 1};
  quoth_status status = quoth__matcher_look(m, view);
  *out = (quoth__explanation){0};
  if (status != QUOTH_OK) return status;
  quoth__arena_init(&scratch, &m->mem);
  bool ok = find_best(&w, out) &&
            follow(&w, out->first - region.first, arena, out);
  quoth__arena_done(&scratch);
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}

/* ---- Counting ------------------------------------------------------------------------- */

uint32_t quoth__explain_elements(const quoth__pattern *pattern, uint32_t *at) {
  uint32_t n = 0;
  for (const quoth__expr *e = elements_of(pattern); e; e = e->next, n++)
    if (at) at[n] = place_of(e);
  return n;
}

static void count_from(struct walk *w, uint32_t start,
                       quoth_element_profile *counts, uint64_t (*now)(void)) {
  quoth__arena_reset(w->arena);
  uint8_t *set = new_set(w);
  if (!set) return;
  set[start] = 1;
  const quoth__expr *e = elements_of(w->pattern);
  for (uint32_t i = 0; e; e = e->next, i++) {
    counts[i].candidates++;
    uint64_t before = now();
    set = ends(w, e, set);
    counts[i].walk_ns += now() - before;
    if (!set || is_empty(w, set)) return;
    counts[i].hits++;
  }
}

quoth_status quoth__explain_count(const quoth__pattern *pattern,
                                  quoth__matcher *m, quoth__view *view,
                                  quoth__region region,
                                  quoth_element_profile *counts,
                                  uint64_t (*now)(void)) {
  quoth__arena scratch;
  struct walk w = {.m = m, .pattern = pattern, .view = view,
                   .region = region, .arena = &scratch, .silent = true,
                   .width = region.end - region.first + 1};
  quoth_status status = quoth__matcher_look(m, view);
  if (status != QUOTH_OK) return status;
  quoth__arena_init(&scratch, &m->mem);
  for (uint32_t p = 0; p + 1 < w.width && !w.failed; p++)
    count_from(&w, p, counts, now);
  quoth__arena_done(&scratch);
  return w.failed ? QUOTH_ENOMEM : QUOTH_OK;
}
