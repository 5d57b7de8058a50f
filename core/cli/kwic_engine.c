/* SPDX-License-Identifier: MIT */
#include "cli/kwic_engine.h"

#include <ctype.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/report.h"
#include "io/in.h"

enum { NAME_MAX_LEN = 64 };

struct make {
  kwic_engine *from;
  quoth_builder *builder;
  quoth_error error;
  int code;
  bool quiet; /* say nothing of what fails */
};

void kwic_engine_add(kwic_engine *e, int what, const char *given) {
  if (e->n_given == KWIC_GIVEN_MAX) {
    e->too_many = true;
    return;
  }
  e->given[e->n_given].what = what;
  e->given[e->n_given++].given = given;
}

void kwic_engine_done(kwic_engine *e) { packs_done(&e->packs); }

/* Keep the first failure. */
static void check(struct make *m, quoth_status status) {
  if (status == QUOTH_OK || m->code != EXIT_OK) return;
  if (m->quiet) (void)0;
  else if (m->error.message[0]) report_error(&m->error);
  else report("%s", quoth_status_name(status));
  m->code = status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_USAGE;
}

static void fail(struct make *m, const char *what, const char *given) {
  if (m->code == EXIT_OK && !m->quiet) report("%s: %s", what, given);
  m->code = EXIT_USAGE;
}

/* ---- Lexicons ---------------------------------------------------------------- */

/* Whether the first line that is no comment is the header of a TSV file. */
static bool is_tsv(const char *text, size_t len) {
  for (size_t at = 0; at < len;) {
    const char *feed = memchr(text + at, '\n', len - at);
    size_t n = feed ? (size_t)(feed - text) - at : len - at;
    if (n > 0 && text[at] != '#')
      return n >= 5 && memcmp(text + at, "entry", 5) == 0 &&
             (n == 5 || text[at + 5] == '\t' || text[at + 5] == '\r');
    at += n + 1;
  }
  return false;
}

static void add_words(struct make *m, const char *name, const char *text,
                      size_t len) {
  for (size_t at = 0; at < len;) {
    const char *feed = memchr(text + at, '\n', len - at);
    size_t n = feed ? (size_t)(feed - text) - at : len - at;
    size_t kept = n;
    while (kept > 0 && strchr(" \t\r", text[at + kept - 1])) kept--;
    if (kept > 0 && text[at] != '#')
      check(m, quoth_builder_lexicon_entry(m->builder, name, text + at, kept,
                                           NULL, 0, &m->error));
    at += n + 1;
  }
}

static void add_lexicon(struct make *m, const char *name, const char *path) {
  quoth__in in;
  const char *text;
  size_t len;
  quoth__in_open(&in, path);
  bool ok = in.error == 0 && quoth__in_all(&in, &text, &len);
  quoth_origin origin = {path, 1, 1};
  if (!ok) fail(m, path, strerror(in.error));
  else if (is_tsv(text, len))
    check(m, quoth_builder_lexicon_tsv(m->builder, name, text, len, &origin,
                                       &m->error));
  else add_words(m, name, text, len);
  quoth__in_close(&in);
}

/* Split "NAME=REST"; NULL when it is not of that form. */
static const char *split(const char *given, char name[NAME_MAX_LEN]) {
  size_t n = strcspn(given, "=");
  if (n == 0 || n >= NAME_MAX_LEN || given[n] != '=') return NULL;
  memcpy(name, given, n);
  name[n] = '\0';
  return given + n + 1;
}

static void add_given(struct make *m, int what, const char *given) {
  char name[NAME_MAX_LEN];
  const char *rest = split(given, name);
  quoth_origin origin = {"--define", 1, rest ? (uint32_t)(rest - given) + 1 : 1};
  if (!rest) fail(m, "NAME=... is wanted, not", given);
  else if (what == KWIC_LEXICON) add_lexicon(m, name, rest);
  else
    check(m, quoth_builder_define(m->builder, name, rest, strlen(rest),
                                  &origin, &m->error));
}

static bool is_given(const kwic_engine *e, const char *name) {
  size_t n = strlen(name);
  for (uint32_t i = 0; i < e->n_given; i++)
    if (e->given[i].what == KWIC_LEXICON &&
        strncmp(e->given[i].given, name, n) == 0 && e->given[i].given[n] == '=')
      return true;
  return false;
}

