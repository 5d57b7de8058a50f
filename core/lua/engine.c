/* SPDX-License-Identifier: MIT */
/* quoth.engine: packs in any Lua program. */
#include "lua/explain.h"
#include "lua/host.h"
#include "lua/module.h"
#include "lua/result.h"

static const char ENGINE[] = "quoth.engine";

struct box {
  quoth_host *host;
  const quoth_engine *engine;
  quoth_context *context;
};

static void open_type(lua_State *L);

static void check(lua_State *L, quoth_status status, quoth_error *error) {
  if (status == QUOTH_OK) return;
  if (!error->message[0]) quoth__check_status(L, status, "quoth");
  error->status = status;
  quoth__raise(L, error);
}

static struct box *push_box(lua_State *L) {
  struct box *box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = (struct box){0};
  if (luaL_getmetatable(L, ENGINE) == LUA_TNIL) {
    lua_pop(L, 1);
    open_type(L);
    luaL_getmetatable(L, ENGINE);
  }
  lua_setmetatable(L, -2);
  return box;
}

static struct box *check_box(lua_State *L) {
  return luaL_checkudata(L, 1, ENGINE);
}

static int engine_gc(lua_State *L) {
  struct box *box = check_box(L);
  quoth_context_free(box->context);
  quoth_host_free(box->host);
  *box = (struct box){0};
  return 0;
}

/* ---- Making one -------------------------------------------------------------------- */

/* The list of strings `name` of the options at 1, in a userdata pushed. */
static const char **read_strings(lua_State *L, const char *name,
                                 uint32_t *n) {
  bool given = lua_getfield(L, 1, name) != LUA_TNIL;
  if (given) luaL_checktype(L, -1, LUA_TTABLE);
  int list = lua_gettop(L);
  size_t count = given ? lua_rawlen(L, list) : 0;
  const char **strings =
      lua_newuserdatauv(L, (count + 1) * sizeof *strings, 0);
  for (size_t i = 0; i < count; i++) {
    if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TSTRING)
      luaL_error(L, "'%s' is a list of strings", name);
    strings[i] = lua_tostring(L, -1);
    lua_pop(L, 1);
  }
  *n = (uint32_t)count;
  return strings;
}

static uint64_t read_limit(lua_State *L, const char *name) {
  lua_getfield(L, 1, name);
  lua_Integer n = luaL_optinteger(L, -1, 0);
  if (n < 0) luaL_error(L, "'%s' cannot be negative", name);
  lua_pop(L, 1);
  return (uint64_t)n;
}

static quoth_status load_source(lua_State *L, quoth_host *host,
                                quoth_error *error) {
  size_t len;
  lua_getfield(L, 1, "source");
  const char *source = luaL_optlstring(L, -1, NULL, &len);
  lua_getfield(L, 1, "name");
  const char *name = luaL_optstring(L, -1, "source");
  quoth_status status = QUOTH_OK;
  if (source) status = quoth_host_load_text(host, source, len, name, error);
  lua_pop(L, 2);
  return status;
}

static quoth_status load_packs(lua_State *L, quoth_host *host,
                               quoth_error *error) {
  uint32_t n;
  quoth_status status = QUOTH_OK;
  const char **packs = read_strings(L, "packs", &n);
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = quoth_host_load(host, packs[i], error);
  return status == QUOTH_OK ? load_source(L, host, error) : status;
}

/* A host by the options at 1, in a box that is pushed at 2. */
static struct box *open_host(lua_State *L) {
  static const char *const known[] = {
    "packs", "source", "name", "path", "memory_limit", "instruction_limit",
    "trusted",
  };
  quoth__check_options(L, 1, known, sizeof known / sizeof known[0]);
  lua_settop(L, 1);
  struct box *box = push_box(L);
  quoth_host_options options = {0};
  options.path = read_strings(L, "path", &options.n_path);
  options.memory_limit = read_limit(L, "memory_limit");
  options.instruction_limit = read_limit(L, "instruction_limit");
  lua_getfield(L, 1, "trusted");
  options.trusted = lua_toboolean(L, -1);
  quoth__check_status(L, quoth_host_new(&options, &box->host), "engine");
  return box;
}

int quoth__engine_create(lua_State *L) {
  struct box *box = open_host(L);
  quoth_error error = {0};
  check(L, load_packs(L, box->host, &error), &error);
  check(L, quoth_host_finish(box->host, &box->engine, &error), &error);
  check(L, quoth_host_context(box->host, &box->context, &error), &error);
  lua_settop(L, 2);
  return 1;
}

/* ---- Errors as a list ------------------------------------------------------------------ */

/* What a report gets: no Lua error may pass through the host. */
struct listed {
  lua_State *L;
  int list; /* where it stands on the stack */
  bool failed;
};

