/* SPDX-License-Identifier: MIT */
/*
 * All patterns of a phase over a view. What a match can begin with is worked
 * out once for each word type; a pattern is tried where one may.
 */
#include <stdlib.h>
#include <string.h>

#include "match/reference.h"
#include "match/scan.h"

quoth_status quoth__matcher_new(const quoth__mem *mem,
                                const quoth__vocab *vocab,
                                quoth__matcher **out) {
  quoth__matcher *m = quoth__mem_zero(mem, sizeof *m);
  *out = NULL;
  if (!m) return QUOTH_ENOMEM;
  m->mem = *mem;
  m->vocab = vocab;
  m->epoch = 1;
  quoth__arena_init(&m->arena, mem);
  quoth__map_init(&m->ids, &m->arena);
  m->n_tests = vocab->tests.count;
  m->dear = quoth__mem_zero(mem, (m->n_tests + 1) * sizeof *m->dear);
  if (!m->dear || quoth__regex_scratch_new(mem, &m->regex)) {
    quoth__matcher_free(m);
    return QUOTH_ENOMEM;
  }
  for (uint32_t i = 0; i < m->n_tests; i++)
    if (vocab->tests.data[i].kind == QUOTH__TEST_REGEX)
      m->dear[i] = m->n_dear++;
  *out = m;
  return QUOTH_OK;
}

static void free_sieves(quoth__matcher *m) {
  quoth__sieve *next;
  for (quoth__sieve *s = m->sieves; s; s = next) {
    next = s->next;
    QUOTH__VEC_DONE(&m->mem, &s->bits);
    QUOTH__VEC_DONE(&m->mem, &s->known);
    quoth__mem_free(&m->mem, s->collapsed,
                    (s->n_words + 1) * sizeof *s->collapsed);
    quoth__mem_free(&m->mem, s, sizeof *s);
  }
  m->sieves = NULL;
}

void quoth__matcher_free(quoth__matcher *m) {
  if (!m) return;
  quoth__mem mem = m->mem;
  free_sieves(m);
  quoth__regex_scratch_free(m->regex);
  quoth__mem_free(&mem, m->dear, (m->n_tests + 1) * sizeof *m->dear);
  quoth__map_done(&m->ids);
  quoth__arena_done(&m->arena);
  QUOTH__VEC_DONE(&mem, &m->kinds);
  QUOTH__VEC_DONE(&mem, &m->kind_of);
  QUOTH__VEC_DONE(&mem, &m->kind_at);
  QUOTH__VEC_DONE(&mem, &m->word_at);
  QUOTH__VEC_DONE(&mem, &m->branches);
  QUOTH__VEC_DONE(&mem, &m->trail);
  QUOTH__VEC_DONE(&mem, &m->open);
  QUOTH__VEC_DONE(&mem, &m->captures);
  QUOTH__VEC_DONE(&mem, &m->items);
  QUOTH__VEC_DONE(&mem, &m->hits);
  QUOTH__VEC_DONE(&mem, &m->candidates);
  quoth__mem_free(&mem, m->memo.stamps,
                  m->memo.cap_stamps * sizeof *m->memo.stamps);
  quoth__mem_free(&mem, m->memo.bits,
                  m->memo.cap_bits * sizeof *m->memo.bits);
  quoth__mem_free(&mem, m->memo.sub_stamp,
                  m->memo.cap_sub * sizeof *m->memo.sub_stamp);
  quoth__mem_free(&mem, m, sizeof *m);
}

void quoth__matcher_budget(quoth__matcher *m, uint64_t steps) {
  m->budget = steps;
  m->steps = 0;
}

uint64_t quoth__matcher_steps(const quoth__matcher *m) { return m->steps; }

/* ---- What a match can begin with --------------------------------------- */

struct walk {
  quoth__scan *scan;
  const quoth__pattern *pattern;
  struct quoth__scan_rule *rule;
  uint8_t *seen;
  QUOTH__VEC(uint32_t) todo;
};

/* Where to go on behind a body: the instruction that opened it knows. */
static uint32_t behind_body(const quoth__pattern *p, uint16_t body) {
  for (uint32_t pc = 0; pc < p->insns.count; pc++)
    if (p->insns.data[pc].kind == QUOTH__INSN_ATOMIC &&
        p->insns.data[pc].body == body)
      return p->insns.data[pc].b;
  return QUOTH__NONE;
}

