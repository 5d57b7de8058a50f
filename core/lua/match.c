/* SPDX-License-Identifier: MIT */
/* Matches in callbacks: one value a script, good during the call. */
#include "lua/module.h"
#include "lua/offsets.h"

static const char MATCH[] = "quoth.match";

void quoth__match_push(lua_State *L, quoth__script *script) {
  quoth__script **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = script;
  luaL_setmetatable(L, MATCH);
}

static quoth__script *check_script(lua_State *L) {
  quoth__script **box = luaL_checkudata(L, 1, MATCH);
  if (!(*box)->match)
    luaL_error(L, "a match can be used during its call only");
  return *box;
}

static const quoth_match *check_match(lua_State *L) {
  return check_script(L)->match;
}

static int raise_capture(lua_State *L, const quoth_match *m,
                         const char *name) {
  const char *names[64];
  uint32_t n = 0;
  while (n < 64 && (names[n] = quoth_match_capture_name(m, n))) n++;
  return quoth__raise_unknown(L, "the rule's pattern", name, names, n);
}

static bool has_capture(const quoth_match *m, const char *name) {
  const char *other;
  for (uint32_t i = 0; (other = quoth_match_capture_name(m, i)); i++)
    if (strcmp(other, name) == 0) return true;
  return false;
}

/* Spans of the capture named by argument 2, in `few` or a pushed userdata. */
static quoth_span *get_spans(lua_State *L, const quoth_match *m,
                             quoth_span *few, uint32_t room, uint32_t *n) {
  const char *name = luaL_checkstring(L, 2);
  *n = quoth_match_capture(m, name, few, room);
  if (*n == 0 && !has_capture(m, name)) raise_capture(L, m, name);
  if (*n <= room) return few;
  quoth_span *all = lua_newuserdatauv(L, *n * sizeof *all, 0);
  quoth_match_capture(m, name, all, *n);
  return all;
}

/* The hull of the capture in argument 2, or the match; false when unset. */
static bool get_hull(lua_State *L, const quoth_match *m, quoth_span *out) {
  quoth_span few[8];
  uint32_t n = 0;
  if (lua_isnoneornil(L, 2)) {
    *out = quoth_match_span(m);
    return true;
  }
  const quoth_span *spans = get_spans(L, m, few, 8, &n);
  *out = quoth__hull(spans, n);
  return n > 0;
}

static int match_text(lua_State *L) {
  const quoth_match *m = check_match(L);
  quoth_span span;
  if (!get_hull(L, m, &span)) return 0;
  const quoth_doc *doc = quoth_context_doc(quoth_match_context(m));
  lua_pushlstring(L, quoth_doc_text(doc, NULL) + span.start,
                  span.end - span.start);
  return 1;
}

static int match_span(lua_State *L) {
  quoth_span span;
  if (!get_hull(L, check_match(L), &span)) return 0;
  return quoth__push_first_last(L, span);
}

static int match_spans(lua_State *L) {
  quoth_span few[8];
  uint32_t n;
  const quoth_span *spans = get_spans(L, check_match(L), few, 8, &n);
  quoth__push_spans(L, spans, n);
  return 1;
}

static int match_has(lua_State *L) {
  quoth_span few[8];
  uint32_t n;
  get_spans(L, check_match(L), few, 8, &n);
  lua_pushboolean(L, n > 0);
  return 1;
}

static int match_feature(lua_State *L) {
  const quoth_match *m = check_match(L);
  const char *name = luaL_checkstring(L, 2);
  quoth_value value = quoth_match_feature(m, name, luaL_checkstring(L, 3));
  if (value.kind == QUOTH_VALUE_NIL && !has_capture(m, name))
    return raise_capture(L, m, name);
  quoth__value_push(L, &value);
  return 1;
}

/* ---- Lemmas, tags and trees ------------------------------------------------ */

static void check_layers(lua_State *L, quoth_status status,
                         quoth_error *error) {
  if (status == QUOTH_OK) return;
  if (!error->message[0]) quoth__check_status(L, status, "match");
  quoth__raise(L, error);
}

