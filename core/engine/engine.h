/* SPDX-License-Identifier: MIT */
/*
 * What an engine is made of. The builder fills it, finish compiles it, and
 * from then on nothing in it changes: threads share it without a lock.
 */
#ifndef QUOTH_ENGINE_ENGINE_H
#define QUOTH_ENGINE_ENGINE_H

#include "base/arena.h"
#include "base/handle.h"
#include "base/map.h"
#include "base/vec.h"
#include "engine/models.h"
#include "match/match.h"
#include "match/regex.h"

/** A rule as it was given, strings copied, and what became of its pattern. */
struct quoth__rule {
  quoth_rule_options given;
  uint32_t pack, phase;           /* phase: within its pack */
  quoth__pattern *pattern;        /* NULL for a regex rule */
  quoth_regex *regex;             /* NULL for a token rule */
  const char *const *captures;    /* names, in order of appearance */
  const uint32_t *groups;         /* of a regex: the group of each capture */
  uint32_t n_captures, n_groups;  /* n_groups counts group 0 */
  struct quoth__where *where;     /* nodes of its condition; engine/where.h */
  uint32_t n_where, where_root;
};

struct quoth__phase {
  const char *name, *within;
  quoth_control control;
  const char *const *view;
  uint32_t n_view;
  QUOTH__VEC(uint32_t) rules; /* ids, in order of definition */
  const char *skip; /* a condition, as it was given; NULL: none */
  quoth_origin skip_origin;
  quoth__pattern *unseen; /* compiled: what its rules do not see */
  quoth__scan *scan;          /* of its token rules; NULL: it has none */
  uint32_t *scan_rules;       /* rule id of each item of the scan */
};

struct quoth__engine_pack {
  quoth_engine *engine;
  const char *name, *lang; /* lang "": every language */
  QUOTH__VEC(struct quoth__phase) phases;
  QUOTH__VEC(quoth__lexicon *) lexicons;
  QUOTH__VEC(quoth__definition *) definitions; /* until finished */
  QUOTH__VEC(const char *) lexicon_names;      /* beside `lexicons` */
  QUOTH__VEC(const char *) definition_names;   /* beside `definitions` */
  QUOTH__VEC(const char *) attribute_names;
  uint32_t first_attribute; /* the engine's number of the first of them */
  QUOTH__VEC(uint32_t) resolves;               /* callback numbers */
  quoth__map rule_names;                       /* to tell doubles */
  quoth__scope scope;                          /* what names mean here */
};

struct quoth_engine {
  QUOTH__HANDLE
  quoth__mem mem;
  quoth__arena arena; /* all strings and fixed arrays */
  quoth__vocab *vocab;
  QUOTH__VEC(struct quoth__engine_pack *) packs;
  QUOTH__VEC(quoth__lexicon *) lexicons; /* of all packs, each once */
  QUOTH__VEC(struct quoth__rule) rules;
  QUOTH__VEC(uint32_t) attributes; /* their callback numbers */
  quoth__models models;
};

/** An empty engine, owned: quoth_engine_free(). NULL when memory is out. */
quoth_engine *quoth__engine_new(const quoth__mem *mem);

/** Compile what the builder collected. On error the engine is of no use. */
quoth_status quoth__engine_compile(quoth_engine *engine, quoth_error *error);

/** Compile every rule, tell of every error. @return the first one's status */
quoth_status quoth__engine_check(quoth_engine *engine, quoth_error_fn report,
                                 void *ud);

/** Set up the scope in which names of a pack's patterns are looked up. */
void quoth__engine_scope(struct quoth__engine_pack *pack);

/** Whether a pack is meant for docs of a language ("en" for "en-GB"). */
bool quoth__engine_speaks(const struct quoth__engine_pack *pack,
                          const char *lang);

#endif
