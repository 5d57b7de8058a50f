/* SPDX-License-Identifier: MIT */
/* The model file, whole and damaged, and the layers it makes of a doc. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lang/analysis.h"

static const char PATH[] = "scripts/models/en.model";

static const char TEXT[] =
    "Marta Lindqvist denied on Monday that the harbour had been closed. "
    "The mayor's well-known critics didn't agree with her. "
    "\"It's over,\" they said.";

/* The file's bytes, at a multiple of 64. */
static char *read_model(size_t *size) {
  FILE *f = fopen(PATH, "rb");
  assert_non_null(f);
  fseek(f, 0, SEEK_END);
  *size = (size_t)ftell(f);
  rewind(f);
  char *data = aligned_alloc(64, (*size + 63) & ~(size_t)63);
  assert_non_null(data);
  assert_int_equal(fread(data, 1, *size, f), *size);
  fclose(f);
  return data;
}

static quoth_doc *new_doc(const char *text) {
  quoth_doc *doc;
  assert_int_equal(quoth_doc_new(text, strlen(text),
                                 &(quoth_doc_options){.lang = "en"}, &doc),
                   QUOTH_OK);
  return doc;
}

/* The token with this text. */
static uint32_t find(const quoth_doc *doc, const char *text) {
  uint32_t n;
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; i++)
    if (strcmp(quoth_doc_type(doc, tokens[i].type)->text, text) == 0) return i;
  fail_msg("no token %s", text);
  return 0;
}

static quoth__analysis *new_analysis(void) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__analysis *a;
  assert_int_equal(quoth__analysis_new(&mem, &a), QUOTH_OK);
  return a;
}

/* ---- Use ------------------------------------------------------------------- */

static void expect(quoth__analysis *a, const quoth_doc *doc, const char *token,
                   const char *lemma, const char *pos, const char *tag,
                   const char *dep, const char *head) {
  uint32_t t = find(doc, token), at = quoth__analysis_head(a, t);
  assert_string_equal(quoth__analysis_get(a, QUOTH_LAYER_LEMMA, t), lemma);
  assert_string_equal(quoth__analysis_get(a, QUOTH_LAYER_POS, t), pos);
  assert_string_equal(quoth__analysis_get(a, QUOTH_LAYER_TAG, t), tag);
  assert_string_equal(quoth__analysis_get(a, QUOTH_LAYER_DEP, t), dep);
  assert_int_equal(at, head ? find(doc, head) : QUOTH_NONE);
}

static void test_layers(void **state) {
  (void)state;
  quoth_model *model;
  quoth_error error;
  assert_int_equal(quoth_model_open(PATH, NULL, &model, &error), QUOTH_OK);
  assert_string_equal(quoth_model_lang(model), "en");
  quoth_doc *doc = new_doc(TEXT);
  quoth__analysis *a = new_analysis();
  quoth__analysis_open(a, model, doc);
  expect(a, doc, "denied", "deny", "VERB", "VBD", "root", NULL);
  expect(a, doc, "Marta", "Marta", "PROPN", "NNP", "nsubj", "denied");
  expect(a, doc, "closed", "close", "VERB", "VBN", "ccomp", "denied");
  expect(a, doc, "been", "be", "AUX", "VBN", "aux:pass", "closed");
  expect(a, doc, "critics", "critic", "NOUN", "NNS", "nsubj", "agree");
  expect(a, doc, "didn't", "do", "AUX", "VBD", "aux", "agree");
  uint32_t first, last;
  quoth__analysis_subtree(a, find(doc, "closed"), &first, &last);
  assert_int_equal(first, find(doc, "that"));
  assert_int_equal(last, find(doc, "closed"));
  quoth__analysis_free(a);
  quoth_doc_free(doc);
  quoth_model_free(model);
}

static void test_nothing_is_done_unasked(void **state) {
  (void)state;
  quoth_model *model;
  assert_int_equal(quoth_model_open(PATH, NULL, &model, NULL), QUOTH_OK);
  quoth_doc *doc = new_doc(TEXT);
  quoth__analysis *a = new_analysis();
  quoth__analysis_open(a, model, doc);
  assert_int_equal(quoth__analysis_count(a).sentences, 3);
  assert_int_equal(quoth__analysis_count(a).tagged, 0);
  quoth__analysis_get(a, QUOTH_LAYER_POS, find(doc, "agree"));
  quoth__analysis_get(a, QUOTH_LAYER_LEMMA, find(doc, "critics"));
  assert_int_equal(quoth__analysis_count(a).tagged, 1);
  assert_int_equal(quoth__analysis_count(a).parsed, 0);
  quoth__analysis_head(a, find(doc, "denied"));
  quoth__analysis_get(a, QUOTH_LAYER_DEP, find(doc, "Monday"));
  assert_int_equal(quoth__analysis_count(a).tagged, 2);
  assert_int_equal(quoth__analysis_count(a).parsed, 1);
  assert_null(quoth__analysis_get(a, QUOTH_LAYER_POS, 10000));
  assert_int_equal(quoth__analysis_head(a, 10000), QUOTH_NONE);
  quoth__analysis_free(a);
  quoth_doc_free(doc);
  quoth_model_free(model);
}

static void test_long_sentence(void **state) {
  (void)state;
  quoth_model *model;
  assert_int_equal(quoth_model_open(PATH, NULL, &model, NULL), QUOTH_OK);
  enum { N = 3000 };
  char *text = malloc(N * 9 + 1);
  for (size_t i = 0; i < N; i++) memcpy(text + i * 9, "and said ", 9);
  text[N * 9] = 0;
  quoth_doc *doc = new_doc(text);
  quoth__analysis *a = new_analysis();
  quoth__analysis_open(a, model, doc);
  uint32_t n;
  quoth_doc_tokens(doc, &n);
  assert_int_equal(n, 2 * N);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t head = quoth__analysis_head(a, i);
    assert_true(head == QUOTH_NONE || head < n);
  }
  assert_int_equal(quoth__analysis_status(a), QUOTH_OK);
  quoth__analysis_free(a);
  quoth_doc_free(doc);
  free(text);
  quoth_model_free(model);
}