static void set_string(lua_State *L, const char *name, const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, name);
}

static void set_number(lua_State *L, const char *name, uint32_t value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

/* Stack: the list, the error. */
static int add_error(lua_State *L) {
  const quoth_error *e = lua_touserdata(L, 2);
  lua_createtable(L, 0, 6);
  set_string(L, "source", e->source);
  set_string(L, "message", e->message);
  if (e->hint[0]) set_string(L, "hint", e->hint);
  set_string(L, "excerpt", e->excerpt);
  set_number(L, "line", e->line);
  set_number(L, "column", e->column);
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  return 0;
}

static void report_error(void *ud, const quoth_error *error) {
  struct listed *l = ud;
  if (l->failed) return;
  lua_pushcfunction(l->L, add_error);
  lua_pushvalue(l->L, l->list);
  lua_pushlightuserdata(l->L, (void *)(uintptr_t)error);
  if (lua_pcall(l->L, 2, 0, 0) == LUA_OK) return;
  lua_pop(l->L, 1);
  l->failed = true;
}

int quoth__engine_errors(lua_State *L) {
  struct box *box = open_host(L);
  quoth_error error = {0};
  lua_newtable(L);
  struct listed listed = {L, lua_gettop(L), false};
  quoth_status status = load_packs(L, box->host, &error);
  luaL_checkstack(L, 10, NULL);
  if (status == QUOTH_ENOMEM) check(L, status, &error);
  if (status == QUOTH_OK)
    status = quoth_host_check(box->host, report_error, &listed);
  else
    report_error(&listed, &error);
  if (listed.failed || status == QUOTH_ENOMEM)
    return luaL_error(L, "not enough memory");
  lua_settop(L, listed.list);
  return 1;
}

/* ---- Using it ------------------------------------------------------------------------ */

struct run_options {
  const char *lang;
  quoth__unit unit;
};

static struct run_options read_run_options(lua_State *L) {
  static const char *const known[] = {"lang", "offsets"};
  static const char *const units[] = {
    [QUOTH__UNIT_LUA] = "lua", [QUOTH__UNIT_BYTES] = "bytes",
    [QUOTH__UNIT_CODEPOINTS] = "codepoints", [QUOTH__UNIT_UTF16] = "utf16",
    NULL,
  };
  struct run_options o = {NULL, QUOTH__UNIT_LUA};
  if (lua_isnoneornil(L, 3)) return o;
  quoth__check_options(L, 3, known, 2);
  lua_getfield(L, 3, "lang");
  o.lang = luaL_optstring(L, -1, NULL);
  lua_getfield(L, 3, "offsets");
  o.unit = (quoth__unit)luaL_checkoption(L, -1, "lua", units);
  return o;
}

static void run_text(lua_State *L, struct box *box, int index,
                     const char *lang) {
  size_t len;
  quoth_error error = {0};
  const char *text = luaL_checklstring(L, index, &len);
  quoth_doc_options options = {.lang = lang};
  const quoth_doc *doc = quoth__doc_push_new(L, text, len, &options);
  /* The context forgets the last document before that may be collected. */
  quoth__check_status(L, quoth_context_open(box->context, doc), "open");
  lua_setiuservalue(L, 1, 1);
  check(L, quoth_context_run(box->context, &error), &error);
}

static int engine_run(lua_State *L) {
  struct box *box = check_box(L);
  struct run_options o = read_run_options(L);
  run_text(L, box, 2, o.lang);
  quoth__result_push(L, box->context, o.unit);
  return 1;
}

/* A rule by its number, from 1, or by its name, "said" or "pack/said". */
static uint32_t check_rule(lua_State *L, const quoth_engine *engine) {
  uint32_t n = quoth_engine_rule_count(engine), found = QUOTH_NONE;
  if (lua_type(L, 2) == LUA_TNUMBER) {
    lua_Integer number = luaL_checkinteger(L, 2);
    luaL_argcheck(L, number >= 1 && number <= n, 2, "no rule of that number");
    return (uint32_t)number - 1;
  }
  const char *name = luaL_checkstring(L, 2);
  for (uint32_t i = 0; i < n; i++) {
    quoth_rule_info info;
    if (quoth_engine_rule(engine, i, &info) != QUOTH_OK) continue;
    const char *full = lua_pushfstring(L, "%s/%s", info.pack, info.name);
    bool same = strcmp(full, name) == 0 || strcmp(info.name, name) == 0;
    lua_pop(L, 1);
    if (!same) continue;
    luaL_argcheck(L, found == QUOTH_NONE, 2, "several packs have that rule");
    found = i;
  }
  luaL_argcheck(L, found != QUOTH_NONE, 2, "no rule of that name");
  return found;
}

/* Stack: the engine, the rule's number, the text, the language, the list. */
static int explain_run(lua_State *L) {
  struct box *box = check_box(L);
  quoth__explained explained = {L, 5, false};
  uint32_t rule = (uint32_t)lua_tointeger(L, 2);
  quoth_context_trace(box->context, rule, quoth__explain_trace, &explained);
  run_text(L, box, 3, lua_tostring(L, 4));
  return explained.failed ? luaL_error(L, "not enough memory") : 0;
}

static int engine_explain(lua_State *L) {
  static const char *const known[] = {"lang"};
  struct box *box = check_box(L);
  uint32_t rule = check_rule(L, box->engine);
  luaL_checkstring(L, 3);
  lua_settop(L, 4);
  if (!lua_isnil(L, 4)) {
    quoth__check_options(L, 4, known, 1);
    lua_getfield(L, 4, "lang");
    luaL_optstring(L, -1, NULL);
    lua_replace(L, 4);
  }
  lua_newtable(L);
  lua_pushcfunction(L, explain_run);
  lua_pushvalue(L, 1);
  lua_pushinteger(L, rule);
  lua_pushvalue(L, 3);
  lua_pushvalue(L, 4);
  lua_pushvalue(L, 5);
  int code = lua_pcall(L, 5, 0, 0);
  quoth_context_trace(box->context, rule, NULL, NULL);
  return code == LUA_OK ? 1 : lua_error(L);
}

/* What report_example gets: no Lua error may pass through the host. */
struct tested {
  lua_State *L;
  bool failed;
};

static int add_example(lua_State *L) {
  const quoth_example *e = lua_touserdata(L, 2);
  lua_createtable(L, 0, 7);
  set_string(L, "pack", e->pack);
  set_string(L, "rule", e->rule);
  set_string(L, "source", e->source);
  set_string(L, "text", e->text);
  set_string(L, "why", e->why);
  lua_pushinteger(L, e->line);
  lua_setfield(L, -2, "line");
  lua_pushboolean(L, e->passed);
  lua_setfield(L, -2, "passed");
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  return 0;
}

static void report_example(void *ud, const quoth_example *example) {
  struct tested *t = ud;
  if (t->failed) return;
  lua_pushcfunction(t->L, add_example);
  lua_pushvalue(t->L, 2);
  lua_pushlightuserdata(t->L, (void *)(uintptr_t)example);
  if (lua_pcall(t->L, 2, 0, 0) == LUA_OK) return;
  lua_pop(t->L, 1);
  t->failed = true;
}

static int engine_test(lua_State *L) {
  struct box *box = check_box(L);
  struct tested tested = {L, false};
  quoth_error error = {0};
  uint32_t failed = 0;
  lua_settop(L, 1);
  lua_newtable(L);
  luaL_checkstack(L, 10, NULL);
  check(L,
        quoth_host_test(box->host, report_example, &tested, &failed, &error),
        &error);
  if (tested.failed) return luaL_error(L, "not enough memory");
  lua_pushinteger(L, failed);
  lua_insert(L, 2);
  return 2;
}

static const char *control_name(quoth_control control) {
  static const char *const names[] = {
    [QUOTH_CONTROL_LONGEST] = "longest", [QUOTH_CONTROL_ALL] = "all",
    [QUOTH_CONTROL_FIRST] = "first", [QUOTH_CONTROL_ONCE] = "once",
    [QUOTH_CONTROL_BRILL] = "brill",
  };
  return names[control];
}

static int engine_rules(lua_State *L) {
  struct box *box = check_box(L);
  uint32_t n = quoth_engine_rule_count(box->engine);
  quoth_rule_info info;
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    if (quoth_engine_rule(box->engine, i, &info) != QUOTH_OK) continue;
    lua_createtable(L, 0, 10);
    lua_pushlstring(L, info.pattern, info.pattern_len);
    lua_setfield(L, -2, info.regex ? "regex" : "pattern");
    set_string(L, "control", control_name(info.control));
    set_string(L, "pack", info.pack);
    set_string(L, "name", info.name);
    set_string(L, "phase", info.phase);
    set_string(L, "layer", info.layer);
    set_string(L, "source", info.source);
    lua_pushinteger(L, info.line);
    lua_setfield(L, -2, "line");
    lua_pushinteger(L, info.priority);
    lua_setfield(L, -2, "priority");
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static void open_type(lua_State *L) {
  static const luaL_Reg methods[] = {
    {"run", engine_run}, {"test", engine_test}, {"rules", engine_rules},
    {"explain", engine_explain}, {NULL, NULL},
  };
  quoth__type_new(L, ENGINE, "quoth.Engine", methods, NULL, NULL);
  lua_pushcfunction(L, engine_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}
