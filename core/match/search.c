/* SPDX-License-Identifier: MIT */
/*
 * Run a scan: one pass over the symbols finds anchors; a pattern is tried only
 * at the starts from which a match could reach one of its anchors.
 */
#include <stdlib.h>
#include <string.h>

#include "match/dense.h"
#include "match/hits.h"
#include "match/reference.h"
#include "match/scan.h"
#include "match/small.h"

/* What a kind is to a scan: bits of `interest`; 0: not known yet. */
enum {
  KNOWN = 1 << 0,
  AT_WORD = 1 << 1, /* anchors by its word */
  GENERIC = 1 << 2, /* anchors by what it is like */
};

/* ---- What is learnt of kinds ------------------------------------------- */

void quoth__sieve_free(quoth__matcher *m, quoth__sieve *s) {
  quoth__mem_free(&m->mem, s->interest, s->cap_interest);
  quoth__mem_free(&m->mem, s->first, s->cap_first * sizeof *s->first);
  quoth__mem_free(&m->mem, s->count, s->cap_count * sizeof *s->count);
  QUOTH__VEC_DONE(&m->mem, &s->pool);
  quoth__mem_free(&m->mem, s->reach,
                  s->n_reach * sizeof *s->reach);
  for (uint32_t i = 0; s->lists && i < s->n_lists; i++)
    QUOTH__VEC_DONE(&m->mem, &s->lists[i]);
  quoth__mem_free(&m->mem, s->lists, (s->n_lists + 1) * sizeof *s->lists);
  quoth__mem_free(&m->mem, s->uses, (s->n_uses + 1) * sizeof *s->uses);
  quoth__mem_free(&m->mem, s, sizeof *s);
}

static bool fits(quoth__matcher *m, const quoth__anchor *a, uint32_t kind) {
  if (a->kind == QUOTH__ANCHOR_LEXICON)
    return kind != QUOTH__NONE &&
           quoth__lexicon_starts(
               a->lexicon, quoth__matcher_kind_word(m, kind, a->lexicon));
  return quoth__matcher_kind_test(m, a->key, kind) != QUOTH__NO;
}

/* Generic anchors of a kind go to the pool. */
static bool list_generic(quoth__matcher *m, quoth__sieve *s, uint32_t kind,
                         uint32_t *first, uint32_t *count) {
  const quoth__scan *scan = s->scan;
  *first = s->pool.count;
  for (uint32_t i = 0; i < scan->generic.count; i++) {
    struct quoth__scan_entry e = scan->generic.data[i];
    if (fits(m, &scan->anchors.data[e.anchor].anchor, kind) &&
        !QUOTH__VEC_ADD(&m->mem, &s->pool, e))
      return false;
  }
  *count = s->pool.count - *first;
  return true;
}

static quoth__sieve *new_sieve(quoth__matcher *m, const quoth__scan *scan) {
  quoth__sieve *s = quoth__mem_zero(&m->mem, sizeof *s);
  if (!s) return NULL;
  s->scan = scan;
  s->epoch = m->epoch;
  s->n_reach = scan->anchors.count + 1;
  s->reach = quoth__mem_zero(&m->mem, s->n_reach * sizeof *s->reach);
  if (!s->reach || !quoth__dense_ask(m, s) ||
      !list_generic(m, s, QUOTH__NONE, &s->collapsed, &s->n_collapsed)) {
    quoth__sieve_free(m, s);
    return NULL;
  }
  s->next = m->sieves;
  m->sieves = s;
  return s;
}

static bool grow(quoth__matcher *m, quoth__sieve *s) {
  uint32_t had = s->n_kinds, n = m->kinds.count;
  if (n <= had) return true;
  if (!quoth__vec_reserve(&m->mem, (void **)&s->interest, &s->cap_interest,
                          had, n - had, sizeof *s->interest) ||
      !quoth__vec_reserve(&m->mem, (void **)&s->first, &s->cap_first, had,
                          n - had, sizeof *s->first) ||
      !quoth__vec_reserve(&m->mem, (void **)&s->count, &s->cap_count, had,
                          n - had, sizeof *s->count))
    return false;
  memset(s->interest + had, 0, n - had);
  s->n_kinds = n;
  return true;
}

static quoth__sieve *sieve_of(quoth__matcher *m, const quoth__scan *scan) {
  quoth__sieve *s = m->sieves;
  while (s && s->scan != scan) s = s->next;
  if (!s) s = new_sieve(m, scan);
  if (!s) return NULL;
  if (s->epoch != m->epoch) { /* the kinds are others now */
    s->n_kinds = 0;
    s->pool.count = s->collapsed + s->n_collapsed;
    s->epoch = m->epoch;
  }
  return grow(m, s) ? s : NULL;
}

