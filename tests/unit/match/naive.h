/* SPDX-License-Identifier: MIT */
/*
 * A second matcher, which follows docs/pattern-language.md word by word and
 * knows no memory, no program and no plan.
 */
#ifndef QUOTH_TESTS_MATCH_NAIVE_H
#define QUOTH_TESTS_MATCH_NAIVE_H

#include "match/matcher.h"

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

static inline bool go(struct naive *n, const struct then *t, uint32_t at);
static inline bool match(struct naive *n, const quoth__expr *e, uint32_t at,
                  const struct then *t);

static inline bool rounds(struct naive *n, const quoth__expr *e, uint32_t count,
                   uint32_t at, const struct then *t) {
  struct then round = {ROUND, e, count + 1, at, t, NULL, 0, false};
  bool more = e->max == QUOTH__UNBOUNDED || count < e->max;
  if (e->greed != QUOTH__LAZY && more && match(n, e->kids, at, &round))
    return true;
  if (count >= e->min && go(n, t, at)) return true;
  return e->greed == QUOTH__LAZY && more && match(n, e->kids, at, &round);
}

static inline bool alone(struct naive *n, const quoth__expr *e, uint32_t at,
                  uint32_t target, uint32_t *end) {
  struct then done = {DONE, NULL, 0, 0, NULL, end, target, false};
  return match(n, e, at, &done);
}

static inline bool look(struct naive *n, const quoth__expr *e, uint32_t at) {
  uint32_t end, events = n->n_events;
  bool yes = false;
  if (!e->behind) yes = alone(n, e->kids, at, QUOTH_NONE, &end);
  for (uint32_t s = at + 1; e->behind && !yes && s-- > n->region.first;)
    yes = alone(n, e->kids, s, at, &end);
  if (e->negative || !yes) n->n_events = events;
  return yes != e->negative;
}

static inline quoth_value feature_of(const void *ud, uint32_t id, const char *name) {
  quoth_annotation a;
  quoth_annotations_get(ud, id, &a);
  return quoth_annotation_feature(&a, name);
}

static inline bool element(struct naive *n, const quoth__expr *e, uint32_t at,
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

static inline bool match(struct naive *n, const quoth__expr *e, uint32_t at,
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

static inline bool go(struct naive *n, const struct then *t, uint32_t at) {
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

static inline bool naive_match(struct naive *n, uint32_t first, uint32_t *end) {
  struct then done = {DONE, NULL, 0, 0, NULL, end, QUOTH_NONE, true};
  n->first = first;
  n->n_events = n->steps = 0;
  return match(n, n->pattern->root, first, &done);
}

static inline bool same_captures(const struct naive *n, const quoth__result *r) {
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

#endif
