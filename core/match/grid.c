/* SPDX-License-Identifier: MIT */
#include "match/grid.h"

#include "match/matcher.h"

enum {
  BLOCK = 2048,    /* places; a region that is longer has a grid of its own */
  MAX_GRIDS = 64,  /* kept while the symbols are the same */
};

/* ---- Which rows -------------------------------------------------------- */

static bool changes(const quoth__vocab *v, uint32_t test) {
  const quoth__test *t = &v->tests.data[test];
  if (t->kind < QUOTH__TEST_NOT || t->kind > QUOTH__TEST_OR)
    return t->kind == QUOTH__TEST_IN;
  return changes(v, t->a) ||
         (t->kind != QUOTH__TEST_NOT && changes(v, t->b));
}

/* Parts of a test that depends on the place. */
static bool parts(quoth__matcher *m, const quoth__test *t,
                  quoth__row_test *row) {
  row->a = row->b = QUOTH__NONE;
  if (t->kind < QUOTH__TEST_NOT || t->kind > QUOTH__TEST_OR) return true;
  bool least = t->kind == QUOTH__TEST_NOT ? !row->least : row->least;
  row->a = quoth__grid_row_of(m, t->a, least);
  if (row->a == QUOTH__NONE) return false;
  if (t->kind == QUOTH__TEST_NOT) return true;
  row->b = quoth__grid_row_of(m, t->b, least);
  return row->b != QUOTH__NONE;
}

uint32_t quoth__grid_row_of(quoth__matcher *m, uint32_t test, bool least) {
  const quoth__test *t = &m->vocab->tests.data[test];
  if (!t->vague) least = false;
  uint32_t *known = &m->row_of[test * 2 + least];
  if (*known != QUOTH__NONE) return *known;
  quoth__row_test row = {.test = test, .column = QUOTH__NONE,
                         .least = least};
  if (t->placed) {
    row.changes = changes(m->vocab, test);
    if (!parts(m, t, &row)) return QUOTH__NONE;
  } else {
    row.column = quoth__profiles_column(&m->profiles, m->vocab, test);
    if (row.column == QUOTH__NONE) return QUOTH__NONE;
  }
  if (!QUOTH__VEC_ADD(&m->mem, &m->row_tests, row)) return QUOTH__NONE;
  return *known = m->row_tests.count - 1;
}

/* ---- Layout ------------------------------------------------------------ */

void quoth__grid_free(quoth__matcher *m, quoth__grid *g) {
  if (!g) return;
  for (uint32_t i = 0; i < g->entries.count; i++)
    QUOTH__VEC_DONE(&m->mem, &g->entries.data[i].list);
  QUOTH__VEC_DONE(&m->mem, &g->entries);
  QUOTH__VEC_DONE(&m->mem, &g->plots);
  QUOTH__VEC_DONE(&m->mem, &g->symbol_at);
  QUOTH__VEC_DONE(&m->mem, &g->plot_at);
  QUOTH__VEC_DONE(&m->mem, &g->fixed);
  QUOTH__VEC_DONE(&m->mem, &g->rows);
  QUOTH__VEC_DONE(&m->mem, &g->made);
  QUOTH__VEC_DONE(&m->mem, &g->columns);
  quoth__mem_free(&m->mem, g, sizeof *g);
}

/* How many of the regions fill a block. */
static uint32_t fill(const quoth__region *regions, uint32_t n,
                     uint64_t *places) {
  uint32_t count = 0;
  *places = 0;
  while (count < n) {
    uint64_t size = regions[count].end - regions[count].first + UINT64_C(1);
    if (count && *places + size > BLOCK) break;
    *places += size;
    count++;
  }
  return count;
}

static bool reserve(quoth__matcher *m, quoth__grid *g, uint32_t n_regions) {
  g->plots.count = g->symbol_at.count = g->plot_at.count = 0;
  g->fixed.count = g->made.count = g->rows.count = 0;
  if (!QUOTH__VEC_RESERVE(&m->mem, &g->plots, n_regions) ||
      !QUOTH__VEC_RESERVE(&m->mem, &g->symbol_at, g->n_places) ||
      !QUOTH__VEC_RESERVE(&m->mem, &g->plot_at, g->n_places) ||
      !QUOTH__VEC_RESERVE(&m->mem, &g->fixed, 4 * g->n_words))
    return false;
  memset(g->fixed.data, 0, 4 * g->n_words * sizeof *g->fixed.data);
  g->all = g->fixed.data;
  g->symbols = g->all + g->n_words;
  g->firsts = g->symbols + g->n_words;
  g->ends = g->firsts + g->n_words;
  return true;
}

