/* SPDX-License-Identifier: MIT */
/*
 * Regular expressions: the first line is flags (a letter, "a" for none) and a
 * pattern, the rest a text. Where the text is UTF-8, the compiled code, the
 * interpreter, and the faster search by candidates find the same, unless one of
 * them reaches a limit. (In malformed text PCRE2 10.42 differs from itself:
 * only compiled code has "$" match behind a malformed end.)
 */
#include "fuzz.h"
#include "match/regex.h"
#include "unicode/utf8.h"

enum { MOST_TEXT = 400, MOST_PATTERN = 60, GROUPS = 4 };

struct found {
  quoth_status status;
  quoth_span groups[GROUPS];
};

struct subject {
  quoth__regex_scratch *scratch;
  const char *text;
  size_t len;
};

static struct found find(const quoth_regex *regex, const struct subject *s,
                         size_t from, bool valid) {
  struct found f = {.status = QUOTH_OK};
  memset(f.groups, 0xFF, sizeof f.groups);
  f.status = quoth__regex_find(regex, s->scratch, s->text, s->len, from, valid,
                               f.groups, GROUPS);
  must(f.status == QUOTH_OK || f.status == QUOTH_ENOTFOUND ||
       f.status == QUOTH_ELIMIT);
  return f;
}

static void must_agree(const struct found *a, const struct found *b) {
  if (a->status == QUOTH_ELIMIT || b->status == QUOTH_ELIMIT) return;
  must(a->status == b->status);
  if (a->status == QUOTH_OK)
    must(memcmp(a->groups, b->groups, sizeof a->groups) == 0);
}

static void must_fit(const struct found *f, size_t len) {
  for (int i = 0; f->status == QUOTH_OK && i < GROUPS; i++) {
    const quoth_span *g = &f->groups[i];
    must(g->start == QUOTH_NONE ? g->end == QUOTH_NONE : g->end <= len);
  }
}

/* From every character of the text. */
static void search(const quoth_regex *jit, const quoth_regex *plain,
                   const struct subject *s) {
  bool valid = quoth__utf8_valid(s->text, s->len) == s->len;
  for (size_t from = 0;;) {
    struct found a = find(jit, s, from, false);
    struct found b = find(plain, s, from, false);
    must_fit(&a, s->len);
    must_fit(&b, s->len);
    if (valid) {
      struct found c = find(jit, s, from, true);
      must_agree(&a, &b);
      must_agree(&a, &c);
    }
    if (from >= s->len || a.status == QUOTH_ELIMIT) return;
    from += quoth_utf8_get(s->text, s->len, from, NULL);
  }
}

static void run(const quoth__mem *mem, const char *pattern, size_t n,
                unsigned flags, struct subject *s) {
  quoth_regex *jit, *plain;
  quoth_error error;
  size_t at = 0;
  quoth_status status =
      quoth__regex_compile(pattern, n, flags, mem, &jit, &at, &error);
  must(quoth__regex_compile(pattern, n, flags | QUOTH__REGEX_NO_JIT, mem,
                            &plain, NULL, NULL) == status);
  if (status) {
    must(at <= n && error.message[0]);
    return;
  }
  search(jit, plain, s);
  quoth_regex_free(jit);
  quoth_regex_free(plain);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
  if (!line || line - data < 2 || line - data > MOST_PATTERN) return -1;
  size_t n = (size_t)(line - data);
  if (size - n - 1 > MOST_TEXT) return -1;
  quoth__mem mem = quoth__mem_from(NULL);
  struct subject s = {.text = (const char *)line + 1, .len = size - n - 1};
  unsigned flags = (unsigned)(data[0] - 'a') %
                   (QUOTH__REGEX_CASELESS + QUOTH__REGEX_WHOLE + 1);
  must(!quoth__regex_scratch_new(&mem, &s.scratch));
  run(&mem, (const char *)data + 1, n - 1, flags, &s);
  quoth__regex_scratch_free(s.scratch);
  return 0;
}
