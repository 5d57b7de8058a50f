/* SPDX-License-Identifier: MIT */
/*
 * What scripts remember: after loading, every table and upvalue they can reach
 * is written down; before each document all of it is put back. So no document
 * shows in the result of another, whatever thread it ran on.
 */
#ifndef QUOTH_LUA_SEAL_H
#define QUOTH_LUA_SEAL_H

#include "lua/script.h"

/** Write down what can be reached now. Raises for what cannot be put back. */
int quoth__seal(lua_State *L);

/** Put it all back. Does nothing when there is no seal. */
int quoth__unseal(lua_State *L);

#endif
