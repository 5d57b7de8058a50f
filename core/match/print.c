/* SPDX-License-Identifier: MIT */
/* Trees back to text: one way to write each pattern. */
#include <stdio.h>
#include <string.h>

#include "match/pattern.h"
#include "match/tree.h"

static void print(quoth__buf *out, const quoth__node *n);

static void print_string(quoth__buf *out, const quoth__literal *l) {
  quoth__buf_add_char(out, '"');
  for (uint32_t i = 0; i < l->len; i++) {
    unsigned char c = (unsigned char)l->text[i];
    if (c == '"' || c == '\\') quoth__buf_addf(out, "\\%c", c);
    else if (c == '\n') quoth__buf_add_str(out, "\\n");
    else if (c == '\t') quoth__buf_add_str(out, "\\t");
    else if (c < ' ') quoth__buf_addf(out, "\\u{%X}", c);
    else quoth__buf_add_char(out, (char)c);
  }
  quoth__buf_add_char(out, '"');
  if (l->kind == QUOTH__LITERAL_EXACT) quoth__buf_add_char(out, 'c');
}

static void print_literal(quoth__buf *out, const quoth__literal *l) {
  switch (l->kind) {
    case QUOTH__LITERAL_REGEX:
      quoth__buf_addf(out, "/%s/%s", l->text, l->caseless ? "i" : "");
      break;
    case QUOTH__LITERAL_PARAM: quoth__buf_addf(out, "@%s", l->text); break;
    case QUOTH__LITERAL_NUMBER:
    case QUOTH__LITERAL_BOOL: quoth__buf_add_str(out, l->text); break;
    default: print_string(out, l); break;
  }
}

/* ---- Conditions -------------------------------------------------------- */

static int strength(const quoth__cond *c) {
  return c->kind == QUOTH__COND_OR ? 0 : c->kind == QUOTH__COND_AND ? 1 : 2;
}

/* `angle`: within < >, where > must not seem to close. */
static void print_cond(quoth__buf *out, const quoth__cond *c, int outer,
                       bool angle) {
  static const char *const ops[] = {"=", "!=", "<", "<=", ">", ">="};
  int own = strength(c);
  bool group = own < outer;
  if (group) quoth__buf_add_char(out, '(');
  switch (c->kind) {
    case QUOTH__COND_NOT:
      quoth__buf_add_char(out, '!');
      print_cond(out, c->left, 2, angle);
      break;
    case QUOTH__COND_AND:
    case QUOTH__COND_OR:
      print_cond(out, c->left, own, angle);
      quoth__buf_add_str(out, own ? " & " : " | ");
      print_cond(out, c->right, own + 1, angle);
      break;
    case QUOTH__COND_FLAG: quoth__buf_add_str(out, c->name); break;
    case QUOTH__COND_COMPARE:
      quoth__buf_addf(out, "%s%s", c->name, ops[c->op]);
      print_literal(out, &c->value);
      break;
    case QUOTH__COND_LITERAL: print_literal(out, &c->value); break;
    case QUOTH__COND_LEXICON:
      quoth__buf_addf(out, "$%s", c->name);
      if (!c->left) break;
      quoth__buf_add_char(out, '{');
      print_cond(out, c->left, 0, false);
      quoth__buf_add_char(out, '}');
      break;
  }
  if (group) quoth__buf_add_char(out, ')');
}

/* ---- Elements ---------------------------------------------------------- */

static void print_grouped(quoth__buf *out, const quoth__node *n) {
  quoth__buf_add_char(out, '(');
  print(out, n);
  quoth__buf_add_char(out, ')');
}

static void print_list(quoth__buf *out, const quoth__node *n,
                       const char *between) {
  for (const quoth__node *k = n->kids; k; k = k->next) {
    bool group = k->kind == QUOTH__NODE_ALT ||
                 (k->kind == QUOTH__NODE_CAT && n->kind == QUOTH__NODE_CAT);
    if (k != n->kids) quoth__buf_add_str(out, between);
    if (group) print_grouped(out, k);
    else print(out, k);
  }
}

