/* SPDX-License-Identifier: MIT */
/*
 * A host loads each pack once to compile its rules. The Lua state in which it
 * does becomes that of the first context; into the state of each other one the
 * packs are loaded again: same files, same order, so that numbers of callbacks
 * agree.
 */
#include "lua/host.h"

#include <stdio.h>

#include "lua/mem.h"
#include "lua/sandbox.h"
#include "lua/seal.h"

static quoth_status set_error(quoth_error *error, quoth_status status,
                              const char *format, const char *what) {
  if (!error) return status;
  *error = (quoth_error){.status = status};
  snprintf(error->message, sizeof error->message, format, what,
           quoth_status_name(status));
  return status;
}

/* ---- Life -------------------------------------------------------------------------- */

/* Models stand in the folder "models" of each folder of packs. */
quoth_status quoth__host_add_models(const quoth_host *host,
                                    quoth_builder *builder) {
  quoth_status status = QUOTH_OK;
  for (uint32_t i = 0; i < host->files.n_path && status == QUOTH_OK; i++) {
    char folder[4096];
    int len =
        snprintf(folder, sizeof folder, "%s/models", host->files.path[i]);
    if (len > 0 && (size_t)len < sizeof folder)
      status = quoth_builder_models(builder, folder, NULL);
  }
  return status;
}

quoth_status quoth_host_new(const quoth_host_options *options,
                            quoth_host **out) {
  static const quoth_host_options defaults = {0};
  if (!out) return QUOTH_EINVAL;
  *out = NULL;
  if (!options) options = &defaults;
  quoth_allocator a = {0};
  if (options->allocator) a = *options->allocator;
  quoth_host *host = quoth__lua_new(&a, sizeof *host);
  if (!host) return QUOTH_ENOMEM;
  host->allocator = a;
  host->packs_end = &host->packs;
  quoth_status status = quoth__files_init(&host->files, &a, options->path,
                                          options->n_path);
  host->script_options = (quoth__script_options){
    .allocator = &host->allocator, .files = &host->files,
    .memory_limit = options->memory_limit,
    .instruction_limit = options->instruction_limit,
    .trusted = options->trusted,
  };
  quoth__script *script = NULL;
  if (status == QUOTH_OK)
    status = quoth__script_new(&host->script_options, &script);
  host->script = script;
  if (status == QUOTH_OK) status = quoth_builder_new(&a, &host->builder);
  if (status == QUOTH_OK)
    status = quoth__host_add_models(host, host->builder);
  if (status == QUOTH_OK) *out = host;
  else quoth_host_free(host);
  return status;
}

static void free_packs(quoth_host *host) {
  const quoth_allocator *a = &host->allocator;
  while (host->packs) {
    quoth__loaded *pack = host->packs;
    host->packs = pack->next;
    if (pack->root) quoth__lua_free(a, pack->root, strlen(pack->root) + 1);
    quoth__lua_free(a, pack, sizeof *pack);
  }
}

void quoth_host_free(quoth_host *host) {
  if (!QUOTH__HOST_IS(host)) return;
  quoth_allocator a = host->allocator;
  quoth__script_free(host->script);
  quoth_builder_free(host->builder);
  quoth_engine_free(host->engine);
  free_packs(host);
  quoth__files_done(&host->files);
  QUOTH__HOST_FREE(&a, host);
}

/* ---- Loading ------------------------------------------------------------------------- */

struct load {
  quoth__script *script;
  const quoth__loaded *pack;
  quoth_builder *builder;
};

static int load_pack(lua_State *L) {
  struct load *load = lua_touserdata(L, 1);
  quoth__place place = {load->pack->file, QUOTH_NONE, 0};
  quoth__sandbox_load(L, load->pack->file);
  quoth__pack_take(L, -1, place, load->builder);
  return 0;
}

quoth_status quoth__host_load_into(quoth__script *script,
                                   const quoth__loaded *pack,
                                   quoth_builder *builder,
                                   quoth_error *error) {
  struct load load = {script, pack, builder};
  quoth__script_refuel(script);
  script->root = pack->root;
  quoth_status status = quoth__script_run(script, load_pack, &load, error);
  script->root = NULL;
  return status;
}

