/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "text/doc.h"
#include "unicode/utf8.h"

static const char article[] =
    "\xEF\xBB\xBFHarbour reopens\r\n\r\n"
    "\xE2\x80\x9CWe waited,\xE2\x80\x9D said Mr. N. Oyelaran. "
    "\xE2\x80\x9CThen it \xE2\x80\x98opened\xE2\x80\x99.\xE2\x80\x9D\n\n"
    "Mail a.b@port.org \xF0\x9F\x9A\xA2 \xFF\xC3 now\0then... 5%.\n";

static quoth_doc *doc_of(const char *text, size_t len, const char *lang) {
  quoth_doc *doc = NULL;
  quoth_doc_options o = {.lang = lang};
  assert_int_equal(quoth_doc_new(text, len, &o, &doc), QUOTH_OK);
  return doc;
}

/* ---- Memory ------------------------------------------------------------- */

struct counter {
  size_t live, requests, fail_at;
};

static void *counting(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct counter *c = ud;
  if (nsize && ++c->requests == c->fail_at) return NULL;
  void *p = NULL;
  if (nsize) {
    p = realloc(ptr, nsize);
    assert_non_null(p);
  } else {
    free(ptr);
  }
  c->live = c->live - osize + nsize;
  return p;
}

static const char dialogue[] =
    "\xE2\x80\x94 \xD0\x94\xD0\xB0, \xE2\x80\x94 \xD1\x8F. "
    "\xE2\x80\x94 \xD0\x9D\xD1\x83 \xC2\xAB\xD0\xB4\xD0\xB0!\xC2\xBB\n\n"
    "> \xD0\x94\xD0\xB0.\n";

/* Make a doc again and again, with ever later an allocation failing. */
static void fail_each_allocation(const char *text, size_t len,
                                 const char *lang) {
  struct counter c = {0};
  quoth_allocator hook = {counting, &c};
  quoth_doc_options o = {.lang = lang, .allocator = &hook};
  quoth_doc *doc;
  quoth_status status = QUOTH_ENOMEM;
  size_t n = 1;
  for (; status != QUOTH_OK; n++) {
    c = (struct counter){.fail_at = n};
    status = quoth_doc_new(text, len, &o, &doc);
    if (status == QUOTH_OK) break;
    assert_int_equal(status, QUOTH_ENOMEM);
    assert_null(doc);
    assert_int_equal(c.live, 0);
  }
  assert_true(n > 10);
  quoth_doc_free(doc);
  assert_int_equal(c.live, 0);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  fail_each_allocation(article, sizeof article - 1, "en");
  fail_each_allocation(dialogue, sizeof dialogue - 1, "ru");
}

static void misuse_is_a_status(void **state) {
  (void)state;
  quoth_doc *doc;
  quoth_place place;
  assert_int_equal(quoth_doc_new(NULL, 1, NULL, &doc), QUOTH_EINVAL);
  assert_int_equal(quoth_doc_new("", 0, NULL, NULL), QUOTH_EINVAL);
  assert_int_equal(quoth_doc_new("", (size_t)1 << 31, NULL, &doc),
                   QUOTH_ELIMIT);
  assert_int_equal(quoth_doc_locate(NULL, 0, &place), QUOTH_EINVAL);
  uint32_t count = 1;
  assert_null(quoth_doc_tokens(NULL, &count));
  assert_int_equal(count, 0);
  assert_int_equal(quoth_doc_token_at(NULL, 0), QUOTH_NONE);
  quoth_doc_free(NULL);
}

/* ---- Order and edges ----------------------------------------------------- */

