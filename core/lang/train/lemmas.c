/* SPDX-License-Identifier: MIT */
#include "lang/train/lemmas.h"

#include <stdlib.h>
#include <string.h>

quoth__lemmas lemmas_of(const lemma_table *table) {
  return (quoth__lemmas){table->slots, table->n_slots - 1, table->strings};
}

quoth__inflection inflection_of(const labels *labels, const tagset *set,
                                uint32_t tag) {
  return quoth__lemma_inflection(labels->upos.name[set->upos[tag]],
                                 labels->xpos.name[set->xpos[tag]]);
}

static void put(lemma_table *table, uint32_t key, uint32_t place) {
  uint32_t i = key & (table->n_slots - 1);
  for (; table->slots[i].key; i = (i + 1) & (table->n_slots - 1))
    if (table->slots[i].key == key) return;
  table->slots[i] = (quoth__lemma_slot){key, place};
  if (++table->n * 4 > table->n_slots * 3) die("too many lemmas");
}

static uint32_t add_string(lemma_table *table, names *strings, const char *s) {
  uint32_t before = strings->n;
  uint32_t id = names_add(strings, s, strlen(s));
  if (id < before) return (uint32_t)strings->count[id] >> 8;
  uint32_t place = table->size, n = (uint32_t)strlen(s) + 1;
  table->strings = grow(table->strings, table->size + n);
  memcpy(table->strings + place, s, n);
  table->size += n;
  /* The count's upper bits remember the place; seen at most 255 times. */
  strings->count[id] = (uint64_t)place << 8;
  return place;
}

/* Lemmas of each form and tag, counted: "form\ttag\tlemma". */
static void count_lemmas(const treebank *bank, names *pairs, names *triples,
                         names *bases, const labels *labels) {
  char norm[QUOTH__FORM_MAX], text[512];
  for (uint32_t i = 0; i < bank->n; i++)
    for (uint32_t k = 0; k < bank->list[i].n; k++) {
      const word *w = &bank->list[i].words[k];
      uint32_t n = quoth__form_norm(w->form, w->form_len, norm);
      const char *upos = labels->upos.name[w->upos];
      if (strcmp(upos, "VERB") == 0 || strcmp(upos, "AUX") == 0)
        names_add(bases, w->lemma, w->lemma_len);
      if (w->lemma_len >= QUOTH__FORM_MAX || strcmp(w->lemma, "_") == 0)
        continue;
      int len = snprintf(text, sizeof text, "%.*s\t%u", (int)n, norm, w->tag);
      names_add(pairs, text, (size_t)len);
      len += snprintf(text + len, sizeof text - (size_t)len, "\t%s", w->lemma);
      names_add(triples, text, (size_t)len);
    }
}

/* Names keep their case: how the form is written says more than the table. */
static bool is_cased(const char *lemma) {
  for (; *lemma; lemma++)
    if (*lemma >= 'A' && *lemma <= 'Z') return true;
  return false;
}

void lemmas_build(lemma_table *table, const treebank *bank,
                  const labels *labels, const tagset *set) {
  names pairs = {0}, triples = {0}, bases = {0}, strings = {0};
  count_lemmas(bank, &pairs, &triples, &bases, labels);
  table->n_slots = 32768;
  table->slots = need(table->n_slots * sizeof *table->slots);
  add_string(table, &strings, "");
  for (uint32_t b = 0; b < bases.n; b++)
    put(table, quoth__lemma_key(bases.name[b], bases.len[b], QUOTH__LEMMA_BASE),
        0);
  for (uint32_t i = 0; i < triples.n; i++) {
    char *form = triples.name[i], *tag = strchr(form, '\t');
    char *lemma = strchr(tag + 1, '\t') + 1;
    uint32_t pair = names_find(&pairs, form, (size_t)(lemma - 1 - form));
    if (triples.count[i] * 2 <= pairs.count[pair]) continue;
    uint32_t t = (uint32_t)atoi(tag + 1), n = (uint32_t)(tag - form);
    quoth__inflection inflection = inflection_of(labels, set, t);
    bool name = inflection == QUOTH__INFLECT_NAME ||
                inflection == QUOTH__INFLECT_NAMES;
    char out[QUOTH__LEMMA_MAX];
    quoth__lemmas now = lemmas_of(table);
    quoth__lemma_find(&now, form, n, t, inflection, out);
    if (strcmp(out, lemma) == 0 || (name && is_cased(lemma))) continue;
    if (name && triples.count[i] < 2) continue;
    put(table, quoth__lemma_key(form, n, t), add_string(table, &strings, lemma));
  }
}