/* The layer of the head word of a capture; nothing when it is unset. */
static int push_layer(lua_State *L, quoth_layer layer) {
  const quoth_match *m = check_match(L);
  quoth_context *context = quoth_match_context(m);
  quoth_error error = {0};
  quoth_span span;
  uint32_t token;
  const char *value = NULL;
  if (!get_hull(L, m, &span)) return 0;
  check_layers(L, quoth_context_head_word(context, span, &token, &error),
               &error);
  check_layers(L, quoth_context_layer(context, layer, token, &value, &error),
               &error);
  lua_pushstring(L, value);
  return 1;
}

static int match_lemma(lua_State *L) {
  return push_layer(L, QUOTH_LAYER_LEMMA);
}

static int match_pos(lua_State *L) { return push_layer(L, QUOTH_LAYER_POS); }

static int match_tag(lua_State *L) { return push_layer(L, QUOTH_LAYER_TAG); }

static int match_subtree(lua_State *L) {
  const quoth_match *m = check_match(L);
  quoth_error error = {0};
  quoth_span span;
  if (!get_hull(L, m, &span)) return 0;
  check_layers(L,
               quoth_context_subtree(quoth_match_context(m), span, &span,
                                     &error),
               &error);
  return quoth__push_first_last(L, span);
}

/* The path from one capture to another, nil when there is none. */
static int match_dep(lua_State *L) {
  const quoth_match *m = check_match(L);
  quoth_error error = {0};
  quoth_span from, to;
  char path[512];
  size_t len;
  luaL_checkstring(L, 2);
  luaL_checkstring(L, 3);
  if (!get_hull(L, m, &from)) return 0;
  lua_remove(L, 2);
  lua_settop(L, 2);
  if (!get_hull(L, m, &to)) return 0;
  check_layers(L,
               quoth_context_path(quoth_match_context(m), from, to, path,
                                  sizeof path, &len, &error),
               &error);
  if (len == 0 || len >= sizeof path) lua_pushnil(L);
  else lua_pushlstring(L, path, len);
  return 1;
}

static int match_captures(lua_State *L) {
  const quoth_match *m = check_match(L);
  const char *name;
  lua_newtable(L);
  for (uint32_t i = 0; (name = quoth_match_capture_name(m, i)); i++) {
    lua_pushstring(L, name);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int get_rule(lua_State *L) {
  const quoth_match *m = check_match(L);
  quoth_rule_info info;
  const quoth_engine *engine = quoth_context_engine(quoth_match_context(m));
  if (quoth_engine_rule(engine, quoth_match_rule(m), &info) != QUOTH_OK)
    return 0;
  lua_pushstring(L, info.name);
  return 1;
}

static int get_first(lua_State *L) {
  uint32_t first, last;
  quoth_match_tokens(check_match(L), &first, &last);
  return quoth__push_index(L, first);
}

static int get_last(lua_State *L) {
  uint32_t first, last;
  quoth_match_tokens(check_match(L), &first, &last);
  return quoth__push_index(L, last);
}

static int get_doc(lua_State *L) {
  check_script(L);
  quoth__script_push_slot(L, QUOTH__SLOT_DOC);
  return 1;
}

static const luaL_Reg methods[] = {
  {"text", match_text}, {"span", match_span}, {"spans", match_spans},
  {"has", match_has}, {"feature", match_feature},
  {"captures", match_captures},
  {"lemma", match_lemma}, {"pos", match_pos}, {"tag", match_tag},
  {"dep", match_dep}, {"subtree", match_subtree}, {NULL, NULL},
};

static const quoth__field fields[] = {
  {"rule", get_rule}, {"first", get_first}, {"last", get_last},
  {"doc", get_doc}, {NULL, NULL},
};

void quoth__match_open(lua_State *L) {
  quoth__type_new(L, MATCH, "quoth.Match", methods, NULL, fields);
  lua_pop(L, 1);
}
