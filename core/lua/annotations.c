/* SPDX-License-Identifier: MIT */
/* Annotations of the open document. */
#include "lua/module.h"
#include "lua/offsets.h"

static const char ANNOTATION[] = "quoth.annotation";
enum { STEPS_AN_ANNOTATION = 50, STEPS_A_BYTE = 16 };

struct box {
  quoth__script *script;
  uint32_t id, serial;
};

void quoth__annotation_push(lua_State *L, quoth__script *script, uint32_t id) {
  struct box *box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = (struct box){script, id, script->serial};
  luaL_setmetatable(L, ANNOTATION);
}

static quoth_annotations *all_of(const quoth__script *script) {
  return quoth_context_annotations(script->context);
}

static const struct box *check_box(lua_State *L, int index) {
  const struct box *box = luaL_checkudata(L, index, ANNOTATION);
  if (!box->script->context || box->serial != box->script->serial)
    luaL_error(L, "this annotation is of a document that is over");
  return box;
}

static const struct box *check_annotation(lua_State *L,
                                          quoth_annotation *out) {
  const struct box *box = check_box(L, 1);
  if (quoth_annotations_get(all_of(box->script), box->id, out) != QUOTH_OK)
    luaL_error(L, "this annotation was removed");
  return box;
}

/* In the registry: the names of rules that were asked for, by rule. */
static const char rule_names_key = 0;

/* A script has one engine as long as it lives: names are made once. */
static int push_rule(lua_State *L, const quoth__script *script,
                     uint32_t rule) {
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &rule_names_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &rule_names_key);
  }
  if (lua_rawgeti(L, -1, rule) == LUA_TNIL) {
    lua_pop(L, 1);
    quoth__rule_push_name(L, quoth_context_engine(script->context), rule);
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, rule);
  }
  lua_remove(L, -2);
  return 1;
}

/* ---- Reading ------------------------------------------------------------------ */

static int push_text(lua_State *L, const struct box *box, quoth_span span) {
  const quoth_doc *doc = quoth_context_doc(box->script->context);
  lua_pushlstring(L, quoth_doc_text(doc, NULL) + span.start,
                  span.end - span.start);
  return 1;
}

static int a_text(lua_State *L) {
  quoth_annotation a;
  const struct box *box = check_annotation(L, &a);
  return push_text(L, box, a.span);
}