/* lexicons/LANG/NAME.tsv of the first folder that has it. */
static void add_known(struct make *m, const char *name) {
  const packs *p = &m->from->packs;
  char path[PATH_MAX];
  for (size_t i = 0; i < p->n_folders; i++) {
    int n = snprintf(path, sizeof path, "%s/lexicons/%s/%s.tsv",
                     p->folders[i], m->from->lang, name);
    if (n < 0 || (size_t)n >= sizeof path || access(path, R_OK) != 0) continue;
    add_lexicon(m, name, path);
    return;
  }
}

static bool seen_before(const char *text, const char *at, const char *name) {
  size_t n = strlen(name);
  for (const char *p = text; p < at; p++)
    if (*p == '$' && strncmp(p + 1, name, n) == 0 &&
        !isalnum((unsigned char)p[1 + n]) && p[1 + n] != '_')
      return true;
  return false;
}

/* Every $NAME of a pattern that nobody gave. */
static void add_mentioned(struct make *m, const char *text) {
  for (const char *p = strchr(text, '$'); p; p = strchr(p + 1, '$')) {
    char name[NAME_MAX_LEN];
    size_t n = 0;
    while (n + 1 < sizeof name &&
           (isalnum((unsigned char)p[1 + n]) || p[1 + n] == '_'))
      name[n] = p[1 + n], n++;
    name[n] = '\0';
    if (n > 0 && !is_given(m->from, name) && !seen_before(text, p, name))
      add_known(m, name);
  }
}

/* ---- The rule ------------------------------------------------------------------ */

static void add_rule(struct make *m) {
  static const char *const view[] = {"quote"};
  quoth_phase_options phase = {
    .name = "main", .control = QUOTH_CONTROL_LONGEST,
    .within = m->from->within, .view = view,
    .n_view = m->from->quotes ? 1 : 0,
  };
  quoth_rule_options rule = {
    .name = "pattern", .phase = "main", .pattern = m->from->pattern,
    .pattern_len = strlen(m->from->pattern), .origin = {"PATTERN", 1, 1},
  };
  check(m, quoth_builder_phase(m->builder, &phase, &m->error));
  check(m, quoth_builder_rule(m->builder, &rule, &m->error));
}

/* Lemmas, tags and trees of a language: of its model, or of the docs. */
static void add_layers(struct make *m, const char *lang) {
  const packs *p = &m->from->packs;
  char path[PATH_MAX];
  if (m->from->own_words)
    check(m, quoth_builder_words(m->builder, lang, &m->error));
  for (size_t i = 0; i < p->n_folders && m->code == EXIT_OK; i++) {
    int n = snprintf(path, sizeof path, "%s/models", p->folders[i]);
    if (n > 0 && (size_t)n < sizeof path)
      check(m, quoth_builder_models(m->builder, path, &m->error));
  }
}

/* A rule for texts of one language, or, NULL, for all. */
static int make(kwic_engine *e, const char *lang, quoth_engine **out) {
  struct make m = {.from = e, .quiet = !lang};
  check(&m, quoth_builder_new(NULL, &m.builder));
  check(&m, quoth_builder_pack(m.builder, "kwic", lang, &m.error));
  if (lang) add_layers(&m, lang);
  for (uint32_t i = 0; i < e->n_given && m.code == EXIT_OK; i++) {
    add_given(&m, e->given[i].what, e->given[i].given);
    if (e->given[i].what == KWIC_DEFINE) add_mentioned(&m, e->given[i].given);
  }
  if (m.code == EXIT_OK) add_mentioned(&m, e->pattern);
  if (m.code == EXIT_OK) add_rule(&m);
  if (m.code == EXIT_OK)
    check(&m, quoth_builder_finish(m.builder, out, &m.error));
  quoth_builder_free(m.builder);
  return m.code;
}

/* What asks for lemmas, tags or trees is of a language; the rest is of all. */
int kwic_engine_make(kwic_engine *e, quoth_engine **out) {
  *out = NULL;
  if (e->too_many) {
    report("more than %d lexicons and definitions", KWIC_GIVEN_MAX);
    return EXIT_USAGE;
  }
  packs_add_known_folders(&e->packs);
  int code = make(e, NULL, out);
  return code == EXIT_OK ? code : make(e, e->lang, out);
}