/* What must hold of any text. */
static void check_invariants(const quoth_doc *doc) {
  size_t len;
  const char *text = quoth_doc_text(doc, &len);
  uint32_t n, n_sentences, n_paragraphs, n_quotations, at = 0;
  uint32_t firsts = 0, lasts = 0, p_firsts = 0, p_lasts = 0;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    assert_true(t[i].span.start >= at);
    assert_true(t[i].span.end > t[i].span.start);
    if (t[i].flags & QUOTH_TOKEN_SPACE_BEFORE)
      assert_true(t[i].span.start > at);
    at = t[i].span.end;
    const quoth_type *type = quoth_doc_type(doc, t[i].type);
    assert_non_null(type);
    assert_int_equal(type->text_len, at - t[i].span.start);
    assert_memory_equal(type->text, text + t[i].span.start, type->text_len);
    assert_int_equal(quoth_doc_token_at(doc, at - 1), i);
    assert_int_not_equal(quoth_doc_sentence_at(doc, at - 1), QUOTH_NONE);
    assert_int_not_equal(quoth_doc_paragraph_at(doc, at - 1), QUOTH_NONE);
    firsts += (t[i].flags & QUOTH_TOKEN_SENTENCE_FIRST) != 0;
    lasts += (t[i].flags & QUOTH_TOKEN_SENTENCE_LAST) != 0;
    p_firsts += (t[i].flags & QUOTH_TOKEN_PARAGRAPH_FIRST) != 0;
    p_lasts += (t[i].flags & QUOTH_TOKEN_PARAGRAPH_LAST) != 0;
  }
  assert_true(at <= len);
  const quoth_span *s = quoth_doc_sentences(doc, &n_sentences);
  for (uint32_t i = 0; i < n_sentences; i++) {
    assert_true(s[i].start < s[i].end);
    assert_true(i == 0 || s[i - 1].end <= s[i].start);
    assert_int_equal(quoth_doc_paragraph_at(doc, s[i].start),
                     quoth_doc_paragraph_at(doc, s[i].end - 1));
  }
  assert_int_equal(firsts, n_sentences);
  assert_int_equal(lasts, n_sentences);
  quoth_doc_paragraphs(doc, &n_paragraphs);
  assert_int_equal(p_firsts, p_lasts);
  assert_true(p_firsts <= n_paragraphs);
  const quoth_quotation *q = quoth_doc_quotations(doc, &n_quotations);
  for (uint32_t i = 0; i < n_quotations; i++) {
    assert_true(q[i].span.start <= q[i].inner.start);
    assert_true(q[i].inner.start <= q[i].inner.end);
    assert_true(q[i].inner.end <= q[i].span.end && q[i].span.end <= len);
    assert_true(q[i].chain <= i && q[q[i].chain].chain == q[i].chain);
    if (i) assert_true(q[i - 1].span.start <= q[i].span.start);
    if (q[i].parent == QUOTH_NONE) {
      assert_int_equal(q[i].level, 0);
      continue;
    }
    const quoth_quotation *p = &q[q[i].parent];
    assert_true(q[i].parent < i && p->level + 1 == q[i].level);
    assert_true(p->inner.start <= q[i].span.start);
    assert_true(p->inner.end >= q[i].span.end);
  }
}

static void invariants_hold(void **state) {
  (void)state;
  quoth_doc *doc = doc_of(article, sizeof article - 1, "en");
  check_invariants(doc);
  quoth_doc_free(doc);
  doc = doc_of("", 0, NULL);
  check_invariants(doc);
  assert_string_equal(quoth_doc_text(doc, NULL), "");
  assert_string_equal(quoth_doc_lang(doc), "");
  quoth_doc_free(doc);
  doc = doc_of(" \n\n \t \xE3\x80\x80", 9, "zh");
  uint32_t count;
  quoth_doc_tokens(doc, &count);
  assert_int_equal(count, 0);
  quoth_doc_sentences(doc, &count);
  assert_int_equal(count, 0);
  quoth_doc_free(doc);
}

/* A small generator: the same texts on every machine. */
static uint32_t roll(uint64_t *seed, uint32_t n) {
  *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
  return (uint32_t)(*seed >> 33) % n;
}

static void invariants_hold_on_random_text(void **state) {
  (void)state;
  static const char *const bits[] = {
      "a", "B", "word", " ", " ", "\n", "\n\n", "\r\n", ".", "...", "!", "?",
      "\"", "'", "''", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x98",
      "\xE2\x80\x99", "\xC2\xAB", "\xC2\xBB", "\xE2\x80\x9E", "-", "--",
      "\xE2\x80\x94", "@", "#", "http://", "www.", "x.org", "/", "5", "Mr",
      ",", ":", "(", ")", "\xFF", "\xC3", "\xF0\x9F\x9A\xA2", "\xE3\x80\x8C",
      "\xE3\x80\x8D", "\xD0\x94", "s", "U.S", "`", "> ", "\xEF\xBB\xBF",
      "\xC2\xA0", "\xCC\x88"};
  static const char *const langs[] = {"en", "de", "fr", "ru", "sv", "zh",
                                      "es", NULL};
  uint64_t seed = 7;
  char text[400];
  for (int round = 0; round < 20000; round++) {
    size_t len = 0;
    uint32_t n = roll(&seed, 60);
    for (uint32_t i = 0; i < n; i++) {
      const char *bit = bits[roll(&seed, sizeof bits / sizeof *bits)];
      memcpy(text + len, bit, strlen(bit));
      len += strlen(bit);
    }
    quoth_doc_options o = {.lang = langs[round % 8],
                           .plain_uax29 = round % 5 == 0};
    quoth_doc *doc;
    assert_int_equal(quoth_doc_new(text, len, &o, &doc), QUOTH_OK);
    check_invariants(doc);
    quoth_doc_free(doc);
  }
}

