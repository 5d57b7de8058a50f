/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../faulty.h"
#include "fixture.h"

static quoth__lexicon *lexicon_of(quoth__vocab *vocab) {
  quoth__lexicon *lx;
  assert_int_equal(quoth__lexicon_new(vocab, "say", "en", &lx), QUOTH_OK);
  return lx;
}

static quoth_status add_tsv(quoth__lexicon *lx, const char *tsv,
                            quoth_error *error) {
  quoth_origin origin = {"say.tsv", 1, 1};
  return quoth__lexicon_add_tsv(lx, tsv, strlen(tsv), &origin, error);
}

static uint32_t longest(quoth__vocab *vocab, const quoth__lexicon *lx,
                        const char *const *words, uint32_t n,
                        uint32_t *entry) {
  uint32_t ids[16];
  for (uint32_t i = 0; i < n; i++)
    ids[i] = quoth__map_find(&vocab->words, words[i], strlen(words[i]));
  return quoth__lexicon_longest(lx, ids, n, entry);
}

static void reads_tsv(void **state) {
  (void)state;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__vocab *vocab;
  quoth_error error;
  uint32_t entry = 99, n;
  quoth__vocab_new(&mem, &vocab);
  quoth__lexicon *lx = lexicon_of(vocab);
  assert_int_equal(add_tsv(lx, "\xEF\xBB\xBF# cues\r\n"
                               "entry\tact\tweight\tnoun\r\n"
                               "said\tassert\t1.5\t\r\n"
                               "\r\n"
                               " said no \tdeny\n"
                               "# none\n"
                               "claim\t\t-2\ttrue\n"
                               "said\tassert\t1.5\n", &error), QUOTH_OK);
  assert_int_equal(quoth__lexicon_finish(lx, &error), QUOTH_OK);
  assert_int_equal(quoth__lexicon_count(lx), 3);
  assert_string_equal(quoth__lexicon_entry(lx, 1), "said no");
  assert_null(quoth__lexicon_entry(lx, 3));
  assert_int_equal(longest(vocab, lx, (const char *[]){"said", "no", "x"}, 3,
                           &entry), 2);
  assert_int_equal(entry, 1);
  assert_int_equal(longest(vocab, lx, (const char *[]){"said", "x"}, 2,
                           &entry), 1);
  assert_int_equal(entry, 0);
  assert_int_equal(longest(vocab, lx, (const char *[]){"no"}, 1, &entry), 0);
  quoth_value v = quoth__lexicon_feature(lx, 0, "weight");
  assert_int_equal(v.kind, QUOTH_VALUE_NUMBER);
  assert_true(v.number > 1.49 && v.number < 1.51);
  v = quoth__lexicon_feature(lx, 2, "noun");
  assert_true(v.kind == QUOTH_VALUE_BOOL && v.boolean);
  assert_int_equal(quoth__lexicon_feature(lx, 2, "act").kind,
                   QUOTH_VALUE_NIL);
  v = quoth__lexicon_feature(lx, 1, "act");
  assert_string_equal(v.string, "deny");
  const char *const *names = quoth__lexicon_feature_names(lx, &n);
  assert_int_equal(n, 3);
  assert_string_equal(names[1], "weight");
  quoth__lexicon_free(lx);
  quoth__vocab_free(vocab);
}

static void wrong_tsv_is_placed(void **state) {
  (void)state;
  static const struct {
    const char *tsv, *message;
    uint32_t line, column;
  } wrong[] = {
      {"", "no line of columns", 1, 1},
      {"# x\nword\tact\n", "the first line names the columns", 2, 1},
      {"entry\ta\ta\n", "two columns of one name", 1, 9},
      {"entry\ta b\n", "a column's name", 1, 7},
      {"entry\tact\nsaid\tassert\tmore\n", "more cells than columns", 2, 13},
      {"entry\tact\n\tassert\n", "empty entry", 2, 1},
      {"entry\tact\nsaid\tassert\nSaid\tdeny\n",
       "'Said' stands in lexicon 'say' twice, with other features (first in "
       "line 2)", 3, 1},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    quoth__mem mem = quoth__mem_from(NULL);
    quoth__vocab *vocab;
    quoth_error error;
    quoth__vocab_new(&mem, &vocab);
    quoth__lexicon *lx = lexicon_of(vocab);
    assert_int_equal(add_tsv(lx, wrong[i].tsv, &error), QUOTH_ESYNTAX);
    assert_non_null(strstr(error.message, wrong[i].message));
    assert_string_equal(error.source, "say.tsv");
    assert_int_equal(error.line, wrong[i].line);
    assert_int_equal(error.column, wrong[i].column);
    quoth__lexicon_free(lx);
    quoth__vocab_free(vocab);
  }
}