static void print_counts(quoth__buf *out, const quoth__node *n) {
  bool open = n->max == QUOTH__UNBOUNDED;
  if (n->min == 0 && n->max == 1) quoth__buf_add_char(out, '?');
  else if (n->min == 0 && open) quoth__buf_add_char(out, '*');
  else if (n->min == 1 && open) quoth__buf_add_char(out, '+');
  else if (open) quoth__buf_addf(out, "{%u,}", n->min);
  else if (n->min == n->max) quoth__buf_addf(out, "{%u}", n->min);
  else quoth__buf_addf(out, "{%u,%u}", n->min, n->max);
  if (n->greed == QUOTH__LAZY) quoth__buf_add_char(out, '?');
  if (n->greed == QUOTH__POSSESSIVE) quoth__buf_add_char(out, '+');
}

/* Of a repetition or capture: what is more than one element is grouped. */
static void print_element(quoth__buf *out, const quoth__node *n,
                          bool in_capture) {
  bool group = n->kind == QUOTH__NODE_CAT || n->kind == QUOTH__NODE_ALT ||
               (n->kind == QUOTH__NODE_REPEAT && !in_capture) ||
               (n->kind == QUOTH__NODE_CAPTURE && !in_capture);
  if (group) print_grouped(out, n);
  else print(out, n);
}

static void print_layer(quoth__buf *out, const quoth__node *n) {
  quoth__buf_addf(out, "<%s", n->name);
  if (n->cond) {
    quoth__buf_add_char(out, ' ');
    print_cond(out, n->cond, 0, true);
  }
  quoth__buf_add_char(out, '>');
}

static void print_arguments(quoth__buf *out, const quoth__node *n) {
  quoth__buf_add_char(out, '(');
  for (const quoth__node *k = n->kids; k; k = k->next) {
    if (k != n->kids) quoth__buf_add_str(out, ", ");
    print(out, k);
  }
  quoth__buf_add_char(out, ')');
}

static void print_look(quoth__buf *out, const quoth__node *n) {
  quoth__buf_addf(out, "(?%s%c ", n->behind ? "<" : "",
                  n->negative ? '!' : '=');
  print(out, n->kids);
  quoth__buf_add_char(out, ')');
}

static void print(quoth__buf *out, const quoth__node *n) {
  switch (n->kind) {
    case QUOTH__NODE_LITERAL: print_literal(out, &n->literal); break;
    case QUOTH__NODE_SET:
      quoth__buf_add_char(out, '[');
      if (n->cond) print_cond(out, n->cond, 0, false);
      quoth__buf_add_char(out, ']');
      break;
    case QUOTH__NODE_LEXICON:
      quoth__buf_addf(out, "$%s", n->name);
      if (!n->cond) break;
      quoth__buf_add_char(out, '{');
      print_cond(out, n->cond, 0, false);
      quoth__buf_add_char(out, '}');
      break;
    case QUOTH__NODE_LAYER: print_layer(out, n); break;
    case QUOTH__NODE_REF:
      quoth__buf_addf(out, "@%s", n->name);
      if (n->kids) print_arguments(out, n);
      break;
    case QUOTH__NODE_CAPTURE:
      quoth__buf_addf(out, "%s:", n->name);
      print_element(out, n->kids, true);
      break;
    case QUOTH__NODE_CAT: print_list(out, n, " "); break;
    case QUOTH__NODE_ALT: print_list(out, n, " | "); break;
    case QUOTH__NODE_REPEAT:
      print_element(out, n->kids, false);
      print_counts(out, n);
      break;
    case QUOTH__NODE_START: quoth__buf_add_char(out, '^'); break;
    case QUOTH__NODE_END: quoth__buf_add_char(out, '$'); break;
    case QUOTH__NODE_LOOK: print_look(out, n); break;
  }
}

quoth_status quoth__pattern_print(const quoth__mem *mem, const char *text,
                                  size_t len, const quoth_origin *origin,
                                  quoth__buf *out, quoth_error *error) {
  quoth__source source = {.text = text, .len = len};
  quoth__node *tree;
  quoth__arena arena;
  if (origin) source.origin = *origin;
  quoth__arena_init(&arena, mem);
  quoth_status status = quoth__tree_parse(&arena, &source, &tree, error);
  if (!status) {
    print(out, tree);
    if (out->failed)
      status = quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  }
  quoth__arena_done(&arena);
  return status;
}
