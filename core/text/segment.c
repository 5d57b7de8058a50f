/* SPDX-License-Identifier: MIT */
#include "text/segment.h"

#include <string.h>

#include "unicode/props.h"
#include "unicode/sentence.h"
#include "unicode/utf8.h"

enum { BATCH = 64, REPORT_MAX = 5, FOLLOW_MAX = 16 };

struct segmenter {
  const quoth__segment_input *in;
  quoth__tokens *tokens;
  const quoth__mem *mem;
  quoth__spans *out;
  uint32_t first; /* token that the open sentence begins with */
  bool failed;
};

static const quoth_type *type_at(const struct segmenter *sg, uint32_t token) {
  return quoth__types_get(sg->in->types, sg->tokens->data[token].type);
}

static uint32_t first_cp(const quoth_type *type) {
  return quoth__utf8_get(type->text, type->text_len, 0).cp;
}

/* Marks are what the quotations say they are; one that is none may be both. */
static bool is_closing(const struct segmenter *sg, uint32_t token) {
  const quoth_type *type = type_at(sg, token);
  if (type->cls == QUOTH_CLASS_QUOTE)
    return !(sg->tokens->data[token].flags & QUOTH_TOKEN_QUOTE_OPEN);
  return quoth__props_gc(first_cp(type)) == QUOTH__GC_PE;
}

static bool is_opening(const struct segmenter *sg, uint32_t token) {
  const quoth_type *type = type_at(sg, token);
  if (type->cls == QUOTH_CLASS_QUOTE)
    return !(sg->tokens->data[token].flags & QUOTH_TOKEN_QUOTE_CLOSE);
  return quoth__props_gc(first_cp(type)) == QUOTH__GC_PS;
}

/* . ... … and the full stops of other scripts */
static bool is_stop(const quoth_type *type) {
  uint32_t cp = first_cp(type);
  return type->cls == QUOTH_CLASS_PUNCT &&
         (cp == '.' || cp == 0x2026 || cp == 0x3002 || cp == 0xFF0E ||
          cp == 0x0964 || cp == 0x06D4);
}

/* ! ? and their kin, which need no abbreviation rule */
static bool is_cry(const quoth_type *type) {
  uint32_t cp = first_cp(type);
  return type->cls == QUOTH_CLASS_PUNCT &&
         (cp == '!' || cp == '?' || cp == 0xFF01 || cp == 0xFF1F ||
          cp == 0x203C || (cp >= 0x2047 && cp <= 0x2049) || cp == 0x061F);
}

static quoth__abbr abbr_of(const struct segmenter *sg,
                           const quoth_type *type) {
  if (type->cls != QUOTH_CLASS_WORD && type->cls != QUOTH_CLASS_NUMBER)
    return QUOTH__ABBR_NONE;
  return quoth__token_abbr(type->text, type->text_len, sg->in->language);
}

static bool lists(const char *const *list, const quoth_type *type) {
  return quoth__language_lists(list, type->norm, type->norm_len);
}

/* Is there a line end between two tokens? */
static bool has_line_end(const struct segmenter *sg, uint32_t token) {
  const quoth_token *t = &sg->tokens->data[token];
  for (uint32_t i = t[-1].span.end; i < t->span.start; i++)
    if (sg->in->text[i] == '\n' || sg->in->text[i] == '\r') return true;
  return false;
}

/*
 * “Stop!” Ada said. is one sentence: behind a closing mark, a name of at most
 * four words or "I", and then one of the commonest words for "said".
 */
static bool is_report(const struct segmenter *sg, uint32_t token,
                      uint32_t end) {
  const quoth__language *lang = sg->in->language;
  for (uint32_t i = token; i < end && i < token + REPORT_MAX; i++) {
    const quoth_type *t = type_at(sg, i);
    if (i > token && lists(lang->reporters, t)) return true;
    bool starter = lists(lang->starters, t) && t->n_cps > 1;
    if (t->caps < QUOTH_CAPS_TITLE || starter) return false;
  }
  return false;
}

/* May a sentence end before a token, where UAX #29 says that it does? */
static bool may_break(const struct segmenter *sg, uint32_t token,
                      uint32_t end) {
  uint32_t last = token - 1, next = token;
  while (last > sg->first && token - last < FOLLOW_MAX &&
         is_closing(sg, last))
    last--;
  while (next + 1 < end && next - token < FOLLOW_MAX &&
         is_opening(sg, next))
    next++;
  const quoth_type *before = type_at(sg, last), *after = type_at(sg, next);
  bool closed = last + 1 < token, opened = next > token;
  quoth__abbr abbr = abbr_of(sg, before);
  if (!abbr && !is_stop(before) && !is_cry(before))
    return !has_line_end(sg, token);
  if (after->caps == QUOTH_CAPS_LOWER && !opened &&
      (!is_stop(before) || has_line_end(sg, token)))
    return false;
  if (abbr == QUOTH__ABBR_TITLE) return false;
  if (abbr) /* N.H. (AP), but U.S. “We …” */
    return lists(sg->in->language->starters, after) ||
           type_at(sg, token)->cls == QUOTH_CLASS_QUOTE;
  return !(closed && is_cry(before) && is_report(sg, token, end));
}

