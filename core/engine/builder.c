/* SPDX-License-Identifier: MIT */
/* Collect packs; each call checks what it can before anything is kept. */
#include <string.h>

#include "base/error.h"
#include "engine/engine.h"

struct quoth_builder {
  QUOTH__HANDLE
  quoth__mem mem;
  quoth_engine *engine; /* what is being built; NULL: nothing yet */
};

quoth_status quoth_builder_new(const quoth_allocator *allocator,
                               quoth_builder **out) {
  if (!out) return QUOTH_EINVAL;
  *out = NULL;
  quoth__mem mem = quoth__mem_from(allocator);
  quoth_builder *builder = quoth__mem_zero(&mem, sizeof *builder);
  if (!builder) return QUOTH_ENOMEM;
  builder->mem = mem;
  *out = builder;
  return QUOTH_OK;
}

void quoth_builder_free(quoth_builder *builder) {
  if (!QUOTH__IS(builder)) return;
  quoth__mem mem = builder->mem;
  quoth_engine_free(builder->engine);
  QUOTH__FREE(&mem, builder);
}

/* ---- Checks -------------------------------------------------------------- */

static quoth_status no_memory(quoth_error *error) {
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

/* The pack that is being filled, or NULL with an error. */
static struct quoth__engine_pack *current(const quoth_builder *builder,
                                          quoth_error *error) {
  quoth_engine *engine = QUOTH__IS(builder) ? builder->engine : NULL;
  if (engine && engine->packs.count)
    return engine->packs.data[engine->packs.count - 1];
  quoth__error_set(error, QUOTH_EINVAL,
                   QUOTH__IS(builder) ? "no pack was started"
                                      : "builder is NULL");
  return NULL;
}

/* QUOTH_EINVAL unless a name is there; `what` says whose. */
static quoth_status check_name(const char *name, const char *what,
                               quoth_error *error) {
  if (name && *name) return QUOTH_OK;
  return quoth__error_set(error, QUOTH_EINVAL, "a %s needs a name", what);
}

/* The text of a user is counted in 32 bits; nothing of it was read yet. */
static quoth_status check_length(size_t len, const char *what,
                                 quoth_error *error) {
  if (len <= INT32_MAX) return QUOTH_OK;
  return quoth__error_set(error, QUOTH_ELIMIT, "a %s of 2 GiB or more", what);
}

static quoth_status check_features(const quoth_feature *features, uint32_t n,
                                   quoth_error *error) {
  if (n && !features)
    return quoth__error_set(error, QUOTH_EINVAL, "features are NULL");
  for (uint32_t i = 0; i < n; i++) {
    const quoth_value *v = &features[i].value;
    quoth_status status = check_name(features[i].name, "feature", error);
    if (status != QUOTH_OK) return status;
    if (v->kind > QUOTH_VALUE_STRING ||
        (v->kind == QUOTH_VALUE_STRING && !v->string && v->len))
      return quoth__error_set(error, QUOTH_EINVAL,
                              "feature '%s' has no valid value",
                              features[i].name);
    status = v->kind == QUOTH_VALUE_STRING
                 ? check_length(v->len, "value", error)
                 : QUOTH_OK;
    if (status != QUOTH_OK) return status;
  }
  return QUOTH_OK;
}

/* ---- Copies, owned by the engine's arena --------------------------------- */

/* A copy of `s` in `*out`; NULL stays NULL. */
static bool copy(quoth__arena *arena, const char *s, const char **out) {
  *out = s ? quoth__arena_strndup(arena, s, strlen(s)) : NULL;
  return *out || !s;
}

static bool copy_origin(quoth__arena *arena, const quoth_origin *from,
                        quoth_origin *to) {
  *to = from ? *from : (quoth_origin){0};
  return copy(arena, to->source ? to->source : "?", &to->source);
}

static bool copy_value(quoth__arena *arena, quoth_value *value) {
  if (value->kind != QUOTH_VALUE_STRING) return true;
  value->string = quoth__arena_strndup(arena, value->string, value->len);
  return value->string;
}

/* ---- Packs and what is in them ------------------------------------------- */

static struct quoth__engine_pack *find_pack(const quoth_engine *engine,
                                            const char *name) {
  for (uint32_t i = 0; i < engine->packs.count; i++)
    if (strcmp(engine->packs.data[i]->name, name) == 0)
      return engine->packs.data[i];
  return NULL;
}

quoth_status quoth_builder_pack(quoth_builder *builder, const char *name,
                                const char *lang, quoth_error *error) {
  if (!QUOTH__IS(builder))
    return quoth__error_set(error, QUOTH_EINVAL, "builder is NULL");
  quoth_status status = check_name(name, "pack", error);
  if (status != QUOTH_OK) return status;
  if (!builder->engine && !(builder->engine = quoth__engine_new(&builder->mem)))
    return no_memory(error);
  quoth_engine *engine = builder->engine;
  if (find_pack(engine, name))
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "pack '%s' is loaded twice", name);
  struct quoth__engine_pack *pack =
      quoth__arena_zero(&engine->arena, sizeof *pack);
  if (!pack || !copy(&engine->arena, name, &pack->name) ||
      !copy(&engine->arena, lang ? lang : "", &pack->lang))
    return no_memory(error);
  pack->engine = engine;
  pack->first_attribute = engine->attributes.count;
  quoth__map_init(&pack->rule_names, &engine->arena);
  quoth__engine_scope(pack);
  if (!QUOTH__VEC_ADD(&engine->mem, &engine->packs, pack))
    return no_memory(error);
  return QUOTH_OK;
}

