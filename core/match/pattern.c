/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "match/parser.h"
#include "match/program.h"

static quoth_status no_memory(quoth_error *error) {
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

/* ---- Patterns ---------------------------------------------------------- */

quoth_status quoth__pattern_new(quoth__vocab *vocab, const char *text,
                                size_t len, const quoth_origin *origin,
                                const quoth__scope *scope,
                                quoth__pattern **out, quoth_error *error) {
  quoth__source source = {.text = text, .len = len};
  quoth__node *tree;
  quoth__arena trees;
  *out = NULL;
  if (origin) source.origin = *origin;
  quoth__pattern *p = quoth__mem_zero(&vocab->mem, sizeof *p);
  if (!p) return no_memory(error);
  p->mem = vocab->mem;
  p->vocab = vocab;
  quoth__arena_init(&p->arena, &p->mem);
  quoth__arena_init(&trees, &p->mem);
  quoth_status status = quoth__tree_parse(&trees, &source, &tree, error);
  if (!status) status = quoth__pattern_expand(p, &source, tree, scope, error);
  if (!status) status = quoth__pattern_generate(p, &source, error);
  quoth__arena_done(&trees);
  if (!status) {
    *out = p;
    p = NULL; /* given away */
  }
  quoth__pattern_free(p);
  return status;
}

void quoth__pattern_free(quoth__pattern *p) {
  if (!p) return;
  quoth__mem mem = p->mem;
  QUOTH__VEC_DONE(&mem, &p->insns);
  QUOTH__VEC_DONE(&mem, &p->elements);
  QUOTH__VEC_DONE(&mem, &p->captures);
  QUOTH__VEC_DONE(&mem, &p->bodies);
  quoth__arena_done(&p->arena);
  quoth__mem_free(&mem, p, sizeof *p);
}

uint32_t quoth__pattern_capture_count(const quoth__pattern *p) {
  return p->captures.count;
}

const char *quoth__pattern_capture_name(const quoth__pattern *p,
                                        uint32_t capture) {
  return capture < p->captures.count ? p->captures.data[capture] : NULL;
}

uint32_t quoth__pattern_capture(const quoth__pattern *p, const char *name) {
  for (uint32_t i = 0; i < p->captures.count; i++)
    if (strcmp(p->captures.data[i], name) == 0) return i;
  return QUOTH_NONE;
}

bool quoth__pattern_is_condition(const quoth__pattern *p) {
  return p->insns.count == 2 && p->insns.data[0].kind == QUOTH__INSN_TEST;
}

/* ---- Definitions ------------------------------------------------------- */

/* "NAME" or "NAME(x, y)": the name and its parameters. */
static bool read_signature(quoth__definition *d, quoth__parser *p) {
  const char *params[16];
  uint32_t len;
  quoth__parser_skip(p);
  if (!quoth__parser_is_name(quoth__parser_peek(p, 0), true) ||
      !quoth__parser_name(p, true, &d->name, &len))
    return false;
  quoth__parser_skip(p);
  if (quoth__parser_peek(p, 0) == '(') {
    do {
      p->at++;
      quoth__parser_skip(p);
      if (d->n_params == sizeof params / sizeof *params ||
          !quoth__parser_is_name(quoth__parser_peek(p, 0), true) ||
          !quoth__parser_name(p, false, &params[d->n_params++], &len))
        return false;
      quoth__parser_skip(p);
    } while (quoth__parser_peek(p, 0) == ',');
    if (quoth__parser_peek(p, 0) != ')') return false;
    p->at++;
    quoth__parser_skip(p);
  }
  if (p->at < p->len) return false;
  size_t size = d->n_params * sizeof *params;
  d->params = quoth__arena_new(&d->arena, size);
  if (!d->params) return quoth__parser_no_memory(p);
  memcpy(d->params, params, size);
  return true;
}

static quoth_status name_it(quoth__definition *d, const char *name,
                            quoth_error *error) {
  quoth__source source = {.text = name, .len = strlen(name),
                          .origin = d->source.origin};
  quoth__parser p = {.arena = &d->arena, .source = &source, .text = name,
                     .len = (uint32_t)source.len, .error = error};
  if (read_signature(d, &p)) return QUOTH_OK;
  if (p.status == QUOTH_ENOMEM) return p.status;
  quoth__error_set(error, QUOTH_ESYNTAX,
                   "'%.60s' is no name of a definition: NAME or NAME(x, y)",
                   name);
  if (error && d->source.origin.source) {
    error->line = d->source.origin.line;
    error->column = d->source.origin.column;
    strncpy(error->source, d->source.origin.source, sizeof error->source - 1);
  }
  return QUOTH_ESYNTAX;
}

static bool copy_source(quoth__definition *d, const char *text, size_t len,
                        const quoth_origin *origin) {
  if (origin) d->source.origin = *origin;
  d->source.len = len;
  d->source.text = quoth__arena_strndup(&d->arena, text, len);
  if (origin && origin->source)
    d->source.origin.source = quoth__arena_strndup(
        &d->arena, origin->source, strlen(origin->source));
  return d->source.text &&
         (!origin || !origin->source || d->source.origin.source);
}

quoth_status quoth__definition_new(const quoth__mem *mem, const char *name,
                                   const char *text, size_t len,
                                   const quoth_origin *origin,
                                   const quoth__scope *scope,
                                   quoth__definition **out,
                                   quoth_error *error) {
  *out = NULL;
  quoth__definition *d = quoth__mem_zero(mem, sizeof *d);
  if (!d) return no_memory(error);
  d->mem = *mem;
  d->scope = scope;
  quoth__arena_init(&d->arena, mem);
  quoth_status status = copy_source(d, text, len, origin)
                            ? name_it(d, name, error)
                            : no_memory(error);
  if (!status)
    status = quoth__tree_parse(&d->arena, &d->source, &d->root, error);
  if (!status) {
    *out = d;
    d = NULL; /* given away */
  }
  quoth__definition_free(d);
  return status;
}

const char *quoth__definition_name(const quoth__definition *d) {
  return d->name;
}

void quoth__definition_free(quoth__definition *d) {
  if (!d) return;
  quoth__mem mem = d->mem;
  quoth__arena_done(&d->arena);
  quoth__mem_free(&mem, d, sizeof *d);
}