/* Enter a pack in the list, then load it; `root_len` bytes of `root`. */
static quoth_status add_pack(quoth_host *host, quoth__file *file,
                             const char *root, size_t root_len,
                             quoth_error *error) {
  const quoth_allocator *a = &host->allocator;
  quoth__loaded *pack = quoth__lua_new(a, sizeof *pack);
  char *copy = quoth__lua_new(a, root_len + 1);
  if (!pack || !copy) {
    quoth__lua_free(a, pack, sizeof *pack);
    quoth__lua_free(a, copy, root_len + 1);
    return set_error(error, QUOTH_ENOMEM, "%s", "out of memory");
  }
  memcpy(copy, root, root_len);
  *pack = (quoth__loaded){NULL, file, copy};
  *host->packs_end = pack;
  host->packs_end = &pack->next;
  quoth_status status =
      quoth__source_init(&file->source, a, file->text, file->len);
  if (status != QUOTH_OK)
    return set_error(error, status, "%s", "out of memory");
  return quoth__host_load_into(host->script, pack, host->builder, error);
}

static bool is_file_name(const char *pack) {
  size_t n = strlen(pack);
  return strchr(pack, '/') || (n > 4 && strcmp(pack + n - 4, ".lua") == 0);
}

static quoth_status load_file(quoth_host *host, const char *path,
                              quoth_error *error) {
  quoth__file *file;
  quoth_status status = quoth__files_read(&host->files, path, &file);
  if (status != QUOTH_OK)
    return set_error(error, status, "cannot read pack '%s': %s", path);
  const char *slash = strrchr(path, '/');
  size_t root_len = slash ? (size_t)(slash - path) : 0;
  if (slash == path) root_len = 1;
  return add_pack(host, file, path, root_len, error);
}

/* "quotes.en" -> "quotes/en.lua"; false when it is too long. */
static bool to_path(const char *name, char *path, size_t size) {
  int n = snprintf(path, size, "%s.lua", name);
  if (n < 0 || (size_t)n >= size) return false;
  for (int i = 0; i < n - 4; i++)
    if (path[i] == '.') path[i] = '/';
  return true;
}

static quoth_status load_named(quoth_host *host, const char *name,
                               quoth_error *error) {
  char path[1024];
  quoth__file *file;
  const char *folder;
  quoth_status status = QUOTH_EINVAL;
  if (to_path(name, path, sizeof path))
    status =
        quoth__files_search(&host->files, NULL, path, &file, &folder);
  if (status == QUOTH_OK)
    return add_pack(host, file, folder, strlen(folder), error);
  if (status == QUOTH_ENOTFOUND)
    return set_error(error, status,
                     "there is no pack '%s' in the search path", name);
  if (status == QUOTH_EINVAL)
    return set_error(error, status, "'%s' is not a name of a pack", name);
  return set_error(error, status, "cannot read pack '%s': %s", name);
}

static quoth_status check_open(const quoth_host *host, quoth_error *error) {
  if (!QUOTH__HOST_IS(host))
    return set_error(error, QUOTH_EINVAL, "%s", "host is NULL");
  if (host->files.sealed)
    return set_error(error, QUOTH_EINVAL, "%s",
                     "the packs of this host are finished");
  return QUOTH_OK;
}

quoth_status quoth_host_words(quoth_host *host, const char *lang,
                              quoth_error *error) {
  quoth_status status = check_open(host, error);
  return status == QUOTH_OK ? quoth_builder_words(host->builder, lang, error)
                            : status;
}

quoth_status quoth_host_load(quoth_host *host, const char *pack,
                             quoth_error *error) {
  quoth_status status = check_open(host, error);
  if (status != QUOTH_OK) return status;
  if (!pack || !*pack)
    return set_error(error, QUOTH_EINVAL, "%s", "a pack needs a name");
  return is_file_name(pack) ? load_file(host, pack, error)
                            : load_named(host, pack, error);
}

quoth_status quoth_host_load_text(quoth_host *host, const char *text,
                                  size_t len, const char *name,
                                  quoth_error *error) {
  quoth__file *file;
  quoth_status status = check_open(host, error);
  if (status != QUOTH_OK) return status;
  if (!text || !name)
    return set_error(error, QUOTH_EINVAL, "%s", "a pack has text and a name");
  if (quoth__files_find(&host->files, name))
    return set_error(error, QUOTH_EINVAL, "pack '%s' is loaded twice", name);
  status = quoth__files_add(&host->files, name, text, len, &file);
  if (status != QUOTH_OK)
    return set_error(error, status, "%s", quoth_status_name(status));
  return add_pack(host, file, "", 0, error);
}

/* ---- Compiling and running ---------------------------------------------------------------- */

