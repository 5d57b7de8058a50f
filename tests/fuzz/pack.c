/* SPDX-License-Identifier: MIT */
/*
 * Packs: the input is one, in Lua, loaded in the sandbox with little fuel and
 * little memory. What loads reads a doc, another, and the first again: what
 * the script saw in between changes neither the status nor an annotation.
 */
#include "fuzz.h"
#include "quoth_lua.h"

static const char FIRST[] = "“It is over,” Ann Lee said. Bob denied it.";
static const char SECOND[] = "\"No!\" he said. They told Ann to go.";

static uint64_t mix(uint64_t h, const void *data, size_t len) {
  const unsigned char *p = data;
  for (size_t i = 0; i < len; i++) h = (h ^ p[i]) * UINT64_C(0x100000001B3);
  return h;
}

static uint64_t mix_value(uint64_t h, const quoth_value *v) {
  h = mix(h, &v->kind, sizeof v->kind);
  if (v->kind == QUOTH_VALUE_STRING) return mix(h, v->string, v->len);
  if (v->kind == QUOTH_VALUE_NUMBER) return mix(h, &v->number, sizeof(double));
  return v->kind == QUOTH_VALUE_BOOL ? mix(h, &v->boolean, sizeof(bool)) : h;
}

/* All that a run left behind, as one number. */
static uint64_t result(quoth_context *context, size_t len) {
  const quoth_annotations *all = quoth_context_annotations(context);
  uint32_t n;
  uint64_t h = UINT64_C(0xCBF29CE484222325);
  const uint32_t *ids = quoth_annotations_layer(all, NULL, &n);
  for (uint32_t i = 0; i < n; i++) {
    quoth_annotation a;
    must(!quoth_annotations_get(all, ids[i], &a));
    must(a.span.start <= a.span.end && a.span.end <= len);
    h = mix(mix(h, a.layer, strlen(a.layer)), &a.span, sizeof a.span);
    for (uint32_t k = 0; k < a.n_features; k++)
      h = mix_value(mix(h, a.features[k].name, strlen(a.features[k].name)),
                    &a.features[k].value);
    for (uint32_t k = 0; k < a.n_parts; k++)
      h = mix(mix(h, a.parts[k].role, strlen(a.parts[k].role)),
              &a.parts[k].span, sizeof(quoth_span));
  }
  return h;
}

static quoth_status read_text(quoth_context *context, const char *text,
                              uint64_t *out) {
  quoth_error error = {0};
  quoth_doc *doc;
  must(!quoth_doc_new(text, strlen(text), &(quoth_doc_options){.lang = "en"},
                      &doc));
  quoth_status status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, &error);
  must(status != QUOTH_EINVAL);
  *out = result(context, strlen(text));
  quoth_doc_free(doc);
  return status;
}

static void run(quoth_host *host) {
  const quoth_engine *engine;
  quoth_context *context;
  quoth_error error;
  uint64_t first, between, again;
  if (quoth_host_finish(host, &engine, &error)) return;
  if (quoth_host_context(host, &context, &error)) return;
  quoth_status status = read_text(context, FIRST, &first);
  read_text(context, SECOND, &between);
  must(read_text(context, FIRST, &again) == status && again == first);
  quoth_context_free(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  quoth_host_options options = {.memory_limit = 8 << 20,
                                .instruction_limit = 300000};
  quoth_error error = {0};
  quoth_host *host;
  must(!quoth_host_new(&options, &host));
  quoth_status status =
      quoth_host_load_text(host, (const char *)data, size, "pack.lua", &error);
  must(status != QUOTH_EINVAL && (!status || error.message[0]));
  if (!status) run(host);
  quoth_host_free(host);
  return 0;
}
