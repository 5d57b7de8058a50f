/* SPDX-License-Identifier: MIT */
/*
 * In-rule examples. The examples of a pack run with the packs loaded before it
 * and itself, as it does in use; those after it do not count.
 */
#include <stdio.h>

#include "lua/host.h"
#include "lua/judge.h"
#include "lua/mem.h"
#include "lua/sandbox.h"
#include "lua/seal.h"

static const char examples_key = 0; /* list of { rule, example, lang } */

struct trial {
  quoth_host *host;
  void (*report)(void *ud, const quoth_example *example);
  void *ud;
  quoth__script *script;
  const quoth__loaded *pack;
  quoth_builder *builder;
  quoth_engine *engine;
  quoth_context *context;
  char pack_name[256];
  uint32_t n, failed;
};

/* ---- Collecting ---------------------------------------------------------------------- */

/* Add the examples of the rule at -1 to the list at `list`. */
static void collect_rule(lua_State *L, int list, int pack) {
  int rule = lua_gettop(L);
  size_t n = lua_getfield(L, rule, "examples") == LUA_TTABLE
                 ? lua_rawlen(L, -1)
                 : 0;
  for (size_t i = 1; i <= n; i++) {
    lua_createtable(L, 3, 0);
    lua_getfield(L, rule, "name");
    lua_rawseti(L, -2, 1);
    lua_rawgeti(L, rule + 1, (lua_Integer)i);
    if (lua_getfield(L, -1, "lang") == LUA_TNIL) {
      lua_pop(L, 1);
      lua_getfield(L, pack, "lang");
    }
    lua_rawseti(L, -3, 3);
    lua_rawseti(L, -2, 2);
    lua_rawseti(L, list, (lua_Integer)lua_rawlen(L, list) + 1);
  }
  lua_settop(L, rule);
}

static void collect(lua_State *L, int pack, struct trial *t) {
  pack = lua_absindex(L, pack);
  lua_getfield(L, pack, "name");
  snprintf(t->pack_name, sizeof t->pack_name, "%s", lua_tostring(L, -1));
  lua_newtable(L);
  int list = lua_gettop(L);
  size_t n = lua_getfield(L, pack, "rules") == LUA_TTABLE ? lua_rawlen(L, -1)
                                                          : 0;
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, list + 1, (lua_Integer)i);
    collect_rule(L, list, pack);
    lua_pop(L, 1);
  }
  t->n = (uint32_t)lua_rawlen(L, list);
  lua_settop(L, list);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &examples_key);
}

/* As packs are loaded, but the last one's examples are kept. */
static int load_tested(lua_State *L) {
  struct trial *t = lua_touserdata(L, 1);
  quoth__place place = {t->pack->file, QUOTH_NONE, 0};
  quoth__sandbox_load(L, t->pack->file);
  quoth__pack_take(L, -1, place, t->builder);
  collect(L, -1, t);
  return 0;
}

static quoth_status load_up_to(struct trial *t, quoth_error *error) {
  const quoth__loaded *p = t->host->packs;
  for (; p != t->pack; p = p->next) {
    quoth_status status =
        quoth__host_load_into(t->script, p, t->builder, error);
    if (status != QUOTH_OK) return status;
  }
  quoth__script_refuel(t->script);
  t->script->root = p->root;
  quoth_status status = quoth__script_run(t->script, load_tested, t, error);
  t->script->root = NULL;
  if (status == QUOTH_OK && !t->script->trusted)
    status = quoth__script_run(t->script, quoth__seal, NULL, error);
  return status;
}

/* ---- Trying ---------------------------------------------------------------------------- */

struct current {
  struct trial *trial;
  quoth_example example;
  quoth__verdict verdict;
  size_t text_len;
  const char *lang;
  uint32_t number;
};

/* Read example `number`: its strings are held by the list. */
static int read_example(lua_State *L) {
  struct current *c = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &examples_key);
  lua_rawgeti(L, -1, (lua_Integer)c->number + 1);
  int item = lua_gettop(L);
  lua_rawgeti(L, item, 1);
  size_t rule_len;
  c->example.rule = lua_tolstring(L, -1, &rule_len);
  lua_rawgeti(L, item, 3);
  c->lang = lua_tostring(L, -1);
  lua_rawgeti(L, item, 2);
  lua_rawgeti(L, -1, 1);
  c->example.text = lua_tolstring(L, -1, &c->text_len);
  quoth__place place = {c->trial->pack->file, QUOTH_NONE, 1};
  place = quoth__place_pair(place, "name", c->example.rule, rule_len);
  c->example.line =
      quoth__place_string(place, c->example.text, c->text_len).line;
  return 0;
}

