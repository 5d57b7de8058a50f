/* SPDX-License-Identifier: MIT */
/* Lexicons in files: the same answers, and no file that does harm. */
#define _DEFAULT_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <unistd.h>

#include "../faulty.h"
#include "fixture.h"

#include "match/image.h"

static const char tsv[] =
    "entry\tact\tweight\tok\n"
    "say\tassert\t2\ttrue\n"
    "go on\t\t\t\n"
    "go on and on\tlong\t-0.5\tfalse\n"
    "Mr. Ünal\tname\t\ttrue\n"
    "Inc.\t\t7\t\n"
    "and\t\t\t\n";
static const char text[] =
    "They say Mr. Ünal of Foo Inc. will go on and on. And then go on and say "
    "it to Foo Inc. SAY “go on” and on. Go on and on and on, Mr. Ünal!";

struct bytes {
  char data[1 << 16];
  size_t len;
};

static quoth_status keep_bytes(void *ud, const void *bytes, size_t len) {
  struct bytes *b = ud;
  if (b->len + len > sizeof b->data) return QUOTH_ELIMIT;
  memcpy(b->data + b->len, bytes, len);
  b->len += len;
  return QUOTH_OK;
}

static void compile(struct bytes *out) {
  out->len = 0;
  assert_int_equal(quoth_lexicon_compile(tsv, strlen(tsv), "en", NULL, NULL,
                                         keep_bytes, out, NULL), QUOTH_OK);
}

static void write_file(char path[64], const struct bytes *b) {
  snprintf(path, 64, "/tmp/quoth-image-XXXXXX");
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, b->data, b->len), (ssize_t)b->len);
  close(fd);
}

/* ---- The same answers -------------------------------------------------- */

static void describe(const struct world *w, quoth__search search,
                     const char *pattern, quoth__buf *out) {
  quoth_doc_options options = {.lang = "en"};
  quoth__scan_item item = {.within = "document", .search = search};
  quoth_doc *doc;
  quoth__pattern *p;
  quoth__scan *scan;
  quoth__matcher *m;
  quoth__view *view;
  const quoth__hit *hits;
  uint32_t n;
  assert_int_equal(quoth_doc_new(text, strlen(text), &options, &doc), 0);
  assert_int_equal(quoth__pattern_new(w->vocab, pattern, strlen(pattern),
                                      NULL, &w->scope, &p, NULL), 0);
  item.pattern = p;
  assert_int_equal(quoth__scan_new(w->vocab, &item, 1, &scan, NULL), 0);
  assert_int_equal(quoth__matcher_new(&w->mem, w->vocab, &m), 0);
  assert_int_equal(quoth__view_new(&w->mem, w->vocab, &view), 0);
  assert_int_equal(quoth__view_open(view, doc, NULL, NULL, 0, NULL), 0);
  assert_int_equal(quoth__scan_run(scan, m, view, &hits, &n), 0);
  for (uint32_t i = 0; i < n; i++) {
    quoth__result r;
    assert_int_equal(quoth__match_result(p, m, view, &hits[i], &r), 0);
    quoth_value act = quoth__result_feature(&r, NULL, NULL, "act");
    quoth_value weight = quoth__result_feature(&r, NULL, NULL, "weight");
    quoth__buf_addf(out, "%u-%u %s %g\n", hits[i].first, hits[i].end,
                    act.kind == QUOTH_VALUE_STRING ? act.string : "-",
                    weight.kind == QUOTH_VALUE_NUMBER ? weight.number : 0.);
  }
  quoth__view_free(view);
  quoth__matcher_free(m);
  quoth__scan_free(scan);
  quoth__pattern_free(p);
  quoth_doc_free(doc);
}

static const char *const patterns[] = {
    "$x", "$x{act=\"assert\" & ok}", "[$x & lower]+", "[word] x:$x [punct]?",
    "$x{weight<0}", "(?<= $x) [!$x]", "$x $x?", "[$x.ok=true | \"on\"]",
};

static void gives_the_same_answers(void **state) {
  (void)state;
  static struct world built, mapped;
  static struct bytes file;
  quoth__mem mem = quoth__mem_from(NULL);
  char path[64];
  compile(&file);
  write_file(path, &file);
  world_init(&built, &mem);
  world_init(&mapped, &mem);
  built.lexicon_names[0] = mapped.lexicon_names[0] = "x";
  built.n_lexicons = mapped.n_lexicons = 1;
  assert_int_equal(quoth__lexicon_new(built.vocab, "x", "en",
                                      &built.lexicons[0]), 0);
  assert_int_equal(quoth__lexicon_add_tsv(built.lexicons[0], tsv, strlen(tsv),
                                          NULL, NULL), 0);
  assert_int_equal(quoth__lexicon_finish(built.lexicons[0], NULL), 0);
  assert_int_equal(quoth__lexicon_map(mapped.vocab, "x", path,
                                      &mapped.lexicons[0], NULL), 0);
  unlink(path);
  for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
    for (int search = QUOTH__SEARCH_ANCHOR; search <= QUOTH__SEARCH_ROWS;
         search++) {
      quoth__buf a, b;
      quoth__buf_init(&a, &mem);
      quoth__buf_init(&b, &mem);
      describe(&built, (quoth__search)search, patterns[i], &a);
      describe(&mapped, (quoth__search)search, patterns[i], &b);
      assert_true(a.len > 0);
      assert_string_equal(a.data, b.data);
      quoth__buf_done(&a);
      quoth__buf_done(&b);
    }
  assert_string_equal(quoth__lexicon_entry(mapped.lexicons[0], 3),
                      "Mr. Ünal");
  assert_int_equal(quoth__lexicon_count(mapped.lexicons[0]), 6);
  world_done(&built);
  world_done(&mapped);
}

