/* SPDX-License-Identifier: MIT */
/*
 * What index.js calls. An engine is an external value; a run is a job, done at
 * once or on a thread of the pool, with a context of its own for that time.
 */
#include <stdlib.h>
#include <string.h>

#include "result.h"

enum { MAX_IDLE = 64 };

struct engine {
  quoth_host *host;
  quoth_context *idle[MAX_IDLE];
  size_t n_idle;
};

struct job {
  struct engine *engine;
  quoth_context *context;
  quoth_doc *doc;
  char *text, *lang;
  size_t len;
  quoth_status status;
  quoth_error error;
  napi_async_work work; /* of a job on the pool */
  napi_deferred deferred;
  napi_ref keep; /* the engine, until the job is done */
};

static napi_value error_new(napi_env env, quoth_status status,
                            const quoth_error *error) {
  char text[1200];
  const char *name = quoth_status_name(status);
  if (error->message[0]) quoth_error_format(error, text, sizeof text);
  const char *message = error->message[0] ? text : name;
  napi_value out, code = string_new(env, name, strlen(name)),
                  what = string_new(env, message, strlen(message));
  TRY(napi_create_error(env, code, what, &out));
  return out;
}

static napi_value throw_status(napi_env env, quoth_status status,
                               const quoth_error *error) {
  napi_value e = error_new(env, status, error);
  if (e) napi_throw(env, e);
  return NULL;
}

/* A copy, owned: free(); NULL when the value is no string. */
static char *string_copy(napi_env env, napi_value value, size_t *len) {
  size_t n;
  if (napi_get_value_string_utf8(env, value, NULL, 0, &n) != napi_ok)
    return NULL;
  char *s = malloc(n + 1);
  if (s) napi_get_value_string_utf8(env, value, s, n + 1, &n);
  if (len) *len = n;
  return s;
}

/* ---- Engines ------------------------------------------------------------- */

static void engine_free(napi_env env, void *data, void *hint) {
  struct engine *e = data;
  (void)env, (void)hint;
  while (e->n_idle) quoth_context_free(e->idle[--e->n_idle]);
  quoth_host_free(e->host);
  free(e);
}

/* Strings of a JavaScript array, owned: list_free(). */
static char **list_copy(napi_env env, napi_value array, uint32_t *n) {
  *n = 0;
  uint32_t length;
  if (napi_get_array_length(env, array, &length) != napi_ok) return NULL;
  char **list = calloc(length + 1, sizeof *list);
  for (; list && *n < length; ++*n) {
    napi_value item;
    if (napi_get_element(env, array, *n, &item) != napi_ok ||
        !(list[*n] = string_copy(env, item, NULL)))
      break;
  }
  return list;
}

static void list_free(char **list, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) free(list[i]);
  free(list);
}

static quoth_status load(struct engine *e, char **packs, uint32_t n_packs,
                         char **path, uint32_t n_path, const char *source,
                         quoth_error *error) {
  const quoth_engine *engine = NULL;
  const quoth_host_options options = {.path = (const char *const *)path,
                                      .n_path = n_path};
  quoth_status status = quoth_host_new(&options, &e->host);
  for (uint32_t i = 0; i < n_packs && !status; i++)
    status = quoth_host_load(e->host, packs[i], error);
  if (!status && source)
    status = quoth_host_load_text(e->host, source, strlen(source), "source",
                                  error);
  return status ? status : quoth_host_finish(e->host, &engine, error);
}

/* create(packs, path, source or undefined) */
static napi_value create(napi_env env, napi_callback_info info) {
  napi_value args[3], out = NULL;
  size_t argc = 3;
  uint32_t n_packs = 0, n_path = 0;
  quoth_error error = {.status = QUOTH_OK};
  TRY(napi_get_cb_info(env, info, &argc, args, NULL, NULL));
  struct engine *e = calloc(1, sizeof *e);
  char **packs = list_copy(env, args[0], &n_packs);
  char **path = list_copy(env, args[1], &n_path);
  char *source = string_copy(env, args[2], NULL);
  quoth_status status =
      e && packs && path
          ? load(e, packs, n_packs, path, n_path, source, &error)
          : QUOTH_ENOMEM;
  list_free(packs, n_packs);
  list_free(path, n_path);
  free(source);
  if (!status &&
      napi_create_external(env, e, engine_free, NULL, &out) == napi_ok)
    return out;
  if (e) engine_free(env, e, NULL);
  return status ? throw_status(env, status, &error) : NULL;
}

/* ---- Jobs ---------------------------------------------------------------- */

