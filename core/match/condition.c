/* SPDX-License-Identifier: MIT */
/* Conditions: what stands in [ ], in { } of a lexicon, in < > of a layer. */
#include "match/parser.h"

enum { MAX_TESTS = 1000 }; /* joined by one operator */

static quoth__cond *new_cond(quoth__parser *p, quoth__cond_kind kind,
                             uint32_t at) {
  quoth__cond *c = quoth__arena_zero(p->arena, sizeof *c);
  if (!c) {
    quoth__parser_no_memory(p);
    return NULL;
  }
  c->kind = kind;
  c->at = at;
  c->name = "";
  return c;
}

static bool read_op(quoth__parser *p, quoth__op *op) {
  char c = quoth__parser_peek(p, 0), d = quoth__parser_peek(p, 1);
  uint32_t at = p->at, n = 1;
  if (c == '=' && d == '=')
    return quoth__parser_fail(p, at, "write '='", "unknown operator '=='");
  if (c == '~' || (c == '=' && d == '~') || (c == '!' && d == '~'))
    return quoth__parser_fail(p, at, "write attribute=/expression/",
                              "unknown operator with '~'");
  if (c == '=') *op = QUOTH__OP_EQ;
  else if (c == '!' && d == '=') *op = QUOTH__OP_NE, n = 2;
  else if (c == '<' && d == '=') *op = QUOTH__OP_LE, n = 2;
  else if (c == '>' && d == '=') *op = QUOTH__OP_GE, n = 2;
  else if (c == '<') *op = QUOTH__OP_LT;
  else *op = QUOTH__OP_GT;
  p->at += n;
  return true;
}

/* `closing` is > in <layer …>, where it cannot compare. */
static bool op_ahead(const quoth__parser *p, char closing) {
  char c = quoth__parser_peek(p, 0), d = quoth__parser_peek(p, 1);
  if (c == '!') return d == '=' || d == '~';
  if (c == '>' && closing == '>')
    return d == '=' || d == '"' || d == '-' || (d >= '0' && d <= '9');
  return c == '=' || c == '<' || c == '>' || c == '~';
}

static bool read_comparison(quoth__parser *p, quoth__cond *c) {
  uint32_t at = p->at;
  c->kind = QUOTH__COND_COMPARE;
  if (!read_op(p, &c->op)) return false;
  quoth__parser_skip(p);
  if (!quoth__parser_literal(p, true, &c->value)) return false;
  quoth__literal_kind kind = c->value.kind;
  if (c->op >= QUOTH__OP_LT && kind != QUOTH__LITERAL_NUMBER &&
      kind != QUOTH__LITERAL_PARAM)
    return quoth__parser_fail(p, at, "use = or != here",
                              "only numbers have an order");
  return true;
}

bool quoth__parser_filter(quoth__parser *p, quoth__cond **out) {
  char c = quoth__parser_peek(p, 0), d = quoth__parser_peek(p, 1);
  *out = NULL;
  if (c == '{' && !(d >= '0' && d <= '9') && d != ',') {
    uint32_t at = p->at++;
    return quoth__parser_conditions(p, '{', at, '}', out);
  }
  if (c != '.' || !quoth__parser_is_name(d, true)) return true;
  p->at++;
  quoth__cond *f = new_cond(p, QUOTH__COND_FLAG, p->at);
  if (!f || !quoth__parser_name(p, false, &f->name, &f->len)) return false;
  *out = f;
  quoth__parser_skip(p);
  return op_ahead(p, '\0') ? read_comparison(p, f) : true;
}

static quoth__cond *read_or(quoth__parser *p, char closing);

static quoth__cond *read_lexicon(quoth__parser *p) {
  quoth__cond *c = new_cond(p, QUOTH__COND_LEXICON, p->at++);
  if (!c) return NULL;
  if (!quoth__parser_is_name(quoth__parser_peek(p, 0), true)) {
    quoth__parser_fail(p, c->at, NULL, "no name after '$'");
    return NULL;
  }
  if (!quoth__parser_name(p, true, &c->name, &c->len)) return NULL;
  return quoth__parser_filter(p, &c->left) ? c : NULL;
}

static quoth__cond *read_group(quoth__parser *p) {
  uint32_t at = p->at++;
  if (++p->depth > QUOTH__MAX_DEPTH) {
    quoth__parser_fail(p, at, NULL, "groups nested more than %d deep",
                       QUOTH__MAX_DEPTH);
    return NULL;
  }
  quoth__cond *c = read_or(p, '\0');
  p->depth--;
  if (!c) return NULL;
  if (quoth__parser_peek(p, 0) != ')') {
    quoth__parser_fail(p, at, NULL, "unclosed '('");
    return NULL;
  }
  p->at++;
  return c;
}