static bool visit(struct walk *w, uint32_t pc) {
  if (pc == QUOTH__NONE || w->seen[pc]) return true;
  w->seen[pc] = 1;
  return QUOTH__VEC_ADD(&w->scan->mem, &w->todo, pc);
}

static bool step(struct walk *w, uint32_t pc) {
  const quoth__insn *i = &w->pattern->insns.data[pc];
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_TEST:
    case QUOTH__INSN_LEXICON:
    case QUOTH__INSN_LAYER:
      return QUOTH__VEC_ADD(&w->scan->mem, &w->rule->firsts, pc);
    case QUOTH__INSN_SPLIT: return visit(w, i->a) && visit(w, i->b);
    case QUOTH__INSN_JUMP:
    case QUOTH__INSN_ATOMIC: /* its body may take nothing: see ACCEPT */
      return visit(w, i->a);
    case QUOTH__INSN_AHEAD:
    case QUOTH__INSN_BEHIND: return visit(w, i->b);
    case QUOTH__INSN_ACCEPT:
      return i->sub == 0 || visit(w, behind_body(w->pattern, i->sub));
    default: return visit(w, pc + 1);
  }
}

static bool find_firsts(quoth__scan *scan, struct quoth__scan_rule *rule) {
  const quoth__pattern *p = rule->pattern;
  struct walk w = {.scan = scan, .pattern = p, .rule = rule};
  w.seen = quoth__mem_zero(&scan->mem, p->insns.count);
  bool ok = w.seen && visit(&w, 0);
  while (ok && w.todo.count) ok = step(&w, w.todo.data[--w.todo.count]);
  QUOTH__VEC_DONE(&scan->mem, &w.todo);
  quoth__mem_free(&scan->mem, w.seen, p->insns.count);
  return ok;
}

/* ---- Scans ------------------------------------------------------------- */

static uint32_t group_of(quoth__scan *scan, const char *within) {
  for (uint32_t i = 0; i < scan->groups.count; i++)
    if (strcmp(scan->groups.data[i], within) == 0) return i;
  const char *copy =
      quoth__arena_strndup(&scan->arena, within, strlen(within));
  if (!copy || !QUOTH__VEC_ADD(&scan->mem, &scan->groups, copy))
    return QUOTH__NONE;
  return scan->groups.count - 1;
}

/* The layers that matches may begin with, and whose rules do. */
static bool note_layers(quoth__scan *scan, uint32_t item) {
  struct quoth__scan_rule *rule = &scan->rules[item];
  for (uint32_t i = 0; i < rule->firsts.count; i++) {
    const quoth__insn *insn =
        &rule->pattern->insns.data[rule->firsts.data[i]];
    if (insn->kind != QUOTH__INSN_LAYER) continue;
    uint32_t layer = rule->pattern->elements.data[insn->a].layer, l = 0;
    while (l < scan->layers.count && scan->layers.data[l].layer != layer) l++;
    if (l == scan->layers.count) {
      struct quoth__scan_layer new = {layer, NULL};
      new.bits = quoth__arena_zero(&scan->arena,
                                   scan->n_words * sizeof *new.bits);
      if (!new.bits || !QUOTH__VEC_ADD(&scan->mem, &scan->layers, new))
        return false;
    }
    scan->layers.data[l].bits[item / 64] |= UINT64_C(1) << item % 64;
  }
  return true;
}

