/* SPDX-License-Identifier: MIT */
/* A small world for patterns: lexicons, definitions, annotations from lines. */
#ifndef QUOTH_TESTS_MATCH_FIXTURE_H
#define QUOTH_TESTS_MATCH_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/match.h"
#include "store/annotations.h"

enum { MAX_NAMES = 64, MAX_MARKS = 64 };

struct mark { /* annotate each place where `text` stands */
  char layer[32], text[256];
  quoth_feature features[8];
  uint32_t n_features;
};

struct world {
  quoth__mem mem;
  quoth__vocab *vocab;
  quoth__scope scope;
  quoth__lexicon *lexicons[MAX_NAMES];
  const char *lexicon_names[MAX_NAMES];
  quoth__definition *definitions[MAX_NAMES];
  const char *definition_names[MAX_NAMES];
  uint32_t n_lexicons, n_definitions;
  const char *layers[MAX_NAMES]; /* known ones; none: all are */
  uint32_t n_layers;
  struct mark marks[MAX_MARKS];
  uint32_t n_marks;
  char *strings[65536]; /* freed with the world */
  uint32_t n_strings;
};

static inline char *keep(struct world *w, const char *s, size_t len) {
  char *copy = malloc(len + 1);
  memcpy(copy, s, len);
  copy[len] = '\0';
  if (w->n_strings == 65536) abort();
  return w->strings[w->n_strings++] = copy;
}

static inline const quoth__lexicon *world_lexicon(void *ud, const char *name,
                                                  size_t len) {
  struct world *w = ud;
  for (uint32_t i = 0; i < w->n_lexicons; i++)
    if (strlen(w->lexicon_names[i]) == len &&
        memcmp(w->lexicon_names[i], name, len) == 0)
      return w->lexicons[i];
  return NULL;
}

static inline const quoth__definition *world_definition(void *ud,
                                                        const char *name,
                                                        size_t len) {
  struct world *w = ud;
  for (uint32_t i = 0; i < w->n_definitions; i++)
    if (strlen(w->definition_names[i]) == len &&
        memcmp(w->definition_names[i], name, len) == 0)
      return w->definitions[i];
  return NULL;
}

static inline bool world_layer(void *ud, const char *name, size_t len) {
  struct world *w = ud;
  for (uint32_t i = 0; i < w->n_layers; i++)
    if (strlen(w->layers[i]) == len && memcmp(w->layers[i], name, len) == 0)
      return true;
  return w->n_layers == 0;
}

/* One attribute of scripts, `odd`: whether the token's number is odd. */
static inline uint32_t world_attribute(void *ud, const char *name,
                                       size_t len) {
  (void)ud;
  return len == 3 && memcmp(name, "odd", 3) == 0 ? 0
         : len == 5 && memcmp(name, "place", 5) == 0 ? 1
                                                     : QUOTH_NONE;
}

static inline quoth_value world_value(void *ud, uint32_t attribute,
                                      uint32_t token) {
  (void)ud;
  if (attribute == 0)
    return (quoth_value){.kind = QUOTH_VALUE_BOOL,
                         .boolean = token % 2 == 0};
  return (quoth_value){.kind = QUOTH_VALUE_NUMBER, .number = token + 1};
}

static inline const char *const *world_names(void *ud, quoth__name_kind kind,
                                             uint32_t *count) {
  static const char *const attributes[] = {"odd", "place"};
  struct world *w = ud;
  switch (kind) {
    case QUOTH__NAME_LEXICON: *count = w->n_lexicons; return w->lexicon_names;
    case QUOTH__NAME_DEFINITION:
      *count = w->n_definitions;
      return w->definition_names;
    case QUOTH__NAME_LAYER: *count = w->n_layers; return w->layers;
    case QUOTH__NAME_ATTRIBUTE: break;
  }
  *count = 2;
  return attributes;
}

static inline bool world_init(struct world *w, const quoth__mem *mem) {
  memset(w, 0, sizeof *w);
  w->mem = *mem;
  w->scope = (quoth__scope){w, "en", world_lexicon, world_definition,
                            world_layer, world_attribute, world_names};
  return quoth__vocab_new(mem, &w->vocab) == QUOTH_OK;
}

static inline void world_done(struct world *w) {
  for (uint32_t i = 0; i < w->n_definitions; i++)
    quoth__definition_free(w->definitions[i]);
  for (uint32_t i = 0; i < w->n_lexicons; i++)
    quoth__lexicon_free(w->lexicons[i]);
  quoth__vocab_free(w->vocab);
  for (uint32_t i = 0; i < w->n_strings; i++) free(w->strings[i]);
}

