/* SPDX-License-Identifier: MIT */
/* A checked pack table becomes rules of a builder and functions of a script. */
#include "lua/pack.h"

#include <stdio.h>

#include "lua/module.h"
#include "lua/sandbox.h"

struct take {
  lua_State *L;
  quoth__script *script;
  quoth_builder *builder; /* NULL: functions alone */
  quoth__place place;
  const char *phase;      /* of rules that name none; NULL: "main" */
  const char *name, *lang; /* of the pack; NULL: these are names alone */
  int pack;               /* where its table stands */
};

static void check(struct take *t, quoth_status status, quoth_error *error) {
  if (status == QUOTH_OK) return;
  error->status = status;
  if (!error->message[0])
    snprintf(error->message, sizeof error->message, "%s",
             quoth_status_name(status));
  if (t->script) quoth__place_refine(t->script->files, error);
  bool placed = error->line || error->source[0];
  if (!placed && status != QUOTH_ENOMEM)
    quoth__place_fail(t->L, t->place, NULL, error->hint[0] ? error->hint : NULL,
                      "%s", error->message);
  quoth__raise(t->L, error);
}

/* Call `each` for all fields of the table `name`, in order of their names. */
static void for_fields(struct take *t, const char *name,
                       void (*each)(struct take *t, const char *key)) {
  lua_State *L = t->L;
  if (lua_getfield(L, t->pack, name) == LUA_TNIL) {
    lua_pop(L, 1);
    return;
  }
  int map = lua_gettop(L);
  lua_pushcfunction(L, quoth__base_pairs);
  lua_pushvalue(L, map);
  lua_call(L, 1, 3);
  for (;;) { /* iterator, table, key */
    lua_pushvalue(L, map + 1);
    lua_pushvalue(L, map + 2);
    lua_pushvalue(L, map + 3);
    lua_call(L, 2, 2);
    if (lua_isnil(L, -2)) break;
    each(t, lua_tostring(L, -2));
    lua_pop(L, 1);
    lua_replace(L, map + 3);
  }
  lua_settop(L, map - 1);
}

/* ---- Lexicons --------------------------------------------------------------------- */

static void raise_no_file(struct take *t, const char *path,
                          quoth_status status) {
  quoth__place place = t->place;
  quoth_origin origin = quoth__place_string(place, path, strlen(path));
  place.near = QUOTH_NONE;
  place.line = origin.line;
  const char *why = status == QUOTH_ENOTFOUND ? "not found in the search path"
                    : status == QUOTH_EINVAL
                        ? "not a path below the pack's root"
                        : quoth_status_name(status);
  quoth__place_fail(t->L, place, NULL, NULL, "file '%s': %s", path, why);
}

static void take_tsv(struct take *t, const char *name, const char *path) {
  quoth__file *file = NULL;
  const char *folder;
  quoth_error error = {0};
  if (!t->script)
    luaL_error(t->L, "lexicon '%s': give its entries, not a file", name);
  quoth_status status = quoth__files_search(t->script->files, t->script->root,
                                            path, &file, &folder);
  if (status != QUOTH_OK) raise_no_file(t, path, status);
  quoth_origin origin = {file->path, 1, 1};
  check(t,
        quoth_builder_lexicon_tsv(t->builder, name, file->text, file->len,
                                  &origin, &error),
        &error);
}

/* A compiled lexicon: its name ends in .qlx, and the core maps it. */
static bool is_compiled(const char *path) {
  size_t n = strlen(path);
  return n > 4 && strcmp(path + n - 4, ".qlx") == 0;
}

static void take_compiled(struct take *t, const char *name,
                          const char *relative) {
  quoth_error error = {0};
  char *path = lua_newuserdatauv(t->L, QUOTH__PATH_SIZE, 0);
  if (!t->script)
    luaL_error(t->L, "lexicon '%s': give its entries, not a file", name);
  quoth_status status = quoth__files_locate(t->script->files, t->script->root,
                                            relative, path);
  if (status != QUOTH_OK) raise_no_file(t, relative, status);
  check(t, quoth_builder_lexicon_map(t->builder, name, path, &error), &error);
  status = quoth__files_note(t->script->files, path);
  if (status != QUOTH_OK) raise_no_file(t, relative, status);
}

