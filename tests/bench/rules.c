/* SPDX-License-Identifier: MIT */
/*
 * Token rules over news: 1 to 10,000 rules of four to seven elements made from
 * n-grams of other news (words, sets of 20 to 200 words, caps, gaps, optional
 * elements, with captures). Reported: tokens a second for matching alone, and
 * bytes a second with everything from the text on.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "match/match.h"
#include "match/vocab.h"

enum { MAX_DOCS = 4000, MAX_RULES = 10000, DOC_BYTES = 5000 };

struct rules {
  quoth__vocab *vocab;
  quoth__pattern *patterns[MAX_RULES];
  quoth__scan *scan;
  quoth__matcher *matcher;
  quoth__view *view;
};

struct corpus {
  const quoth_doc *docs[MAX_DOCS];
  const char *texts[MAX_DOCS];
  size_t lens[MAX_DOCS];
  uint32_t n_docs;
  uint64_t n_tokens, n_bytes;
};

struct work {
  const struct corpus *corpus;
  struct rules *rules;
  uint64_t hits;
};

static uint64_t next_random(uint64_t *state) { /* SplitMix64 */
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static uint32_t below(uint64_t *state, uint32_t n) {
  return (uint32_t)(next_random(state) % n);
}

static void check(quoth_status status, const quoth_error *error,
                  const char *what) {
  if (!status) return;
  fprintf(stderr, "%s: %s\n", what,
          error ? error->message : quoth_status_name(status));
  exit(1);
}

/* Articles of about DOC_BYTES, cut at a paragraph's end. */
static void split(struct corpus *c, const char *text, size_t len) {
  while (len && c->n_docs < MAX_DOCS) {
    size_t size = len;
    if (len > DOC_BYTES) {
      const char *end = strstr(text + DOC_BYTES, "\n\n");
      if (end) size = (size_t)(end - text) + 2;
    }
    quoth_doc *doc;
    uint32_t n;
    quoth_doc_options options = {.lang = "en"};
    check(quoth_doc_new(text, size, &options, &doc), NULL, "doc");
    quoth_doc_tokens(doc, &n);
    c->docs[c->n_docs] = doc;
    c->texts[c->n_docs] = text;
    c->lens[c->n_docs++] = size;
    c->n_tokens += n;
    c->n_bytes += size;
    text += size;
    len -= size;
  }
}

/* ---- Rules from n-grams ------------------------------------------------ */

static void add_word(char *out, size_t size, const quoth_type *t) {
  char word[256];
  size_t n = 0;
  for (uint32_t i = 0; i < t->norm_len && n < 200; i++) {
    if (t->norm[i] == '"' || t->norm[i] == '\\') word[n++] = '\\';
    word[n++] = t->norm[i];
  }
  word[n] = '\0';
  size_t len = strlen(out);
  snprintf(out + len, size - len, "\"%s\"", word);
}

static void add_str(char *out, size_t size, const char *s) {
  size_t len = strlen(out);
  snprintf(out + len, size - len, "%s", s);
}

static const quoth_type *type_at(const quoth_doc *doc, uint32_t token) {
  return quoth_doc_type(doc, quoth_doc_tokens(doc, NULL)[token].type);
}

/* Letters only: what is a token by itself wherever it stands. */
static bool is_plain(const quoth_type *t) {
  for (uint32_t i = 0; i < t->norm_len; i++)
    if (t->norm[i] < 'a' || t->norm[i] > 'z') return false;
  return true;
}

static void add_set(char *out, size_t size, const quoth_doc *doc,
                    uint32_t token, uint64_t *seed) {
  uint32_t n_tokens, n = 20 + below(seed, 181);
  quoth_doc_tokens(doc, &n_tokens);
  add_str(out, size, "[");
  add_word(out, size, type_at(doc, token));
  for (uint32_t i = 1; i < n; i++) {
    const quoth_type *t = type_at(doc, below(seed, n_tokens));
    if (!is_plain(t)) continue;
    add_str(out, size, "|");
    add_word(out, size, t);
  }
  add_str(out, size, "]");
}

static void add_element(char *out, size_t size, const quoth_doc *doc,
                        uint32_t token, uint64_t *seed) {
  const quoth_type *t = type_at(doc, token);
  bool capital = t->caps == QUOTH_CAPS_TITLE || t->caps == QUOTH_CAPS_UPPER;
  uint32_t kind = below(seed, 20);
  if (capital && kind < 10) add_str(out, size, "[caps]");
  else if (kind < 15) add_word(out, size, t);
  else if (kind < 18 && is_plain(t)) add_set(out, size, doc, token, seed);
  else if (kind == 18) add_str(out, size, "[]{0,3} "), add_word(out, size, t);
  else add_word(out, size, t), add_str(out, size, "?");
}

