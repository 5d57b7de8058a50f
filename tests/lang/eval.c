/* SPDX-License-Identifier: MIT */
/*
 * Measure the language model on a treebank:
 *   lang-eval MODEL FILE.conllu ...
 * First over the treebank's own words, then over the tokens that Quoth makes of
 * its text, aligned by bytes: those that are one or more whole gold words are
 * scored, by the word that stands for the token (docs/lang.md).
 */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lang/analysis.h"
#include "lang/split.h"
#include "lang/train/train.h"

typedef struct tally {
  uint32_t n, upos, xpos, lemma, uas, las, plain;
  uint32_t gold_lemma; /* with the gold tags */
  uint32_t tokens; /* of Quoth, whole gold words or not */
} tally;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* "nsubj" of "nsubj:pass". */
static bool same_main(const char *a, const char *b) {
  size_t n = strcspn(a, ":");
  return n == strcspn(b, ":") && memcmp(a, b, n) == 0;
}

/* ---- The treebank's words -------------------------------------------------- */

/* All words of a treebank side by side, as the tagger and parser take them. */
typedef struct flat {
  const quoth__entry **at;
  uint8_t *tags, *deps;
  uint32_t *heads, n;
} flat;

static flat lay_out(const quoth_model *m, const treebank *bank) {
  flat f = {.n = bank->n_words};
  quoth__entry *entries = need(f.n * sizeof *entries);
  f.at = need(f.n * sizeof *f.at);
  f.tags = need(f.n);
  f.deps = need(f.n);
  f.heads = need(f.n * sizeof *f.heads);
  uint32_t k = 0;
  for (uint32_t i = 0; i < bank->n; i++)
    for (uint32_t w = 0; w < bank->list[i].n; w++, k++) {
      quoth__words_look(&m->tagger.words, bank->list[i].words[w].form,
                        bank->list[i].words[w].form_len, &entries[k]);
      f.at[k] = &entries[k];
    }
  return f;
}

static void tag_all(const quoth_model *m, const treebank *bank, flat *f) {
  for (uint32_t i = 0, k = 0; i < bank->n; k += bank->list[i++].n)
    quoth__tagger_run(&m->tagger, f->at + k, bank->list[i].n, f->tags + k);
}

static void parse_all(const quoth_model *m, const treebank *bank, flat *f) {
  quoth__parser_room room = {.mem = quoth__mem_from(NULL)};
  for (uint32_t i = 0, k = 0; i < bank->n; k += bank->list[i++].n)
    if (quoth__parser_run(&m->network, m->kernel, &room, f->at + k,
                          f->tags + k, bank->list[i].n, f->heads + k,
                          f->deps + k) != QUOTH_OK)
      die("out of memory");
  quoth__parser_done(&room);
}

/* The model's tag of a gold pair; the first of that UPOS when it has none. */
static uint32_t tag_of(const quoth_model *m, const labels *names,
                       const word *w) {
  uint32_t near = 0, n = m->tagger.n_tags;
  for (uint32_t t = n; t-- > 0;) {
    if (strcmp(m->upos[m->tags[2 * t]], names->upos.name[w->upos]) != 0)
      continue;
    near = t;
    if (!strcmp(m->xpos[m->tags[2 * t + 1]], names->xpos.name[w->xpos]))
      return t;
  }
  return near;
}

static bool has_lemma(const quoth_model *m, const word *w, uint32_t tag) {
  char lemma[QUOTH__LEMMA_MAX];
  quoth__lemma_find(&m->lemmas, w->form, w->form_len, tag,
                    (quoth__inflection)m->inflection[tag], lemma);
  return strcmp(lemma, w->lemma) == 0;
}

static void score_word(const quoth_model *m, const labels *names,
                       const word *w, uint32_t n, const flat *f, uint32_t k,
                       tally *sum) {
  uint32_t tag = f->tags[k];
  const char *gold = names->deprel.name[w->deprel];
  const char *dep = m->labels[f->deps[k]];
  sum->n++;
  sum->gold_lemma += has_lemma(m, w, tag_of(m, names, w));
  sum->upos += !strcmp(m->upos[m->tags[2 * tag]], names->upos.name[w->upos]);
  sum->xpos +=
      !strcmp(m->xpos[m->tags[2 * tag + 1]], names->xpos.name[w->xpos]);
  sum->lemma += has_lemma(m, w, tag);
  if (f->heads[k] != (w->head ? w->head - 1 : n)) return;
  sum->uas++;
  sum->las += !strcmp(dep, gold);
  sum->plain += same_main(dep, gold);
}

