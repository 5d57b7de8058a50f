/* SPDX-License-Identifier: MIT */
#include "text/quotemarks.h"

#include <string.h>

#include "text/dialogue.h"
#include "text/markreader.h"
#include "text/quoteclass.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

enum { DEPTH = 4 };

/* A quotation that a paragraph left open. */
struct pending {
  uint32_t quotation, pair; /* QUOTH_NONE: there is none */
};

struct finder {
  const quoth__quote_input *in;
  quoth__tokens *tokens;
  const quoth__mem *mem;
  quoth__quotations *out;
  quoth__markreader reader;
  QUOTH__VEC(quoth__mark) marks;
  QUOTH__VEC(uint8_t) acts;
  QUOTH__VEC(uint8_t) quoted;
  quoth__spans spoken; /* after dashes, in this paragraph */
  struct pending pending;
};

static const quoth_type *type_at(const struct finder *f, uint32_t token) {
  return quoth__types_get(f->in->types, f->tokens->data[token].type);
}

static uint32_t first_cp(const quoth_type *t) {
  return quoth__utf8_get(t->text, t->text_len, 0).cp;
}

static bool touches(const struct finder *f, uint32_t a, uint32_t b) {
  return f->tokens->data[a].span.end == f->tokens->data[b].span.start;
}

/* ---- Marks and their surroundings --------------------------------------- */

static uint32_t mark_cp(const quoth_type *t) {
  if (t->text_len == 2 && t->text[0] == '\'') return QUOTH__MARK_DOUBLE;
  if (t->text_len == 2 && t->text[0] == '`') return QUOTH__MARK_GRAVES;
  return first_cp(t);
}

/* Han, kana, Thai and the like: words without spaces. */
static bool is_unspaced(uint32_t cp) {
  return (cp >= 0x2E80 && cp <= 0xABFF) || (cp >= 0xF900 && cp <= 0xFFEF) ||
         cp >= 0x20000 || (cp >= 0x0E00 && cp <= 0x0EFF);
}

static quoth__side side_of_punct(uint32_t cp, const quoth_type *t) {
  quoth__gc gc = quoth__props_gc(cp);
  if (is_unspaced(cp)) return QUOTH__SIDE_UNSPACED;
  if (cp == 0x2026 || (cp == '.' && t->text_len > 1))
    return QUOTH__SIDE_DOTS;
  if (gc == QUOTH__GC_PD || cp == '/') return QUOTH__SIDE_DASH;
  if (gc == QUOTH__GC_PS || cp == 0xBF || cp == 0xA1) return QUOTH__SIDE_OPEN;
  if (gc == QUOTH__GC_PE) return QUOTH__SIDE_CLOSE;
  return cp < 0x80 && strchr("%&*#@\\", (char)cp) ? QUOTH__SIDE_WORD
                                                  : QUOTH__SIDE_COMMA;
}

static quoth__side side_of(const quoth_type *t) {
  uint32_t cp = first_cp(t);
  if (t->cls == QUOTH_CLASS_PUNCT) return side_of_punct(cp, t);
  if (t->cls == QUOTH_CLASS_NUMBER) return QUOTH__SIDE_DIGIT;
  return is_unspaced(cp) ? QUOTH__SIDE_UNSPACED : QUOTH__SIDE_WORD;
}

/* Marks that touch are looked through: the ’ of ’” stands before a space. */
static void set_sides(struct finder *f, uint32_t first, uint32_t end) {
  quoth__mark *m = f->marks.data;
  for (uint32_t i = 0; i < f->marks.count; i++) {
    uint32_t t = m[i].token;
    m[i].lone = true;
    if (t == first || !touches(f, t - 1, t)) continue;
    bool mark = i && m[i - 1].token == t - 1;
    m[i].left = mark ? m[i - 1].left : side_of(type_at(f, t - 1));
    m[i].lone = !mark;
  }
  for (uint32_t i = f->marks.count; i-- > 0;) {
    uint32_t t = m[i].token;
    if (t + 1 == end || !touches(f, t, t + 1)) continue;
    bool mark = i + 1 < f->marks.count && m[i + 1].token == t + 1;
    m[i].right = mark ? m[i + 1].right : side_of(type_at(f, t + 1));
  }
}

static bool is_wordside(quoth__side side) {
  return side == QUOTH__SIDE_WORD || side == QUOTH__SIDE_DIGIT ||
         side == QUOTH__SIDE_UNSPACED;
}

