/* SPDX-License-Identifier: MIT */
#include "store/annotations.h"

#include <string.h>

#include "base/handle.h"
#include "base/map.h"
#include "store/features.h"
#include "store/index.h"
#include "store/parts.h"

struct item {
  uint32_t layer; /* QUOTH_NONE: removed */
  quoth_span span;
  quoth__features features;
  quoth__parts parts;
  uint32_t rule;
};

struct layer {
  const char *name;
  quoth__index index;
};

struct quoth_annotations {
  QUOTH__HANDLE
  quoth__mem mem;
  quoth__arena arena;    /* names, features, parts of the doc */
  quoth__map names;      /* of features and roles: one copy of each */
  quoth__map layer_ids;  /* name to place in `layers` */
  QUOTH__VEC(struct item) items;
  QUOTH__VEC(struct layer) layers; /* those beyond n_layers wait for reuse */
  uint32_t n_layers, len;
  size_t used; /* bytes of strings, features and parts asked for, at most */
  quoth__index all;
  bool frozen;
  bool all_wanted; /* `all` is kept from the first time it is asked for */
};

quoth_annotations *quoth__annotations_new(const quoth__mem *mem) {
  quoth_annotations *a = quoth__mem_zero(mem, sizeof *a);
  if (!a) return NULL;
  a->mem = *mem;
  quoth__arena_init(&a->arena, mem);
  quoth__map_init(&a->names, &a->arena);
  quoth__map_init(&a->layer_ids, &a->arena);
  return a;
}

void quoth__annotations_free(quoth_annotations *a) {
  if (!QUOTH__IS(a)) return;
  for (uint32_t i = 0; i < a->layers.count; i++)
    quoth__index_done(&a->layers.data[i].index, &a->mem);
  quoth__index_done(&a->all, &a->mem);
  QUOTH__VEC_DONE(&a->mem, &a->layers);
  QUOTH__VEC_DONE(&a->mem, &a->items);
  quoth__map_done(&a->names);
  quoth__map_done(&a->layer_ids);
  quoth__arena_done(&a->arena);
  quoth__mem mem = a->mem;
  QUOTH__FREE(&mem, a);
}

void quoth__annotations_reset(quoth_annotations *a, uint32_t len) {
  for (uint32_t i = 0; i < a->n_layers; i++)
    quoth__index_reset(&a->layers.data[i].index);
  quoth__index_reset(&a->all);
  quoth__map_reset(&a->names);
  quoth__map_reset(&a->layer_ids);
  quoth__arena_reset(&a->arena);
  a->items.count = a->n_layers = 0;
  a->used = 0;
  a->all_wanted = a->frozen = false;
  a->len = len;
}

void quoth__annotations_freeze(quoth_annotations *a, bool frozen) {
  a->frozen = frozen;
}

/* ---- Names and layers ---------------------------------------------------- */

static const char *intern(quoth_annotations *a, const char *name) {
  const char *stored = NULL;
  quoth__map_add(&a->names, name, strlen(name), 0, &stored);
  return stored; /* NULL when memory is out */
}

static struct layer *find_layer(const quoth_annotations *a, const char *name) {
  uint32_t id = quoth__map_find(&a->layer_ids, name, strlen(name));
  return id == QUOTH__NONE ? NULL : &a->layers.data[id];
}

/* The layer of that name, made when it is new; NULL when memory is out. */
static struct layer *get_layer(quoth_annotations *a, const char *name) {
  struct layer *old = find_layer(a, name);
  if (old) return old;
  if (a->n_layers == a->layers.count &&
      !QUOTH__VEC_ADD(&a->mem, &a->layers, (struct layer){0}))
    return NULL;
  struct layer *layer = &a->layers.data[a->n_layers];
  if (quoth__map_add(&a->layer_ids, name, strlen(name), a->n_layers,
                     &layer->name) == QUOTH__NONE)
    return NULL;
  a->n_layers++;
  return layer;
}

static struct item *find_item(const quoth_annotations *a, uint32_t id) {
  if (id >= a->items.count || a->items.data[id].layer == QUOTH_NONE)
    return NULL;
  return &a->items.data[id];
}

/* ---- Checks and limits --------------------------------------------------- */

static bool is_span(const quoth_annotations *a, quoth_span span) {
  return span.start <= span.end && span.end <= a->len;
}

static bool is_name(const char *name) { return name && *name; }

/* Take `n` bytes from the doc's share. */
static bool spend(quoth_annotations *a, size_t n) {
  if (n > QUOTH__MAX_STORE_BYTES - a->used) return false;
  a->used += n;
  return true;
}

static size_t feature_bytes(const char *name, const quoth_value *value) {
  size_t n = sizeof(quoth_feature) * 2 + strlen(name);
  return value->kind == QUOTH_VALUE_STRING ? n + value->len : n;
}

