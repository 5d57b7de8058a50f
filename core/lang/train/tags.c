/* SPDX-License-Identifier: MIT */
/* Averaged perceptron (Collins 2002) in integers, then weights of one byte. */
#include "lang/train/tags.h"

#include <stdlib.h>
#include <string.h>

enum {
  MARGIN = 50, /* by so much the right tag should win */
  UNIT = 40,   /* of a weight's byte, in 1/64 */
  LEAST = 90,  /* smaller weights are left out, in 1/64 */
};

typedef struct pair {
  int32_t weight;
  uint32_t tag;
  int64_t due; /* sum of changes, each times the step it was made at */
} pair;

typedef struct feature {
  uint32_t key, n, cap;
  pair *pairs;
} feature;

typedef struct learner {
  feature *slots;
  uint32_t n_slots, n;
  int64_t step;
} learner;

static feature *slot_of(learner *l, uint32_t key) {
  uint32_t i = key & (l->n_slots - 1);
  while (l->slots[i].cap && l->slots[i].key != key)
    i = (i + 1) & (l->n_slots - 1);
  return &l->slots[i];
}

static void rehash(learner *l) {
  feature *old = l->slots;
  uint32_t n = l->n_slots;
  l->n_slots = n ? n * 2 : 1u << 20;
  l->slots = need(l->n_slots * sizeof *l->slots);
  for (uint32_t i = 0; i < n; i++)
    if (old[i].cap) *slot_of(l, old[i].key) = old[i];
  free(old);
}

static void change(learner *l, uint32_t key, uint32_t tag, int32_t by) {
  if (l->n * 2 >= l->n_slots) rehash(l);
  feature *f = slot_of(l, key);
  if (!f->cap) {
    *f = (feature){.key = key, .cap = 4, .pairs = need(4 * sizeof *f->pairs)};
    l->n++;
  }
  uint32_t i = 0;
  while (i < f->n && f->pairs[i].tag != tag) i++;
  if (i == f->n) {
    if (f->n == f->cap)
      f->pairs = grow(f->pairs, (f->cap *= 2) * sizeof *f->pairs);
    f->pairs[f->n++] = (pair){.tag = tag};
  }
  f->pairs[i].weight += by;
  f->pairs[i].due += by * l->step;
}

static uint32_t predict(learner *l, const uint32_t *keys, uint32_t count,
                        uint32_t n_tags, uint32_t gold, uint32_t *rival) {
  int32_t score[256] = {0};
  for (uint32_t i = 0; i < count; i++)
    __builtin_prefetch(&l->slots[keys[i] & (l->n_slots - 1)]);
  for (uint32_t i = 0; i < count; i++) {
    const feature *f = slot_of(l, keys[i]);
    for (uint32_t k = 0; k < f->n; k++)
      score[f->pairs[k].tag] += f->pairs[k].weight;
  }
  uint32_t best = 0;
  for (uint32_t t = 1; t < n_tags; t++)
    if (score[t] > score[best]) best = t;
  *rival = gold == 0;
  for (uint32_t t = 0; t < n_tags; t++)
    if (t != gold && score[t] > score[*rival]) *rival = t;
  if (score[gold] - score[*rival] > MARGIN) *rival = QUOTH__TAG_NONE;
  return best;
}

static void learn_sentence(learner *l, const sentence *s,
                           const quoth__entry *const *words, uint32_t n_tags) {
  uint32_t keys[QUOTH__TAG_FEATURES];
  uint32_t t1 = QUOTH__TAG_NONE, t2 = QUOTH__TAG_NONE;
  uint32_t mode = quoth__tagger_mode(words, s->n);
  for (uint32_t i = 0; i < s->n; i++) {
    uint32_t tag = words[i]->tag;
    if (tag == QUOTH__TAG_NONE) {
      quoth__tag_context at;
      uint32_t count =
          quoth__tagger_first(words, s->n, i, mode, &at, keys);
      count += quoth__tagger_second(&at, t1, t2, keys + count);
      uint32_t gold = s->words[i].tag;
      uint32_t rival;
      tag = predict(l, keys, count, n_tags, gold, &rival);
      l->step++;
      for (uint32_t k = 0; rival != QUOTH__TAG_NONE && k < count; k++) {
        change(l, keys[k], gold, 1);
        change(l, keys[k], rival, -1);
      }
    }
    t2 = t1;
    t1 = tag;
  }
}

static void look_up(const quoth__words *words, const sentence *s,
                    quoth__entry *entries, const quoth__entry **at) {
  for (uint32_t i = 0; i < s->n; i++) {
    quoth__words_look(words, s->words[i].form, s->words[i].form_len,
                      &entries[i]);
    at[i] = &entries[i];
  }
}

static void learn(learner *l, const quoth__words *words, const sentence *s,
                  uint32_t n_tags) {
  quoth__entry *entries = need(s->n * sizeof *entries);
  const quoth__entry **at = need(s->n * sizeof *at);
  look_up(words, s, entries, at);
  learn_sentence(l, s, at, n_tags);
  free(entries);
  free(at);
}

