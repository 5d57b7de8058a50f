/* SPDX-License-Identifier: MIT */
/* The values that Lua sees: documents, matches, annotations, patterns. */
#ifndef QUOTH_LUA_MODULE_H
#define QUOTH_LUA_MODULE_H

#include <lauxlib.h>
#include <lua.h>

#include "lua/script.h"

/** A document in Lua. In a script it is the one that is open. */
typedef struct quoth__doc_box {
  const quoth_doc *doc; /* NULL: it is over */
  quoth_doc *owned;     /* freed with the value; NULL in a script */
  quoth__script *script;
  uint32_t serial;      /* of the script's document */
} quoth__doc_box;

/** Push the document that the script works on. */
void quoth__doc_push_open(lua_State *L, quoth__script *script);
/** Make a document and push it; borrowed from the value. */
const quoth_doc *quoth__doc_push_new(lua_State *L, const char *text,
                                     size_t len,
                                     const quoth_doc_options *options);
/** quoth.doc(text, options) */
int quoth__doc_create(lua_State *L);
const quoth_doc *quoth__doc_check(lua_State *L, int index);
/** As above, NULL when the value is not a document. */
const quoth_doc *quoth__doc_test(lua_State *L, int index);

/** Make metatables. Methods of annotations are added to those of documents. */
void quoth__doc_open(lua_State *L);
void quoth__annotation_open(lua_State *L);
void quoth__match_open(lua_State *L);
void quoth__regex_open(lua_State *L);

/** Push the one match value of a script. */
void quoth__match_push(lua_State *L, quoth__script *script);

/** quoth.re(pattern) */
int quoth__regex_create(lua_State *L);

/** Annotation functions of documents: annotations each overlapping annotate. */
extern const luaL_Reg quoth__doc_annotation_methods[];

/** Push an annotation of the open document. */
void quoth__annotation_push(lua_State *L, quoth__script *script, uint32_t id);

/**
 * Add the annotation that the table at `index` describes.
 * @param fallback its span when the table gives none
 * @return its id
 */
uint32_t quoth__made_add(lua_State *L, quoth__script *script, int index,
                         uint32_t rule, quoth_span fallback);

/** Push a feature's value, nil for NIL. */
void quoth__value_push(lua_State *L, const quoth_value *value);
/** Read a boolean, number or string; borrowed from the value at `index`. */
quoth_value quoth__value_check(lua_State *L, int index, const char *what);

/** Push "pack/rule", or nil. @return 1 */
int quoth__rule_push_name(lua_State *L, const quoth_engine *engine,
                          uint32_t rule);

/** Push what `require "quoth"` gives to a pack. */
void quoth__module_push_pack_side(lua_State *L);

/** Types of the host side: engines and patterns. */
int quoth__engine_create(lua_State *L);
/** quoth.check(options): a list of errors */
int quoth__engine_errors(lua_State *L);
int quoth__pattern_create(lua_State *L);

/** Raise for a field of the table at `index` that is not known. */
void quoth__check_options(lua_State *L, int index, const char *const *known,
                          size_t count);

/* ---- Helpers of types -------------------------------------------------------- */

/** One field that is computed when it is read; returns results pushed. */
typedef struct quoth__field {
  const char *name;
  int (*get)(lua_State *L);
} quoth__field;

/**
 * Make the metatable `name`, leave it on the stack: methods, fields, __tostring,
 * and errors that name the nearest method or field for any other.
 */
void quoth__type_new(lua_State *L, const char *name, const char *shown,
                     const luaL_Reg *methods, const luaL_Reg *more,
                     const quoth__field *fields);

#endif