static uint32_t find_lexicon(const struct quoth__engine_pack *pack,
                             const char *name) {
  for (uint32_t i = 0; i < pack->lexicons.count; i++)
    if (strcmp(pack->lexicon_names.data[i], name) == 0) return i;
  return QUOTH_NONE;
}

/* Room for one more name of a lexicon in the pack. */
static bool reserve_lexicon(struct quoth__engine_pack *pack, const char *name,
                            const char **stored) {
  quoth_engine *engine = pack->engine;
  return copy(&engine->arena, name, stored) &&
         QUOTH__VEC_RESERVE(&engine->mem, &engine->lexicons, 1) &&
         QUOTH__VEC_RESERVE(&engine->mem, &pack->lexicons, 1) &&
         QUOTH__VEC_RESERVE(&engine->mem, &pack->lexicon_names, 1);
}

static void name_lexicon(struct quoth__engine_pack *pack, const char *stored,
                         quoth__lexicon *lexicon) {
  pack->lexicons.data[pack->lexicons.count++] = lexicon;
  pack->lexicon_names.data[pack->lexicon_names.count++] = stored;
}

/* Is it the lexicon of a pack that was started before? */
static bool is_shared(const struct quoth__engine_pack *pack,
                      const quoth__lexicon *lexicon) {
  for (uint32_t p = 0; p < pack->engine->packs.count; p++) {
    const struct quoth__engine_pack *other = pack->engine->packs.data[p];
    for (uint32_t i = 0; other != pack && i < other->lexicons.count; i++)
      if (other->lexicons.data[i] == lexicon) return true;
  }
  return false;
}

/* The lexicon of that name, to be added to; made when it is new. */
static quoth_status get_lexicon(struct quoth__engine_pack *pack,
                                const char *name, quoth__lexicon **out,
                                quoth_error *error) {
  quoth_engine *engine = pack->engine;
  uint32_t at = find_lexicon(pack, name);
  if (at != QUOTH_NONE) {
    *out = pack->lexicons.data[at];
    bool is_mapped = quoth__lexicon_number(*out) != QUOTH_NONE;
    if (!is_mapped && !is_shared(pack, *out)) return QUOTH_OK;
    return quoth__error_set(error, QUOTH_EINVAL,
                            "lexicon '%s' is %s: nothing can be added", name,
                            is_mapped ? "a file" : "shared");
  }
  const char *stored = NULL;
  if (!reserve_lexicon(pack, name, &stored)) return no_memory(error);
  const char *lang = *pack->lang ? pack->lang : NULL;
  quoth_status status = quoth__lexicon_new(engine->vocab, name, lang, out);
  if (status != QUOTH_OK)
    return quoth__error_set(error, status, "lexicon '%s': %s", name,
                            quoth_status_name(status));
  engine->lexicons.data[engine->lexicons.count++] = *out;
  name_lexicon(pack, stored, *out);
  return QUOTH_OK;
}

