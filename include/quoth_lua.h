/* SPDX-License-Identifier: MIT */
/**
 * Quoth with Lua: the module for `require "quoth"`, and the host that loads
 * rule packs written in Lua. The one public header that needs lua.h.
 */
#ifndef QUOTH_LUA_H
#define QUOTH_LUA_H

#include <lua.h>

#include "quoth.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The module table on the stack: `require "quoth"` in any Lua 5.4. */
QUOTH_API int luaopen_quoth(lua_State *L);

/**
 * Packs, and one sandboxed Lua state for each context that runs them. A host
 * belongs to one thread until it is finished; then any thread may ask it for a
 * context of its own. What reaches a limit is QUOTH_ELIMIT; the context can go
 * on with the next document.
 */
typedef struct quoth_host quoth_host;

/** The limits of a script when none are given. */
#define QUOTH_HOST_MEMORY_LIMIT ((uint64_t)256 << 20)
#define QUOTH_HOST_INSTRUCTION_LIMIT ((uint64_t)2000000000)

typedef struct quoth_host_options {
  const quoth_allocator *allocator; /* NULL: realloc and free; copied */
  const char *const *path; /* folders in which packs are found by name */
  uint32_t n_path;
  uint64_t memory_limit;      /* bytes a Lua state may hold; 0: the above */
  uint64_t instruction_limit; /* VM steps a document; 0: the above */
  bool trusted;               /* give scripts the full Lua library, and let
                                 them remember from document to document */
} quoth_host_options;

/** `out` owned: quoth_host_free(). `options` may be NULL. */
QUOTH_API quoth_status quoth_host_new(const quoth_host_options *options,
                                      quoth_host **out);

/** Frees the engine too: free its contexts before. */
QUOTH_API void quoth_host_free(quoth_host *host);

/**
 * Load a pack: a file name (ends in .lua or has a slash), or a name such as
 * "quotes.en", looked up as quotes/en.lua in the folders of the path.
 */
QUOTH_API quoth_status quoth_host_load(quoth_host *host, const char *pack,
                                       quoth_error *error);

/** As quoth_builder_words(): docs of a language bring their own tags and trees.
 * Before the packs that test them. */
QUOTH_API quoth_status quoth_host_words(quoth_host *host, const char *lang,
                                        quoth_error *error);

/** Load a pack from memory; `name` stands for its file in errors. */
QUOTH_API quoth_status quoth_host_load_text(quoth_host *host, const char *text,
                                            size_t len, const char *name,
                                            quoth_error *error);

/**
 * Path of the i-th file that was read for the packs: their own, modules, lexicons;
 * NULL beyond the last. Borrowed until quoth_host_free().
 */
QUOTH_API const char *quoth_host_file(const quoth_host *host, uint32_t i);

/**
 * Its `len` bytes as they were read, on the same terms; NULL for a compiled
 * lexicon, which was mapped.
 */
QUOTH_API const char *quoth_host_file_text(const quoth_host *host, uint32_t i,
                                           size_t *len);

/** Compile what was loaded. Borrowed until quoth_host_free(). */
QUOTH_API quoth_status quoth_host_finish(quoth_host *host,
                                         const quoth_engine **out,
                                         quoth_error *error);

/**
 * Tell of every error in the rules of what was loaded; the host is of no use
 * afterwards. @return status of the first error, or QUOTH_OK
 */
QUOTH_API quoth_status quoth_host_check(quoth_host *host,
                                        quoth_error_fn report, void *ud);

/**
 * A context with a Lua state of its own, in which the same packs were loaded.
 * `out` owned: quoth_context_free(), before quoth_host_free().
 */
QUOTH_API quoth_status quoth_host_context(quoth_host *host,
                                          quoth_context **out,
                                          quoth_error *error);

/** One example of a rule, tried. */
typedef struct quoth_example {
  const char *pack, *rule, *source, *text; /* borrowed during the call */
  uint32_t line;
  bool passed;
  const char *why; /* what was expected and what came, or "" */
} quoth_example;

/**
 * Try every in-rule example of the packs; `report` is called for each in order.
 * @param failed out: number that did not pass
 */
QUOTH_API quoth_status quoth_host_test(
    quoth_host *host, void (*report)(void *ud, const quoth_example *example),
    void *ud, uint32_t *failed, quoth_error *error);

#ifdef __cplusplus
}
#endif

#endif
