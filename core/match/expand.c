/* SPDX-License-Identifier: MIT */
/* Trees with names become trees without: the structure of a pattern. */
#include "match/expand.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "match/words.h"

enum { MAX_NESTED = 400 }; /* nodes within nodes, definitions written out */

bool quoth__expander_fail(quoth__expander *x, const quoth__frame *f,
                          quoth_status status, uint32_t at,
                          const char *format, ...) {
  char message[400];
  va_list args;
  if (x->status) return false;
  va_start(args, format);
  vsnprintf(message, sizeof message, format, args);
  va_end(args);
  x->status = quoth__error_at(x->error, status, &f->source->origin,
                              f->source->text, f->source->len, at, "%s",
                              message);
  return false;
}

bool quoth__expander_no_memory(quoth__expander *x) {
  if (!x->status)
    x->status = quoth__error_set(x->error, QUOTH_ENOMEM, "out of memory");
  return false;
}

void quoth__expander_suggest(quoth__expander *x, const quoth__frame *f,
                             quoth__name_kind kind, const char *const *fixed,
                             size_t n_fixed, const char *name, uint32_t len) {
  uint32_t n = 0;
  const char *const *names = NULL;
  if (f->scope && f->scope->names)
    names = f->scope->names(f->scope->ud, kind, &n);
  const char **all = quoth__arena_new(&x->pattern->arena,
                                      (n + n_fixed) * sizeof *all);
  if (!all) return;
  for (uint32_t i = 0; i < n; i++) all[i] = names[i];
  for (size_t i = 0; i < n_fixed; i++) all[n + i] = fixed[i];
  const char *near = quoth__nearest(name, len, all, n + n_fixed);
  if (near) quoth__error_hint(x->error, "did you mean '%s'?", near);
}

static quoth__expr *new_expr(quoth__expander *x, const quoth__frame *f,
                             uint32_t at, quoth__expr_kind kind,
                             uint32_t id) {
  if (x->status) return NULL;
  if (++x->n_exprs > QUOTH__MAX_INSNS) {
    while (f->caller) f = f->caller, at = 0; /* the whole is to blame */
    quoth__expander_fail(x, f, QUOTH_ELIMIT, at,
                         "the pattern is too big: more than %d elements when "
                         "its definitions are written out",
                         QUOTH__MAX_INSNS);
    return NULL;
  }
  quoth__expr *e = quoth__arena_zero(&x->pattern->arena, sizeof *e);
  if (!e) {
    quoth__expander_no_memory(x);
    return NULL;
  }
  e->kind = kind;
  e->id = id;
  e->at = f->caller ? f->at : at;
  e->shortest = e->longest = kind == QUOTH__EXPR_TEST;
  return e;
}

static quoth__expr *expand(quoth__expander *x, const quoth__frame *f,
                           const quoth__node *n);

/* ---- Lengths ----------------------------------------------------------- */

static uint32_t add_length(uint32_t a, uint32_t b) {
  return a > QUOTH__UNBOUNDED - b ? QUOTH__UNBOUNDED : a + b;
}

static uint32_t times(uint32_t a, uint32_t n) {
  if (a == 0 || n == 0) return 0;
  return a > QUOTH__UNBOUNDED / n ? QUOTH__UNBOUNDED : a * n;
}

static void measure(quoth__expr *e) {
  const quoth__expr *k = e->kids;
  switch (e->kind) {
    case QUOTH__EXPR_CAT:
      for (; k; k = k->next) {
        e->shortest = add_length(e->shortest, k->shortest);
        e->longest = add_length(e->longest, k->longest);
      }
      break;
    case QUOTH__EXPR_ALT:
      e->shortest = k->shortest, e->longest = k->longest;
      for (; k; k = k->next) {
        if (k->shortest < e->shortest) e->shortest = k->shortest;
        if (k->longest > e->longest) e->longest = k->longest;
      }
      break;
    case QUOTH__EXPR_REPEAT:
      e->shortest = times(k->shortest, e->min);
      e->longest = times(k->longest, e->max);
      break;
    case QUOTH__EXPR_CAPTURE:
      e->shortest = k->shortest, e->longest = k->longest;
      break;
    default: break;
  }
}

