/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L /* clock_gettime */
/*
 * Memory is limited where Lua allocates, time by fuel: VM instructions, steps
 * of C loops and bytes that are moved all draw from one tank. Once it is empty
 * it stays so: the hook fires at every instruction, allocation fails, and
 * pcall passes the error on. A clock comes second: what fuel cannot measure,
 * such as comparing long strings, ends by it.
 */
#include "lua/script.h"

#include <stdio.h>
#include <time.h>

#include "lua/mem.h"
#include "lua/module.h"
#include "lua/sandbox.h"
#include "quoth_lua.h"

enum {
  HOOK_COUNT = 1000,
  BYTES_A_STEP = 16, /* what moving bytes costs, in fuel */
  SLACK = 1 << 14,   /* small allocations that finish a run that stops */
};

#define MAX_NANOSECONDS ((int64_t)10000000000) /* of a script, a document */

static const char script_key = 0;
static const char slot_keys[QUOTH__SLOT_LAST + 1];

quoth__script *quoth__script_of(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &script_key);
  quoth__script *script = lua_touserdata(L, -1);
  lua_pop(L, 1);
  return script;
}

static bool is_over(quoth__script *s, size_t osize, size_t nsize) {
  if (nsize <= osize) return false;
  bool over = s->used > s->limit || nsize - osize > s->limit - s->used ||
              nsize > s->block_limit;
  s->over_memory |= over;
  return over;
}

static void *resize(quoth__script *s, void *ptr, size_t osize, size_t nsize) {
  void *out = quoth__lua_resize(&s->allocator, ptr, osize, nsize);
  if (out || nsize == 0) s->used = s->used - osize + nsize;
  return out;
}

static bool refuses(quoth__script *s, size_t osize, size_t nsize) {
  if (is_over(s, osize, nsize)) {
    s->fuel -= (int64_t)(s->used / 2); /* Lua collects all garbage now */
    return true;
  }
  if (nsize <= osize) return false;
  if (nsize < 1024) return false;
  s->fuel -= (int64_t)(nsize / BYTES_A_STEP);
  return s->fuel <= 0 && nsize > SLACK;
}

static void *allocate(void *ud, void *ptr, size_t osize, size_t nsize) {
  if (!ptr) osize = 0; /* Lua passes the kind of object there */
  return refuses(ud, osize, nsize) ? NULL : resize(ud, ptr, osize, nsize);
}

/* For what is no object of Lua but counts as the script's memory. */
static void *allocate_other(void *ud, void *ptr, size_t osize, size_t nsize) {
  if (!ptr) osize = 0;
  return is_over(ud, osize, nsize) ? NULL : resize(ud, ptr, osize, nsize);
}

quoth_allocator quoth__script_allocator(quoth__script *script) {
  return (quoth_allocator){allocate_other, script};
}

static void set_limit_error(const quoth__script *s, quoth_error *error) {
  *error = (quoth_error){.status = QUOTH_ELIMIT};
  snprintf(error->message, sizeof error->message,
           "the %s limit of the script is reached",
           s->out_of_memory ? "memory"
           : s->out_of_time ? "time"
                            : "instruction");
}

int quoth__script_stop(lua_State *L) {
  quoth_error error;
  set_limit_error(quoth__script_of(L), &error);
  return quoth__raise(L, &error);
}

/* Of this thread alone: what else the machine does is not the script's fault. */
static int64_t nanoseconds(void) {
  struct timespec t;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) != 0) return 0;
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Time is taken from the first hook of a call on: short calls cost nothing. */
static void check_time(quoth__script *s) {
  int64_t now = nanoseconds();
  if (!s->started) s->started = now;
  s->waited += now - s->started;
  s->started = now;
  if (s->waited <= MAX_NANOSECONDS) return;
  s->fuel = 0;
  s->out_of_time = true;
}

static void on_count(lua_State *L, lua_Debug *ar) {
  (void)ar;
  quoth__script *s = quoth__script_of(L);
  s->fuel -= s->stopped ? 0 : HOOK_COUNT;
  if (s->fuel > 0) check_time(s);
  if (s->fuel > 0) return;
  s->stopped = true;
  lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
  quoth__script_stop(L);
}

static void spend(lua_State *L, quoth__script *s, size_t steps, bool slow) {
  s->fuel -= (int64_t)(steps < INT64_MAX / 2 ? steps : INT64_MAX / 2);
  if (s->fuel > 0 && slow) check_time(s);
  if (s->fuel > 0) return;
  s->stopped = true;
  lua_sethook(L, on_count, LUA_MASKCOUNT, 1);
  quoth__script_stop(L);
}

void quoth__script_spend(lua_State *L, size_t steps) {
  quoth__script *s = quoth__script_of(L);
  if (s) spend(L, s, steps, steps >= HOOK_COUNT);
}

void quoth__script_spend_slow(lua_State *L, size_t steps) {
  quoth__script *s = quoth__script_of(L);
  if (s) spend(L, s, steps, true);
}