quoth_status quoth__scan_new(const quoth__vocab *vocab,
                             const quoth__scan_item *items, uint32_t n_items,
                             quoth__scan **out, quoth_error *error) {
  *out = NULL;
  quoth__scan *scan = quoth__mem_zero(&vocab->mem, sizeof *scan);
  if (!scan) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  scan->mem = vocab->mem;
  quoth__arena_init(&scan->arena, &scan->mem);
  scan->n_words = (n_items + 63) / 64;
  scan->rules = quoth__arena_zero(&scan->arena,
                                  n_items * sizeof *scan->rules);
  if (!scan->rules) goto failed;
  for (uint32_t i = 0; i < n_items; i++) {
    struct quoth__scan_rule *rule = &scan->rules[i];
    scan->n_rules = i + 1;
    rule->pattern = items[i].pattern;
    rule->group =
        group_of(scan, items[i].within ? items[i].within : "sentence");
    if (rule->group == QUOTH__NONE || !find_firsts(scan, rule) ||
        !note_layers(scan, i))
      goto failed;
  }
  *out = scan;
  return QUOTH_OK;
failed:
  quoth__scan_free(scan);
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

void quoth__scan_free(quoth__scan *scan) {
  if (!scan) return;
  quoth__mem mem = scan->mem;
  for (uint32_t i = 0; i < scan->n_rules; i++)
    QUOTH__VEC_DONE(&mem, &scan->rules[i].firsts);
  QUOTH__VEC_DONE(&mem, &scan->groups);
  QUOTH__VEC_DONE(&mem, &scan->layers);
  quoth__arena_done(&scan->arena);
  quoth__mem_free(&mem, scan, sizeof *scan);
}

/* ---- The sieve: rules that may begin with a kind ----------------------- */

static bool may_begin(quoth__matcher *m, const struct quoth__scan_rule *rule,
                      uint32_t kind) {
  for (uint32_t i = 0; i < rule->firsts.count; i++) {
    const quoth__insn *insn =
        &rule->pattern->insns.data[rule->firsts.data[i]];
    if (insn->kind == QUOTH__INSN_TEST &&
        quoth__matcher_kind_test(m, insn->a, kind) != QUOTH__NO)
      return true;
    if (insn->kind == QUOTH__INSN_LEXICON && kind != QUOTH__NONE &&
        quoth__lexicon_starts(rule->pattern->elements.data[insn->a].lexicon,
                              m->kinds.data[kind].word))
      return true;
  }
  return false;
}

static void sift(quoth__matcher *m, const quoth__scan *scan, uint32_t kind,
                 uint64_t *bits) {
  memset(bits, 0, scan->n_words * sizeof *bits);
  for (uint32_t i = 0; i < scan->n_rules; i++)
    if (may_begin(m, &scan->rules[i], kind))
      bits[i / 64] |= UINT64_C(1) << i % 64;
}

static quoth__sieve *sieve_of(quoth__matcher *m, const quoth__scan *scan) {
  quoth__sieve *s = m->sieves;
  while (s && s->scan != scan) s = s->next;
  if (!s) {
    s = quoth__mem_zero(&m->mem, sizeof *s);
    if (!s) return NULL;
    s->n_words = scan->n_words;
    s->collapsed = quoth__mem_zero(&m->mem,
                                   (s->n_words + 1) * sizeof *s->collapsed);
    if (!s->collapsed) {
      quoth__mem_free(&m->mem, s, sizeof *s);
      return NULL;
    }
    s->scan = scan;
    s->epoch = m->epoch;
    s->next = m->sieves;
    m->sieves = s;
    sift(m, scan, QUOTH__NONE, s->collapsed); /* asks no regex: no kind */
  }
  if (s->epoch != m->epoch) s->known.count = 0;
  s->epoch = m->epoch;
  return s;
}

/* Room for all kinds known now, the new ones not sifted yet. */
static bool grow_sieve(quoth__matcher *m, quoth__sieve *s) {
  uint32_t n = m->kinds.count, had = s->known.count;
  if (had >= n) return true;
  uint64_t words = (uint64_t)n * s->n_words;
  if (words > UINT32_MAX) return false;
  s->bits.count = had * s->n_words;
  if (!QUOTH__VEC_RESERVE(&m->mem, &s->known, n - had) ||
      !QUOTH__VEC_RESERVE(&m->mem, &s->bits,
                          (uint32_t)words - s->bits.count))
    return false;
  memset(s->known.data + had, 0, n - had);
  s->known.count = n;
  return true;
}

static const uint64_t *may_begin_at(quoth__matcher *m,
                                    const quoth__scan *scan, quoth__sieve *s,
                                    uint32_t symbol) {
  uint32_t kind = m->kind_at.data[symbol];
  if (kind == QUOTH__NONE) return s->collapsed;
  uint64_t *bits = s->bits.data + (size_t)kind * s->n_words;
  if (!s->known.data[kind]) {
    sift(m, scan, kind, bits);
    s->known.data[kind] = m->status == QUOTH_OK;
  }
  return bits;
}

/* ---- Running ----------------------------------------------------------- */

static bool add_candidates(quoth__matcher *m, const quoth__scan *scan,
                           uint32_t group, uint64_t bits, uint32_t word,
                           uint32_t symbol) {
  for (; bits; bits &= bits - 1) {
    uint32_t item = word * 64 + (uint32_t)__builtin_ctzll(bits);
    quoth__candidate c = {item, symbol};
    if (scan->rules[item].group == group &&
        !QUOTH__VEC_ADD(&m->mem, &m->candidates, c))
      return false;
  }
  return true;
}

static bool sift_symbol(quoth__matcher *m, const quoth__scan *scan,
                        quoth__sieve *sieve, uint32_t group,
                        uint32_t symbol) {
  const uint64_t *bits = may_begin_at(m, scan, sieve, symbol);
  for (uint32_t w = 0; w < scan->n_words; w++) {
    uint64_t all = bits[w];
    for (uint32_t i = 0; i < scan->layers.count; i++) {
      const quoth__layer *l =
          quoth__view_layer(m->view, scan->layers.data[i].layer);
      if (!l) return false;
      if (l->at[symbol] < l->at[symbol + 1])
        all |= scan->layers.data[i].bits[w];
    }
    if (all && !add_candidates(m, scan, group, all, w, symbol)) return false;
  }
  return true;
}

static int by_item(const void *a, const void *b) {
  const quoth__candidate *x = a, *y = b;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  return x->symbol < y->symbol ? -1 : x->symbol > y->symbol;
}

static quoth_status try_candidates(quoth__matcher *m, const quoth__scan *scan,
                                   quoth__region region) {
  uint32_t item = QUOTH__NONE, end;
  for (uint32_t i = 0; i < m->candidates.count; i++) {
    const quoth__candidate *c = &m->candidates.data[i];
    const quoth__pattern *p = scan->rules[c->item].pattern;
    quoth_status status = QUOTH_OK;
    if (c->item != item) status = quoth__reference_open(m, p, region);
    item = c->item;
    if (!status)
      status = quoth__reference_match(m, p, region, c->symbol, &end);
    if (status == QUOTH_ENOTFOUND) continue;
    if (status) return status;
    quoth__hit hit = {c->item, c->symbol, end, region};
    if (!QUOTH__VEC_ADD(&m->mem, &m->hits, hit)) return QUOTH_ENOMEM;
  }
  return QUOTH_OK;
}

static quoth_status run_region(quoth__matcher *m, const quoth__scan *scan,
                               quoth__sieve *sieve, uint32_t group,
                               quoth__region region) {
  m->candidates.count = 0;
  for (uint32_t s = region.first; s < region.end; s++)
    if (!sift_symbol(m, scan, sieve, group, s)) return QUOTH_ENOMEM;
  if (!m->status) m->status = quoth__regex_scratch_failure(m->regex);
  if (m->status || !m->candidates.count) return m->status;
  qsort(m->candidates.data, m->candidates.count, sizeof *m->candidates.data,
        by_item);
  return try_candidates(m, scan, region);
}

static int by_first(const void *a, const void *b) {
  const quoth__hit *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->item != y->item) return x->item < y->item ? -1 : 1;
  if (x->end != y->end) return x->end < y->end ? -1 : 1;
  if (x->region.first != y->region.first)
    return x->region.first < y->region.first ? -1 : 1;
  return x->region.end < y->region.end ? -1 : x->region.end > y->region.end;
}