quoth_status quoth_builder_lexicon_tsv(quoth_builder *builder,
                                       const char *name, const char *tsv,
                                       size_t len, const quoth_origin *origin,
                                       quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "lexicon", error);
  if (status == QUOTH_OK) status = check_length(len, "lexicon", error);
  if (status != QUOTH_OK) return status;
  if (!tsv)
    return quoth__error_set(error, QUOTH_EINVAL, "lexicon '%s' has no text",
                            name);
  quoth__lexicon *lexicon = NULL;
  status = get_lexicon(pack, name, &lexicon, error);
  if (status != QUOTH_OK) return status;
  return quoth__lexicon_add_tsv(lexicon, tsv, len, origin, error);
}

quoth_status quoth_builder_lexicon_entry(quoth_builder *builder,
                                         const char *name, const char *entry,
                                         size_t len,
                                         const quoth_feature *features,
                                         uint32_t n_features,
                                         quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "lexicon", error);
  if (status == QUOTH_OK)
    status = check_features(features, n_features, error);
  if (status == QUOTH_OK) status = check_length(len, "entry", error);
  if (status != QUOTH_OK) return status;
  if (!entry)
    return quoth__error_set(error, QUOTH_EINVAL, "an entry of '%s' is NULL",
                            name);
  quoth__lexicon *lexicon = NULL;
  status = get_lexicon(pack, name, &lexicon, error);
  if (status != QUOTH_OK) return status;
  return quoth__lexicon_add(lexicon, entry, len, features, n_features, error);
}

quoth_status quoth_builder_lexicon_share(quoth_builder *builder,
                                         const char *name, const char *pack,
                                         const char *lexicon,
                                         quoth_error *error) {
  struct quoth__engine_pack *to = current(builder, error);
  if (!to) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "lexicon", error);
  if (status == QUOTH_OK) status = check_name(pack, "pack", error);
  if (status == QUOTH_OK) status = check_name(lexicon, "lexicon", error);
  if (status != QUOTH_OK) return status;
  const struct quoth__engine_pack *from = find_pack(builder->engine, pack);
  uint32_t at = from ? find_lexicon(from, lexicon) : QUOTH_NONE;
  if (at == QUOTH_NONE || from == to)
    return quoth__error_set(error, QUOTH_ENOTFOUND,
                            "there is no lexicon '%s' in a pack '%s' before",
                            lexicon, pack);
  if (find_lexicon(to, name) != QUOTH_NONE)
    return quoth__error_set(error, QUOTH_EINVAL, "lexicon '%s' is there",
                            name);
  const char *stored = NULL;
  if (!reserve_lexicon(to, name, &stored)) return no_memory(error);
  name_lexicon(to, stored, from->lexicons.data[at]);
  return QUOTH_OK;
}

static quoth_status check_lang(const struct quoth__engine_pack *pack,
                               const quoth__lexicon *lexicon,
                               const char *path, quoth_error *error) {
  const char *lang = quoth__lexicon_lang(lexicon);
  if (strcmp(lang, pack->lang) == 0) return QUOTH_OK;
  return quoth__error_set(error, QUOTH_ESYNTAX,
                          "%s was compiled for language '%s', not for '%s'",
                          path, lang, pack->lang);
}

