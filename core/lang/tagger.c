/* SPDX-License-Identifier: MIT */
#include "lang/tagger.h"

#include <string.h>

enum { MODE_USUAL, MODE_TITLE, MODE_UPPER };

uint32_t quoth__tagger_mode(const quoth__entry *const *words, uint32_t n) {
  uint32_t lower = 0, title = 0, upper = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint8_t c = words[i]->form.letter_case;
    lower += c == QUOTH__CASE_LOWER;
    title += c == QUOTH__CASE_TITLE;
    upper += c == QUOTH__CASE_UPPER;
  }
  if (upper >= 2 && upper > 2 * (lower + title)) return MODE_UPPER;
  if (title >= 3 && title > 2 * lower) return MODE_TITLE;
  return MODE_USUAL;
}

/* What stands beyond the edges of a sentence. */
static const quoth__entry EDGE = {.key = 3, .klass = 3, .tag = QUOTH__TAG_NONE};

static const quoth__entry *word_at(const quoth__entry *const *words, uint32_t n,
                                   uint32_t i) {
  return i < n ? words[i] : &EDGE;
}

/* True when no word, only marks, stands before word `i`. */
static bool opens(const quoth__entry *const *words, uint32_t i) {
  while (i--)
    if (words[i]->form.letter_case || words[i]->form.digits) return false;
  return true;
}

#define ADD(a, b) (out[count] = quoth__mix((a) + count, (b)), count++)
#define ADD2(a, b, c) ADD(quoth__mix((a), (c)), (b))

uint32_t quoth__tagger_features(const quoth__entry *const *words, uint32_t n,
                                uint32_t i, uint32_t t1, uint32_t t2,
                                uint32_t mode,
                                uint32_t out[QUOTH__TAG_FEATURES]) {
  const quoth__entry *w = words[i];
  const quoth__entry *p1 = word_at(words, n, i - 1);
  const quoth__entry *p2 = word_at(words, n, i - 2);
  const quoth__entry *n1 = word_at(words, n, i + 1);
  const quoth__entry *n2 = word_at(words, n, i + 2);
  uint32_t first = w->form.letter_case > 1 && opens(words, i);
  uint32_t caps = w->form.letter_case * 8u + first * 4 + mode;
  uint32_t tags = t1 << 8 | t2, around = n1->form.letter_case;
  uint32_t count = 0;
  ADD(w->key, 0);
  ADD(w->key, caps);
  ADD(w->key, t1 + 1);
  ADD(w->key, p1->key);
  ADD(w->key, n1->key);
  ADD(w->key, tags);
  ADD(w->key, n1->klass);
  ADD(t1, 0);
  ADD(tags, 0);
  ADD(p1->key, t2);
  ADD(p2->key, 0);
  ADD(n1->key, t1);
  ADD(n1->key, 0);
  ADD(n2->key, 0);
  ADD2(w->klass, t1, n1->klass);
  ADD2(tags, w->klass, 0);
  ADD2(w->klass, n1->klass, n2->klass);
  ADD2(t1, n1->klass, 0);
  ADD2(n1->klass, n2->klass, 0);
  ADD2(p1->key, n1->key, 0);
  ADD2(w->key, p1->klass, p2->klass);
  ADD2(caps, t1, around);
  ADD2(caps, w->klass, p1->form.letter_case);
  if (!w->rare) return count;
  ADD(w->form.suffix[0], caps);
  ADD(w->form.suffix[1], caps);
  ADD(w->form.suffix[2], 0);
  ADD(w->form.suffix[3], 0);
  ADD(w->form.suffix[1], t1);
  ADD(w->form.suffix[2], t1);
  ADD2(w->form.suffix[1], n1->klass, 0);
  ADD(w->form.prefix[0], 0);
  ADD(w->form.prefix[1], w->form.digits);
  ADD(w->form.prefix[2], 0);
  ADD(w->form.shape, first);
  ADD(w->form.shape, t1);
  ADD(w->form.norm, 0);
  ADD(w->form.norm, t1);
  return count;
}

/* The list of a feature, or NULL. */
static const uint8_t *list_of(const quoth__weights *w, uint32_t feature) {
  uint32_t check = feature >> 20;
  for (uint32_t i = feature & w->mask;; i = (i + 1) & w->mask) {
    uint32_t slot = w->slots[i];
    if (slot == 0) return NULL;
    if (slot >> 20 == check) return w->lists + (slot & 0xFFFFF) * (size_t)4;
  }
}

/* In three rounds, each of which fetches from memory for the next. */
static uint32_t best_tag(const quoth__tagger *tagger, const uint32_t *features,
                         uint32_t count) {
  int32_t score[256];
  const uint8_t *lists[QUOTH__TAG_FEATURES];
  const quoth__weights *w = &tagger->weights;
  for (uint32_t i = 0; i < count; i++)
    __builtin_prefetch(&w->slots[features[i] & w->mask]);
  memset(score, 0, tagger->n_tags * sizeof *score);
  uint32_t n = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t *list = list_of(w, features[i]);
    if (!list) continue;
    __builtin_prefetch(list);
    lists[n++] = list;
  }
  for (uint32_t i = 0; i < n; i++) {
    const uint8_t *list = lists[i];
    uint32_t pairs = *list++;
    for (; pairs; pairs--, list += 2) score[list[0]] += (int8_t)list[1];
  }
  uint32_t best = 0;
  for (uint32_t t = 1; t < tagger->n_tags; t++)
    if (score[t] > score[best]) best = t;
  return best;
}

void quoth__tagger_run(const quoth__tagger *tagger,
                       const quoth__entry *const *words, uint32_t n,
                       uint8_t *tags) {
  uint32_t features[QUOTH__TAG_FEATURES];
  uint32_t mode = quoth__tagger_mode(words, n);
  uint32_t t1 = QUOTH__TAG_NONE, t2 = QUOTH__TAG_NONE;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t tag = words[i]->tag;
    if (tag == QUOTH__TAG_NONE) {
      uint32_t count =
          quoth__tagger_features(words, n, i, t1, t2, mode, features);
      tag = best_tag(tagger, features, count);
    }
    tags[i] = (uint8_t)tag;
    t2 = t1;
    t1 = tag;
  }
}