/* “… in the end. 12 people …” UAX #29 sees no capital, and no end (SB8). */
static bool is_missed(const struct segmenter *sg, uint32_t token) {
  const quoth_token *t = &sg->tokens->data[token];
  unsigned char c = (unsigned char)sg->in->text[t->span.start];
  if (c < '0' || (c > '9' && c < 0x80)) return false;
  if (token < sg->first + 2 || !(t->flags & QUOTH_TOKEN_SPACE_BEFORE))
    return false;
  if (type_at(sg, token)->cls != QUOTH_CLASS_NUMBER) return false;
  const quoth_type *stop = type_at(sg, token - 1);
  const quoth_type *word = type_at(sg, token - 2);
  return is_stop(stop) && stop->text_len == 1 && stop->text[0] == '.' &&
         word->cls == QUOTH_CLASS_WORD && word->n_cps > 3;
}

/* The stop that ends a sentence, and those that touch it: ?! */
static void mark_final(struct segmenter *sg, uint32_t end) {
  uint32_t i = end;
  while (i > sg->first + 1 && is_closing(sg, i - 1)) i--;
  for (bool any = false; i > sg->first; i--, any = true) {
    const quoth_type *t = type_at(sg, i - 1);
    bool abbr = !any && abbr_of(sg, t);
    if (!abbr && !is_stop(t) && !is_cry(t)) return;
    sg->tokens->data[i - 1].flags |= QUOTH_TOKEN_FINAL;
    if (abbr || sg->tokens->data[i - 1].flags & QUOTH_TOKEN_SPACE_BEFORE)
      return;
  }
}

/* The open sentence ends before the token `end`. */
static void close_sentence(struct segmenter *sg, uint32_t end) {
  if (end == sg->first) return;
  quoth_token *t = sg->tokens->data;
  t[sg->first].flags |= QUOTH_TOKEN_SENTENCE_FIRST;
  t[end - 1].flags |= QUOTH_TOKEN_SENTENCE_LAST;
  quoth_span span = {t[sg->first].span.start, t[end - 1].span.end};
  if (!QUOTH__VEC_ADD(sg->mem, sg->out, span)) sg->failed = true;
  mark_final(sg, end);
  sg->first = end;
}

/* The annex keeps every mark that touches the stop with it, an opening one too:
   here it goes with what it opens. */
static uint32_t before_opening(const struct segmenter *sg, uint32_t token) {
  uint32_t at = token;
  while (at > sg->first + 1 && token - at < FOLLOW_MAX &&
         (sg->tokens->data[at - 1].flags & QUOTH_TOKEN_QUOTE_OPEN))
    at--;
  return at;
}

/* A boundary of UAX #29 at a byte, `*at` the first token behind it. */
static void on_boundary(struct segmenter *sg, uint32_t byte, uint32_t *at,
                        uint32_t end) {
  const quoth_token *t = sg->tokens->data;
  for (; *at < end && t[*at].span.start < byte; ++*at)
    if (!sg->in->plain && is_missed(sg, *at)) close_sentence(sg, *at);
  if (*at == sg->first || *at == end) return;
  if (t[*at - 1].span.end > byte) return; /* within a token */
  uint32_t token = sg->in->plain ? *at : before_opening(sg, *at);
  if (sg->in->plain || may_break(sg, token, end)) close_sentence(sg, token);
}

static void split(struct segmenter *sg, quoth_span paragraph, uint32_t end) {
  const char *s = sg->in->text + paragraph.start;
  size_t len = paragraph.end - paragraph.start;
  uint32_t ends[BATCH], token = sg->first;
  for (size_t at = 0; at < len && token < end && !sg->failed;) {
    size_t n = quoth__sentence_fill(s, len, at, ends, BATCH);
    for (size_t i = 0; i < n && !sg->failed; i++)
      on_boundary(sg, paragraph.start + ends[i], &token, end);
    at = ends[n - 1];
  }
  close_sentence(sg, end);
}

quoth_status quoth__sentences_find(const quoth__segment_input *input,
                                   quoth__tokens *tokens,
                                   const quoth__mem *mem, quoth__spans *out) {
  struct segmenter sg = {.in = input, .tokens = tokens, .mem = mem,
                         .out = out};
  for (uint32_t p = 0; p < input->paragraphs->count && !sg.failed; p++) {
    quoth_span paragraph = input->paragraphs->data[p];
    uint32_t end = sg.first;
    while (end < tokens->count &&
           tokens->data[end].span.start < paragraph.end)
      end++;
    if (end == sg.first) continue;
    tokens->data[sg.first].flags |= QUOTH_TOKEN_PARAGRAPH_FIRST;
    tokens->data[end - 1].flags |= QUOTH_TOKEN_PARAGRAPH_LAST;
    split(&sg, paragraph, end);
  }
  return sg.failed ? QUOTH_ENOMEM : QUOTH_OK;
}