/* ---- Elements ---------------------------------------------------------- */

static bool append(quoth__expr *list, quoth__expr ***last, quoth__expr *e) {
  (void)list;
  if (!e) return false;
  **last = e;
  *last = &e->next;
  return true;
}

/* One reading of a phrase, as tests in a row; NULL with no error: no tokens. */
static quoth__expr *phrase_of(quoth__expander *x, const quoth__frame *f,
                              const quoth__literal *l, uint32_t at,
                              int reading) {
  quoth_doc *doc;
  uint32_t count;
  quoth_status status =
      quoth__words_new(&x->vocab->mem, f->scope ? f->scope->lang : NULL,
                       l->text, l->len, reading, &doc, &count);
  if (status) {
    x->status = quoth__error_set(x->error, status, "%s",
                                 quoth_status_name(status));
    return NULL;
  }
  const quoth_token *tokens = quoth_doc_tokens(doc, NULL);
  quoth__expr *cat = new_expr(x, f, at, QUOTH__EXPR_CAT, 0), **last;
  if (cat) last = &cat->kids;
  for (uint32_t i = 0; cat && i < count; i++) {
    const quoth_type *t = quoth_doc_type(doc, tokens[i].type);
    quoth__test test = {.kind = QUOTH__TEST_NORM};
    if (l->kind == QUOTH__LITERAL_EXACT) {
      test.kind = QUOTH__TEST_TEXT;
      test.len = t->text_len;
      test.string = quoth__vocab_string(x->vocab, t->text, t->text_len);
    } else {
      test.a = quoth__vocab_word(x->vocab, t->norm, t->norm_len);
    }
    uint32_t id = quoth__vocab_test(x->vocab, test);
    if (id == QUOTH__NONE) quoth__expander_no_memory(x);
    if (!append(cat, &last, new_expr(x, f, at, QUOTH__EXPR_TEST, id)))
      cat = NULL;
  }
  quoth_doc_free(doc);
  if (!cat || !cat->kids) return NULL;
  measure(cat);
  return cat->kids->next ? cat : cat->kids;
}

static bool same_phrase(const quoth__expr *a, const quoth__expr *b) {
  if (a->kind != b->kind) return false;
  if (a->kind == QUOTH__EXPR_TEST) return a->id == b->id;
  for (a = a->kids, b = b->kids; a && b; a = a->next, b = b->next)
    if (a->id != b->id) return false;
  return a == b;
}

static bool is_plain_word(const quoth__literal *l) {
  for (uint32_t i = 0; i < l->len; i++)
    if (!((l->text[i] | 0x20) >= 'a' && (l->text[i] | 0x20) <= 'z'))
      return false;
  return l->len > 0 && l->kind == QUOTH__LITERAL_NORM;
}

static quoth__expr *expand_phrase(quoth__expander *x, const quoth__frame *f,
                                  const quoth__literal *l) {
  if (is_plain_word(l)) { /* the usual case needs no tokenizer */
    uint32_t id = quoth__expander_literal(x, f, l);
    return id == QUOTH__NONE ? NULL
                             : new_expr(x, f, l->at, QUOTH__EXPR_TEST, id);
  }
  quoth__expr *first = phrase_of(x, f, l, l->at, 0);
  if (x->status) return NULL;
  if (!first) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, l->at,
                         "a string without a word or sign");
    return NULL;
  }
  quoth__expr *second = phrase_of(x, f, l, l->at, 1);
  if (x->status) return NULL;
  if (!second || same_phrase(first, second)) return first;
  quoth__expr *alt = new_expr(x, f, l->at, QUOTH__EXPR_ALT, 0);
  if (!alt) return NULL;
  alt->kids = second; /* "Inc." as one token first */
  second->next = first;
  measure(alt);
  return alt;
}

