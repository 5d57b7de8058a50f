/* SPDX-License-Identifier: MIT */
/*
 * Documents: integers, and strings that are made once for each type of token,
 * so that no value is made for each token.
 */
#include "lua/module.h"
#include "lua/offsets.h"

static const char DOC[] = "quoth.doc";

/* User values of a document: strings by type, from 1. */
enum { TEXTS = 1, NORMS, SHAPES, N_CACHES = SHAPES };

/* ---- Making them --------------------------------------------------------------- */

static quoth__doc_box *push_box(lua_State *L) {
  quoth__doc_box *box = lua_newuserdatauv(L, sizeof *box, N_CACHES);
  *box = (quoth__doc_box){0};
  luaL_setmetatable(L, DOC);
  for (int i = TEXTS; i <= N_CACHES; i++) {
    lua_newtable(L);
    lua_setiuservalue(L, -2, i);
  }
  return box;
}

void quoth__doc_push_open(lua_State *L, quoth__script *script) {
  quoth__doc_box *box = push_box(L);
  box->doc = quoth_context_doc(script->context);
  box->script = script;
  box->serial = script->serial;
}

const quoth_doc *quoth__doc_push_new(lua_State *L, const char *text,
                                     size_t len,
                                     const quoth_doc_options *options) {
  quoth__doc_box *box = push_box(L); /* what owns it comes first */
  quoth__check_status(L, quoth_doc_new(text, len, options, &box->owned),
                      "document");
  return box->doc = box->owned;
}

static quoth__doc_box *check_box(lua_State *L, int index) {
  quoth__doc_box *box = luaL_checkudata(L, index, DOC);
  if (!box->doc || (box->script && box->serial != box->script->serial))
    luaL_error(L, "this document is over");
  return box;
}

const quoth_doc *quoth__doc_check(lua_State *L, int index) {
  return check_box(L, index)->doc;
}

const quoth_doc *quoth__doc_test(lua_State *L, int index) {
  return luaL_testudata(L, index, DOC) ? quoth__doc_check(L, index) : NULL;
}

static int doc_gc(lua_State *L) {
  quoth__doc_box *box = luaL_checkudata(L, 1, DOC);
  quoth_doc_free(box->owned);
  box->owned = NULL;
  box->doc = NULL;
  return 0;
}

/* ---- Fields ---------------------------------------------------------------------- */

static int get_text(lua_State *L) {
  size_t len;
  const char *text = quoth_doc_text(quoth__doc_check(L, 1), &len);
  lua_getiuservalue(L, 1, TEXTS);
  if (lua_rawgeti(L, -1, 0) == LUA_TSTRING) return 1;
  lua_pushlstring(L, text, len);
  lua_pushvalue(L, -1);
  lua_rawseti(L, -4, 0);
  return 1;
}

static int get_lang(lua_State *L) {
  lua_pushstring(L, quoth_doc_lang(quoth__doc_check(L, 1)));
  return 1;
}

/* ---- Tokens ------------------------------------------------------------------------ */

/* The token whose number is the argument at 2, or NULL. */
static const quoth_token *token_arg(lua_State *L, const quoth_doc *doc) {
  uint32_t count;
  const quoth_token *tokens = quoth_doc_tokens(doc, &count);
  uint32_t i = quoth__to_index(luaL_checkinteger(L, 2), count);
  return i == QUOTH_NONE ? NULL : &tokens[i];
}

static const quoth_type *type_arg(lua_State *L) {
  const quoth_doc *doc = quoth__doc_check(L, 1);
  const quoth_token *token = token_arg(L, doc);
  return token ? quoth_doc_type(doc, token->type) : NULL;
}

static int doc_n_tokens(lua_State *L) {
  uint32_t count;
  quoth_doc_tokens(quoth__doc_check(L, 1), &count);
  lua_pushinteger(L, count);
  return 1;
}

static int doc_token(lua_State *L) {
  const quoth_token *token = token_arg(L, quoth__doc_check(L, 1));
  return token ? quoth__push_first_last(L, token->span) : 0;
}

