/* SPDX-License-Identifier: MIT */
/* quoth.tsv: the rows of a table in a file, for packs that make rules of it. */
#include "lua/pack.h"

/* Push a cell; one that is empty is nil. `end` is behind it. */
static void push_cell(lua_State *L, const char *cell, const char *end) {
  if (cell == end) lua_pushnil(L);
  else lua_pushlstring(L, cell, (size_t)(end - cell));
}

static const char *cell_end(const char *cell, const char *line_end) {
  const char *tab = memchr(cell, '\t', (size_t)(line_end - cell));
  return tab ? tab : line_end;
}

/* Push the cells of a line as a list; with `header` (an index) by name, too. */
static void push_row(lua_State *L, const char *line, const char *end,
                     int header) {
  lua_newtable(L);
  for (lua_Integer column = 1;; column++) {
    const char *stop = cell_end(line, end);
    push_cell(L, line, stop);
    if (header && lua_rawgeti(L, header, column) == LUA_TSTRING) {
      lua_pushvalue(L, -2);
      lua_rawset(L, -4);
    } else if (header) {
      lua_pop(L, 1);
    }
    lua_rawseti(L, -2, column);
    if (stop == end) return;
    line = stop + 1;
  }
}

static int push_rows(lua_State *L, const char *text, size_t len) {
  const char *stop = text + len;
  lua_Integer n = 0;
  bool has_header = false;
  lua_pushnil(L); /* the header's place */
  int header = lua_gettop(L);
  lua_newtable(L);
  for (const char *line = text, *end; line < stop; line = end + 1) {
    end = memchr(line, '\n', (size_t)(stop - line));
    if (!end) end = stop;
    const char *last = end > line && end[-1] == '\r' ? end - 1 : end;
    if (last == line || *line == '#') continue;
    quoth__script_spend(L, 1 + (size_t)(last - line) / 16);
    push_row(L, line, last, has_header ? header : 0);
    if (has_header) lua_rawseti(L, -2, ++n);
    else lua_replace(L, header);
    has_header = true;
  }
  return 1;
}

int quoth__tsv(lua_State *L) {
  quoth__script *s = quoth__script_of(L);
  const char *path = luaL_checkstring(L, 1), *folder;
  quoth__file *file;
  if (!s || !s->root)
    return luaL_error(L, "files can be read while a pack loads only");
  quoth_status status =
      quoth__files_search(s->files, s->root, path, &file, &folder);
  if (status == QUOTH_ENOTFOUND)
    return luaL_error(L, "file '%s' not found in the search path", path);
  if (status == QUOTH_EINVAL)
    return luaL_error(L, "'%s' is not a path below the pack's root", path);
  quoth__check_status(L, status, path);
  return push_rows(L, file->text, file->len);
}