/* The same match in two regions that overlap counts once. */
static void tidy_hits(quoth__matcher *m) {
  quoth__hit *h = m->hits.data;
  uint32_t n = 0;
  if (m->hits.count < 2) return;
  qsort(h, m->hits.count, sizeof *h, by_first);
  for (uint32_t i = 0; i < m->hits.count; i++)
    if (!n || h[n - 1].first != h[i].first || h[n - 1].item != h[i].item ||
        h[n - 1].end != h[i].end)
      h[n++] = h[i];
  m->hits.count = n;
}

quoth_status quoth__scan_run(const quoth__scan *scan, quoth__matcher *m,
                             quoth__view *view, const quoth__hit **hits,
                             uint32_t *n_hits) {
  *n_hits = 0;
  *hits = NULL;
  m->hits.count = 0;
  m->status = QUOTH_OK;
  quoth_status status = quoth__matcher_look(m, view);
  if (status) return status;
  quoth__sieve *sieve = sieve_of(m, scan);
  if (!sieve || !grow_sieve(m, sieve)) return QUOTH_ENOMEM;
  for (uint32_t g = 0; g < scan->groups.count; g++) {
    const quoth__region *regions;
    uint32_t n;
    status = quoth__view_regions(view, scan->groups.data[g], &regions, &n);
    for (uint32_t i = 0; !status && i < n; i++)
      status = run_region(m, scan, sieve, g, regions[i]);
    if (status) return status;
  }
  tidy_hits(m);
  *hits = m->hits.data;
  *n_hits = m->hits.count;
  return QUOTH_OK;
}