/* Push the string kept for a type, made by `push` at its first use. */
static int push_cached(lua_State *L, int cache,
                       void (*push)(lua_State *L, const quoth_type *type)) {
  const quoth_doc *doc = quoth__doc_check(L, 1);
  const quoth_token *token = token_arg(L, doc);
  if (!token) return 0;
  lua_Integer key = (lua_Integer)token->type + 1;
  lua_getiuservalue(L, 1, cache);
  if (lua_rawgeti(L, -1, key) == LUA_TSTRING) return 1;
  push(L, quoth_doc_type(doc, token->type));
  lua_pushvalue(L, -1);
  lua_rawseti(L, -4, key);
  return 1;
}

static void push_text(lua_State *L, const quoth_type *type) {
  lua_pushlstring(L, type->text, type->text_len);
}
static void push_norm(lua_State *L, const quoth_type *type) {
  lua_pushlstring(L, type->norm, type->norm_len);
}
static void push_shape(lua_State *L, const quoth_type *type) {
  lua_pushlstring(L, type->shape, type->shape_len);
}

static int doc_text_of(lua_State *L) {
  return push_cached(L, TEXTS, push_text);
}
static int doc_norm(lua_State *L) { return push_cached(L, NORMS, push_norm); }
static int doc_shape(lua_State *L) {
  return push_cached(L, SHAPES, push_shape);
}

static int doc_class(lua_State *L) {
  const quoth_type *type = type_arg(L);
  if (!type) return 0;
  lua_pushstring(L, quoth_class_name(type->cls));
  return 1;
}

static int doc_caps(lua_State *L) {
  const quoth_type *type = type_arg(L);
  if (!type) return 0;
  lua_pushstring(L, quoth_caps_name(type->caps));
  return 1;
}

static int doc_script(lua_State *L) {
  const quoth_type *type = type_arg(L);
  if (!type) return 0;
  lua_pushstring(L, type->script);
  return 1;
}

static int doc_len(lua_State *L) {
  const quoth_type *type = type_arg(L);
  if (!type) return 0;
  lua_pushinteger(L, type->n_cps);
  return 1;
}

static int doc_type(lua_State *L) {
  const quoth_token *token = token_arg(L, quoth__doc_check(L, 1));
  return token ? quoth__push_index(L, token->type) : 0;
}

static int doc_norm_id(lua_State *L) {
  const quoth_type *type = type_arg(L);
  return type ? quoth__push_index(L, type->norm_id) : 0;
}

static int doc_is(lua_State *L) {
  static const char *const names[] = {
    "space_before", "sentence_first", "sentence_last", "paragraph_first",
    "paragraph_last", "final", "quote_open", "quote_close", NULL,
  };
  const quoth_token *token = token_arg(L, quoth__doc_check(L, 1));
  const char *name = luaL_checkstring(L, 3);
  int i = 0;
  while (names[i] && strcmp(names[i], name) != 0) i++;
  if (!names[i])
    return quoth__raise_unknown(L, "a token", name, names, (size_t)i);
  lua_pushboolean(L, token && (token->flags >> i & 1));
  return 1;
}

/* Upvalues: document, number of the last token given, last to give. */
static int next_token(lua_State *L) {
  lua_Integer i = lua_tointeger(L, lua_upvalueindex(2)) + 1;
  if (i > lua_tointeger(L, lua_upvalueindex(3))) return 0;
  quoth__doc_box *box = lua_touserdata(L, lua_upvalueindex(1));
  if (!box->doc || (box->script && box->serial != box->script->serial))
    return luaL_error(L, "this document is over");
  lua_pushinteger(L, i);
  lua_copy(L, -1, lua_upvalueindex(2));
  return 1 + quoth__push_first_last(
                 L, quoth_doc_tokens(box->doc, NULL)[i - 1].span);
}

static int doc_tokens(lua_State *L) {
  uint32_t count;
  quoth_doc_tokens(quoth__doc_check(L, 1), &count);
  lua_Integer first = luaL_optinteger(L, 2, 1);
  lua_Integer last = luaL_optinteger(L, 3, count);
  lua_settop(L, 1);
  lua_pushinteger(L, first < 1 ? 0 : first - 1);
  lua_pushinteger(L, last > (lua_Integer)count ? count : last);
  lua_pushcclosure(L, next_token, 3);
  return 1;
}