static int a_parts(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  const char *role = luaL_checkstring(L, 2);
  lua_Integer n = 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < a.n_parts; i++) {
    if (strcmp(a.parts[i].role, role) != 0) continue;
    quoth__push_span(L, a.parts[i].span);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int a_part_text(lua_State *L) {
  quoth_annotation a;
  const struct box *box = check_annotation(L, &a);
  const char *role = luaL_checkstring(L, 2);
  quoth_span hull = {UINT32_MAX, 0};
  for (uint32_t i = 0; i < a.n_parts; i++) {
    quoth_span s = a.parts[i].span;
    if (strcmp(a.parts[i].role, role) != 0) continue;
    if (s.start < hull.start) hull.start = s.start;
    if (s.end > hull.end) hull.end = s.end;
  }
  return hull.end ? push_text(L, box, hull) : 0;
}

static int a_roles(lua_State *L) {
  quoth_annotation a;
  lua_Integer n = 0;
  check_annotation(L, &a);
  lua_newtable(L);
  for (uint32_t i = 0; i < a.n_parts; i++) {
    if (i > 0 && strcmp(a.parts[i].role, a.parts[i - 1].role) == 0) continue;
    lua_pushstring(L, a.parts[i].role);
    lua_rawseti(L, -2, ++n);
  }
  return 1;
}

static int a_get(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  quoth_value value = quoth_annotation_feature(&a, luaL_checkstring(L, 2));
  quoth__value_push(L, &value);
  return 1;
}

/* ---- Changing ------------------------------------------------------------------- */

static int a_set(lua_State *L) {
  quoth_annotation a;
  const struct box *box = check_annotation(L, &a);
  const char *name = luaL_checkstring(L, 2);
  lua_settop(L, 3);
  quoth_value value = quoth__value_check(L, 3, name);
  quoth__script_spend(
      L, STEPS_AN_ANNOTATION + (lua_rawlen(L, 2) + value.len) * STEPS_A_BYTE);
  quoth__check_status(
      L, quoth_annotations_set(all_of(box->script), box->id, name, &value),
      "set");
  return 0;
}

static int a_unset(lua_State *L) {
  static const quoth_value nothing = {.kind = QUOTH_VALUE_NIL};
  const struct box *box = check_box(L, 1);
  for (int i = 2; i <= lua_gettop(L); i++) {
    quoth_status status = quoth_annotations_set(
        all_of(box->script), box->id, luaL_checkstring(L, i), &nothing);
    if (status == QUOTH_ENOTFOUND) luaL_error(L, "this annotation was removed");
    quoth__check_status(L, status, "unset");
  }
  return 0;
}

static int a_set_parts(lua_State *L) {
  quoth_annotation a;
  size_t len;
  uint32_t n = 0;
  const struct box *box = check_annotation(L, &a);
  const char *role = luaL_checkstring(L, 2);
  quoth_doc_text(quoth_context_doc(box->script->context), &len);
  if (!lua_isnoneornil(L, 3)) luaL_checktype(L, 3, LUA_TTABLE);
  const quoth_span *spans = quoth__to_spans(L, 3, len, role, &n);
  quoth__script_spend(L, (lua_rawlen(L, 2) + n + 10) * STEPS_A_BYTE);
  quoth__check_status(L,
                      quoth_annotations_set_parts(all_of(box->script), box->id,
                                                  role, spans, n),
                      "set_parts");
  return 0;
}

static int a_remove(lua_State *L) {
  quoth_annotation a;
  const struct box *box = check_annotation(L, &a);
  quoth__check_status(
      L, quoth_annotations_remove(all_of(box->script), box->id), "remove");
  return 0;
}

static int a_eq(lua_State *L) {
  const struct box *a = luaL_testudata(L, 1, ANNOTATION);
  const struct box *b = luaL_testudata(L, 2, ANNOTATION);
  lua_pushboolean(L, a && b && a->id == b->id && a->serial == b->serial);
  return 1;
}

/* ---- Fields ------------------------------------------------------------------------ */

static int get_id(lua_State *L) {
  lua_pushinteger(L, check_box(L, 1)->id);
  return 1;
}

static int get_layer(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  lua_pushstring(L, a.layer);
  return 1;
}

static int get_first(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  quoth__push_first_last(L, a.span);
  lua_pop(L, 1);
  return 1;
}

static int get_last(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  quoth__push_first_last(L, a.span);
  return 1;
}

static int get_rule(lua_State *L) {
  quoth_annotation a;
  const struct box *box = check_annotation(L, &a);
  return push_rule(L, box->script, a.rule);
}

static int get_features(lua_State *L) {
  quoth_annotation a;
  check_annotation(L, &a);
  lua_newtable(L);
  for (uint32_t i = 0; i < a.n_features; i++) {
    quoth__value_push(L, &a.features[i].value);
    lua_setfield(L, -2, a.features[i].name);
  }
  return 1;
}

/* ---- Of a document ------------------------------------------------------------------ */

static quoth__script *check_script(lua_State *L) {
  (void)quoth__doc_check(L, 1);
  quoth__doc_box *box = lua_touserdata(L, 1);
  if (!box->script)
    luaL_error(L, "a document has annotations in rule functions only");
  return box->script;
}

/* Push the list of annotations with these ids, which may move. */
static void push_list(lua_State *L, quoth__script *script, const uint32_t *ids,
                      uint32_t n) {
  quoth__script_spend(L, (size_t)n * STEPS_AN_ANNOTATION);
  uint32_t *copy = lua_newuserdatauv(L, (n + 1) * sizeof *copy, 0);
  if (n) memcpy(copy, ids, n * sizeof *copy);
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    quoth__annotation_push(L, script, copy[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

static int doc_annotations(lua_State *L) {
  quoth__script *script = check_script(L);
  uint32_t n = 0;
  const char *layer = luaL_optstring(L, 2, NULL);
  const uint32_t *ids = quoth_annotations_layer(all_of(script), layer, &n);
  push_list(L, script, ids, n);
  return 1;
}

/* Upvalues: list, number of the last one. */
static int next_annotation(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  lua_pushinteger(L, i);
  lua_replace(L, lua_upvalueindex(2));
  lua_rawgeti(L, lua_upvalueindex(1), i);
  return 1;
}

static int doc_each(lua_State *L) {
  doc_annotations(L);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_annotation, 2);
  return 1;
}

/* ---- As plain tables --------------------------------------------------------------- */

/* Stack of doc_rows(): document, layer, roles, features, ids, rows. */
enum { ROLES = 3, FEATURES, IDS, ROWS };

static void set_parts(lua_State *L, const quoth_annotation *a, int row) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, ROLES);
  for (lua_Integer r = 1; r <= n; r++) {
    lua_rawgeti(L, ROLES, r);
    const char *role = lua_tostring(L, -1);
    lua_Integer count = 0;
    if (!role) luaL_argerror(L, ROLES, "roles are strings");
    lua_newtable(L);
    for (uint32_t i = 0; i < a->n_parts; i++) {
      if (strcmp(a->parts[i].role, role) != 0) continue;
      quoth__push_span(L, a->parts[i].span);
      lua_rawseti(L, -2, ++count);
    }
    lua_rawset(L, row);
  }
}

static void set_features(lua_State *L, const quoth_annotation *a, int row) {
  lua_Integer n = (lua_Integer)lua_rawlen(L, FEATURES);
  for (lua_Integer f = 1; f <= n; f++) {
    lua_rawgeti(L, FEATURES, f);
    const char *name = lua_tostring(L, -1);
    if (!name) luaL_argerror(L, FEATURES, "features are strings");
    quoth_value value = quoth_annotation_feature(a, name);
    quoth__value_push(L, &value);
    lua_rawset(L, row);
  }
}

static void set_integer(lua_State *L, const char *key, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, key);
}

