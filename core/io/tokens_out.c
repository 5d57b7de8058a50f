/* SPDX-License-Identifier: MIT */
#include "io/tokens_out.h"

#include <stdio.h>
#include <string.h>

#include "io/json.h"

static const struct {
  uint32_t bit;
  const char *name;
} flags[] = {
  {QUOTH_TOKEN_SPACE_BEFORE, "space"},
  {QUOTH_TOKEN_SENTENCE_FIRST, "sentence-first"},
  {QUOTH_TOKEN_SENTENCE_LAST, "sentence-last"},
  {QUOTH_TOKEN_PARAGRAPH_FIRST, "paragraph-first"},
  {QUOTH_TOKEN_PARAGRAPH_LAST, "paragraph-last"},
  {QUOTH_TOKEN_FINAL, "final"},
  {QUOTH_TOKEN_QUOTE_OPEN, "open"},
  {QUOTH_TOKEN_QUOTE_CLOSE, "close"},
};

/* As in patterns: \n, or \u{1b}. */
static void write_control(quoth__out *out, uint32_t cp) {
  const char *named = strchr("\tt\nn\rr", (int)cp);
  char text[12];
  if (cp > 0 && cp < 0x20 && named) snprintf(text, sizeof text, "\\%c", named[1]);
  else snprintf(text, sizeof text, "\\u{%x}", (unsigned)cp);
  quoth__out_str(out, text);
}

/* A field between tabs: valid UTF-8 in one line. */
static void write_field(quoth__out *out, const char *s, size_t len) {
  for (size_t at = 0; at < len;) {
    uint32_t cp;
    size_t n = quoth_utf8_get(s, len, at, &cp);
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) write_control(out, cp);
    else if (cp == '\\') quoth__out_str(out, "\\\\");
    else if (cp == 0xFFFD) quoth__out_str(out, "\xEF\xBF\xBD");
    else quoth__out_add(out, s + at, n);
    at += n;
  }
}

static void write_flags(quoth__out *out, uint32_t set, const char *quote,
                        const char *none) {
  const char *comma = "";
  for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
    if (!(set & flags[i].bit)) continue;
    quoth__out_str(out, comma);
    quoth__out_str(out, quote);
    quoth__out_str(out, flags[i].name);
    quoth__out_str(out, quote);
    comma = *quote ? ", " : ",";
  }
  if (!*comma) quoth__out_str(out, none);
}

/* One token with all that is known of it. */
struct row {
  uint32_t start, end, sentence, flags;
  const quoth_type *type;
};

static void write_tsv(quoth__out *out, const struct row *r) {
  const quoth_type *t = r->type;
  quoth__out_u32(out, r->start);
  quoth__out_char(out, '\t');
  quoth__out_u32(out, r->end);
  quoth__out_char(out, '\t');
  if (r->sentence == QUOTH_NONE) quoth__out_char(out, '-');
  else quoth__out_u32(out, r->sentence);
  quoth__out_char(out, '\t');
  write_field(out, t->text, t->text_len);
  quoth__out_char(out, '\t');
  quoth__out_str(out, quoth_class_name(t->cls));
  quoth__out_char(out, '\t');
  quoth__out_str(out, quoth_caps_name(t->caps));
  quoth__out_char(out, '\t');
  write_field(out, t->shape, t->shape_len);
  quoth__out_char(out, '\t');
  write_field(out, t->norm, t->norm_len);
  quoth__out_char(out, '\t');
  write_flags(out, r->flags, "", "-");
  quoth__out_char(out, '\n');
}

static void write_key(quoth__out *out, const char *name, const char *value,
                      size_t len) {
  quoth__out_str(out, ", \"");
  quoth__out_str(out, name);
  quoth__out_str(out, "\": ");
  quoth__json_string(out, value, len);
}

static void write_json(quoth__out *out, const struct row *r) {
  const quoth_type *t = r->type;
  const char *cls = quoth_class_name(t->cls), *caps = quoth_caps_name(t->caps);
  quoth__out_str(out, "{\"start\": ");
  quoth__out_u32(out, r->start);
  quoth__out_str(out, ", \"end\": ");
  quoth__out_u32(out, r->end);
  quoth__out_str(out, ", \"sentence\": ");
  if (r->sentence == QUOTH_NONE) quoth__out_str(out, "null");
  else quoth__out_u32(out, r->sentence);
  write_key(out, "text", t->text, t->text_len);
  write_key(out, "class", cls, strlen(cls));
  write_key(out, "caps", caps, strlen(caps));
  write_key(out, "shape", t->shape, t->shape_len);
  write_key(out, "norm", t->norm, t->norm_len);
  write_key(out, "script", t->script, strlen(t->script));
  quoth__out_str(out, ", \"flags\": [");
  write_flags(out, r->flags, "\"", "");
  quoth__out_str(out, "]}\n");
}

void quoth__tokens_write(quoth__out *out, const quoth_doc *doc,
                         const quoth__tokens_options *options) {
  uint32_t count;
  const quoth_token *tokens = quoth_doc_tokens(doc, &count);
  for (uint32_t i = 0; i < count && !quoth__out_error(out); i++) {
    const quoth_token *t = &tokens[i];
    struct row row = {
      .start = quoth__offset(doc, t->span.start, options->unit),
      .end = quoth__offset(doc, t->span.end, options->unit),
      .sentence = quoth_doc_sentence_at(doc, t->span.start),
      .flags = t->flags,
      .type = quoth_doc_type(doc, t->type),
    };
    if (options->json) write_json(out, &row);
    else write_tsv(out, &row);
  }
}
