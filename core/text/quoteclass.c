/* SPDX-License-Identifier: MIT */
#include "text/quoteclass.h"

#include <string.h>

enum { SCARE_MAX = 3, NICKNAME_MAX = 3, TITLE_MAX = 12 };

struct around {
  const quoth__quote_input *in;
  const quoth_token *tokens;
  uint32_t first, end;
};

static const quoth_type *type_at(const struct around *a, uint32_t token) {
  return quoth__types_get(a->in->types, a->tokens[token].type);
}

static bool is_wordlike(const quoth_type *t) {
  return t->cls == QUOTH_CLASS_WORD || t->cls == QUOTH_CLASS_NUMBER;
}

/* A capital first, and at least two letters or an initial. */
static bool is_capital(const quoth_type *t) {
  return t->cls == QUOTH_CLASS_WORD &&
         (t->caps == QUOTH_CAPS_TITLE || t->caps == QUOTH_CAPS_UPPER);
}

static bool is_starter(const struct around *a, const quoth_type *t) {
  return quoth__language_lists(a->in->language->starters, t->norm,
                               t->norm_len);
}

/* Small words keep their small letters in a title: the, of, and. */
static bool is_small(const quoth_type *t) {
  return t->caps == QUOTH_CAPS_LOWER && t->n_cps <= 4;
}

/* What the inside looks like. */
struct look {
  uint32_t n_words;
  bool capitals;    /* every word is capitalised */
  bool title_case;  /* ... small words within excepted */
  bool stops;       /* . , ; : ! ? stand inside */
  bool lower_first;
  bool capital_ends; /* first and last word are capitalised */
};

static struct look look_inside(const struct around *a, uint32_t open,
                               uint32_t close) {
  struct look l = {.capitals = true, .title_case = true};
  const quoth_type *last = NULL;
  for (uint32_t i = open + 1; i < close && l.n_words <= TITLE_MAX; i++) {
    const quoth_type *t = type_at(a, i);
    if (is_wordlike(t)) {
      if (!l.n_words) {
        l.lower_first = t->caps == QUOTH_CAPS_LOWER;
        l.capital_ends = is_capital(t);
      }
      l.n_words++;
      last = t;
      bool counts = t->cls == QUOTH_CLASS_NUMBER || is_capital(t);
      l.capitals &= counts;
      l.title_case &= counts || is_small(t);
    } else if (t->cls == QUOTH_CLASS_PUNCT &&
               strchr(".,;:!?", t->text[0])) {
      l.stops = true;
    }
  }
  l.capital_ends = l.capital_ends && last && is_capital(last);
  return l;
}

/* Between a given name and a surname: Rosa “Bird” Okafor */
static bool is_nickname(const struct around *a, uint32_t open, uint32_t close,
                        const struct look *l) {
  if (!l->capitals || l->stops || l->n_words > NICKNAME_MAX) return false;
  if (open <= a->first || close + 1 >= a->end) return false;
  const quoth_type *before = type_at(a, open - 1);
  const quoth_type *after = type_at(a, close + 1);
  return is_capital(before) && is_capital(after) && !is_starter(a, before) &&
         !is_starter(a, after);
}

/* „Ja“, sagte sie: one word at a sentence's start, or behind a colon, is rather
   said than named. */
static bool is_reply(const struct around *a, uint32_t open) {
  while (open > a->first &&
         type_at(a, open - 1)->cls == QUOTH_CLASS_QUOTE)
    open--;
  const quoth_type *before = open > a->first ? type_at(a, open - 1) : NULL;
  return !before || (before->cls == QUOTH_CLASS_PUNCT &&
                     strchr(".:!?", before->text[0]));
}

quoth_quotation_class quoth__quotation_class(const quoth__quote_input *input,
                                             const quoth__tokens *tokens,
                                             uint32_t first, uint32_t end,
                                             uint32_t open, uint32_t close) {
  struct around a = {input, tokens->data, first, end};
  struct look l = look_inside(&a, open, close);
  if (!l.n_words) return QUOTH_QUOTATION_SPEECH;
  if (is_nickname(&a, open, close, &l)) return QUOTH_QUOTATION_NICKNAME;
  bool whole = open == first && close + 1 >= end;
  if (l.stops || whole) return QUOTH_QUOTATION_SPEECH;
  if (l.n_words == 1 && l.capitals && is_reply(&a, open))
    return QUOTH_QUOTATION_SPEECH;
  if (l.title_case && l.capital_ends && l.n_words <= TITLE_MAX)
    return QUOTH_QUOTATION_TITLE;
  if (l.lower_first && l.n_words <= SCARE_MAX) return QUOTH_QUOTATION_SCARE;
  return QUOTH_QUOTATION_SPEECH;
}
