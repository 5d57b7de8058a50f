/* SPDX-License-Identifier: MIT */
#include "lua/judge.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#include "lua/module.h"

enum { SHOWN = 200, MAX_SPANS = 64 };

struct judge {
  lua_State *L;
  int example; /* where its table stands */
  quoth_context *context;
  const quoth_doc *doc;
  const char *text;
  quoth__verdict *out;
};

static bool is_own_field(const char *key) {
  return strcmp(key, "none") == 0 || strcmp(key, "count") == 0 ||
         strcmp(key, "lang") == 0;
}

/* Is the annotation of this rule? */
static bool is_made_by(const struct judge *j, const quoth_annotation *a,
                       const char *pack, const char *rule) {
  quoth_rule_info info;
  if (a->rule == QUOTH_NONE) return false;
  const quoth_engine *engine = quoth_context_engine(j->context);
  return quoth_engine_rule(engine, a->rule, &info) == QUOTH_OK &&
         strcmp(info.pack, pack) == 0 && strcmp(info.name, rule) == 0;
}

/* ---- One field ----------------------------------------------------------------------- */

static uint32_t spans_of(const quoth_annotation *a, const char *role,
                         quoth_span *spans) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < a->n_parts && n < MAX_SPANS; i++)
    if (strcmp(a->parts[i].role, role) == 0) spans[n++] = a->parts[i].span;
  return n;
}

static bool is_text(const struct judge *j, quoth_span span, int index) {
  size_t len;
  const char *s = lua_tolstring(j->L, index, &len);
  return s && span.end - span.start == len &&
         memcmp(j->text + span.start, s, len) == 0;
}

/* The parts against a string (of the hull) or a list of strings, at -1. */
static bool parts_agree(const struct judge *j, const quoth_span *spans,
                        uint32_t n) {
  lua_State *L = j->L;
  if (!lua_istable(L, -1)) {
    quoth_span hull = spans[0];
    if (spans[n - 1].end > hull.end) hull.end = spans[n - 1].end;
    return is_text(j, hull, -1);
  }
  if (lua_rawlen(L, -1) != n) return false;
  for (uint32_t i = 0; i < n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i + 1);
    bool same = is_text(j, spans[i], -1);
    lua_pop(L, 1);
    if (!same) return false;
  }
  return true;
}

/* Push the feature's value; `kind` is computed when no rule gave it. */
static void push_feature(const struct judge *j, const quoth_annotation *a,
                         const char *key) {
  quoth_value value = quoth_annotation_feature(a, key);
  quoth_span content[MAX_SPANS];
  uint32_t n = spans_of(a, "content", content);
  if (value.kind == QUOTH_VALUE_NIL && strcmp(key, "kind") == 0 && n > 0)
    lua_pushstring(j->L, quoth_kind_name(quoth_doc_kind(j->doc, content, n)));
  else quoth__value_push(j->L, &value);
}

/* The expected value at -2, the feature at -1. */
static bool values_agree(lua_State *L) {
  if (lua_rawequal(L, -1, -2)) return true;
  if (lua_isnil(L, -1)) return lua_isboolean(L, -2) && !lua_toboolean(L, -2);
  return lua_type(L, -1) == LUA_TNUMBER && lua_type(L, -2) == LUA_TNUMBER &&
         lua_tonumber(L, -1) == lua_tonumber(L, -2);
}

/* Does the annotation agree with the field `key` (value at -1)? */
static bool agrees(const struct judge *j, const quoth_annotation *a,
                   const char *key) {
  quoth_span spans[MAX_SPANS];
  uint32_t n = spans_of(a, key, spans);
  if (n > 0) return parts_agree(j, spans, n);
  if (strcmp(key, "layer") == 0)
    return lua_type(j->L, -1) == LUA_TSTRING &&
           strcmp(lua_tostring(j->L, -1), a->layer) == 0;
  push_feature(j, a, key);
  bool same = values_agree(j->L);
  lua_pop(j->L, 1);
  return same;
}

/* ---- What came instead ------------------------------------------------------------------ */

/* "a" + "b": the value at -1, a string or a list of them. */
static void show_wanted(lua_State *L, char *out, size_t size) {
  size_t len = 0;
  if (!lua_istable(L, -1)) {
    const char *s = luaL_tolstring(L, -1, NULL);
    bool text = lua_type(L, -2) == LUA_TSTRING;
    snprintf(out, size, text ? "\"%.200s\"" : "%.200s", s);
    lua_pop(L, 1);
    return;
  }
  *out = '\0';
  for (size_t i = 1; i <= lua_rawlen(L, -1); i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    int n = snprintf(out + len, size - len, "%s\"%.100s\"", i > 1 ? " + " : "",
                     lua_tostring(L, -1));
    lua_pop(L, 1);
    if (n < 0 || len + (size_t)n >= size) return;
    len += (size_t)n;
  }
}