static void the_same_bytes_each_time(void **state) {
  (void)state;
  static struct bytes one, two;
  compile(&one);
  compile(&two);
  assert_int_equal(one.len, two.len);
  assert_memory_equal(one.data, two.data, one.len);
  assert_int_equal(one.len % 64, 0);
}

/* ---- Files that are not what they should be ---------------------------- */

/* All that can be asked of an image; it must stay within it. */
static void ask_everything(const quoth__image *image) {
  quoth__trie t = quoth__image_trie(image);
  quoth__occurrence found[8];
  uint32_t words[8], entry;
  for (uint32_t i = 0; i < 8; i++) words[i] = i * 3 % 8;
  quoth__trie_find(&t, words, 8, found);
  quoth__trie_longest(&t, words, 8, &entry);
  quoth__image_word(image, "say", 3);
  quoth__image_word(image, "", 0);
  for (uint32_t i = 0; i < 10; i++) {
    const char *s = quoth__image_entry(image, i);
    if (s) assert_true(strlen(s) < image->size);
    quoth_value v = quoth__image_feature(image, i, "act");
    if (v.kind == QUOTH_VALUE_STRING)
      assert_true(v.len < image->size);
  }
  for (uint32_t i = 0; i < 5; i++) quoth__image_name(image, i);
}

static void no_file_does_harm(void **state) {
  (void)state;
  static struct bytes file;
  uint64_t random = 7;
  compile(&file);
  uint64_t *copy = malloc(file.len);
  uint32_t opened = 0, refused = 0;
  for (int round = 0; round < 20000; round++) {
    memcpy(copy, file.data, file.len);
    for (int i = 0; i < 1 + round % 4; i++) {
      random = random * 6364136223846793005u + 1442695040888963407u;
      size_t at = (size_t)(random >> 33) % file.len;
      if (round % 2) at %= sizeof(quoth__image_head);
      ((char *)copy)[at] = (char)(random >> 20);
    }
    quoth__image_head *head = (quoth__image_head *)copy;
    if (round % 3) head->checksum = quoth__image_checksum(head);
    quoth__image image;
    quoth_error error;
    if (quoth__image_check(copy, file.len, "file", &image, &error)) {
      refused++;
      continue;
    }
    opened++;
    ask_everything(&image);
  }
  free(copy);
  assert_true(opened > 1000);
  assert_true(refused > 1000);
}

static void says_what_is_wrong(void **state) {
  (void)state;
  static struct bytes file;
  static struct world w;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__image image;
  quoth_error error;
  char path[64];
  compile(&file);
  quoth__image_head *head = (quoth__image_head *)file.data;
  assert_int_equal(quoth__image_check(head, file.len - 1, "f", &image,
                                      &error), QUOTH_ESYNTAX);
  assert_string_equal(error.message, "f is damaged: compile it again");
  head->made_by[0]++;
  assert_int_equal(quoth__image_check(head, file.len, "f", &image, &error),
                   QUOTH_ESYNTAX);
  assert_string_equal(error.message, "f was compiled for another version or "
                                     "machine: compile it again");
  head->magic[0]++;
  write_file(path, &file);
  world_init(&w, &mem);
  quoth__lexicon *lx;
  assert_int_equal(quoth__lexicon_map(w.vocab, "x", path, &lx, &error),
                   QUOTH_ESYNTAX);
  assert_non_null(strstr(error.message, "is no compiled lexicon"));
  unlink(path);
  assert_int_equal(quoth__lexicon_map(w.vocab, "x", path, &lx, &error),
                   QUOTH_ENOTFOUND);
  assert_null(lx);
  world_done(&w);
}

/* ---- Memory ------------------------------------------------------------ */

static quoth_status save_and_map(const quoth_allocator *hook,
                                 const char *path) {
  static struct bytes file;
  quoth__mem mem = quoth__mem_from(hook);
  quoth__vocab *vocab = NULL;
  quoth__lexicon *lx = NULL;
  file.len = 0;
  quoth_status s = quoth_lexicon_compile(tsv, strlen(tsv), "en", NULL, hook,
                                         keep_bytes, &file, NULL);
  if (!s) s = quoth__vocab_new(&mem, &vocab);
  if (!s) s = quoth__lexicon_map(vocab, "x", path, &lx, NULL);
  quoth__lexicon_free(lx);
  quoth__vocab_free(vocab);
  return s;
}

static void every_failure_is_clean(void **state) {
  (void)state;
  static struct bytes file;
  faulty f = {0};
  quoth_allocator hook = faulty_hook(&f);
  char path[64];
  compile(&file);
  write_file(path, &file);
  assert_int_equal(save_and_map(&hook, path), QUOTH_OK);
  assert_int_equal(f.live, 0);
  size_t total = f.requests;
  for (size_t at = 1; at <= total; at++) {
    f = (faulty){.fail_at = at};
    quoth_status s = save_and_map(&hook, path);
    assert_true(s == QUOTH_OK || s == QUOTH_ENOMEM);
    assert_int_equal(f.live, 0);
  }
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_the_same_answers),
      cmocka_unit_test(the_same_bytes_each_time),
      cmocka_unit_test(no_file_does_harm),
      cmocka_unit_test(says_what_is_wrong),
      cmocka_unit_test(every_failure_is_clean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