/* Four to seven tokens of one sentence; false when the place has none. */
static bool make_rule(char *out, size_t size, const struct corpus *c,
                      uint64_t *seed) {
  const quoth_doc *doc = c->docs[below(seed, c->n_docs)];
  uint32_t count, n = 4 + below(seed, 4);
  const quoth_token *tokens = quoth_doc_tokens(doc, &count);
  if (count <= n) return false;
  uint32_t first = below(seed, count - n), words = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (i + 1 < n && tokens[first + i].flags & QUOTH_TOKEN_SENTENCE_LAST)
      return false;
    words += type_at(doc, first + i)->cls == QUOTH_CLASS_WORD;
  }
  if (words < 3) return false;
  uint32_t from = below(seed, n - 1);
  out[0] = '\0';
  for (uint32_t i = 0; i < n; i++) {
    if (i) add_str(out, size, " ");
    if (i == from) add_str(out, size, "x:(");
    add_element(out, size, doc, first + i, seed);
    if (i == from + 1) add_str(out, size, ")");
  }
  return true;
}

/* Returns the processor time of compiling, without that of making rules up. */
static double compile(struct rules *r, const struct corpus *c, uint32_t n) {
  static char pattern[1 << 16];
  static quoth__scan_item items[MAX_RULES];
  quoth__mem mem = quoth__mem_from(NULL);
  quoth_error error;
  uint64_t seed = 42;
  clock_t spent = 0, start;
  check(quoth__vocab_new(&mem, &r->vocab), NULL, "vocab");
  for (uint32_t i = 0; i < n;) {
    quoth__scope scope = {.lang = "en"};
    if (!make_rule(pattern, sizeof pattern, c, &seed)) continue;
    start = clock();
    check(quoth__pattern_new(r->vocab, pattern, strlen(pattern), NULL, &scope,
                             &r->patterns[i], &error), &error, pattern);
    spent += clock() - start;
    items[i] = (quoth__scan_item){.pattern = r->patterns[i]};
    i++;
  }
  start = clock();
  check(quoth__scan_new(r->vocab, items, n, &r->scan, &error), &error,
        "scan");
  spent += clock() - start;
  check(quoth__matcher_new(&mem, r->vocab, &r->matcher), NULL, "matcher");
  check(quoth__view_new(&mem, r->vocab, &r->view), NULL, "view");
  return (double)spent / CLOCKS_PER_SEC;
}

static void release_with(struct rules *r, uint32_t n, quoth__lexicon *lx) {
  quoth__view_free(r->view);
  quoth__matcher_free(r->matcher);
  quoth__scan_free(r->scan);
  for (uint32_t i = 0; i < n; i++) quoth__pattern_free(r->patterns[i]);
  quoth__lexicon_free(lx);
  quoth__vocab_free(r->vocab);
}

static void release(struct rules *r, uint32_t n) { release_with(r, n, NULL); }

/* ---- What is timed ----------------------------------------------------- */

static uint64_t match_doc(struct rules *r, const quoth_doc *doc) {
  const quoth__hit *hits;
  uint32_t n;
  check(quoth__view_open(r->view, doc, NULL, NULL, 0, NULL), NULL, "view");
  check(quoth__scan_run(r->scan, r->matcher, r->view, &hits, &n), NULL,
        "run");
  for (uint32_t i = 0; i < n; i++) {
    quoth__result result;
    check(quoth__match_result(r->patterns[hits[i].item], r->matcher, r->view,
                              &hits[i], &result), NULL, "captures");
    if (result.end != hits[i].end) check(QUOTH_EINVAL, NULL, "captures");
  }
  return n;
}

static uint64_t run_match(void *ud) {
  struct work *w = ud;
  w->hits = 0;
  for (uint32_t i = 0; i < w->corpus->n_docs; i++)
    w->hits += match_doc(w->rules, w->corpus->docs[i]);
  return w->hits;
}

static uint64_t run_all(void *ud) {
  struct work *w = ud;
  uint64_t n = 0;
  for (uint32_t i = 0; i < w->corpus->n_docs; i++) {
    quoth_doc *doc;
    quoth_doc_options options = {.lang = "en"};
    check(quoth_doc_new(w->corpus->texts[i], w->corpus->lens[i], &options,
                        &doc), NULL, "doc");
    n += match_doc(w->rules, doc);
    quoth_doc_free(doc);
  }
  return n;
}

static void report(const char *what, uint32_t n, double value,
                   const char *unit) {
  char metric[64];
  snprintf(metric, sizeof metric, "%u rules: %s", n, what);
  bench_figure("rules", metric, value, unit);
}

/* ---- A lexicon of a million phrases ------------------------------------ */

enum { MANY_ENTRIES = 1000000 };

/* One to three words of the text in a row, with a number to tell them apart. */
static char *make_lexicon(const struct corpus *c, size_t *len) {
  char *tsv = malloc((size_t)MANY_ENTRIES * 64), *at = tsv;
  uint64_t seed = 7;
  if (!tsv) abort();
  at += sprintf(at, "entry\tkind\n");
  for (uint32_t i = 0; i < MANY_ENTRIES; i++) {
    const quoth_doc *doc = c->docs[below(&seed, c->n_docs)];
    uint32_t count, words = 1 + below(&seed, 3);
    quoth_doc_tokens(doc, &count);
    for (uint32_t w = 0; w < words; w++) {
      const quoth_type *t = type_at(doc, below(&seed, count));
      if (is_plain(t) && t->norm_len < 16)
        at += sprintf(at, "%s ", t->norm);
    }
    for (uint32_t n = i; n; n /= 26) *at++ = (char)('a' + n % 26);
    at += sprintf(at, "x\t%s\n", i % 2 ? "odd" : "even");
  }
  *len = (size_t)(at - tsv);
  return tsv;
}

