/* SPDX-License-Identifier: MIT */
#include "match/plan.h"

#include <string.h>

/* ---- Rarity ------------------------------------------------------------ */

/* What a twentieth to a two-hundredth of news text is made of. */
static const struct common {
  const char *word;
  float share;
} COMMON[] = {
    {",", .05f}, {".", .045f}, {"the", .05f}, {"of", .025f}, {"to", .025f},
    {"and", .023f}, {"a", .022f}, {"in", .02f}, {"that", .012f},
    {"is", .01f}, {"for", .009f}, {"said", .008f}, {"on", .008f},
    {"he", .007f}, {"was", .007f}, {"it", .007f}, {"with", .007f},
    {"“", .01f}, {"”", .01f}, {"\"", .02f}, {"'s", .01f}, {"as", .006f},
    {"at", .006f}, {"his", .005f}, {"i", .006f}, {"be", .005f},
    {"by", .005f}, {"have", .005f}, {"from", .005f}, {"has", .005f},
    {"are", .005f}, {"this", .004f}, {"but", .004f}, {"not", .004f},
    {"an", .004f}, {"they", .004f}, {"we", .004f}, {"who", .004f},
    {"you", .004f}, {"she", .003f}, {"had", .003f}, {"will", .003f},
    {"would", .003f}, {"were", .003f}, {"or", .003f}, {"about", .003f},
    {"more", .003f}, {"been", .003f}, {"their", .003f}, {"her", .003f},
    {"der", .03f}, {"die", .03f}, {"und", .025f}, {"das", .01f},
    {"den", .01f}, {"und", .02f}, {"-", .005f}, {"—", .005f},
};

enum { MANY_WORDS = 2000 }; /* rules that name so many tell of their text */

static void count_words(const quoth__rarity *r, const quoth__expr *e,
                        uint64_t *total) {
  if (e->kind == QUOTH__EXPR_TEST) {
    const quoth__test *t = &r->vocab->tests.data[e->id];
    if (t->kind == QUOTH__TEST_NORM) r->share[t->a] += 1.f, ++*total;
  }
  for (const quoth__expr *k = e->kids; k; k = k->next)
    count_words(r, k, total);
}

static float guess(uint32_t len) {
  return len <= 2 ? .01f : len == 3 ? .004f : len == 4 ? .002f : .0005f;
}

void quoth__rarity_estimate(quoth__rarity *r,
                            const quoth__pattern *const *patterns,
                            uint32_t n_patterns) {
  const quoth__map *words = &r->vocab->words;
  uint64_t total = 0;
  memset(r->share, 0, words->count * sizeof *r->share);
  for (uint32_t i = 0; i < n_patterns; i++)
    count_words(r, patterns[i]->root, &total);
  for (uint32_t i = 0; i < words->cap; i++) {
    const quoth__map_slot *s = &words->slots[i];
    if (!s->key) continue;
    float *share = &r->share[s->value];
    *share = total < MANY_WORDS ? guess(s->len)
                                : (*share + 1.f) / (float)total;
  }
  for (size_t i = 0; i < sizeof COMMON / sizeof *COMMON; i++) {
    uint32_t id =
        quoth__map_find(words, COMMON[i].word, strlen(COMMON[i].word));
    if (id != QUOTH__NONE && r->share[id] < COMMON[i].share)
      r->share[id] = COMMON[i].share;
  }
}

static float least(float a, float b) { return a < b ? a : b; }

static float share_of_words(const quoth__rarity *r, const quoth__test *t) {
  const uint32_t *words = quoth__test_words(t);
  float sum = 0;
  for (uint32_t i = 0; i < t->len; i++) sum += r->share[words[i]];
  return least(sum, 1.f);
}

static float share_of_place(uint32_t flags) {
  if (flags & QUOTH_TOKEN_SPACE_BEFORE) return .9f;
  return .05f;
}