static void set_range(uint64_t *row, uint32_t first, uint32_t end) {
  for (; first < end && first % 64; first++) quoth__bit_set(row, first);
  for (; first + 64 <= end; first += 64) row[first / 64] = ~UINT64_C(0);
  for (; first < end; first++) quoth__bit_set(row, first);
}

static void lay(quoth__grid *g, quoth__region region) {
  uint32_t n = region.end - region.first, at = g->symbol_at.count;
  uint32_t plot = g->plots.count;
  g->plots.data[g->plots.count++] = (quoth__plot){region, at};
  for (uint32_t i = 0; i <= n; i++) {
    g->symbol_at.data[at + i] = i < n ? region.first + i : QUOTH__NONE;
    g->plot_at.data[at + i] = plot;
  }
  g->symbol_at.count = g->plot_at.count = at + n + 1;
  set_range(g->symbols, at, at + n);
  quoth__bit_set(g->firsts, at);
  quoth__bit_set(g->ends, at + n);
  if (n > g->longest) g->longest = n;
}

static bool lay_out(quoth__matcher *m, quoth__grid *g,
                    const quoth__region *regions, uint32_t n,
                    uint64_t places) {
  g->looks = 0;
  if (places > UINT32_MAX - 64) return false;
  g->n_places = (uint32_t)places;
  g->n_words = g->n_places / 64 + 1; /* room for a place behind the last */
  g->longest = 0;
  g->profile_serial = 0;
  for (uint32_t i = 0; i < g->entries.count; i++)
    g->entries.data[i].looks = 0;
  if (!reserve(m, g, n)) return false;
  for (uint32_t i = 0; i < n; i++) lay(g, regions[i]);
  set_range(g->all, 0, g->n_places);
  return true;
}

/* One that is free, or a new one, or the last one. */
static quoth__grid *spare(quoth__matcher *m) {
  for (uint32_t i = 0; i < m->grids.count; i++)
    if (m->grids.data[i]->looks != m->looks) return m->grids.data[i];
  if (m->grids.count == MAX_GRIDS) return m->grids.data[MAX_GRIDS - 1];
  quoth__grid *g = quoth__mem_zero(&m->mem, sizeof *g);
  if (!g) return NULL;
  if (QUOTH__VEC_ADD(&m->mem, &m->grids, g)) return g;
  quoth__grid_free(m, g);
  return NULL;
}

static bool is_fixed(const char *within) {
  return strcmp(within, "sentence") == 0 || strcmp(within, "paragraph") == 0 ||
         strcmp(within, "document") == 0;
}

quoth__grid *quoth__grid_get(quoth__matcher *m, const char *within,
                             const quoth__region *regions, uint32_t n,
                             uint32_t *next) {
  uint64_t places;
  uint32_t first = *next;
  uint32_t count = fill(regions + first, n - first, &places);
  bool fixed = is_fixed(within);
  *next += count;
  for (uint32_t i = 0; fixed && i < m->grids.count; i++) {
    quoth__grid *g = m->grids.data[i];
    if (g->looks == m->looks && g->first_region == first &&
        strcmp(g->within, within) == 0)
      return g;
  }
  quoth__grid *g = spare(m);
  if (!g || !lay_out(m, g, regions + first, count, places)) return NULL;
  g->looks = fixed ? m->looks : 0; /* annotations may change in no time */
  g->within = within;
  g->first_region = first;
  return g;
}

/* ---- Rows of tests of types -------------------------------------------- */

/* Bit j of in[i] becomes bit i of out[j]: a 64 by 64 matrix, turned. */
static void transpose(uint64_t a[64]) {
  uint64_t mask = UINT64_C(0x00000000FFFFFFFF);
  for (uint32_t j = 32; j; j >>= 1, mask ^= mask << j)
    for (uint32_t k = 0; k < 64; k = (k + j + 1) & ~j) {
      uint64_t t = (a[k] >> j ^ a[k + j]) & mask;
      a[k] ^= t << j;
      a[k + j] ^= t;
    }
}

