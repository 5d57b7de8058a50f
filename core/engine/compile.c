/* SPDX-License-Identifier: MIT */
/* From collected packs to what threads share: names, patterns, scans. */
#include <string.h>

#include "base/error.h"
#include "engine/engine.h"
#include "engine/where.h"

/* ---- What names mean in a pack ------------------------------------------- */

/* The pack of "pack/name" and the rest of it; the own pack without a slash. */
static const struct quoth__engine_pack *
pack_of(const struct quoth__engine_pack *pack, const char **name,
        size_t *len) {
  const char *slash = NULL;
  for (size_t i = 0; i < *len; i++)
    if ((*name)[i] == '/') slash = *name + i;
  if (!slash) return pack;
  size_t n = (size_t)(slash - *name);
  const quoth_engine *engine = pack->engine;
  for (uint32_t i = 0; i < engine->packs.count; i++) {
    const char *other = engine->packs.data[i]->name;
    if (strlen(other) == n && memcmp(other, *name, n) == 0) {
      *len -= n + 1;
      *name = slash + 1;
      return engine->packs.data[i];
    }
  }
  return NULL;
}

static uint32_t find_name(const char *const *names, uint32_t count,
                          const char *name, size_t len) {
  for (uint32_t i = 0; i < count; i++)
    if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) return i;
  return QUOTH_NONE;
}

static const quoth__lexicon *find_lexicon(void *ud, const char *name,
                                          size_t len) {
  const struct quoth__engine_pack *pack = pack_of(ud, &name, &len);
  if (!pack) return NULL;
  uint32_t at = find_name(pack->lexicon_names.data, pack->lexicon_names.count,
                          name, len);
  return at == QUOTH_NONE ? NULL : pack->lexicons.data[at];
}

static const quoth__definition *find_definition(void *ud, const char *name,
                                                size_t len) {
  const struct quoth__engine_pack *pack = pack_of(ud, &name, &len);
  if (!pack) return NULL;
  uint32_t at = find_name(pack->definition_names.data,
                          pack->definition_names.count, name, len);
  return at == QUOTH_NONE ? NULL : pack->definitions.data[at];
}

static uint32_t find_attribute(void *ud, const char *name, size_t len) {
  const struct quoth__engine_pack *pack = ud;
  uint32_t at = find_name(pack->attribute_names.data,
                          pack->attribute_names.count, name, len);
  if (at != QUOTH_NONE) return pack->first_attribute + at;
  /* A pack of every language cannot know that there is a model. */
  at = *pack->lang ? quoth__models_attribute(name, len) : QUOTH_NONE;
  if (at == QUOTH_NONE) return at;
  quoth_engine *engine = pack->engine;
  return quoth__models_need(&engine->models, &engine->arena, pack->lang)
             ? at
             : QUOTH_NONE;
}

static const char *const *list_names(void *ud, quoth__name_kind kind,
                                     uint32_t *count) {
  const struct quoth__engine_pack *pack = ud;
  *count = 0;
  switch (kind) {
    case QUOTH__NAME_LEXICON:
      *count = pack->lexicon_names.count;
      return pack->lexicon_names.data;
    case QUOTH__NAME_DEFINITION:
      *count = pack->definition_names.count;
      return pack->definition_names.data;
    case QUOTH__NAME_ATTRIBUTE:
      *count = pack->attribute_names.count;
      return pack->attribute_names.data;
    case QUOTH__NAME_LAYER: break;
  }
  return NULL;
}

/* Any layer may occur, since callbacks and hosts make their own. */
void quoth__engine_scope(struct quoth__engine_pack *pack) {
  pack->scope = (quoth__scope){
      .ud = pack,
      .lang = *pack->lang ? pack->lang : NULL,
      .lexicon = find_lexicon,
      .definition = find_definition,
      .attribute = find_attribute,
      .names = list_names,
  };
}

/* ---- Rules --------------------------------------------------------------- */