void quoth__script_refuel(quoth__script *script) {
  script->fuel = script->fuel_limit;
  script->stopped = false;
  script->over_memory = script->out_of_memory = false;
  script->out_of_time = false;
  script->waited = 0;
  lua_sethook(script->L, on_count, LUA_MASKCOUNT, HOOK_COUNT);
}

static int set_up(lua_State *L) {
  quoth__script *s = lua_touserdata(L, 1);
  lua_pushlightuserdata(L, s);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &script_key);
  quoth__sandbox_open(L, s->trusted);
  return 0;
}

void quoth__script_push_slot(lua_State *L, int slot) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &slot_keys[slot]);
}

void quoth__script_set_slot(lua_State *L, int slot) {
  lua_rawsetp(L, LUA_REGISTRYINDEX, &slot_keys[slot]);
}

/* The values that stay on the stack while the state lives. */
static int push_slots(lua_State *L) {
  lua_settop(L, 0);
  lua_pushcfunction(L, quoth__message_handler);
  for (int i = QUOTH__SLOT_WHERE; i <= QUOTH__SLOT_RESOLVE; i++)
    lua_newtable(L);
  quoth__match_push(L, quoth__script_of(L));
  lua_settop(L, QUOTH__SLOT_LAST); /* no doc, no value */
  for (int i = QUOTH__SLOT_HANDLER; i <= QUOTH__SLOT_LAST; i++) {
    lua_pushvalue(L, i);
    quoth__script_set_slot(L, i);
  }
  return QUOTH__SLOT_LAST;
}

static quoth_status start(quoth__script *s) {
  lua_State *L = s->L;
  if (!lua_checkstack(L, 100)) return QUOTH_ENOMEM;
  lua_pushcfunction(L, set_up);
  lua_pushlightuserdata(L, s);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) return QUOTH_ENOMEM;
  lua_pushcfunction(L, push_slots);
  if (lua_pcall(L, 0, QUOTH__SLOT_LAST, 0) != LUA_OK) return QUOTH_ENOMEM;
  quoth__script_refuel(s);
  return QUOTH_OK;
}

quoth_status quoth__script_new(const quoth__script_options *o,
                               quoth__script **out) {
  quoth__script *s = quoth__lua_new(o->allocator, sizeof *s);
  *out = NULL;
  if (!s) return QUOTH_ENOMEM;
  s->allocator = *o->allocator;
  s->files = o->files;
  s->trusted = o->trusted;
  uint64_t limit = o->memory_limit ? o->memory_limit : QUOTH_HOST_MEMORY_LIMIT;
  uint64_t fuel = o->instruction_limit ? o->instruction_limit
                                       : QUOTH_HOST_INSTRUCTION_LIMIT;
  s->limit = limit < SIZE_MAX ? (size_t)limit : SIZE_MAX;
  s->block_limit = s->limit / 8;
  s->fuel = s->fuel_limit = fuel < INT64_MAX ? (int64_t)fuel : INT64_MAX;
  s->L = lua_newstate(allocate, s);
  quoth_status status = s->L ? start(s) : QUOTH_ENOMEM;
  if (status == QUOTH_OK) *out = s;
  else quoth__script_free(s);
  return status;
}

void quoth__script_free(quoth__script *script) {
  if (!script) return;
  quoth_allocator a = script->allocator;
  if (script->L) lua_close(script->L);
  quoth__lua_free(&a, script, sizeof *script);
}

static quoth_status fail(quoth__script *s, int code, quoth_error *error) {
  quoth_error ignored;
  if (!error) error = &ignored;
  if (code != LUA_ERRMEM) {
    quoth__read_error(s->L, -1, error);
  } else if (s->over_memory || s->fuel <= 0) {
    s->out_of_memory = s->over_memory;
    set_limit_error(s, error);
  } else {
    *error = (quoth_error){.status = QUOTH_ENOMEM};
    snprintf(error->message, sizeof error->message, "out of memory");
  }
  lua_pop(s->L, 1);
  return error->status;
}

quoth_status quoth__script_call(quoth__script *script, int n_args,
                                int n_results, quoth_error *error) {
  quoth_error ignored;
  script->over_memory = false;
  script->started = 0;
  int code = lua_pcall(script->L, n_args, n_results, QUOTH__SLOT_HANDLER);
  if (code == LUA_OK && !script->stopped) return QUOTH_OK;
  if (code != LUA_OK) return fail(script, code, error);
  lua_pop(script->L, n_results); /* the limit was passed in the last step */
  set_limit_error(script, error ? error : &ignored);
  return QUOTH_ELIMIT;
}

quoth_status quoth__script_run(quoth__script *script, lua_CFunction function,
                               void *ud, quoth_error *error) {
  lua_pushcfunction(script->L, function);
  lua_pushlightuserdata(script->L, ud);
  return quoth__script_call(script, 1, 0, error);
}