quoth_status quoth_builder_lexicon_map(quoth_builder *builder,
                                       const char *name, const char *path,
                                       quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "lexicon", error);
  if (status != QUOTH_OK) return status;
  if (!path || find_lexicon(pack, name) != QUOTH_NONE)
    return quoth__error_set(error, QUOTH_EINVAL, "lexicon '%s' %s", name,
                            path ? "is there" : "has no path");
  const char *stored = NULL;
  if (!reserve_lexicon(pack, name, &stored)) return no_memory(error);
  quoth__lexicon *lexicon = NULL;
  status = quoth__lexicon_map(pack->engine->vocab, name, path, &lexicon,
                              error);
  if (status == QUOTH_OK) status = check_lang(pack, lexicon, path, error);
  if (status != QUOTH_OK) {
    quoth__lexicon_free(lexicon);
    return status;
  }
  pack->engine->lexicons.data[pack->engine->lexicons.count++] = lexicon;
  name_lexicon(pack, stored, lexicon);
  return QUOTH_OK;
}

/* Length of a definition's name without its parameters: "NAME(x, y)". */
static size_t bare_length(const char *name) {
  size_t n = strcspn(name, "(");
  while (n && name[n - 1] == ' ') n--;
  return n;
}

quoth_status quoth_builder_define(quoth_builder *builder, const char *name,
                                  const char *pattern, size_t len,
                                  const quoth_origin *origin,
                                  quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "definition", error);
  if (status == QUOTH_OK) status = check_length(len, "pattern", error);
  if (status != QUOTH_OK) return status;
  if (!pattern)
    return quoth__error_set(error, QUOTH_EINVAL, "definition '%s' is NULL",
                            name);
  quoth_engine *engine = pack->engine;
  const char *bare =
      quoth__arena_strndup(&engine->arena, name, bare_length(name));
  if (!bare || !QUOTH__VEC_RESERVE(&engine->mem, &pack->definitions, 1) ||
      !QUOTH__VEC_RESERVE(&engine->mem, &pack->definition_names, 1))
    return no_memory(error);
  for (uint32_t i = 0; i < pack->definitions.count; i++)
    if (strcmp(pack->definition_names.data[i], bare) == 0)
      return quoth__error_at(error, QUOTH_ESYNTAX, origin, pattern, len, 0,
                             "'%s' is defined twice", bare);
  quoth__definition *definition = NULL;
  status = quoth__definition_new(&engine->mem, name, pattern, len, origin,
                                 &pack->scope, &definition, error);
  if (status != QUOTH_OK) return status;
  pack->definitions.data[pack->definitions.count++] = definition;
  pack->definition_names.data[pack->definition_names.count++] = bare;
  return QUOTH_OK;
}

quoth_status quoth_builder_attribute(quoth_builder *builder, const char *name,
                                     uint32_t callback, quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(name, "attribute", error);
  if (status != QUOTH_OK) return status;
  if (!quoth__pattern_attribute_free(name))
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "'%s' cannot name an attribute: it is built in, "
                            "or no name in patterns", name);
  for (uint32_t i = 0; i < pack->attribute_names.count; i++)
    if (strcmp(pack->attribute_names.data[i], name) == 0)
      return quoth__error_set(error, QUOTH_ESYNTAX,
                              "attribute '%s' is there twice", name);
  quoth_engine *engine = pack->engine;
  const char *stored = NULL;
  if (!copy(&engine->arena, name, &stored) ||
      !QUOTH__VEC_RESERVE(&engine->mem, &engine->attributes, 1) ||
      !QUOTH__VEC_ADD(&engine->mem, &pack->attribute_names, stored))
    return no_memory(error);
  engine->attributes.data[engine->attributes.count++] = callback;
  return QUOTH_OK;
}

/* ---- Language models ------------------------------------------------------ */

/* The engine that is being built, made when it is the first call. */
static quoth_engine *engine_of(quoth_builder *builder, quoth_error *error) {
  if (!QUOTH__IS(builder)) {
    quoth__error_set(error, QUOTH_EINVAL, "builder is NULL");
    return NULL;
  }
  if (!builder->engine && !(builder->engine = quoth__engine_new(&builder->mem)))
    no_memory(error);
  return builder->engine;
}