static quoth_status no_memory(quoth_error *error) {
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

static quoth_status compile_tokens(quoth_engine *engine,
                                   struct quoth__rule *rule,
                                   quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  quoth_status status = quoth__pattern_new(
      engine->vocab, o->pattern, o->pattern_len, &o->origin,
      &engine->packs.data[rule->pack]->scope, &rule->pattern, error);
  /* Where a model was needed that cannot be used, say why. */
  if (status != QUOTH_OK && error && engine->models.error.status != QUOTH_OK)
    memcpy(error->message, engine->models.error.message,
           sizeof error->message);
  if (status != QUOTH_OK) return status;
  uint32_t n = quoth__pattern_capture_count(rule->pattern);
  const char **names = quoth__arena_new(&engine->arena, n * sizeof *names);
  if (!names) return no_memory(error);
  for (uint32_t i = 0; i < n; i++)
    names[i] = quoth__pattern_capture_name(rule->pattern, i);
  rule->captures = names;
  rule->n_captures = n;
  return QUOTH_OK;
}

/* Named groups are the captures of a regex rule. */
static bool name_groups(quoth_engine *engine, struct quoth__rule *rule) {
  uint32_t n = quoth_regex_group_count(rule->regex), count = 0;
  const char **names = quoth__arena_new(&engine->arena, n * sizeof *names);
  uint32_t *groups = quoth__arena_new(&engine->arena, n * sizeof *groups);
  if (!names || !groups) return false;
  for (uint32_t g = 1; g < n; g++) {
    const char *name = quoth__regex_group_name(rule->regex, g);
    if (!name) continue;
    names[count] = name;
    groups[count++] = g;
  }
  rule->captures = names;
  rule->groups = groups;
  rule->n_captures = count;
  rule->n_groups = n;
  return true;
}

static quoth_status compile_regex(quoth_engine *engine,
                                  struct quoth__rule *rule,
                                  quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  quoth_error inner = {0};
  size_t at = 0;
  quoth_status status =
      quoth__regex_compile(o->pattern, o->pattern_len, 0, &engine->mem,
                           &rule->regex, &at, &inner);
  if (status != QUOTH_OK)
    return quoth__error_at(error, status, &o->origin, o->pattern,
                           o->pattern_len, at, "%s",
                           inner.message[0] ? inner.message
                                            : quoth_status_name(status));
  return name_groups(engine, rule) ? QUOTH_OK : no_memory(error);
}

static quoth_status check_capture(const struct quoth__rule *rule,
                                  const char *name, size_t len,
                                  quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  if (find_name(rule->captures, rule->n_captures, name, len) != QUOTH_NONE)
    return QUOTH_OK;
  quoth__error_at(error, QUOTH_ESYNTAX, &o->origin, o->pattern, o->pattern_len,
                  0,
                  "rule '%s' emits '%.*s', which its pattern does not capture",
                  o->name, len > 100 ? 100 : (int)len, name);
  const char *best =
      quoth__nearest(name, len, rule->captures, rule->n_captures);
  if (best) quoth__error_hint(error, "did you mean '%s'?", best);
  return QUOTH_ESYNTAX;
}

/* A part is a capture, or what hangs on one: "subtree(cue)". */
static quoth_status check_part(quoth_engine *engine,
                               const struct quoth__rule *rule,
                               const char *part, quoth_error *error) {
  size_t len;
  const char *name = quoth__where_subtree(part, &len);
  if (!name) return check_capture(rule, part, strlen(part), error);
  quoth_status status = check_capture(rule, name, len, error);
  return status == QUOTH_OK
             ? quoth__where_need_model(engine, rule, "subtree", error)
             : status;
}

static quoth_status check_captures(quoth_engine *engine,
                                   const struct quoth__rule *rule,
                                   quoth_error *error) {
  const quoth_rule_options *o = &rule->given;
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < o->n_parts && status == QUOTH_OK; i++)
    status = check_part(engine, rule, o->parts[i].capture, error);
  for (uint32_t i = 0; i < o->n_features && status == QUOTH_OK; i++) {
    const char *name = o->features[i].capture;
    if (name) status = check_capture(rule, name, strlen(name), error);
  }
  return status;
}

/* ---- Packs --------------------------------------------------------------- */

