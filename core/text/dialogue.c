/* SPDX-License-Identifier: MIT */
#include "text/dialogue.h"

#include <string.h>

#include "unicode/props.h"
#include "unicode/utf8.h"

enum { INDENT_MIN = 2 };

static const quoth_type *type_at(const quoth__quote_input *in,
                                 const quoth__tokens *tokens, uint32_t i) {
  return quoth__types_get(in->types, tokens->data[i].type);
}

/* — – ― and what typewriters have for them: - and -- */
static bool is_dash(const quoth_type *t) {
  uint32_t cp = quoth__utf8_get(t->text, t->text_len, 0).cp;
  if (cp == '-') return t->text_len <= 3 && t->text[t->text_len - 1] == '-';
  return cp >= 0x2012 && cp <= 0x2015;
}

/* , . ! ? … : before a dash of dialogue */
static bool is_stop(const quoth_type *t) {
  uint32_t cp = quoth__utf8_get(t->text, t->text_len, 0).cp;
  if (t->cls == QUOTH_CLASS_QUOTE) return true;
  return t->cls == QUOTH_CLASS_PUNCT &&
         (cp == 0x2026 || (cp < 0x80 && cp && strchr(",.!?:;", (char)cp)));
}

static bool is_capital_or_opening(const quoth_type *t) {
  uint32_t cp = quoth__utf8_get(t->text, t->text_len, 0).cp;
  return t->caps == QUOTH_CAPS_TITLE || t->caps == QUOTH_CAPS_UPPER ||
         t->cls == QUOTH_CLASS_QUOTE || cp == 0xBF || cp == 0xA1 ||
         cp == 0x2026 || cp == '.';
}

/* — or ―, then a capital, perhaps behind a space */
static bool begins_with_dash(const char *s, uint32_t len) {
  size_t at = 0;
  if (len < 5) return false;
  uint32_t cp = quoth__utf8_next(s, len, &at);
  if (cp != 0x2014 && cp != 0x2015) return false;
  cp = quoth__utf8_next(s, len, &at);
  if (at < len && quoth__props_is_space(cp))
    cp = quoth__utf8_next(s, len, &at);
  return quoth__props_is_upper(cp) || cp == 0xBF || cp == 0xA1;
}

quoth__dash quoth__dialogue_style(const quoth__quote_input *input) {
  if (input->language->tag[0]) return input->language->dash;
  int n = 0;
  for (uint32_t i = 0; i < input->paragraphs->count && n < 2; i++) {
    quoth_span p = input->paragraphs->data[i];
    n += begins_with_dash(input->text + p.start, p.end - p.start);
  }
  return n == 2 ? QUOTH__DASH_NARRATED : QUOTH__DASH_NONE;
}

bool quoth__dialogue_opens(const quoth__quote_input *input,
                           const quoth__tokens *tokens, uint32_t token) {
  if (input->dash == QUOTH__DASH_NONE) return false;
  if (token + 1 >= tokens->count) return false;
  return is_dash(type_at(input, tokens, token)) &&
         is_capital_or_opening(type_at(input, tokens, token + 1));
}

/* One dash within a paragraph, and what it does. */
struct dash {
  const quoth__quote_input *in;
  const quoth__tokens *tokens;
  uint32_t first, end;
};

static bool space_before(const struct dash *d, uint32_t i) {
  return d->tokens->data[i].flags & QUOTH_TOKEN_SPACE_BEFORE;
}

/* Does what stands before a dash between spaces let it end a turn? */
static bool is_turn(const struct dash *d, uint32_t i) {
  return d->in->dash == QUOTH__DASH_SPACED ||
         is_stop(type_at(d->in, d->tokens, i - 1));
}

/* „— Yes, — she said“ by the stop before; «—Yes —she said» by the spaces. */
static bool ends_speech(const struct dash *d, uint32_t i) {
  if (i + 1 >= d->end) return false;
  const quoth_type *next = type_at(d->in, d->tokens, i + 1);
  bool lower = next->caps == QUOTH_CAPS_LOWER;
  if (space_before(d, i) && !space_before(d, i + 1)) return true;
  return lower && space_before(d, i) && is_turn(d, i);
}

