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

/* The number tells which question was asked; models are trained on these. */
#define ADD(number, a, b) (out[count++] = quoth__mix((a) + (number), (b)))
#define ADD2(number, a, b, c) ADD(number, quoth__mix((a), (c)), (b))

/* What suffixes, prefixes and shape tell of words that are rare. */
static uint32_t rare_features(const quoth__entry *w, uint32_t n1_class,
                              uint32_t caps, uint32_t first, uint32_t *out) {
  uint32_t count = 0;
  ADD(23, w->form.suffix[0], caps);
  ADD(24, w->form.suffix[1], caps);
  ADD(25, w->form.suffix[2], 0);
  ADD(26, w->form.suffix[3], 0);
  ADD2(29, w->form.suffix[1], n1_class, 0);
  ADD(30, w->form.prefix[0], 0);
  ADD(31, w->form.prefix[1], w->form.digits);
  ADD(32, w->form.prefix[2], 0);
  ADD(33, w->form.shape, first);
  ADD(35, w->form.norm, 0);
  return count;
}

uint32_t quoth__tagger_first(const quoth__entry *const *words, uint32_t n,
                             uint32_t i, uint32_t mode,
                             quoth__tag_context *at, uint32_t *out) {
  const quoth__entry *w = words[i];
  const quoth__entry *p1 = word_at(words, n, i - 1);
  const quoth__entry *p2 = word_at(words, n, i - 2);
  const quoth__entry *n1 = word_at(words, n, i + 1);
  const quoth__entry *n2 = word_at(words, n, i + 2);
  uint32_t first = w->form.letter_case > 1 && opens(words, i);
  uint32_t caps = w->form.letter_case * 8u + first * 4 + mode;
  uint32_t count = 0;
  *at = (quoth__tag_context){w, p1, n1, caps};
  ADD(0, w->key, 0);
  ADD(1, w->key, caps);
  ADD(3, w->key, p1->key);
  ADD(4, w->key, n1->key);
  ADD(6, w->key, n1->klass);
  ADD(10, p2->key, 0);
  ADD(12, n1->key, 0);
  ADD(13, n2->key, 0);
  ADD2(16, w->klass, n1->klass, n2->klass);
  ADD2(18, n1->klass, n2->klass, 0);
  ADD2(19, p1->key, n1->key, 0);
  ADD2(20, w->key, p1->klass, p2->klass);
  ADD2(22, caps, w->klass, p1->form.letter_case);
  if (w->rare) count += rare_features(w, n1->klass, caps, first, out + count);
  return count;
}

uint32_t quoth__tagger_second(const quoth__tag_context *at, uint32_t t1,
                              uint32_t t2, uint32_t *out) {
  const quoth__entry *w = at->word, *n1 = at->next;
  uint32_t tags = t1 << 8 | t2, count = 0;
  ADD(2, w->key, t1 + 1);
  ADD(5, w->key, tags);
  ADD(7, t1, 0);
  ADD(8, tags, 0);
  ADD(9, at->before->key, t2);
  ADD(11, n1->key, t1);
  ADD2(14, w->klass, t1, n1->klass);
  ADD2(15, tags, w->klass, 0);
  ADD2(17, t1, n1->klass, 0);
  ADD2(21, at->caps, t1, n1->form.letter_case);
  if (!w->rare) return count;
  ADD(27, w->form.suffix[1], t1);
  ADD(28, w->form.suffix[2], t1);
  ADD(34, w->form.shape, t1);
  ADD(36, w->form.norm, t1);
  return count;
}

static void fetch_slots(const quoth__weights *w, const uint32_t *features,
                        uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    __builtin_prefetch(quoth__bucket(w->slots, w->mask, features[i]));
}

/* Which slots of a bucket have this check, and which are empty, as bits. */
#if defined(__SSE2__)
#include <emmintrin.h>

static uint32_t bits_of(__m128i low, __m128i high) {
  __m128i words = _mm_packs_epi32(low, high);
  return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(words, words)) & 0xFF;
}

static uint32_t compare(const uint32_t *bucket, uint32_t check,
                        uint32_t *empty) {
  const __m128i zero = _mm_setzero_si128();
  const __m128i want = _mm_set1_epi32((int)check);
  __m128i a = _mm_loadu_si128((const __m128i *)bucket);
  __m128i b = _mm_loadu_si128((const __m128i *)(bucket + 4));
  *empty = bits_of(_mm_cmpeq_epi32(a, zero), _mm_cmpeq_epi32(b, zero));
  return bits_of(_mm_cmpeq_epi32(_mm_srli_epi32(a, 20), want),
                 _mm_cmpeq_epi32(_mm_srli_epi32(b, 20), want));
}
#else
static uint32_t compare(const uint32_t *bucket, uint32_t check,
                        uint32_t *empty) {
  uint32_t same = 0;
  *empty = 0;
  for (uint32_t k = 0; k < QUOTH__TAG_BUCKET; k++) {
    *empty |= (uint32_t)(bucket[k] == 0) << k;
    same |= (uint32_t)(bucket[k] >> 20 == check) << k;
  }
  return same;
}
#endif

