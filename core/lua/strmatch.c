/* SPDX-License-Identifier: MIT */
/*
 * string.find, match, gmatch and gsub, written from the manual (6.4.1), that
 * pay for each step: what a pattern may cost is part of the script's budget.
 */
#include <string.h>

#include "lua/sandbox.h"

enum {
  MAX_CAPTURES = 32,
  MAX_DEPTH = 200,
  STEPS_A_PAYMENT = 1000,
  OPEN = -1,    /* length of a capture that is not closed */
  POSITION = -2 /* length of a position capture `()` */
};

struct matcher {
  lua_State *L;
  const char *text, *text_end, *pattern_end;
  int depth, steps;
  int n;
  struct { const char *start; ptrdiff_t len; } captures[MAX_CAPTURES];
};

static const char *match_here(struct matcher *m, const char *s, const char *p);

static void pay(struct matcher *m) {
  if (++m->steps < STEPS_A_PAYMENT) return;
  quoth__script_spend(m->L, (size_t)m->steps);
  m->steps = 0;
}

/* ---- Single characters ------------------------------------------------------- */

/* The end of the class that starts at `p`: a character, %x or [set]. */
static const char *class_end(const struct matcher *m, const char *p) {
  if (*p == '%') {
    if (p + 1 >= m->pattern_end)
      luaL_error(m->L, "malformed pattern (ends with '%%')");
    return p + 2;
  }
  if (*p != '[') return p + 1;
  p += p + 1 < m->pattern_end && p[1] == '^' ? 2 : 1;
  do { /* a ']' that comes first stands for itself */
    if (p >= m->pattern_end)
      luaL_error(m->L, "malformed pattern (missing ']')");
    p += *p == '%' ? 2 : 1;
  } while (p >= m->pattern_end || *p != ']');
  return p + 1;
}

/* ASCII alone, as in the C locale: no locale of a host changes a result. */
static bool is_between(int c, int first, int last) {
  return first <= c && c <= last;
}
static bool is_digit(int c) { return is_between(c, '0', '9'); }
static bool is_upper(int c) { return is_between(c, 'A', 'Z'); }
static bool is_lower(int c) { return is_between(c, 'a', 'z'); }
static bool is_alnum(int c) {
  return is_digit(c) || is_upper(c) || is_lower(c);
}

static bool in_class(int c, int name) {
  bool in;
  switch (is_upper(name) ? name - 'A' + 'a' : name) {
    case 'a': in = is_upper(c) || is_lower(c); break;
    case 'c': in = c < ' ' || c == 127; break;
    case 'd': in = is_digit(c); break;
    case 'g': in = is_between(c, '!', '~'); break;
    case 'l': in = is_lower(c); break;
    case 'p': in = is_between(c, '!', '~') && !is_alnum(c); break;
    case 's': in = c == ' ' || is_between(c, '\t', '\r'); break;
    case 'u': in = is_upper(c); break;
    case 'w': in = is_alnum(c); break;
    case 'z': in = c == 0; break; /* of Lua 5.1, still there */
    case 'x':
      in = is_digit(c) || is_between(c, 'a', 'f') || is_between(c, 'A', 'F');
      break;
    default: return name == c;
  }
  return is_upper(name) ? !in : in;
}

/* Is `c` in the set [p, last], where *p is '[' and *last is ']'? */
static bool in_set(int c, const char *p, const char *last) {
  bool in = true;
  if (p[1] == '^') {
    in = false;
    p++;
  }
  while (++p < last) {
    if (*p == '%') {
      p++;
      if (in_class(c, (unsigned char)*p)) return in;
    } else if (p[1] == '-' && p + 2 < last) {
      if ((unsigned char)*p <= c && c <= (unsigned char)p[2]) return in;
      p += 2;
    } else if ((unsigned char)*p == c) {
      return in;
    }
  }
  return !in;
}

static bool matches_one(const struct matcher *m, const char *s, const char *p,
                        const char *end) {
  if (s >= m->text_end) return false;
  int c = (unsigned char)*s;
  if (*p == '.') return true;
  if (*p == '%') return in_class(c, (unsigned char)p[1]);
  if (*p == '[') return in_set(c, p, end - 1);
  return (unsigned char)*p == c;
}

/* ---- Items that are more than one character ----------------------------------- */

static const char *match_balance(struct matcher *m, const char *s,
                                 const char *p) {
  if (p + 1 >= m->pattern_end)
    luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->text_end || *s != *p) return NULL;
  int open = 1;
  while (++s < m->text_end) {
    pay(m);
    if (*s == p[1]) {
      if (--open == 0) return s + 1;
    } else if (*s == *p) {
      open++;
    }
  }
  return NULL;
}