static double share(uint32_t part, uint32_t all) {
  return all ? 100.0 * part / all : 0;
}

static void print(const char *name, const tally *t) {
  printf("%-24s %6u  UPOS %.2f  XPOS %.2f  lemma %.2f  UAS %.2f  LAS %.2f "
         "(without subtypes %.2f)\n",
         name, t->n, share(t->upos, t->n), share(t->xpos, t->n),
         share(t->lemma, t->n), share(t->uas, t->n), share(t->las, t->n),
         share(t->plain, t->n));
}

/* Best of five runs, in seconds of the processor. */
static double fastest(void (*run)(const quoth_model *, const treebank *,
                                  flat *),
                      const quoth_model *m, const treebank *bank, flat *f) {
  double best = 1e9;
  for (int i = 0; i < 5; i++) {
    double start = now();
    run(m, bank, f);
    double took = now() - start;
    if (took < best) best = took;
  }
  return best;
}

static tally score_words(const quoth_model *m, const labels *names,
                         const treebank *bank, const char *title) {
  tally sum = {0};
  flat f = lay_out(m, bank);
  double tag = fastest(tag_all, m, bank, &f);
  double parse = fastest(parse_all, m, bank, &f);
  for (uint32_t i = 0, k = 0; i < bank->n; i++)
    for (uint32_t w = 0; w < bank->list[i].n; w++, k++)
      score_word(m, names, &bank->list[i].words[w], bank->list[i].n, &f, k,
                 &sum);
  print(title, &sum);
  printf("  lemma with gold tags %.2f; tagger %.2f M words/s, parser %.0f k "
         "words/s\n",
         share(sum.gold_lemma, sum.n), f.n / tag / 1e6, f.n / parse / 1e3);
  return sum;
}

/* ---- Quoth's tokens --------------------------------------------------------- */

/* The text of a sentence, and where each gold word stands in it. */
static char *spell(const sentence *s, uint32_t *starts, uint32_t *size) {
  uint32_t len = 0;
  for (uint32_t i = 0; i < s->n; i++) len += s->words[i].form_len + 1;
  char *text = need(len + 1);
  len = 0;
  for (uint32_t i = 0; i < s->n; i++) {
    starts[i] = len;
    memcpy(text + len, s->words[i].form, s->words[i].form_len);
    len += s->words[i].form_len;
    if (s->words[i].space_after && i + 1 < s->n) text[len++] = ' ';
  }
  *size = len;
  return text;
}

/* Whether a byte is where a gold word starts, or just behind one. */
static bool is_edge(const sentence *s, const uint32_t *starts, uint32_t byte) {
  for (uint32_t i = 0; i < s->n; i++)
    if (starts[i] == byte || starts[i] + s->words[i].form_len == byte)
      return true;
  return false;
}

/* The gold word that stands for the bytes of a token. */
static uint32_t gold_of(const sentence *s, const uint32_t *starts,
                        const char *text, quoth_span span) {
  quoth__split split;
  quoth__split_token(text + span.start, span.end - span.start, &split);
  uint32_t byte = span.start + split.parts[split.main].start, i = 0;
  while (i + 1 < s->n && starts[i + 1] <= byte) i++;
  return i;
}

static void score_token(quoth__analysis *a, const labels *names,
                        const sentence *s, const uint32_t *golds, uint32_t t,
                        uint32_t n, tally *sum) {
  uint32_t g = golds[t];
  const word *w = &s->words[g];
  /* Up, while the gold head belongs to the same token. */
  while (w->head && golds[t] != QUOTH_NONE) {
    uint32_t head = w->head - 1;
    bool inside = t + 1 < n ? head >= g && head < golds[t + 1] && head != g
                            : head > g;
    if (!inside) break;
    g = head;
    w = &s->words[g];
  }
  sum->n++;
  sum->upos += !strcmp(quoth__analysis_get(a, QUOTH_LAYER_POS, t),
                       names->upos.name[s->words[golds[t]].upos]);
  sum->xpos += !strcmp(quoth__analysis_get(a, QUOTH_LAYER_TAG, t),
                       names->xpos.name[s->words[golds[t]].xpos]);
  sum->lemma += !strcmp(quoth__analysis_get(a, QUOTH_LAYER_LEMMA, t),
                        s->words[golds[t]].lemma);
  const char *dep = quoth__analysis_get(a, QUOTH_LAYER_DEP, t);
  const char *gold = names->deprel.name[w->deprel];
  uint32_t head = quoth__analysis_head(a, t), right = QUOTH_NONE;
  for (uint32_t k = 0; w->head && k < n; k++)
    if (golds[k] <= w->head - 1) right = k;
  if (head != right) return;
  sum->uas++;
  sum->las += !strcmp(dep, gold);
  sum->plain += same_main(dep, gold);
}

