/* SPDX-License-Identifier: MIT */
/* The tag set, and what tags each word of the training text has. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "lang/train/tags.h"

enum {
  MIN_PAIR = 3,    /* a pair of UPOS and XPOS seen more rarely is a slip */
  MIN_WORD = 2,    /* hapaxes stay unknown, to train unknown words on */
  MIN_CLASS = 4,   /* words rarer are of the class of their commonest tag */
  MIN_ONLY = 12,   /* words with one tag that often need no tagger */
  RARE = 40,       /* words rarer get features of affixes */
};

static uint32_t pair_of(const word *w) { return w->upos * 256u + w->xpos; }

static uint32_t tag_of(const tagset *set, const word *w) {
  for (uint32_t t = 0; t < set->n; t++)
    if (set->upos[t] == w->upos && set->xpos[t] == w->xpos) return t;
  for (uint32_t t = 0; t < set->n; t++)
    if (set->upos[t] == w->upos) return t;
  return 0;
}

static int by_count(const void *a, const void *b) {
  const uint32_t *x = a, *y = b;
  if (x[0] != y[0]) return x[0] < y[0] ? 1 : -1;
  return x[1] < y[1] ? -1 : x[1] > y[1];
}

void tagset_build(tagset *set, const labels *labels, treebank *bank) {
  uint32_t(*pairs)[2] = need(65536 * sizeof *pairs);
  if (labels->upos.n > 255 || labels->xpos.n > 255) die("too many tags");
  for (uint32_t p = 0; p < 65536; p++) pairs[p][1] = p;
  for (uint32_t i = 0; i < bank->n; i++)
    for (uint32_t k = 0; k < bank->list[i].n; k++)
      pairs[pair_of(&bank->list[i].words[k])][0]++;
  qsort(pairs, 65536, sizeof *pairs, by_count);
  for (uint32_t p = 0; p < QUOTH__TAG_MAX && pairs[p][0] >= MIN_PAIR; p++) {
    set->upos[set->n] = (uint8_t)(pairs[p][1] / 256);
    set->xpos[set->n++] = (uint8_t)(pairs[p][1] % 256);
  }
  free(pairs);
  tagset_apply(set, bank);
}

void tagset_apply(const tagset *set, treebank *bank) {
  for (uint32_t i = 0; i < bank->n; i++)
    for (uint32_t k = 0; k < bank->list[i].n; k++) {
      word *w = &bank->list[i].words[k];
      w->tag = (uint16_t)tag_of(set, w);
    }
}

/* Write the tags of a word that matter as a string, commonest first. */
static uint32_t tag_string(const uint32_t *counts, uint64_t total, bool all,
                           char out[256]) {
  uint32_t best = 0, n = 0;
  for (uint32_t t = 1; t < 256; t++)
    if (counts[t] > counts[best]) best = t;
  out[n++] = (char)best;
  for (uint32_t t = 0; all && t < 256; t++)
    if (t != best && counts[t] * UINT64_C(50) > total && counts[t] > 1)
      out[n++] = (char)t;
  return n;
}

typedef struct collection {
  names words;
  uint32_t (*counts)[256];
} collection;

static void collect(collection *c, const treebank *bank, const uint32_t *ids,
                    uint32_t n) {
  char norm[QUOTH__FORM_MAX];
  uint32_t cap = 0;
  for (uint32_t i = 0; i < n; i++) {
    const sentence *s = &bank->list[ids[i]];
    for (uint32_t k = 0; k < s->n; k++) {
      uint32_t len =
          quoth__form_norm(s->words[k].form, s->words[k].form_len, norm);
      uint32_t id = names_add(&c->words, norm, len);
      if (id >= cap) {
        uint32_t more = cap ? cap * 2 : 4096;
        c->counts = grow(c->counts, more * sizeof *c->counts);
        memset(c->counts + cap, 0, (more - cap) * sizeof *c->counts);
        cap = more;
      }
      c->counts[id][s->words[k].tag]++;
    }
  }
}

static uint32_t class_string(const collection *c, uint32_t id, bool all,
                             char out[256]) {
  return tag_string(c->counts[id], c->words.count[id],
                    all && c->words.count[id] >= MIN_CLASS, out);
}

/* Classes that at least two words share; the others are cut to their head. */
static void classify(const collection *c, names *seen, uint16_t *klass) {
  char tags[256];
  names shared = {0};
  for (uint32_t id = 0; id < c->words.n; id++)
    if (c->words.count[id] >= MIN_WORD)
      names_add(seen, tags, class_string(c, id, true, tags));
  for (uint32_t id = 0; id < c->words.n; id++) {
    if (c->words.count[id] < MIN_WORD) continue;
    uint32_t n = class_string(c, id, true, tags);
    if (seen->count[names_find(seen, tags, n)] < 2 && c->words.count[id] < 50)
      n = class_string(c, id, false, tags);
    uint32_t at = names_add(&shared, tags, n);
    if (at + 8 >= QUOTH__CLASS_UNKNOWN) at = 0;
    klass[id] = (uint16_t)(at + 8);
  }
}

static uint8_t only_tag(const uint32_t *counts, uint64_t total) {
  for (uint32_t t = 0; t < 256; t++)
    if (total >= MIN_ONLY && counts[t] * UINT64_C(1000) >= total * 998)
      return (uint8_t)t;
  return QUOTH__TAG_NONE;
}

static void place_word(lexicon *lex, const collection *c, uint32_t id,
                       uint16_t klass) {
  uint32_t norm = quoth__hash(c->words.name[id], c->words.len[id]);
  uint32_t i = norm & (lex->n_slots - 1);
  for (; lex->slots[i].word; i = (i + 1) & (lex->n_slots - 1))
    if (lex->slots[i].norm == norm) return;
  lex->slots[i] = (quoth__lexeme){
    .norm = norm, .word = (uint16_t)++lex->n_words, .klass = klass,
    .tag = only_tag(c->counts[id], c->words.count[id]),
    .rare = c->words.count[id] < RARE,
  };
}

void lexicon_build(lexicon *lex, const treebank *bank, const uint32_t *ids,
                   uint32_t n) {
  collection c = {0};
  names seen = {0};
  collect(&c, bank, ids, n);
  uint16_t *klass = need(c.words.n * sizeof *klass);
  classify(&c, &seen, klass);
  lex->n_words = 0;
  lex->n_slots = 1024;
  while (lex->n_slots < c.words.n) lex->n_slots *= 2;
  lex->slots = need(lex->n_slots * sizeof *lex->slots);
  for (uint32_t id = 0; id < c.words.n; id++)
    if (c.words.count[id] >= MIN_WORD) place_word(lex, &c, id, klass[id]);
  free(c.counts);
  free(klass);
}
