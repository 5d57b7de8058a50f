/* SPDX-License-Identifier: MIT */
/*
 * Attributions of files through the C interface, as lines of JSON.
 * Usage: lines bytes|codepoints|utf16 FILE...
 */
#include <quoth_lua.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char unit; /* first letter of its name */

static void string(const char *s, size_t len) {
  putchar('"');
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c == '\n') fputs("\\n", stdout);
    else if (c == '\t') fputs("\\t", stdout);
    else if (c < 0x20 || c == 0x7F) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

static void value(const char *name, const quoth_value *v) {
  printf(", \"%s\": ", name);
  if (v->kind == QUOTH_VALUE_STRING) string(v->string, v->len);
  else if (v->kind == QUOTH_VALUE_NUMBER) printf("%.15g", v->number);
  else fputs("null", stdout);
}

static void number(const char *name, uint32_t n) {
  if (n == QUOTH_NONE) printf(", \"%s\": null", name);
  else printf(", \"%s\": %u", name, n);
}

static uint32_t place(const quoth_doc *doc, uint32_t byte) {
  quoth_place p = {0};
  if (unit == 'b') return byte;
  while (quoth_doc_locate(doc, byte, &p) && byte) byte--;
  return unit == 'u' ? p.utf16 : p.codepoint;
}

static void spans(const quoth_doc *doc, const char *role,
                  const quoth_annotation *a) {
  const char *comma = "";
  printf(", \"%s\": [", role);
  for (uint32_t i = 0; i < a->n_parts; i++) {
    quoth_span s = a->parts[i].span;
    if (strcmp(a->parts[i].role, role) != 0) continue;
    printf("%s[%u, %u]", comma, place(doc, s.start), place(doc, s.end));
    comma = ", ";
  }
  putchar(']');
}

static void attribution(const quoth_engine *engine, const quoth_doc *doc,
                        const quoth_attribution *a) {
  quoth_rule_info rule = {0};
  printf("{\"kind\": \"%s\"", quoth_kind_name(a->kind));
  value("act", &a->act);
  spans(doc, "content", &a->annotation);
  spans(doc, "cue", &a->annotation);
  spans(doc, "source", &a->annotation);
  value("speaker", &a->speaker);
  value("speaker_id", &a->speaker_id);
  value("resolved_by", &a->resolved_by);
  value("polarity", &a->polarity);
  value("confidence", &a->confidence);
  if (quoth_engine_rule(engine, a->annotation.rule, &rule) == QUOTH_OK)
    printf(", \"rule\": \"%s/%s\"", rule.pack, rule.name);
  else
    fputs(", \"rule\": null", stdout);
  number("sentence", a->sentence);
  number("paragraph", a->paragraph);
  putchar('}');
}

static quoth_status line(quoth_context *context, const char *name,
                         const char *text, size_t len) {
  quoth_doc *doc = NULL;
  quoth_status status =
      quoth_doc_new(text, len, &(quoth_doc_options){.lang = "en"}, &doc);
  if (!status) status = quoth_context_open(context, doc);
  if (!status) status = quoth_context_run(context, NULL);
  const quoth_annotations *all = quoth_context_annotations(context);
  uint32_t n = quoth_annotations_attributions(all, doc, NULL, 0);
  quoth_attribution *list = calloc(n + 1, sizeof *list);
  n = quoth_annotations_attributions(all, doc, list, n);
  fputs("{\"id\": ", stdout);
  string(name, strlen(name));
  fputs(", \"attributions\": [", stdout);
  for (uint32_t i = 0; i < n && !status; i++) {
    if (i) fputs(", ", stdout);
    attribution(quoth_context_engine(context), doc, &list[i]);
  }
  puts("]}");
  free(list);
  quoth_doc_free(doc);
  return status;
}

static char *slurp(const char *path, size_t *len) {
  static char text[1 << 20];
  FILE *f = fopen(path, "rb");
  *len = f ? fread(text, 1, sizeof text, f) : 0;
  if (f) fclose(f);
  return text;
}

int main(int argc, char **argv) {
  const char *const packs[] = {"quotes.en", "claims.en", "speakers.en"};
  const char *const path[] = {"scripts"};
  const quoth_host_options options = {.path = path, .n_path = 1};
  quoth_host *host = NULL;
  const quoth_engine *engine = NULL;
  quoth_context *context = NULL;
  quoth_error error = {0};
  quoth_status status = quoth_host_new(&options, &host);
  for (int i = 0; i < 3 && !status; i++)
    status = quoth_host_load(host, packs[i], &error);
  if (!status) status = quoth_host_finish(host, &engine, &error);
  if (!status) status = quoth_host_context(host, &context, &error);
  if (status) fprintf(stderr, "%s\n", error.message);
  unit = argc > 1 ? *argv[1] : 'b';
  for (int i = 2; i < argc && !status; i++) {
    size_t len;
    const char *text = slurp(argv[i], &len);
    status = line(context, argv[i], text, len);
  }
  quoth_context_free(context);
  quoth_host_free(host);
  return status != QUOTH_OK;
}
