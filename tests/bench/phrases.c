/* SPDX-License-Identifier: MIT */
/*
 * Phrases over news: 10,000 and 100,000 n-grams of other places of the same
 * texts, found by a lexicon, by Vectorscan, and by an Aho-Corasick automaton in
 * its fastest textbook form (a table of all transitions over byte classes).
 * Case makes no difference to any of them. The lexicon finds whole words, the
 * longest at each place; the others find every occurrence.
 */
#define _GNU_SOURCE
#include "bench.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/match.h"
#include "match/vocab.h"

enum { MAX_DOCS = 4000, DOC_BYTES = 5000, MAX_PHRASES = 100000 };

struct corpus {
  const quoth_doc *docs[MAX_DOCS];
  const char *texts[MAX_DOCS];
  size_t lens[MAX_DOCS];
  uint32_t n_docs;
  uint64_t n_bytes;
};

static char *phrases[MAX_PHRASES];
static uint32_t n_phrases;

static void check(int status, const char *what) {
  if (!status) return;
  fprintf(stderr, "phrases: %s: %d\n", what, status);
  exit(1);
}

static uint64_t seed = 11;

static uint32_t below(uint32_t n) { /* SplitMix64 */
  uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return (uint32_t)((z ^ z >> 31) % n);
}

static void split(struct corpus *c, const char *text, size_t len) {
  while (len && c->n_docs < MAX_DOCS) {
    const char *end =
        len > DOC_BYTES ? strstr(text + DOC_BYTES, "\n\n") : NULL;
    size_t size = end ? (size_t)(end - text) + 2 : len;
    quoth_doc *doc;
    quoth_doc_options options = {.lang = "en"};
    check(quoth_doc_new(text, size, &options, &doc), "doc");
    c->docs[c->n_docs] = doc;
    c->texts[c->n_docs] = text;
    c->lens[c->n_docs++] = size;
    c->n_bytes += size;
    text += size;
    len -= size;
  }
}

/* ---- Phrases ----------------------------------------------------------- */

static bool is_plain(const quoth_type *t) {
  for (uint32_t i = 0; i < t->norm_len; i++)
    if (t->norm[i] < 'a' || t->norm[i] > 'z') return false;
  return t->norm_len < 30;
}

/* Two to four words of one place; NULL when something else stands there. */
static char *make_phrase(const struct corpus *c) {
  const quoth_doc *doc = c->docs[below(c->n_docs)];
  uint32_t count, n = 2 + below(3);
  const quoth_token *tokens = quoth_doc_tokens(doc, &count);
  char phrase[160] = "";
  if (count <= n) return NULL;
  uint32_t first = below(count - n);
  for (uint32_t i = 0; i < n; i++) {
    const quoth_type *t = quoth_doc_type(doc, tokens[first + i].type);
    if (!is_plain(t)) return NULL;
    if (i) strcat(phrase, " ");
    strcat(phrase, t->norm);
  }
  return strdup(phrase);
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Distinct ones; drawn until there are enough or nothing new comes. */
static void make_phrases(const struct corpus *c, uint32_t wanted) {
  n_phrases = 0;
  for (int rounds = 0; n_phrases < wanted && rounds < 50; rounds++) {
    while (n_phrases < wanted) {
      char *phrase = make_phrase(c);
      if (phrase) phrases[n_phrases++] = phrase;
    }
    qsort(phrases, n_phrases, sizeof *phrases, by_text);
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_phrases; i++)
      if (n && strcmp(phrases[n - 1], phrases[i]) == 0) free(phrases[i]);
      else phrases[n++] = phrases[i];
    n_phrases = n;
  }
}

static void free_phrases(void) {
  for (uint32_t i = 0; i < n_phrases; i++) free(phrases[i]);
}

/* ---- A lexicon --------------------------------------------------------- */

struct ours {
  const struct corpus *corpus;
  quoth__vocab *vocab;
  quoth__lexicon *lexicon;
  quoth__pattern *pattern;
  quoth__scan *scan;
  quoth__matcher *matcher;
  quoth__view *view;
};

static const quoth__lexicon *lexicon_of(void *ud, const char *name,
                                        size_t len) {
  (void)name, (void)len;
  return ((struct ours *)ud)->lexicon;
}