/* Features of the entry table at -1, in a userdata that is pushed. */
static quoth_feature *read_features(lua_State *L, uint32_t *n) {
  int entry = lua_gettop(L);
  size_t count = 0;
  lua_pushnil(L);
  while (lua_next(L, entry)) count++, lua_pop(L, 1);
  quoth_feature *features =
      lua_newuserdatauv(L, (count + 1) * sizeof *features, 0);
  *n = 0;
  lua_pushnil(L);
  while (lua_next(L, entry)) {
    if (lua_type(L, -2) == LUA_TSTRING) {
      const char *name = lua_tostring(L, -2);
      features[(*n)++] =
          (quoth_feature){name, quoth__value_check(L, -1, name)};
    }
    lua_pop(L, 1);
  }
  return features;
}

/* The entry at -1: words, or a table of them and features. */
static void take_entry(struct take *t, const char *name) {
  lua_State *L = t->L;
  size_t len;
  uint32_t n = 0;
  quoth_error error = {0};
  const quoth_feature *features = NULL;
  int top = lua_gettop(L);
  if (lua_istable(L, top)) {
    features = read_features(L, &n);
    lua_rawgeti(L, top, 1);
  }
  const char *words = lua_tolstring(L, -1, &len);
  check(t,
        quoth_builder_lexicon_entry(t->builder, name, words, len, features, n,
                                    &error),
        &error);
  lua_settop(L, top);
}

static void take_entries(struct take *t, const char *name) {
  lua_State *L = t->L;
  size_t n = lua_rawlen(L, -1);
  if (n == 0) { /* it is there, and empty */
    quoth_error error = {0};
    quoth_origin origin = {NULL, 0, 0};
    check(t,
          quoth_builder_lexicon_tsv(t->builder, name, "entry\n", 6, &origin,
                                    &error),
          &error);
  }
  for (size_t i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, (lua_Integer)i);
    take_entry(t, name);
    lua_pop(L, 1);
  }
}

/* The entries at -1: a list, a file, or a function that makes one of these. */
static void take_fresh(struct take *t, const char *name) {
  lua_State *L = t->L;
  int top = lua_gettop(L);
  if (lua_isfunction(L, top)) {
    lua_pushvalue(L, top);
    lua_call(L, 0, 1);
    quoth__lexicon_check(L, -1, t->place, name);
  }
  const char *path =
      lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  if (!path) take_entries(t, name);
  else if (is_compiled(path)) take_compiled(t, name, path);
  else take_tsv(t, name, path);
  lua_settop(L, top);
}

/* In the registry: what became a lexicon, and in which pack by which name. */
static const char taken_key = 0;

/* Push the pack's language, a slash and, of a file, its folder. */
static void push_taken_key(struct take *t, int value) {
  lua_State *L = t->L;
  if (lua_type(L, value) != LUA_TSTRING) {
    lua_pushvalue(L, value);
    return;
  }
  lua_pushfstring(L, "%s\n%s", t->script->root ? t->script->root : "",
                  lua_tostring(L, value));
}

/* A function or a file that an earlier pack of the language took. */
static bool share_lexicon(struct take *t, const char *name, int taken) {
  lua_State *L = t->L;
  int top = lua_gettop(L);
  quoth_error error = {0};
  push_taken_key(t, top);
  bool found = lua_rawget(L, taken) == LUA_TTABLE;
  if (found) {
    lua_rawgeti(L, -1, 1);
    lua_rawgeti(L, -2, 2);
    lua_rawgeti(L, -3, 3);
    found = strcmp(lua_tostring(L, -1), t->lang) == 0;
    if (found)
      check(t,
            quoth_builder_lexicon_share(t->builder, name,
                                        lua_tostring(L, -3),
                                        lua_tostring(L, -2), &error),
            &error);
  }
  lua_settop(L, top);
  return found;
}

