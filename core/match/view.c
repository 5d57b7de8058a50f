/* SPDX-License-Identifier: MIT */
#include "match/view.h"

#include <stdlib.h>
#include <string.h>

quoth_status quoth__view_new(const quoth__mem *mem, const quoth__vocab *vocab,
                             quoth__view **out) {
  quoth__view *v = quoth__mem_zero(mem, sizeof *v);
  *out = v;
  if (!v) return QUOTH_ENOMEM;
  v->mem = *mem;
  v->vocab = vocab;
  return QUOTH_OK;
}

static void free_layers(quoth__view *v) {
  for (uint32_t i = 0; i < v->n_layers; i++) {
    quoth__layer *l = &v->layers[i];
    quoth__mem_free(&v->mem, l->starts, l->cap_starts * sizeof *l->starts);
    quoth__mem_free(&v->mem, l->at, l->cap_at * sizeof *l->at);
    quoth__mem_free(&v->mem, l->inside, l->cap_inside * sizeof *l->inside);
  }
  quoth__mem_free(&v->mem, v->layers, v->n_layers * sizeof *v->layers);
  v->layers = NULL;
  v->n_layers = 0;
}

void quoth__view_free(quoth__view *v) {
  if (!v) return;
  quoth__mem mem = v->mem;
  free_layers(v);
  QUOTH__VEC_DONE(&mem, &v->symbols);
  QUOTH__VEC_DONE(&mem, &v->symbol_of);
  QUOTH__VEC_DONE(&mem, &v->hulls);
  QUOTH__VEC_DONE(&mem, &v->spare);
  QUOTH__VEC_DONE(&mem, &v->regions);
  quoth__mem_free(&mem, v, sizeof *v);
}

/* ---- Tokens of a span -------------------------------------------------- */

/* The first token that ends after a byte; near `from`, if it can be. */
static uint32_t token_after(const quoth__view *v, uint32_t byte,
                            uint32_t from) {
  uint32_t low = 0, high = v->n_tokens;
  if (from && v->tokens[from - 1].span.end <= byte) {
    for (uint32_t n = 0; n < 16 && from < high; n++, from++)
      if (v->tokens[from].span.end > byte) return from;
    low = from;
  }
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (v->tokens[mid].span.end <= byte) low = mid + 1;
    else high = mid;
  }
  return low;
}

/* Tokens that overlap a span, looked for from `from` on; whether there are. */
static bool tokens_of(const quoth__view *v, quoth_span span, uint32_t from,
                      uint32_t *first, uint32_t *end) {
  if (span.start >= span.end) return false;
  *first = token_after(v, span.start, from);
  if (*first >= v->n_tokens || v->tokens[*first].span.start >= span.end)
    return false;
  uint32_t last = token_after(v, span.end, *first);
  *end = last < v->n_tokens && v->tokens[last].span.start < span.end
             ? last + 1
             : last;
  return true;
}

/* ---- Symbols ----------------------------------------------------------- */

static int by_place(const void *a, const void *b) {
  const quoth__hull *x = a, *y = b;
  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  if (x->span.end != y->span.end) return x->span.end > y->span.end ? -1 : 1;
  return x->id < y->id ? -1 : x->id > y->id;
}

/* Annotations to collapse, in order, in `hulls`; those before in `spare`. */
static bool collect(quoth__view *v, const char *const *layers,
                    uint32_t n_layers) {
  uint32_t count, room = 0;
  quoth__hull *before = v->hulls.data;
  uint32_t n = v->hulls.count, cap = v->hulls.cap;
  v->hulls.data = v->spare.data, v->hulls.cap = v->spare.cap;
  v->spare.data = before, v->spare.count = n, v->spare.cap = cap;
  v->hulls.count = 0;
  for (uint32_t i = 0; v->annotations && i < n_layers; i++) {
    quoth_annotations_layer(v->annotations, layers[i], &count);
    room += count;
  }
  if (!QUOTH__VEC_RESERVE(&v->mem, &v->hulls, room)) return false;
  for (uint32_t i = 0; room && i < n_layers; i++) {
    const uint32_t *ids =
        quoth_annotations_layer(v->annotations, layers[i], &count);
    for (uint32_t j = 0; j < count && v->hulls.count < room; j++) {
      quoth_annotation a;
      if (quoth_annotations_get(v->annotations, ids[j], &a)) continue;
      v->hulls.data[v->hulls.count++] = (quoth__hull){a.span, a.id};
    }
  }
  if (v->hulls.count > 1)
    qsort(v->hulls.data, v->hulls.count, sizeof *v->hulls.data, by_place);
  return true;
}

