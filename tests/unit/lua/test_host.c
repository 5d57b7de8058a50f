/* SPDX-License-Identifier: MIT */
/* Hosts of packs: their whole life, misuse, and memory that runs out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "quoth_lua.h"

static const char PACK[] =
    "local quoth = require 'quoth'\n"
    "local seen = { words = {} }\n"
    "local re = quoth.re('s(a)id')\n"
    "return quoth.pack { name = 't', lang = 'en',\n"
    "  lexicons = { say = { 'said', { 'denied', act = 'deny' } } },\n"
    "  define = { NAME = [=[ [caps & word]{1,3} ]=] },\n"
    "  phases = { 'one', { name = 'two', view = { 'quote' } } },\n"
    "  rules = {\n"
    "    { name = 'a', phase = 'one', pattern = [=[ source:@NAME cue:$say ]=],\n"
    "      where = function(m) return m:text('cue') ~= 'x' end,\n"
    "      emit = { layer = 'attribution', act = { 'cue', 'act' } },\n"
    "      examples = { { 'Ann said so.', source = 'Ann' },\n"
    "        { 'Ann said so.', source = 'Bob' } } },\n"
    "    { name = 'b', phase = 'two', regex = '(?<cue>said|denied)',\n"
    "      emit = function(m)\n"
    "        seen.words[#seen.words + 1] = m:text()\n"
    "        return { layer = 'cue', cue = m:spans('cue'), n = #seen.words }\n"
    "      end },\n"
    "  },\n"
    "  resolve = function(doc)\n"
    "    for a in doc:each('attribution') do\n"
    "      a:set('speaker', a:part_text('source'):upper())\n"
    "      assert(re:test(doc.text) or true)\n"
    "    end\n"
    "  end }\n";

static const char TEXT[] =
    "“It is over,” Ann Lee said. Bob Ray denied it. “No!” he said.";

/* An allocator that counts, and fails at the n-th call or from there on. */
struct meter {
  size_t blocks, bytes; /* in use */
  unsigned long calls, fail_at;
  bool for_ever, failed;
};

static void *measure(void *ud, void *ptr, size_t osize, size_t nsize) {
  struct meter *m = ud;
  if (nsize > osize && m->fail_at) {
    m->calls++;
    if (m->calls == m->fail_at || (m->for_ever && m->calls > m->fail_at)) {
      m->failed = true;
      return NULL;
    }
  }
  if (nsize == 0) {
    m->blocks -= ptr != NULL;
    m->bytes -= osize;
    free(ptr);
    return NULL;
  }
  void *out = realloc(ptr, nsize);
  if (!out) abort();
  m->blocks += ptr == NULL;
  m->bytes += nsize - osize;
  return out;
}

struct outcome {
  uint32_t n_attributions, examples, failed_examples;
};

static void count_example(void *ud, const quoth_example *example) {
  struct outcome *o = ud;
  o->examples++;
  assert_string_equal(example->pack, "t");
  assert_string_equal(example->rule, "a");
  assert_true(example->line == 12 || example->line == 13);
  if (!example->passed) assert_true(example->why[0]);
}

static quoth_status use_context(quoth_host *host, const quoth_allocator *a,
                                struct outcome *o, quoth_error *error) {
  quoth_context *context = NULL;
  quoth_doc *doc = NULL;
  quoth_doc_options options = {.lang = "en", .allocator = a};
  quoth_status status = quoth_host_context(host, &context, error);
  if (status == QUOTH_OK)
    status = quoth_doc_new(TEXT, sizeof TEXT - 1, &options, &doc);
  for (int i = 0; i < 2 && status == QUOTH_OK; i++) {
    status = quoth_context_open(context, doc);
    if (status == QUOTH_OK) status = quoth_context_run(context, error);
  }
  if (status == QUOTH_OK)
    quoth_annotations_layer(quoth_context_annotations(context), "attribution",
                            &o->n_attributions);
  quoth_context_free(context);
  quoth_doc_free(doc);
  return status;
}

/* The life of a host from the first call to the last. */
static quoth_status live(const quoth_allocator *a, struct outcome *o,
                         quoth_error *error) {
  quoth_host_options options = {.allocator = a};
  const quoth_engine *engine = NULL;
  quoth_host *host = NULL;
  *o = (struct outcome){0};
  quoth_status status = quoth_host_new(&options, &host);
  if (status == QUOTH_OK)
    status = quoth_host_load_text(host, PACK, sizeof PACK - 1, "t.lua", error);
  if (status == QUOTH_OK) status = quoth_host_finish(host, &engine, error);
  if (status == QUOTH_OK) status = use_context(host, a, o, error);
  if (status == QUOTH_OK)
    status = quoth_host_test(host, count_example, o, &o->failed_examples,
                             error);
  quoth_host_free(host);
  return status;
}

