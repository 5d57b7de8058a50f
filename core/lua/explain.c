/* SPDX-License-Identifier: MIT */
/* How a rule fares in a text, as a table. */
#include "lua/explain.h"

#include "lua/offsets.h"

static void set_span(lua_State *L, const char *name, quoth_span span) {
  if (span.start >= span.end) return;
  lua_createtable(L, 2, 0);
  quoth__push_first_last(L, span);
  lua_rawseti(L, -3, 2);
  lua_rawseti(L, -2, 1);
  lua_setfield(L, -2, name);
}

static void push_steps(lua_State *L, const quoth_trace *t) {
  lua_createtable(L, (int)t->n_steps, 0);
  for (uint32_t i = 0; i < t->n_steps; i++) {
    lua_createtable(L, 0, 2);
    lua_pushinteger(L, (lua_Integer)t->steps[i].at + 1);
    lua_setfield(L, -2, "at");
    set_span(L, "span", t->steps[i].text);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

/* Stack: the list, the trace. */
static int add_trace(lua_State *L) {
  static const char *const verdicts[] = {
    [QUOTH_VERDICT_STUCK] = "stuck", [QUOTH_VERDICT_LOST] = "lost",
    [QUOTH_VERDICT_REFUSED] = "refused", [QUOTH_VERDICT_CHOSEN] = "fires",
  };
  const quoth_trace *t = lua_touserdata(L, 2);
  lua_createtable(L, 0, 8);
  lua_pushstring(L, verdicts[t->verdict]);
  lua_setfield(L, -2, "verdict");
  set_span(L, "region", t->region);
  set_span(L, "span", t->text);
  if (t->verdict == QUOTH_VERDICT_STUCK) {
    set_span(L, "stood", t->stood);
    push_steps(L, t);
    lua_setfield(L, -2, "steps");
  }
  if (t->wanted != QUOTH_NONE) {
    lua_pushinteger(L, (lua_Integer)t->wanted + 1);
    lua_setfield(L, -2, "wanted");
  }
  if (t->winner != QUOTH_NONE) {
    lua_pushinteger(L, (lua_Integer)t->winner + 1);
    lua_setfield(L, -2, "winner");
    set_span(L, "won", t->won);
  }
  lua_rawseti(L, 1, (lua_Integer)lua_rawlen(L, 1) + 1);
  return 0;
}

void quoth__explain_trace(void *ud, const quoth_trace *trace) {
  quoth__explained *e = ud;
  if (e->failed) return;
  lua_pushcfunction(e->L, add_trace);
  lua_pushvalue(e->L, e->list);
  lua_pushlightuserdata(e->L, (void *)(uintptr_t)trace);
  if (lua_pcall(e->L, 2, 0, 0) == LUA_OK) return;
  lua_pop(e->L, 1);
  e->failed = true;
}