/* Number of tokens that end at or before `byte`. */
static uint32_t tokens_before(const quoth_token *tokens, uint32_t count,
                              lua_Integer byte) {
  uint32_t low = 0, high = count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if ((lua_Integer)tokens[middle].span.end <= byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

static int doc_token_range(lua_State *L) {
  uint32_t count;
  const quoth_token *tokens =
      quoth_doc_tokens(quoth__doc_check(L, 1), &count);
  lua_Integer first = luaL_checkinteger(L, 2), last = luaL_checkinteger(L, 3);
  uint32_t from = tokens_before(tokens, count, first - 1);
  uint32_t to = from;
  while (to < count && (lua_Integer)tokens[to].span.start < last) to++;
  if (from >= to || last < first) return 0;
  lua_pushinteger(L, (lua_Integer)from + 1);
  lua_pushinteger(L, to);
  return 2;
}

/* ---- Regions ---------------------------------------------------------------------------- */

typedef const quoth_span *(*regions_fn)(const quoth_doc *, uint32_t *);
typedef uint32_t (*at_fn)(const quoth_doc *, uint32_t);

static int count_regions(lua_State *L, regions_fn regions) {
  uint32_t count;
  regions(quoth__doc_check(L, 1), &count);
  lua_pushinteger(L, count);
  return 1;
}

static int get_region(lua_State *L, regions_fn regions) {
  uint32_t count;
  const quoth_span *spans = regions(quoth__doc_check(L, 1), &count);
  uint32_t i = quoth__to_index(luaL_checkinteger(L, 2), count);
  return i == QUOTH_NONE ? 0 : quoth__push_first_last(L, spans[i]);
}

static int find_at(lua_State *L, at_fn at) {
  size_t len;
  const quoth_doc *doc = quoth__doc_check(L, 1);
  quoth_doc_text(doc, &len);
  lua_Integer byte = luaL_checkinteger(L, 2);
  if (byte < 1 || (lua_Unsigned)byte > len) return 0;
  return quoth__push_index(L, at(doc, (uint32_t)(byte - 1)));
}

static int doc_n_sentences(lua_State *L) {
  return count_regions(L, quoth_doc_sentences);
}
static int doc_n_paragraphs(lua_State *L) {
  return count_regions(L, quoth_doc_paragraphs);
}
static int doc_sentence(lua_State *L) {
  return get_region(L, quoth_doc_sentences);
}
static int doc_paragraph(lua_State *L) {
  return get_region(L, quoth_doc_paragraphs);
}
static int doc_sentence_at(lua_State *L) {
  return find_at(L, quoth_doc_sentence_at);
}
static int doc_paragraph_at(lua_State *L) {
  return find_at(L, quoth_doc_paragraph_at);
}
static int doc_token_at(lua_State *L) { return find_at(L, quoth_doc_token_at); }

/* ---- Quotations and kinds ----------------------------------------------------------------- */

static void set_integer(lua_State *L, const char *name, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

static void push_quotation(lua_State *L, const quoth_quotation *q) {
  static const char *const flags[] = {
    "unclosed", "continues", "continued", "dash", "block",
  };
  lua_createtable(L, 0, 10);
  set_integer(L, "first", (lua_Integer)q->span.start + 1);
  set_integer(L, "last", q->span.end);
  set_integer(L, "inner_first", (lua_Integer)q->inner.start + 1);
  set_integer(L, "inner_last", q->inner.end);
  set_integer(L, "level", q->level);
  if (q->parent != QUOTH_NONE)
    set_integer(L, "parent", (lua_Integer)q->parent + 1);
  set_integer(L, "chain", (lua_Integer)q->chain + 1);
  lua_pushstring(L, quoth_quotation_class_name(q->cls));
  lua_setfield(L, -2, "class");
  for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
    if (!(q->flags >> i & 1)) continue;
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, flags[i]);
  }
}

static int doc_quotations(lua_State *L) {
  uint32_t count;
  const quoth_quotation *q =
      quoth_doc_quotations(quoth__doc_check(L, 1), &count);
  quoth__script_spend(L, (size_t)count * 200);
  lua_createtable(L, count < INT_MAX ? (int)count : 0, 0);
  for (uint32_t i = 0; i < count; i++) {
    push_quotation(L, &q[i]);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}

static int doc_kind(lua_State *L) {
  size_t len;
  uint32_t n;
  const quoth_doc *doc = quoth__doc_check(L, 1);
  quoth_doc_text(doc, &len);
  luaL_checktype(L, 2, LUA_TTABLE);
  const quoth_span *spans = quoth__to_spans(L, 2, len, "kind", &n);
  lua_pushstring(L, quoth_kind_name(quoth_doc_kind(doc, spans, n)));
  return 1;
}

/* ---- Places ---------------------------------------------------------------------------------- */

static quoth_status locate(const quoth_doc *doc, int unit, uint32_t n,
                           quoth_place *place) {
  if (unit == 1) return quoth_doc_locate_codepoint(doc, n, place);
  if (unit == 2) return quoth_doc_locate_utf16(doc, n, place);
  return quoth_doc_locate(doc, n, place);
}

static int doc_locate(lua_State *L) {
  static const char *const units[] = {"byte", "codepoint", "utf16", NULL};
  const quoth_doc *doc = quoth__doc_check(L, 1);
  lua_Integer n = luaL_checkinteger(L, 2);
  int unit = luaL_checkoption(L, 3, "byte", units);
  quoth_place place;
  if (n < 1 || n > UINT32_MAX ||
      locate(doc, unit, (uint32_t)(n - 1), &place) != QUOTH_OK)
    return luaL_argerror(L, 2, "not the start of a character of the text");
  lua_createtable(L, 0, 5);
  set_integer(L, "byte", (lua_Integer)place.byte + 1);
  set_integer(L, "codepoint", (lua_Integer)place.codepoint + 1);
  set_integer(L, "utf16", (lua_Integer)place.utf16 + 1);
  set_integer(L, "line", place.line);
  set_integer(L, "column", place.column);
  return 1;
}

static int doc_sub(lua_State *L) {
  size_t len;
  const char *text = quoth_doc_text(quoth__doc_check(L, 1), &len);
  lua_Integer first = luaL_checkinteger(L, 2);
  lua_Integer last = luaL_checkinteger(L, 3);
  if (first < 1) first = 1;
  if (last > (lua_Integer)len) last = (lua_Integer)len;
  if (last < first) lua_pushliteral(L, "");
  else lua_pushlstring(L, text + first - 1, (size_t)(last - first + 1));
  return 1;
}

/* ---- The type ---------------------------------------------------------------------------------- */

static const luaL_Reg methods[] = {
  {"n_tokens", doc_n_tokens}, {"token", doc_token},
  {"text_of", doc_text_of}, {"norm", doc_norm}, {"shape", doc_shape},
  {"class", doc_class}, {"caps", doc_caps}, {"script", doc_script},
  {"len", doc_len}, {"type", doc_type}, {"norm_id", doc_norm_id},
  {"is", doc_is}, {"tokens", doc_tokens}, {"token_range", doc_token_range},
  {"n_sentences", doc_n_sentences}, {"sentence", doc_sentence},
  {"n_paragraphs", doc_n_paragraphs}, {"paragraph", doc_paragraph},
  {"sentence_at", doc_sentence_at}, {"paragraph_at", doc_paragraph_at},
  {"token_at", doc_token_at}, {"quotations", doc_quotations},
  {"kind", doc_kind}, {"locate", doc_locate}, {"sub", doc_sub},
  {NULL, NULL},
};

static const quoth__field fields[] = {
  {"text", get_text}, {"lang", get_lang}, {NULL, NULL},
};

void quoth__doc_open(lua_State *L) {
  quoth__type_new(L, DOC, "quoth.Doc", methods,
                  quoth__doc_annotation_methods, fields);
  lua_pushcfunction(L, doc_gc);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
}

int quoth__doc_create(lua_State *L) {
  static const char *const known[] = {"lang", "plain_uax29"};
  size_t len;
  const char *text = luaL_checklstring(L, 1, &len);
  quoth_doc_options options = {0};
  if (!lua_isnoneornil(L, 2)) {
    quoth__check_options(L, 2, known, 2);
    lua_getfield(L, 2, "lang");
    options.lang = luaL_optstring(L, -1, NULL);
    lua_getfield(L, 2, "plain_uax29");
    options.plain_uax29 = lua_toboolean(L, -1);
  }
  quoth__doc_push_new(L, text, len, &options);
  return 1;
}