static const char *match_greedy(struct matcher *m, const char *s,
                                const char *p, const char *end) {
  ptrdiff_t n = 0;
  while (matches_one(m, s + n, p, end)) pay(m), n++;
  for (; n >= 0; n--) {
    const char *found = match_here(m, s + n, end + 1);
    if (found) return found;
  }
  return NULL;
}

static const char *match_lazy(struct matcher *m, const char *s, const char *p,
                              const char *end) {
  for (;; s++) {
    const char *found = match_here(m, s, end + 1);
    if (found) return found;
    if (!matches_one(m, s, p, end)) return NULL;
  }
}

static const char *open_capture(struct matcher *m, const char *s,
                                const char *p, ptrdiff_t kind) {
  if (m->n >= MAX_CAPTURES) luaL_error(m->L, "too many captures");
  m->captures[m->n].start = s;
  m->captures[m->n].len = kind;
  m->n++;
  const char *found = match_here(m, s, p);
  if (!found) m->n--;
  return found;
}

static const char *close_capture(struct matcher *m, const char *s,
                                 const char *p) {
  int i = m->n - 1;
  while (i >= 0 && m->captures[i].len != OPEN) i--;
  if (i < 0) luaL_error(m->L, "invalid pattern capture");
  m->captures[i].len = s - m->captures[i].start;
  const char *found = match_here(m, s, p);
  if (!found) m->captures[i].len = OPEN;
  return found;
}

/* %1: the same text again. */
static const char *match_back(struct matcher *m, const char *s, char digit) {
  int i = digit - '1';
  if (i < 0 || i >= m->n || m->captures[i].len == OPEN)
    luaL_error(m->L, "invalid capture index %%%d", i + 1);
  ptrdiff_t len = m->captures[i].len == POSITION ? 0 : m->captures[i].len;
  if (m->text_end - s < len) return NULL;
  quoth__script_spend(m->L, (size_t)len / 16);
  return memcmp(m->captures[i].start, s, (size_t)len) == 0 ? s + len : NULL;
}

/* %f[set]: the border between a character not in the set and one in it. */
static bool at_frontier(struct matcher *m, const char *s, const char *p,
                        const char *end) {
  int before = s == m->text ? 0 : (unsigned char)s[-1];
  int here = s == m->text_end ? 0 : (unsigned char)*s;
  return !in_set(before, p, end - 1) && in_set(here, p, end - 1);
}

/* ---- The matcher ----------------------------------------------------------------- */

/* A single character class with what follows it; may move on in a loop. */
static const char *match_item(struct matcher *m, const char **s,
                              const char **p) {
  const char *end = class_end(m, *p);
  char suffix = end < m->pattern_end ? *end : '\0';
  if (suffix == '*') return match_greedy(m, *s, *p, end);
  if (suffix == '-') return match_lazy(m, *s, *p, end);
  bool one = matches_one(m, *s, *p, end);
  if (suffix == '+') return one ? match_greedy(m, *s + 1, *p, end) : NULL;
  if (suffix == '?') {
    const char *found = one ? match_here(m, *s + 1, end + 1) : NULL;
    if (found) return found;
    *p = end + 1;
    return *s;
  }
  if (!one) return NULL;
  *s += 1;
  *p = end;
  return *s;
}

/* Items that start with % and are not classes. False: it is a class. */
static bool match_special(struct matcher *m, const char **s, const char **p) {
  const char *q = *p;
  char c = q + 1 < m->pattern_end ? q[1] : '\0';
  if (c == 'b') {
    *s = match_balance(m, *s, q + 2);
    *p = q + 4;
  } else if (c == 'f') {
    q += 2;
    if (q >= m->pattern_end || *q != '[')
      luaL_error(m->L, "missing '[' after '%%f' in pattern");
    const char *end = class_end(m, q);
    if (!at_frontier(m, *s, q, end)) *s = NULL;
    *p = end;
  } else if (is_digit(c)) {
    *s = match_back(m, *s, c);
    *p = q + 2;
  } else {
    return false;
  }
  return true;
}

/* Is the item a class with * + - or ?, whose rest was matched by recursion? */
static bool is_repeated(const struct matcher *m, const char *p) {
  const char *end = class_end(m, p);
  return end < m->pattern_end && (*end == '*' || *end == '+' || *end == '-');
}