static void show_came(const struct judge *j, const quoth_annotation *a,
                      const char *key, char *out, size_t size) {
  quoth_span spans[MAX_SPANS];
  uint32_t n = spans_of(a, key, spans);
  size_t len = 0;
  *out = '\0';
  for (uint32_t i = 0; i < n; i++) {
    uint32_t bytes = spans[i].end - spans[i].start;
    int w = snprintf(out + len, size - len, "%s\"%.*s\"", i ? " + " : "",
                     bytes > SHOWN ? SHOWN : (int)bytes,
                     j->text + spans[i].start);
    if (w < 0 || len + (size_t)w >= size) return;
    len += (size_t)w;
  }
  if (n > 0) return;
  if (strcmp(key, "layer") == 0) lua_pushstring(j->L, a->layer);
  else push_feature(j, a, key);
  if (lua_isnil(j->L, -1)) snprintf(out, size, "nothing");
  else show_wanted(j->L, out, size);
  lua_pop(j->L, 1);
}

/* ---- The whole ---------------------------------------------------------------------------- */

/*
 * Compare all fields; tell of the first that differs.
 * @return number of fields that agree, or UINT32_MAX when all do
 */
static uint32_t compare(const struct judge *j, const quoth_annotation *a,
                        char *why, size_t size) {
  lua_State *L = j->L;
  char wanted[400], came[400];
  uint32_t good = 0;
  const char *first = NULL; /* in order of names: a table has none */
  lua_pushnil(L);
  while (lua_next(L, j->example)) {
    const char *key =
        lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
    if (!key || is_own_field(key)) {
    } else if (agrees(j, a, key)) {
      good++;
    } else if (!first || strcmp(key, first) < 0) {
      first = key;
      show_wanted(L, wanted, sizeof wanted);
      show_came(j, a, key, came, sizeof came);
      snprintf(why, size, "expected %s %s, got %s", key, wanted, came);
    }
    lua_pop(L, 1);
  }
  return first ? good : UINT32_MAX;
}

static void judge_number(struct judge *j, uint32_t n,
                         const quoth_annotation *last) {
  lua_State *L = j->L;
  quoth__verdict *out = j->out;
  bool none = lua_getfield(L, j->example, "none") != LUA_TNIL &&
              lua_toboolean(L, -1);
  bool counted = lua_getfield(L, j->example, "count") == LUA_TNUMBER;
  lua_Integer count = lua_tointeger(L, -1);
  lua_pop(L, 2);
  if (none && n > 0) {
    uint32_t bytes = last->span.end - last->span.start;
    out->passed = false;
    snprintf(out->why, sizeof out->why, "expected nothing, got %s \"%.*s\"",
             last->layer, bytes > SHOWN ? SHOWN : (int)bytes,
             j->text + last->span.start);
  } else if (counted && (lua_Integer)n != count) {
    out->passed = false;
    snprintf(out->why, sizeof out->why, "expected count %lld, got %u",
             (long long)count, n);
  } else if (!none && !(counted && count == 0) && n == 0) {
    out->passed = false;
    snprintf(out->why, sizeof out->why, "the rule made nothing");
  } else if (n == 0 || none) {
    out->passed = true;
    out->why[0] = '\0';
  }
}

void quoth__judge(lua_State *L, int index, quoth_context *context,
                  const char *pack, const char *rule, quoth__verdict *out) {
  struct judge j = {.L = L, .example = lua_absindex(L, index),
                    .context = context, .doc = quoth_context_doc(context),
                    .out = out};
  quoth_annotation a, last = {0};
  char why[sizeof out->why];
  uint32_t n = 0, made = 0, best = 0;
  j.text = quoth_doc_text(j.doc, NULL);
  const quoth_annotations *all = quoth_context_annotations(context);
  const uint32_t *ids = quoth_annotations_layer(all, NULL, &n);
  out->passed = false;
  for (uint32_t i = 0; i < n; i++) {
    if (quoth_annotations_get(all, ids[i], &a) != QUOTH_OK ||
        !is_made_by(&j, &a, pack, rule))
      continue;
    last = a;
    uint32_t good = compare(&j, &a, why, sizeof why);
    if (good == UINT32_MAX) out->passed = true;
    else if (made == 0 || good > best)
      best = good, memcpy(out->why, why, sizeof why);
    made++;
  }
  if (out->passed) out->why[0] = '\0';
  judge_number(&j, made, &last);
}
