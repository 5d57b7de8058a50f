/* SPDX-License-Identifier: MIT */
/*
 * The blocks of docs/segmentation.md, docs/quotations.md and
 * tests/cases/text/ are the tests. The info string of a fenced block says what
 * is wanted of the text above its line "---":
 *   ```tokens en       tokens, with " | " between them
 *   ```sentences en    one a line; line ends within as /
 *   ```paragraphs en   likewise
 *   ```quotations en   one a line: class, text, (flags); inner ones indented
 * "plain" behind the language asks for UAX #29 alone; "-" is no language; \r,
 * \t, \0 and \xHH in the text mean what they mean in C.
 */
#define _POSIX_C_SOURCE 200809L

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "quoth.h"

struct block {
  const char *path;
  unsigned line;
  char what[16], lang[8];
  bool plain;
  quoth__buf text, want, got;
};

static void add_span(quoth__buf *out, const quoth_doc *doc, quoth_span s) {
  const char *text = quoth_doc_text(doc, NULL);
  for (uint32_t i = s.start; i < s.end; i++) {
    if (text[i] == '\r') continue;
    if (text[i] == '\n') quoth__buf_add_str(out, " / ");
    else quoth__buf_add_char(out, text[i]);
  }
}

static void show_tokens(const quoth_doc *doc, quoth__buf *out) {
  uint32_t n;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    if (i) quoth__buf_add_str(out, " | ");
    add_span(out, doc, t[i].span);
  }
  quoth__buf_add_char(out, '\n');
}

static void show_spans(const quoth_doc *doc, const quoth_span *s, uint32_t n,
                       quoth__buf *out) {
  for (uint32_t i = 0; i < n; i++) {
    add_span(out, doc, s[i]);
    quoth__buf_add_char(out, '\n');
  }
}

static void show_quotations(const quoth_doc *doc, quoth__buf *out) {
  static const char *const flags[] = {"unclosed", "continues", "continued",
                                      "dash", "block"};
  uint32_t n;
  const quoth_quotation *q = quoth_doc_quotations(doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    for (uint32_t k = 0; k < q[i].level; k++) quoth__buf_add_str(out, "  ");
    quoth__buf_addf(out, "%s ", quoth_quotation_class_name(q[i].cls));
    add_span(out, doc, q[i].span);
    for (int k = 0; k < 5; k++)
      if (q[i].flags & 1u << k) quoth__buf_addf(out, " (%s)", flags[k]);
    quoth__buf_add_char(out, '\n');
  }
}

/* Replace the escapes that a Markdown file cannot hold as they are. */
static void unescape(quoth__buf *b) {
  size_t to = 0;
  for (size_t i = 0; i < b->len; i++) {
    char c = b->data[i], e = i + 1 < b->len ? b->data[i + 1] : 0;
    unsigned hex;
    if (c == '\\' && e == 'x' && sscanf(b->data + i + 2, "%2x", &hex) == 1) {
      b->data[to++] = (char)hex;
      i += 3;
    } else if (c == '\\' && e && strchr("rt0", e)) {
      b->data[to++] = (char)(e == 'r' ? '\r' : e == 't' ? '\t' : '\0');
      i++;
    } else {
      b->data[to++] = c;
    }
  }
  b->len = to;
}

static bool run(struct block *b) {
  quoth_doc *doc;
  uint32_t n;
  quoth_doc_options o = {.lang = b->lang, .plain_uax29 = b->plain};
  unescape(&b->text);
  if (b->text.len && b->text.data[b->text.len - 1] == '\n') b->text.len--;
  unescape(&b->want);
  const char *text = b->text.len ? b->text.data : "";
  if (quoth_doc_new(text, b->text.len, &o, &doc)) return false;
  quoth__buf_reset(&b->got);
  if (!strcmp(b->what, "tokens")) {
    show_tokens(doc, &b->got);
  } else if (!strcmp(b->what, "sentences")) {
    const quoth_span *s = quoth_doc_sentences(doc, &n);
    show_spans(doc, s, n, &b->got);
  } else if (!strcmp(b->what, "paragraphs")) {
    const quoth_span *s = quoth_doc_paragraphs(doc, &n);
    show_spans(doc, s, n, &b->got);
  } else {
    show_quotations(doc, &b->got);
  }
  quoth_doc_free(doc);
  if (b->want.len == b->got.len &&
      (!b->got.len || !memcmp(b->want.data, b->got.data, b->got.len)))
    return true;
  print_error("%s:%u: wanted\n%.*sgot\n%.*s", b->path, b->line,
              (int)b->want.len, b->want.len ? b->want.data : "",
              (int)b->got.len, b->got.len ? b->got.data : "");
  return false;
}

static bool is_ours(const char *what) {
  return !strcmp(what, "tokens") || !strcmp(what, "sentences") ||
         !strcmp(what, "paragraphs") || !strcmp(what, "quotations");
}

/* Run the blocks of a file; how many there were, how many failed. */
static void run_file(struct block *b, unsigned *n, unsigned *failed) {
  FILE *f = fopen(b->path, "r");
  if (!f) fail_msg("%s: cannot be read", b->path);
  char line[4096];
  quoth__buf *to = NULL;
  for (unsigned at = 1; fgets(line, sizeof line, f); at++) {
    char plain[8] = "";
    if (!to) {
      int got = sscanf(line, "```%15s %7s %7s", b->what, b->lang, plain);
      if (got < 2 || !is_ours(b->what)) continue;
      b->line = at;
      b->plain = !strcmp(plain, "plain");
      if (!strcmp(b->lang, "-")) b->lang[0] = '\0';
      quoth__buf_reset(&b->text);
      quoth__buf_reset(&b->want);
      to = &b->text;
    } else if (!strcmp(line, "```\n")) {
      to = NULL;
      ++*n;
      *failed += !run(b);
    } else if (to == &b->text && !strcmp(line, "---\n")) {
      to = &b->want;
    } else {
      quoth__buf_add_str(to, line);
    }
  }
  fclose(f);
}

static void check(const char *pattern, unsigned least) {
  quoth__mem mem = quoth__mem_from(NULL);
  struct block b = {.line = 0};
  quoth__buf_init(&b.text, &mem);
  quoth__buf_init(&b.want, &mem);
  quoth__buf_init(&b.got, &mem);
  unsigned n = 0, failed = 0;
  glob_t files;
  assert_int_equal(glob(pattern, 0, NULL, &files), 0);
  for (size_t i = 0; i < files.gl_pathc; i++) {
    b.path = files.gl_pathv[i];
    run_file(&b, &n, &failed);
  }
  globfree(&files);
  quoth__buf_done(&b.text);
  quoth__buf_done(&b.want);
  quoth__buf_done(&b.got);
  assert_true(n >= least); /* a file that lost its blocks tests nothing */
  assert_int_equal(failed, 0);
}

static void segmentation_is_as_documented(void **state) {
  (void)state;
  check("docs/segmentation.md", 25);
}

static void quotations_are_as_documented(void **state) {
  (void)state;
  check("docs/quotations.md", 25);
}

static void cases_hold(void **state) {
  (void)state;
  check("tests/cases/text/*.md", 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(segmentation_is_as_documented),
      cmocka_unit_test(quotations_are_as_documented),
      cmocka_unit_test(cases_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