static bool profiles_at(quoth__matcher *m, const quoth__grid *g,
                        uint32_t *out) {
  if (!quoth__profiles_begin(m)) return false;
  const uint32_t *by_kind = m->profiles.by_kind.data;
  for (uint32_t at = 0; at < g->n_places; at++) {
    uint32_t symbol = g->symbol_at.data[at];
    uint32_t kind = symbol == QUOTH__NONE ? symbol : m->kind_at.data[symbol];
    out[at] = symbol == QUOTH__NONE ? QUOTH__PROFILE_END
              : kind == QUOTH__NONE ? QUOTH__PROFILE_COLLAPSED
                                    : by_kind[kind];
    if (out[at] != QUOTH__NONE) continue;
    out[at] = quoth__profiles_make(m, kind);
    if (out[at] == QUOTH__NONE) return false;
  }
  return true;
}

/* 64 places by 64 tests. */
static void turn(const quoth__matcher *m, quoth__grid *g,
                 const uint32_t *profiles, uint32_t block, uint32_t word) {
  const quoth__profiles *p = &m->profiles;
  uint64_t square[64] = {0};
  uint32_t first = block * 64, n;
  n = first < g->n_places ? g->n_places - first : 0;
  for (uint32_t j = 0; j < 64 && j < n; j++)
    square[j] = quoth__profile_bits(p, profiles[first + j])[word];
  transpose(square);
  n = p->columns.count - word * 64;
  for (uint32_t j = 0; j < 64 && j < n; j++)
    g->columns.data[(size_t)(word * 64 + j) * g->n_words + block] = square[j];
}

static bool make_columns(quoth__matcher *m, quoth__grid *g) {
  size_t size = g->n_places * sizeof(uint32_t);
  uint32_t *profiles = quoth__mem_new(&m->mem, size);
  g->columns.count = 0;
  bool ok = profiles && profiles_at(m, g, profiles) &&
            QUOTH__VEC_RESERVE(&m->mem, &g->columns,
                               m->profiles.columns.count * g->n_words);
  for (uint32_t block = 0; ok && block < g->n_words; block++)
    for (uint32_t word = 0; word < m->profiles.width; word++)
      if (word * 64 < m->profiles.columns.count)
        turn(m, g, profiles, block, word);
  quoth__mem_free(&m->mem, profiles, size);
  if (ok) g->profile_serial = m->profiles.serial;
  return ok;
}

static const uint64_t *column(quoth__matcher *m, quoth__grid *g,
                              uint32_t number) {
  if (g->profile_serial != m->profiles.serial && !make_columns(m, g))
    return NULL;
  return g->columns.data + (size_t)number * g->n_words;
}

/* ---- Rows of tests of places ------------------------------------------- */

static void place_row(const quoth__matcher *m, const quoth__grid *g,
                      uint32_t flags, uint64_t *out) {
  for (uint32_t at = 0; at < g->n_places; at++) {
    uint32_t symbol = g->symbol_at.data[at];
    if (symbol != QUOTH__NONE &&
        m->view->symbols.data[symbol].flags & flags)
      quoth__bit_set(out, at);
  }
}

static bool in_row(quoth__matcher *m, const quoth__grid *g, uint32_t layer,
                   uint64_t *out) {
  const quoth__layer *l = quoth__view_layer(m->view, layer);
  if (!l) return false;
  if (!l->n_inside) return true;
  for (uint32_t at = 0; at < g->n_places; at++) {
    uint32_t symbol = g->symbol_at.data[at];
    if (symbol == QUOTH__NONE) continue;
    const quoth__symbol *s = &m->view->symbols.data[symbol];
    uint32_t t = s->first;
    while (t < s->end && quoth__bit(l->inside, t)) t++;
    if (t == s->end) quoth__bit_set(out, at);
  }
  return true;
}

