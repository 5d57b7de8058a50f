/* SPDX-License-Identifier: MIT */
#include "text/token.h"

#include <string.h>

#include "text/attributes.h"
#include "text/weblink.h"
#include "unicode/props.h"
#include "unicode/utf8.h"
#include "unicode/word.h"

enum { BATCH = 256, ABBR_MAX = 32 };

/* What the token before is, for what may be joined to it. */
enum last {
  LAST_NONE,
  LAST_WORD,       /* word or number */
  LAST_ABBR,       /* a word that took its period in */
  LAST_POSSESSIVE, /* ’s */
  LAST_PERIODS,
  LAST_HYPHENS,
  LAST_OTHER,
};

struct lexer {
  const char *s;
  uint32_t len;
  const quoth__language *language;
  const quoth__mem *mem;
  quoth__tokens *out;
  enum last last;
  bool glue;        /* the next word belongs to the token before */
  uint32_t skip_to; /* a link was taken up to here */
};

static bool is_alnum(uint32_t cp) {
  if (cp < 0x80)
    return (cp | 32u) - 'a' < 26u || cp - '0' < 10u;
  return quoth__props_is_letter(cp) || quoth__props_is_number(cp);
}

/* The code point at a byte, 0 at the end. */
static uint32_t cp_at(const struct lexer *lx, uint32_t at) {
  return at < lx->len ? quoth__utf8_get(lx->s, lx->len, at).cp : 0;
}

/* Is there white space in [start, end)? Format controls are none. */
static bool has_space(const struct lexer *lx, size_t start, size_t end) {
  while (start < end)
    if (quoth__props_is_space(quoth__utf8_next(lx->s, lx->len, &start)))
      return true;
  return false;
}

/* There is room: see reserve(). */
static void push(struct lexer *lx, uint32_t start, uint32_t end,
                 enum last kind) {
  quoth_token *t = &lx->out->data[lx->out->count];
  uint32_t before = lx->out->count ? t[-1].span.end : 0;
  *t = (quoth_token){{start, end}, 0, 0};
  if (has_space(lx, before, start)) t->flags = QUOTH_TOKEN_SPACE_BEFORE;
  lx->out->count++;
  lx->last = kind;
}

static quoth_token *last_token(const struct lexer *lx) {
  return &lx->out->data[lx->out->count - 1];
}

/* Does the token before end where `at` begins? */
static bool touches(const struct lexer *lx, uint32_t at) {
  return lx->out->count && last_token(lx)->span.end == at;
}

static bool touches_word(const struct lexer *lx, uint32_t at) {
  return (lx->last == LAST_WORD || lx->last == LAST_ABBR) && touches(lx, at);
}

/* ---- Possessives: Lavrov’s becomes Lavrov, ’s -------------------------- */

/* Length of ' or ’ at a byte, else 0. */
static uint32_t apostrophe_len(const struct lexer *lx, uint32_t at) {
  uint32_t cp = cp_at(lx, at);
  return cp == '\'' ? 1 : cp == 0x2019 ? 3 : 0;
}

/* Where the ’s of the word [start, end) begins, or `end`. */
static uint32_t possessive_at(const struct lexer *lx, uint32_t start,
                              uint32_t end) {
  if (!lx->language->possessive || end - start < 3) return end;
  if ((lx->s[end - 1] | 32) != 's') return end;
  uint32_t at = end;
  if (lx->s[end - 2] == '\'') at = end - 2;
  else if (end - start > 4 && apostrophe_len(lx, end - 4) == 3) at = end - 4;
  if (at <= start || at == end) return end;
  if (quoth__language_lists(lx->language->not_possessive, lx->s + start,
                            at - start))
    return end;
  return at;
}

/* ---- Words ------------------------------------------------------------- */

static void on_word(struct lexer *lx, uint32_t start, uint32_t end) {
  bool glue = lx->glue && touches(lx, start);
  lx->glue = false;
  uint32_t link = glue ? 0 : quoth__weblink_end(lx->s, lx->len, start, end);
  if (link) {
    push(lx, start, link, LAST_OTHER);
    lx->skip_to = link;
    return;
  }
  uint32_t split = possessive_at(lx, start, end);
  if (glue) {
    last_token(lx)->span.end = split;
    lx->last = LAST_WORD;
  } else {
    push(lx, start, split, LAST_WORD);
  }
  if (split < end) push(lx, split, end, LAST_POSSESSIVE);
}

