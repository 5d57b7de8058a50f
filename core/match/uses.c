/* SPDX-License-Identifier: MIT */
#include "match/uses.h"

#include "match/matcher.h"

void quoth__uses_init(quoth__uses *uses, const quoth__mem *mem) {
  *uses = (quoth__uses){.mem = *mem};
}

void quoth__uses_done(quoth__uses *u) {
  for (uint32_t i = 0; i < u->layers.count; i++) {
    QUOTH__VEC_DONE(&u->mem, &u->layers.data[i].asked);
    QUOTH__VEC_DONE(&u->mem, &u->layers.data[i].uses);
  }
  QUOTH__VEC_DONE(&u->mem, &u->layers);
  QUOTH__VEC_DONE(&u->mem, &u->all);
  QUOTH__VEC_DONE(&u->mem, &u->nodes);
}

/* ---- Equal elements ---------------------------------------------------- */

static bool same_comparison(const quoth__filter *a, const quoth__filter *b) {
  const quoth__comparison *x = &a->comparison, *y = &b->comparison;
  if (strcmp(a->name, b->name) != 0 || x->op != y->op ||
      x->kind != y->kind || x->boolean != y->boolean || x->bare != y->bare ||
      x->regex != y->regex || x->len != y->len ||
      memcmp(&x->number, &y->number, sizeof x->number) != 0)
    return false;
  return !x->len || memcmp(x->text, y->text, x->len) == 0;
}

static bool same_filter(const quoth__filter *a, const quoth__filter *b) {
  if (!a || !b) return a == b;
  if (a->kind != b->kind) return false;
  if (a->kind == QUOTH__COND_COMPARE) return same_comparison(a, b);
  return same_filter(a->left, b->left) && same_filter(a->right, b->right);
}

static bool same_element(const quoth__element *a, const quoth__element *b) {
  if (a->lexicon || b->lexicon)
    return a->lexicon == b->lexicon && a->passes == b->passes;
  return a->layer == b->layer && same_filter(a->filter, b->filter);
}

static uint32_t layer_of(quoth__uses *u, uint32_t layer) {
  for (uint32_t i = 0; i < u->layers.count; i++)
    if (u->layers.data[i].layer == layer) return i;
  if (!QUOTH__VEC_ADD(&u->mem, &u->layers, (quoth__use_layer){.layer = layer}))
    return QUOTH__NONE;
  return u->layers.count - 1;
}

static bool ask(quoth__uses *u, quoth__use_layer *l, const quoth__filter *f) {
  if (!f) return true;
  if (f->kind != QUOTH__COND_COMPARE)
    return ask(u, l, f->left) && ask(u, l, f->right);
  uint32_t at = 0, n = l->asked.count;
  for (uint32_t i = 0; i < n; i++)
    if (same_comparison(l->asked.data[i], f)) return true;
  if (!QUOTH__VEC_RESERVE(&u->mem, &l->asked, 1)) return false;
  while (at < n && strcmp(l->asked.data[at]->name, f->name) <= 0) at++;
  memmove(l->asked.data + at + 1, l->asked.data + at,
          (n - at) * sizeof *l->asked.data);
  l->asked.data[at] = f;
  l->asked.count++;
  return true;
}

uint32_t quoth__uses_add(quoth__uses *u, const quoth__element *e) {
  quoth__use use = {*e, QUOTH__NONE, QUOTH__NONE};
  for (uint32_t i = 0; i < u->all.count; i++)
    if (same_element(&u->all.data[i].element, e)) return i;
  if (!e->lexicon) {
    use.layer = layer_of(u, e->layer);
    if (use.layer == QUOTH__NONE ||
        !ask(u, &u->layers.data[use.layer], e->filter) ||
        !QUOTH__VEC_ADD(&u->mem, &u->layers.data[use.layer].uses,
                        u->all.count))
      return QUOTH__NONE;
  }
  if (!QUOTH__VEC_ADD(&u->mem, &u->all, use)) return QUOTH__NONE;
  return u->all.count - 1;
}

static uint32_t node_of(quoth__uses *u, const quoth__use_layer *l,
                        const quoth__filter *f) {
  quoth__use_node node = {f->kind, 0, QUOTH__NONE};
  if (f->kind == QUOTH__COND_COMPARE) {
    while (!same_comparison(l->asked.data[node.a], f)) node.a++;
  } else {
    node.a = node_of(u, l, f->left);
    if (node.a == QUOTH__NONE) return node.a;
    if (f->kind != QUOTH__COND_NOT) {
      node.b = node_of(u, l, f->right);
      if (node.b == QUOTH__NONE) return node.b;
    }
  }
  if (!QUOTH__VEC_ADD(&u->mem, &u->nodes, node)) return QUOTH__NONE;
  return u->nodes.count - 1;
}