static void join(quoth__grid *g, quoth__test_kind kind, const uint64_t *a,
                 const uint64_t *b, uint64_t *out) {
  uint32_t n = g->n_words;
  if (kind == QUOTH__TEST_NOT)
    for (uint32_t i = 0; i < n; i++) out[i] = g->symbols[i] & ~a[i];
  else if (kind == QUOTH__TEST_AND)
    for (uint32_t i = 0; i < n; i++) out[i] = a[i] & b[i];
  else
    for (uint32_t i = 0; i < n; i++) out[i] = a[i] | b[i];
}

static bool make_row(quoth__matcher *m, quoth__grid *g,
                     const quoth__row_test *row, uint64_t *out) {
  const quoth__test *t = &m->vocab->tests.data[row->test];
  const uint64_t *a = NULL, *b = NULL;
  memset(out, 0, g->n_words * sizeof *out);
  switch ((quoth__test_kind)t->kind) {
    case QUOTH__TEST_PLACE: place_row(m, g, t->a, out); return true;
    case QUOTH__TEST_IN: return in_row(m, g, t->a, out);
    case QUOTH__TEST_ATTRIBUTE: /* unknown: may pass, or may not */
      if (!row->least) memcpy(out, g->symbols, g->n_words * sizeof *out);
      return true;
    default: break;
  }
  if (!(a = quoth__grid_row(m, g, row->a))) return false;
  if (row->b != QUOTH__NONE && !(b = quoth__grid_row(m, g, row->b)))
    return false;
  join(g, (quoth__test_kind)t->kind, a, b, out);
  return true;
}

static bool reserve_rows(quoth__matcher *m, quoth__grid *g) {
  uint32_t had = g->made.count, n = m->row_tests.count;
  if (had >= n) return true;
  g->rows.count = had * g->n_words;
  if (!QUOTH__VEC_RESERVE(&m->mem, &g->made, n - had) ||
      !QUOTH__VEC_RESERVE(&m->mem, &g->rows, (n - had) * g->n_words))
    return false;
  memset(g->made.data + had, 0, (n - had) * sizeof *g->made.data);
  g->made.count = n;
  return true;
}

const uint64_t *quoth__grid_row(quoth__matcher *m, quoth__grid *g,
                                uint32_t row) {
  const quoth__row_test *t = &m->row_tests.data[row];
  if (t->column != QUOTH__NONE) return column(m, g, t->column);
  if (!reserve_rows(m, g)) return NULL;
  uint64_t serial = t->changes ? m->changes : m->looks;
  uint64_t *out = g->rows.data + (size_t)row * g->n_words;
  if (g->made.data[row] == serial) return out;
  if (!make_row(m, g, t, out)) return NULL;
  g->made.data[row] = serial;
  return out;
}

/* ---- Entries of lexicons ----------------------------------------------- */

static bool find_entries(quoth__matcher *m, const quoth__grid *g,
                         quoth__entries *found) {
  quoth__occurrences *list = &found->list;
  const uint32_t *words = quoth__matcher_words(m, found->lexicon);
  list->count = 0;
  if (!words && m->kind_at.count) return false;
  for (uint32_t i = 0; i < g->plots.count; i++) {
    const quoth__plot *plot = &g->plots.data[i];
    uint32_t size = plot->region.end - plot->region.first, n;
    if (!QUOTH__VEC_RESERVE(&m->mem, list, size)) return false;
    quoth__occurrence *out = list->data + list->count;
    n = quoth__lexicon_find(found->lexicon,
                            words + plot->region.first, size, out);
    for (uint32_t k = 0; k < n; k++)
      out[k].first += plot->place, out[k].end += plot->place;
    list->count += n;
  }
  found->looks = m->looks;
  return true;
}

const quoth__occurrences *quoth__grid_entries(quoth__matcher *m,
                                              quoth__grid *g,
                                              const quoth__lexicon *lexicon) {
  quoth__entries *e = g->entries.data;
  uint32_t i = 0;
  while (i < g->entries.count && e[i].lexicon != lexicon) i++;
  if (i == g->entries.count &&
      !QUOTH__VEC_ADD(&m->mem, &g->entries,
                      (quoth__entries){.lexicon = lexicon}))
    return NULL;
  quoth__entries *found = &g->entries.data[i];
  if (found->looks != m->looks && !find_entries(m, g, found)) return NULL;
  return &found->list;
}