static void open_ours(struct ours *o) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__scope scope = {.ud = o, .lang = "en", .lexicon = lexicon_of};
  check(quoth__vocab_new(&mem, &o->vocab), "vocab");
  check(quoth__lexicon_new(o->vocab, "p", "en", &o->lexicon), "lexicon");
  for (uint32_t i = 0; i < n_phrases; i++)
    check(quoth__lexicon_add(o->lexicon, phrases[i], strlen(phrases[i]), NULL,
                             0, NULL), "entry");
  check(quoth__lexicon_finish(o->lexicon, NULL), "lexicon");
  check(quoth__pattern_new(o->vocab, "$p", 2, NULL, &scope, &o->pattern,
                           NULL), "pattern");
  quoth__scan_item item = {.pattern = o->pattern};
  check(quoth__scan_new(o->vocab, &item, 1, &o->scan, NULL), "scan");
  check(quoth__matcher_new(&mem, o->vocab, &o->matcher), "matcher");
  check(quoth__view_new(&mem, o->vocab, &o->view), "view");
}

static void close_ours(struct ours *o) {
  quoth__view_free(o->view);
  quoth__matcher_free(o->matcher);
  quoth__scan_free(o->scan);
  quoth__pattern_free(o->pattern);
  quoth__lexicon_free(o->lexicon);
  quoth__vocab_free(o->vocab);
}

static uint64_t match_one(struct ours *o, const quoth_doc *doc) {
  const quoth__hit *hits;
  uint32_t n;
  check(quoth__view_open(o->view, doc, NULL, NULL, 0, NULL), "view");
  check(quoth__scan_run(o->scan, o->matcher, o->view, &hits, &n), "run");
  return n;
}

static uint64_t run_ours(void *ud) {
  struct ours *o = ud;
  uint64_t n = 0;
  for (uint32_t i = 0; i < o->corpus->n_docs; i++)
    n += match_one(o, o->corpus->docs[i]);
  return n;
}

static uint64_t run_ours_from_text(void *ud) {
  struct ours *o = ud;
  const struct corpus *c = o->corpus;
  uint64_t n = 0;
  for (uint32_t i = 0; i < c->n_docs; i++) {
    quoth_doc *doc;
    quoth_doc_options options = {.lang = "en"};
    check(quoth_doc_new(c->texts[i], c->lens[i], &options, &doc), "doc");
    n += match_one(o, doc);
    quoth_doc_free(doc);
  }
  return n;
}

/* ---- Vectorscan -------------------------------------------------------- */

struct vectorscan {
  const struct corpus *corpus;
  hs_database_t *database;
  hs_scratch_t *scratch;
  uint64_t n;
};

static void open_vectorscan(struct vectorscan *v) {
  unsigned *flags = calloc(n_phrases, sizeof *flags);
  unsigned *ids = calloc(n_phrases, sizeof *ids);
  size_t *lens = calloc(n_phrases, sizeof *lens);
  hs_compile_error_t *error = NULL;
  for (uint32_t i = 0; i < n_phrases; i++) {
    flags[i] = HS_FLAG_CASELESS;
    ids[i] = i;
    lens[i] = strlen(phrases[i]);
  }
  check(hs_compile_lit_multi((const char *const *)phrases, flags, ids, lens,
                             n_phrases, HS_MODE_BLOCK, NULL, &v->database,
                             &error), "Vectorscan");
  check(hs_alloc_scratch(v->database, &v->scratch), "Vectorscan");
  free(flags), free(ids), free(lens);
}

static int count_match(unsigned id, unsigned long long from,
                       unsigned long long to, unsigned flags, void *ud) {
  (void)id, (void)from, (void)to, (void)flags;
  ++*(uint64_t *)ud;
  return 0;
}

static uint64_t run_vectorscan(void *ud) {
  struct vectorscan *v = ud;
  const struct corpus *c = v->corpus;
  v->n = 0;
  for (uint32_t i = 0; i < c->n_docs; i++)
    check(hs_scan(v->database, c->texts[i], (unsigned)c->lens[i], 0,
                  v->scratch, count_match, &v->n), "Vectorscan");
  return v->n;
}

/* ---- Aho-Corasick ------------------------------------------------------ */

struct automaton {
  const struct corpus *corpus;
  uint8_t class_of[256]; /* bytes of phrases, case folded; 0: none */
  uint32_t n_classes, n_states;
  uint32_t *next;  /* by state and class */
  uint32_t *count; /* phrases that end at a state */
};

static void classify(struct automaton *a) {
  for (uint32_t i = 0; i < n_phrases; i++)
    for (const char *c = phrases[i]; *c; c++) {
      uint8_t *class = &a->class_of[(unsigned char)*c];
      if (!*class) *class = (uint8_t)++a->n_classes;
    }
  a->n_classes++;
  for (int c = 'A'; c <= 'Z'; c++) a->class_of[c] = a->class_of[c + 32];
}

