/* SPDX-License-Identifier: MIT */
/* What a pack table may hold. */
#include <stdio.h>

#include "lua/pack.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

enum {
  STRING = QUOTH__IS_STRING, INTEGER = QUOTH__IS_INTEGER,
  NUMBER = QUOTH__IS_NUMBER, BOOLEAN = QUOTH__IS_BOOLEAN,
  TABLE = QUOTH__IS_TABLE, FUNCTION = QUOTH__IS_FUNCTION,
};

static const quoth__known pack_fields[] = {
  {"name", STRING}, {"version", STRING | NUMBER}, {"lang", STRING},
  {"description", STRING}, {"license", STRING}, {"lexicons", TABLE},
  {"define", TABLE}, {"phases", TABLE}, {"rules", TABLE},
  {"attributes", TABLE}, {"resolve", FUNCTION},
};

static const quoth__known phase_fields[] = {
  {"name", STRING}, {"view", STRING | TABLE}, {"control", STRING},
  {"within", STRING}, {"skip", STRING},
};

static const quoth__known rule_fields[] = {
  {"name", STRING}, {"phase", STRING}, {"within", STRING},
  {"priority", INTEGER}, {"pattern", STRING}, {"regex", STRING},
  {"where", STRING | FUNCTION}, {"emit", TABLE | FUNCTION}, {"examples", TABLE},
  {"description", STRING},
};

static const quoth__known define_fields[] = {
  {"params", TABLE}, {"pattern", STRING},
};

/* The field of the table at -1 as a string, or NULL. Not left on the stack. */
static const char *string_field(lua_State *L, const char *key) {
  const char *s = NULL;
  if (lua_getfield(L, -1, key) == LUA_TSTRING) s = lua_tostring(L, -1);
  lua_pop(L, 1);
  return s;
}

/* Push a field of the table at -1 when it is there. */
static bool push_field(lua_State *L, const char *key) {
  if (lua_getfield(L, -1, key) != LUA_TNIL) return true;
  lua_pop(L, 1);
  return false;
}

/* ---- Lexicons and definitions ------------------------------------------------------ */

static void check_entry(lua_State *L, quoth__place place, const char *name) {
  if (lua_type(L, -1) == LUA_TSTRING) return;
  if (lua_rawgeti(L, -1, 1) != LUA_TSTRING)
    quoth__place_fail(L, place, name, NULL,
                      "an entry of lexicon '%s' is \"words\" or "
                      "{ \"words\", feature = value }", name);
  lua_pop(L, 1);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    bool first = lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1;
    if (!first && (lua_type(L, -2) != LUA_TSTRING ||
                   !quoth__has_type(L, -1, STRING | NUMBER | BOOLEAN)))
      quoth__place_fail(L, place, name, NULL,
                        "an entry of lexicon '%s' has a feature that is no "
                        "string, number or boolean with a name", name);
    lua_pop(L, 1);
  }
}

void quoth__lexicon_check(lua_State *L, int index, quoth__place place,
                          const char *name) {
  index = lua_absindex(L, index);
  if (!quoth__has_type(L, index, STRING | TABLE))
    quoth__place_fail(L, place, name, NULL,
                      "lexicon '%s' is a list or the name of a file, not a %s",
                      name, luaL_typename(L, index));
  if (!lua_istable(L, index)) return;
  quoth__check_list(L, index, place, STRING | TABLE, "a lexicon");
  size_t n = lua_rawlen(L, index);
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, index, (lua_Integer)i);
    check_entry(L, place, name);
    lua_pop(L, 1);
  }
}

