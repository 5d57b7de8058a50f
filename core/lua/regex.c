/* SPDX-License-Identifier: MIT */
/* quoth.re: PCRE2 with positions of Lua. */
#include "lua/mem.h"
#include "lua/module.h"
#include "lua/offsets.h"
#include "lua/places.h"
#include "lua/sandbox.h"

static const char REGEX[] = "quoth.regex";
enum { MAX_GROUPS = 100, BYTES_A_STEP = 4, STEPS_OF_LIMIT = 20000000 };

static quoth_regex *check_regex(lua_State *L, int index) {
  quoth_regex **box = luaL_checkudata(L, index, REGEX);
  return *box;
}

static int regex_gc(lua_State *L) {
  quoth_regex **box = luaL_checkudata(L, 1, REGEX);
  quoth_regex_free(*box);
  *box = NULL;
  return 0;
}

/*
 * Compile at the script's expense. Lua does not know how much a regex holds,
 * so what is garbage is collected when the limit refuses it.
 */
static quoth_status compile(lua_State *L, const char *pattern, size_t len,
                            quoth_regex **out, quoth_error *error) {
  quoth__script *script = quoth__script_of(L);
  if (!script) return quoth_regex_new(pattern, len, NULL, out, error);
  quoth_allocator a = quoth__script_allocator(script);
  quoth__script_spend(L, 1000 + 100 * len);
  quoth_status status = quoth_regex_new(pattern, len, &a, out, error);
  if (status != QUOTH_ENOMEM || !script->over_memory) return status;
  lua_gc(L, LUA_GCCOLLECT);
  script->over_memory = false;
  status = quoth_regex_new(pattern, len, &a, out, error);
  if (status == QUOTH_ENOMEM && script->over_memory)
    quoth__sandbox_check(L, LUA_ERRMEM);
  return status;
}

int quoth__regex_create(lua_State *L) {
  size_t len;
  const char *pattern = luaL_checklstring(L, 1, &len);
  quoth_error error = {0};
  quoth_regex **box = lua_newuserdatauv(L, sizeof *box, 0);
  *box = NULL;
  luaL_setmetatable(L, REGEX);
  quoth_status status = compile(L, pattern, len, box, &error);
  if (status == QUOTH_ESYNTAX) {
    quoth__place_argument(L, pattern, len, &error);
    return quoth__raise(L, &error);
  }
  quoth__check_status(L, status, "re");
  if (quoth_regex_group_count(*box) > MAX_GROUPS)
    return luaL_error(L, "a pattern may have up to %d groups", MAX_GROUPS - 1);
  return 1;
}

/* ---- Matching ------------------------------------------------------------------- */

struct found {
  quoth_span groups[MAX_GROUPS];
  uint32_t n;
};

static bool find(lua_State *L, const quoth_regex *regex, const char *text,
                 size_t len, size_t from, struct found *out) {
  out->n = quoth_regex_group_count(regex);
  if (from > len) return false;
  quoth_status status =
      quoth_regex_find(regex, text, len, from, out->groups, out->n);
  size_t end = status == QUOTH_OK ? out->groups[0].end : len;
  size_t steps = 20 + (end - from) / BYTES_A_STEP;
  quoth__script_spend_slow(L, status == QUOTH_ELIMIT ? STEPS_OF_LIMIT : steps);
  if (status == QUOTH_ENOTFOUND) return false;
  if (status == QUOTH_ELIMIT)
    luaL_error(L, "the regular expression takes too many steps here");
  quoth__check_status(L, status, "regex");
  return true;
}

/* Start from 0, from an argument that counts from 1 (or from the end). */
static size_t initial(lua_State *L, int arg, size_t len) {
  lua_Integer at = luaL_optinteger(L, arg, 1);
  if (at > 0) return (size_t)at - 1;
  if (at == 0 || at < -(lua_Integer)len) return 0;
  return len - (size_t)-at;
}

static void push_group(lua_State *L, const char *text, quoth_span span) {
  if (span.start == QUOTH_NONE) lua_pushboolean(L, 0);
  else lua_pushlstring(L, text + span.start, span.end - span.start);
}