static bool learn(quoth__matcher *m, quoth__sieve *s, uint32_t kind) {
  const quoth__scan *scan = s->scan;
  uint32_t word = m->kinds.data[kind].word;
  uint8_t interest = KNOWN;
  if (!list_generic(m, s, kind, &s->first[kind], &s->count[kind]))
    return false;
  if (m->status) return true; /* not to be kept */
  if (s->count[kind]) interest |= GENERIC;
  if (word < scan->n_words && scan->at[word] < scan->at[word + 1])
    interest |= AT_WORD;
  s->interest[kind] = interest;
  return true;
}

/* ---- Candidates -------------------------------------------------------- */

struct search {
  quoth__matcher *m;
  const quoth__scan *scan;
  quoth__sieve *sieve;
  uint32_t group;
  quoth__region region;
};

/* Whether a match may begin here: only asked where starts are many. */
static bool may_begin(struct search *s, const struct quoth__scan_rule *rule,
                      uint32_t symbol) {
  for (uint32_t i = 0; i < rule->firsts.count; i++) {
    const quoth__insn *insn =
        &rule->pattern->insns.data[rule->firsts.data[i]];
    if (insn->kind == QUOTH__INSN_TEST || insn->kind == QUOTH__INSN_SPAN) {
      if (quoth__matcher_test(s->m, insn->a, symbol)) return true;
      continue;
    }
    const quoth__element *e = &rule->pattern->elements.data[insn->a];
    if (e->lexicon) {
      const uint32_t *words = quoth__matcher_words(s->m, e->lexicon);
      if (!words || quoth__lexicon_starts(e->lexicon, words[symbol]))
        return true;
      continue;
    }
    const quoth__layer *l = quoth__view_layer(s->m->view, e->layer);
    if (!l || l->at[symbol] < l->at[symbol + 1]) return true;
  }
  return false;
}

static bool gates_open(struct search *s, const quoth__anchor *a,
                       uint32_t from, uint32_t symbol) {
  uint32_t room = s->region.end - s->region.first;
  for (uint32_t i = from; i < a->n_gates; i++) {
    uint32_t at = symbol + (uint32_t)a->gates[i].offset;
    if (at - s->region.first >= room ||
        !quoth__matcher_test(s->m, a->gates[i].test, at))
      return false;
  }
  return true;
}

static bool add_hit(struct search *s, uint32_t item, uint32_t first,
                    uint32_t end) {
  quoth__hit hit = {item, first, end, s->region, 0};
  return quoth__hits_add(s->m, s->scan->rules[item].pattern, hit);
}

/* What came of trying a start. */
static bool tried(struct search *s, quoth_status status, uint32_t item,
                  uint32_t first, uint32_t end) {
  if (status == QUOTH_OK) return add_hit(s, item, first, end);
  if (status == QUOTH_ENOTFOUND) return true;
  s->m->status = status;
  return false;
}

/* Small rules at once; others later, together with their other starts. */
static bool try_start(struct search *s, uint32_t item, uint32_t first) {
  const struct quoth__scan_rule *rule = &s->scan->rules[item];
  uint32_t end = first;
  quoth__candidate c = {item, first};
  if (!rule->small)
    return QUOTH__VEC_ADD(&s->m->mem, &s->m->candidates, c);
  quoth_status status =
      quoth__small_match(s->m, rule->pattern, s->region, first, &end);
  return tried(s, status, item, first, end);
}

/* The starts from which the symbol may be reached as this anchor. */
static bool add_starts(struct search *s, uint32_t anchor, uint32_t symbol) {
  const struct quoth__scan_anchor *a = &s->scan->anchors.data[anchor];
  uint32_t reach = symbol - s->region.first;
  if (a->anchor.nearest > reach) return true;
  uint32_t last = symbol - a->anchor.nearest;
  uint32_t first = a->anchor.farthest > reach ? s->region.first
                                              : symbol - a->anchor.farthest;
  if (first == last) return try_start(s, a->item, first);
  /* Windows overlap: go on where the last one ended. */
  struct quoth__reach *r = &s->sieve->reach[anchor];
  if (r->serial == s->sieve->serial && r->next > first) first = r->next;
  *r = (struct quoth__reach){s->sieve->serial, last + 1};
  const struct quoth__scan_rule *rule = &s->scan->rules[a->item];
  for (; first <= last; first++)
    if (may_begin(s, rule, first) && !try_start(s, a->item, first))
      return false;
  return true;
}

static quoth_status try_large(struct search *s, const quoth__pattern *p,
                              uint32_t first, uint32_t *end) {
  quoth_status status = quoth__reference_open(s->m, p, s->region);
  if (status) return status;
  return quoth__reference_match(s->m, p, s->region, first, end);
}