static void check_lexicons(lua_State *L, quoth__place place) {
  if (!push_field(L, "lexicons")) return;
  quoth__check_map(L, -1, place, STRING | TABLE | FUNCTION, "of lexicons");
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    if (!lua_isfunction(L, -1)) /* that one is called when it is taken */
      quoth__lexicon_check(L, -1, place, lua_tostring(L, -2));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

static void check_define(lua_State *L, quoth__place place) {
  if (!push_field(L, "define")) return;
  quoth__check_map(L, -1, place, STRING | TABLE, "of define");
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    const char *name = lua_tostring(L, -2);
    if (lua_istable(L, -1)) {
      quoth__check_fields(L, -1, place, define_fields, COUNT(define_fields),
                          "of a definition");
      if (!string_field(L, "pattern"))
        quoth__place_fail(L, place, name, NULL,
                          "definition '%s' has no pattern", name);
      if (push_field(L, "params")) {
        quoth__check_list(L, -1, place, STRING, "params");
        lua_pop(L, 1);
      }
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* ---- Phases ------------------------------------------------------------------------- */

static const char *const controls[] = {"longest", "all", "first", "once",
                                       "brill"};

static void check_control(lua_State *L, quoth__place place) {
  const char *control = string_field(L, "control");
  if (!control) return;
  for (size_t i = 0; i < COUNT(controls); i++)
    if (strcmp(controls[i], control) == 0) return;
  quoth__place_fail(
      L, quoth__place_pair(place, "control", control, strlen(control)), NULL,
      quoth_name_nearest(control, strlen(control), controls, COUNT(controls)),
      "'%s' is no control mode: longest, all, first, once, brill", control);
}

static void check_phase(lua_State *L, quoth__place place) {
  if (lua_type(L, -1) == LUA_TSTRING) return;
  const char *name = string_field(L, "name");
  if (name) place = quoth__place_pair(place, "name", name, strlen(name));
  quoth__check_fields(L, -1, place, phase_fields, COUNT(phase_fields),
                      "of a phase");
  if (!name)
    quoth__place_fail(L, place, "phases", NULL, "a phase needs a name");
  check_control(L, place);
  if (push_field(L, "view")) {
    if (lua_istable(L, -1))
      quoth__check_list(L, -1, place, STRING, "a view");
    lua_pop(L, 1);
  }
}

static void check_phases(lua_State *L, quoth__place place) {
  if (!push_field(L, "phases")) return;
  quoth__check_list(L, -1, place, STRING | TABLE, "phases");
  size_t n = lua_rawlen(L, -1);
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    check_phase(L, place);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* ---- Rules ---------------------------------------------------------------------------- */

static void check_expectation(lua_State *L, quoth__place place) {
  bool text = lua_isinteger(L, -2) && lua_tointeger(L, -2) == 1;
  if (text) return;
  if (lua_type(L, -2) != LUA_TSTRING)
    quoth__place_fail(L, place, NULL, NULL,
                      "an example has one text, then expectations with names");
  const char *key = lua_tostring(L, -2);
  if (lua_istable(L, -1)) quoth__check_list(L, -1, place, STRING, key);
  else if (!quoth__has_type(L, -1, STRING | NUMBER | BOOLEAN))
    quoth__place_fail(L, place, key, NULL,
                      "an example cannot expect a %s of '%s'",
                      luaL_typename(L, -1), key);
}

static void check_example(lua_State *L, quoth__place place, const char *rule) {
  size_t len;
  if (lua_rawgeti(L, -1, 1) != LUA_TSTRING)
    quoth__place_fail(L, place, "examples", NULL,
                      "an example of rule '%s' has no text", rule);
  const char *text = lua_tolstring(L, -1, &len);
  quoth_origin origin = quoth__place_string(place, text, len);
  if (origin.column) place.line = origin.line;
  lua_pop(L, 1);
  lua_pushnil(L);
  while (lua_next(L, -2)) {
    check_expectation(L, place);
    lua_pop(L, 1);
  }
}

static void check_examples(lua_State *L, quoth__place place,
                           const char *rule) {
  if (!push_field(L, "examples")) return;
  quoth__check_list(L, -1, place, TABLE, "examples");
  size_t n = lua_rawlen(L, -1);
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    check_example(L, place, rule);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

/* Is `phase` one of those that the pack at `pack` lists? */
static bool has_phase(lua_State *L, int pack, const char *phase) {
  bool found = false;
  if (lua_getfield(L, pack, "phases") == LUA_TTABLE) {
    size_t n = lua_rawlen(L, -1);
    for (size_t i = 1; i <= n && !found; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i);
      const char *name = lua_type(L, -1) == LUA_TSTRING
                             ? lua_tostring(L, -1)
                             : string_field(L, "name");
      found = name && strcmp(name, phase) == 0;
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
  return found;
}

static void check_rule_phase(lua_State *L, int pack, quoth__place place) {
  const char *phase = string_field(L, "phase");
  if (!phase || has_phase(L, pack, phase)) return;
  quoth__place_fail(
      L, quoth__place_pair(place, "phase", phase, strlen(phase)), NULL, NULL,
      "the pack lists no phase '%s'", phase);
}

static quoth__place check_rule(lua_State *L, int pack, quoth__place place) {
  char what[120];
  const char *name = string_field(L, "name");
  if (name) place = quoth__place_pair(place, "name", name, strlen(name));
  if (name) snprintf(what, sizeof what, "of rule '%s'", name);
  else snprintf(what, sizeof what, "of a rule without a name");
  quoth__check_fields(L, -1, place, rule_fields, COUNT(rule_fields), what);
  if (!name || !*name)
    quoth__place_fail(L, place, "rules", NULL, "a rule needs a name");
  bool pattern = string_field(L, "pattern"), regex = string_field(L, "regex");
  if (pattern == regex)
    quoth__place_fail(L, place, pattern ? "regex" : NULL, NULL,
                      "rule '%s' needs a pattern or a regex%s", name,
                      pattern ? ", not both" : "");
  check_rule_phase(L, pack, place);
  if (push_field(L, "emit")) {
    if (lua_istable(L, -1)) quoth__emit_check(L, -1, place, name);
    lua_pop(L, 1);
  }
  check_examples(L, place, name);
  return place;
}

static void check_rules(lua_State *L, int pack, quoth__place place) {
  if (!push_field(L, "rules")) return;
  quoth__check_list(L, -1, place, TABLE, "rules");
  size_t n = lua_rawlen(L, -1);
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    place = check_rule(L, pack, place); /* the next one stands behind it */
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

void quoth__pack_check_names(lua_State *L, int index, quoth__place place) {
  lua_pushvalue(L, index);
  check_lexicons(L, place);
  check_define(L, place);
  lua_pop(L, 1);
}

void quoth__pack_check(lua_State *L, int index, quoth__place place) {
  luaL_checkstack(L, 40, NULL);
  lua_pushvalue(L, index);
  int pack = lua_gettop(L);
  if (!lua_istable(L, pack))
    quoth__place_fail(L, place, NULL, NULL,
                      "a pack file returns quoth.pack { ... }, not a %s",
                      luaL_typename(L, pack));
  quoth__check_fields(L, pack, place, pack_fields, COUNT(pack_fields),
                      "of the pack");
  const char *name = string_field(L, "name");
  if (!name || !*name)
    quoth__place_fail(L, place, NULL, NULL, "the pack needs a name");
  if (push_field(L, "attributes")) {
    quoth__check_map(L, -1, place, FUNCTION, "attributes");
    lua_pop(L, 1);
  }
  place = quoth__place_pair(place, "name", name, strlen(name));
  check_lexicons(L, place);
  check_define(L, place);
  check_phases(L, place);
  check_rules(L, pack, place);
  lua_settop(L, pack - 1);
}