/* The share of tokens that pass a test, roughly. */
static float share_of(const quoth__rarity *r, uint32_t test) {
  const quoth__test *t = &r->vocab->tests.data[test];
  float a, b;
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_ANY: return 1.f;
    case QUOTH__TEST_NOT: return 1.f - share_of(r, t->a);
    case QUOTH__TEST_AND: return least(share_of(r, t->a), share_of(r, t->b));
    case QUOTH__TEST_OR:
      a = share_of(r, t->a), b = share_of(r, t->b);
      return least(a + b, 1.f);
    case QUOTH__TEST_NORM: return r->share[t->a];
    case QUOTH__TEST_WORDS: return share_of_words(r, t);
    case QUOTH__TEST_TEXT: return .001f;
    case QUOTH__TEST_SHAPE: return .05f;
    case QUOTH__TEST_REGEX: return .06f;
    case QUOTH__TEST_CLASS:
      return t->a & 1u << QUOTH_CLASS_WORD    ? .85f
             : t->a & 1u << QUOTH_CLASS_PUNCT ? .11f
                                              : .03f;
    case QUOTH__TEST_CAPS:
      return t->a & 1u << QUOTH_CAPS_LOWER   ? .7f
             : t->a & 1u << QUOTH_CAPS_TITLE ? .15f
                                             : .02f;
    case QUOTH__TEST_SCRIPT: return .9f;
    case QUOTH__TEST_LEN: return .4f;
    case QUOTH__TEST_LEXICON:
      return quoth__lexicon_count(t->lexicon) > 1000 ? .05f : .02f;
    case QUOTH__TEST_PLACE: return share_of_place(t->a);
    case QUOTH__TEST_IN: return .2f;
    case QUOTH__TEST_ATTRIBUTE: break;
  }
  return .3f;
}

const uint32_t *quoth__plan_words(const quoth__vocab *vocab, uint32_t test,
                                  uint32_t *count) {
  const quoth__test *t = &vocab->tests.data[test];
  const uint32_t *words;
  *count = 1;
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_NORM: return &t->a;
    case QUOTH__TEST_WORDS: *count = t->len; return quoth__test_words(t);
    case QUOTH__TEST_AND:
      words = quoth__plan_words(vocab, t->a, count);
      return words ? words : quoth__plan_words(vocab, t->b, count);
    default: return NULL;
  }
}

/* ---- Plans ------------------------------------------------------------- */

enum { MAX_FLAT = 256, WIDE_WINDOW = 20 };

/* A part of a sequence, captures and groups opened. */
struct part {
  const quoth__expr *e;
  uint32_t shortest, longest;
};

struct planner {
  const quoth__mem *mem;
  const quoth__rarity *rarity;
  const quoth__pattern *pattern;
  float verify; /* what trying one start costs, in looks at an anchor */
  bool failed;
};

struct best {
  quoth__plan plan;
  float cost; /* below 0: no plan */
};

static struct best best_of(struct planner *p, const quoth__expr *e);

static uint32_t add_length(uint32_t a, uint32_t b) {
  return a > QUOTH__UNBOUNDED - b ? QUOTH__UNBOUNDED : a + b;
}

/* Too long a sequence is cut: what is behind may well have no anchor. */
static bool flatten(const quoth__expr *e, struct part *parts, uint32_t *n) {
  if (*n == MAX_FLAT) return false;
  if (e->kind == QUOTH__EXPR_CAT || e->kind == QUOTH__EXPR_CAPTURE) {
    for (const quoth__expr *k = e->kids; k; k = k->next)
      if (!flatten(k, parts, n)) return false;
    return true;
  }
  /* x{m,n} is x, then the rest of it. */
  if (e->kind == QUOTH__EXPR_REPEAT && e->min >= 1 &&
      e->kids->kind == QUOTH__EXPR_TEST) {
    parts[(*n)++] = (struct part){e->kids, 1, 1};
    if (*n == MAX_FLAT) return false;
    if (e->max > 1)
      parts[(*n)++] = (struct part){
          e, e->min - 1,
          e->max == QUOTH__UNBOUNDED ? QUOTH__UNBOUNDED : e->max - 1};
    return true;
  }
  parts[(*n)++] = (struct part){e, e->shortest, e->longest};
  return true;
}