static int judge_example(lua_State *L) {
  struct current *c = lua_touserdata(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, &examples_key);
  lua_rawgeti(L, -1, (lua_Integer)c->number + 1);
  lua_rawgeti(L, -1, 2);
  quoth__judge(L, -1, c->trial->context, c->example.pack, c->example.rule,
               &c->verdict);
  return 0;
}

/* A script that fails fails its example; want of memory ends it all. */
static quoth_status failed(struct current *c, quoth_status status,
                           const quoth_error *error) {
  if (status == QUOTH_ENOMEM) return status;
  c->verdict.passed = false;
  snprintf(c->verdict.why, sizeof c->verdict.why, "%s",
           error->message[0] ? error->message : quoth_status_name(status));
  return QUOTH_OK;
}

static quoth_status run_example(struct current *c, quoth_error *error) {
  struct trial *t = c->trial;
  quoth_doc_options options = {.lang = c->lang,
                               .allocator = &t->host->allocator};
  quoth_doc *doc = NULL;
  quoth_status status =
      quoth_doc_new(c->example.text, c->text_len, &options, &doc);
  if (status == QUOTH_OK) status = quoth_context_open(t->context, doc);
  if (status == QUOTH_OK) status = quoth_context_run(t->context, error);
  if (status == QUOTH_OK)
    status = quoth__script_run(t->script, judge_example, c, error);
  if (status != QUOTH_OK) status = failed(c, status, error);
  quoth_doc_free(doc);
  return status;
}

static quoth_status try_example(struct trial *t, uint32_t number,
                                quoth_error *error) {
  struct current c = {.trial = t, .number = number};
  quoth_error ignored = {0};
  c.example.pack = t->pack_name;
  c.example.source = t->pack->file->path;
  quoth_status status = quoth__script_run(t->script, read_example, &c, error);
  if (status != QUOTH_OK) return status;
  status = run_example(&c, &ignored);
  if (status != QUOTH_OK) {
    if (error) *error = ignored;
    return status;
  }
  c.example.passed = c.verdict.passed;
  c.example.why = c.verdict.why;
  t->failed += !c.verdict.passed;
  if (t->report) t->report(t->ud, &c.example);
  return QUOTH_OK;
}

static quoth_status build(struct trial *t, quoth_error *error) {
  quoth_callbacks callbacks;
  quoth_status status =
      quoth__script_new(&t->host->script_options, &t->script);
  if (status == QUOTH_OK)
    status = quoth_builder_new(&t->host->allocator, &t->builder);
  if (status == QUOTH_OK)
    status = quoth__host_add_models(t->host, t->builder);
  if (status == QUOTH_OK) status = load_up_to(t, error);
  if (status == QUOTH_OK)
    status = quoth_builder_finish(t->builder, &t->engine, error);
  if (status != QUOTH_OK) {
    if (error) quoth__place_refine(&t->host->files, error);
    return status;
  }
  callbacks = quoth__callbacks(t->script);
  return quoth_context_new(t->engine, &callbacks, &t->context);
}

static quoth_status try_pack(struct trial *t, quoth_error *error) {
  t->script = NULL;
  t->builder = NULL;
  t->engine = NULL;
  t->context = NULL;
  quoth_status status = build(t, error);
  for (uint32_t i = 0; i < t->n && status == QUOTH_OK; i++)
    status = try_example(t, i, error);
  if (t->context) quoth_context_free(t->context); /* frees the script */
  else quoth__script_free(t->script);
  quoth_engine_free(t->engine);
  quoth_builder_free(t->builder);
  return status;
}

quoth_status quoth_host_test(quoth_host *host,
                             void (*report)(void *ud,
                                            const quoth_example *example),
                             void *ud, uint32_t *failed_out,
                             quoth_error *error) {
  if (failed_out) *failed_out = 0;
  if (error) *error = (quoth_error){0};
  if (!QUOTH__HOST_IS(host)) return QUOTH_EINVAL;
  struct trial t = {.host = host, .report = report, .ud = ud};
  quoth_status status = QUOTH_OK;
  for (t.pack = host->packs; t.pack && status == QUOTH_OK;
       t.pack = t.pack->next)
    status = try_pack(&t, error);
  if (failed_out) *failed_out = t.failed;
  return status;
}