/* Try the only start there is, at once. */
static bool try_alone(struct search *s, const struct quoth__scan_anchor *a,
                      uint32_t symbol) {
  const quoth__pattern *p = s->scan->rules[a->item].pattern;
  uint32_t first = symbol - a->anchor.nearest, end = first;
  if (symbol - s->region.first < a->anchor.nearest) return true;
  s->m->tries++;
  if (a->anchor.whole) /* the key may hold in some places only */
    return !quoth__matcher_test(s->m, a->anchor.key, symbol) ||
           quoth__hits_add_bare(s->m, (quoth__hit){a->item, first,
                                                   first + a->anchor.whole,
                                                   s->region, 0});
  quoth_status status =
      s->scan->rules[a->item].small
          ? quoth__small_match(s->m, p, s->region, first, &end)
          : try_large(s, p, first, &end);
  return tried(s, status, a->item, first, end);
}

/* A symbol fits the key of an anchor: see to its gates from `from` on. */
static bool try_anchor(struct search *s, uint32_t anchor, uint32_t from,
                       uint32_t symbol) {
  const struct quoth__scan_anchor *a = &s->scan->anchors.data[anchor];
  if (a->group != s->group || !gates_open(s, &a->anchor, from, symbol))
    return true;
  return a->alone ? try_alone(s, a, symbol) : add_starts(s, anchor, symbol);
}

static bool gate_opens(struct search *s, const struct quoth__scan_entry *e,
                       uint32_t at) {
  uint32_t word = s->m->word_at.data[at], bit;
  switch (e->kind) {
    case QUOTH__GATE_WORD: return word == e->gate;
    case QUOTH__GATE_SET:
      bit = quoth__word_bit(word, e->log_bits);
      if (!(e->bits[bit / 64] >> bit % 64 & 1)) return false; /* fallthrough */
    default: return quoth__matcher_test(s->m, e->gate, at);
  }
}

/* Entries whose key the symbol fits. */
static bool try_list(struct search *s, const struct quoth__scan_entry *e,
                     uint32_t n, uint32_t symbol) {
  const struct quoth__scan_entry *end = e + n;
  uint32_t room = s->region.end - s->region.first;
  for (; e < end; e++) {
    bool gated = e->kind != QUOTH__GATE_NONE;
    if (gated) {
      uint32_t at = symbol + (uint32_t)e->offset;
      if (at - s->region.first >= room || !gate_opens(s, e, at)) continue;
    }
    if (!try_anchor(s, e->anchor, gated, symbol)) return false;
  }
  return true;
}

/* Whether the word and one beside it may be a pair that entries name. */
static bool may_pair(const struct search *s, uint32_t symbol, uint32_t word) {
  const uint32_t *words = s->m->word_at.data;
  const quoth__scan *scan = s->scan;
  return (symbol + 1 < s->region.end &&
          quoth__bit(scan->pairs, quoth__scan_pair(scan, word,
                                                   words[symbol + 1],
                                                   false))) ||
         (symbol > s->region.first &&
          quoth__bit(scan->pairs, quoth__scan_pair(scan, word,
                                                   words[symbol - 1], true)));
}

static bool try_word(struct search *s, uint32_t symbol, uint32_t word) {
  const quoth__scan *scan = s->scan;
  const struct quoth__scan_entry *e = scan->entries + scan->at[word];
  uint32_t n = scan->at[word + 1] - scan->at[word];
  uint32_t paired = scan->n_paired[word];
  if (paired && !may_pair(s, symbol, word)) e += paired, n -= paired;
  return !n || try_list(s, e, n, symbol);
}

static bool try_layers(struct search *s, uint32_t symbol) {
  for (uint32_t i = 0; i < s->scan->layered.count; i++) {
    uint32_t anchor = s->scan->layered.data[i];
    const struct quoth__scan_anchor *a = &s->scan->anchors.data[anchor];
    if (a->group != s->group) continue;
    const quoth__layer *l = quoth__view_layer(s->m->view, a->anchor.key);
    if (!l) return false;
    if (l->at[symbol] < l->at[symbol + 1] &&
        !try_anchor(s, anchor, 0, symbol))
      return false;
  }
  return true;
}

/* Entries at each word of a row of symbols: first they are all fetched. */
static bool try_words(struct search *s, const uint32_t *symbols, uint32_t n) {
  const quoth__scan *scan = s->scan;
  const uint32_t *words = s->m->word_at.data;
  for (uint32_t i = 0; i < n; i++)
    __builtin_prefetch(&scan->entries[scan->at[words[symbols[i]]]]);
  for (uint32_t i = 0; i < n; i++)
    if (!try_word(s, symbols[i], words[symbols[i]])) return false;
  return true;
}