/* ’em, ’90s: is what follows written with an apostrophe for its start? */
static bool is_elided(const struct finder *f, const quoth__mark *m,
                      uint32_t end) {
  if (m->token + 1 >= end || !touches(f, m->token, m->token + 1))
    return false;
  const quoth_type *t = type_at(f, m->token + 1);
  return t->cls == QUOTH_CLASS_NUMBER ||
         quoth__language_lists(f->in->language->elided, t->norm, t->norm_len);
}

/* Cost of taking ' or ’ for an apostrophe. */
static uint8_t apostrophe_cost(const struct finder *f, const quoth__mark *m,
                               uint32_t end) {
  bool word_left = is_wordside(m->left), word_right = is_wordside(m->right);
  if (word_left && word_right) return 3;
  if (word_left) { /* the Okafors’, talkin’, 6' */
    const quoth_type *t = type_at(f, m->token - 1);
    char last = t->norm_len ? t->norm[t->norm_len - 1] : 0;
    if (m->left == QUOTH__SIDE_DIGIT) return 4;
    if (!m->lone) return 20;
    return last == 's' || last == 'z' || last == 'x' ? 3
           : last == 'n'                             ? 5
                                                     : 12;
  }
  if (word_right) return is_elided(f, m, end) ? 2 : 22;
  return m->left == QUOTH__SIDE_SPACE ? 10 : 30;
}

static uint8_t no_mark_cost(const struct finder *f, const quoth__mark *m,
                            uint32_t end) {
  switch (m->cp) {
    case '\'': case 0x2019:
      return apostrophe_cost(f, m, end);
    case 0x2018: case 0x201B:
      return is_elided(f, m, end) ? 3 : 30;
    case '`': case 0xB4: case 0x201A:
      return 12;
    case '"':
      return m->left == QUOTH__SIDE_DIGIT && m->lone ? 6 : 40;
    default:
      return 40;
  }
}

/* Most tokens begin with an ASCII byte that no mark begins with. */
static bool may_be_mark(const struct finder *f, uint32_t token) {
  unsigned char c =
      (unsigned char)f->in->text[f->tokens->data[token].span.start];
  return c >= 0x80 || c == '"' || c == '\'' || c == '`';
}

static bool collect(struct finder *f, uint32_t first, uint32_t end) {
  f->marks.count = 0;
  for (uint32_t i = first; i < end; i++) {
    if (!may_be_mark(f, i)) continue;
    const quoth_type *t = type_at(f, i);
    if (t->cls != QUOTH_CLASS_QUOTE) continue;
    quoth__mark m = {.token = i, .cp = mark_cp(t)};
    if (!QUOTH__VEC_ADD(f->mem, &f->marks, m)) return false;
  }
  set_sides(f, first, end);
  for (uint32_t i = 0; i < f->marks.count; i++) {
    quoth__mark *m = &f->marks.data[i];
    bool apostrophe = m->cp == '\'' || m->cp == 0x2019;
    m->no_mark = no_mark_cost(f, m, end);
    m->no_open = apostrophe && is_elided(f, m, end) ? 8 : 0;
  }
  return true;
}

/* ---- From marks to quotations --------------------------------------------- */

/* The quotations that are open, outermost first; a dash may be the lowest. */
struct nest {
  uint32_t index[DEPTH + 1], token[DEPTH + 1], depth;
  bool dash; /* the lowest is dialogue behind a dash */
};

static bool begin(struct finder *f, struct nest *nest, uint32_t token,
                  uint32_t start, uint32_t inner, uint32_t flags) {
  uint32_t index = f->out->count;
  quoth_quotation q = {
      .span = {start, inner}, .inner = {inner, inner}, .level = nest->depth,
      .parent = nest->depth ? nest->index[nest->depth - 1] : QUOTH_NONE,
      .chain = index, .flags = flags, .cls = QUOTH_QUOTATION_SPEECH};
  if (!QUOTH__VEC_ADD(f->mem, f->out, q)) return false;
  nest->token[nest->depth] = token;
  nest->index[nest->depth++] = index;
  return true;
}

static quoth_quotation *top(const struct finder *f, const struct nest *nest) {
  return &f->out->data[nest->index[nest->depth - 1]];
}

static void end_at(const struct finder *f, quoth_quotation *q, uint32_t inner,
                   uint32_t end) {
  q->inner.end = inner;
  q->span.end = end;
  const char *s = f->in->text;
  while (q->inner.start < q->inner.end &&
         (s[q->inner.start] == ' ' || s[q->inner.start] == '\n'))
    q->inner.start++;
  while (q->inner.end > q->inner.start &&
         (s[q->inner.end - 1] == ' ' || s[q->inner.end - 1] == '\n'))
    q->inner.end--;
  /* no-break spaces, which French has inside of its marks */
  if (q->inner.end - q->inner.start > 4 &&
      !memcmp(s + q->inner.start, "\xC2\xA0", 2))
    q->inner.start += 2;
  if (q->inner.end - q->inner.start > 4 &&
      !memcmp(s + q->inner.end - 2, "\xC2\xA0", 2))
    q->inner.end -= 2;
}

