/* SPDX-License-Identifier: MIT */
/*
 * Lemmas, tags and trees over news, from docs on (tokenizing left out): every
 * token asked for its lemma, its tag, its head; and the English packs, which
 * ask for what their patterns test: how many sentences are tagged and parsed, and
 * how fast the whole is as it is, and when all are.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "quoth_lua.h"

enum { MAX_DOCS = 600, DOC_BYTES = 5000, WHOLE_DOCS = 60 };

struct docs {
  const quoth_doc *list[MAX_DOCS];
  uint32_t n;
  uint64_t n_tokens;
};

struct work {
  const struct docs *docs;
  quoth_context *context;
  int layer; /* a quoth_layer; -1: none */
};

static void check(quoth_status status, const quoth_error *error) {
  if (status == QUOTH_OK) return;
  fprintf(stderr, "lang: %s\n", error->message);
  exit(1);
}

static void cut(struct docs *docs, const char *text, size_t len) {
  quoth_error error = {.message = "out of memory"};
  while (len && docs->n < MAX_DOCS) {
    size_t size = len < DOC_BYTES ? len : DOC_BYTES;
    while (size < len && text[size - 1] != '\n') size++;
    quoth_doc *doc;
    uint32_t n;
    check(quoth_doc_new(text, size, &(quoth_doc_options){.lang = "en"}, &doc),
          &error);
    quoth_doc_tokens(doc, &n);
    docs->list[docs->n++] = doc;
    docs->n_tokens += n;
    text += size;
    len -= size;
  }
}

static uint64_t ask(void *ud) {
  const struct work *w = ud;
  uint64_t known = 0;
  quoth_error error = {0};
  for (uint32_t d = 0; d < w->docs->n; d++) {
    uint32_t n;
    const char *value;
    quoth_doc_tokens(w->docs->list[d], &n);
    check(quoth_context_open(w->context, w->docs->list[d]), &error);
    for (uint32_t t = 0; t < n; t++) {
      check(quoth_context_layer(w->context, (quoth_layer)w->layer, t, &value,
                                &error), &error);
      known += value != NULL;
    }
  }
  return known;
}

/* The packs over some docs, after every token was asked for a layer or none. */
static uint64_t run_whole(void *ud) {
  const struct work *w = ud;
  uint64_t known = 0;
  quoth_error error = {0};
  for (uint32_t d = 0; d < w->docs->n && d < WHOLE_DOCS; d++) {
    uint32_t n;
    const char *value;
    quoth_doc_tokens(w->docs->list[d], &n);
    check(quoth_context_open(w->context, w->docs->list[d]), &error);
    for (uint32_t t = 0; t < n && w->layer >= 0; t++) {
      check(quoth_context_layer(w->context, (quoth_layer)w->layer, t, &value,
                                &error), &error);
      known += value != NULL;
    }
    check(quoth_context_run(w->context, &error), &error);
  }
  return known;
}

static void race_whole(const struct docs *docs, quoth_context *context) {
  struct work work[] = {{docs, context, -1},
                        {docs, context, QUOTH_LAYER_TAG},
                        {docs, context, QUOTH_LAYER_DEP}};
  struct bench_contestant c[] = {
    {"English packs", run_whole, &work[0], 0},
    {"the same, every token tagged", run_whole, &work[1], 0},
    {"the same, every token parsed", run_whole, &work[2], 0}};
  uint64_t n_tokens = 0;
  for (uint32_t d = 0; d < docs->n && d < WHOLE_DOCS; d++) {
    uint32_t n;
    quoth_doc_tokens(docs->list[d], &n);
    n_tokens += n;
  }
  bench_race(c, 3);
  for (size_t i = 0; i < 3; i++)
    bench_figure("lang", c[i].name, (double)n_tokens / c[i].seconds / 1e3,
                 "thousand tokens/s");
}

static void run_packs(const struct docs *docs, quoth_context *context) {
  quoth_error error = {0};
  for (uint32_t d = 0; d < docs->n; d++) {
    check(quoth_context_open(context, docs->list[d]), &error);
    check(quoth_context_run(context, &error), &error);
  }
  quoth_layer_counts c = quoth_context_layer_counts(context);
  double all = c.sentences ? (double)c.sentences / 100.0 : 1.0;
  bench_figure("lang", "English packs: sentences tagged",
               (double)c.tagged / all, "%");
  bench_figure("lang", "English packs: sentences parsed",
               (double)c.parsed / all, "%");
}

void bench_lang(void) {
  static struct docs docs;
  static const char *const path[] = {"scripts"};
  static const char *const packs[] = {"quotes.en", "claims.en", "speakers.en"};
  struct bench_text text = bench_text("en", 2000000);
  quoth_host *host = NULL;
  const quoth_engine *engine;
  quoth_context *context;
  quoth_error error = {.message = "out of memory"};
  cut(&docs, text.data, text.len);
  check(quoth_host_new(&(quoth_host_options){.path = path, .n_path = 1}, &host),
        &error);
  for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
    check(quoth_host_load(host, packs[i], &error), &error);
  check(quoth_host_finish(host, &engine, &error), &error);
  check(quoth_host_context(host, &context, &error), &error);
  run_packs(&docs, context);
  struct work work[] = {{&docs, context, QUOTH_LAYER_TAG},
                        {&docs, context, QUOTH_LAYER_LEMMA},
                        {&docs, context, QUOTH_LAYER_DEP}};
  struct bench_contestant c[] = {{"tag", ask, &work[0], 0},
                                 {"tag and lemma", ask, &work[1], 0},
                                 {"tag and tree", ask, &work[2], 0}};
  bench_race(c, 3);
  for (size_t i = 0; i < 3; i++)
    bench_figure("lang", c[i].name,
                 (double)docs.n_tokens / c[i].seconds / 1e3,
                 "thousand tokens/s");
  race_whole(&docs, context);
  quoth_context_free(context);
  quoth_host_free(host);
}
