/* SPDX-License-Identifier: MIT */
#include "match/dense.h"

#include "match/hits.h"
#include "match/reference.h"
#include "match/ways.h"

/* ---- What is asked ----------------------------------------------------- */

static bool ask_rule(quoth__matcher *m, const quoth__pattern *p) {
  for (uint32_t pc = 0; pc < p->insns.count; pc++) {
    const quoth__insn *i = &p->insns.data[pc];
    if ((i->kind == QUOTH__INSN_TEST || i->kind == QUOTH__INSN_SPAN) &&
        quoth__grid_row_of(m, i->a, false) == QUOTH__NONE)
      return false;
  }
  return true;
}

bool quoth__dense_ask(quoth__matcher *m, quoth__sieve *sieve) {
  const quoth__scan *scan = sieve->scan;
  for (uint32_t i = 0; i < scan->dense.count; i++)
    if (!ask_rule(m, scan->rules[scan->dense.data[i]].pattern)) return false;
  uint32_t n = scan->uses.all.count;
  sieve->n_lists = n;
  sieve->lists = quoth__mem_zero(&m->mem, (n + 1) * sizeof *sieve->lists);
  sieve->n_uses = scan->use_of.count;
  sieve->uses =
      quoth__mem_new(&m->mem, (scan->use_of.count + 1) * sizeof *sieve->uses);
  if (!sieve->lists || !sieve->uses) return false;
  for (uint32_t i = 0; i < scan->use_of.count; i++)
    sieve->uses[i] = &sieve->lists[scan->use_of.data[i]];
  return true;
}

/* ---- One rule ---------------------------------------------------------- */

static quoth_status failure(const quoth__matcher *m) {
  return m->status ? m->status : QUOTH_ENOMEM;
}

/* Places of the trail become symbols. */
static void to_symbols(quoth__matcher *m, uint32_t by) {
  for (uint32_t i = 0; i < m->trail.count; i++) {
    m->trail.data[i].at -= by;
    m->trail.data[i].end -= by;
  }
}

static quoth_status walk_all(const quoth__sweep *s, uint32_t item) {
  quoth__matcher *m = s->m;
  const quoth__grid *g = s->grid;
  const uint64_t *starts = m->ways.at.data[0];
  uint32_t at = quoth__bits_next(starts, 0, g->n_places, true);
  for (; at < g->n_places;
       at = quoth__bits_next(starts, at + 1, g->n_places, true)) {
    const quoth__plot *plot = &g->plots.data[g->plot_at.data[at]];
    uint32_t by = plot->place - plot->region.first;
    m->trail.count = 0;
    m->tries++;
    uint32_t end = quoth__ways_walk(s, 0, at, true);
    if (end == QUOTH__NONE) return QUOTH_ENOMEM;
    to_symbols(m, by);
    quoth__hit hit = {item, at - by, end - by, plot->region, 0};
    if (!quoth__hits_add(m, s->pattern, hit)) return QUOTH_ENOMEM;
    if (m->budget && m->steps >= m->budget) return QUOTH_ELIMIT;
  }
  return QUOTH_OK;
}

/* Starts that may lead to a match, and all of them when `starts` is NULL. */
static quoth_status try_all(const quoth__sweep *s, uint32_t item,
                            const uint64_t *starts) {
  quoth__matcher *m = s->m;
  const quoth__grid *g = s->grid;
  uint32_t open = QUOTH__NONE, end;
  if (!starts) starts = g->symbols;
  uint32_t at = quoth__bits_next(starts, 0, g->n_places, true);
  for (; at < g->n_places;
       at = quoth__bits_next(starts, at + 1, g->n_places, true)) {
    const quoth__plot *plot = &g->plots.data[g->plot_at.data[at]];
    uint32_t symbol = g->symbol_at.data[at];
    quoth_status status = QUOTH_OK;
    if (symbol == QUOTH__NONE) continue; /* an empty match is none */
    if (open != g->plot_at.data[at])
      status = quoth__reference_open(m, s->pattern, plot->region);
    open = g->plot_at.data[at];
    m->tries++;
    if (!status)
      status =
          quoth__reference_match(m, s->pattern, plot->region, symbol, &end);
    if (status == QUOTH_ENOTFOUND) continue;
    if (status) return status;
    quoth__hit hit = {item, symbol, end, plot->region, 0};
    if (!quoth__hits_add(m, s->pattern, hit)) return QUOTH_ENOMEM;
  }
  return QUOTH_OK;
}

