/* SPDX-License-Identifier: MIT */
#include "engine/where.h"

#include <string.h>

#include "base/error.h"
#include "engine/match.h"

enum { DEPTH = 32, NODES = 256, PATH = 512 };

enum kind {
  AND, OR, NOT, TEST_PATH, TEST_LAYER, TEST_IN,
  TEST_WITHIN, TEST_CONTAINING, TEST_OVERLAPPING, /* annotations of `text` */
};
enum { WHOLE = UINT32_MAX - 1 }; /* the match, instead of a capture */

/** `a` and `b`: nodes, or the names of captures by their place. */
typedef struct quoth__where {
  enum kind kind;
  uint32_t a, b;
  quoth_layer layer;
  bool differs;     /* != */
  const char *text; /* compared; NULL: any value will do */
  quoth_regex *regex;
} node;

/* ---- Reading --------------------------------------------------------------- */

typedef struct reader {
  quoth_engine *engine;
  struct quoth__rule *rule;
  const char *text;
  size_t at, len;
  uint32_t depth, n;
  quoth_error *error;
  quoth_status status;
  node nodes[NODES];
} reader;

static uint32_t fail(reader *r, size_t at, const char *message) {
  if (r->status == QUOTH_OK)
    r->status = quoth__error_at(r->error, QUOTH_ESYNTAX,
                                &r->rule->given.where_origin, r->text, r->len,
                                at, "%s", message);
  return QUOTH_NONE;
}

static uint32_t no_memory(reader *r) {
  r->status = quoth__error_set(r->error, QUOTH_ENOMEM, "out of memory");
  return QUOTH_NONE;
}

static char peek(reader *r) {
  while (r->at < r->len && strchr(" \t\r\n", r->text[r->at])) r->at++;
  return r->at < r->len ? r->text[r->at] : 0;
}

static bool take(reader *r, const char *word) {
  size_t n = strlen(word);
  peek(r);
  if (r->len - r->at < n || memcmp(r->text + r->at, word, n) != 0) return false;
  r->at += n;
  return true;
}

static bool expect(reader *r, const char *word, const char *message) {
  if (take(r, word)) return true;
  fail(r, r->at, message);
  return false;
}

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= '0' && c <= '9') || c == '-';
}

/* The name that stands here; its length is 0 when there is none. */
static size_t name_at(reader *r) {
  size_t n = 0;
  peek(r);
  while (r->at + n < r->len && is_name(r->text[r->at + n])) n++;
  return n;
}

static bool same(const char *name, const char *s, size_t n) {
  return strlen(name) == n && memcmp(name, s, n) == 0;
}

static uint32_t add(reader *r, node n) {
  if (r->status != QUOTH_OK) return QUOTH_NONE;
  if (r->n == NODES) return fail(r, r->at, "the condition is too long");
  r->nodes[r->n] = n;
  return r->n++;
}

/* The place of a capture's name among those of the pattern. */
static uint32_t read_capture(reader *r) {
  size_t n = name_at(r);
  const char *name = r->text + r->at;
  if (r->status != QUOTH_OK) return QUOTH_NONE;
  if (!n) return fail(r, r->at, "the name of a capture is missing");
  for (uint32_t i = 0; i < r->rule->n_captures; i++)
    if (same(r->rule->captures[i], name, n)) {
      r->at += n;
      return i;
    }
  fail(r, r->at, "the pattern captures nothing of that name");
  const char *best =
      quoth__nearest(name, n, r->rule->captures, r->rule->n_captures);
  if (best) quoth__error_hint(r->error, "did you mean '%s'?", best);
  return QUOTH_NONE;
}

static void read_text(reader *r, node *out) {
  size_t start = ++r->at;
  while (r->at < r->len && r->text[r->at] != '"') r->at++;
  if (r->at == r->len) {
    fail(r, start - 1, "the string has no end");
    return;
  }
  out->text = quoth__arena_strndup(&r->engine->arena, r->text + start,
                                   r->at++ - start);
  if (!out->text) no_memory(r);
}