static void job_free(napi_env env, struct job *job) {
  struct engine *e = job->engine;
  quoth_doc_free(job->doc);
  if (job->context && e->n_idle < MAX_IDLE)
    e->idle[e->n_idle++] = job->context;
  else
    quoth_context_free(job->context);
  if (job->work) napi_delete_async_work(env, job->work);
  if (job->keep) napi_delete_reference(env, job->keep);
  free(job->text);
  free(job->lang);
  free(job);
}

/* run(engine, text, lang): a job; NULL with an exception pending. */
static struct job *job_new(napi_env env, napi_callback_info info,
                           napi_value *engine) {
  napi_value args[3];
  size_t argc = 3;
  TRY(napi_get_cb_info(env, info, &argc, args, NULL, NULL));
  struct job *job = calloc(1, sizeof *job);
  if (!job) return NULL;
  *engine = args[0];
  if (napi_get_value_external(env, args[0], (void **)&job->engine) !=
      napi_ok) {
    free(job);
    return NULL;
  }
  job->text = string_copy(env, args[1], &job->len);
  job->lang = string_copy(env, args[2], NULL);
  struct engine *e = job->engine;
  if (!job->text || !job->lang) job->status = QUOTH_EINVAL;
  else if (e->n_idle) job->context = e->idle[--e->n_idle];
  else job->status = quoth_host_context(e->host, &job->context, &job->error);
  if (!job->status) return job;
  throw_status(env, job->status, &job->error);
  job_free(env, job);
  return NULL;
}

static void job_do(struct job *job) {
  const quoth_doc_options options = {.lang = job->lang};
  job->status = quoth_doc_new(job->text, job->len, &options, &job->doc);
  if (!job->status) job->status = quoth_context_open(job->context, job->doc);
  if (!job->status) job->status = quoth_context_run(job->context, &job->error);
}

static napi_value run(napi_env env, napi_callback_info info) {
  napi_value engine, out = NULL;
  struct job *job = job_new(env, info, &engine);
  if (!job) return NULL;
  job_do(job);
  if (job->status) throw_status(env, job->status, &job->error);
  else out = result_new(env, job->context);
  job_free(env, job);
  return out;
}

static void execute(napi_env env, void *data) {
  (void)env;
  job_do(data);
}

static void complete(napi_env env, napi_status status, void *data) {
  struct job *job = data;
  napi_value value = NULL;
  (void)status;
  if (!job->status) value = result_new(env, job->context);
  if (value)
    napi_resolve_deferred(env, job->deferred, value);
  else if (job->status &&
           (value = error_new(env, job->status, &job->error)))
    napi_reject_deferred(env, job->deferred, value);
  job_free(env, job);
}

static napi_value run_async(napi_env env, napi_callback_info info) {
  napi_value engine, promise, name = string_new(env, "quoth", 5);
  struct job *job = job_new(env, info, &engine);
  if (!job) return NULL;
  if (napi_create_reference(env, engine, 1, &job->keep) == napi_ok &&
      napi_create_promise(env, &job->deferred, &promise) == napi_ok &&
      napi_create_async_work(env, NULL, name, execute, complete, job,
                             &job->work) == napi_ok &&
      napi_queue_async_work(env, job->work) == napi_ok)
    return promise;
  job_free(env, job);
  return NULL;
}

/* ---- The module ---------------------------------------------------------- */

/* tokens(text, lang) */
static napi_value tokens(napi_env env, napi_callback_info info) {
  napi_value args[2], out = NULL;
  size_t argc = 2, len = 0;
  quoth_doc *doc = NULL;
  TRY(napi_get_cb_info(env, info, &argc, args, NULL, NULL));
  char *text = string_copy(env, args[0], &len);
  char *lang = string_copy(env, args[1], NULL);
  const quoth_doc_options options = {.lang = lang};
  quoth_status status = quoth_doc_new(text, len, &options, &doc);
  if (status) throw_status(env, status, &(quoth_error){.status = status});
  else out = tokens_new(env, doc);
  quoth_doc_free(doc);
  free(text);
  free(lang);
  return out;
}

static napi_value version(napi_env env, napi_callback_info info) {
  const char *v = quoth_version().quoth;
  (void)info;
  return string_new(env, v, strlen(v));
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"create", NULL, create, NULL, NULL, NULL, napi_enumerable, NULL},
      {"run", NULL, run, NULL, NULL, NULL, napi_enumerable, NULL},
      {"runAsync", NULL, run_async, NULL, NULL, NULL, napi_enumerable, NULL},
      {"tokens", NULL, tokens, NULL, NULL, NULL, napi_enumerable, NULL},
      {"version", NULL, version, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  TRY(napi_define_properties(env, exports,
                             sizeof functions / sizeof *functions, functions));
  return exports;
}