static bool try_generic(struct search *s, uint32_t kind, uint32_t symbol) {
  const quoth__sieve *sieve = s->sieve;
  uint32_t first = sieve->collapsed, n = sieve->n_collapsed;
  if (kind != QUOTH__NONE)
    first = sieve->first[kind], n = sieve->count[kind];
  return !n || try_list(s, sieve->pool.data + first, n, symbol);
}

enum { BATCH = 64 };

static bool find_candidates(struct search *s) {
  quoth__sieve *sieve = s->sieve;
  const uint32_t *kinds = s->m->kind_at.data;
  uint32_t batch[BATCH], n = 0;
  s->m->candidates.count = 0;
  sieve->serial++;
  for (uint32_t at = s->region.first; at < s->region.end; at++) {
    uint32_t kind = kinds[at];
    if (s->scan->layered.count && !try_layers(s, at)) return false;
    uint8_t interest = GENERIC;
    if (kind != QUOTH__NONE) {
      if (!sieve->interest[kind] && !learn(s->m, sieve, kind)) return false;
      interest = sieve->interest[kind];
    }
    if (interest & GENERIC && !try_generic(s, kind, at)) return false;
    if (!(interest & AT_WORD)) continue;
    __builtin_prefetch(&s->scan->at[s->m->word_at.data[at]]);
    batch[n++] = at;
    if (n == BATCH && !try_words(s, batch, n)) return false;
    n %= BATCH;
  }
  return try_words(s, batch, n);
}

/* ---- Trying ------------------------------------------------------------ */

static int by_item(const void *a, const void *b) {
  const quoth__candidate *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->symbol < y->symbol ? -1 : x->symbol > y->symbol;
}

static quoth_status try_candidates(struct search *s) {
  quoth__matcher *m = s->m;
  uint32_t end;
  for (uint32_t i = 0; i < m->candidates.count; i++) {
    quoth__candidate c = m->candidates.data[i];
    const quoth__pattern *p = s->scan->rules[c.item].pattern;
    quoth_status status = QUOTH_OK;
    bool same = i && m->candidates.data[i - 1].item == c.item;
    if (same && m->candidates.data[i - 1].symbol == c.symbol) continue;
    m->tries++;
    if (!same) status = quoth__reference_open(m, p, s->region);
    if (!status)
      status = quoth__reference_match(m, p, s->region, c.symbol, &end);
    if (status == QUOTH_ENOTFOUND) continue;
    if (status) return status;
    if (!add_hit(s, c.item, c.symbol, end)) return QUOTH_ENOMEM;
  }
  return QUOTH_OK;
}

static quoth_status search_region(struct search *s) {
  quoth__matcher *m = s->m;
  if (!find_candidates(s)) return m->status ? m->status : QUOTH_ENOMEM;
  if (!m->status) m->status = quoth__regex_scratch_failure(m->regex);
  if (m->status || !m->candidates.count) return m->status;
  if (m->candidates.count > 1)
    qsort(m->candidates.data, m->candidates.count,
          sizeof *m->candidates.data, by_item);
  return try_candidates(s);
}

static quoth_status run_group(struct search *s) {
  const quoth__region *regions;
  uint32_t n;
  quoth_status status = quoth__view_regions(
      s->m->view, s->scan->groups.data[s->group], &regions, &n);
  for (uint32_t i = 0; s->scan->anchored[s->group] && !status && i < n; i++) {
    s->region = regions[i];
    status = search_region(s);
  }
  if (!status && s->scan->dense.count)
    status = quoth__dense_run(s->m, s->sieve, s->group, regions, n);
  return status;
}

quoth_status quoth__scan_run(const quoth__scan *scan, quoth__matcher *m,
                             quoth__view *view, const quoth__hit **hits,
                             uint32_t *n_hits) {
  struct search s = {.m = m, .scan = scan};
  *n_hits = 0;
  *hits = NULL;
  quoth__hits_clear(m);
  m->status = QUOTH_OK;
  quoth_status status = quoth__matcher_look(m, view);
  if (status) return status;
  s.sieve = sieve_of(m, scan);
  if (!s.sieve) return m->status ? m->status : QUOTH_ENOMEM;
  for (s.group = 0; s.group < scan->groups.count && !status; s.group++)
    status = run_group(&s);
  if (status) return status;
  if (!quoth__hits_sort(m)) return QUOTH_ENOMEM;
  *hits = m->hits.data;
  *n_hits = m->hits.count;
  return QUOTH_OK;
}