static quoth_status add_model(quoth_builder *builder, const char *lang,
                              const quoth_model *model, quoth_error *error) {
  quoth_status status = check_name(lang, "language", error);
  if (status != QUOTH_OK) return status;
  quoth_engine *engine = engine_of(builder, error);
  if (!engine) return QUOTH__IS(builder) ? QUOTH_ENOMEM : QUOTH_EINVAL;
  const char *copied = NULL;
  if (quoth__models_find(&engine->models, lang))
    return quoth__error_set(error, QUOTH_EINVAL,
                            "there is a model for %s already", lang);
  if (!copy(&engine->arena, lang, &copied) ||
      !QUOTH__VEC_ADD(&engine->mem, &engine->models.list,
                      (quoth__known_model){copied, model, NULL}))
    return no_memory(error);
  return QUOTH_OK;
}

quoth_status quoth_builder_model(quoth_builder *builder,
                                 const quoth_model *model,
                                 quoth_error *error) {
  if (!QUOTH__IS(model))
    return quoth__error_set(error, QUOTH_EINVAL, "model is NULL");
  return add_model(builder, quoth_model_lang(model), model, error);
}

quoth_status quoth_builder_words(quoth_builder *builder, const char *lang,
                                 quoth_error *error) {
  return add_model(builder, lang, NULL, error);
}

quoth_status quoth_builder_models(quoth_builder *builder, const char *folder,
                                  quoth_error *error) {
  quoth_status status = check_name(folder, "folder", error);
  if (status != QUOTH_OK) return status;
  quoth_engine *engine = engine_of(builder, error);
  if (!engine) return QUOTH__IS(builder) ? QUOTH_ENOMEM : QUOTH_EINVAL;
  const char *copied = NULL;
  if (!copy(&engine->arena, folder, &copied) ||
      !QUOTH__VEC_ADD(&engine->mem, &engine->models.folders, copied))
    return no_memory(error);
  return QUOTH_OK;
}

quoth_status quoth_builder_resolve(quoth_builder *builder, uint32_t callback,
                                   quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  if (!QUOTH__VEC_ADD(&builder->mem, &pack->resolves, callback))
    return no_memory(error);
  return QUOTH_OK;
}

/* ---- Phases -------------------------------------------------------------- */

/* Place of a phase in its pack, or QUOTH_NONE. */
static uint32_t find_phase(const struct quoth__engine_pack *pack,
                           const char *name) {
  for (uint32_t i = 0; i < pack->phases.count; i++)
    if (strcmp(pack->phases.data[i].name, name) == 0) return i;
  return QUOTH_NONE;
}

static quoth_status add_phase(struct quoth__engine_pack *pack,
                              const quoth_phase_options *o,
                              quoth_error *error) {
  quoth_engine *engine = pack->engine;
  struct quoth__phase phase = {.control = o->control, .n_view = o->n_view};
  const char **view =
      quoth__arena_new(&engine->arena, o->n_view * sizeof *view);
  if (!view || !copy(&engine->arena, o->name, &phase.name) ||
      !copy(&engine->arena, o->within ? o->within : "sentence", &phase.within))
    return no_memory(error);
  phase.skip_origin = o->skip_origin;
  const char *source = o->skip_origin.source;
  if ((o->skip && !copy(&engine->arena, o->skip, &phase.skip)) ||
      (source && !copy(&engine->arena, source, &phase.skip_origin.source)))
    return no_memory(error);
  for (uint32_t i = 0; i < o->n_view; i++)
    if (!copy(&engine->arena, o->view[i], &view[i])) return no_memory(error);
  phase.view = view;
  if (!QUOTH__VEC_ADD(&engine->mem, &pack->phases, phase))
    return no_memory(error);
  return QUOTH_OK;
}