static void test_given(void **state) {
  (void)state;
  quoth_doc *doc = new_doc("Er ging heim.");
  quoth__analysis *a = new_analysis();
  quoth__analysis_open(a, NULL, doc);
  assert_null(quoth__analysis_get(a, QUOTH_LAYER_POS, 0));
  quoth_word word = {.values = {"er", "PRON", "PPER", "nsubj"}, .head = 1};
  assert_int_equal(quoth__analysis_set(a, 0, &word), QUOTH_OK);
  assert_string_equal(quoth__analysis_get(a, QUOTH_LAYER_TAG, 0), "PPER");
  assert_int_equal(quoth__analysis_head(a, 0), 1);
  assert_null(quoth__analysis_get(a, QUOTH_LAYER_LEMMA, 1));
  word.head = 99;
  assert_int_equal(quoth__analysis_set(a, 0, &word), QUOTH_EINVAL);
  assert_int_equal(quoth__analysis_set(a, 99, &word), QUOTH_EINVAL);
  uint32_t first, last;
  quoth__analysis_subtree(a, 1, &first, &last);
  assert_int_equal(first, 0);
  assert_int_equal(last, 1);
  quoth__analysis_free(a);
  quoth_doc_free(doc);
}

/* ---- Damage ------------------------------------------------------------------ */

static void refused(const void *data, size_t size, const char *why) {
  quoth_model *model = NULL;
  quoth_error error = {0};
  assert_int_equal(
      quoth__model_from(data, size, "x.model", NULL, &model, &error),
      QUOTH_EIO);
  assert_null(model);
  if (why) assert_non_null(strstr(error.message, why));
  assert_non_null(strstr(error.message, "x.model"));
}

static void test_truncated(void **state) {
  (void)state;
  size_t size;
  char *data = read_model(&size);
  for (size_t n = 0; n < size; n += 1024) refused(data, n, NULL);
  refused(data, size - 1, "cut off");
  refused(data, 10, "too short");
  data[0] ^= 1;
  refused(data, size, "no model of Quoth");
  free(data);
}

static void seal(char *data, size_t size) {
  size_t behind = offsetof(quoth__model_head, checksum) + sizeof(uint64_t);
  uint64_t sum = quoth__model_checksum(data + behind, size - behind);
  memcpy(data + offsetof(quoth__model_head, checksum), &sum, sizeof sum);
}

static uint32_t random_of(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* Ask everything of everything; whatever comes out must lie in bounds. */
static void use(const void *data, size_t size, const quoth_doc *doc) {
  quoth_model *model = NULL;
  quoth_status status =
      quoth__model_from(data, size, "x", NULL, &model, NULL);
  if (status != QUOTH_OK) return;
  quoth__analysis *a = new_analysis();
  quoth__analysis_open(a, model, doc);
  uint32_t n;
  quoth_doc_tokens(doc, &n);
  for (uint32_t t = 0; t < n; t++) {
    for (int layer = 0; layer < QUOTH_LAYER_COUNT; layer++)
      assert_non_null(quoth__analysis_get(a, (quoth_layer)layer, t));
    uint32_t head = quoth__analysis_head(a, t);
    assert_true(head == QUOTH_NONE || head < n);
  }
  quoth__analysis_free(a);
  quoth_model_free(model);
}

/* Bytes changed anywhere: refused by the checksum; and with a checksum made
 * good again, refused or used without harm. */
static void test_damaged(void **state) {
  (void)state;
  size_t size;
  char *data = read_model(&size);
  quoth_doc *doc = new_doc(TEXT);
  uint32_t seed = 77;
  for (uint32_t round = 0; round < 120; round++) {
    size_t at[8];
    char old[8];
    for (uint32_t k = 0; k < 8; k++) {
      /* Half of the changes in the header and the tables behind it. */
      at[k] = 24 + (round % 2 ? random_of(&seed) % 600
                              : random_of(&seed) % (uint32_t)(size - 24));
      old[k] = data[at[k]];
      data[at[k]] = (char)random_of(&seed);
    }
    if (round < 10) refused(data, size, NULL);
    seal(data, size);
    use(data, size, doc);
    for (uint32_t k = 8; k-- > 0;) data[at[k]] = old[k];
  }
  seal(data, size);
  use(data, size, doc);
  quoth_doc_free(doc);
  free(data);
}

static void test_open_errors(void **state) {
  (void)state;
  quoth_model *model;
  quoth_error error;
  assert_int_equal(quoth_model_open("no/such.model", NULL, &model, &error),
                   QUOTH_ENOTFOUND);
  assert_non_null(strstr(error.message, "no/such.model"));
  assert_int_equal(quoth_model_open("Makefile", NULL, &model, &error),
                   QUOTH_EIO);
  assert_int_equal(quoth_model_open("core", NULL, &model, &error), QUOTH_EIO);
  assert_int_equal(quoth_model_open(NULL, NULL, &model, &error), QUOTH_EINVAL);
  assert_null(model);
  quoth_model_free(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_layers),
    cmocka_unit_test(test_nothing_is_done_unasked),
    cmocka_unit_test(test_long_sentence),
    cmocka_unit_test(test_given),
    cmocka_unit_test(test_truncated),
    cmocka_unit_test(test_damaged),
    cmocka_unit_test(test_open_errors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