/* Everything, from words to captures, with each request refused in turn. */
static quoth_status all_of_it(const quoth__mem *mem, quoth__search search,
                              bool *found) {
  const char *text = "“Go on!” Dr. Ana Reyes said no, the 12 said.";
  const char *pattern =
      "^ <quote class=/s.*/> who:($title? @NAME(\"Ana\", 3))+ "
      "(?<= x:[caps]) cue:$say{act=\"deny\"} (?! \"no\") [!final & "
      "norm=/[^a-z]/]{0,9}+ \"the\"";
  struct world *w = calloc(1, sizeof *w);
  quoth_doc *doc = NULL;
  quoth_annotations *a = NULL;
  quoth__pattern *p = NULL;
  quoth__view *view = NULL;
  quoth__matcher *m = NULL;
  quoth__scan *scan = NULL;
  const quoth__hit *hits;
  quoth__result r;
  uint32_t n = 0;
  const char *layers[] = {"quote"};
  quoth_doc_options options = {
      .lang = "en", .allocator = &(quoth_allocator){mem->fn, mem->ud}};
  quoth_status s = world_init(w, mem) ? QUOTH_OK : QUOTH_ENOMEM;
  if (!s) s = add_entry(w, "say: said no | act=deny", NULL);
  if (!s) s = add_entry(w, "say: said | act=assert", NULL);
  if (!s) s = add_entry(w, "title: Dr.", NULL);
  for (uint32_t i = 0; !s && i < w->n_lexicons; i++)
    s = quoth__lexicon_finish(w->lexicons[i], NULL);
  if (!s)
    s = add_definition(w, "NAME(x, n) = ( @x | [caps & len>=@n] )+", NULL);
  add_mark(w, "quote | “Go on!” | class=speech");
  if (!s)
    s = quoth__pattern_new(w->vocab, pattern, strlen(pattern), NULL,
                           &w->scope, &p, NULL);
  if (!s) s = quoth_doc_new(text, strlen(text), &options, &doc);
  if (!s) s = (a = annotate(w, text)) ? QUOTH_OK : QUOTH_ENOMEM;
  if (!s) s = quoth__view_new(mem, w->vocab, &view);
  if (!s) s = quoth__view_open(view, doc, a, layers, 1, NULL);
  if (!s) s = quoth__matcher_new(mem, w->vocab, &m);
  if (!s)
    s = quoth__scan_new(w->vocab, &(quoth__scan_item){p, "paragraph", search}, 1,
                        &scan, NULL);
  if (!s) s = quoth__scan_run(scan, m, view, &hits, &n);
  *found = !s && n == 1;
  if (!s && n) s = quoth__match_at(p, m, view, hits[0].region, 0, &r);
  if (!s && *found) *found = r.n_captures == 3 && r.n_items == 3;
  quoth__scan_free(scan);
  quoth__matcher_free(m);
  quoth__view_free(view);
  quoth__annotations_free(a);
  quoth_doc_free(doc);
  quoth__pattern_free(p);
  world_done(w);
  free(w);
  return s;
}

static void fail_everywhere(quoth__search search) {
  faulty f = {0};
  quoth_allocator hook = faulty_hook(&f);
  quoth__mem mem = quoth__mem_from(&hook);
  bool found;
  assert_int_equal(all_of_it(&mem, search, &found), QUOTH_OK);
  assert_true(found);
  assert_int_equal(f.live, 0);
  size_t total = f.requests;
  for (size_t at = 1; at <= total; at++) {
    f = (faulty){.fail_at = at};
    quoth_status s = all_of_it(&mem, search, &found);
    if (s) assert_int_equal(s, QUOTH_ENOMEM);
    else assert_true(found);
    assert_int_equal(f.live, 0);
  }
}

static void every_failure_is_clean(void **state) {
  (void)state;
  fail_everywhere(QUOTH__SEARCH_ANCHOR);
  fail_everywhere(QUOTH__SEARCH_ROWS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_tsv),
      cmocka_unit_test(wrong_tsv_is_placed),
      cmocka_unit_test(every_failure_is_clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