static void push_row(lua_State *L, quoth__script *script,
                     const quoth_annotation *a) {
  lua_createtable(L, 0, 8);
  int row = lua_gettop(L);
  quoth__annotation_push(L, script, a->id);
  lua_setfield(L, row, "a");
  push_rule(L, script, a->rule);
  lua_setfield(L, row, "rule");
  set_integer(L, "id", a->id);
  set_integer(L, "first", (lua_Integer)a->span.start + 1);
  set_integer(L, "last", a->span.end);
  set_parts(L, a, row);
  set_features(L, a, row);
}

static int doc_rows(lua_State *L) {
  quoth__script *script = check_script(L);
  const char *layer = luaL_checkstring(L, 2);
  lua_settop(L, FEATURES);
  for (int i = ROLES; i <= FEATURES; i++) {
    if (lua_isnil(L, i)) lua_newtable(L), lua_replace(L, i);
    luaL_checktype(L, i, LUA_TTABLE);
  }
  uint32_t n = 0;
  const uint32_t *ids = quoth_annotations_layer(all_of(script), layer, &n);
  size_t fields = lua_rawlen(L, ROLES) + lua_rawlen(L, FEATURES);
  quoth__script_spend(L, n * (STEPS_AN_ANNOTATION + fields * STEPS_A_BYTE));
  uint32_t *copy = lua_newuserdatauv(L, (n + 1) * sizeof *copy, 0);
  if (n) memcpy(copy, ids, n * sizeof *copy);
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    if (quoth_annotations_get(all_of(script), copy[i], &a) != QUOTH_OK)
      continue; /* cannot be: no script ran meanwhile */
    push_row(L, script, &a);
    lua_rawseti(L, ROWS, (lua_Integer)i + 1);
  }
  return 1;
}

/* The span that doc:overlap() and doc:overlapping() are asked about. */
static quoth_span check_overlap(lua_State *L, const quoth__script *script,
                                const char *name) {
  size_t len;
  quoth_doc_text(quoth_context_doc(script->context), &len);
  return quoth__check_first_last(L, luaL_checkinteger(L, 3),
                                 luaL_checkinteger(L, 4), len, name);
}

/* first, last of the first one that overlaps: no list is made. */
static int doc_overlap(lua_State *L) {
  quoth__script *script = check_script(L);
  const char *layer = luaL_optstring(L, 2, NULL);
  quoth_span span = check_overlap(L, script, "overlap");
  uint32_t id;
  quoth_annotation a;
  if (!quoth_annotations_overlapping(all_of(script), layer, span, &id, 1) ||
      quoth_annotations_get(all_of(script), id, &a) != QUOTH_OK)
    return 0;
  return quoth__push_first_last(L, a.span);
}

static int doc_overlapping(lua_State *L) {
  quoth__script *script = check_script(L);
  const char *layer = luaL_optstring(L, 2, NULL);
  quoth_span span = check_overlap(L, script, "overlapping");
  const quoth_annotations *all = all_of(script);
  uint32_t n = quoth_annotations_overlapping(all, layer, span, NULL, 0);
  uint32_t *ids = lua_newuserdatauv(L, (n + 1) * sizeof *ids, 0);
  quoth_annotations_overlapping(all, layer, span, ids, n);
  push_list(L, script, ids, n);
  return 1;
}

static int doc_annotate(lua_State *L) {
  quoth__script *script = check_script(L);
  luaL_checktype(L, 2, LUA_TTABLE);
  quoth_span none = {0, 0};
  uint32_t rule = script->match ? quoth_match_rule(script->match) : QUOTH_NONE;
  uint32_t id = quoth__made_add(L, script, 2, rule, none);
  quoth__annotation_push(L, script, id);
  return 1;
}

const luaL_Reg quoth__doc_annotation_methods[] = {
  {"annotations", doc_annotations}, {"each", doc_each},
  {"overlapping", doc_overlapping}, {"annotate", doc_annotate},
  {"rows", doc_rows}, {"overlap", doc_overlap},
  {NULL, NULL},
};

static const luaL_Reg methods[] = {
  {"text", a_text}, {"parts", a_parts}, {"part_text", a_part_text},
  {"roles", a_roles}, {"get", a_get}, {"set", a_set}, {"unset", a_unset},
  {"set_parts", a_set_parts}, {"remove", a_remove}, {NULL, NULL},
};

static const quoth__field fields[] = {
  {"id", get_id}, {"layer", get_layer}, {"first", get_first},
  {"last", get_last}, {"rule", get_rule}, {"features", get_features},
  {NULL, NULL},
};

void quoth__annotation_open(lua_State *L) {
  quoth__type_new(L, ANNOTATION, "quoth.Annotation", methods, NULL, fields);
  lua_pushcfunction(L, a_eq);
  lua_setfield(L, -2, "__eq");
  lua_pop(L, 1);
}
