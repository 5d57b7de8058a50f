/* SPDX-License-Identifier: MIT */
#include "lua/result.h"

#include "lua/module.h"
#include "lua/offsets.h"

struct result {
  lua_State *L;
  quoth__unit unit;
  const quoth_doc *doc;
  const quoth_engine *engine;
  const quoth_annotations *annotations;
};

static lua_Integer convert(const struct result *r, uint32_t byte) {
  quoth_place place;
  if (r->unit <= QUOTH__UNIT_BYTES) return byte;
  if (quoth_doc_locate(r->doc, byte, &place) != QUOTH_OK)
    return luaL_error(r->L, "byte %I is inside a character",
                      (LUAI_UACINT)byte);
  return r->unit == QUOTH__UNIT_UTF16 ? place.utf16 : place.codepoint;
}

/* Push a span's two numbers in the unit that was asked for. */
static void push_ends(const struct result *r, quoth_span span) {
  if (r->unit == QUOTH__UNIT_LUA) {
    quoth__push_first_last(r->L, span);
    return;
  }
  lua_pushinteger(r->L, convert(r, span.start));
  lua_pushinteger(r->L, convert(r, span.end));
}

static void push_span(const struct result *r, quoth_span span) {
  lua_createtable(r->L, 2, 0);
  push_ends(r, span);
  lua_rawseti(r->L, -3, 2);
  lua_rawseti(r->L, -2, 1);
}

/* Set the parts, by role, as lists in the table at -1. */
static void set_parts(const struct result *r, const quoth_annotation *a) {
  lua_State *L = r->L;
  for (uint32_t i = 0; i < a->n_parts; i++) {
    if (lua_getfield(L, -1, a->parts[i].role) != LUA_TTABLE) {
      lua_pop(L, 1);
      lua_newtable(L);
      lua_pushvalue(L, -1);
      lua_setfield(L, -3, a->parts[i].role);
    }
    push_span(r, a->parts[i].span);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
  }
}

static void set_features(const struct result *r, const quoth_annotation *a) {
  for (uint32_t i = 0; i < a->n_features; i++) {
    quoth__value_push(r->L, &a->features[i].value);
    lua_setfield(r->L, -2, a->features[i].name);
  }
}

static void set_rule(const struct result *r, const quoth_annotation *a) {
  quoth__rule_push_name(r->L, r->engine, a->rule);
  lua_setfield(r->L, -2, "rule");
}

/* Numbers of sentences and paragraphs count as the offsets do. */
static void set_region(const struct result *r, const char *name,
                       uint32_t index) {
  if (index == QUOTH_NONE) return;
  lua_pushinteger(r->L, (lua_Integer)index + (r->unit == QUOTH__UNIT_LUA));
  lua_setfield(r->L, -2, name);
}

static void push_attribution(const struct result *r,
                             const quoth_attribution *t) {
  const quoth_annotation *a = &t->annotation;
  lua_newtable(r->L);
  set_features(r, a);
  set_parts(r, a);
  if (lua_getfield(r->L, -1, "content") == LUA_TNIL) {
    lua_newtable(r->L);
    lua_setfield(r->L, -3, "content");
  }
  lua_pop(r->L, 1);
  set_rule(r, a);
  lua_pushstring(r->L, quoth_kind_name(t->kind));
  lua_setfield(r->L, -2, "kind");
  set_region(r, "sentence", t->sentence);
  set_region(r, "paragraph", t->paragraph);
}

static void push_plain(const struct result *r, const quoth_annotation *a) {
  lua_State *L = r->L;
  bool lua = r->unit == QUOTH__UNIT_LUA;
  lua_newtable(L);
  lua_pushstring(L, a->layer);
  lua_setfield(L, -2, "layer");
  push_ends(r, a->span);
  lua_setfield(L, -3, lua ? "last" : "end_");
  lua_setfield(L, -2, lua ? "first" : "start");
  set_rule(r, a);
  lua_newtable(L);
  set_features(r, a);
  lua_setfield(L, -2, "features");
  lua_newtable(L);
  set_parts(r, a);
  lua_setfield(L, -2, "parts");
}

static void push_attributions(const struct result *r) {
  lua_State *L = r->L;
  uint32_t n = quoth_annotations_attributions(r->annotations, r->doc, NULL, 0);
  quoth_attribution *list = lua_newuserdatauv(L, (n + 1) * sizeof *list, 0);
  n = quoth_annotations_attributions(r->annotations, r->doc, list, n);
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    push_attribution(r, &list[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_remove(L, -2);
}

static void push_annotations(const struct result *r) {
  uint32_t n = 0;
  quoth_annotation a;
  const uint32_t *ids = quoth_annotations_layer(r->annotations, NULL, &n);
  lua_createtable(r->L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    if (quoth_annotations_get(r->annotations, ids[i], &a) != QUOTH_OK)
      continue;
    push_plain(r, &a);
    lua_rawseti(r->L, -2, (lua_Integer)lua_rawlen(r->L, -2) + 1);
  }
}

void quoth__result_push(lua_State *L, quoth_context *context,
                        quoth__unit unit) {
  struct result r = {L, unit, quoth_context_doc(context),
                     quoth_context_engine(context),
                     quoth_context_annotations(context)};
  luaL_checkstack(L, 20, NULL);
  lua_createtable(L, 0, 2);
  push_attributions(&r);
  lua_setfield(L, -2, "attributions");
  push_annotations(&r);
  lua_setfield(L, -2, "annotations");
}