quoth_status quoth_builder_phase(quoth_builder *builder,
                                 const quoth_phase_options *o,
                                 quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_status status = check_name(o ? o->name : NULL, "phase", error);
  if (status != QUOTH_OK) return status;
  if (o->control > QUOTH_CONTROL_BRILL)
    return quoth__error_set(error, QUOTH_EINVAL,
                            "phase '%s': no such control mode", o->name);
  for (uint32_t i = 0; i < o->n_view; i++)
    if (!o->view || !o->view[i] || !*o->view[i])
      return quoth__error_set(error, QUOTH_EINVAL,
                              "phase '%s': a layer of its view has no name",
                              o->name);
  uint32_t old = find_phase(pack, o->name);
  if (old != QUOTH_NONE && pack->phases.data[old].rules.count)
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "phase '%s' stands after rules that are in it",
                            o->name);
  if (old != QUOTH_NONE)
    return quoth__error_set(error, QUOTH_ESYNTAX,
                            "phase '%s' is there twice", o->name);
  return add_phase(pack, o, error);
}

/* The phase of a rule; "main" comes to be when the first rule goes there. */
static quoth_status get_phase(struct quoth__engine_pack *pack,
                              const quoth_rule_options *o, uint32_t *out,
                              quoth_error *error) {
  const char *name = o->phase ? o->phase : "main";
  *out = find_phase(pack, name);
  if (*out != QUOTH_NONE) return QUOTH_OK;
  if (strcmp(name, "main") == 0) {
    *out = pack->phases.count;
    return add_phase(pack, &(quoth_phase_options){.name = name}, error);
  }
  quoth__error_at(error, QUOTH_ESYNTAX, &o->origin, o->pattern, o->pattern_len,
                  0, "rule '%s': unknown phase '%s'", o->name, name);
  const char *best = NULL;
  for (uint32_t i = 0; i < pack->phases.count && !best; i++)
    best = quoth__nearest(name, strlen(name), &pack->phases.data[i].name, 1);
  if (best) quoth__error_hint(error, "did you mean '%s'?", best);
  return QUOTH_ESYNTAX;
}

/* ---- Rules --------------------------------------------------------------- */

static quoth_status check_emit(const quoth_rule_options *o,
                               quoth_error *error) {
  if ((o->n_parts && !o->parts) || (o->n_features && !o->features))
    return quoth__error_set(error, QUOTH_EINVAL, "rule '%s': emit is NULL",
                            o->name);
  for (uint32_t i = 0; i < o->n_parts; i++)
    if (!o->parts[i].role || !o->parts[i].capture)
      return quoth__error_set(error, QUOTH_EINVAL,
                              "rule '%s': a part lacks its role or capture",
                              o->name);
  for (uint32_t i = 0; i < o->n_features; i++) {
    quoth_feature f = {o->features[i].name, o->features[i].value};
    quoth_status status = check_features(&f, 1, error);
    if (status != QUOTH_OK) return status;
  }
  return QUOTH_OK;
}

static quoth_status check_rule(const struct quoth__engine_pack *pack,
                               const quoth_rule_options *o,
                               quoth_error *error) {
  quoth_status status = check_name(o ? o->name : NULL, "rule", error);
  if (status != QUOTH_OK) return status;
  if (!o->pattern)
    return quoth__error_set(error, QUOTH_EINVAL, "rule '%s' has no pattern",
                            o->name);
  status = check_length(o->pattern_len, "pattern", error);
  if (status != QUOTH_OK) return status;
  status = check_length(o->where ? o->where_len : 0, "condition", error);
  if (status != QUOTH_OK) return status;
  if (o->layer && !*o->layer)
    return quoth__error_set(error, QUOTH_EINVAL,
                            "rule '%s': its layer has no name", o->name);
  if (quoth__map_find(&pack->rule_names, o->name, strlen(o->name)) !=
      QUOTH__NONE)
    return quoth__error_at(error, QUOTH_ESYNTAX, &o->origin, o->pattern,
                           o->pattern_len, 0, "rule '%s' is there twice",
                           o->name);
  return check_emit(o, error);
}

static bool copy_parts(quoth__arena *arena, quoth_rule_options *o) {
  quoth_emit_part *parts =
      quoth__arena_new(arena, o->n_parts * sizeof *parts);
  if (!parts) return false;
  for (uint32_t i = 0; i < o->n_parts; i++)
    if (!copy(arena, o->parts[i].role, &parts[i].role) ||
        !copy(arena, o->parts[i].capture, &parts[i].capture))
      return false;
  o->parts = parts;
  return true;
}