/* The end of the match of pattern `p` at `s`, or NULL. */
static const char *match_all(struct matcher *m, const char *s, const char *p) {
  while (s && p < m->pattern_end) {
    pay(m);
    if (*p == '(') {
      bool position = p + 1 < m->pattern_end && p[1] == ')';
      return open_capture(m, s, p + (position ? 2 : 1),
                          position ? POSITION : OPEN);
    }
    if (*p == ')') return close_capture(m, s, p + 1);
    if (*p == '$' && p + 1 == m->pattern_end)
      return s == m->text_end ? s : NULL;
    if (*p == '%' && match_special(m, &s, &p)) continue;
    if (is_repeated(m, p)) return match_item(m, &s, &p);
    const char *before = p;
    const char *found = match_item(m, &s, &p);
    if (!found || p == before) return found; /* `?` that matched it all */
  }
  return s;
}

static const char *match_here(struct matcher *m, const char *s,
                              const char *p) {
  if (++m->depth > MAX_DEPTH) luaL_error(m->L, "pattern too complex");
  const char *found = match_all(m, s, p);
  m->depth--;
  return found;
}

static void start(struct matcher *m, lua_State *L, const char *text,
                  size_t len, const char *pattern, size_t pattern_len) {
  m->L = L;
  m->text = text;
  m->text_end = text + len;
  m->pattern_end = pattern + pattern_len;
  m->steps = 0;
}

static const char *try_at(struct matcher *m, const char *s, const char *p) {
  m->depth = m->n = 0;
  return match_here(m, s, p);
}

/* ---- Where a match can start ----------------------------------------------------------- */

/* What each match starts with: bytes, or a class; without an end: anything. */
struct lead {
  const char *p, *end;
  bool is_class;
};

static bool is_repeat(const char *p, const struct matcher *m) {
  return p < m->pattern_end && (*p == '*' || *p == '?' || *p == '-');
}

/* Bytes that stand for themselves, each there at least once. */
static const char *literals_end(const struct matcher *m, const char *p) {
  while (p < m->pattern_end && !strchr("^$*+?.([%-)", *p)) {
    if (is_repeat(p + 1, m)) break;
    p++;
    if (p < m->pattern_end && *p == '+') break;
  }
  return p;
}

static struct lead lead_of(const struct matcher *m, const char *p) {
  while (p < m->pattern_end && *p == '(')
    p += p + 1 < m->pattern_end && p[1] == ')' ? 2 : 1;
  struct lead lead = {p, literals_end(m, p), false};
  if (lead.end > p) return lead;
  lead.end = NULL;
  if (p >= m->pattern_end || !strchr(".[%", *p)) return lead;
  char c = p + 1 < m->pattern_end ? p[1] : 'b';
  if (*p == '%' && (c == 'b' || c == 'f' || is_digit(c))) return lead;
  const char *end = class_end(m, p);
  if (end > m->pattern_end || is_repeat(end, m)) return lead;
  return (struct lead){p, end, true};
}

/* The next place from `s` on where a match can start; NULL: there is none. */
static const char *seek(struct matcher *m, const struct lead *lead,
                        const char *s) {
  const char *from = s;
  size_t n = lead->end ? (size_t)(lead->end - lead->p) : 0;
  if (!lead->end) return s <= m->text_end ? s : NULL;
  if (lead->is_class) {
    while (s < m->text_end && !matches_one(m, s, lead->p, lead->end)) s++;
    m->steps += (int)((s - from) / 4);
    pay(m);
    return s < m->text_end ? s : NULL;
  }
  for (; s && (size_t)(m->text_end - s) >= n; s++) {
    s = memchr(s, *lead->p, (size_t)(m->text_end - s) - n + 1);
    if (!s) break;
    pay(m);
    if (memcmp(s, lead->p, n) == 0) break;
  }
  const char *end = s ? s : m->text_end;
  m->steps += (int)((end - from) / 16);
  return s && (size_t)(m->text_end - s) >= n ? s : NULL;
}

/* ---- Results ------------------------------------------------------------------------ */

static void push_capture(struct matcher *m, int i, const char *s,
                         const char *end) {
  if (i >= m->n) {
    if (i > 0) luaL_error(m->L, "invalid capture index %%%d", i + 1);
    lua_pushlstring(m->L, s, (size_t)(end - s));
    return;
  }
  ptrdiff_t len = m->captures[i].len;
  if (len == OPEN) luaL_error(m->L, "unfinished capture");
  if (len == POSITION)
    lua_pushinteger(m->L, m->captures[i].start - m->text + 1);
  else lua_pushlstring(m->L, m->captures[i].start, (size_t)len);
}