/* What setting a feature will take: a value that fits replaces the old one. */
static size_t growth(const struct item *item, const char *name,
                     const quoth_value *value) {
  quoth_value old =
      quoth__features_find(item->features.data, item->features.count, name);
  if (value->kind == QUOTH_VALUE_NIL) return 0;
  if (old.kind == QUOTH_VALUE_NIL) return feature_bytes(name, value);
  if (value->kind != QUOTH_VALUE_STRING) return 0;
  bool fits = old.kind == QUOTH_VALUE_STRING && value->len <= old.len;
  return fits ? 0 : value->len;
}

static size_t parts_bytes(size_t n) { return n * 2 * sizeof(quoth_part); }

static quoth_status check_options(const quoth_annotations *a,
                                  const quoth_annotation_options *o) {
  if (!is_name(o->layer) || !is_span(a, o->span)) return QUOTH_EINVAL;
  if ((o->n_features && !o->features) || (o->n_parts && !o->parts))
    return QUOTH_EINVAL;
  for (uint32_t i = 0; i < o->n_features; i++)
    if (!is_name(o->features[i].name) ||
        !quoth__value_valid(&o->features[i].value))
      return QUOTH_EINVAL;
  for (uint32_t i = 0; i < o->n_parts; i++)
    if (!is_name(o->parts[i].role) || !is_span(a, o->parts[i].span))
      return QUOTH_EINVAL;
  if (a->items.count >= QUOTH__MAX_ANNOTATIONS) return QUOTH_ELIMIT;
  if (a->n_layers >= QUOTH__MAX_LAYERS && !find_layer(a, o->layer))
    return QUOTH_ELIMIT;
  return QUOTH_OK;
}

static bool spend_options(quoth_annotations *a,
                          const quoth_annotation_options *o) {
  if (!spend(a, parts_bytes(o->n_parts))) return false;
  for (uint32_t i = 0; i < o->n_features; i++)
    if (!spend(a, feature_bytes(o->features[i].name, &o->features[i].value)))
      return false;
  return true;
}

/* ---- Add, change, remove ------------------------------------------------- */

static bool copy_features(quoth_annotations *a, struct item *item,
                          const quoth_annotation_options *o) {
  for (uint32_t i = 0; i < o->n_features; i++) {
    const char *name = intern(a, o->features[i].name);
    if (!name || !quoth__features_set(&item->features, &a->arena, name,
                                      &o->features[i].value))
      return false;
  }
  return true;
}

static bool copy_parts(quoth_annotations *a, struct item *item,
                       const quoth_annotation_options *o) {
  if (!quoth__parts_reserve(&item->parts, &a->arena, o->n_parts)) return false;
  for (uint32_t i = 0; i < o->n_parts; i++) {
    const char *role = intern(a, o->parts[i].role);
    if (!role) return false;
    quoth__parts_add(&item->parts, role, o->parts[i].span);
  }
  return true;
}

/* Room for one more annotation of a layer, wherever it will be noted. */
static bool reserve_one(quoth_annotations *a, struct layer *layer) {
  return QUOTH__VEC_RESERVE(&a->mem, &a->items, 1) &&
         quoth__index_reserve(&layer->index, &a->mem, 1) &&
         (!a->all_wanted || quoth__index_reserve(&a->all, &a->mem, 1));
}

static void put_in_order(quoth_annotations *a, const struct item *item,
                         uint32_t id) {
  quoth__index_add(&a->layers.data[item->layer].index, item->span, id);
  if (a->all_wanted) quoth__index_add(&a->all, item->span, id);
}

static void take_from_order(quoth_annotations *a, const struct item *item,
                            uint32_t id) {
  quoth__index_remove(&a->layers.data[item->layer].index, item->span, id);
  if (a->all_wanted) quoth__index_remove(&a->all, item->span, id);
}

/* Not to come back: many may go before somebody looks at the order. */
static void leave_order(quoth_annotations *a, const struct item *item,
                        uint32_t id) {
  quoth__index_drop(&a->layers.data[item->layer].index, item->span, id);
  if (a->all_wanted) quoth__index_drop(&a->all, item->span, id);
}

quoth_status quoth_annotations_add(quoth_annotations *a,
                                   const quoth_annotation_options *o,
                                   uint32_t *id) {
  if (!QUOTH__IS(a) || a->frozen || !o) return QUOTH_EINVAL;
  quoth_status status = check_options(a, o);
  if (status != QUOTH_OK) return status;
  if (!spend_options(a, o)) return QUOTH_ELIMIT;
  struct item item = {.span = o->span, .rule = o->rule};
  struct layer *layer = get_layer(a, o->layer);
  if (!layer || !reserve_one(a, layer) || !copy_features(a, &item, o) ||
      !copy_parts(a, &item, o))
    return QUOTH_ENOMEM;
  if (item.parts.count && !o->span.start && !o->span.end)
    item.span = quoth__parts_hull(&item.parts);
  item.layer = (uint32_t)(layer - a->layers.data);
  uint32_t new_id = a->items.count++;
  a->items.data[new_id] = item;
  put_in_order(a, &item, new_id);
  if (id) *id = new_id;
  return QUOTH_OK;
}

