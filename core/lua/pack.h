/* SPDX-License-Identifier: MIT */
/* Pack tables: checked strictly, then handed to a builder. */
#ifndef QUOTH_LUA_PACK_H
#define QUOTH_LUA_PACK_H

#include "lua/places.h"

/** Check the pack table at `index`; raises for anything that is wrong. */
void quoth__pack_check(lua_State *L, int index, quoth__place place);

/**
 * Check the pack table at `index`, enter its functions into the script, and
 * its rules into `builder` unless that is NULL. Raises.
 */
void quoth__pack_take(lua_State *L, int index, quoth__place place,
                      quoth_builder *builder);

/** Forget which lexicons were taken: no pack of this state is to come. */
void quoth__pack_forget(lua_State *L);

/** Hand the lexicons and definitions of the table at `index` to a builder. */
void quoth__pack_take_names(lua_State *L, int index, quoth_builder *builder);

/** Check the fields `lexicons` and `define` of the table at `index`. */
void quoth__pack_check_names(lua_State *L, int index, quoth__place place);

/** Check the list of entries, or name of a file, at `index`. */
void quoth__lexicon_check(lua_State *L, int index, quoth__place place,
                          const char *name);

/** quoth.pack(table) */
int quoth__pack_declare(lua_State *L);

/** quoth.tsv(path) */
int quoth__tsv(lua_State *L);

/** quoth.constant(table) */
int quoth__constant(lua_State *L);

/* emit.c: the declarative emit table at `index` as options of a rule. */
void quoth__emit_read(lua_State *L, int index, quoth_rule_options *options);
void quoth__emit_check(lua_State *L, int index, quoth__place place,
                       const char *rule);

/* ---- Checks of fields: check.c ---------------------------------------------- */

enum {
  QUOTH__IS_STRING = 1 << 0,
  QUOTH__IS_INTEGER = 1 << 1,
  QUOTH__IS_NUMBER = 1 << 2,
  QUOTH__IS_BOOLEAN = 1 << 3,
  QUOTH__IS_TABLE = 1 << 4,
  QUOTH__IS_FUNCTION = 1 << 5,
};

typedef struct quoth__known {
  const char *name;
  unsigned types;
} quoth__known;

/** Does the value at `index` have one of the types? */
bool quoth__has_type(lua_State *L, int index, unsigned types);

/** Every field is known and of its type. `what` as in "of rule 'x'". */
void quoth__check_fields(lua_State *L, int index, quoth__place place,
                         const quoth__known *known, size_t count,
                         const char *what);

/** Elements 1 .. n of a list are of these types, and there is nothing else. */
void quoth__check_list(lua_State *L, int index, quoth__place place,
                       unsigned types, const char *what);

/** All keys are strings, all values of these types. */
void quoth__check_map(lua_State *L, int index, quoth__place place,
                      unsigned types, const char *what);

#endif