static void note_taken(struct take *t, const char *name, int taken) {
  lua_State *L = t->L;
  push_taken_key(t, lua_gettop(L));
  lua_createtable(L, 3, 0);
  lua_pushstring(L, t->name);
  lua_rawseti(L, -2, 1);
  lua_pushstring(L, name);
  lua_rawseti(L, -2, 2);
  lua_pushstring(L, t->lang);
  lua_rawseti(L, -2, 3);
  lua_rawset(L, taken);
}

static void take_lexicon(struct take *t, const char *name) {
  lua_State *L = t->L;
  int top = lua_gettop(L);
  if (!t->script || !t->name || lua_istable(L, top)) {
    take_fresh(t, name);
    return;
  }
  if (lua_rawgetp(L, LUA_REGISTRYINDEX, &taken_key) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &taken_key);
  }
  lua_insert(L, top);
  if (!share_lexicon(t, name, top)) {
    take_fresh(t, name);
    note_taken(t, name, top);
  }
  lua_remove(L, top);
}

/* ---- Definitions --------------------------------------------------------------------- */

/* Push "NAME(x, y)" for a definition table at -1 with parameters. */
static const char *push_signature(lua_State *L, const char *name) {
  luaL_Buffer b;
  lua_getfield(L, -1, "params");
  int params = lua_gettop(L);
  size_t n = lua_istable(L, params) ? lua_rawlen(L, params) : 0;
  luaL_buffinit(L, &b);
  luaL_addstring(&b, name);
  for (size_t i = 1; i <= n; i++) {
    luaL_addstring(&b, i == 1 ? "(" : ", ");
    lua_rawgeti(L, params, (lua_Integer)i);
    luaL_addvalue(&b);
  }
  if (n) luaL_addchar(&b, ')');
  luaL_pushresult(&b);
  lua_remove(L, params);
  return lua_tostring(L, -1);
}

static void take_define(struct take *t, const char *name) {
  lua_State *L = t->L;
  int top = lua_gettop(L);
  size_t len;
  quoth_error error = {0};
  const char *signature = name;
  if (lua_istable(L, top)) {
    signature = push_signature(L, name);
    lua_getfield(L, top, "pattern");
  }
  const char *pattern = lua_tolstring(L, -1, &len);
  quoth__place near = t->place;
  const quoth__source *source = near.file ? &near.file->source : NULL;
  if (source && source->text) {
    uint32_t key = quoth__source_key(source, name, strlen(name), 0);
    if (key != QUOTH_NONE) near.near = key;
  }
  quoth_origin origin = quoth__place_string(near, pattern, len);
  check(t,
        quoth_builder_define(t->builder, signature, pattern, len, &origin,
                             &error),
        &error);
  lua_settop(L, top);
}

/* ---- Phases ------------------------------------------------------------------------------ */

static quoth_control read_control(lua_State *L) {
  static const char *const names[] = {
    [QUOTH_CONTROL_LONGEST] = "longest", [QUOTH_CONTROL_ALL] = "all",
    [QUOTH_CONTROL_FIRST] = "first", [QUOTH_CONTROL_ONCE] = "once",
    [QUOTH_CONTROL_BRILL] = "brill",
  };
  quoth_control control = QUOTH_CONTROL_LONGEST;
  if (lua_getfield(L, -1, "control") == LUA_TSTRING)
    for (int i = QUOTH_CONTROL_LONGEST; i <= QUOTH_CONTROL_BRILL; i++)
      if (strcmp(lua_tostring(L, -1), names[i]) == 0)
        control = (quoth_control)i;
  lua_pop(L, 1);
  return control;
}