/* The list of a feature, or NULL. Only a full bucket overflows to the next. */
static const uint8_t *list_of(const quoth__weights *w, uint32_t feature) {
  uint32_t check = feature >> 20, empty;
  for (;; feature++) {
    const uint32_t *bucket = quoth__bucket(w->slots, w->mask, feature);
    uint32_t same = compare(bucket, check, &empty) & ~empty;
    if (same)
      return w->lists + (bucket[__builtin_ctz(same)] & 0xFFFFF) * (size_t)4;
    if (empty) return NULL;
  }
}

enum {
  LANES = 16,
  SCORES = 256,
  UNIT = 256, /* a score stands above the number of its tag, counted down */
};

static void start_scores(int32_t *scores, uint32_t n_tags) {
  for (uint32_t t = 0; t < n_tags; t++) scores[t] = (int32_t)(UNIT - 1 - t);
  for (uint32_t t = n_tags; t % LANES; t++) scores[t] = INT32_MIN;
}

/* The highest score, and of equal ones the first; so written that compilers
 * make vectors of it. */
static uint32_t highest(const int32_t *scores, uint32_t n_tags) {
  int32_t most[LANES];
  memcpy(most, scores, sizeof most);
  for (uint32_t t = LANES; t < n_tags; t += LANES)
    for (uint32_t k = 0; k < LANES; k++) {
      int32_t score = scores[t + k];
      most[k] = score > most[k] ? score : most[k];
    }
  int32_t best = most[0];
  for (uint32_t k = 1; k < LANES; k++) best = most[k] > best ? most[k] : best;
  return UNIT - 1 - (uint32_t)best % UNIT;
}

/* Each round fetches from memory for the next. */
static uint32_t best_tag(const quoth__tagger *tagger, const int32_t *start,
                         const uint32_t *features, uint32_t count) {
  int32_t scores[SCORES];
  const uint8_t *lists[QUOTH__TAG_FEATURES];
  uint32_t n = 0;
  for (uint32_t i = 0; i < count; i++) {
    const uint8_t *list = list_of(&tagger->weights, features[i]);
    if (!list) continue;
    __builtin_prefetch(list);
    lists[n++] = list;
  }
  memcpy(scores, start, sizeof scores);
  for (uint32_t i = 0; i < n; i++) {
    const uint8_t *list = lists[i];
    uint32_t pairs = *list++;
    for (; pairs; pairs--, list += 2)
      scores[list[0]] += (int8_t)list[1] * UNIT;
  }
  return highest(scores, tagger->n_tags);
}

/* The features of one word, begun before its turn. */
typedef struct ahead {
  quoth__tag_context context;
  uint32_t count, features[QUOTH__TAG_FEATURES];
} ahead;

static void look_ahead(const quoth__tagger *tagger,
                       const quoth__entry *const *words, uint32_t n, uint32_t i,
                       uint32_t mode, ahead *out) {
  if (i >= n || words[i]->tag != QUOTH__TAG_NONE) return;
  out->count = quoth__tagger_first(words, n, i, mode, &out->context,
                                   out->features);
  fetch_slots(&tagger->weights, out->features, out->count);
}

void quoth__tagger_run(const quoth__tagger *tagger,
                       const quoth__entry *const *words, uint32_t n,
                       uint8_t *tags) {
  ahead two[2];
  int32_t start[SCORES];
  uint32_t mode = quoth__tagger_mode(words, n);
  uint32_t t1 = QUOTH__TAG_NONE, t2 = QUOTH__TAG_NONE;
  start_scores(start, tagger->n_tags);
  look_ahead(tagger, words, n, 0, mode, &two[0]);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t tag = words[i]->tag;
    look_ahead(tagger, words, n, i + 1, mode, &two[(i + 1) % 2]);
    if (tag == QUOTH__TAG_NONE) {
      ahead *at = &two[i % 2];
      uint32_t more = quoth__tagger_second(&at->context, t1, t2,
                                           at->features + at->count);
      fetch_slots(&tagger->weights, at->features + at->count, more);
      tag = best_tag(tagger, start, at->features, at->count + more);
    }
    tags[i] = (uint8_t)tag;
    t2 = t1;
    t1 = tag;
  }
}
