/* SPDX-License-Identifier: MIT */
/*
 * Character patterns, all matches in a text: bare PCRE2 with JIT against the
 * same behind a search for candidates. PCRE2 is told that the text is UTF-8;
 * Quoth takes any bytes.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "bench.h"

#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/regex.h"

enum { TEXT_BYTES = 2000000 };

static const struct pattern {
  const char *name, *pattern;
} PATTERNS[] = {
    {"quotations", "[\"“]([^\"”]{1,400})[\"”]"},
    {"quotation and verb", "[\"“][^\"”]{1,400}[,?!.][\"”] (said|asked)"},
    {"names", "\\p{Lu}\\p{Ll}+(?: \\p{Lu}\\p{Ll}+)+"},
    {"names by ASCII", "[A-Z][a-z]+(?: [A-Z][a-z]+)+"},
    {"numbers", "\\d+(?:[.,]\\d+)*"},
    {"percent", "\\d+(?:\\.\\d+)? ?(?:%|per ?cent)"},
    {"dollars", "\\$\\d[\\d,.]*(?: (?:million|billion))?"},
    {"a word", "\\bspokes(?:man|woman|person)\\b"},
    {"said, any case", "(?i)\\bsaid\\b"},
    {"ten verbs", "\\b(?:said|told|asked|added|argued|claimed|denied|noted|"
                  "warned|announced)\\b"},
    {"words", "\\w+"},
    {"long words", "\\b\\w{12,}\\b"},
    {"before a colon", "\\w+(?=:)"},
    {"a rare letter", "[^\\x00-\\x7F]"},
    {"to the end", "(?m)[^.\\n]+$"},
};

struct job {
  const char *text;
  size_t len;
  pcre2_code *bare;
  pcre2_match_data *data;
  quoth_regex *regex;
  quoth__regex_scratch *scratch;
};

static uint64_t run_bare(void *ud) {
  struct job *j = ud;
  uint64_t n = 0;
  for (size_t at = 0; at <= j->len;) {
    if (pcre2_match(j->bare, (PCRE2_SPTR)j->text, j->len, at,
                    PCRE2_NO_UTF_CHECK, j->data, NULL) < 0)
      break;
    at = pcre2_get_ovector_pointer(j->data)[1];
    n++;
  }
  return n;
}

static uint64_t run_quoth(void *ud) {
  struct job *j = ud;
  uint64_t n = 0;
  quoth_span m;
  for (size_t at = 0; at <= j->len; at = m.end, n++)
    if (quoth__regex_find(j->regex, j->scratch, j->text, j->len, at, true,
                          &m, 1))
      break;
  return n;
}

static void compile(struct job *j, const char *pattern) {
  int code;
  size_t at, len = strlen(pattern);
  quoth__mem mem = quoth__mem_from(NULL);
  j->bare = pcre2_compile((PCRE2_SPTR)pattern, len, PCRE2_UTF | PCRE2_UCP,
                          &code, &at, NULL);
  if (!j->bare || pcre2_jit_compile(j->bare, PCRE2_JIT_COMPLETE)) abort();
  j->data = pcre2_match_data_create_from_pattern(j->bare, NULL);
  if (quoth__regex_compile(pattern, len, 0, &mem, &j->regex, NULL, NULL) ||
      quoth__regex_scratch_new(&mem, &j->scratch))
    abort();
}

static void race(const struct pattern *p, const char *text, size_t len) {
  struct job j = {.text = text, .len = len};
  char metric[80];
  compile(&j, p->pattern);
  uint64_t n = run_bare(&j);
  if (run_quoth(&j) != n) abort();
  struct bench_contestant c[] = {{.name = "pcre2", .run = run_bare, .ud = &j},
                                 {.name = "quoth", .run = run_quoth, .ud = &j}};
  bench_race(c, 2);
  for (int i = 0; i < 2; i++) {
    snprintf(metric, sizeof metric, "%s: %s", p->name, c[i].name);
    bench_figure("regex", metric, (double)len / c[i].seconds / 1e6, "MB/s");
  }
  snprintf(metric, sizeof metric, "%s: ratio", p->name);
  bench_figure("regex", metric, c[0].seconds / c[1].seconds, "x");
  snprintf(metric, sizeof metric, "%s: matches", p->name);
  bench_figure("regex", metric, (double)n, "");
  quoth__regex_scratch_free(j.scratch);
  quoth_regex_free(j.regex);
  pcre2_match_data_free(j.data);
  pcre2_code_free(j.bare);
}

void bench_regex(void) {
  struct bench_text text = bench_text("en", TEXT_BYTES);
  for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++)
    race(&PATTERNS[i], text.data, text.len);
  free(text.data);
}