/* Push all captures; the whole match when there are none and `s` is given. */
static int push_captures(struct matcher *m, const char *s, const char *end) {
  int n = m->n == 0 && s ? 1 : m->n;
  luaL_checkstack(m->L, n, "too many captures");
  for (int i = 0; i < n; i++) push_capture(m, i, s, end);
  return n;
}

/* Start of the search, from 0; one more than `len` when beyond the end. */
static size_t initial(lua_State *L, int arg, size_t len) {
  lua_Integer at = luaL_optinteger(L, arg, 1);
  if (at > 0) return (size_t)at - 1 > len ? len + 1 : (size_t)at - 1;
  if (at == 0 || at < -(lua_Integer)len) return 0;
  return len - (size_t)-at;
}

static const char *find_plain(lua_State *L, const char *s, size_t len,
                              const char *what, size_t what_len) {
  if (what_len == 0) return s;
  for (const char *end = s + len; (size_t)(end - s) >= what_len; s++) {
    const char *at = memchr(s, *what, (size_t)(end - s) - what_len + 1);
    quoth__script_spend(L, 1 + (size_t)((at ? at : end) - s) / 16);
    if (!at) return NULL;
    if (memcmp(at, what, what_len) == 0) return at;
    s = at;
  }
  return NULL;
}

static bool is_plain(const char *p, size_t len) {
  for (size_t i = 0; i < len; i++)
    if (strchr("^$*+?.([%-", p[i]) && p[i]) return false;
  return true;
}

static int push_plain(lua_State *L, const char *s, size_t len, size_t init,
                      const char *p, size_t n) {
  const char *at = find_plain(L, s + init, len - init, p, n);
  if (!at) return lua_pushnil(L), 1;
  lua_pushinteger(L, at - s + 1);
  lua_pushinteger(L, at - s + (lua_Integer)n);
  return 2;
}

static int search(lua_State *L, bool find) {
  size_t len, n;
  const char *s = luaL_checklstring(L, 1, &len);
  const char *p = luaL_checklstring(L, 2, &n);
  size_t init = initial(L, 3, len);
  struct matcher m;
  if (init > len) return lua_pushnil(L), 1;
  if (find && (lua_toboolean(L, 4) || is_plain(p, n)))
    return push_plain(L, s, len, init, p, n);
  bool anchor = n > 0 && *p == '^';
  start(&m, L, s, len, p, n);
  struct lead lead = anchor ? (struct lead){0} : lead_of(&m, p);
  for (const char *at = s + init; (at = seek(&m, &lead, at)); at++) {
    pay(&m);
    const char *end = try_at(&m, at, p + anchor);
    if (end && !find) return push_captures(&m, at, end);
    if (end) {
      lua_pushinteger(L, at - s + 1);
      lua_pushinteger(L, end - s);
      return push_captures(&m, NULL, NULL) + 2;
    }
    if (anchor) break;
  }
  quoth__script_spend(L, (size_t)m.steps);
  return lua_pushnil(L), 1;
}

int quoth__string_find(lua_State *L) { return search(L, true); }
int quoth__string_match(lua_State *L) { return search(L, false); }

/* ---- gmatch ---------------------------------------------------------------------------- */

/* Upvalues: text, pattern, place from 0, end of the last match or -1. */
static int next_match(lua_State *L) {
  size_t len, n;
  const char *s = lua_tolstring(L, lua_upvalueindex(1), &len);
  const char *p = lua_tolstring(L, lua_upvalueindex(2), &n);
  lua_Integer from = lua_tointeger(L, lua_upvalueindex(3));
  lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
  struct matcher m;
  start(&m, L, s, len, p, n);
  struct lead lead = lead_of(&m, p);
  for (const char *at = s + from; (at = seek(&m, &lead, at)); at++) {
    pay(&m);
    const char *end = try_at(&m, at, p);
    if (!end || end - s == last) continue;
    lua_pushinteger(L, end - s);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_replace(L, lua_upvalueindex(4));
    quoth__script_spend(L, (size_t)m.steps);
    return push_captures(&m, at, end);
  }
  lua_pushinteger(L, (lua_Integer)len + 1);
  lua_replace(L, lua_upvalueindex(3));
  return 0;
}

int quoth__string_gmatch(lua_State *L) {
  size_t len;
  luaL_checklstring(L, 1, &len);
  luaL_checkstring(L, 2);
  size_t init = initial(L, 3, len);
  lua_settop(L, 2);
  lua_pushinteger(L, (lua_Integer)(init > len ? len + 1 : init));
  lua_pushinteger(L, -1);
  lua_pushcclosure(L, next_match, 4);
  return 1;
}