/* In one of 12 visits a sentence is seen in other case. */
static void visit(learner *l, const quoth__words *words, const sentence *s,
                  uint32_t n_tags, rng *random) {
  uint32_t dice = rng_below(random, 36);
  if (dice > 2) {
    learn(l, words, s, n_tags);
    return;
  }
  sentence other;
  sentence_recase(s, "utl"[dice], &other);
  learn(l, words, &other, n_tags);
  for (uint32_t i = 0; i < other.n; i++) free((void *)other.words[i].form);
  free(other.words);
}

/* ---- To bytes ------------------------------------------------------------ */

static int64_t mean(const learner *l, const pair *p) {
  return (p->weight * l->step - p->due) * 64 / l->step;
}

static int by_tag(const void *a, const void *b) {
  const pair *x = a, *y = b;
  return x->tag < y->tag ? -1 : x->tag > y->tag;
}

/* Weights as bytes in units of 1/64 times `unit`; those that round to 0 go. */
static uint32_t quantise(const learner *l, const feature *f, int64_t unit,
                         int64_t least, uint8_t out[512]) {
  uint32_t n = 0;
  qsort(f->pairs, f->n, sizeof *f->pairs, by_tag);
  for (uint32_t k = 0; k < f->n && n < 255; k++) {
    int64_t w = mean(l, &f->pairs[k]);
    if (w < least && w > -least) continue;
    int64_t q = (w + (w < 0 ? -unit / 2 : unit / 2)) / unit;
    if (q == 0) continue;
    if (q > 127) q = 127;
    if (q < -127) q = -127;
    out[1 + 2 * n] = (uint8_t)f->pairs[k].tag;
    out[2 + 2 * n++] = (uint8_t)(int8_t)q;
  }
  out[0] = (uint8_t)n;
  return n;
}

static int by_key(const void *a, const void *b) {
  const feature *x = a, *y = b;
  return x->key < y->key ? -1 : x->key > y->key;
}

static void pack(learner *l, int64_t unit, int64_t least, weights *out) {
  uint32_t n = 0, kept = 0, size = 4;
  uint8_t list[512];
  for (uint32_t i = 0; i < l->n_slots; i++)
    if (l->slots[i].cap) l->slots[n++] = l->slots[i];
  qsort(l->slots, n, sizeof *l->slots, by_key);
  for (uint32_t i = 0; i < n; i++)
    kept += quantise(l, &l->slots[i], unit, least, list) > 0;
  out->n_slots = 1024;
  while (out->n_slots * 4 < kept * 5) out->n_slots *= 2;
  out->slots = need(out->n_slots * sizeof *out->slots);
  out->lists = need(n * 8 + 64 + l->n * 16);
  out->n_features = kept;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t pairs = quantise(l, &l->slots[i], unit, least, list);
    if (!pairs) continue;
    uint32_t key = l->slots[i].key, bytes = (1 + 2 * pairs + 3) & ~3u;
    if (size / 4 >= 1u << 20) die("weights do not fit");
    memset(list + 1 + 2 * pairs, 0, 3);
    uint32_t at = key * QUOTH__TAG_BUCKET & (out->n_slots - 1);
    while (out->slots[at]) at = (at + 1) & (out->n_slots - 1);
    out->slots[at] = (key >> 20) << 20 | size / 4;
    memcpy(out->lists + size, list, bytes);
    size += bytes;
  }
  out->lists_size = size;
}

void tagger_train(const treebank *bank, const uint32_t *ids, uint32_t n,
                  const lexicon *lex, uint32_t n_tags, uint32_t epochs,
                  weights *out) {
  learner l = {0};
  rng random = {0x5175};
  uint32_t *order = need(n * sizeof *order);
  quoth__words words = {lex->slots, lex->n_slots - 1};
  rehash(&l);
  memcpy(order, ids, n * sizeof *order);
  for (uint32_t e = 0; e < epochs; e++) {
    rng_shuffle(&random, order, n);
    for (uint32_t i = 0; i < n; i++)
      visit(&l, &words, &bank->list[order[i]], n_tags, &random);
  }
  pack(&l, UNIT, LEAST, out);
  for (uint32_t i = 0; i < l.n; i++) free(l.slots[i].pairs);
  free(l.slots);
  free(order);
}

quoth__tagger tagger_of(const lexicon *lex, const weights *w, uint32_t n_tags) {
  return (quoth__tagger){
    .words = {lex->slots, lex->n_slots - 1},
    .weights = {w->slots, w->n_slots / QUOTH__TAG_BUCKET - 1, w->lists},
    .n_tags = n_tags,
  };
}

void tagger_apply(const quoth__tagger *tagger, const sentence *s,
                  uint8_t *tags) {
  quoth__entry *entries = need(s->n * sizeof *entries);
  const quoth__entry **at = need(s->n * sizeof *at);
  look_up(&tagger->words, s, entries, at);
  quoth__tagger_run(tagger, at, s->n, tags);
  free(entries);
  free(at);
}