static quoth__expr *expand_test(quoth__expander *x, const quoth__frame *f,
                                const quoth__cond *cond, uint32_t at) {
  uint32_t id = quoth__expander_test(x, f, cond);
  if (id == QUOTH__NONE) return NULL;
  return new_expr(x, f, at, QUOTH__EXPR_TEST, id);
}

static quoth__expr *expand_literal(quoth__expander *x, const quoth__frame *f,
                                   const quoth__node *n) {
  const quoth__literal *l = &n->literal;
  if (l->kind == QUOTH__LITERAL_NUMBER) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, l->at,
                         "a number is a value, not an element");
    return NULL;
  }
  if (l->kind != QUOTH__LITERAL_REGEX) return expand_phrase(x, f, l);
  quoth__cond cond = {.kind = QUOTH__COND_LITERAL, .at = n->at, .value = *l};
  return expand_test(x, f, &cond, n->at);
}

static quoth__expr *add_element(quoth__expander *x, const quoth__frame *f,
                                const quoth__node *n,
                                quoth__expr_kind kind,
                                quoth__element element) {
  quoth__pattern *p = x->pattern;
  if (!QUOTH__VEC_ADD(&p->mem, &p->elements, element)) {
    quoth__expander_no_memory(x);
    return NULL;
  }
  return new_expr(x, f, n->at, kind, p->elements.count - 1);
}

static quoth__expr *expand_lexicon(quoth__expander *x, const quoth__frame *f,
                                   const quoth__node *n) {
  quoth__element element = {0};
  element.lexicon =
      quoth__expander_lexicon(x, f, n->at + 1, n->name, n->len);
  if (!element.lexicon ||
      !quoth__expander_passes(x, f, element.lexicon, n->cond,
                              &element.passes))
    return NULL;
  quoth__expr *e = add_element(x, f, n, QUOTH__EXPR_LEXICON, element);
  if (!e) return NULL;
  e->shortest = quoth__lexicon_shortest_entry(element.lexicon);
  e->longest = quoth__lexicon_longest_entry(element.lexicon);
  if (!e->longest) e->shortest = e->longest = 1; /* empty: never matches */
  return e;
}

static bool check_layer(quoth__expander *x, const quoth__frame *f,
                        const char *name, uint32_t len, uint32_t at) {
  const quoth__scope *s = f->scope;
  if (!s || !s->layer || s->layer(s->ud, name, len)) return true;
  quoth__expander_fail(x, f, QUOTH_ESYNTAX, at, "unknown layer '%.60s'",
                       name);
  quoth__expander_suggest(x, f, QUOTH__NAME_LAYER, NULL, 0, name, len);
  return false;
}

static quoth__expr *expand_layer(quoth__expander *x, const quoth__frame *f,
                                 const quoth__node *n) {
  quoth__element element = {0};
  if (!check_layer(x, f, n->name, n->len, n->at) ||
      !quoth__expander_filter(x, f, NULL, n->cond, &element.filter))
    return NULL;
  element.layer = quoth__vocab_layer(x->vocab, n->name, n->len);
  if (element.layer == QUOTH__NONE) {
    quoth__expander_no_memory(x);
    return NULL;
  }
  quoth__expr *e = add_element(x, f, n, QUOTH__EXPR_LAYER, element);
  if (!e) return NULL;
  e->shortest = 1;
  e->longest = QUOTH__UNBOUNDED;
  return e;
}

/* ---- Definitions ------------------------------------------------------- */

static uint32_t param_of(const quoth__definition *d, const char *name) {
  for (uint32_t i = 0; d && i < d->n_params; i++)
    if (strcmp(d->params[i], name) == 0) return i;
  return QUOTH_NONE;
}

const quoth__node *quoth__expander_argument(quoth__expander *x,
                                            const quoth__frame *f,
                                            const char *name, uint32_t len,
                                            uint32_t at,
                                            const quoth__frame **in) {
  uint32_t i = param_of(f->definition, name);
  if (i == QUOTH_NONE) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, at,
                         "'@%.60s' is no parameter here", name);
    if (f->definition && f->definition->n_params) {
      const char *near = quoth__nearest(name, len, f->definition->params,
                                        f->definition->n_params);
      if (near) quoth__error_hint(x->error, "did you mean '@%s'?", near);
    }
    return NULL;
  }
  const quoth__node *arg = f->args;
  while (i--) arg = arg->next;
  *in = f->caller;
  return arg;
}