/* A pattern that is one entry or one annotation: the longest wins. */
static quoth_status add_all(const quoth__sweep *s, uint32_t item) {
  quoth__matcher *m = s->m;
  uint32_t element = s->pattern->insns.data[0].a, before = QUOTH__NONE;
  const quoth__lexicon *lexicon = s->pattern->elements.data[element].lexicon;
  const quoth__occurrences *list = s->lists[element];
  m->steps += list->count;
  for (uint32_t i = 0; i < list->count; i++) {
    const quoth__occurrence *o = &list->data[i];
    const quoth__plot *plot = &s->grid->plots.data[s->grid->plot_at.data[
        o->first]];
    uint32_t by = plot->place - plot->region.first;
    quoth__hit hit = {item, o->first - by, o->end - by, plot->region, 0};
    if (o->first == before) continue;
    before = o->first;
    if (!quoth__hits_add_item(m, lexicon, o->id, hit)) return QUOTH_ENOMEM;
  }
  return m->budget && m->steps >= m->budget ? QUOTH_ELIMIT : QUOTH_OK;
}

static bool is_one_element(const quoth__pattern *p) {
  uint8_t kind = p->insns.data[0].kind;
  return p->insns.count == 2 &&
         (kind == QUOTH__INSN_LEXICON || kind == QUOTH__INSN_LAYER);
}

/* All rows of the grid would be too much memory. */
static bool is_huge(const quoth__matcher *m, const quoth__grid *g) {
  uint64_t rows = (uint64_t)m->profiles.columns.count + m->row_tests.count;
  return (rows + 8) * g->n_words > m->most_rows;
}

static quoth_status run_rule(const quoth__sweep *s, uint32_t item) {
  quoth__matcher *m = s->m;
  if (is_huge(m, s->grid)) return try_all(s, item, NULL);
  if (is_one_element(s->pattern)) return add_all(s, item);
  switch (quoth__ways_find(s)) {
    case QUOTH__SWEEP_NOTHING: return QUOTH_OK;
    case QUOTH__SWEEP_FAILED: return failure(m);
    case QUOTH__SWEEP_TOO_BIG: return try_all(s, item, NULL);
    case QUOTH__SWEEP_DONE: break;
  }
  if (m->budget && m->steps >= m->budget) return QUOTH_ELIMIT;
  return s->course->exact ? walk_all(s, item)
                          : try_all(s, item, m->ways.at.data[0]);
}

/* ---- All rules --------------------------------------------------------- */

static quoth_status run_grid(quoth__matcher *m, quoth__sieve *sieve,
                             uint32_t group, quoth__grid *grid) {
  const quoth__scan *scan = sieve->scan;
  if (!quoth__uses_find(&scan->uses, m, grid, sieve->lists))
    return failure(m);
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < scan->dense.count && !status; i++) {
    uint32_t item = scan->dense.data[i];
    const struct quoth__scan_rule *rule = &scan->rules[item];
    if (rule->group != group) continue;
    quoth__sweep sweep = {m, grid, rule->pattern, &rule->course,
                          sieve->uses + rule->first_use};
    status = run_rule(&sweep, item);
  }
  if (!status) status = quoth__regex_scratch_failure(m->regex);
  return status;
}

quoth_status quoth__dense_run(quoth__matcher *m, quoth__sieve *sieve,
                              uint32_t group, const quoth__region *regions,
                              uint32_t n_regions) {
  const char *within = sieve->scan->groups.data[group];
  quoth_status status = QUOTH_OK;
  for (uint32_t next = 0; next < n_regions && !status;) {
    quoth__grid *grid = quoth__grid_get(m, within, regions, n_regions, &next);
    if (!grid) return failure(m);
    status = run_grid(m, sieve, group, grid);
  }
  return status;
}
