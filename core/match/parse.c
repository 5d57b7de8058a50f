/* SPDX-License-Identifier: MIT */
/* The parser: elements, repetition, sequences, alternatives. */
#include "match/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool quoth__parser_fail(quoth__parser *p, uint32_t at, const char *hint,
                        const char *format, ...) {
  if (p->status) return false;
  char message[400];
  va_list args;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  p->status = QUOTH_ESYNTAX;
  quoth__error_at(p->error, QUOTH_ESYNTAX, &p->source->origin, p->text,
                  p->len, at, "%s", message);
  if (hint) quoth__error_hint(p->error, "%s", hint);
  return false;
}

bool quoth__parser_no_memory(quoth__parser *p) {
  if (!p->status)
    p->status = quoth__error_set(p->error, QUOTH_ENOMEM, "out of memory");
  return false;
}

void quoth__parser_skip(quoth__parser *p) {
  for (;; p->at++) {
    char c = quoth__parser_peek(p, 0);
    if (c == '#')
      while (p->at < p->len && p->text[p->at] != '\n') p->at++;
    else if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
      return;
    if (p->at >= p->len) return;
  }
}

static quoth__node *new_node(quoth__parser *p, quoth__node_kind kind,
                             uint32_t at) {
  quoth__node *n = quoth__arena_zero(p->arena, sizeof *n);
  if (!n) {
    quoth__parser_no_memory(p);
    return NULL;
  }
  n->kind = kind;
  n->at = at;
  n->name = "";
  return n;
}

static quoth__node *read_alternatives(quoth__parser *p);
static quoth__node *read_repeated(quoth__parser *p);

/* ---- Elements ---------------------------------------------------------- */

static quoth__node *read_set(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_SET, p->at++);
  if (!n) return NULL;
  return quoth__parser_conditions(p, '[', n->at, ']', &n->cond) ? n : NULL;
}

static quoth__node *read_string(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_LITERAL, p->at);
  return n && quoth__parser_literal(p, false, &n->literal) ? n : NULL;
}

static quoth__node *read_lexicon(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_LEXICON, p->at++);
  if (!n || !quoth__parser_name(p, true, &n->name, &n->len)) return NULL;
  return quoth__parser_filter(p, &n->cond) ? n : NULL;
}

static quoth__node *read_layer(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_LAYER, p->at++);
  if (!n) return NULL;
  quoth__parser_skip(p);
  if (!quoth__parser_is_name(quoth__parser_peek(p, 0), true)) {
    quoth__parser_fail(p, n->at, "write <layer>", "no layer after '<'");
    return NULL;
  }
  if (!quoth__parser_name(p, false, &n->name, &n->len)) return NULL;
  return quoth__parser_conditions(p, '<', n->at, '>', &n->cond) ? n : NULL;
}

static quoth__node *read_group_body(quoth__parser *p, uint32_t open_at) {
  if (++p->depth > QUOTH__MAX_DEPTH) {
    quoth__parser_fail(p, open_at, NULL, "groups nested more than %d deep",
                       QUOTH__MAX_DEPTH);
    return NULL;
  }
  quoth__parser_skip(p);
  if (quoth__parser_peek(p, 0) == ')') {
    quoth__parser_fail(p, open_at, NULL, "empty group");
    return NULL;
  }
  quoth__node *n = read_alternatives(p);
  p->depth--;
  if (!n) return NULL;
  if (quoth__parser_peek(p, 0) != ')') {
    quoth__parser_fail(p, open_at, NULL, "unclosed '('");
    return NULL;
  }
  p->at++;
  return n;
}

/* At "(?". */
static quoth__node *read_look(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_LOOK, p->at);
  if (!n) return NULL;
  p->at += 2;
  n->behind = quoth__parser_peek(p, 0) == '<';
  if (n->behind) p->at++;
  char c = quoth__parser_peek(p, 0);
  if (c != '=' && c != '!') {
    quoth__parser_fail(p, n->at, "(?= ) (?! ) (?<= ) (?<! ) are known; a "
                                 "capture is name:( )",
                       "unknown group '(?'");
    return NULL;
  }
  n->negative = c == '!';
  p->at++;
  n->kids = read_group_body(p, n->at);
  return n->kids ? n : NULL;
}