static void test_life(void **state) {
  (void)state;
  struct meter m = {0};
  quoth_allocator a = {measure, &m};
  struct outcome o;
  quoth_error error = {0};
  assert_int_equal(live(&a, &o, &error), QUOTH_OK);
  assert_int_equal(o.n_attributions, 2);
  assert_int_equal(o.examples, 2);
  assert_int_equal(o.failed_examples, 1);
  assert_int_equal(m.blocks, 0);
  assert_int_equal(m.bytes, 0);
  assert_int_equal(live(NULL, &o, &error), QUOTH_OK);
}

/* Memory runs out at the n-th allocation, for every n: once, or for ever. */
static void run_out(bool for_ever) {
  struct outcome o;
  unsigned long n = 1;
  for (;; n++) {
    struct meter m = {.fail_at = n, .for_ever = for_ever};
    quoth_allocator a = {measure, &m};
    quoth_error error = {0};
    quoth_status status = live(&a, &o, &error);
    assert_int_equal(m.blocks, 0);
    assert_int_equal(m.bytes, 0);
    if (!m.failed) break;
    if (status == QUOTH_OK) continue; /* Lua collected garbage and went on */
    if (status != QUOTH_ENOMEM) print_message("at %lu: %s\n", n, error.message);
    assert_int_equal(status, QUOTH_ENOMEM);
  }
  assert_true(n > 1000);
}

static void test_out_of_memory_once(void **state) {
  (void)state;
  run_out(false);
}

static void test_out_of_memory_for_ever(void **state) {
  (void)state;
  run_out(true);
}

static void test_misuse(void **state) {
  (void)state;
  quoth_host *host = NULL;
  quoth_context *context = (quoth_context *)1;
  const quoth_engine *engine;
  quoth_error error;
  uint32_t failed;
  const char *const path[] = {"scripts", NULL};
  quoth_host_options options = {.path = path, .n_path = 2};
  assert_int_equal(quoth_host_new(NULL, NULL), QUOTH_EINVAL);
  assert_int_equal(quoth_host_new(&options, &host), QUOTH_EINVAL);
  assert_null(host);
  options.path = NULL;
  assert_int_equal(quoth_host_new(&options, &host), QUOTH_EINVAL);
  quoth_host_free(NULL);
  assert_int_equal(quoth_host_load(NULL, "x", &error), QUOTH_EINVAL);
  assert_int_equal(quoth_host_load_text(NULL, "x", 1, "n", &error),
                   QUOTH_EINVAL);
  assert_int_equal(quoth_host_finish(NULL, &engine, NULL), QUOTH_EINVAL);
  assert_int_equal(quoth_host_context(NULL, &context, NULL), QUOTH_EINVAL);
  assert_null(context);
  assert_int_equal(quoth_host_test(NULL, NULL, NULL, &failed, NULL),
                   QUOTH_EINVAL);
  assert_int_equal(quoth_host_new(NULL, &host), QUOTH_OK);
  assert_int_equal(quoth_host_load(host, NULL, &error), QUOTH_EINVAL);
  assert_int_equal(quoth_host_load(host, "", &error), QUOTH_EINVAL);
  assert_int_equal(quoth_host_load(host, "no.such", &error), QUOTH_ENOTFOUND);
  assert_int_equal(quoth_host_load(host, "/", &error), QUOTH_EIO);
  assert_int_equal(quoth_host_load_text(host, NULL, 0, "n", &error),
                   QUOTH_EINVAL);
  assert_int_equal(quoth_host_context(host, &context, &error), QUOTH_EINVAL);
  assert_int_equal(quoth_host_finish(host, NULL, &error), QUOTH_EINVAL);
  assert_int_equal(quoth_host_finish(host, &engine, &error), QUOTH_OK);
  assert_int_equal(quoth_host_finish(host, &engine, &error), QUOTH_OK);
  assert_int_equal(quoth_host_load(host, "x", &error), QUOTH_EINVAL);
  quoth_host_free(host);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(test_life),
    cmocka_unit_test(test_misuse),
    cmocka_unit_test(test_out_of_memory_once),
    cmocka_unit_test(test_out_of_memory_for_ever),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