/* 10-year and F-16 are one, 5-4 is not: a side must begin with a letter. */
static bool joins(const struct lexer *lx, uint32_t hyphen, uint32_t next) {
  if (!touches_word(lx, hyphen)) return false;
  uint32_t right = cp_at(lx, next);
  if (quoth__props_is_letter(right)) return true;
  return is_alnum(right) &&
         quoth__props_is_letter(cp_at(lx, last_token(lx)->span.start));
}

static void on_hyphen(struct lexer *lx, uint32_t start, uint32_t end) {
  if (joins(lx, start, end)) {
    last_token(lx)->span.end = end;
    lx->glue = true;
  } else if (lx->last == LAST_HYPHENS && touches(lx, start)) {
    last_token(lx)->span.end = end;
  } else {
    push(lx, start, end, LAST_HYPHENS);
  }
}

/* ---- Periods: abbreviations, initials, ordinals, ellipses --------------- */

/* Code point after the white space at `at` on the same line; 0 at its end. */
static uint32_t next_on_line(const struct lexer *lx, uint32_t at) {
  while (at < lx->len && (lx->s[at] == ' ' || lx->s[at] == '\t')) at++;
  if (lx->len - at >= 2 && memcmp(lx->s + at, "\xC2\xA0", 2) == 0) at += 2;
  return cp_at(lx, at);
}

/* Letters and periods in turn, such as U.S or a.m or Ph.D; not J.Smith. */
static bool is_dotted(const char *s, uint32_t len) {
  uint32_t run = 0, n_runs = 1, n_short = 0;
  for (size_t at = 0; at < len;) {
    uint32_t cp = quoth__utf8_next(s, len, &at);
    if (cp == '.') {
      n_short += run == 1;
      run = 0;
      n_runs++;
    } else if (!quoth__props_is_letter(cp) || ++run > 2) {
      return false;
    }
  }
  return n_runs > 1 && run && n_short + (run == 1) > 0;
}

/* One capital letter and nothing else. */
static bool is_initial(const char *s, uint32_t len) {
  quoth__char c = quoth__utf8_get(s, len, 0);
  return c.len == len && quoth__props_is_upper(c.cp);
}

static bool is_letter(const char *s, uint32_t len) {
  quoth__char c = quoth__utf8_get(s, len, 0);
  return c.len == len && quoth__props_is_letter(c.cp);
}

/* z. B., т. д.: a letter and a period before it, or behind it. */
static bool is_spaced_out(const struct lexer *lx, quoth_span word) {
  uint32_t at = word.end + 1;
  if (!is_letter(lx->s + word.start, word.end - word.start)) return false;
  if (lx->out->count > 1) {
    quoth_span before = last_token(lx)[-1].span;
    if (before.end - before.start > 1 && before.end + 1 == word.start &&
        lx->s[before.end - 1] == '.' &&
        is_letter(lx->s + before.start, before.end - before.start - 1))
      return true;
  }
  if (at + 1 >= lx->len || lx->s[at] != ' ') return false;
  quoth__char next = quoth__utf8_get(lx->s, lx->len, at + 1);
  return quoth__props_is_letter(next.cp) && lx->s[at + 1 + next.len] == '.';
}

/* "I" and "Я" are words; every other capital with a period is an initial. */
static bool is_pronoun(const char *s, uint32_t len) {
  return (len == 1 && *s == 'I') || (len == 2 && !memcmp(s, "\xD0\xAF", 2));
}

static bool is_ordinal(const char *s, uint32_t len) {
  return len <= 2 && s[0] >= '0' && s[0] <= '9' && s[len - 1] >= '0' &&
         s[len - 1] <= '9';
}

/* What follows the last hyphen: Gov in Lt.-Gov */
static uint32_t after_hyphen(const char *s, uint32_t len) {
  uint32_t at = len;
  while (at > 0 && len - at <= ABBR_MAX && s[at - 1] != '-') at--;
  return at > 0 && s[at - 1] != '-' ? 0 : at;
}

static quoth__abbr abbr_of(const char *s, uint32_t len,
                           const quoth__language *language) {
  uint32_t from = after_hyphen(s, len);
  s += from;
  len -= from;
  if (!len || len > ABBR_MAX) return QUOTH__ABBR_NONE;
  if (is_letter(s, len) || is_dotted(s, len)) return QUOTH__ABBR_PLAIN;
  if (language->ordinal_period && is_ordinal(s, len))
    return QUOTH__ABBR_PLAIN;
  return quoth__language_abbr(language, s, len);
}