static void read_regex(reader *r, node *out) {
  size_t start = ++r->at, wrong = 0;
  quoth_error error = {0};
  while (r->at < r->len && r->text[r->at] != '/')
    r->at += r->text[r->at] == '\\' && r->at + 1 < r->len ? 2 : 1;
  if (r->at >= r->len) {
    fail(r, start - 1, "the regular expression has no end");
    return;
  }
  quoth_status status = quoth__regex_compile(
      r->text + start, r->at++ - start, QUOTH__REGEX_WHOLE, &r->engine->mem,
      &out->regex, &wrong, &error);
  if (status == QUOTH_ENOMEM) no_memory(r);
  else if (status != QUOTH_OK) fail(r, start + wrong, error.message);
}

/* == "x", = "x", != /x/; nothing: there is a value. */
static void read_value(reader *r, node *out) {
  if (take(r, "!=")) out->differs = true;
  else if (!take(r, "==") && !take(r, "=")) return;
  char c = peek(r);
  if (c == '"') read_text(r, out);
  else if (c == '/') read_regex(r, out);
  else fail(r, r->at, "expected \"text\" or /regex/ to compare with");
}

/* Layers by the name of their question; `dep` has two captures. */
static uint32_t layer_of(const char *name, size_t n) {
  static const char *const names[] = {
    [QUOTH_LAYER_LEMMA] = "lemma", [QUOTH_LAYER_POS] = "pos",
    [QUOTH_LAYER_TAG] = "tag", [QUOTH_LAYER_DEP] = "dep",
  };
  for (uint32_t i = 0; i < QUOTH_LAYER_COUNT; i++)
    if (same(names[i], name, n)) return i;
  return QUOTH_NONE;
}

static uint32_t read_question(reader *r, uint32_t layer) {
  node n = {.kind = TEST_LAYER, .layer = (quoth_layer)layer};
  if (!expect(r, "(", "expected '(' and the name of a capture"))
    return QUOTH_NONE;
  n.a = read_capture(r);
  if (layer == QUOTH_LAYER_DEP && take(r, ",")) {
    n.kind = TEST_PATH;
    n.b = read_capture(r);
  }
  if (r->status != QUOTH_OK || !expect(r, ")", "expected ')'"))
    return QUOTH_NONE;
  read_value(r, &n);
  uint32_t id = add(r, n);
  if (id == QUOTH_NONE) quoth_regex_free(n.regex);
  return id;
}

static uint32_t read_in(reader *r) {
  node n = {.kind = TEST_IN, .a = read_capture(r)};
  if (r->status != QUOTH_OK) return QUOTH_NONE;
  if (!expect(r, "in", "expected 'in subtree(NAME)'") ||
      !expect(r, "subtree", "expected 'subtree(NAME)'") ||
      !expect(r, "(", "expected '(' and the name of a capture"))
    return QUOTH_NONE;
  n.b = read_capture(r);
  if (r->status != QUOTH_OK || !expect(r, ")", "expected ')'"))
    return QUOTH_NONE;
  return add(r, n);
}

static uint32_t relation_of(const char *name, size_t n) {
  static const char *const names[] = {"within", "containing", "overlapping"};
  for (uint32_t i = 0; i < 3; i++)
    if (same(names[i], name, n)) return TEST_WITHIN + i;
  return QUOTH_NONE;
}

/* (A, "layer"): a capture, or `match` for all of it. */
static uint32_t read_relation(reader *r, uint32_t kind) {
  node n = {.kind = (enum kind)kind, .a = WHOLE};
  if (!expect(r, "(", "expected '(' and the name of a capture, or 'match'"))
    return QUOTH_NONE;
  if (same("match", r->text + r->at, name_at(r))) r->at += strlen("match");
  else n.a = read_capture(r);
  if (r->status != QUOTH_OK || !expect(r, ",", "expected ',' and a layer"))
    return QUOTH_NONE;
  if (peek(r) == '"') read_text(r, &n);
  else fail(r, r->at, "expected the name of a layer, as in \"quote\"");
  if (r->status != QUOTH_OK || !expect(r, ")", "expected ')'"))
    return QUOTH_NONE;
  return add(r, n);
}

static uint32_t read_any(reader *r);