static uint32_t flags_of(const quoth_token *first, const quoth_token *last,
                         bool plain) {
  uint32_t f = first->flags, l = last->flags, out = 0;
  if (f & QUOTH_TOKEN_SPACE_BEFORE) out |= QUOTH__SYMBOL_SPACE;
  if (!plain) return out;
  if (l & QUOTH_TOKEN_FINAL) out |= QUOTH__SYMBOL_FINAL;
  if (f & QUOTH_TOKEN_QUOTE_OPEN) out |= QUOTH__SYMBOL_QUOTE_OPEN;
  if (l & QUOTH_TOKEN_QUOTE_CLOSE) out |= QUOTH__SYMBOL_QUOTE_CLOSE;
  return out;
}

static void add_symbol(quoth__view *v, uint32_t first, uint32_t end,
                       uint32_t annotation) {
  uint32_t n = v->symbols.count++;
  v->symbols.data[n] = (quoth__symbol){
      first, end, annotation,
      flags_of(&v->tokens[first], &v->tokens[end - 1],
               annotation == QUOTH_NONE)};
  for (uint32_t t = first; t < end; t++) v->symbol_of.data[t] = n;
}

static void make_symbols(quoth__view *v) {
  uint32_t token = 0, first, end, from = 0;
  for (uint32_t i = 0; i < v->hulls.count; i++) {
    const quoth__hull *h = &v->hulls.data[i];
    if (!tokens_of(v, h->span, from, &first, &end)) continue;
    from = first;
    if (first < token) continue;
    for (; token < first; token++)
      add_symbol(v, token, token + 1, QUOTH_NONE);
    add_symbol(v, first, end, h->id);
    token = end;
  }
  for (; token < v->n_tokens; token++)
    add_symbol(v, token, token + 1, QUOTH_NONE);
}

/* Set the bits of the first and last symbol of each sentence or paragraph. */
static void mark_edges(quoth__view *v, const quoth_span *spans,
                       uint32_t n_spans, uint32_t first_bit,
                       uint32_t last_bit) {
  uint32_t span = 0;
  quoth__symbol *s = v->symbols.data;
  for (uint32_t i = 0; i < v->symbols.count; i++) {
    uint32_t start = v->tokens[s[i].first].span.start;
    bool next = i == 0;
    while (span < n_spans && spans[span].end <= start) span++, next = true;
    if (!next) continue;
    s[i].flags |= first_bit;
    if (i) s[i - 1].flags |= last_bit;
    /* What ends inside of this symbol ends unseen. */
    uint32_t last = v->tokens[s[i].end - 1].span.start;
    while (span < n_spans && spans[span].end <= last) span++;
  }
  if (v->symbols.count) s[v->symbols.count - 1].flags |= last_bit;
}

static bool reserve(quoth__view *v) {
  uint32_t n = v->n_tokens;
  v->symbols.count = v->symbol_of.count = 0;
  if (!QUOTH__VEC_RESERVE(&v->mem, &v->symbols, n) ||
      !QUOTH__VEC_RESERVE(&v->mem, &v->symbol_of, n))
    return false;
  v->symbol_of.count = n;
  return true;
}

static void mark_all_edges(quoth__view *v) {
  uint32_t n_spans;
  const quoth_span *spans = quoth_doc_sentences(v->doc, &n_spans);
  mark_edges(v, spans, n_spans, QUOTH__SYMBOL_SENTENCE_FIRST,
             QUOTH__SYMBOL_SENTENCE_LAST);
  spans = quoth_doc_paragraphs(v->doc, &n_spans);
  mark_edges(v, spans, n_spans, QUOTH__SYMBOL_PARAGRAPH_FIRST,
             QUOTH__SYMBOL_PARAGRAPH_LAST);
}

static quoth_status lay_out(quoth__view *v) {
  v->serial++;
  v->regions.count = 0;
  v->has_gaps = false;
  if (!reserve(v)) {
    v->symbols.count = v->symbol_of.count = v->n_tokens = 0;
    return QUOTH_ENOMEM;
  }
  make_symbols(v);
  mark_all_edges(v);
  return QUOTH_OK;
}

void quoth__view_skip(quoth__view *v, const uint64_t *gone) {
  const uint32_t edges =
      QUOTH__SYMBOL_SENTENCE_FIRST | QUOTH__SYMBOL_SENTENCE_LAST |
      QUOTH__SYMBOL_PARAGRAPH_FIRST | QUOTH__SYMBOL_PARAGRAPH_LAST;
  uint32_t n = 0;
  for (uint32_t i = 0; i < v->symbols.count; i++) {
    quoth__symbol s = v->symbols.data[i];
    bool stays = !(gone[i / 64] >> i % 64 & 1);
    s.flags &= ~edges;
    if (stays) v->symbols.data[n++] = s;
    /* A token that is left out counts as of the symbol before it. */
    for (uint32_t t = s.first; t < s.end; t++)
      v->symbol_of.data[t] = n ? n - 1 : 0;
  }
  if (n == v->symbols.count) {
    mark_all_edges(v);
    return;
  }
  v->symbols.count = n;
  v->regions.count = 0;
  v->serial++;
  v->opened++;
  v->has_gaps = true;
  mark_all_edges(v);
}