static void add_states(struct automaton *a) {
  a->n_states = 1;
  for (uint32_t i = 0; i < n_phrases; i++) {
    uint32_t state = 0;
    for (const char *c = phrases[i]; *c; c++) {
      uint32_t *to = &a->next[(size_t)state * a->n_classes +
                              a->class_of[(unsigned char)*c]];
      if (!*to) *to = a->n_states++;
      state = *to;
    }
    a->count[state]++;
  }
}

/* Breadth first: what is missing goes where the longest suffix goes. */
static void complete(struct automaton *a, uint32_t *fail, uint32_t *queue) {
  uint32_t head = 0, tail = 0, n = a->n_classes;
  for (uint32_t c = 0; c < n; c++)
    if (a->next[c]) queue[tail++] = a->next[c];
  while (head < tail) {
    uint32_t state = queue[head++];
    a->count[state] += a->count[fail[state]];
    for (uint32_t c = 0; c < n; c++) {
      uint32_t *to = &a->next[(size_t)state * n + c];
      uint32_t other = a->next[(size_t)fail[state] * n + c];
      if (*to) fail[*to] = other, queue[tail++] = *to;
      else *to = other;
    }
  }
}

static void open_automaton(struct automaton *a) {
  size_t most = 1;
  for (uint32_t i = 0; i < n_phrases; i++) most += strlen(phrases[i]);
  classify(a);
  a->next = calloc(most * a->n_classes, sizeof *a->next);
  a->count = calloc(most, sizeof *a->count);
  uint32_t *fail = calloc(most, sizeof *fail);
  uint32_t *queue = calloc(most, sizeof *queue);
  if (!a->next || !a->count || !fail || !queue) abort();
  add_states(a);
  complete(a, fail, queue);
  free(fail), free(queue);
}

static uint64_t run_automaton(void *ud) {
  const struct automaton *a = ud;
  const struct corpus *c = a->corpus;
  uint64_t n = 0;
  for (uint32_t i = 0; i < c->n_docs; i++) {
    uint32_t state = 0;
    const unsigned char *s = (const unsigned char *)c->texts[i];
    for (size_t k = 0; k < c->lens[i]; k++) {
      state = a->next[(size_t)state * a->n_classes + a->class_of[s[k]]];
      n += a->count[state];
    }
  }
  return n;
}

/* ---- The race ---------------------------------------------------------- */

static void report(uint32_t n, const char *who, double value,
                   const char *unit) {
  char metric[80];
  snprintf(metric, sizeof metric, "%u phrases: %s", n, who);
  bench_figure("phrases", metric, value, unit);
}

static void race(const struct corpus *corpus, uint32_t wanted) {
  struct ours ours = {.corpus = corpus};
  struct vectorscan vectorscan = {.corpus = corpus};
  struct automaton automaton = {.corpus = corpus};
  make_phrases(corpus, wanted);
  open_ours(&ours);
  open_vectorscan(&vectorscan);
  open_automaton(&automaton);
  struct bench_contestant c[] = {
      {"quoth, tokens at hand", run_ours, &ours, 0},
      {"quoth, from the text on", run_ours_from_text, &ours, 0},
      {"Vectorscan", run_vectorscan, &vectorscan, 0},
      {"Aho-Corasick", run_automaton, &automaton, 0},
  };
  bench_race(c, 4);
  double best = c[2].seconds < c[3].seconds ? c[2].seconds : c[3].seconds;
  for (size_t i = 0; i < 4; i++)
    report(n_phrases, c[i].name, (double)corpus->n_bytes / c[i].seconds / 1e6,
           "MB/s");
  report(n_phrases, "quoth, tokens at hand / best other",
         best / c[0].seconds, "times");
  report(n_phrases, "matches, quoth", (double)run_ours(&ours), "");
  report(n_phrases, "matches, others", (double)run_vectorscan(&vectorscan),
         "");
  if (run_vectorscan(&vectorscan) != run_automaton(&automaton))
    check(1, "Vectorscan and Aho-Corasick do not agree");
  hs_free_scratch(vectorscan.scratch);
  hs_free_database(vectorscan.database);
  free(automaton.next), free(automaton.count);
  close_ours(&ours);
  free_phrases();
}

void bench_phrases(void) {
  static struct corpus corpus;
  struct bench_text text = bench_text("en", 3 << 20);
  split(&corpus, text.data, text.len);
  bench_figure("phrases", text.origin, (double)corpus.n_bytes, "bytes");
  race(&corpus, 10000);
  race(&corpus, 100000);
}
