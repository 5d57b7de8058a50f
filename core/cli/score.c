/* SPDX-License-Identifier: MIT */
#include "cli/score.h"

#include <stdlib.h>
#include <string.h>

/* Tokens [start, end) of each span, by quote and role, empty ones left out. */
struct side {
  const quoth__quotes *quotes;
  quoth__quotes tokens; /* sorted, each span once */
  uint8_t *kinds[QUOTH__ROLES]; /* by token: bits of the kinds it is in */
};

struct article {
  scores *scores;
  quoth_span *tokens; /* in code points */
  uint32_t n_tokens;
  uint32_t *token_at; /* of each code point: first token that ends after it */
  struct side gold, found;
};

/* ---- Figures ---------------------------------------------------------------- */

static const char *const names[SCORE_METRICS] = {
  [SCORE_CONTENT_EXACT] = "content_exact",
  [SCORE_CONTENT_PARTIAL] = "content_partial",
  [SCORE_CONTENT_TOKEN] = "content_token",
  [SCORE_CUE_EXACT] = "cue_exact", [SCORE_CUE_PARTIAL] = "cue_partial",
  [SCORE_CUE_TOKEN] = "cue_token", [SCORE_SOURCE_EXACT] = "source_exact",
  [SCORE_SOURCE_PARTIAL] = "source_partial",
  [SCORE_SOURCE_TOKEN] = "source_token", [SCORE_QUOTE_03] = "quote@0.3",
  [SCORE_QUOTE_08] = "quote@0.8", [SCORE_RELATION_03] = "relation@0.3",
  [SCORE_RELATION_08] = "relation@0.8", [SCORE_QUOTE_EXACT] = "quote_exact",
  [SCORE_MESSAGE] = "message", [SCORE_MESSAGE_SOURCE] = "message_source",
};

const char *score_name(score_metric metric) { return names[metric]; }

double score_precision(const score_count *c) {
  return c->n_p > 0 ? c->p / c->n_p : 0;
}

double score_recall(const score_count *c) {
  return c->n_r > 0 ? c->r / c->n_r : 0;
}

