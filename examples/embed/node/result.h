/* SPDX-License-Identifier: MIT */
/* What a run found, as JavaScript objects; spans count UTF-16 units. */
#ifndef QUOTH_NODE_RESULT_H
#define QUOTH_NODE_RESULT_H

#define NAPI_VERSION 8
#include <node_api.h>
#include <quoth_lua.h>

/* Give up when a call of N-API fails: an exception is pending then. */
#define TRY(call)                            \
  do {                                       \
    if ((call) != napi_ok) return NULL;      \
  } while (0)

napi_value string_new(napi_env env, const char *s, size_t len);

/* { attributions: [...] }; NULL with an exception pending. */
napi_value result_new(napi_env env, quoth_context *context);

/* [{ start, end, text, norm, class }, ...] */
napi_value tokens_new(napi_env env, const quoth_doc *doc);

#endif