/* Of two gates, the second one helps less: they depend on each other. */
static float cost_of(const struct planner *p, float key,
                     const quoth__anchor *a) {
  float gated = 1.f, window;
  for (uint32_t i = 0; i < a->n_gates && i < 2; i++)
    gated *= share_of(p->rarity, a->gates[i].test);
  window = a->farthest == QUOTH__UNBOUNDED ||
                   a->farthest - a->nearest > WIDE_WINDOW
               ? (float)WIDE_WINDOW
               : (float)(a->farthest - a->nearest + 1);
  return key * (1.f + gated * p->verify * window);
}

static void take(struct planner *p, struct best *best, struct best *other) {
  (void)p;
  if (other->cost >= 0 && (best->cost < 0 || other->cost < best->cost)) {
    struct best worse = *best;
    *best = *other;
    *other = worse;
  }
  QUOTH__VEC_DONE(p->mem, &other->plan);
}

static struct best one_anchor(struct planner *p, quoth__anchor a,
                              float share) {
  struct best b = {.cost = cost_of(p, share, &a)};
  if (!QUOTH__VEC_ADD(p->mem, &b.plan, a)) p->failed = true, b.cost = -1;
  return b;
}

static struct best plan_element(struct planner *p, const quoth__expr *e) {
  const quoth__element *x = &p->pattern->elements.data[e->id];
  quoth__anchor a = {0};
  if (!x->lexicon) {
    a.kind = QUOTH__ANCHOR_LAYER;
    a.key = x->layer;
    return one_anchor(p, a, x->filter ? .03f : .1f);
  }
  a.kind = QUOTH__ANCHOR_LEXICON;
  a.lexicon = x->lexicon;
  return one_anchor(p, a,
                    quoth__lexicon_count(x->lexicon) > 1000 ? .06f : .025f);
}

/* How soon to ask: what is rare, and first what costs a comparison only. */
static float rank_of(const struct planner *p, uint32_t test) {
  float share = share_of(p->rarity, test);
  switch (p->rarity->vocab->tests.data[test].kind) {
    case QUOTH__TEST_NORM: return share * .1f;
    case QUOTH__TEST_CLASS:
    case QUOTH__TEST_CAPS: return share * .3f;
    default: return share;
  }
}

/* Keep the best gates, in order. */
static void add_gate(struct planner *p, quoth__anchor *a, float *ranks,
                     uint32_t test, int32_t offset) {
  float rank = rank_of(p, test);
  uint32_t n = a->n_gates;
  if (n == QUOTH__MAX_GATES && ranks[n - 1] <= rank) return;
  if (n < QUOTH__MAX_GATES) a->n_gates++;
  else n--;
  for (; n && ranks[n - 1] > rank; n--) {
    a->gates[n] = a->gates[n - 1];
    ranks[n] = ranks[n - 1];
  }
  a->gates[n] = (quoth__gate){test, offset};
  ranks[n] = rank;
}

/* A test, with the tests that stand around it without a gap. */
static struct best plan_test(struct planner *p, const struct part *parts,
                             uint32_t i, uint32_t n) {
  quoth__anchor a = {.kind = QUOTH__ANCHOR_TEST, .key = parts[i].e->id};
  float ranks[QUOTH__MAX_GATES];
  uint32_t first = i, end = i + 1;
  while (first > 0 && parts[first - 1].e->kind == QUOTH__EXPR_TEST) first--;
  while (end < n && parts[end].e->kind == QUOTH__EXPR_TEST) end++;
  for (uint32_t j = first; j < end; j++)
    if (j != i)
      add_gate(p, &a, ranks, parts[j].e->id, (int32_t)j - (int32_t)i);
  return one_anchor(p, a, share_of(p->rarity, a.key));
}

