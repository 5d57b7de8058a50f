/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"
#include "engine/where.h"

#include <string.h>

quoth_engine *quoth__engine_new(const quoth__mem *mem) {
  quoth_engine *engine = quoth__mem_zero(mem, sizeof *engine);
  if (!engine) return NULL;
  engine->mem = *mem;
  quoth__arena_init(&engine->arena, mem);
  quoth__models_init(&engine->models, mem);
  if (quoth__vocab_new(mem, &engine->vocab) != QUOTH_OK) {
    quoth_engine_free(engine);
    return NULL;
  }
  return engine;
}

static void free_pack(struct quoth__engine_pack *pack, const quoth__mem *mem) {
  for (uint32_t i = 0; i < pack->phases.count; i++) {
    quoth__scan_free(pack->phases.data[i].scan);
    quoth__pattern_free(pack->phases.data[i].unseen);
    QUOTH__VEC_DONE(mem, &pack->phases.data[i].rules);
  }
  for (uint32_t i = 0; i < pack->definitions.count; i++)
    quoth__definition_free(pack->definitions.data[i]);
  QUOTH__VEC_DONE(mem, &pack->phases);
  QUOTH__VEC_DONE(mem, &pack->lexicons);
  QUOTH__VEC_DONE(mem, &pack->definitions);
  QUOTH__VEC_DONE(mem, &pack->lexicon_names);
  QUOTH__VEC_DONE(mem, &pack->definition_names);
  QUOTH__VEC_DONE(mem, &pack->attribute_names);
  QUOTH__VEC_DONE(mem, &pack->resolves);
  quoth__map_done(&pack->rule_names);
}

void quoth_engine_free(quoth_engine *engine) {
  if (!QUOTH__IS(engine)) return;
  quoth__mem mem = engine->mem;
  for (uint32_t i = 0; i < engine->rules.count; i++) {
    quoth__pattern_free(engine->rules.data[i].pattern);
    quoth_regex_free(engine->rules.data[i].regex);
    quoth__where_done(&engine->rules.data[i]);
  }
  for (uint32_t i = 0; i < engine->packs.count; i++)
    free_pack(engine->packs.data[i], &mem);
  for (uint32_t i = 0; i < engine->lexicons.count; i++)
    quoth__lexicon_free(engine->lexicons.data[i]);
  QUOTH__VEC_DONE(&mem, &engine->lexicons);
  QUOTH__VEC_DONE(&mem, &engine->rules);
  QUOTH__VEC_DONE(&mem, &engine->attributes);
  quoth__models_done(&engine->models);
  QUOTH__VEC_DONE(&mem, &engine->packs);
  quoth__vocab_free(engine->vocab);
  quoth__arena_done(&engine->arena);
  QUOTH__FREE(&mem, engine);
}

uint32_t quoth_engine_rule_count(const quoth_engine *engine) {
  return QUOTH__IS(engine) ? engine->rules.count : 0;
}

quoth_status quoth_engine_rule(const quoth_engine *engine, uint32_t rule,
                               quoth_rule_info *out) {
  if (!QUOTH__IS(engine) || !out || rule >= engine->rules.count)
    return QUOTH_EINVAL;
  const struct quoth__rule *r = &engine->rules.data[rule];
  const struct quoth__engine_pack *pack = engine->packs.data[r->pack];
  *out = (quoth_rule_info){
      .pack = pack->name,
      .name = r->given.name,
      .phase = pack->phases.data[r->phase].name,
      .layer = r->given.layer,
      .source = r->given.origin.source,
      .line = r->given.origin.line,
      .priority = r->given.priority,
      .control = pack->phases.data[r->phase].control,
      .pattern = r->given.pattern,
      .pattern_len = r->given.pattern_len,
      .regex = r->given.regex,
  };
  return QUOTH_OK;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool quoth__engine_speaks(const struct quoth__engine_pack *pack,
                          const char *lang) {
  const char *want = pack->lang;
  if (!*want || !*lang) return true;
  for (; *want; want++, lang++)
    if (lower(*want) != lower(*lang)) return false;
  return !*lang || *lang == '-' || *lang == '_';
}