static bool check_arity(quoth__expander *x, const quoth__frame *f,
                        const quoth__node *n, uint32_t wanted) {
  uint32_t given = 0;
  for (const quoth__node *a = n->kids; a; a = a->next) given++;
  if (given == wanted) return true;
  return quoth__expander_fail(x, f, QUOTH_ESYNTAX, n->at,
                              "@%.60s takes %u argument%s, %u given", n->name,
                              wanted, wanted == 1 ? "" : "s", given);
}

static bool check_recursion(quoth__expander *x, const quoth__frame *f,
                            const quoth__node *n,
                            const quoth__definition *d) {
  for (const quoth__frame *g = f; g; g = g->caller) {
    if (g->definition != d) continue;
    if (g == f)
      return quoth__expander_fail(x, f, QUOTH_ESYNTAX, n->at,
                                  "@%.60s refers to itself", n->name);
    return quoth__expander_fail(x, f, QUOTH_ESYNTAX, n->at,
                                "@%.60s refers to itself by way of @%.60s",
                                n->name, f->definition->name);
  }
  return true;
}

static quoth__expr *expand_ref(quoth__expander *x, const quoth__frame *f,
                               const quoth__node *n) {
  const quoth__scope *s = f->scope;
  if (param_of(f->definition, n->name) != QUOTH_NONE) {
    const quoth__frame *in;
    if (!check_arity(x, f, n, 0)) return NULL;
    const quoth__node *arg =
        quoth__expander_argument(x, f, n->name, n->len, n->at, &in);
    return arg ? expand(x, in, arg) : NULL;
  }
  const quoth__definition *d =
      s && s->definition ? s->definition(s->ud, n->name, n->len) : NULL;
  if (!d) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, n->at + 1,
                         "unknown definition '%.60s'", n->name);
    quoth__expander_suggest(
        x, f, QUOTH__NAME_DEFINITION,
        f->definition ? f->definition->params : NULL,
        f->definition ? f->definition->n_params : 0, n->name, n->len);
    return NULL;
  }
  if (!check_recursion(x, f, n, d) || !check_arity(x, f, n, d->n_params))
    return NULL;
  quoth__frame frame = {.source = &d->source, .scope = d->scope,
                        .definition = d, .args = n->kids, .caller = f,
                        .at = f->caller ? f->at : n->at};
  return expand(x, &frame, d->root);
}

/* ---- Captures, groups -------------------------------------------------- */

static uint32_t capture_id(quoth__expander *x, const quoth__frame *f,
                           const quoth__node *n) {
  quoth__pattern *p = x->pattern;
  for (uint32_t i = 0; i < p->captures.count; i++)
    if (strcmp(p->captures.data[i], n->name) == 0) return i;
  if (p->captures.count == QUOTH__MAX_CAPTURES) {
    quoth__expander_fail(x, f, QUOTH_ELIMIT, n->at,
                         "more than %d names of captures",
                         QUOTH__MAX_CAPTURES);
    return QUOTH_NONE;
  }
  const char *name = quoth__arena_strndup(&p->arena, n->name, n->len);
  if (!name || !QUOTH__VEC_ADD(&p->mem, &p->captures, name)) {
    quoth__expander_no_memory(x);
    return QUOTH_NONE;
  }
  return p->captures.count - 1;
}

static quoth__expr *expand_capture(quoth__expander *x, const quoth__frame *f,
                                   const quoth__node *n) {
  if (x->in_negative) {
    quoth__expander_fail(x, f, QUOTH_ESYNTAX, n->at,
                         "a capture in (?! ) or (?<! ) is never set");
    return NULL;
  }
  uint32_t id = capture_id(x, f, n);
  quoth__expr *kid = id == QUOTH_NONE ? NULL : expand(x, f, n->kids);
  quoth__expr *e =
      kid ? new_expr(x, f, n->at, QUOTH__EXPR_CAPTURE, id) : NULL;
  if (e) e->kids = kid;
  return e;
}