quoth_status quoth__view_open(quoth__view *v, const quoth_doc *doc,
                              const quoth_annotations *annotations,
                              const char *const *layers, uint32_t n_layers,
                              const quoth__attributes *attributes) {
  v->doc = doc;
  v->annotations = annotations;
  v->attributes = attributes ? *attributes : (quoth__attributes){0};
  v->opened++;
  v->tokens = quoth_doc_tokens(doc, &v->n_tokens);
  if (collect(v, layers, n_layers)) return lay_out(v);
  v->symbols.count = v->symbol_of.count = v->n_tokens = 0;
  return QUOTH_ENOMEM;
}

static bool same_hulls(const quoth__view *v) {
  if (v->hulls.count != v->spare.count) return false;
  for (uint32_t i = 0; i < v->hulls.count; i++) {
    const quoth__hull *a = &v->hulls.data[i], *b = &v->spare.data[i];
    if (a->id != b->id || a->span.start != b->span.start ||
        a->span.end != b->span.end)
      return false;
  }
  return true;
}

quoth_status quoth__view_reopen(quoth__view *v, const char *const *layers,
                                uint32_t n_layers) {
  quoth__attributes attributes = v->attributes;
  if (!v->symbols.count)
    return quoth__view_open(v, v->doc, v->annotations, layers, n_layers,
                            &attributes);
  v->opened++;
  if (collect(v, layers, n_layers))
    return same_hulls(v) && !v->has_gaps ? QUOTH_OK : lay_out(v);
  v->symbols.count = v->symbol_of.count = v->n_tokens = 0;
  return QUOTH_ENOMEM;
}

const quoth__symbol *quoth__view_symbols(const quoth__view *v,
                                         uint32_t *count) {
  *count = v->symbols.count;
  return v->symbols.data;
}

uint32_t quoth__view_symbol_of(const quoth__view *v, uint32_t token) {
  return token < v->symbol_of.count ? v->symbol_of.data[token] : QUOTH_NONE;
}

quoth_span quoth__view_span(const quoth__view *v, uint32_t first,
                            uint32_t end) {
  const quoth__symbol *s = v->symbols.data;
  if (first >= end || end > v->symbols.count) return (quoth_span){0, 0};
  return (quoth_span){v->tokens[s[first].first].span.start,
                      v->tokens[s[end - 1].end - 1].span.end};
}

/* ---- Regions ----------------------------------------------------------- */

static bool add_region(quoth__view *v, uint32_t first, uint32_t end) {
  quoth__region r = {first, end};
  return first >= end || QUOTH__VEC_ADD(&v->mem, &v->regions, r);
}

static bool cut_at(quoth__view *v, uint32_t last_bit) {
  uint32_t first = 0;
  for (uint32_t i = 0; i < v->symbols.count; i++)
    if (v->symbols.data[i].flags & last_bit) {
      if (!add_region(v, first, i + 1)) return false;
      first = i + 1;
    }
  return true;
}

/* The symbols that lie in each annotation of a layer. */
static bool cut_by_layer(quoth__view *v, const char *layer) {
  uint32_t n = 0, first, end, from = 0;
  const uint32_t *ids =
      v->annotations ? quoth_annotations_layer(v->annotations, layer, &n)
                     : NULL;
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(v->annotations, ids[i], &a) ||
        !tokens_of(v, a.span, from, &first, &end))
      continue;
    from = first;
    if (!v->symbols.count) continue;
    uint32_t s = v->symbol_of.data[first], e = v->symbol_of.data[end - 1];
    if (v->symbols.data[s].first < first) s++;
    if (v->symbols.data[e].end <= end) e++;
    if (!add_region(v, s, e)) return false;
  }
  return true;
}

static int by_first(const void *a, const void *b) {
  const quoth__region *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  return x->end > y->end ? -1 : x->end < y->end;
}

/* In order, each once. */
static void tidy_regions(quoth__view *v) {
  uint32_t n = 0;
  quoth__region *r = v->regions.data;
  if (v->regions.count < 2) return;
  qsort(r, v->regions.count, sizeof *r, by_first);
  for (uint32_t i = 0; i < v->regions.count; i++)
    if (!n || r[n - 1].first != r[i].first || r[n - 1].end != r[i].end)
      r[n++] = r[i];
  v->regions.count = n;
}

