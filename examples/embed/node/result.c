/* SPDX-License-Identifier: MIT */
#include "result.h"

#include <stdlib.h>
#include <string.h>

struct result {
  napi_env env;
  const quoth_doc *doc;
  const quoth_engine *engine;
};

napi_value string_new(napi_env env, const char *s, size_t len) {
  napi_value out;
  TRY(napi_create_string_utf8(env, s, len, &out));
  return out;
}

static napi_value null_new(napi_env env) {
  napi_value out;
  TRY(napi_get_null(env, &out));
  return out;
}

static napi_value number_new(napi_env env, double n) {
  napi_value out;
  TRY(napi_create_double(env, n, &out));
  return out;
}

static napi_value index_new(napi_env env, uint32_t i) {
  return i == QUOTH_NONE ? null_new(env) : number_new(env, i);
}

static napi_value value_new(napi_env env, const quoth_value *v) {
  napi_value out;
  switch (v->kind) {
    case QUOTH_VALUE_STRING: return string_new(env, v->string, v->len);
    case QUOTH_VALUE_NUMBER: return number_new(env, v->number);
    case QUOTH_VALUE_BOOL:
      TRY(napi_get_boolean(env, v->boolean, &out));
      return out;
    default: return null_new(env);
  }
}

static bool set(napi_env env, napi_value object, const char *name,
                napi_value value) {
  return value &&
         napi_set_named_property(env, object, name, value) == napi_ok;
}

static uint32_t place(const quoth_doc *doc, uint32_t byte) {
  quoth_place p = {0};
  while (quoth_doc_locate(doc, byte, &p) && byte) byte--;
  return p.utf16;
}

static napi_value span_new(const struct result *r, quoth_span span) {
  napi_value out, start = number_new(r->env, place(r->doc, span.start)),
                  end = number_new(r->env, place(r->doc, span.end));
  TRY(napi_create_array_with_length(r->env, 2, &out));
  TRY(napi_set_element(r->env, out, 0, start));
  TRY(napi_set_element(r->env, out, 1, end));
  return out;
}

static napi_value spans_new(const struct result *r, const quoth_annotation *a,
                            const char *role) {
  napi_value out;
  uint32_t n = 0;
  TRY(napi_create_array(r->env, &out));
  for (uint32_t i = 0; i < a->n_parts; i++) {
    if (strcmp(a->parts[i].role, role) != 0) continue;
    napi_value span = span_new(r, a->parts[i].span);
    if (!span) return NULL;
    TRY(napi_set_element(r->env, out, n++, span));
  }
  return out;
}

static napi_value features_new(napi_env env, const quoth_annotation *a) {
  napi_value out;
  TRY(napi_create_object(env, &out));
  for (uint32_t i = 0; i < a->n_features; i++) {
    const quoth_feature *f = &a->features[i];
    if (!set(env, out, f->name, value_new(env, &f->value))) return NULL;
  }
  return out;
}

static napi_value rule_new(const struct result *r, uint32_t rule) {
  quoth_rule_info info;
  char name[512];
  if (quoth_engine_rule(r->engine, rule, &info) != QUOTH_OK)
    return null_new(r->env);
  size_t pack = strlen(info.pack), len = strlen(info.name);
  if (pack + len + 1 > sizeof name) return null_new(r->env);
  memcpy(name, info.pack, pack);
  name[pack] = '/';
  memcpy(name + pack + 1, info.name, len);
  return string_new(r->env, name, pack + 1 + len);
}

static napi_value attribution_new(const struct result *r,
                                  const quoth_attribution *t) {
  napi_env env = r->env;
  const quoth_annotation *a = &t->annotation;
  const char *kind = quoth_kind_name(t->kind);
  napi_value out;
  TRY(napi_create_object(env, &out));
  bool ok = set(env, out, "kind", string_new(env, kind, strlen(kind))) &&
            set(env, out, "act", value_new(env, &t->act)) &&
            set(env, out, "content", spans_new(r, a, "content")) &&
            set(env, out, "cue", spans_new(r, a, "cue")) &&
            set(env, out, "source", spans_new(r, a, "source")) &&
            set(env, out, "speaker", value_new(env, &t->speaker)) &&
            set(env, out, "speakerId", value_new(env, &t->speaker_id)) &&
            set(env, out, "resolvedBy", value_new(env, &t->resolved_by)) &&
            set(env, out, "polarity", value_new(env, &t->polarity)) &&
            set(env, out, "confidence", value_new(env, &t->confidence)) &&
            set(env, out, "rule", rule_new(r, a->rule)) &&
            set(env, out, "sentence", index_new(env, t->sentence)) &&
            set(env, out, "paragraph", index_new(env, t->paragraph)) &&
            set(env, out, "features", features_new(env, a));
  return ok ? out : NULL;
}

static napi_value list_new(const struct result *r,
                           const quoth_attribution *list, uint32_t n) {
  napi_value out;
  TRY(napi_create_array_with_length(r->env, n, &out));
  for (uint32_t i = 0; i < n; i++) {
    napi_value a = attribution_new(r, &list[i]);
    if (!a) return NULL;
    TRY(napi_set_element(r->env, out, i, a));
  }
  return out;
}

napi_value result_new(napi_env env, quoth_context *context) {
  const struct result r = {env, quoth_context_doc(context),
                           quoth_context_engine(context)};
  const quoth_annotations *all = quoth_context_annotations(context);
  uint32_t n = quoth_annotations_attributions(all, r.doc, NULL, 0);
  quoth_attribution *list = calloc(n + 1, sizeof *list);
  if (!list) {
    napi_throw_error(env, "ENOMEM", "quoth: out of memory");
    return NULL;
  }
  n = quoth_annotations_attributions(all, r.doc, list, n);
  napi_value out, found = list_new(&r, list, n);
  free(list);
  TRY(napi_create_object(env, &out));
  return set(env, out, "attributions", found) ? out : NULL;
}

napi_value tokens_new(napi_env env, const quoth_doc *doc) {
  uint32_t n;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  napi_value out;
  TRY(napi_create_array_with_length(env, n, &out));
  for (uint32_t i = 0; i < n; i++) {
    const quoth_type *type = quoth_doc_type(doc, t[i].type);
    const char *cls = quoth_class_name(type->cls);
    napi_value o;
    TRY(napi_create_object(env, &o));
    if (!set(env, o, "start", number_new(env, place(doc, t[i].span.start))) ||
        !set(env, o, "end", number_new(env, place(doc, t[i].span.end))) ||
        !set(env, o, "text", string_new(env, type->text, type->text_len)) ||
        !set(env, o, "norm", string_new(env, type->norm, type->norm_len)) ||
        !set(env, o, "class", string_new(env, cls, strlen(cls))))
      return NULL;
    TRY(napi_set_element(env, out, i, o));
  }
  return out;
}