double score_f1(const score_count *c) {
  double p = score_precision(c), r = score_recall(c);
  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

/* `kinds`: bits of quoth_kind. */
static void add(scores *s, int metric, bool found, unsigned kinds,
                double credit) {
  for (unsigned k = 0; k < SCORE_KINDS; k++) {
    if (k > 0 && !(kinds >> (k - 1) & 1)) continue;
    score_count *c = &s->counts[metric][k];
    if (found) c->p += credit, c->n_p++;
    else c->r += credit, c->n_r++;
  }
}

static unsigned bit(const quoth__quote *q) { return 1U << q->kind; }

/* ---- Sets of numbers, as sorted spans ------------------------------------------ */

/* How many are in both; spans of one side may overlap: each counts once. */
static uint32_t shared(const quoth_span *a, uint32_t n_a, const quoth_span *b,
                       uint32_t n_b) {
  uint32_t sum = 0, done = 0; /* all below `done` is counted */
  for (uint32_t i = 0; i < n_a; i++) {
    uint32_t from = a[i].start > done ? a[i].start : done;
    for (uint32_t k = 0; k < n_b && from < a[i].end; k++) {
      uint32_t start = b[k].start > from ? b[k].start : from;
      uint32_t end = b[k].end < a[i].end ? b[k].end : a[i].end;
      if (start >= end) continue;
      sum += end - start;
      from = end;
    }
    if (a[i].end > done) done = a[i].end;
  }
  return sum;
}

static uint32_t size_of(const quoth_span *a, uint32_t n) {
  const quoth_span all = {0, UINT32_MAX};
  return shared(a, n, &all, 1);
}

uint32_t score_shared(const quoth__quote *a, const quoth__quote *b,
                      quoth__role r) {
  return shared(a->spans[r], a->n[r], b->spans[r], b->n[r]);
}

/* ---- Tokens ----------------------------------------------------------------------- */

quoth_status scores_init(scores *s, bool words) {
  /* What Python calls \w and \s. */
  static const char keep[] =
      "[\\p{L}\\p{N}_]+|[^\\p{L}\\p{N}_\\s\\x{85}\\x{1c}-\\x{1f}]";
  size_t len = words ? (size_t)(strchr(keep, '|') - keep) : sizeof keep - 1;
  *s = (scores){0};
  return quoth_regex_new(keep, len, NULL, &s->token, NULL);
}

void scores_done(scores *s) { quoth_regex_free(s->token); }

static bool split(struct article *a, const char *text, size_t len,
                  const quoth__points *p) {
  a->tokens = malloc((p->n + 1) * sizeof *a->tokens);
  a->token_at = malloc((p->n + 1) * sizeof *a->token_at);
  if (!a->tokens || !a->token_at) return false;
  uint32_t cp = 0;
  quoth_span m;
  for (size_t at = 0;
       quoth_regex_find(a->scores->token, text, len, at, &m, 1) == QUOTH_OK;
       at = m.end) {
    quoth_span t = {p->at_byte[m.start], p->at_byte[m.end]};
    while (cp < t.end) a->token_at[cp++] = a->n_tokens;
    a->tokens[a->n_tokens++] = t;
  }
  while (cp <= p->n) a->token_at[cp++] = a->n_tokens;
  return true;
}

/* Tokens that overlap code points. */
static quoth_span tokens_of(const struct article *a, quoth_span cps) {
  quoth_span t = {a->token_at[cps.start], a->token_at[cps.end]};
  if (t.end < a->n_tokens && a->tokens[t.end].start < cps.end) t.end++;
  if (cps.start == cps.end) t.end = t.start;
  return t;
}

static int by_place(const void *x, const void *y) {
  const quoth_span *a = x, *b = y;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return (a->end > b->end) - (a->end < b->end);
}

static bool same(quoth_span a, quoth_span b) {
  return a.start == b.start && a.end == b.end;
}

static bool tokens_of_role(const struct article *a, const quoth__quote *q,
                           quoth__quote *t, int r) {
  if (q->n[r] == 0) return true;
  quoth_span *spans = t->spans[r] = malloc(q->n[r] * sizeof *spans);
  uint32_t n = 0, kept = 0;
  if (!spans) return false;
  for (uint32_t i = 0; i < q->n[r]; i++) {
    quoth_span s = tokens_of(a, q->spans[r][i]);
    if (s.start < s.end) spans[n++] = s;
  }
  if (n > 0) qsort(spans, n, sizeof *spans, by_place);
  for (uint32_t i = 0; i < n; i++)
    if (kept == 0 || !same(spans[kept - 1], spans[i])) spans[kept++] = spans[i];
  t->n[r] = kept;
  return true;
}

static void mark(uint8_t *kinds, const quoth__quote *t, int r) {
  for (uint32_t i = 0; i < t->n[r]; i++)
    for (uint32_t k = t->spans[r][i].start; k < t->spans[r][i].end; k++)
      kinds[k] = (uint8_t)(kinds[k] | bit(t));
}

static bool prepare(const struct article *a, const quoth__quotes *quotes,
                    struct side *side) {
  side->quotes = quotes;
  side->tokens.data = calloc(quotes->count + 1, sizeof(quoth__quote));
  if (!side->tokens.data) return false;
  for (int r = 0; r < QUOTH__ROLES; r++)
    if (!(side->kinds[r] = calloc(a->n_tokens + 1, 1))) return false;
  for (uint32_t i = 0; i < quotes->count; i++) {
    quoth__quote *t = &side->tokens.data[side->tokens.count++];
    t->kind = quotes->data[i].kind;
    for (int r = 0; r < QUOTH__ROLES; r++) {
      if (!tokens_of_role(a, &quotes->data[i], t, r)) return false;
      mark(side->kinds[r], t, r);
    }
  }
  return true;
}

static void side_done(struct side *side) {
  quoth__quotes_done(&side->tokens);
  for (int r = 0; r < QUOTH__ROLES; r++) free(side->kinds[r]);
}

/* ---- Spans -------------------------------------------------------------------------- */

/* Kinds of the quotes of a side that have this span; 0: none. */
static unsigned kinds_of(const struct side *side, int r, quoth_span span) {
  unsigned kinds = 0;
  for (uint32_t i = 0; i < side->tokens.count; i++) {
    const quoth__quote *t = &side->tokens.data[i];
    for (uint32_t k = 0; k < t->n[r]; k++)
      if (same(t->spans[r][k], span)) kinds |= bit(t);
  }
  return kinds;
}

/* Whether an earlier quote of the side has the span: it counts once. */
static bool is_repeated(const struct side *side, int r, uint32_t quote,
                        quoth_span span) {
  for (uint32_t i = 0; i < quote; i++) {
    const quoth__quote *t = &side->tokens.data[i];
    for (uint32_t k = 0; k < t->n[r]; k++)
      if (same(t->spans[r][k], span)) return true;
  }
  return false;
}

static void add_span(struct article *a, const struct side *mine,
                     const struct side *other, int r, quoth_span span) {
  bool found = mine == &a->found;
  unsigned kinds = kinds_of(mine, r, span);
  uint32_t hit = 0;
  for (uint32_t t = span.start; t < span.end; t++)
    hit += other->kinds[r][t] != 0;
  add(a->scores, SCORE_CONTENT_EXACT + 3 * r, found, kinds,
      kinds_of(other, r, span) ? 1 : 0);
  add(a->scores, SCORE_CONTENT_PARTIAL + 3 * r, found, kinds,
      (double)hit / (span.end - span.start));
}

static void add_spans(struct article *a, const struct side *mine,
                      const struct side *other) {
  for (int r = 0; r < QUOTH__ROLES; r++) {
    for (uint32_t i = 0; i < mine->tokens.count; i++) {
      const quoth__quote *t = &mine->tokens.data[i];
      for (uint32_t k = 0; k < t->n[r]; k++)
        if (!is_repeated(mine, r, i, t->spans[r][k]))
          add_span(a, mine, other, r, t->spans[r][k]);
    }
    for (uint32_t t = 0; t < a->n_tokens; t++)
      if (mine->kinds[r][t])
        add(a->scores, SCORE_CONTENT_TOKEN + 3 * r, mine == &a->found,
            mine->kinds[r][t], other->kinds[r][t] != 0);
  }
}

/* ---- Quotes ---------------------------------------------------------------------------- */

void score_pair(const quoth__quotes *gold, const quoth__quotes *found,
                double threshold, uint32_t *pairs) {
  const int r = QUOTH__ROLE_CONTENT;
  for (uint32_t i = 0; i < gold->count; i++) {
    const quoth__quote *g = &gold->data[i];
    uint32_t size = size_of(g->spans[r], g->n[r]);
    double best = threshold;
    pairs[i] = QUOTH_NONE;
    for (uint32_t j = 0; size > 0 && j < found->count; j++) {
      uint32_t n = score_shared(g, &found->data[j], QUOTH__ROLE_CONTENT);
      bool taken = false;
      if ((double)n / size <= best) continue;
      for (uint32_t k = 0; k < i && !taken; k++) taken = pairs[k] == j;
      if (taken) continue;
      best = (double)n / size;
      pairs[i] = j;
    }
  }
}

static bool same_source(const quoth__quote *g, const quoth__quote *f) {
  const int r = QUOTH__ROLE_SOURCE;
  uint32_t n_g = size_of(g->spans[r], g->n[r]);
  uint32_t n_f = size_of(f->spans[r], f->n[r]);
  return score_shared(g, f, QUOTH__ROLE_SOURCE) > 0 || (!n_g && !n_f);
}

/* Which gold quote has found quote j, or QUOTH_NONE. */
static uint32_t owner(const uint32_t *pairs, uint32_t n, uint32_t j) {
  for (uint32_t i = 0; i < n; i++)
    if (pairs[i] == j) return i;
  return QUOTH_NONE;
}

static void add_pairs(struct article *a, double threshold, int quote,
                      int relation, uint32_t *pairs) {
  const quoth__quotes *gold = a->gold.quotes, *found = a->found.quotes;
  score_pair(gold, found, threshold, pairs);
  for (uint32_t i = 0; i < gold->count; i++) {
    const quoth__quote *g = &gold->data[i];
    if (g->n[QUOTH__ROLE_CONTENT] == 0) continue;
    bool yes = pairs[i] != QUOTH_NONE;
    add(a->scores, quote, false, bit(g), yes);
    add(a->scores, relation, false, bit(g),
        yes && same_source(g, &found->data[pairs[i]]));
  }
  for (uint32_t j = 0; j < found->count; j++) {
    const quoth__quote *f = &found->data[j];
    if (f->n[QUOTH__ROLE_CONTENT] == 0) continue;
    uint32_t i = owner(pairs, gold->count, j);
    add(a->scores, quote, true, bit(f), i != QUOTH_NONE);
    add(a->scores, relation, true, bit(f),
        i != QUOTH_NONE && same_source(&gold->data[i], f));
  }
}

static bool same_quote(const quoth__quote *a, const quoth__quote *b) {
  for (int r = 0; r < QUOTH__ROLES; r++) {
    if (a->n[r] != b->n[r]) return false;
    for (uint32_t i = 0; i < a->n[r]; i++)
      if (!same(a->spans[r][i], b->spans[r][i])) return false;
  }
  return true;
}

static void add_exact(struct article *a, const struct side *mine,
                      const struct side *other) {
  for (uint32_t i = 0; i < mine->tokens.count; i++) {
    const quoth__quote *t = &mine->tokens.data[i];
    bool yes = false;
    for (uint32_t k = 0; k < other->tokens.count && !yes; k++)
      yes = same_quote(t, &other->tokens.data[k]);
    add(a->scores, SCORE_QUOTE_EXACT, mine == &a->found, bit(t), yes);
  }
}

/* ---- Messages ----------------------------------------------------------------------------- */

struct likeness {
  double f1;
  uint32_t gold, found;
};

static int by_likeness(const void *x, const void *y) {
  const struct likeness *a = x, *b = y;
  if (a->f1 != b->f1) return a->f1 > b->f1 ? -1 : 1;
  if (a->gold != b->gold) return a->gold < b->gold ? -1 : 1;
  return (a->found > b->found) - (a->found < b->found);
}

/* Greedily by falling F1: `to_found[i]` and `to_gold[j]`, or QUOTH_NONE. */
static bool assign(const struct article *a, uint32_t *to_found,
                   uint32_t *to_gold) {
  const quoth__quotes *g = &a->gold.tokens, *f = &a->found.tokens;
  const int r = QUOTH__ROLE_CONTENT;
  struct likeness *list =
      malloc(((size_t)g->count * f->count + 1) * sizeof *list);
  uint32_t n = 0;
  if (!list) return false;
  for (uint32_t i = 0; i < g->count; i++)
    for (uint32_t j = 0; j < f->count; j++) {
      uint32_t both = score_shared(&g->data[i], &f->data[j],
                                   QUOTH__ROLE_CONTENT);
      uint32_t sum = size_of(g->data[i].spans[r], g->data[i].n[r]) +
                     size_of(f->data[j].spans[r], f->data[j].n[r]);
      if (both) list[n++] = (struct likeness){2.0 * both / sum, i, j};
    }
  if (n > 0) qsort(list, n, sizeof *list, by_likeness);
  for (uint32_t i = 0; i < g->count; i++) to_found[i] = QUOTH_NONE;
  for (uint32_t j = 0; j < f->count; j++) to_gold[j] = QUOTH_NONE;
  for (uint32_t k = 0; k < n; k++) {
    if (to_found[list[k].gold] != QUOTH_NONE ||
        to_gold[list[k].found] != QUOTH_NONE)
      continue;
    to_found[list[k].gold] = list[k].found;
    to_gold[list[k].found] = list[k].gold;
  }
  free(list);
  return true;
}

static void add_messages(struct article *a, const struct side *mine,
                         const struct side *other, const uint32_t *to) {
  static const quoth__role roles[] = {QUOTH__ROLE_CONTENT, QUOTH__ROLE_SOURCE};
  for (int k = 0; k < 2; k++)
    for (uint32_t i = 0; i < mine->tokens.count; i++) {
      const quoth__quote *t = &mine->tokens.data[i];
      uint32_t size = size_of(t->spans[roles[k]], t->n[roles[k]]);
      if (!size || !mine->quotes->data[i].n[QUOTH__ROLE_CONTENT]) continue;
      uint32_t hit = 0;
      if (to[i] != QUOTH_NONE)
        hit = score_shared(t, &other->tokens.data[to[i]], roles[k]);
      add(a->scores, SCORE_MESSAGE + k, mine == &a->found, bit(t),
          (double)hit / size);
    }
}

/* ---- An article ------------------------------------------------------------------------------ */

static bool add_all(struct article *a) {
  uint32_t n_g = a->gold.quotes->count, n_f = a->found.quotes->count;
  uint32_t *to_found = malloc((n_g + 1) * sizeof *to_found);
  uint32_t *to_gold = malloc((n_f + 1) * sizeof *to_gold);
  bool ok = to_found && to_gold;
  if (ok) {
    add_spans(a, &a->gold, &a->found);
    add_spans(a, &a->found, &a->gold);
    add_pairs(a, 0.3, SCORE_QUOTE_03, SCORE_RELATION_03, to_found);
    add_pairs(a, 0.8, SCORE_QUOTE_08, SCORE_RELATION_08, to_found);
    add_exact(a, &a->gold, &a->found);
    add_exact(a, &a->found, &a->gold);
    ok = assign(a, to_found, to_gold);
  }
  if (ok) {
    add_messages(a, &a->gold, &a->found, to_found);
    add_messages(a, &a->found, &a->gold, to_gold);
  }
  free(to_found);
  free(to_gold);
  return ok;
}

quoth_status scores_add(scores *s, const char *text, size_t len,
                        const quoth__points *points, const quoth__quotes *gold,
                        const quoth__quotes *found) {
  struct article a = {.scores = s};
  bool ok = split(&a, text, len, points) && prepare(&a, gold, &a.gold) &&
            prepare(&a, found, &a.found) && add_all(&a);
  side_done(&a.gold);
  side_done(&a.found);
  free(a.tokens);
  free(a.token_at);
  s->n_articles++;
  s->n_gold += gold->count;
  s->n_found += found->count;
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}