quoth__abbr quoth__token_abbr(const char *token, uint32_t len,
                              const quoth__language *language) {
  if (len < 2 || token[len - 1] != '.' || token[0] == '.')
    return QUOTH__ABBR_NONE;
  return abbr_of(token, len - 1, language);
}

/* Is [start, end) before its period at `end` an abbreviation here? */
static bool takes_period(const struct lexer *lx, quoth_span word) {
  const char *s = lx->s + word.start;
  uint32_t len = word.end - word.start;
  uint32_t next = next_on_line(lx, word.end + 1);
  if (is_spaced_out(lx, word)) return true;
  if (is_initial(s, len)) {
    bool after_name = lx->out->count > 1 &&
                      lx->s[last_token(lx)[-1].span.end - 1] == '.';
    if (is_pronoun(s, len) && !after_name) return false;
    return next == ',' || quoth__props_is_upper(next);
  }
  if (lx->language->ordinal_period && is_ordinal(s, len))
    return quoth__props_is_letter(next) &&
           lx->s[word.end + 1] == ' ';
  quoth__abbr kind = is_letter(s, len)
                         ? quoth__language_abbr(lx->language, s, len)
                         : abbr_of(s, len, lx->language);
  if (kind == QUOTH__ABBR_NUMBER) return quoth__props_is_number(next);
  return kind != QUOTH__ABBR_NONE;
}

static void on_period(struct lexer *lx, uint32_t start, uint32_t end) {
  bool run = end < lx->len && lx->s[end] == '.';
  if (lx->last == LAST_PERIODS && touches(lx, start)) {
    last_token(lx)->span.end = end;
  } else if (lx->last == LAST_WORD && touches(lx, start) && !run &&
             takes_period(lx, last_token(lx)->span)) {
    last_token(lx)->span.end = end;
    lx->last = LAST_ABBR;
  } else {
    push(lx, start, end, LAST_PERIODS);
  }
}

/* ---- Marks and signs ---------------------------------------------------- */

/* The s of ’s at `at`, with no letter behind it. */
static bool is_lone_s(const struct lexer *lx, uint32_t at) {
  return at < lx->len && (lx->s[at] | 32) == 's' &&
         !is_alnum(cp_at(lx, at + 1));
}

/* '' stands for ": two marks are one; of three, the outer two. */
static bool is_double(const struct lexer *lx, uint32_t at) {
  char mark = lx->s[at];
  if (at + 1 >= lx->len || lx->s[at + 1] != mark) return false;
  bool third = at + 2 < lx->len && lx->s[at + 2] == mark;
  bool opens = at == 0 || quoth__props_is_space((unsigned char)lx->s[at - 1]);
  return !third || opens;
}

static void on_apostrophe(struct lexer *lx, uint32_t start, uint32_t end) {
  if (end - start == 1 && is_double(lx, start)) {
    push(lx, start, end + 1, LAST_OTHER);
    lx->skip_to = end + 1;
  } else if (lx->language->possessive && touches(lx, start) &&
             is_lone_s(lx, end)) { /* U.S.’s, 1990’s, “Hamlet”’s */
    push(lx, start, end + 1, LAST_POSSESSIVE);
    lx->skip_to = end + 1;
  } else {
    push(lx, start, end, LAST_OTHER);
  }
}

/* The e-mail address around the @ at `at` swallows what it touches. */
static bool take_email(struct lexer *lx, uint32_t at) {
  quoth_span span;
  if (!quoth__weblink_email(lx->s, lx->len, at, &span)) return false;
  uint32_t keep = lx->out->count;
  while (keep && lx->out->data[keep - 1].span.start >= span.start) keep--;
  if (keep == lx->out->count ||
      lx->out->data[keep].span.start != span.start)
    return false;
  lx->out->count = keep;
  push(lx, span.start, span.end, LAST_OTHER);
  lx->skip_to = span.end;
  return true;
}

static void on_sign(struct lexer *lx, uint32_t start, uint32_t end) {
  if (lx->s[start] == '@' && touches(lx, start) && take_email(lx, start))
    return;
  uint32_t tag = touches_word(lx, start)
                     ? 0
                     : quoth__weblink_tag(lx->s, lx->len, start);
  push(lx, start, tag ? tag : end, LAST_OTHER);
  lx->skip_to = tag;
}

static bool is_hyphen(uint32_t cp) {
  return cp == '-' || cp == 0x2010 || cp == 0x2011;
}

/* White space, and format controls such as a byte order mark. */
static bool is_gap(uint32_t cp) {
  if (cp < 0x80) return cp == ' ' || (cp >= '\t' && cp <= '\r');
  return quoth__props_is_space(cp) || quoth__props_gc(cp) == QUOTH__GC_CF;
}