static bool read_arguments(quoth__parser *p, quoth__node *ref) {
  quoth__node **last = &ref->kids;
  uint32_t open_at = p->at++, outer = p->args;
  if (++p->depth > QUOTH__MAX_DEPTH)
    return quoth__parser_fail(p, open_at, NULL,
                              "groups nested more than %d deep",
                              QUOTH__MAX_DEPTH);
  p->args = p->depth;
  for (;;) {
    quoth__node *arg;
    quoth__parser_skip(p);
    char c = quoth__parser_peek(p, 0);
    if ((c >= '0' && c <= '9') || c == '-') { /* a number is a value only */
      arg = new_node(p, QUOTH__NODE_LITERAL, p->at);
      if (arg && !quoth__parser_literal(p, true, &arg->literal)) arg = NULL;
    } else {
      arg = read_alternatives(p);
    }
    if (!arg) return false;
    *last = arg;
    last = &arg->next;
    quoth__parser_skip(p);
    c = quoth__parser_peek(p, 0);
    if (c != ',' && c != ')')
      return quoth__parser_fail(p, open_at, NULL,
                                "unclosed '(' of the arguments");
    p->at++;
    if (c == ')') break;
  }
  p->args = outer;
  p->depth--;
  return true;
}

/* `@NAME(` with the parenthesis at once has arguments; `@NAME (` has none. */
static quoth__node *read_ref(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_REF, p->at++);
  if (!n) return NULL;
  if (!quoth__parser_is_name(quoth__parser_peek(p, 0), true)) {
    quoth__parser_fail(p, n->at, NULL, "no name after '@'");
    return NULL;
  }
  if (!quoth__parser_name(p, true, &n->name, &n->len)) return NULL;
  if (quoth__parser_peek(p, 0) == '(' && !read_arguments(p, n)) return NULL;
  return n;
}

/* name:element; a bare name is a mistake with several likely meanings. */
static quoth__node *read_capture(quoth__parser *p) {
  quoth__node *n = new_node(p, QUOTH__NODE_CAPTURE, p->at);
  if (!n || !quoth__parser_name(p, false, &n->name, &n->len)) return NULL;
  if (quoth__parser_peek(p, 0) != ':') {
    char hint[160];
    snprintf(hint, sizeof hint,
             "write \"%.30s\" for the word, [%.30s] for the property", n->name,
             n->name);
    quoth__parser_fail(p, n->at, hint, "a bare word: '%.60s'", n->name);
    return NULL;
  }
  p->at++;
  if (++p->depth > QUOTH__MAX_DEPTH) {
    quoth__parser_fail(p, n->at, NULL, "captures nested more than %d deep",
                       QUOTH__MAX_DEPTH);
    return NULL;
  }
  n->kids = read_repeated(p);
  p->depth--;
  return n->kids ? n : NULL;
}

static quoth__node *edge(quoth__parser *p, quoth__node_kind kind) {
  return new_node(p, kind, p->at++);
}

static bool starts_with(const quoth__parser *p, const char *s) {
  size_t n = strlen(s);
  return p->len - p->at >= n && memcmp(p->text + p->at, s, n) == 0;
}

static quoth__node *fail_element(quoth__parser *p) {
  static const char *const curly[] = {"“", "”", "‘", "’", "«", "»"};
  char c = quoth__parser_peek(p, 0);
  for (size_t i = 0; i < sizeof curly / sizeof *curly; i++)
    if (starts_with(p, curly[i])) {
      quoth__parser_fail(p, p->at, "words stand in \" \"",
                         "unexpected quotation mark");
      return NULL;
    }
  if (c == '\'')
    quoth__parser_fail(p, p->at, "words stand in \" \"",
                       "unexpected quotation mark");
  else if (c == '-' && quoth__parser_peek(p, 1) == '-')
    quoth__parser_fail(p, p->at, "comments start with #", "unexpected '--'");
  else if (c == '.')
    quoth__parser_fail(p, p->at, "any token is [], a full stop is \".\"",
                       "unexpected '.'");
  else if (c == '&' || c == '!')
    quoth__parser_fail(p, p->at, "conditions stand in [ ]",
                       "unexpected '%c'", c);
  else if (c == ',' || c == ';' || c == ':')
    quoth__parser_fail(p, p->at, "for the token write it in \" \"",
                       "unexpected '%c'", c);
  else if (c == '\\')
    quoth__parser_fail(p, p->at, "a regular expression is /…/",
                       "unexpected '\\'");
  else if (c >= '0' && c <= '9')
    quoth__parser_fail(p, p->at, "for the token write it in \" \"",
                       "a bare number");
  else if (c == '?' || c == '*' || c == '+' || c == '{')
    quoth__parser_fail(p, p->at, NULL, "nothing to repeat before '%c'", c);
  else
    quoth__parser_fail(p, p->at, NULL, "unexpected '%.*s'",
                       (unsigned char)c < 0x80 ? 1 : 0, p->text + p->at);
  return NULL;
}

