/* SPDX-License-Identifier: MIT */
/*
 * Threads on one engine for some seconds, under ThreadSanitizer: each has a
 * context, all must find the same in the same article.
 * Usage: threads SECONDS THREADS FILE...     packs from ./scripts
 */
#define _POSIX_C_SOURCE 200809L
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "quoth_lua.h"

enum { MAX_THREADS = 64, MAX_ARTICLES = 64, MAX_TEXT = 1 << 16 };

struct article {
  char text[MAX_TEXT];
  size_t len;
  uint64_t expected; /* what the first run of it found */
};

static struct article articles[MAX_ARTICLES];
static int n_articles;

struct worker {
  pthread_t thread;
  quoth_context *context;
  int first;
  unsigned long runs, differ;
};

static atomic_bool stop;

static uint64_t mix(uint64_t h, uint64_t v) {
  return (h ^ v) * UINT64_C(1099511628211);
}

/* One number of all that was found: places and the strings of features. */
static uint64_t digest(quoth_context *context) {
  uint64_t h = UINT64_C(14695981039346656037);
  quoth_annotations *all = quoth_context_annotations(context);
  uint32_t n;
  const uint32_t *ids = quoth_annotations_layer(all, NULL, &n);
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(all, ids[i], &a)) continue;
    h = mix(mix(mix(h, a.span.start), a.span.end), a.rule);
    for (uint32_t f = 0; f < a.n_features; f++) {
      const quoth_value *v = &a.features[f].value;
      for (uint32_t c = 0; v->kind == QUOTH_VALUE_STRING && c < v->len; c++)
        h = mix(h, (unsigned char)v->string[c]);
    }
  }
  return h;
}

static uint64_t run(quoth_context *context, const struct article *a) {
  const quoth_doc_options options = {.lang = "en"};
  quoth_doc *doc = NULL;
  uint64_t found = 0;
  if (!quoth_doc_new(a->text, a->len, &options, &doc) &&
      !quoth_context_open(context, doc) && !quoth_context_run(context, NULL))
    found = digest(context);
  quoth_doc_free(doc);
  return found;
}

static void *work(void *ud) {
  struct worker *w = ud;
  for (int i = w->first; !atomic_load(&stop); i++) {
    const struct article *a = &articles[i % n_articles];
    w->differ += run(w->context, a) != a->expected;
    w->runs++;
  }
  return NULL;
}

static void read_articles(int n, char **files) {
  for (int i = 0; i < n && n_articles < MAX_ARTICLES; i++) {
    FILE *f = fopen(files[i], "rb");
    if (!f) continue;
    struct article *a = &articles[n_articles++];
    a->len = fread(a->text, 1, MAX_TEXT, f);
    fclose(f);
  }
}

static quoth_status load(quoth_host **host) {
  static const char *const packs[] = {"quotes.en", "claims.en", "speakers.en"};
  static const char *const path[] = {"scripts"};
  const quoth_host_options options = {.path = path, .n_path = 1};
  const quoth_engine *engine;
  quoth_error error = {0};
  quoth_status status = quoth_host_new(&options, host);
  for (int i = 0; i < 3 && !status; i++)
    status = quoth_host_load(*host, packs[i], &error);
  if (!status) status = quoth_host_finish(*host, &engine, &error);
  if (status) fprintf(stderr, "%s\n", error.message);
  return status;
}

int main(int argc, char **argv) {
  static struct worker workers[MAX_THREADS];
  int seconds = argc > 2 ? atoi(argv[1]) : 0, n = argc > 2 ? atoi(argv[2]) : 0;
  quoth_host *host = NULL;
  unsigned long runs = 0, differ = 0;
  if (n < 1 || n > MAX_THREADS || load(&host)) return 2;
  read_articles(argc - 3, argv + 3);
  if (!n_articles) return 2;
  for (int i = 0; i < n; i++)
    if (quoth_host_context(host, &workers[i].context, NULL)) return 2;
  for (int i = 0; i < n_articles; i++)
    articles[i].expected = run(workers[0].context, &articles[i]);
  for (int i = 0; i < n; i++) {
    workers[i].first = i;
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i])) return 2;
  }
  nanosleep(&(struct timespec){.tv_sec = seconds}, NULL);
  atomic_store(&stop, true);
  for (int i = 0; i < n; i++) {
    pthread_join(workers[i].thread, NULL);
    quoth_context_free(workers[i].context);
    runs += workers[i].runs;
    differ += workers[i].differ;
  }
  quoth_host_free(host);
  printf("%lu runs in %d threads, %lu differ\n", runs, n, differ);
  printf("%d passed, %d failed\n", runs && !differ, !runs || differ);
  return !runs || differ;
}