static uint32_t read_one(reader *r) {
  if (take(r, "!")) {
    node n = {.kind = NOT};
    if (++r->depth > DEPTH) return fail(r, r->at, "it is nested too deeply");
    n.a = read_one(r);
    r->depth--;
    return add(r, n);
  }
  if (take(r, "(")) {
    if (++r->depth > DEPTH) return fail(r, r->at, "it is nested too deeply");
    uint32_t id = read_any(r);
    r->depth--;
    if (r->status == QUOTH_OK) expect(r, ")", "expected ')'");
    return id;
  }
  size_t len = name_at(r);
  if (!len)
    return fail(r, r->at, "expected dep(A, B), lemma(A), pos(A), tag(A), "
                          "A in subtree(B), or within, containing or "
                          "overlapping(A, \"layer\")");
  bool asks = r->at + len < r->len && r->text[r->at + len] == '(';
  uint32_t relation =
      asks ? relation_of(r->text + r->at, len) : QUOTH_NONE;
  if (relation != QUOTH_NONE) {
    r->at += len;
    return read_relation(r, relation);
  }
  uint32_t layer = layer_of(r->text + r->at, len);
  if (layer == QUOTH_NONE || !asks) return read_in(r);
  r->at += len;
  return read_question(r, layer);
}

static uint32_t read_all(reader *r) {
  uint32_t id = read_one(r);
  while (r->status == QUOTH_OK && take(r, "&"))
    id = add(r, (node){.kind = AND, .a = id, .b = read_one(r)});
  return id;
}

static uint32_t read_any(reader *r) {
  uint32_t id = read_all(r);
  while (r->status == QUOTH_OK && take(r, "|"))
    id = add(r, (node){.kind = OR, .a = id, .b = read_all(r)});
  return id;
}

quoth_status quoth__where_need_model(quoth_engine *engine,
                                     const struct quoth__rule *rule,
                                     const char *what, quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  const char *lang = engine->packs.data[rule->pack]->lang;
  if (*lang && quoth__models_need(&engine->models, &engine->arena, lang))
    return QUOTH_OK;
  quoth__error_at(error, QUOTH_ESYNTAX, &o->where_origin,
                  o->where ? o->where : "", o->where_len, 0,
                  *lang ? "%s is not available for %s: load a model"
                        : "%s needs a model: give the pack a lang",
                  what, lang);
  if (error && engine->models.error.status != QUOTH_OK)
    memcpy(error->message, engine->models.error.message,
           sizeof error->message);
  return QUOTH_ESYNTAX;
}

/* The rule owns what was read, also when reading failed. */
static quoth_status keep(reader *r, uint32_t root) {
  struct quoth__rule *rule = r->rule;
  size_t size = r->n * sizeof *r->nodes;
  rule->where = quoth__arena_new(&r->engine->arena, size);
  if (!rule->where) {
    for (uint32_t i = 0; i < r->n; i++) quoth_regex_free(r->nodes[i].regex);
    no_memory(r);
    return r->status;
  }
  memcpy(rule->where, r->nodes, size);
  rule->n_where = r->n;
  rule->where_root = root;
  return r->status;
}

/* Relations to annotations need no tree. */
static bool needs_model(const struct quoth__rule *rule) {
  for (uint32_t i = 0; i < rule->n_where; i++) {
    enum kind k = rule->where[i].kind;
    if (k >= TEST_PATH && k <= TEST_IN) return true;
  }
  return false;
}

quoth_status quoth__where_compile(quoth_engine *engine,
                                  struct quoth__rule *rule,
                                  quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  if (!o->where) return QUOTH_OK;
  reader r = {.engine = engine, .rule = rule, .text = o->where,
              .len = o->where_len, .error = error};
  uint32_t root = read_any(&r);
  if (r.status == QUOTH_OK && peek(&r))
    fail(&r, r.at, "expected '&', '|' or the end of the condition");
  quoth_status status = keep(&r, root);
  return status == QUOTH_OK && needs_model(rule)
             ? quoth__where_need_model(engine, rule, "where", error)
             : status;
}

void quoth__where_done(const struct quoth__rule *rule) {
  for (uint32_t i = 0; i < rule->n_where; i++)
    quoth_regex_free(rule->where[i].regex);
}

const char *quoth__where_subtree(const char *s, size_t *len) {
  static const char open[] = "subtree(";
  size_t n = strlen(s), prefix = sizeof open - 1;
  if (n < prefix + 2 || memcmp(s, open, prefix) != 0 || s[n - 1] != ')')
    return NULL;
  *len = n - prefix - 1;
  return s + prefix;
}

/* ---- Asking ----------------------------------------------------------------- */

typedef struct question {
  const quoth_match *match;
  quoth_error *error;
  quoth_status status;
} question;