/* The layers of `view`, in a userdata that is pushed beside what holds them. */
static void read_view(lua_State *L, quoth_phase_options *o) {
  int type = lua_getfield(L, -1, "view");
  int view = lua_gettop(L);
  size_t n = type == LUA_TSTRING;
  if (type == LUA_TTABLE) n = lua_rawlen(L, view);
  const char **layers = lua_newuserdatauv(L, (n + 1) * sizeof *layers, 0);
  for (size_t i = 0; i < n; i++) {
    if (type == LUA_TTABLE) lua_rawgeti(L, view, (lua_Integer)i + 1);
    else lua_pushvalue(L, view);
    layers[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  o->view = layers;
  o->n_view = (uint32_t)n;
}

static const char *field_string(lua_State *L, int index, const char *key) {
  const char *s =
      lua_getfield(L, index, key) == LUA_TSTRING ? lua_tostring(L, -1) : NULL;
  lua_pop(L, 1); /* the table holds it */
  return s;
}

static void take_phase(struct take *t) {
  lua_State *L = t->L;
  int top = lua_gettop(L);
  quoth_phase_options o = {.control = QUOTH_CONTROL_LONGEST};
  quoth_error error = {0};
  if (lua_type(L, top) == LUA_TSTRING) {
    o.name = lua_tostring(L, top);
  } else {
    o.name = field_string(L, top, "name");
    o.within = field_string(L, top, "within");
    o.skip = field_string(L, top, "skip");
    if (o.skip)
      o.skip_origin = quoth__place_string(t->place, o.skip, strlen(o.skip));
    o.control = read_control(L);
    read_view(L, &o);
  }
  if (!t->phase) t->phase = o.name;
  if (t->builder)
    check(t, quoth_builder_phase(t->builder, &o, &error), &error);
  lua_settop(L, top);
}

/* Call `each` with every element of the list `name` on the stack. */
static void for_list(struct take *t, const char *name,
                     void (*each)(struct take *t)) {
  lua_State *L = t->L;
  if (lua_getfield(L, t->pack, name) != LUA_TNIL) {
    size_t n = lua_rawlen(L, -1);
    for (size_t i = 1; i <= n; i++) {
      lua_rawgeti(L, -1, (lua_Integer)i);
      each(t);
      lua_pop(L, 1);
    }
  }
  lua_pop(L, 1);
}

/* ---- Rules ------------------------------------------------------------------------------------ */

/* Enter the function `key` of the table at `index` as callback `number`. */
static bool keep_function(lua_State *L, int index, const char *key, int slot,
                          uint32_t number) {
  bool is_function = lua_getfield(L, index, key) == LUA_TFUNCTION;
  if (is_function) {
    quoth__script_push_slot(L, slot);
    lua_insert(L, -2);
    lua_rawseti(L, -2, number);
  }
  lua_pop(L, 1);
  return is_function;
}

static void read_pattern(struct take *t, int rule, quoth_rule_options *o) {
  lua_State *L = t->L;
  o->regex = lua_getfield(L, rule, "regex") == LUA_TSTRING;
  if (!o->regex) lua_pop(L, 1), lua_getfield(L, rule, "pattern");
  o->pattern = lua_tolstring(L, -1, &o->pattern_len);
  lua_pop(L, 1);
  if (t->builder)
    o->origin = quoth__place_string(t->place, o->pattern, o->pattern_len);
}

static void read_where(struct take *t, int rule, quoth_rule_options *o) {
  lua_State *L = t->L;
  o->has_where = keep_function(L, rule, "where", QUOTH__SLOT_WHERE, o->callback);
  if (lua_getfield(L, rule, "where") == LUA_TSTRING) {
    o->where = lua_tolstring(L, -1, &o->where_len);
    if (t->builder)
      o->where_origin = quoth__place_string(t->place, o->where, o->where_len);
  }
  lua_pop(L, 1); /* the table holds it */
}

static void read_priority(lua_State *L, int rule, quoth_rule_options *o) {
  lua_getfield(L, rule, "priority");
  lua_Integer p = lua_tointeger(L, -1);
  o->priority = (int32_t)(p > INT32_MAX   ? INT32_MAX
                          : p < INT32_MIN ? INT32_MIN
                                          : p);
  lua_pop(L, 1);
}

static void take_rule(struct take *t) {
  lua_State *L = t->L;
  int rule = lua_gettop(L);
  quoth_rule_options o = {.phase = t->phase};
  quoth_error error = {0};
  o.name = field_string(L, rule, "name");
  o.within = field_string(L, rule, "within");
  if (field_string(L, rule, "phase")) o.phase = field_string(L, rule, "phase");
  o.callback = ++t->script->n_callbacks;
  keep_function(L, rule, "emit", QUOTH__SLOT_EMIT, o.callback);
  t->place =
      quoth__place_pair(t->place, "name", o.name, strlen(o.name));
  read_pattern(t, rule, &o);
  read_where(t, rule, &o);
  read_priority(L, rule, &o);
  if (lua_getfield(L, rule, "emit") == LUA_TTABLE) quoth__emit_read(L, -1, &o);
  if (t->builder)
    check(t, quoth_builder_rule(t->builder, &o, &error), &error);
  lua_settop(L, rule);
}

/* The map of functions is below the key and the value at the top. */
static void take_attribute(struct take *t, const char *key) {
  lua_State *L = t->L;
  uint32_t number = ++t->script->n_callbacks;
  quoth_error error = {0};
  quoth__script_push_slot(L, QUOTH__SLOT_ATTRIBUTE);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, number);
  lua_pop(L, 1);
  if (t->builder)
    check(t, quoth_builder_attribute(t->builder, key, number, &error), &error);
}

static void take_resolve(struct take *t) {
  uint32_t number = t->script->n_callbacks + 1;
  quoth_error error = {0};
  if (!keep_function(t->L, t->pack, "resolve", QUOTH__SLOT_RESOLVE, number))
    return;
  t->script->n_callbacks = number;
  if (t->builder)
    check(t, quoth_builder_resolve(t->builder, number, &error), &error);
}

void quoth__pack_take(lua_State *L, int index, quoth__place place,
                      quoth_builder *builder) {
  luaL_checkstack(L, 60, NULL);
  lua_pushvalue(L, index);
  struct take t = {.L = L, .script = quoth__script_of(L), .builder = builder,
                   .place = place, .pack = lua_gettop(L)};
  quoth_error error = {0};
  quoth__pack_check(L, t.pack, place);
  t.name = field_string(L, t.pack, "name");
  t.lang = field_string(L, t.pack, "lang");
  if (!t.lang) t.lang = "";
  t.place = quoth__place_pair(place, "name", t.name, strlen(t.name));
  if (builder) {
    check(&t, quoth_builder_pack(builder, t.name, t.lang, &error), &error);
    for_fields(&t, "lexicons", take_lexicon);
    for_fields(&t, "define", take_define);
  }
  for_fields(&t, "attributes", take_attribute);
  for_list(&t, "phases", take_phase);
  for_list(&t, "rules", take_rule);
  take_resolve(&t);
  lua_settop(L, t.pack - 1);
}

void quoth__pack_forget(lua_State *L) {
  lua_pushnil(L);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &taken_key);
}

void quoth__pack_take_names(lua_State *L, int index, quoth_builder *builder) {
  luaL_checkstack(L, 60, NULL);
  struct take t = {.L = L, .script = quoth__script_of(L), .builder = builder,
                   .place = {NULL, QUOTH_NONE, 0},
                   .pack = lua_absindex(L, index)};
  for_fields(&t, "lexicons", take_lexicon);
  for_fields(&t, "define", take_define);
}

int quoth__pack_declare(lua_State *L) {
  lua_settop(L, 1);
  quoth__pack_check(L, 1, quoth__place_of_caller(L, 1));
  return 1;
}
