/* SPDX-License-Identifier: MIT */
#include "match/rewrite.h"

#include <string.h>

#define BEYOND "\\x{80}-\\x{10FFFF}"

static const struct class_escape {
  const char *escape, *ascii; /* its members in ASCII */
} ESCAPES[] = {
    {"\\p{Lu}", "A-Z"},  {"\\p{Ll}", "a-z"},       {"\\p{Lt}", ""},
    {"\\p{L}", "A-Za-z"}, {"\\p{N}", "0-9"},        {"\\p{Nd}", "0-9"},
    {"\\d", "0-9"},       {"\\w", "0-9A-Za-z_"},
    {"\\p{Xan}", "0-9A-Za-z"}, {"\\p{Xwd}", "0-9A-Za-z_"},
};

struct rewriting {
  const char *s;
  size_t len, at;
  quoth__rewrite_to to;
  quoth__buf *out;
  bool in_class, negated, any;
};

static bool stands(const struct rewriting *w, const char *text) {
  size_t n = strlen(text);
  return w->len - w->at >= n && memcmp(w->s + w->at, text, n) == 0;
}

static void copy(struct rewriting *w, size_t n) {
  if (n > w->len - w->at) n = w->len - w->at;
  quoth__buf_add(w->out, w->s + w->at, n);
  w->at += n;
}

static void put_members(struct rewriting *w, const struct class_escape *e) {
  if (!w->in_class) quoth__buf_add_char(w->out, '[');
  quoth__buf_add_str(w->out, e->ascii);
  quoth__buf_add_str(w->out,
                     w->to == QUOTH__REWRITE_WIDER ? BEYOND : e->escape);
  if (!w->in_class) quoth__buf_add_char(w->out, ']');
}

/* False where less would be matched: [^\d] is all but what is put there. */
static bool on_escape(struct rewriting *w) {
  for (size_t i = 0; i < sizeof ESCAPES / sizeof *ESCAPES; i++) {
    if (!stands(w, ESCAPES[i].escape)) continue;
    if (w->in_class && w->negated && w->to == QUOTH__REWRITE_WIDER)
      return false;
    put_members(w, &ESCAPES[i]);
    w->at += strlen(ESCAPES[i].escape);
    w->any = true;
    return true;
  }
  if (stands(w, "\\Q")) return false; /* what is quoted is no syntax */
  copy(w, 2);
  return true;
}

/* [ opens a class, in which a ] right behind it, or behind ^, is a member. */
static void open_class(struct rewriting *w) {
  copy(w, 1);
  w->in_class = true;
  w->negated = stands(w, "^");
  if (w->negated) copy(w, 1);
  if (stands(w, "]")) copy(w, 1);
}

/* (?i) and the like: then [a-z\p{Ll}] is more than \p{Ll}. */
static bool changes_case(const struct rewriting *w) {
  if (w->in_class || !stands(w, "(?") || w->at + 2 == w->len) return false;
  char c = w->s[w->at + 2];
  return (c >= 'a' && c <= 'z') || c == '^' || c == '-';
}

static bool step(struct rewriting *w) {
  char c = w->s[w->at];
  if (c == '\\') return on_escape(w);
  if (c == '#') return false; /* may begin a comment */
  if (w->to == QUOTH__REWRITE_FASTER && changes_case(w)) return false;
  if (w->in_class && stands(w, "[:")) {
    copy(w, 2);
    while (w->at < w->len && !stands(w, ":]")) copy(w, 1);
    copy(w, 2);
  } else if (!w->in_class && c == '[') {
    open_class(w);
  } else {
    if (c == ']') w->in_class = false;
    copy(w, 1);
  }
  return true;
}

bool quoth__rewrite(const char *pattern, size_t len, quoth__rewrite_to to,
                    quoth__buf *out) {
  struct rewriting w = {.s = pattern, .len = len, .to = to, .out = out};
  quoth__buf_reset(out);
  while (w.at < w.len)
    if (!step(&w)) return false;
  return w.any && !out->failed;
}
