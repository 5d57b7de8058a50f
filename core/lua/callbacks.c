/* SPDX-License-Identifier: MIT */
/* What the engine asks scripts: where, emit, attribute, resolve. */
#include <stdio.h>

#include "lua/host.h"
#include "lua/module.h"
#include "lua/sandbox.h"

/* Which function failed, before what it said. */
static void say_where(quoth__script *s, const char *what, uint32_t rule,
                      quoth_error *error) {
  quoth_rule_info info;
  char message[sizeof error->message];
  if (!error) return;
  memcpy(message, error->message, sizeof message);
  const quoth_engine *engine = quoth_context_engine(s->context);
  if (rule != QUOTH_NONE && quoth_engine_rule(engine, rule, &info) == QUOTH_OK)
    snprintf(error->message, sizeof error->message, "%s of %s/%s: %.300s",
             what, info.pack, info.name, message);
  else
    snprintf(error->message, sizeof error->message, "%s: %.400s", what,
             message);
}

static quoth_status where(void *ud, uint32_t callback,
                          const quoth_match *match, bool *yes,
                          quoth_error *error) {
  quoth__script *s = ud;
  lua_State *L = s->L;
  s->match = match;
  lua_rawgeti(L, QUOTH__SLOT_WHERE, callback);
  lua_pushvalue(L, QUOTH__SLOT_MATCH);
  quoth_status status = quoth__script_call(s, 1, 1, error);
  s->match = NULL;
  if (status != QUOTH_OK) {
    say_where(s, "where", quoth_match_rule(match), error);
    return status;
  }
  *yes = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return QUOTH_OK;
}

/* { } or { {...}, ... }: no annotation but a list of them. */
static bool is_list(lua_State *L, int index) {
  bool list = lua_rawgeti(L, index, 1) == LUA_TTABLE;
  lua_pop(L, 1);
  if (list) return true;
  lua_pushnil(L);
  if (!lua_next(L, index)) return true;
  lua_pop(L, 2);
  return false;
}

/* The annotations that an emit function returned, at index 2. */
static void add_made(lua_State *L, quoth__script *s) {
  uint32_t rule = quoth_match_rule(s->match);
  quoth_span span = quoth_match_span(s->match);
  if (lua_isnil(L, 2)) return;
  if (!lua_istable(L, 2))
    luaL_error(L, "emit returns nil, an annotation or a list, not a %s",
               luaL_typename(L, 2));
  if (!is_list(L, 2)) {
    quoth__made_add(L, s, 2, rule, span);
    return;
  }
  size_t n = lua_rawlen(L, 2);
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, 2, (lua_Integer)i);
    luaL_checktype(L, -1, LUA_TTABLE);
    quoth__made_add(L, s, -1, rule, span);
    lua_pop(L, 1);
  }
}

/* Arguments: the function, the match. */
static int call_emit(lua_State *L) {
  quoth__script *s = quoth__script_of(L);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  lua_call(L, 1, 1);
  lua_replace(L, 2);
  lua_settop(L, 2);
  add_made(L, s);
  return 0;
}

static quoth_status emit(void *ud, uint32_t callback, const quoth_match *match,
                         quoth_error *error) {
  quoth__script *s = ud;
  lua_State *L = s->L;
  lua_pushcfunction(L, call_emit);
  if (lua_rawgeti(L, QUOTH__SLOT_EMIT, callback) == LUA_TNIL) {
    lua_pop(L, 2);
    return QUOTH_OK;
  }
  lua_pushvalue(L, QUOTH__SLOT_MATCH);
  s->match = match;
  quoth_status status = quoth__script_call(s, 2, 0, error);
  s->match = NULL;
  if (status != QUOTH_OK)
    say_where(s, "emit", quoth_match_rule(match), error);
  return status;
}

/* Arguments: the function, the doc, the token from 1. */
static int call_attribute(lua_State *L) {
  lua_call(L, 2, 1);
  quoth__value_check(L, -1, "the value of an attribute");
  return 1;
}

static quoth_status attribute(void *ud, uint32_t callback,
                              const quoth_doc *doc, uint32_t token,
                              quoth_value *value, quoth_error *error) {
  quoth__script *s = ud;
  lua_State *L = s->L;
  (void)doc; /* the open one */
  lua_pushcfunction(L, call_attribute);
  lua_rawgeti(L, QUOTH__SLOT_ATTRIBUTE, callback);
  lua_pushvalue(L, QUOTH__SLOT_DOC);
  lua_pushinteger(L, (lua_Integer)token + 1);
  quoth_status status = quoth__script_call(s, 3, 1, error);
  if (status != QUOTH_OK) {
    say_where(s, "attribute", QUOTH_NONE, error);
    return status;
  }
  *value = quoth__value_check(L, -1, ""); /* checked: it does not raise */
  lua_replace(L, QUOTH__SLOT_VALUE);      /* a string lives until the next */
  return QUOTH_OK;
}

static quoth_status resolve(void *ud, uint32_t callback,
                            quoth_context *context, quoth_error *error) {
  quoth__script *s = ud;
  lua_State *L = s->L;
  (void)context;
  lua_rawgeti(L, QUOTH__SLOT_RESOLVE, callback);
  lua_pushvalue(L, QUOTH__SLOT_DOC);
  quoth_status status = quoth__script_call(s, 1, 0, error);
  if (status != QUOTH_OK) say_where(s, "resolve", QUOTH_NONE, error);
  return status;
}

static int replace_doc(lua_State *L) {
  quoth__script *s = quoth__script_of(L);
  quoth__doc_push_open(L, s);
  lua_pushvalue(L, -1);
  quoth__script_set_slot(L, QUOTH__SLOT_DOC);
  return 1;
}

static quoth_status open_doc(void *ud, quoth_context *context) {
  quoth__script *s = ud;
  s->context = context;
  s->serial++;
  s->match = NULL;
  quoth__script_refuel(s);
  quoth_status status = quoth__sandbox_begin(s);
  if (status != QUOTH_OK) return status;
  lua_pushcfunction(s->L, replace_doc);
  status = quoth__script_call(s, 0, 1, NULL);
  if (status == QUOTH_OK) lua_replace(s->L, QUOTH__SLOT_DOC);
  return status;
}

static void done(void *ud) {
  quoth__script *s = ud;
  s->context = NULL;
  quoth__script_free(s);
}

quoth_callbacks quoth__callbacks(quoth__script *script) {
  return (quoth_callbacks){
    .ud = script, .where = where, .emit = emit, .resolve = resolve,
    .attribute = attribute, .open = open_doc, .done = done,
  };
}