static quoth__node *read_element(quoth__parser *p) {
  char c = quoth__parser_peek(p, 0);
  switch (c) {
    case '"':
    case '/': return read_string(p);
    case '[': return read_set(p);
    case '<': return read_layer(p);
    case '@': return read_ref(p);
    case '^': return edge(p, QUOTH__NODE_START);
    case '$':
      if (quoth__parser_is_name(quoth__parser_peek(p, 1), true))
        return read_lexicon(p);
      return edge(p, QUOTH__NODE_END);
    case '(':
      if (quoth__parser_peek(p, 1) == '?') return read_look(p);
      p->at++;
      return read_group_body(p, p->at - 1);
    default:
      if (quoth__parser_is_name(c, true)) return read_capture(p);
      return fail_element(p);
  }
}

/* ---- Repetition -------------------------------------------------------- */

static bool read_count(quoth__parser *p, uint32_t *count, bool *any) {
  uint32_t at = p->at, n = 0;
  *any = false;
  while (quoth__parser_peek(p, 0) >= '0' && quoth__parser_peek(p, 0) <= '9') {
    n = n * 10 + (uint32_t)(quoth__parser_peek(p, 0) - '0');
    if (n > QUOTH__MAX_REPEAT)
      return quoth__parser_fail(p, at, "* and + have no number",
                                "more than %d repetitions",
                                QUOTH__MAX_REPEAT);
    *any = true;
    p->at++;
  }
  *count = n;
  return true;
}

/* {n} {m,n} {m,} {,n}, at the brace. */
static bool read_counts(quoth__parser *p, uint32_t *min, uint32_t *max) {
  uint32_t at = p->at++;
  bool has_min, has_max;
  quoth__parser_skip(p);
  if (!read_count(p, min, &has_min)) return false;
  quoth__parser_skip(p);
  *max = *min;
  if (quoth__parser_peek(p, 0) == ',') {
    p->at++;
    quoth__parser_skip(p);
    if (!read_count(p, max, &has_max)) return false;
    if (!has_max && has_min) *max = QUOTH__UNBOUNDED;
    has_min |= has_max;
    quoth__parser_skip(p);
  }
  if (!has_min || quoth__parser_peek(p, 0) != '}')
    return quoth__parser_fail(p, at, "{n} {m,n} {m,} {,n} are known",
                              "not a repetition");
  p->at++;
  if (*max == 0)
    return quoth__parser_fail(p, at, NULL, "repeated 0 times: never matches");
  if (*min > *max)
    return quoth__parser_fail(p, at, NULL, "%u is more than %u", *min, *max);
  return true;
}

static bool read_quantifier(quoth__parser *p, uint32_t *min, uint32_t *max) {
  switch (quoth__parser_peek(p, 0)) {
    case '?': *min = 0, *max = 1; break;
    case '*': *min = 0, *max = QUOTH__UNBOUNDED; break;
    case '+': *min = 1, *max = QUOTH__UNBOUNDED; break;
    default: return read_counts(p, min, max);
  }
  p->at++;
  return true;
}

static bool quantifier_ahead(const quoth__parser *p) {
  char c = quoth__parser_peek(p, 0);
  return c == '?' || c == '*' || c == '+' || c == '{';
}