bool quoth__uses_finish(quoth__uses *u) {
  for (uint32_t i = 0; i < u->all.count; i++) {
    quoth__use *use = &u->all.data[i];
    if (!use->element.filter) continue;
    use->node = node_of(u, &u->layers.data[use->layer], use->element.filter);
    if (use->node == QUOTH__NONE) return false;
  }
  return true;
}

/* ---- Annotations ------------------------------------------------------- */

static bool holds(const quoth__uses *u, uint32_t node, const uint64_t *yes) {
  if (node == QUOTH__NONE) return true;
  const quoth__use_node *n = &u->nodes.data[node];
  switch (n->kind) {
    case QUOTH__COND_COMPARE: return quoth__bit(yes, n->a);
    case QUOTH__COND_NOT: return !holds(u, n->a, yes);
    case QUOTH__COND_AND: return holds(u, n->a, yes) && holds(u, n->b, yes);
    default: return holds(u, n->a, yes) || holds(u, n->b, yes);
  }
}

/* Answers about one annotation: names and features are both in order. */
static void answer(const quoth__use_layer *l, quoth__matcher *m, uint32_t id,
                   uint64_t *yes) {
  quoth_annotation a;
  uint32_t f = 0;
  memset(yes, 0, (l->asked.count / 64 + 1) * sizeof *yes);
  if (!l->asked.count) return;
  if (quoth_annotations_get(m->view->annotations, id, &a)) a.n_features = 0;
  for (uint32_t i = 0; i < l->asked.count; i++) {
    const quoth__filter *asked = l->asked.data[i];
    quoth_value value = {.kind = QUOTH_VALUE_NIL};
    int order = 1;
    while (f < a.n_features &&
           (order = strcmp(a.features[f].name, asked->name)) < 0)
      f++;
    if (f < a.n_features && order == 0) value = a.features[f].value;
    if (quoth__comparison_holds(&asked->comparison, &value, m->regex))
      quoth__bit_set(yes, i);
  }
}

static bool add(quoth__matcher *m, quoth__occurrences *list,
                const quoth__plot *plot, const quoth__start *s) {
  uint32_t by = plot->place - plot->region.first;
  return QUOTH__VEC_ADD(&m->mem, list,
                        (quoth__occurrence){s->first + by, s->end + by,
                                            s->annotation});
}

static bool sort_out(const quoth__uses *u, uint32_t layer, quoth__matcher *m,
                     const quoth__plot *plot, const quoth__start *s,
                     uint64_t *yes, quoth__occurrences *lists) {
  const quoth__use_layer *l = &u->layers.data[layer];
  answer(l, m, s->annotation, yes);
  for (uint32_t i = 0; i < l->uses.count; i++) {
    uint32_t use = l->uses.data[i];
    if (holds(u, u->all.data[use].node, yes) &&
        !add(m, &lists[use], plot, s))
      return false;
  }
  return true;
}

static bool find_layer(const quoth__uses *u, uint32_t layer,
                       quoth__matcher *m, const quoth__grid *g,
                       quoth__occurrences *lists) {
  const quoth__use_layer *use = &u->layers.data[layer];
  const quoth__layer *l = quoth__view_layer(m->view, use->layer);
  size_t size = (use->asked.count / 64 + 1) * sizeof(uint64_t);
  if (!l) return false;
  if (!l->n_starts) return true;
  uint64_t *yes = quoth__mem_new(&m->mem, size);
  bool ok = yes != NULL;
  for (uint32_t p = 0; ok && p < g->plots.count; p++) {
    const quoth__plot *plot = &g->plots.data[p];
    uint32_t i = l->at[plot->region.first], end = l->at[plot->region.end];
    for (; ok && i < end; i++)
      if (l->starts[i].end <= plot->region.end)
        ok = sort_out(u, layer, m, plot, &l->starts[i], yes, lists);
  }
  quoth__mem_free(&m->mem, yes, size);
  return ok;
}

/* ---- Entries ----------------------------------------------------------- */

static bool find_lexicon(const quoth__use *use, quoth__matcher *m,
                         quoth__grid *g, quoth__occurrences *list) {
  const uint64_t *passes = use->element.passes;
  const quoth__occurrences *all =
      quoth__grid_entries(m, g, use->element.lexicon);
  if (!all || !QUOTH__VEC_RESERVE(&m->mem, list, all->count)) return false;
  for (uint32_t i = 0; i < all->count; i++)
    if (!passes || quoth__bit(passes, all->data[i].id))
      list->data[list->count++] = all->data[i];
  return true;
}

bool quoth__uses_find(const quoth__uses *u, quoth__matcher *m,
                      quoth__grid *g, quoth__occurrences *lists) {
  for (uint32_t i = 0; i < u->all.count; i++) {
    lists[i].count = 0;
    if (u->all.data[i].layer == QUOTH__NONE &&
        !find_lexicon(&u->all.data[i], m, g, &lists[i]))
      return false;
  }
  for (uint32_t i = 0; i < u->layers.count; i++)
    if (!find_layer(u, i, m, g, lists)) return false;
  return !m->status;
}