/* Link a part to the part in the paragraph before. */
static void continue_chain(struct finder *f, uint32_t part) {
  quoth_quotation *before = &f->out->data[f->pending.quotation];
  quoth_quotation *q = &f->out->data[part];
  before->flags &= ~(uint32_t)QUOTH_QUOTATION_UNCLOSED;
  before->flags |= QUOTH_QUOTATION_CONTINUES;
  before->cls = QUOTH_QUOTATION_SPEECH;
  q->flags |= QUOTH_QUOTATION_CONTINUED;
  q->chain = before->chain;
}

struct paragraph {
  uint32_t first, end; /* tokens */
  uint32_t start_byte, end_byte;
  uint32_t next_spoken;
  bool resumed;
};

/* Begin and end the spoken spans up to a byte. */
static bool pass_spoken(struct finder *f, struct paragraph *p,
                        struct nest *nest, uint32_t byte) {
  for (;;) {
    if (nest->dash && nest->depth == 1) {
      quoth_span span = f->spoken.data[p->next_spoken];
      if (span.end > byte) return true;
      end_at(f, top(f, nest), span.end, span.end);
      nest->depth = 0;
      nest->dash = false;
      p->next_spoken++;
    }
    if (nest->depth || p->next_spoken >= f->spoken.count) return true;
    quoth_span span = f->spoken.data[p->next_spoken];
    if (span.start > byte) return true;
    if (!begin(f, nest, p->first, span.start, span.start,
               QUOTH_QUOTATION_DASH))
      return false;
    nest->dash = true;
  }
}

static bool on_open(struct finder *f, struct paragraph *p, struct nest *nest,
                    const quoth__mark *m, uint8_t pair) {
  quoth_token *t = &f->tokens->data[m->token];
  if (!pass_spoken(f, p, nest, t->span.start)) return false;
  t->flags |= QUOTH_TOKEN_QUOTE_OPEN;
  bool outermost = nest->depth == 0;
  if (!begin(f, nest, m->token, t->span.start, t->span.end, 0)) return false;
  if (outermost && m->token == p->first && f->pending.pair == pair)
    continue_chain(f, f->out->count - 1);
  return true;
}

static void on_close(struct finder *f, const struct paragraph *p,
                     struct nest *nest, const quoth__mark *m,
                     const quoth__mark_pair *pair) {
  quoth_token *t = &f->tokens->data[m->token];
  t->flags |= QUOTH_TOKEN_QUOTE_CLOSE;
  quoth_quotation *q = top(f, nest);
  end_at(f, q, t->span.start, t->span.end);
  uint32_t open = nest->token[--nest->depth];
  if (pair->title) q->cls = QUOTH_QUOTATION_TITLE;
  else if (!(q->flags & QUOTH_QUOTATION_CONTINUED))
    q->cls = quoth__quotation_class(f->in, f->tokens, p->first, p->end, open,
                                    m->token);
}

/* What is still open at the paragraph's end ends there. */
static void close_paragraph(struct finder *f, const struct paragraph *p,
                            struct nest *nest, uint32_t lowest_pair) {
  f->pending = (struct pending){QUOTH_NONE, QUOTH_NONE};
  while (nest->depth) {
    quoth_quotation *q = top(f, nest);
    bool dash = nest->dash && nest->depth == 1;
    end_at(f, q, p->end_byte, p->end_byte);
    if (!dash) q->flags |= QUOTH_QUOTATION_UNCLOSED;
    if (nest->depth == 1 && !dash)
      f->pending = (struct pending){nest->index[0], lowest_pair};
    nest->depth--;
  }
}

static bool build(struct finder *f, struct paragraph *p) {
  struct nest nest = {.depth = 0};
  uint32_t lowest = f->pending.pair;
  uint8_t pairs[DEPTH + 1];
  if (p->resumed) {
    pairs[0] = (uint8_t)f->pending.pair;
    if (!begin(f, &nest, p->first, p->start_byte, p->start_byte, 0))
      return false;
    continue_chain(f, f->out->count - 1);
  }
  for (uint32_t i = 0; i < f->marks.count; i++) {
    const quoth__mark *m = &f->marks.data[i];
    uint8_t act = f->acts.data[i];
    if (act >= QUOTH__ACT_OPEN) {
      uint8_t pair = (uint8_t)(act - QUOTH__ACT_OPEN);
      if (!on_open(f, p, &nest, m, pair)) return false;
      if (nest.depth == 1) lowest = pair;
      pairs[nest.depth - 1] = pair;
    } else if (act == QUOTH__ACT_CLOSE) {
      on_close(f, p, &nest, m,
               &f->in->language->marks[pairs[nest.depth - 1]]);
    }
  }
  if (!pass_spoken(f, p, &nest, p->end_byte)) return false;
  close_paragraph(f, p, &nest, lowest);
  return true;
}