static const quoth__file *file_at(const quoth_host *host, uint32_t i) {
  const quoth__file *file = QUOTH__HOST_IS(host) ? host->files.first : NULL;
  for (; file && i > 0; i--) file = file->next;
  return file;
}

const char *quoth_host_file(const quoth_host *host, uint32_t i) {
  const quoth__file *file = file_at(host, i);
  return file ? file->path : NULL;
}

const char *quoth_host_file_text(const quoth_host *host, uint32_t i,
                                 size_t *len) {
  const quoth__file *file = file_at(host, i);
  if (!file || file->mapped) return NULL;
  if (len) *len = file->len;
  return file->text;
}

quoth_status quoth_host_finish(quoth_host *host, const quoth_engine **out,
                               quoth_error *error) {
  if (!QUOTH__HOST_IS(host) || !out)
    return set_error(error, QUOTH_EINVAL, "%s", "host or out is NULL");
  *out = host->engine;
  if (host->engine) return QUOTH_OK;
  quoth_error problem = {0};
  quoth_status status =
      quoth_builder_finish(host->builder, &host->engine, &problem);
  if (status != QUOTH_OK) {
    problem.status = status;
    quoth__place_refine(&host->files, &problem);
    if (error) *error = problem;
    return status;
  }
  host->files.sealed = true;
  *out = host->engine;
  return QUOTH_OK;
}

struct check {
  quoth_host *host;
  quoth_error_fn report;
  void *ud;
};

/* The place in the Lua file, then on to who asked. */
static void pass_on(void *ud, const quoth_error *error) {
  struct check *check = ud;
  quoth_error copy = *error;
  quoth__place_refine(&check->host->files, &copy);
  check->report(check->ud, &copy);
}

quoth_status quoth_host_check(quoth_host *host, quoth_error_fn report,
                              void *ud) {
  if (!QUOTH__HOST_IS(host) || !report || host->engine) return QUOTH_EINVAL;
  struct check check = {host, report, ud};
  return quoth_builder_check(host->builder, pass_on, &check);
}

/* A state in which all packs are loaded. */
static quoth_status load_all(quoth_host *host, quoth__script **script,
                             quoth_error *error) {
  *script = atomic_exchange(&host->script, NULL);
  if (*script) return QUOTH_OK;
  quoth_status status = quoth__script_new(&host->script_options, script);
  if (status != QUOTH_OK)
    return set_error(error, status, "%s", "cannot make a Lua state");
  const quoth__loaded *p = host->packs;
  for (; p && status == QUOTH_OK; p = p->next)
    status = quoth__host_load_into(*script, p, NULL, error);
  return status;
}

/*
 * Garbage is collected when memory has grown to so many per cent of what was
 * left of the last time. That is some 1.5 MiB of packs, and nearly all that a
 * document makes is garbage: Lua's own 200 has the packs gone through too often.
 */
enum { PAUSE = 400 };

/* What only loading needed goes; what is left is written down. */
static int end_loading(lua_State *L) {
  quoth__pack_forget(L);
  if (!quoth__script_of(L)->trusted) quoth__seal(L);
  lua_settop(L, 0);
  lua_gc(L, LUA_GCCOLLECT);
  lua_gc(L, LUA_GCINC, PAUSE, 0, 0);
  return 0;
}

quoth_status quoth__host_start(quoth_host *host, quoth__script **script,
                               quoth_context **context, quoth_error *error) {
  quoth_status status = load_all(host, script, error);
  *context = NULL;
  if (status == QUOTH_OK)
    status = quoth__script_run(*script, end_loading, NULL, error);
  if (status == QUOTH_OK) {
    quoth_callbacks callbacks = quoth__callbacks(*script);
    status = quoth_context_new(host->engine, &callbacks, context);
    if (status != QUOTH_OK)
      set_error(error, status, "cannot make a context: %s", "");
  }
  if (status != QUOTH_OK) {
    quoth__script_free(*script);
    *script = NULL;
  }
  return status;
}

quoth_status quoth_host_context(quoth_host *host, quoth_context **out,
                                quoth_error *error) {
  quoth__script *script;
  if (out) *out = NULL;
  if (!QUOTH__HOST_IS(host) || !out)
    return set_error(error, QUOTH_EINVAL, "%s", "host or out is NULL");
  if (!host->engine)
    return set_error(error, QUOTH_EINVAL, "%s",
                     "quoth_host_finish() comes before contexts");
  return quoth__host_start(host, &script, out, error);
}