static void score_own(quoth__analysis *a, const quoth_model *m,
                      const labels *names, const sentence *s, tally *sum) {
  uint32_t *starts = need(s->n * sizeof *starts), size, n;
  char *text = spell(s, starts, &size);
  quoth_doc *doc;
  if (quoth_doc_new(text, size, &(quoth_doc_options){.lang = "en"}, &doc) !=
      QUOTH_OK)
    die("out of memory");
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  uint32_t *golds = need((n + 1) * sizeof *golds);
  for (uint32_t t = 0; t < n; t++)
    golds[t] = gold_of(s, starts, text, tokens[t].span);
  quoth__analysis_open(a, m, doc);
  for (uint32_t t = 0; t < n; t++) {
    sum->tokens++;
    if (is_edge(s, starts, tokens[t].span.start) &&
        is_edge(s, starts, tokens[t].span.end))
      score_token(a, names, s, golds, t, n, sum);
  }
  quoth_doc_free(doc);
  free(golds);
  free(starts);
  free(text);
}

static tally score_tokens(const quoth_model *m, const labels *names,
                          const treebank *bank, const char *title) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__analysis *a;
  tally sum = {0};
  if (quoth__analysis_new(&mem, &a) != QUOTH_OK) die("out of memory");
  for (uint32_t i = 0; i < bank->n; i++)
    score_own(a, m, names, &bank->list[i], &sum);
  print(title, &sum);
  printf("  %.2f %% of %u tokens are whole gold words\n",
         share(sum.n, sum.tokens), sum.tokens);
  quoth__analysis_free(a);
  return sum;
}

/* ---- Floors ------------------------------------------------------------------ */

static int under(const char *what, uint32_t part, uint32_t all, double floor) {
  if (share(part, all) >= floor) return 0;
  printf("  %s is below %.1f\n", what, floor);
  return 1;
}

/* What the committed model must reach; the number of figures below. */
static int check_floors(const char *name, const tally *words,
                        const tally *tokens) {
  if (strncmp(name, "ewt-dev", 7) == 0)
    return under("UPOS of tokens", tokens->upos, tokens->n, 95.0) +
           under("lemma", words->gold_lemma, words->n, 98.0) +
           under("UAS", words->uas, words->n, 87.5) +
           under("LAS", words->las, words->n, 84.0);
  if (strncmp(name, "gum-dev", 7) == 0)
    return under("UPOS of tokens", tokens->upos, tokens->n, 96.0) +
           under("UAS", words->uas, words->n, 87.3) +
           under("LAS", words->las, words->n, 84.3);
  return 0;
}

int main(int argc, char **argv) {
  quoth_model *model;
  quoth_error error;
  int low = 0;
  if (argc < 3) die("usage: lang-eval MODEL FILE.conllu ...");
  if (quoth_model_open(argv[1], NULL, &model, &error) != QUOTH_OK)
    die("%s", error.message);
  for (int i = 2; i < argc; i++) {
    labels names = {0};
    treebank bank = {0};
    char title[64];
    const char *base = strrchr(argv[i], '/');
    base = base ? base + 1 : argv[i];
    treebank_read(argv[i], &names, &bank);
    snprintf(title, sizeof title, "%.20s words", base);
    tally words = score_words(model, &names, &bank, title);
    snprintf(title, sizeof title, "%.20s tokens", base);
    tally tokens = score_tokens(model, &names, &bank, title);
    low += check_floors(base, &words, &tokens);
  }
  quoth_model_free(model);
  return low != 0;
}