/* ---- Paragraphs -------------------------------------------------------------- */

/* For each token, whether it stands between marks: dashes there are none. */
static bool set_quoted(struct finder *f, const struct paragraph *p) {
  uint32_t n = p->end - p->first, depth = p->resumed;
  f->quoted.count = 0;
  if (!QUOTH__VEC_RESERVE(f->mem, &f->quoted, n)) return false;
  for (uint32_t i = 0, m = 0; i < n; i++) {
    if (m < f->marks.count && f->marks.data[m].token == p->first + i) {
      uint8_t act = f->acts.data[m++];
      if (act >= QUOTH__ACT_OPEN) depth++;
      else if (act == QUOTH__ACT_CLOSE) depth--;
    }
    f->quoted.data[i] = depth > 0;
  }
  return true;
}

static bool add_block(struct finder *f, const struct paragraph *p) {
  struct nest nest = {.depth = 0};
  bool mark = f->in->text[p->start_byte] == '>';
  uint32_t inner = mark ? p->start_byte + 1 : p->start_byte;
  if (!begin(f, &nest, p->first, p->start_byte, inner,
             QUOTH_QUOTATION_BLOCK))
    return false;
  end_at(f, top(f, &nest), p->end_byte, p->end_byte);
  return true;
}

static uint32_t next_opener(const struct finder *f, uint32_t token) {
  if (token >= f->tokens->count) return 0;
  const quoth_type *t = type_at(f, token);
  return t->cls == QUOTH_CLASS_QUOTE ? mark_cp(t) : 0;
}

static bool read_marks(struct finder *f, struct paragraph *p) {
  if (!collect(f, p->first, p->end)) return false;
  uint32_t n = f->marks.count;
  f->acts.count = 0;
  if (!n) return true;
  if (!QUOTH__VEC_RESERVE(f->mem, &f->acts, n)) return false;
  quoth__mark_edges edges = {f->pending.pair, next_opener(f, p->end)};
  return !quoth__markreader_read(&f->reader, f->mem, f->in->language,
                                 f->marks.data, n, edges, f->acts.data,
                                 &p->resumed);
}

static bool on_paragraph(struct finder *f, struct paragraph *p,
                         uint32_t index) {
  if (!read_marks(f, p)) return false;
  f->spoken.count = 0;
  if (f->in->dash != QUOTH__DASH_NONE) {
    if (!set_quoted(f, p)) return false;
    if (quoth__dialogue_find(f->in, f->tokens, p->first, p->end,
                             f->quoted.data, f->mem, &f->spoken))
      return false;
  }
  uint32_t before = f->out->count;
  if (!build(f, p)) return false;
  if (f->out->count == before && quoth__block_quotes(f->in, index))
    return add_block(f, p);
  return true;
}

static bool find(struct finder *f) {
  uint32_t token = 0;
  for (uint32_t i = 0; i < f->in->paragraphs->count; i++) {
    quoth_span span = f->in->paragraphs->data[i];
    struct paragraph p = {.first = token, .start_byte = span.start,
                          .end_byte = span.end};
    while (token < f->tokens->count &&
           f->tokens->data[token].span.start < span.end)
      token++;
    p.end = token;
    if (p.end > p.first && !on_paragraph(f, &p, i)) return false;
  }
  return true;
}

quoth_status quoth__quotations_find(const quoth__quote_input *input,
                                    quoth__tokens *tokens,
                                    const quoth__mem *mem,
                                    quoth__quotations *out) {
  struct finder f = {.in = input, .tokens = tokens, .mem = mem, .out = out,
                     .pending = {QUOTH_NONE, QUOTH_NONE}};
  bool ok = find(&f);
  quoth__markreader_done(&f.reader, mem);
  QUOTH__VEC_DONE(mem, &f.marks);
  QUOTH__VEC_DONE(mem, &f.acts);
  QUOTH__VEC_DONE(mem, &f.quoted);
  QUOTH__VEC_DONE(mem, &f.spoken);
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}