static void shift(struct planner *p, struct best *b, uint32_t nearest,
                  uint32_t farthest) {
  if (b->cost < 0) return;
  float window = farthest == QUOTH__UNBOUNDED || farthest - nearest > 20
                     ? 20.f
                     : (float)(farthest - nearest + 1);
  (void)p;
  b->cost *= .3f + .7f * window;
  for (uint32_t i = 0; i < b->plan.count; i++) {
    quoth__anchor *a = &b->plan.data[i];
    a->nearest = add_length(a->nearest, nearest);
    a->farthest = add_length(a->farthest, farthest);
  }
}

static struct best plan_sequence(struct planner *p, const quoth__expr *e) {
  struct part parts[MAX_FLAT];
  struct best best = {.cost = -1};
  uint32_t n = 0, nearest = 0, farthest = 0;
  flatten(e, parts, &n);
  for (uint32_t i = 0; i < n && !p->failed; i++) {
    const quoth__expr *k = parts[i].e;
    struct best b = {.cost = -1};
    bool rest = k->kind == QUOTH__EXPR_REPEAT &&
                parts[i].shortest != k->shortest;
    if (k->kind == QUOTH__EXPR_TEST) b = plan_test(p, parts, i, n);
    else if (!rest) b = best_of(p, k);
    shift(p, &b, nearest, farthest);
    take(p, &best, &b);
    nearest = add_length(nearest, parts[i].shortest);
    farthest = add_length(farthest, parts[i].longest);
  }
  return best;
}

static struct best plan_alternatives(struct planner *p,
                                     const quoth__expr *e) {
  struct best all = {0};
  for (const quoth__expr *k = e->kids; k && !p->failed; k = k->next) {
    struct best b = plan_sequence(p, k);
    if (b.cost < 0) all.cost = -1;
    else if (all.cost >= 0) all.cost += b.cost;
    for (uint32_t i = 0; i < b.plan.count; i++)
      if (!QUOTH__VEC_ADD(p->mem, &all.plan, b.plan.data[i])) p->failed = true;
    QUOTH__VEC_DONE(p->mem, &b.plan);
    if (all.cost < 0) break;
  }
  if (all.cost < 0) QUOTH__VEC_DONE(p->mem, &all.plan);
  return all;
}

static struct best best_of(struct planner *p, const quoth__expr *e) {
  switch (e->kind) {
    case QUOTH__EXPR_LEXICON:
    case QUOTH__EXPR_LAYER: return plan_element(p, e);
    case QUOTH__EXPR_TEST:
    case QUOTH__EXPR_CAT:
    case QUOTH__EXPR_CAPTURE: return plan_sequence(p, e);
    case QUOTH__EXPR_ALT: return plan_alternatives(p, e);
    case QUOTH__EXPR_REPEAT:
      if (e->min >= 1) return plan_sequence(p, e->kids);
      break;
    default: break;
  }
  return (struct best){.cost = -1};
}

/* Nothing but tests in a row: where they hold is a match, no more to verify. */
static void mark_whole(const quoth__pattern *pattern, quoth__anchor *a) {
  struct part parts[MAX_FLAT];
  uint32_t n = 0;
  if (a->kind != QUOTH__ANCHOR_TEST || !flatten(pattern->root, parts, &n) ||
      n != a->n_gates + 1)
    return;
  for (uint32_t i = 0; i < n; i++)
    if (parts[i].e->kind != QUOTH__EXPR_TEST) return;
  a->whole = n;
}

bool quoth__plan_make(const quoth__mem *mem, const quoth__rarity *rarity,
                      const quoth__pattern *pattern, quoth__plan *plan,
                      float *cost) {
  struct planner p = {mem, rarity, pattern,
                      10.f + 3.f * (float)pattern->insns.count, false};
  struct best b = best_of(&p, pattern->root);
  if (!p.failed && b.plan.count == 1) mark_whole(pattern, &b.plan.data[0]);
  if (p.failed) QUOTH__VEC_DONE(mem, &b.plan);
  *plan = b.plan;
  *cost = b.cost;
  return !p.failed;
}