static quoth_status compile_scan(quoth_engine *engine,
                                 struct quoth__phase *phase,
                                 quoth_error *error) {
  uint32_t n = 0;
  quoth__scan_item *items =
      quoth__arena_new(&engine->arena, phase->rules.count * sizeof *items);
  phase->scan_rules = quoth__arena_new(
      &engine->arena, phase->rules.count * sizeof *phase->scan_rules);
  if (!items || !phase->scan_rules) return no_memory(error);
  for (uint32_t i = 0; i < phase->rules.count; i++) {
    const struct quoth__rule *rule =
        &engine->rules.data[phase->rules.data[i]];
    if (!rule->pattern) continue;
    phase->scan_rules[n] = phase->rules.data[i];
    items[n++] = (quoth__scan_item){
        .pattern = rule->pattern, .within = rule->given.within};
  }
  if (!n) return QUOTH_OK;
  return quoth__scan_new(engine->vocab, items, n, &phase->scan, error);
}

static quoth_status finish_lexicons(quoth_engine *engine, quoth_error *error) {
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < engine->lexicons.count && status == QUOTH_OK; i++)
    status = quoth__lexicon_finish(engine->lexicons.data[i], error);
  return status;
}

/* Definitions are written out in the patterns: nobody asks for them again. */
static void drop_definitions(struct quoth__engine_pack *pack) {
  for (uint32_t i = 0; i < pack->definitions.count; i++)
    quoth__definition_free(pack->definitions.data[i]);
  pack->definitions.count = pack->definition_names.count = 0;
}

static quoth_status compile_rule(quoth_engine *engine,
                                 struct quoth__rule *rule,
                                 quoth_error *error) {
  quoth_status status = rule->given.regex
                            ? compile_regex(engine, rule, error)
                            : compile_tokens(engine, rule, error);
  if (status == QUOTH_OK) status = check_captures(engine, rule, error);
  return status == QUOTH_OK ? quoth__where_compile(engine, rule, error)
                            : status;
}

static quoth_status compile_skip(quoth_engine *engine,
                                 const struct quoth__engine_pack *pack,
                                 struct quoth__phase *phase,
                                 quoth_error *error) {
  if (!phase->skip || phase->unseen) return QUOTH_OK;
  size_t len = strlen(phase->skip);
  quoth_status status =
      quoth__pattern_new(engine->vocab, phase->skip, len, &phase->skip_origin,
                         &pack->scope, &phase->unseen, error);
  if (status != QUOTH_OK || quoth__pattern_is_condition(phase->unseen))
    return status;
  return quoth__error_at(error, QUOTH_ESYNTAX, &phase->skip_origin,
                         phase->skip, len, 0,
                         "what a phase skips is one condition, such as "
                         "[punct]");
}

static quoth_status compile_skips(quoth_engine *engine, quoth_error *error) {
  quoth_status status = QUOTH_OK;
  for (uint32_t p = 0; p < engine->packs.count; p++) {
    struct quoth__engine_pack *pack = engine->packs.data[p];
    for (uint32_t i = 0; i < pack->phases.count && status == QUOTH_OK; i++)
      status = compile_skip(engine, pack, &pack->phases.data[i], error);
  }
  return status;
}

quoth_status quoth__engine_check(quoth_engine *engine, quoth_error_fn report,
                                 void *ud) {
  quoth_error error = {0};
  quoth_status first = finish_lexicons(engine, &error);
  if (first == QUOTH_OK) first = compile_skips(engine, &error);
  if (first != QUOTH_OK) report(ud, &error);
  for (uint32_t i = 0; i < engine->rules.count && first != QUOTH_ENOMEM; i++) {
    error = (quoth_error){0};
    quoth_status status =
        compile_rule(engine, &engine->rules.data[i], &error);
    if (status == QUOTH_OK) continue;
    report(ud, &error);
    if (first == QUOTH_OK || status == QUOTH_ENOMEM) first = status;
  }
  return first;
}

quoth_status quoth__engine_compile(quoth_engine *engine, quoth_error *error) {
  quoth_status status = finish_lexicons(engine, error);
  if (status == QUOTH_OK) status = compile_skips(engine, error);
  for (uint32_t i = 0; i < engine->rules.count && status == QUOTH_OK; i++)
    status = compile_rule(engine, &engine->rules.data[i], error);
  for (uint32_t p = 0; p < engine->packs.count; p++) {
    struct quoth__engine_pack *pack = engine->packs.data[p];
    for (uint32_t i = 0; i < pack->phases.count && status == QUOTH_OK; i++)
      status = compile_scan(engine, &pack->phases.data[i], error);
    drop_definitions(pack);
  }
  return status;
}