/* What is no part of a token at its start, though marks may hang on it. */
static uint32_t behind_gap(const struct lexer *lx, uint32_t start,
                           uint32_t end) {
  size_t at = start, next = start;
  while (at < end && is_gap(quoth__utf8_next(lx->s, lx->len, &next)))
    at = next;
  return (uint32_t)at;
}

static void on_piece(struct lexer *lx, uint32_t start, uint32_t end) {
  quoth__char c = quoth__utf8_get(lx->s, lx->len, start);
  if (is_alnum(c.cp) || c.cp == '_') {
    on_word(lx, start, end);
    return;
  }
  lx->glue = false;
  if (is_gap(c.cp)) {
    start = behind_gap(lx, start, end);
    if (start < end) push(lx, start, end, LAST_OTHER);
    return;
  }
  if (c.len != end - start) push(lx, start, end, LAST_OTHER);
  else if (c.cp == '.') on_period(lx, start, end);
  else if (is_hyphen(c.cp)) on_hyphen(lx, start, end);
  else if (c.cp == '\'' || c.cp == 0x2019 || c.cp == '`')
    on_apostrophe(lx, start, end);
  else if (c.cp == '@' || c.cp == '#') on_sign(lx, start, end);
  else push(lx, start, end, LAST_OTHER);
}

/* ---- What is plain ASCII, and most of a text ----------------------------- */

enum { /* what may begin with a byte; what may stand behind a word */
  PLAIN_SPACE = 1,
  PLAIN_WORD = 2,
  PLAIN_MARK = 4, /* joins nothing, is joined to nothing */
  PLAIN_NEXT = 8, /* a word before it is no part of a link */
};

#define LETTERS_OF(l, u) [l] = PLAIN_WORD | PLAIN_NEXT, \
                         [u] = PLAIN_WORD | PLAIN_NEXT

static const uint8_t plain[256] = {
    [' '] = PLAIN_SPACE | PLAIN_NEXT, ['\n'] = PLAIN_NEXT,
    [','] = PLAIN_MARK | PLAIN_NEXT, [';'] = PLAIN_MARK | PLAIN_NEXT,
    ['"'] = PLAIN_MARK | PLAIN_NEXT, ['!'] = PLAIN_MARK | PLAIN_NEXT,
    ['?'] = PLAIN_MARK | PLAIN_NEXT, ['('] = PLAIN_MARK | PLAIN_NEXT,
    [')'] = PLAIN_MARK | PLAIN_NEXT, ['.'] = PLAIN_NEXT,
    ['-'] = PLAIN_NEXT, ['\''] = PLAIN_NEXT, [0xE2] = PLAIN_NEXT,
    LETTERS_OF('a', 'A'), LETTERS_OF('b', 'B'), LETTERS_OF('c', 'C'),
    LETTERS_OF('d', 'D'), LETTERS_OF('e', 'E'), LETTERS_OF('f', 'F'),
    LETTERS_OF('g', 'G'), LETTERS_OF('h', 'H'), LETTERS_OF('i', 'I'),
    LETTERS_OF('j', 'J'), LETTERS_OF('k', 'K'), LETTERS_OF('l', 'L'),
    LETTERS_OF('m', 'M'), LETTERS_OF('n', 'N'), LETTERS_OF('o', 'O'),
    LETTERS_OF('p', 'P'), LETTERS_OF('q', 'Q'), LETTERS_OF('r', 'R'),
    LETTERS_OF('s', 'S'), LETTERS_OF('t', 'T'), LETTERS_OF('u', 'U'),
    LETTERS_OF('v', 'V'), LETTERS_OF('w', 'W'), LETTERS_OF('x', 'X'),
    LETTERS_OF('y', 'Y'), LETTERS_OF('z', 'Z'), LETTERS_OF('0', '5'), LETTERS_OF('1', '6'),
    LETTERS_OF('2', '7'), LETTERS_OF('3', '8'), LETTERS_OF('4', '9'),
};

/* 's, in English; the last byte of ’ is 0x99. */
static inline bool may_be_possessive(const char *word, uint32_t len) {
  return len >= 3 && (word[len - 1] | 32) == 's' &&
         (word[len - 2] == '\'' || word[len - 2] == '\x99');
}

static inline bool may_be_www(const char *word) {
  return (word[1] | 32) == 'w' && (word[0] | 32) == 'w';
}

