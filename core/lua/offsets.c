/* SPDX-License-Identifier: MIT */
#include "lua/offsets.h"

int quoth__push_first_last(lua_State *L, quoth_span span) {
  lua_pushinteger(L, (lua_Integer)span.start + 1);
  lua_pushinteger(L, span.end);
  return 2;
}

void quoth__push_span(lua_State *L, quoth_span span) {
  lua_createtable(L, 2, 0);
  lua_pushinteger(L, (lua_Integer)span.start + 1);
  lua_rawseti(L, -2, 1);
  lua_pushinteger(L, span.end);
  lua_rawseti(L, -2, 2);
}

void quoth__push_spans(lua_State *L, const quoth_span *spans, uint32_t n) {
  lua_createtable(L, n < INT_MAX ? (int)n : 0, 0);
  for (uint32_t i = 0; i < n; i++) {
    quoth__push_span(L, spans[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
}

uint32_t quoth__to_index(lua_Integer number, uint32_t count) {
  return number >= 1 && number <= (lua_Integer)count ? (uint32_t)(number - 1)
                                                     : QUOTH_NONE;
}

int quoth__push_index(lua_State *L, uint32_t index) {
  if (index == QUOTH_NONE) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)index + 1);
  return 1;
}

quoth_span quoth__check_first_last(lua_State *L, lua_Integer first,
                                   lua_Integer last, size_t len,
                                   const char *what) {
  if (first < 1 || last < first || (lua_Unsigned)last > len)
    luaL_error(L, "%s: {%I, %I} is not a span of the text (1 to %I)", what,
               (LUAI_UACINT)first, (LUAI_UACINT)last, (LUAI_UACINT)len);
  return (quoth_span){(uint32_t)(first - 1), (uint32_t)last};
}

/* Element `i` of the table at `index` as an integer. */
static lua_Integer get_integer(lua_State *L, int index, lua_Integer i,
                               const char *what) {
  int ok;
  lua_rawgeti(L, index, i);
  lua_Integer value = lua_tointegerx(L, -1, &ok);
  if (!ok || lua_type(L, -1) != LUA_TNUMBER)
    luaL_error(L, "%s: a span is {first, last}, two integers", what);
  lua_pop(L, 1);
  return value;
}

static quoth_span get_span(lua_State *L, int index, size_t len,
                           const char *what) {
  lua_Integer first = get_integer(L, index, 1, what);
  lua_Integer last = get_integer(L, index, 2, what);
  return quoth__check_first_last(L, first, last, len, what);
}

quoth_span *quoth__to_spans(lua_State *L, int index, size_t len,
                            const char *what, uint32_t *count) {
  *count = 0;
  if (!lua_istable(L, index)) return NULL;
  index = lua_absindex(L, index);
  bool single = lua_rawgeti(L, index, 1) == LUA_TNUMBER;
  lua_pop(L, 1);
  size_t n = single ? 1 : lua_rawlen(L, index);
  quoth_span *spans = lua_newuserdatauv(L, (n + 1) * sizeof *spans, 0);
  if (single) spans[0] = get_span(L, index, len, what);
  for (size_t i = 0; !single && i < n; i++) {
    if (lua_rawgeti(L, index, (lua_Integer)i + 1) != LUA_TTABLE)
      luaL_error(L, "%s: wanted a span or a list of spans", what);
    spans[i] = get_span(L, lua_gettop(L), len, what);
    lua_pop(L, 1);
  }
  *count = (uint32_t)n;
  return spans;
}

quoth_span quoth__hull(const quoth_span *spans, uint32_t n) {
  if (n == 0) return (quoth_span){0, 0};
  quoth_span hull = spans[0];
  for (uint32_t i = 1; i < n; i++) {
    if (spans[i].start < hull.start) hull.start = spans[i].start;
    if (spans[i].end > hull.end) hull.end = spans[i].end;
  }
  return hull;
}