quoth_status quoth_annotations_set(quoth_annotations *a, uint32_t id,
                                   const char *feature,
                                   const quoth_value *value) {
  if (!QUOTH__IS(a) || a->frozen || !is_name(feature) || !value ||
      !quoth__value_valid(value))
    return QUOTH_EINVAL;
  struct item *item = find_item(a, id);
  if (!item) return QUOTH_ENOTFOUND;
  if (!spend(a, growth(item, feature, value))) return QUOTH_ELIMIT;
  const char *name = intern(a, feature);
  if (!name || !quoth__features_set(&item->features, &a->arena, name, value))
    return QUOTH_ENOMEM;
  return QUOTH_OK;
}

quoth_status quoth_annotations_remove(quoth_annotations *a, uint32_t id) {
  if (!QUOTH__IS(a) || a->frozen) return QUOTH_EINVAL;
  struct item *item = find_item(a, id);
  if (!item) return QUOTH_ENOTFOUND;
  leave_order(a, item, id);
  item->layer = QUOTH_NONE;
  return QUOTH_OK;
}

quoth_status quoth_annotations_set_parts(quoth_annotations *a, uint32_t id,
                                         const char *role,
                                         const quoth_span *spans, uint32_t n) {
  if (!QUOTH__IS(a) || a->frozen || !is_name(role) || (n && !spans))
    return QUOTH_EINVAL;
  struct item *item = find_item(a, id);
  if (!item) return QUOTH_ENOTFOUND;
  for (uint32_t i = 0; i < n; i++)
    if (!is_span(a, spans[i])) return QUOTH_EINVAL;
  if (!spend(a, parts_bytes(n))) return QUOTH_ELIMIT;
  const char *name = intern(a, role);
  if (!name || !quoth__parts_reserve(&item->parts, &a->arena, n))
    return QUOTH_ENOMEM;
  take_from_order(a, item, id);
  quoth__parts_remove(&item->parts, name);
  for (uint32_t i = 0; i < n; i++)
    quoth__parts_add(&item->parts, name, spans[i]);
  if (item->parts.count) item->span = quoth__parts_hull(&item->parts);
  put_in_order(a, item, id);
  return QUOTH_OK;
}

/* ---- Look up ------------------------------------------------------------- */

quoth_status quoth_annotations_get(const quoth_annotations *a, uint32_t id,
                                   quoth_annotation *out) {
  if (!QUOTH__IS(a) || !out) return QUOTH_EINVAL;
  const struct item *item = find_item(a, id);
  if (!item) return QUOTH_ENOTFOUND;
  *out = (quoth_annotation){
      .id = id,
      .layer = a->layers.data[item->layer].name,
      .span = item->span,
      .features = item->features.data,
      .n_features = item->features.count,
      .parts = item->parts.data,
      .n_parts = item->parts.count,
      .rule = item->rule,
  };
  return QUOTH_OK;
}

/* Start to keep all layers in one order; false when memory is out. */
static bool want_all(quoth_annotations *a) {
  if (a->all_wanted) return true;
  if (!quoth__index_reserve(&a->all, &a->mem, a->items.count)) return false;
  for (uint32_t i = 0; i < a->items.count; i++)
    if (a->items.data[i].layer != QUOTH_NONE)
      quoth__index_add(&a->all, a->items.data[i].span, i);
  return a->all_wanted = true;
}

/*
 * The index of a layer, of all for NULL; NULL when there is none. Indexes are
 * caches: an annotations object that is const for its user may refresh them.
 */
static quoth__index *index_of(const quoth_annotations *a, const char *layer) {
  if (!layer) {
    quoth_annotations *owner = (quoth_annotations *)a;
    return want_all(owner) ? &owner->all : NULL;
  }
  struct layer *found = find_layer(a, layer);
  return found ? &found->index : NULL;
}

const uint32_t *quoth_annotations_layer(const quoth_annotations *a,
                                        const char *layer, uint32_t *count) {
  quoth__index *index = QUOTH__IS(a) ? index_of(a, layer) : NULL;
  uint32_t n = 0;
  const uint32_t *ids = index ? quoth__index_ids(index, &n) : NULL;
  if (count) *count = n;
  return ids;
}

uint32_t quoth_annotations_overlapping(const quoth_annotations *a,
                                       const char *layer, quoth_span span,
                                       uint32_t *ids, uint32_t max) {
  if (!QUOTH__IS(a) || span.start > span.end) return 0;
  quoth__index *index = index_of(a, layer);
  return index ? quoth__index_find(index, span, ids, ids ? max : 0) : 0;
}

quoth_value quoth_annotation_feature(const quoth_annotation *a,
                                     const char *name) {
  if (!a || !name) return (quoth_value){0};
  return quoth__features_find(a->features, a->n_features, name);
}