static bool copy_features(quoth__arena *arena, quoth_rule_options *o) {
  quoth_emit_feature *features =
      quoth__arena_new(arena, o->n_features * sizeof *features);
  if (!features) return false;
  for (uint32_t i = 0; i < o->n_features; i++) {
    features[i] = o->features[i];
    if (!copy(arena, o->features[i].name, &features[i].name) ||
        !copy(arena, o->features[i].capture, &features[i].capture) ||
        !copy(arena, o->features[i].feature, &features[i].feature) ||
        !copy_value(arena, &features[i].value))
      return false;
  }
  o->features = features;
  return true;
}

/* The name is copied as a key of its pack. */
static bool copy_rule(quoth__arena *arena, quoth_rule_options *o,
                      const char *within) {
  quoth_origin origin = o->origin, where = o->where_origin;
  if (o->where &&
      !(o->where = quoth__arena_strndup(arena, o->where, o->where_len)))
    return false;
  return copy_origin(arena, &where, &o->where_origin) &&
         copy(arena, o->within ? o->within : within, &o->within) &&
         copy(arena, o->layer, &o->layer) &&
         copy_origin(arena, &origin, &o->origin) &&
         (o->pattern = quoth__arena_strndup(arena, o->pattern,
                                            o->pattern_len)) &&
         copy_parts(arena, o) && copy_features(arena, o);
}

quoth_status quoth_builder_rule(quoth_builder *builder,
                                const quoth_rule_options *o,
                                quoth_error *error) {
  struct quoth__engine_pack *pack = current(builder, error);
  if (!pack) return QUOTH_EINVAL;
  quoth_engine *engine = pack->engine;
  struct quoth__rule rule = {.pack = engine->packs.count - 1};
  quoth_status status = check_rule(pack, o, error);
  if (status == QUOTH_OK) status = get_phase(pack, o, &rule.phase, error);
  if (status != QUOTH_OK) return status;
  struct quoth__phase *phase = &pack->phases.data[rule.phase];
  rule.given = *o;
  rule.given.phase = phase->name;
  if (!copy_rule(&engine->arena, &rule.given, phase->within) ||
      !QUOTH__VEC_RESERVE(&engine->mem, &phase->rules, 1) ||
      !QUOTH__VEC_RESERVE(&engine->mem, &engine->rules, 1) ||
      quoth__map_add(&pack->rule_names, o->name, strlen(o->name), 0,
                     &rule.given.name) == QUOTH__NONE)
    return no_memory(error);
  phase->rules.data[phase->rules.count++] = engine->rules.count;
  engine->rules.data[engine->rules.count++] = rule;
  return QUOTH_OK;
}

quoth_status quoth_builder_finish(quoth_builder *builder, quoth_engine **out,
                                  quoth_error *error) {
  if (out) *out = NULL;
  if (!QUOTH__IS(builder) || !out)
    return quoth__error_set(error, QUOTH_EINVAL, "builder or out is NULL");
  quoth_engine *engine = builder->engine;
  builder->engine = NULL;
  if (!engine) engine = quoth__engine_new(&builder->mem);
  if (!engine) return no_memory(error);
  quoth_status status = quoth__engine_compile(engine, error);
  if (status != QUOTH_OK) {
    quoth_engine_free(engine);
    return status;
  }
  *out = engine;
  return QUOTH_OK;
}

quoth_status quoth_builder_check(quoth_builder *builder, quoth_error_fn report,
                                 void *ud) {
  if (!QUOTH__IS(builder) || !report) return QUOTH_EINVAL;
  quoth_engine *engine = builder->engine;
  builder->engine = NULL;
  if (!engine) return QUOTH_OK;
  quoth_status status = quoth__engine_check(engine, report, ud);
  quoth_engine_free(engine);
  return status;
}