static quoth__cond *read_named(quoth__parser *p, char closing) {
  quoth__cond *c = new_cond(p, QUOTH__COND_FLAG, p->at);
  if (!c || !quoth__parser_name(p, false, &c->name, &c->len)) return NULL;
  quoth__parser_skip(p);
  if (op_ahead(p, closing)) return read_comparison(p, c) ? c : NULL;
  return c;
}

static quoth__cond *fail_test(quoth__parser *p) {
  char c = quoth__parser_peek(p, 0);
  if (c == '@')
    quoth__parser_fail(p, p->at,
                       "put the reference outside of the brackets",
                       "a definition is not a condition");
  else if (c == '[')
    quoth__parser_fail(p, p->at, "group with ( )",
                       "brackets within brackets");
  else if (c == '^')
    quoth__parser_fail(p, p->at, "not is written !",
                       "unexpected '^' in a condition");
  else
    quoth__parser_fail(p, p->at, NULL, "a test is missing here");
  return NULL;
}

static quoth__cond *read_test(quoth__parser *p, char closing) {
  quoth__parser_skip(p);
  char c = quoth__parser_peek(p, 0);
  if (c == '(') return read_group(p);
  if (c == '$') return read_lexicon(p);
  if (c == '"' || c == '/') {
    quoth__cond *t = new_cond(p, QUOTH__COND_LITERAL, p->at);
    return t && quoth__parser_literal(p, false, &t->value) ? t : NULL;
  }
  if (quoth__parser_is_name(c, true)) return read_named(p, closing);
  return fail_test(p);
}

static quoth__cond *read_not(quoth__parser *p, char closing) {
  quoth__parser_skip(p);
  if (quoth__parser_peek(p, 0) != '!') return read_test(p, closing);
  quoth__cond *c = new_cond(p, QUOTH__COND_NOT, p->at++);
  if (!c) return NULL;
  if (++p->depth > QUOTH__MAX_DEPTH) {
    quoth__parser_fail(p, c->at, NULL, "more than %d negations in a row",
                       QUOTH__MAX_DEPTH);
    return NULL;
  }
  c->left = read_not(p, closing);
  p->depth--;
  return c->left ? c : NULL;
}

/* left op right op …, by the rule of one level of precedence. */
static quoth__cond *read_chain(quoth__parser *p, char op,
                               quoth__cond_kind kind, char closing,
                               quoth__cond *(*part)(quoth__parser *, char)) {
  quoth__cond *left = part(p, closing);
  for (uint32_t n = 0;; n++) {
    if (!left) return NULL;
    quoth__parser_skip(p);
    if (quoth__parser_peek(p, 0) != op) return left;
    if (quoth__parser_peek(p, 1) == op) {
      quoth__parser_fail(p, p->at, op == '&' ? "write '&'" : "write '|'",
                         "unknown operator '%c%c'", op, op);
      return NULL;
    }
    if (n == MAX_TESTS) {
      quoth__parser_fail(p, p->at, "make it a lexicon",
                         "more than %d tests in a row", MAX_TESTS);
      return NULL;
    }
    quoth__cond *c = new_cond(p, kind, p->at++);
    if (!c) return NULL;
    c->left = left;
    c->right = part(p, closing);
    left = c->right ? c : NULL;
  }
}

static quoth__cond *read_and(quoth__parser *p, char closing) {
  return read_chain(p, '&', QUOTH__COND_AND, closing, read_not);
}

static quoth__cond *read_or(quoth__parser *p, char closing) {
  return read_chain(p, '|', QUOTH__COND_OR, closing, read_and);
}

bool quoth__parser_conditions(quoth__parser *p, char open, uint32_t open_at,
                              char close, quoth__cond **out) {
  *out = NULL;
  quoth__parser_skip(p);
  if (quoth__parser_peek(p, 0) == close && close != '}') {
    p->at++;
    return true;
  }
  if (p->at >= p->len)
    return quoth__parser_fail(p, open_at, NULL, "unclosed '%c'", open);
  *out = read_or(p, close);
  if (!*out) return false;
  char c = quoth__parser_peek(p, 0);
  if (c == close) {
    p->at++;
    return true;
  }
  if (p->at >= p->len)
    return quoth__parser_fail(p, open_at, NULL, "unclosed '%c'", open);
  if (c == ',')
    return quoth__parser_fail(p, p->at, "write '&'",
                              "unexpected ',' in a condition");
  if (quoth__parser_is_name(c, true) || c == '"' || c == '/' || c == '$' ||
      c == '(' || c == '!')
    return quoth__parser_fail(p, p->at, "join tests with & or |",
                              "an operator is missing here");
  return quoth__parser_fail(p, p->at, NULL,
                            "unexpected '%.*s' in a condition",
                            (unsigned char)c < 0x80 ? 1 : 0, p->text + p->at);
}
