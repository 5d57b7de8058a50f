/* SPDX-License-Identifier: MIT */
#include "text/language.h"

#include <string.h>

#include "text/abbreviations.h"
#include "text/quote_styles.h"
#include "text/word_lists.h"

#define ABBREVIATIONS(l)                     \
  .abbreviations = quoth__abbreviations_##l, \
  .n_abbreviations =                         \
      sizeof quoth__abbreviations_##l / sizeof *quoth__abbreviations_##l

#define COMMON(l)                                        \
  ABBREVIATIONS(l),                                      \
  .starters = quoth__starters_##l, .elided = quoth__no_words, \
  .reporters = quoth__no_words, .not_possessive = quoth__no_words

static const quoth__language english = {
    .tag = "en",
    ABBREVIATIONS(en),
    .starters = quoth__starters_en,
    .reporters = quoth__reporters_en,
    .elided = quoth__elided_en,
    .not_possessive = quoth__not_possessive_en,
    .marks = quoth__marks_english,
    .possessive = true,
};
static const quoth__language german = {
    .tag = "de",
    ABBREVIATIONS(de),
    .starters = quoth__starters_de,
    .reporters = quoth__reporters_de,
    .elided = quoth__elided_de,
    .not_possessive = quoth__no_words,
    .marks = quoth__marks_german,
    .ordinal_period = true,
};
static const quoth__language french = {
    .tag = "fr", COMMON(fr), .marks = quoth__marks_french,
    .dash = QUOTH__DASH_LINE, .spaced_marks = true,
};
static const quoth__language spanish = {
    .tag = "es", COMMON(es), .marks = quoth__marks_spanish,
    .dash = QUOTH__DASH_SPACED,
};
static const quoth__language italian = {
    .tag = "it", COMMON(it), .marks = quoth__marks_spanish,
    .dash = QUOTH__DASH_SPACED,
};
static const quoth__language portuguese = {
    .tag = "pt", COMMON(pt), .marks = quoth__marks_spanish,
    .dash = QUOTH__DASH_SPACED,
};
static const quoth__language russian = {
    .tag = "ru", COMMON(ru), .marks = quoth__marks_russian,
    .dash = QUOTH__DASH_NARRATED,
};
static const quoth__language ukrainian = {
    .tag = "uk", COMMON(uk), .marks = quoth__marks_russian,
    .dash = QUOTH__DASH_NARRATED,
};
static const quoth__language polish = {
    .tag = "pl", COMMON(pl), .marks = quoth__marks_polish,
    .dash = QUOTH__DASH_SPACED, .ordinal_period = true,
};
static const quoth__language swedish = {
    .tag = "sv", COMMON(sv), .marks = quoth__marks_swedish,
    .dash = QUOTH__DASH_LINE,
};

#define WITHOUT_WORDS                                             \
  ABBREVIATIONS(none),                                            \
  .starters = quoth__no_words, .reporters = quoth__no_words,      \
  .elided = quoth__no_words, .not_possessive = quoth__no_words

static const quoth__language japanese = {
    .tag = "ja", WITHOUT_WORDS, .marks = quoth__marks_chinese,
};
static const quoth__language chinese = {
    .tag = "zh", WITHOUT_WORDS, .marks = quoth__marks_chinese,
};
static const quoth__language neutral = {
    .tag = "", WITHOUT_WORDS, .marks = quoth__marks_neutral,
};

static const quoth__language *const languages[] = {
    &english, &german,    &french, &spanish, &italian,  &portuguese, &russian,
    &ukrainian, &polish, &swedish, &japanese, &chinese, &neutral,
};
enum { N_LANGUAGES = sizeof languages / sizeof *languages };

const quoth__language *const *quoth__language_all(uint32_t *count) {
  *count = N_LANGUAGES;
  return languages;
}

static char lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* Does the tag begin with this primary subtag? */
static bool is_primary(const char *tag, const char *primary) {
  size_t n = strlen(primary);
  for (size_t i = 0; i < n; i++)
    if (lower(tag[i]) != primary[i]) return false;
  return tag[n] == '\0' || tag[n] == '-' || tag[n] == '_';
}

const quoth__language *quoth__language_find(const char *tag) {
  for (int i = 0; tag && *tag && i < N_LANGUAGES - 1; i++)
    if (is_primary(tag, languages[i]->tag)) return languages[i];
  return &neutral;
}

/* Compare, ASCII letters without their case, as memcmp() does. */
static int compare(const char *a, uint32_t len, const char *b) {
  for (uint32_t i = 0; i < len; i++) {
    int d = (unsigned char)lower(a[i]) - (unsigned char)lower(b[i]);
    if (d || !b[i]) return d ? d : 1;
  }
  return b[len] ? -1 : 0;
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

quoth__abbr quoth__language_abbr(const quoth__language *language,
                                 const char *word, uint32_t len) {
  const quoth__abbreviation *list = language->abbreviations;
  uint32_t low = 0, high = language->n_abbreviations;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (compare(word, len, list[mid].word) > 0) low = mid + 1;
    else high = mid;
  }
  for (; low < language->n_abbreviations; low++) {
    if (compare(word, len, list[low].word) != 0) break;
    if (!is_capital(list[low].word[0]) || is_capital(word[0]))
      return list[low].kind;
  }
  return QUOTH__ABBR_NONE;
}

bool quoth__language_lists(const char *const *list, const char *word,
                           uint32_t len) {
  for (; *list; list++)
    if (compare(word, len, *list) == 0) return true;
  return false;
}