static quoth__node *read_repeated(quoth__parser *p) {
  quoth__parser_skip(p);
  char c = quoth__parser_peek(p, 0);
  if (c == ')' || c == '|' || p->at >= p->len) {
    quoth__parser_fail(p, p->at, NULL, "an element is missing here");
    return NULL;
  }
  quoth__node *element = read_element(p);
  if (!element) return NULL;
  uint32_t mark = p->at;
  quoth__parser_skip(p);
  if (!quantifier_ahead(p)) {
    p->at = mark;
    return element;
  }
  quoth__node *n = new_node(p, QUOTH__NODE_REPEAT, p->at);
  if (!n) return NULL;
  if (element->kind == QUOTH__NODE_START || element->kind == QUOTH__NODE_END ||
      element->kind == QUOTH__NODE_LOOK) {
    quoth__parser_fail(p, p->at, NULL,
                       "what consumes nothing cannot be repeated");
    return NULL;
  }
  if (!read_quantifier(p, &n->min, &n->max)) return NULL;
  if (quoth__parser_peek(p, 0) == '?') n->greed = QUOTH__LAZY, p->at++;
  else if (quoth__parser_peek(p, 0) == '+')
    n->greed = QUOTH__POSSESSIVE, p->at++;
  n->kids = element;
  mark = p->at;
  quoth__parser_skip(p);
  if (quantifier_ahead(p)) {
    quoth__parser_fail(p, p->at, "use ( ) to repeat a repetition",
                       "a second repetition");
    return NULL;
  }
  p->at = mark;
  return n;
}

/* ---- Sequences --------------------------------------------------------- */

static bool at_end(const quoth__parser *p) {
  char c = quoth__parser_peek(p, 0);
  bool argument = p->args && p->args == p->depth;
  return p->at >= p->len || c == ')' || c == '|' || (c == ',' && argument);
}

static quoth__node *read_sequence(quoth__parser *p) {
  quoth__parser_skip(p);
  quoth__node *cat = new_node(p, QUOTH__NODE_CAT, p->at);
  if (!cat) return NULL;
  quoth__node **last = &cat->kids;
  while (!at_end(p)) {
    quoth__node *n = read_repeated(p);
    if (!n) return NULL;
    *last = n;
    last = &n->next;
    quoth__parser_skip(p);
  }
  if (!cat->kids) {
    quoth__parser_fail(p, p->at, "write ( … )? for what may be absent",
                       "empty alternative");
    return NULL;
  }
  return cat->kids->next ? cat : cat->kids;
}

static quoth__node *read_alternatives(quoth__parser *p) {
  quoth__node *first = read_sequence(p);
  if (!first || quoth__parser_peek(p, 0) != '|') return first;
  quoth__node *alt = new_node(p, QUOTH__NODE_ALT, first->at);
  if (!alt) return NULL;
  alt->kids = first;
  quoth__node **last = &first->next;
  while (quoth__parser_peek(p, 0) == '|') {
    if (quoth__parser_peek(p, 1) == '|') {
      quoth__parser_fail(p, p->at, "write '|'", "unknown operator '||'");
      return NULL;
    }
    p->at++;
    quoth__node *n = read_sequence(p);
    if (!n) return NULL;
    *last = n;
    last = &n->next;
  }
  return alt;
}

quoth_status quoth__tree_parse(quoth__arena *arena,
                               const quoth__source *source, quoth__node **out,
                               quoth_error *error) {
  quoth__parser p = {.arena = arena, .source = source, .text = source->text,
                     .len = (uint32_t)source->len, .error = error};
  *out = NULL;
  if (source->len > 1 << 20) {
    p.len = 0;
    p.status = QUOTH_ELIMIT;
    return quoth__error_at(error, QUOTH_ELIMIT, &source->origin, source->text,
                           source->len, 0,
                           "a pattern of more than 1 MiB");
  }
  quoth__parser_skip(&p);
  if (p.at >= p.len) {
    quoth__parser_fail(&p, 0, NULL, "empty pattern");
    return p.status;
  }
  quoth__node *root = read_alternatives(&p);
  if (root && p.at < p.len) {
    char c = quoth__parser_peek(&p, 0);
    quoth__parser_fail(&p, p.at, NULL, "unexpected '%c'", c);
  }
  if (!p.status) *out = root;
  return p.status;
}