static const quoth__lexicon *the_lexicon(void *ud, const char *name,
                                         size_t len) {
  (void)name, (void)len;
  return ud;
}

static void figure_lexicon(const char *how, const char *what, double value,
                           const char *unit) {
  char metric[80];
  snprintf(metric, sizeof metric, "lexicon of 1,000,000 entries, %s: %s", how,
           what);
  bench_figure("rules", metric, value, unit);
}

static double elapsed(clock_t start) {
  return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* Match "$many" all over the corpus. */
static uint64_t match_lexicon(const struct corpus *c, struct rules *r,
                              quoth__lexicon *lx, const char *how) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth_error error;
  quoth__scope scope = {.ud = lx, .lang = "en", .lexicon = the_lexicon};
  check(quoth__pattern_new(r->vocab, "$many", 5, NULL, &scope,
                           &r->patterns[0], &error), &error, "pattern");
  quoth__scan_item item = {.pattern = r->patterns[0]};
  check(quoth__scan_new(r->vocab, &item, 1, &r->scan, &error), &error,
        "scan");
  check(quoth__matcher_new(&mem, r->vocab, &r->matcher), NULL, "matcher");
  check(quoth__view_new(&mem, r->vocab, &r->view), NULL, "view");
  struct work work = {c, r, 0};
  struct bench_contestant race[] = {{"match", run_match, &work, 0}};
  bench_race(race, 1);
  figure_lexicon(how, "matching",
                 (double)c->n_tokens / race[0].seconds / 1e6, "M tokens/s");
  release_with(r, 1, lx);
  return work.hits;
}

static quoth_status to_file(void *ud, const void *bytes, size_t len) {
  return fwrite(bytes, 1, len, ud) == len ? QUOTH_OK : QUOTH_EIO;
}

static void bench_lexicon(const struct corpus *c) {
  static struct rules r;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__lexicon *lx;
  quoth_error error;
  const char *path = "build/bench-lexicon.qlx";
  size_t len;
  char *tsv = make_lexicon(c, &len);
  check(quoth__vocab_new(&mem, &r.vocab), NULL, "vocab");
  check(quoth__lexicon_new(r.vocab, "many", "en", &lx), NULL, "lexicon");
  clock_t start = clock();
  check(quoth__lexicon_add_tsv(lx, tsv, len, NULL, &error), &error, "tsv");
  check(quoth__lexicon_finish(lx, &error), &error, "lexicon");
  figure_lexicon("read", "loading", elapsed(start), "s");
  FILE *file = fopen(path, "wb");
  if (!file) check(QUOTH_EIO, NULL, path);
  check(quoth__lexicon_save(lx, to_file, file), NULL, "save");
  if (fclose(file) != 0) check(QUOTH_EIO, NULL, path);
  uint64_t hits = match_lexicon(c, &r, lx, "read");
  check(quoth__vocab_new(&mem, &r.vocab), NULL, "vocab");
  start = clock();
  check(quoth__lexicon_map(r.vocab, "many", path, &lx, &error), &error,
        "map");
  figure_lexicon("mapped", "loading", elapsed(start), "s");
  if (match_lexicon(c, &r, lx, "mapped") != hits)
    check(QUOTH_EINVAL, NULL, "the mapped lexicon");
  remove(path);
  free(tsv);
}

void bench_rules(void) {
  static const uint32_t sizes[] = {1, 10, 100, 1000, 10000};
  static struct corpus corpus;
  struct bench_text text = bench_text("en", 3 << 20);
  split(&corpus, text.data, text.len);
  bench_figure("rules", text.origin, (double)corpus.n_tokens, "tokens");
  const char *only = getenv("BENCH_RULES"); /* one of the sizes, for profiles */
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    if (only && strtoul(only, NULL, 10) != sizes[i]) continue;
    static struct rules rules;
    struct work work = {&corpus, &rules, 0};
    report("compiling", sizes[i], compile(&rules, &corpus, sizes[i]), "s");
    struct bench_contestant c[] = {{"match", run_match, &work, 0},
                                   {"all", run_all, &work, 0}};
    bench_race(c, getenv("BENCH_MATCH") ? 1 : 2);
    quoth__matcher_budget(rules.matcher, 0);
    run_match(&work);
    report("matching", sizes[i], (double)corpus.n_tokens / c[0].seconds / 1e6,
           "M tokens/s");
    report("from the text on", sizes[i],
           (double)corpus.n_bytes / c[1].seconds / 1e6, "MB/s");
    report("matches", sizes[i], (double)work.hits, "");
    report("steps", sizes[i], (double)quoth__matcher_steps(rules.matcher) /
                                  (double)corpus.n_tokens, "a token");
    release(&rules, sizes[i]);
  }
  if (!only || strcmp(only, "lexicon") == 0) bench_lexicon(&corpus);
}