/* "act=deny strength=2 rare" */
static inline uint32_t read_features(struct world *w, const char *s,
                                     quoth_feature *out, uint32_t max) {
  uint32_t n = 0;
  while (*s && n < max) {
    s += strspn(s, " ");
    size_t word = strcspn(s, " "), name = strcspn(s, "= ");
    if (!word) break;
    out[n] = (quoth_feature){.name = keep(w, s, name)};
    const char *v = keep(w, s + name + (name < word),
                         name < word ? word - name - 1 : 0);
    char *end;
    double number = strtod(v, &end);
    if (name == word || strcmp(v, "true") == 0 || strcmp(v, "false") == 0)
      out[n].value = (quoth_value){.kind = QUOTH_VALUE_BOOL,
                                   .boolean = strcmp(v, "false") != 0};
    else if (*v && !*end)
      out[n].value =
          (quoth_value){.kind = QUOTH_VALUE_NUMBER, .number = number};
    else
      out[n].value = (quoth_value){.kind = QUOTH_VALUE_STRING, .string = v,
                                   .len = (uint32_t)strlen(v)};
    n++;
    s += word;
  }
  return n;
}

/* "name: entry | feature=value …": an entry of a lexicon, made when new. */
static inline quoth_status add_entry(struct world *w, const char *line,
                                     quoth_error *error) {
  quoth_feature features[8];
  size_t name = strcspn(line, ":");
  const char *entry = line + name + 1 + strspn(line + name + 1, " ");
  size_t len = strcspn(entry, "|");
  uint32_t n = entry[len] ? read_features(w, entry + len + 1, features, 8) : 0;
  quoth__lexicon *lx = NULL;
  while (len && entry[len - 1] == ' ') len--;
  for (uint32_t i = 0; i < w->n_lexicons; i++)
    if (strlen(w->lexicon_names[i]) == name &&
        memcmp(w->lexicon_names[i], line, name) == 0)
      lx = w->lexicons[i];
  if (!lx) {
    const char *copy = keep(w, line, name);
    quoth_status s = quoth__lexicon_new(w->vocab, copy, "en", &lx);
    if (s) return s;
    w->lexicon_names[w->n_lexicons] = copy;
    w->lexicons[w->n_lexicons++] = lx;
  }
  if (!len) return QUOTH_OK;
  return quoth__lexicon_add(lx, entry, len, features, n, error);
}

/* "NAME = pattern" */
static inline quoth_status add_definition(struct world *w, const char *line,
                                          quoth_error *error) {
  const char *eq = strstr(line, " = ");
  const char *name = keep(w, line, (size_t)(eq - line));
  quoth__definition *d;
  quoth_origin origin = {keep(w, name, strlen(name)), 1, 1};
  quoth_status s = quoth__definition_new(&w->mem, name, eq + 3,
                                         strlen(eq + 3), &origin, &w->scope,
                                         &d, error);
  if (s) return s;
  w->definition_names[w->n_definitions] = quoth__definition_name(d);
  w->definitions[w->n_definitions++] = d;
  return QUOTH_OK;
}

/* "layer | text | feature=value …" */
static inline void add_mark(struct world *w, const char *line) {
  struct mark *m = &w->marks[w->n_marks++];
  memset(m, 0, sizeof *m);
  const char *text = strchr(line, '|') + 1;
  const char *rest = strchr(text, '|');
  size_t len = rest ? (size_t)(rest - text) : strlen(text);
  size_t name = strcspn(line, " |");
  while (len && text[0] == ' ') text++, len--;
  while (len && text[len - 1] == ' ') len--;
  snprintf(m->layer, sizeof m->layer, "%.*s", (int)name, line);
  snprintf(m->text, sizeof m->text, "%.*s", (int)len, text);
  if (rest) m->n_features = read_features(w, rest + 1, m->features, 8);
}

static inline quoth_annotations *annotate(const struct world *w,
                                          const char *text) {
  quoth_annotations *a = quoth__annotations_new(&w->mem);
  if (!a) return NULL;
  quoth__annotations_reset(a, (uint32_t)strlen(text));
  for (uint32_t i = 0; i < w->n_marks; i++) {
    const struct mark *m = &w->marks[i];
    size_t len = strlen(m->text);
    for (const char *at = strstr(text, m->text); at;
         at = strstr(at + 1, m->text)) {
      uint32_t start = (uint32_t)(at - text);
      quoth_annotation_options o = {
          .layer = m->layer, .span = {start, start + (uint32_t)len},
          .features = m->features, .n_features = m->n_features,
          .rule = QUOTH_NONE};
      if (quoth_annotations_add(a, &o, NULL)) {
        quoth__annotations_free(a);
        return NULL;
      }
    }
  }
  return a;
}

#endif