static bool begins_speech(const struct dash *d, uint32_t i) {
  if (i + 1 >= d->end) return false;
  if (!space_before(d, i)) return true; /* —she said—. Yes */
  return space_before(d, i + 1) && is_turn(d, i);
}

/* he said: — Yes */
static bool begins_inline(const struct dash *d, uint32_t i) {
  if (i == d->first || i + 1 >= d->end) return false;
  const quoth_type *before = type_at(d->in, d->tokens, i - 1);
  return before->text_len == 1 && before->text[0] == ':' &&
         is_capital_or_opening(type_at(d->in, d->tokens, i + 1));
}

/* Speech may go on with the stop of the narration: —he said—. Yes */
static uint32_t speech_start(const struct dash *d, uint32_t i) {
  uint32_t at = i + 1;
  while (at + 1 < d->end && !space_before(d, at) &&
         is_stop(type_at(d->in, d->tokens, at)) &&
         type_at(d->in, d->tokens, at)->cls == QUOTH_CLASS_PUNCT)
    at++;
  return at;
}

static bool add(const struct dash *d, uint32_t from, uint32_t to,
                const quoth__mem *mem, quoth__spans *out) {
  if (from >= to) return true;
  const quoth_token *t = d->tokens->data;
  quoth_span span = {t[from].span.start, t[to - 1].span.end};
  return QUOTH__VEC_ADD(mem, out, span);
}

quoth_status quoth__dialogue_find(const quoth__quote_input *input,
                                  const quoth__tokens *tokens, uint32_t first,
                                  uint32_t end, const uint8_t *quoted,
                                  const quoth__mem *mem, quoth__spans *out) {
  struct dash d = {input, tokens, first, end};
  bool narrated = input->dash >= QUOTH__DASH_NARRATED;
  bool opens = quoth__dialogue_opens(input, tokens, first);
  bool speaking = opens, any = opens;
  uint32_t from = opens ? first + 1 : first;
  if (!narrated && !opens) return QUOTH_OK;
  for (uint32_t i = from; narrated && i < end; i++) {
    if (quoted[i - first] || !is_dash(type_at(input, tokens, i))) continue;
    if (speaking && ends_speech(&d, i)) {
      if (!add(&d, from, i, mem, out)) return QUOTH_ENOMEM;
      speaking = false;
    } else if (!speaking && (any ? begins_speech(&d, i) ||
                                       begins_inline(&d, i)
                                 : begins_inline(&d, i))) {
      from = speech_start(&d, i);
      speaking = any = true;
      i = from > i + 1 ? from - 1 : i;
    }
  }
  if (speaking && !add(&d, from, end, mem, out)) return QUOTH_ENOMEM;
  return QUOTH_OK;
}

/* Columns of white space before a byte, back to its line's start. */
static uint32_t indent_of(const quoth__quote_input *in, uint32_t byte) {
  uint32_t n = 0;
  while (byte > n && (in->text[byte - n - 1] == ' ' ||
                      in->text[byte - n - 1] == '\t'))
    n++;
  bool at_start = byte == n || in->text[byte - n - 1] == '\n' ||
                  in->text[byte - n - 1] == '\r';
  if (!at_start) return 0;
  return n && in->text[byte - 1] == '\t' ? n + INDENT_MIN : n;
}

bool quoth__block_quotes(const quoth__quote_input *input, uint32_t paragraph) {
  const quoth_span *p = input->paragraphs->data;
  const char *s = input->text + p[paragraph].start;
  if (p[paragraph].end - p[paragraph].start > 2 && s[0] == '>' &&
      s[1] == ' ')
    return true;
  if (!paragraph || indent_of(input, p[paragraph].start) < INDENT_MIN)
    return false;
  return input->text[p[paragraph - 1].end - 1] == ':' &&
         indent_of(input, p[paragraph - 1].start) == 0;
}