/* A byte stands behind the word, too. */
static inline bool is_plain_word(const struct lexer *lx, uint32_t start,
                                 uint32_t end) {
  return end < lx->len && plain[(unsigned char)lx->s[end]] & PLAIN_NEXT &&
         !may_be_possessive(lx->s + start, end - start) &&
         !may_be_www(lx->s + start);
}

/* White space before `at`, or nothing at all: false when it must be looked at. */
static bool is_clear(const struct lexer *lx, uint32_t at, uint32_t *space) {
  uint32_t before = lx->out->count ? last_token(lx)->span.end : 0;
  *space = at > before ? QUOTH_TOKEN_SPACE_BEFORE : 0;
  return !lx->glue && (at == before || lx->s[at - 1] == ' ');
}

/*
 * Take pieces that no tailoring can touch, from the i-th on, which begins at
 * `*at`. Index of the first that must be looked at; `*at` is its start.
 */
static size_t take_plain(struct lexer *lx, const uint32_t *ends, size_t n,
                         size_t i, uint32_t *at) {
  uint32_t start = *at, space;
  if (!is_clear(lx, start, &space)) return i;
  quoth_token *t = lx->out->data + lx->out->count;
  enum last last = lx->last;
  for (; i < n; start = ends[i++]) {
    uint32_t end = ends[i];
    unsigned kind = plain[(unsigned char)lx->s[start]];
    if (kind & PLAIN_WORD) {
      if (!is_plain_word(lx, start, end)) break;
      last = LAST_WORD;
    } else if (end - start == 1 && kind & PLAIN_SPACE) {
      space = QUOTH_TOKEN_SPACE_BEFORE;
      continue;
    } else if (end - start == 1 && kind & PLAIN_MARK) {
      last = LAST_OTHER;
    } else {
      break;
    }
    *t++ = (quoth_token){{start, end}, 0, space};
    space = 0;
  }
  lx->out->count = (uint32_t)(t - lx->out->data);
  lx->last = last;
  *at = start;
  return i;
}

/* ---- The loop ----------------------------------------------------------- */

/* Without white space, and without the space that a mark hangs on. */
static void on_plain_piece(struct lexer *lx, uint32_t start, uint32_t end) {
  size_t at = start;
  while (at < end && quoth__props_is_space(quoth__utf8_next(lx->s, end, &at)))
    start = (uint32_t)at;
  if (start < end) push(lx, start, end, LAST_OTHER);
}

/* Leave out what a link has taken; true when the rest must be split anew. */
static bool skip(const struct lexer *lx, const uint32_t *ends, size_t n,
                 size_t *i, uint32_t *at) {
  while (*i + 1 < n && ends[*i + 1] <= lx->skip_to) *at = ends[++*i];
  if (*at >= lx->skip_to) return false;
  *at = lx->skip_to;
  return true;
}

/* Take n pieces from `at` on; where the next ones begin. */
static uint32_t on_pieces(struct lexer *lx, const uint32_t *ends, size_t n,
                          uint32_t at) {
  for (size_t i = 0; (i = take_plain(lx, ends, n, i, &at)) < n; i++) {
    on_piece(lx, at, ends[i]);
    at = ends[i];
    if (lx->skip_to > at && skip(lx, ends, n, &i, &at)) break;
  }
  return at;
}

static uint32_t on_plain_pieces(struct lexer *lx, const uint32_t *ends,
                                size_t n, uint32_t at) {
  for (size_t i = 0; i < n; at = ends[i++]) on_plain_piece(lx, at, ends[i]);
  return at;
}

/* A piece makes at most two tokens: the word and its 's. */
static bool reserve(const struct lexer *lx, size_t pieces) {
  return QUOTH__VEC_RESERVE(lx->mem, lx->out, 2 * (uint32_t)pieces);
}

quoth_status quoth__tokens_find(const char *text, uint32_t len,
                                const quoth__language *language, bool plain,
                                const quoth__mem *mem, quoth__tokens *out) {
  struct lexer lx = {.s = text, .len = len, .language = language,
                     .mem = mem, .out = out};
  uint32_t ends[BATCH];
  bool bom = len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
  for (uint32_t at = bom ? 3 : 0; at < len;) {
    size_t n = quoth__word_fill(text, len, at, ends, BATCH);
    if (!reserve(&lx, n)) return QUOTH_ENOMEM;
    at = plain ? on_plain_pieces(&lx, ends, n, at)
               : on_pieces(&lx, ends, n, at);
  }
  return QUOTH_OK;
}