/* ---- Types --------------------------------------------------------------- */

static const quoth_type *first_type(const quoth_doc *doc) {
  uint32_t n;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  assert_true(n > 0);
  return quoth_doc_type(doc, t[0].type);
}

static void types_have_attributes(void **state) {
  (void)state;
  static const struct {
    const char *text, *norm, *shape;
    uint32_t n_cps;
    quoth_class cls;
    quoth_caps caps;
    const char *script;
  } rows[] = {
      {"Harbours", "harbours", "Xxxxx", 8, QUOTH_CLASS_WORD,
       QUOTH_CAPS_TITLE, "Latn"},
      {"NATO", "nato", "XXXX", 4, QUOTH_CLASS_WORD, QUOTH_CAPS_UPPER, "Latn"},
      {"iPhone", "iphone", "xXxxxx", 6, QUOTH_CLASS_WORD, QUOTH_CAPS_MIXED,
       "Latn"},
      {"McDonald", "mcdonald", "XxXxxxx", 8, QUOTH_CLASS_WORD,
       QUOTH_CAPS_TITLE, "Latn"},
      {"A", "a", "X", 1, QUOTH_CLASS_WORD, QUOTH_CAPS_TITLE, "Latn"},
      {"didn\xE2\x80\x99t", "didn't", "xxxx\xE2\x80\x99x", 6,
       QUOTH_CLASS_WORD, QUOTH_CAPS_LOWER, "Latn"},
      {"U.S.", "u.s.", "X.X.", 4, QUOTH_CLASS_WORD, QUOTH_CAPS_UPPER, "Latn"},
      {"Stra\xC3\x9F" "e", "strasse", "Xxxxx", 6, QUOTH_CLASS_WORD,
       QUOTH_CAPS_TITLE, "Latn"},
      {"\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD", "\xD0\xB8\xD0\xB2\xD0\xB0\xD0\xBD",
       "Xxxx", 4, QUOTH_CLASS_WORD, QUOTH_CAPS_TITLE, "Cyrl"},
      {"20th", "20th", "ddxx", 4, QUOTH_CLASS_NUMBER, QUOTH_CAPS_LOWER,
       "Latn"},
      {"1,000.5", "1,000.5", "d,ddd.d", 7, QUOTH_CLASS_NUMBER,
       QUOTH_CAPS_NONE, "Zyyy"},
      {"\xE2\x80\x9D", "\xE2\x80\x9D", "\xE2\x80\x9D", 1, QUOTH_CLASS_QUOTE,
       QUOTH_CAPS_NONE, "Zyyy"},
      {"\xE2\x80\x99", "'", "\xE2\x80\x99", 1, QUOTH_CLASS_QUOTE,
       QUOTH_CAPS_NONE, "Zyyy"},
      {"''", "''", "''", 2, QUOTH_CLASS_QUOTE, QUOTH_CAPS_NONE, "Zyyy"},
      {"......", "......", "....", 6, QUOTH_CLASS_PUNCT, QUOTH_CAPS_NONE,
       "Zyyy"},
      {"$", "$", "$", 1, QUOTH_CLASS_SYMBOL, QUOTH_CAPS_NONE, "Zyyy"},
      {"#tag", "#tag", "#xxx", 4, QUOTH_CLASS_URL, QUOTH_CAPS_LOWER, "Latn"},
      {"\xF0\x9F\x9A\xA2", "\xF0\x9F\x9A\xA2", "\xF0\x9F\x9A\xA2", 1,
       QUOTH_CLASS_EMOJI, QUOTH_CAPS_NONE, "Zyyy"},
      {"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4\xEF\xB8\x8F",
       "\xE2\x9D\xA4", 2, QUOTH_CLASS_EMOJI, QUOTH_CAPS_NONE, "Zyyy"},
      {"\xFF", "\xFF", "\xEF\xBF\xBD", 1, QUOTH_CLASS_INVALID,
       QUOTH_CAPS_NONE, "Zyyy"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    quoth_doc *doc = doc_of(rows[i].text, strlen(rows[i].text), "en");
    const quoth_type *t = first_type(doc);
    assert_string_equal(t->text, rows[i].text);
    assert_string_equal(t->norm, rows[i].norm);
    assert_string_equal(t->shape, rows[i].shape);
    assert_int_equal(t->n_cps, rows[i].n_cps);
    assert_string_equal(quoth_class_name(t->cls),
                        quoth_class_name(rows[i].cls));
    assert_string_equal(quoth_caps_name(t->caps),
                        quoth_caps_name(rows[i].caps));
    assert_string_equal(t->script, rows[i].script);
    quoth_doc_free(doc);
  }
}

static void types_are_shared_by_docs(void **state) {
  (void)state;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__types *types;
  assert_int_equal(quoth__types_new(&mem, &types), QUOTH_OK);
  quoth_doc *a, *b;
  assert_int_equal(quoth__doc_new_with("The port", 8, NULL, types, &a), 0);
  assert_int_equal(quoth__doc_new_with("the port", 8, NULL, types, &b), 0);
  const quoth_token *ta = quoth_doc_tokens(a, NULL);
  const quoth_token *tb = quoth_doc_tokens(b, NULL);
  assert_int_equal(ta[1].type, tb[1].type);
  assert_int_not_equal(ta[0].type, tb[0].type);
  assert_int_equal(quoth_doc_type(a, ta[0].type)->norm_id,
                   quoth_doc_type(b, tb[0].type)->norm_id);
  assert_int_equal(quoth__types_count(types), 3);
  assert_int_equal(quoth__types_norm_count(types), 2);
  assert_int_equal(quoth__types_find(types, "port", 4), ta[1].type);
  assert_int_equal(quoth__types_find(types, "ship", 4), QUOTH_NONE);
  assert_int_equal(quoth__types_find_norm(types, "the", 3),
                   quoth_doc_type(a, ta[0].type)->norm_id);
  quoth_doc_free(a);
  assert_string_equal(quoth_doc_type(b, tb[0].type)->text, "the");
  quoth_doc_free(b);
  quoth__types_free(types);
}

/* ---- Places -------------------------------------------------------------- */

/* Places counted from the start of the text, one character after another. */
static void check_places(const char *text, uint32_t len) {
  quoth_doc *doc = doc_of(text, len, "en");
  quoth_place want = {0, 0, 0, 1, 1}, got;
  for (;;) {
    assert_int_equal(quoth_doc_locate(doc, want.byte, &got), QUOTH_OK);
    assert_memory_equal(&got, &want, sizeof got);
    assert_int_equal(quoth_doc_locate_codepoint(doc, want.codepoint, &got),
                     QUOTH_OK);
    assert_memory_equal(&got, &want, sizeof got);
    assert_int_equal(quoth_doc_locate_utf16(doc, want.utf16, &got), QUOTH_OK);
    assert_memory_equal(&got, &want, sizeof got);
    if (want.byte == len) break;
    quoth__char c = quoth__utf8_get(text, len, want.byte);
    for (uint32_t i = 1; i < c.len; i++)
      assert_int_equal(quoth_doc_locate(doc, want.byte + i, &got),
                       QUOTH_EINVAL);
    if (c.cp > 0xFFFF)
      assert_int_equal(quoth_doc_locate_utf16(doc, want.utf16 + 1, &got),
                       QUOTH_EINVAL);
    bool end = c.cp == '\n' || (c.cp == '\r' && (want.byte + 1 == len ||
                                                 text[want.byte + 1] != '\n'));
    bool bom = c.cp == 0xFEFF && want.byte == 0;
    want.byte += c.len;
    want.codepoint++;
    want.utf16 += c.cp > 0xFFFF ? 2 : 1;
    want.line += end;
    want.column = end ? 1 : bom ? want.column : want.column + 1;
  }
  assert_int_equal(quoth_doc_locate(doc, len + 1, &got), QUOTH_EINVAL);
  assert_int_equal(quoth_doc_locate_codepoint(doc, len + 1, &got),
                   QUOTH_EINVAL);
  assert_int_equal(quoth_doc_locate_utf16(doc, 2 * len + 1, &got),
                   QUOTH_EINVAL);
  quoth_doc_free(doc);
}

static void places_are_found(void **state) {
  (void)state;
  static const char *const bits[] = {"a", "\xC3\xA9", "\xE2\x80\x9C", "\n",
                                     "\xF0\x9F\x9A\xA2", "\r\n", "\r",
                                     "\xFF", "\xF0\x9F", " "};
  check_places("", 0);
  check_places(article, sizeof article - 1);
  uint64_t seed = 3;
  static char text[8000];
  for (int round = 0; round < 60; round++) {
    uint32_t len = 0, n = roll(&seed, 1500);
    for (uint32_t i = 0; i < n; i++) {
      const char *bit = bits[roll(&seed, 10)];
      memcpy(text + len, bit, strlen(bit));
      len += (uint32_t)strlen(bit);
    }
    check_places(text, len);
  }
}

/* ---- Kinds --------------------------------------------------------------- */

static quoth_kind kind_of(const quoth_doc *doc, const char *part) {
  const char *text = quoth_doc_text(doc, NULL), *at = strstr(text, part);
  assert_non_null(at);
  quoth_span span = {(uint32_t)(at - text),
                     (uint32_t)(at - text + (ptrdiff_t)strlen(part))};
  return quoth_doc_kind(doc, &span, 1);
}

static void kinds_are_told_by_marks(void **state) {
  (void)state;
  static const char text[] =
      "\"We sailed 'at noon',\" she said. It was a \"bad\" day, and she sang "
      "\"The Long Way Home\" to Rosa \"Bird\" Okafor.";
  quoth_doc *doc = doc_of(text, sizeof text - 1, "en");
  assert_int_equal(kind_of(doc, "\"We sailed 'at noon',\""),
                   QUOTH_KIND_DIRECT);
  assert_int_equal(kind_of(doc, "at noon"), QUOTH_KIND_DIRECT);
  assert_int_equal(kind_of(doc, "It was"), QUOTH_KIND_INDIRECT);
  assert_int_equal(kind_of(doc, "It was a \"bad\" day"), QUOTH_KIND_MIXED);
  assert_int_equal(kind_of(doc, "sang \"The Long Way Home\""),
                   QUOTH_KIND_INDIRECT);
  assert_int_equal(kind_of(doc, "Rosa \"Bird\" Okafor"),
                   QUOTH_KIND_INDIRECT);
  assert_int_equal(kind_of(doc, "sailed 'at noon',\" she"),
                   QUOTH_KIND_MIXED);
  quoth_span two[] = {{0, 10}, {26, 29}};
  assert_int_equal(quoth_doc_kind(doc, two, 2), QUOTH_KIND_MIXED);
  assert_int_equal(quoth_doc_kind(doc, NULL, 0), QUOTH_KIND_INDIRECT);
  assert_int_equal(quoth_doc_kind(NULL, two, 2), QUOTH_KIND_INDIRECT);
  assert_string_equal(quoth_kind_name(QUOTH_KIND_MIXED), "mixed");
  quoth_doc_free(doc);
}

static void abbreviations_are_in_order(void **state) {
  (void)state;
  uint32_t n;
  const quoth__language *const *all = quoth__language_all(&n);
  assert_int_equal(n, 13);
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < all[i]->n_abbreviations; k++) {
      const quoth__abbreviation *a = &all[i]->abbreviations[k];
      if (quoth__language_abbr(all[i], a->word,
                               (uint32_t)strlen(a->word)) != a->kind)
        fail_msg("%s: %s is out of order", all[i]->tag, a->word);
    }
  assert_string_equal(quoth__language_find("de-AT")->tag, "de");
  assert_string_equal(quoth__language_find("EN_gb")->tag, "en");
  assert_string_equal(quoth__language_find("deu")->tag, "");
  assert_string_equal(quoth__language_find(NULL)->tag, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(misuse_is_a_status),
      cmocka_unit_test(invariants_hold),
      cmocka_unit_test(invariants_hold_on_random_text),
      cmocka_unit_test(types_have_attributes),
      cmocka_unit_test(types_are_shared_by_docs),
      cmocka_unit_test(places_are_found),
      cmocka_unit_test(kinds_are_told_by_marks),
      cmocka_unit_test(abbreviations_are_in_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