/* The hull of a capture; false when it is unset. */
static bool span_of(const quoth_match *m, uint32_t capture, quoth_span *out) {
  bool found = false;
  *out = (quoth_span){UINT32_MAX, 0};
  for (uint32_t i = 0; i < m->n_captures; i++) {
    quoth_span s = m->captures[i].span;
    if (m->captures[i].name != capture) continue;
    if (s.start < out->start) out->start = s.start;
    if (s.end > out->end) out->end = s.end;
    found = true;
  }
  return found;
}

/* Whether a value, which may be NULL, is what a node asks for. */
static bool compare(question *q, const node *n, const char *value) {
  if (!value) return false;
  if (!n->text && !n->regex) return true;
  if (n->text) return (strcmp(n->text, value) == 0) != n->differs;
  quoth_status status =
      quoth__regex_find(n->regex, q->match->context->scratch, value,
                        strlen(value), 0, false, NULL, 0);
  if (status != QUOTH_OK && status != QUOTH_ENOTFOUND) q->status = status;
  return (status == QUOTH_OK) != n->differs;
}

static bool ask_layer(question *q, const node *n) {
  quoth_context *context = q->match->context;
  quoth_span span;
  uint32_t token;
  const char *value = NULL;
  if (!span_of(q->match, n->a, &span)) return false;
  q->status = quoth_context_head_word(context, span, &token, q->error);
  if (q->status == QUOTH_OK && token != QUOTH_NONE)
    q->status = quoth_context_layer(context, n->layer, token, &value,
                                    q->error);
  return q->status == QUOTH_OK && compare(q, n, value);
}

static bool ask_path(question *q, const node *n) {
  char path[PATH];
  size_t len;
  quoth_span from, to;
  if (!span_of(q->match, n->a, &from) || !span_of(q->match, n->b, &to))
    return false;
  q->status = quoth_context_path(q->match->context, from, to, path,
                                 sizeof path, &len, q->error);
  return q->status == QUOTH_OK &&
         compare(q, n, len && len < sizeof path ? path : NULL);
}

static bool ask_in(question *q, const node *n) {
  quoth_span inner, outer;
  if (!span_of(q->match, n->a, &inner) || !span_of(q->match, n->b, &outer))
    return false;
  q->status = quoth_context_subtree(q->match->context, outer, &outer, q->error);
  return q->status == QUOTH_OK && inner.start >= outer.start &&
         inner.end <= outer.end;
}

static bool relates(enum kind kind, quoth_span s, quoth_span other) {
  if (kind == TEST_OVERLAPPING) return true; /* it was found as such */
  quoth_span inner = kind == TEST_WITHIN ? s : other;
  quoth_span outer = kind == TEST_WITHIN ? other : s;
  return inner.start >= outer.start && inner.end <= outer.end;
}

static bool ask_relation(question *q, const node *n) {
  quoth_context *context = q->match->context;
  const quoth_annotations *all = context->annotations;
  quoth_span s = q->match->span;
  if (n->a != WHOLE && !span_of(q->match, n->a, &s)) return false;
  uint32_t count = quoth_annotations_overlapping(all, n->text, s, NULL, 0);
  uint32_t *ids = quoth__arena_new(&context->arena, count * sizeof *ids);
  if (!ids) q->status = QUOTH_ENOMEM;
  if (ids) quoth_annotations_overlapping(all, n->text, s, ids, count);
  for (uint32_t i = 0; ids && i < count; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(all, ids[i], &a) == QUOTH_OK &&
        relates(n->kind, s, a.span))
      return true;
  }
  return false;
}

static bool ask(question *q, uint32_t id) {
  const node *n = &q->match->rule->where[id];
  if (q->status != QUOTH_OK) return false;
  switch (n->kind) {
    case AND: return ask(q, n->a) && ask(q, n->b);
    case OR: return ask(q, n->a) || ask(q, n->b);
    case NOT: return !ask(q, n->a);
    case TEST_PATH: return ask_path(q, n);
    case TEST_LAYER: return ask_layer(q, n);
    case TEST_IN: return ask_in(q, n);
    case TEST_WITHIN:
    case TEST_CONTAINING:
    case TEST_OVERLAPPING: return ask_relation(q, n);
  }
  return false;
}

quoth_status quoth__where_ask(const quoth_match *match, bool *yes,
                              quoth_error *error) {
  question q = {match, error, QUOTH_OK};
  *yes = !match->rule->given.where || ask(&q, match->rule->where_root);
  return q.status;
}