static quoth__expr *expand_list(quoth__expander *x, const quoth__frame *f,
                                const quoth__node *n, quoth__expr_kind kind) {
  quoth__expr *list = new_expr(x, f, n->at, kind, 0), **last;
  if (!list) return NULL;
  last = &list->kids;
  for (const quoth__node *k = n->kids; k; k = k->next) {
    quoth__expr *e = expand(x, f, k);
    if (!append(list, &last, e)) return NULL;
  }
  return list;
}

static quoth__expr *expand_repeat(quoth__expander *x, const quoth__frame *f,
                                  const quoth__node *n) {
  quoth__expr *e = new_expr(x, f, n->at, QUOTH__EXPR_REPEAT, 0);
  if (!e) return NULL;
  e->min = n->min;
  e->max = n->max;
  e->greed = n->greed;
  e->kids = expand(x, f, n->kids);
  return e->kids ? e : NULL;
}

static quoth__expr *expand_look(quoth__expander *x, const quoth__frame *f,
                                const quoth__node *n) {
  quoth__expr *e = new_expr(x, f, n->at, QUOTH__EXPR_LOOK, 0);
  if (!e) return NULL;
  e->behind = n->behind;
  e->negative = n->negative;
  x->in_negative += n->negative;
  e->kids = expand(x, f, n->kids);
  x->in_negative -= n->negative;
  return e->kids ? e : NULL;
}

static quoth__expr *expand_any(quoth__expander *x, const quoth__frame *f,
                               const quoth__node *n) {
  switch (n->kind) {
    case QUOTH__NODE_LITERAL: return expand_literal(x, f, n);
    case QUOTH__NODE_SET: return expand_test(x, f, n->cond, n->at);
    case QUOTH__NODE_LEXICON: return expand_lexicon(x, f, n);
    case QUOTH__NODE_LAYER: return expand_layer(x, f, n);
    case QUOTH__NODE_REF: return expand_ref(x, f, n);
    case QUOTH__NODE_CAPTURE: return expand_capture(x, f, n);
    case QUOTH__NODE_CAT: return expand_list(x, f, n, QUOTH__EXPR_CAT);
    case QUOTH__NODE_ALT: return expand_list(x, f, n, QUOTH__EXPR_ALT);
    case QUOTH__NODE_REPEAT: return expand_repeat(x, f, n);
    case QUOTH__NODE_LOOK: return expand_look(x, f, n);
    case QUOTH__NODE_START:
      return new_expr(x, f, n->at, QUOTH__EXPR_START, 0);
    case QUOTH__NODE_END: break;
  }
  return new_expr(x, f, n->at, QUOTH__EXPR_END, 0);
}

static quoth__expr *expand(quoth__expander *x, const quoth__frame *f,
                           const quoth__node *n) {
  if (++x->depth > MAX_NESTED) {
    quoth__expander_fail(x, f, QUOTH_ELIMIT, n->at,
                         "definitions nested too deep");
    return NULL;
  }
  quoth__expr *e = expand_any(x, f, n);
  x->depth--;
  if (e && e->kids && (!e->shortest && !e->longest)) measure(e);
  return e;
}

quoth_status quoth__pattern_expand(quoth__pattern *pattern,
                                   const quoth__source *source,
                                   const quoth__node *tree,
                                   const quoth__scope *scope,
                                   quoth_error *error) {
  quoth__expander x = {.pattern = pattern, .vocab = pattern->vocab,
                       .error = error};
  quoth__frame frame = {.source = source, .scope = scope};
  pattern->root = expand(&x, &frame, tree);
  if (!x.status && pattern->root->longest == 0)
    quoth__expander_fail(&x, &frame, QUOTH_ESYNTAX, tree->at,
                         "this pattern never takes a token");
  return x.status;
}