static int push_groups(lua_State *L, const char *text,
                       const struct found *found, uint32_t first) {
  luaL_checkstack(L, (int)found->n, "too many groups");
  for (uint32_t i = first; i < found->n; i++)
    push_group(L, text, found->groups[i]);
  return (int)(found->n - first);
}

static int push_all(lua_State *L, const char *text,
                    const struct found *found) {
  quoth__push_first_last(L, found->groups[0]);
  return 2 + push_groups(L, text, found, 1);
}

static bool find_args(lua_State *L, const char **text, struct found *found) {
  size_t len;
  const quoth_regex *regex = check_regex(L, 1);
  *text = luaL_checklstring(L, 2, &len);
  return find(L, regex, *text, len, initial(L, 3, len), found);
}

static int regex_find(lua_State *L) {
  const char *text;
  struct found found;
  return find_args(L, &text, &found) ? push_all(L, text, &found) : 0;
}

static int regex_match(lua_State *L) {
  const char *text;
  struct found found;
  if (!find_args(L, &text, &found)) return 0;
  return push_groups(L, text, &found, found.n > 1);
}

static int regex_test(lua_State *L) {
  const char *text;
  struct found found;
  lua_pushboolean(L, find_args(L, &text, &found));
  return 1;
}

/* groups(text): spans by number; a name is looked up when it is asked for. */
static int groups_index(lua_State *L) {
  const quoth_regex *regex = check_regex(L, lua_upvalueindex(1));
  if (lua_type(L, 2) != LUA_TSTRING) return 0;
  const char *name = lua_tostring(L, 2);
  uint32_t i = quoth_regex_group(regex, name);
  if (i == QUOTH_NONE) return luaL_error(L, "no group is named '%s'", name);
  lua_rawgeti(L, 1, i);
  return 1;
}

static int regex_groups(lua_State *L) {
  const char *text;
  struct found found;
  if (!find_args(L, &text, &found)) return 0;
  lua_newtable(L);
  for (uint32_t i = 0; i < found.n; i++) {
    if (found.groups[i].start == QUOTH_NONE) continue;
    quoth__push_span(L, found.groups[i]);
    lua_rawseti(L, -2, i);
  }
  lua_newtable(L);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, groups_index, 1);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  return 1;
}

/* An empty match is not found again: on by the whole character. */
static size_t next_start(const char *text, size_t len, quoth_span last) {
  if (last.end > last.start || last.end >= len) return last.end;
  return last.end + quoth_utf8_get(text, len, last.end, NULL);
}

/* Upvalues: regex, text, start from 0; -1 at the end. */
static int next_match(lua_State *L) {
  size_t len;
  struct found found;
  const quoth_regex *regex = check_regex(L, lua_upvalueindex(1));
  const char *text = lua_tolstring(L, lua_upvalueindex(2), &len);
  lua_Integer from = lua_tointeger(L, lua_upvalueindex(3));
  if (from < 0 || !find(L, regex, text, len, (size_t)from, &found)) return 0;
  size_t next = next_start(text, len, found.groups[0]);
  bool end = next == len && found.groups[0].start == len;
  lua_pushinteger(L, end ? -1 : (lua_Integer)next);
  lua_replace(L, lua_upvalueindex(3));
  return push_all(L, text, &found);
}

static int regex_gmatch(lua_State *L) {
  check_regex(L, 1);
  luaL_checkstring(L, 2);
  lua_settop(L, 2);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, next_match, 3);
  return 1;
}

static int get_n_groups(lua_State *L) {
  lua_pushinteger(L, (lua_Integer)quoth_regex_group_count(check_regex(L, 1)) -
                         1);
  return 1;
}

static const luaL_Reg methods[] = {
  {"find", regex_find}, {"match", regex_match}, {"test", regex_test},
  {"gmatch", regex_gmatch}, {"groups", regex_groups}, {NULL, NULL},
};

static const quoth__field fields[] = {
  {"n_groups", get_n_groups}, {NULL, NULL},
};

void quoth__regex_open(lua_State *L) {
  quoth__type_new(L, REGEX, "quoth.Regex", methods, NULL, fields);
  lua_pushcfunction(L, regex_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}