/* ---- gsub -------------------------------------------------------------------------------- */

/* A replacement string: %0 to %9 are captures, %% is a per cent sign. */
static void add_template(struct matcher *m, luaL_Buffer *b, const char *s,
                         const char *end) {
  size_t n;
  const char *r = lua_tolstring(m->L, 3, &n);
  for (const char *stop = r + n; r < stop; r++) {
    if (*r != '%') {
      luaL_addchar(b, *r);
      continue;
    }
    r++;
    if (r < stop && *r == '%') {
      luaL_addchar(b, *r);
    } else if (r < stop && *r == '0') {
      luaL_addlstring(b, s, (size_t)(end - s));
    } else if (r < stop && is_digit(*r)) {
      push_capture(m, *r - '1', s, end);
      luaL_tolstring(m->L, -1, NULL);
      lua_remove(m->L, -2);
      luaL_addvalue(b);
    } else {
      luaL_error(m->L, "invalid use of '%%' in replacement string");
    }
  }
}

/* Put what the function or table says on the stack; nil or false keeps it. */
static void push_replacement(struct matcher *m, const char *s,
                             const char *end) {
  lua_State *L = m->L;
  if (lua_type(L, 3) == LUA_TFUNCTION) {
    lua_pushvalue(L, 3);
    lua_call(L, push_captures(m, s, end), 1);
  } else {
    push_capture(m, 0, s, end);
    lua_gettable(L, 3);
  }
  if (!lua_toboolean(L, -1)) {
    lua_pop(L, 1);
    lua_pushlstring(L, s, (size_t)(end - s));
  } else if (!lua_isstring(L, -1)) {
    luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
  }
}

static void add_replacement(struct matcher *m, luaL_Buffer *b, const char *s,
                            const char *end) {
  int type = lua_type(m->L, 3);
  if (type == LUA_TSTRING || type == LUA_TNUMBER) {
    add_template(m, b, s, end);
    return;
  }
  push_replacement(m, s, end);
  luaL_addvalue(b);
}

/* Go on to the next place where a match can start, or to the end. */
static const char *copy_up(struct matcher *m, luaL_Buffer *b,
                           const struct lead *lead, const char *s) {
  const char *at = seek(m, lead, s);
  if (!at) at = m->text_end;
  if (at > s) luaL_addlstring(b, s, (size_t)(at - s));
  return at;
}

/* Replace up to `max` matches; the number of those made. */
static lua_Integer substitute(struct matcher *m, luaL_Buffer *b, const char *p,
                              bool anchor, lua_Integer max) {
  const char *s = m->text, *last = NULL;
  lua_Integer n = 0;
  struct lead lead = anchor ? (struct lead){0} : lead_of(m, p);
  while (n < max) {
    pay(m);
    s = copy_up(m, b, &lead, s);
    const char *end = try_at(m, s, p);
    if (end && end != last) {
      n++;
      add_replacement(m, b, s, end);
      s = last = end;
    } else if (s < m->text_end) {
      luaL_addchar(b, *s);
      s++;
    } else {
      break;
    }
    if (anchor) break;
  }
  luaL_addlstring(b, s, (size_t)(m->text_end - s));
  return n;
}

int quoth__string_gsub(lua_State *L) {
  size_t len, n;
  const char *s = luaL_checklstring(L, 1, &len);
  const char *p = luaL_checklstring(L, 2, &n);
  int type = lua_type(L, 3);
  lua_Integer max = luaL_optinteger(L, 4, (lua_Integer)len + 1);
  luaL_argexpected(L,
                   type == LUA_TNUMBER || type == LUA_TSTRING ||
                       type == LUA_TFUNCTION || type == LUA_TTABLE,
                   3, "string/function/table");
  bool anchor = n > 0 && *p == '^';
  struct matcher m;
  luaL_Buffer b;
  start(&m, L, s, len, p, n);
  struct lead lead = anchor ? (struct lead){0} : lead_of(&m, p);
  if (!seek(&m, &lead, s)) { /* as it is, without a copy */
    quoth__script_spend(L, (size_t)m.steps);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 2;
  }
  luaL_buffinit(L, &b);
  lua_Integer count = substitute(&m, &b, p + anchor, anchor, max);
  quoth__script_spend(L, (size_t)m.steps);
  luaL_pushresult(&b);
  lua_pushinteger(L, count);
  return 2;
}