quoth_status quoth__view_regions(quoth__view *v, const char *within,
                                 const quoth__region **out, uint32_t *count) {
  bool ok;
  v->regions.count = 0;
  if (strcmp(within, "sentence") == 0)
    ok = cut_at(v, QUOTH__SYMBOL_SENTENCE_LAST);
  else if (strcmp(within, "paragraph") == 0)
    ok = cut_at(v, QUOTH__SYMBOL_PARAGRAPH_LAST);
  else if (strcmp(within, "document") == 0)
    ok = add_region(v, 0, v->symbols.count);
  else
    ok = cut_by_layer(v, within);
  if (ok) tidy_regions(v);
  *out = v->regions.data;
  *count = v->regions.count;
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}

/* ---- Layers ------------------------------------------------------------ */

static bool grow_layers(quoth__view *v) {
  uint32_t n = v->vocab->layer_names.count;
  if (v->n_layers >= n) return true;
  quoth__layer *more = quoth__mem_resize(
      &v->mem, v->layers, v->n_layers * sizeof *more, n * sizeof *more);
  if (!more) return false;
  memset(more + v->n_layers, 0, (n - v->n_layers) * sizeof *more);
  v->layers = more;
  v->n_layers = n;
  return true;
}

static bool reserve_layer(quoth__view *v, quoth__layer *l, uint32_t n) {
  uint32_t words = v->n_tokens / 64 + 1;
  if (!quoth__vec_reserve(&v->mem, (void **)&l->starts, &l->cap_starts, 0, n,
                          sizeof *l->starts) ||
      !quoth__vec_reserve(&v->mem, (void **)&l->at, &l->cap_at, 0,
                          v->symbols.count + 1, sizeof *l->at) ||
      !quoth__vec_reserve(&v->mem, (void **)&l->inside, &l->cap_inside, 0,
                          words, sizeof *l->inside))
    return false;
  memset(l->inside, 0, words * sizeof *l->inside);
  l->n_starts = l->n_inside = 0;
  return true;
}

static int by_start(const void *a, const void *b) {
  const quoth__start *x = a, *y = b;
  if (x->first != y->first) return x->first < y->first ? -1 : 1;
  if (x->end != y->end) return x->end > y->end ? -1 : 1;
  return x->annotation < y->annotation ? -1 : x->annotation > y->annotation;
}

/* The symbols of tokens [first, end); false when one lies in them in part. */
static bool symbols_within(const quoth__view *v, uint32_t first, uint32_t end,
                           uint32_t *s, uint32_t *e) {
  const quoth__symbol *all = v->symbols.data;
  *s = v->symbol_of.data[first];
  *e = v->symbol_of.data[end - 1];
  if (!v->symbols.count) return false;
  if (all[*s].first < first) {
    if (all[*s].end > first) return false;
    ++*s; /* its first tokens are left out */
  }
  if (all[*e].end <= end) ++*e;
  else if (all[*e].first < end) return false;
  return *s < *e;
}

/* `from`: a token that the annotation before it begins with. */
static void index_annotation(quoth__view *v, quoth__layer *l, uint32_t id,
                             uint32_t *from) {
  quoth_annotation a;
  uint32_t first, end, s, e;
  if (quoth_annotations_get(v->annotations, id, &a) ||
      !tokens_of(v, a.span, *from, &first, &end))
    return;
  *from = first;
  l->n_inside++;
  for (uint32_t t = first; t < end; t++)
    l->inside[t / 64] |= UINT64_C(1) << t % 64;
  if (symbols_within(v, first, end, &s, &e))
    l->starts[l->n_starts++] = (quoth__start){s, e, id};
}

/* They come in order of the text, and that is nearly always the order here. */
static void sort_starts(quoth__layer *l) {
  for (uint32_t i = 1; i < l->n_starts; i++)
    if (by_start(&l->starts[i - 1], &l->starts[i]) > 0) {
      qsort(l->starts, l->n_starts, sizeof *l->starts, by_start);
      return;
    }
}

static void index_starts(const quoth__view *v, quoth__layer *l) {
  uint32_t next = 0;
  sort_starts(l);
  for (uint32_t s = 0; s <= v->symbols.count; s++) {
    while (next < l->n_starts && l->starts[next].first < s) next++;
    l->at[s] = next;
  }
}

const quoth__layer *quoth__view_layer(quoth__view *v, uint32_t layer) {
  uint32_t n = 0;
  if (!grow_layers(v)) return NULL;
  quoth__layer *l = &v->layers[layer];
  if (l->serial == v->opened) return l;
  const char *name = v->vocab->layer_names.data[layer];
  const uint32_t *ids =
      v->annotations ? quoth_annotations_layer(v->annotations, name, &n)
                     : NULL;
  if (!reserve_layer(v, l, n)) return NULL;
  uint32_t from = 0;
  for (uint32_t i = 0; i < n; i++) index_annotation(v, l, ids[i], &from);
  index_starts(v, l);
  l->serial = v->opened;
  return l;
}
