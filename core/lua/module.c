/* SPDX-License-Identifier: MIT */
/* What `require "quoth"` gives: to a pack, and to any Lua 5.4. */
#include "lua/module.h"

#include "lua/pack.h"
#include "quoth_lua.h"

static void open_types(lua_State *L) {
  quoth__doc_open(L);
  quoth__annotation_open(L);
  quoth__match_open(L);
  quoth__regex_open(L);
}

void quoth__module_push_pack_side(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"pack", quoth__pack_declare}, {"tsv", quoth__tsv},
    {"constant", quoth__constant}, {"re", quoth__regex_create}, {NULL, NULL},
  };
  open_types(L);
  luaL_newlib(L, functions);
  lua_pushliteral(L, QUOTH_VERSION);
  lua_setfield(L, -2, "version");
}

static int module_version(lua_State *L) {
  quoth_versions v = quoth_version();
  lua_createtable(L, 0, 6);
  lua_pushstring(L, v.quoth), lua_setfield(L, -2, "quoth");
  lua_pushstring(L, v.unicode), lua_setfield(L, -2, "unicode");
  lua_pushstring(L, v.pcre2), lua_setfield(L, -2, "pcre2");
  lua_pushstring(L, v.pcre2_unicode), lua_setfield(L, -2, "pcre2_unicode");
  lua_pushstring(L, v.utf8proc), lua_setfield(L, -2, "utf8proc");
  lua_pushliteral(L, LUA_RELEASE), lua_setfield(L, -2, "lua");
  return 1;
}

int luaopen_quoth(lua_State *L) {
  static const luaL_Reg functions[] = {
    {"version", module_version}, {"doc", quoth__doc_create},
    {"re", quoth__regex_create}, {"engine", quoth__engine_create},
    {"pattern", quoth__pattern_create}, {"pack", quoth__pack_declare},
    {"check", quoth__engine_errors},
    {NULL, NULL},
  };
  luaL_checkversion(L);
  open_types(L);
  luaL_newlib(L, functions);
  return 1;
}
