/* SPDX-License-Identifier: MIT */
/*
 * What rules see, article by article: tokens with the ids and classes of their
 * types; then with paragraphs, quotations and sentences, too. The table of
 * types serves all articles, as in a run; a doc of its own makes one anew.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/doc.h"
#include "text/types.h"

enum { MAX_ARTICLES = 4000, ARTICLE_BYTES = 5000, TEXT_BYTES = 4000000 };

struct articles {
  const char *text[MAX_ARTICLES];
  size_t len[MAX_ARTICLES];
  uint32_t count;
  const char *lang;
  quoth__mem mem;
  quoth__types *types;
  quoth__tokens tokens;
};

/* Articles of about ARTICLE_BYTES, cut where a paragraph ends. */
static void split(struct articles *a, const char *text, size_t len) {
  while (len && a->count < MAX_ARTICLES) {
    size_t size = len;
    const char *end =
        len > ARTICLE_BYTES ? strstr(text + ARTICLE_BYTES, "\n\n") : NULL;
    if (end) size = (size_t)(end - text) + 2;
    a->text[a->count] = text;
    a->len[a->count++] = size;
    text += size;
    len -= size;
  }
}

static uint64_t run_tokens(void *ud) {
  struct articles *a = ud;
  uint64_t sum = 0;
  for (uint32_t i = 0; i < a->count; i++) {
    a->tokens.count = 0;
    if (quoth__tokens_find(a->text[i], (uint32_t)a->len[i],
                           quoth__language_find(a->lang), false, &a->mem,
                           &a->tokens) ||
        !quoth__types_set(a->types, a->text[i], (uint32_t)a->len[i],
                          a->tokens.data, a->tokens.count))
      abort();
    sum += a->tokens.count;
  }
  return sum;
}

static uint64_t run_docs(struct articles *a, quoth__types *types) {
  quoth_doc_options options = {.lang = a->lang};
  uint64_t sum = 0;
  for (uint32_t i = 0; i < a->count; i++) {
    quoth_doc *doc;
    uint32_t n;
    if (quoth__doc_new_with(a->text[i], a->len[i], &options, types, &doc))
      abort();
    quoth_doc_sentences(doc, &n);
    sum += n;
    quoth_doc_free(doc);
  }
  return sum;
}

static uint64_t run_shared(void *ud) {
  struct articles *a = ud;
  return run_docs(a, a->types);
}

static uint64_t run_own(void *ud) { return run_docs(ud, NULL); }

static void race(const char *lang) {
  static struct articles a;
  struct bench_text text = bench_text(lang, TEXT_BYTES);
  a = (struct articles){.lang = lang, .mem = quoth__mem_from(NULL)};
  split(&a, text.data, text.len);
  if (quoth__types_new(&a.mem, &a.types)) abort();
  struct bench_contestant c[] = {
      {.name = "tokens with types", .run = run_tokens, .ud = &a},
      {.name = "docs", .run = run_shared, .ud = &a},
      {.name = "docs, each with types of its own", .run = run_own, .ud = &a},
  };
  size_t n = sizeof c / sizeof *c;
  bench_race(c, n);
  for (size_t i = 0; i < n; i++) {
    char metric[80];
    snprintf(metric, sizeof metric, "%s: %s", lang, c[i].name);
    bench_figure("doc", metric, (double)text.len / c[i].seconds / 1e6, "MB/s");
  }
  QUOTH__VEC_DONE(&a.mem, &a.tokens);
  quoth__types_free(a.types);
  free(text.data);
}

void bench_doc(void) {
  static const char *const langs[] = {"en", "ru", "zh", "ja", "hi", "ar"};
  for (size_t i = 0; i < sizeof langs / sizeof *langs; i++) race(langs[i]);
}
