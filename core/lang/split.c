/* SPDX-License-Identifier: MIT */
#include "lang/split.h"

#include <string.h>

#include "lang/form.h"

/* What stays one word with what follows its hyphen. */
static const char *const PREFIXES[] = {
  "anti", "co", "counter", "cross", "e", "ex", "meta", "mid", "mini", "multi",
  "neo", "non", "over", "post", "pre", "pro", "pseudo", "re", "semi", "sub",
  "ultra", "un", "uh", "mm",
};

/* Contractions with nothing to cut at: how long the first word is. */
static const struct joined {
  const char *word;
  uint32_t first;
} JOINED[] = {
  {"cannot", 3}, {"gonna", 3}, {"wanna", 3}, {"gotta", 3}, {"lemme", 3},
  {"gimme", 3},  {"dunno", 2}, {"outta", 3},
  /* typed in haste */
  {"dont", 2},   {"doesnt", 4}, {"didnt", 3}, {"cant", 2},  {"isnt", 2},
  {"wasnt", 3},  {"arent", 3},  {"havent", 4}, {"hasnt", 3}, {"couldnt", 5},
  {"wouldnt", 5}, {"shouldnt", 6}, {"im", 1}, {"ive", 1},   {"thats", 4},
  {"whats", 4},  {"youre", 3},  {"theyre", 4}, {"alot", 1},
};

/* Bytes of an apostrophe at the start of `s`, or 0. */
static uint32_t apostrophe(const char *s, uint32_t len) {
  if (len >= 1 && *s == '\'') return 1;
  return len >= 3 && (memcmp(s, "\xE2\x80\x99", 3) == 0 ||
                      memcmp(s, "\xE2\x80\x98", 3) == 0)
             ? 3
             : 0;
}

/* Bytes of a hyphen at the start of `s`, or 0. */
static uint32_t hyphen(const char *s, uint32_t len) {
  if (len >= 1 && *s == '-') return 1;
  return len >= 3 && memcmp(s, "\xE2\x80", 2) == 0 &&
                 (s[2] == '\x90' || s[2] == '\x91' || s[2] == '\x93')
             ? 3
             : 0;
}

static char low(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static bool is_letter_or_digit(char c) {
  c = low(c);
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80;
}

static bool same(const char *s, uint32_t len, const char *word) {
  for (; len && *word; len--, s++, word++)
    if (low(*s) != *word) return false;
  return len == 0 && *word == 0;
}

static void add(quoth__split *out, uint32_t start, uint32_t end) {
  out->parts[out->n++] = (quoth_span){start, end};
}

/* 'm 's 're 've 'll 'd after an apostrophe. */
static bool is_clitic(const char *s, uint32_t len) {
  static const char *const CLITICS[] = {"s", "m", "d", "re", "ve", "ll"};
  for (size_t i = 0; i < sizeof CLITICS / sizeof *CLITICS; i++)
    if (same(s, len, CLITICS[i])) return true;
  return false;
}

/* Where the second word of a contraction starts, or `end`. */
static uint32_t clitic_at(const char *s, uint32_t start, uint32_t end) {
  for (size_t i = 0; i < sizeof JOINED / sizeof *JOINED; i++)
    if (same(s + start, end - start, JOINED[i].word))
      return start + JOINED[i].first;
  for (uint32_t i = start + 1; i < end; i++) {
    uint32_t n = apostrophe(s + i, end - i);
    if (!n) continue;
    uint32_t run = 0; /* letters to the next apostrophe: mightn't've */
    while (i + n + run < end && !apostrophe(s + i + n + run, end - i - n - run))
      run++;
    if (is_clitic(s + i + n, run)) return i;
    if (same(s + i + n, run, "t") && low(s[i - 1]) == 'n' && i > start + 1)
      return i - 1;
    i += n - 1;
  }
  return end;
}

static void add_words(const char *s, quoth__split *out, uint32_t start,
                      uint32_t end) {
  while (start < end && out->n + 3 < QUOTH__SPLIT_MAX) {
    uint32_t at = clitic_at(s, start, end);
    add(out, start, at);
    start = at;
  }
  if (start < end) add(out, start, end);
}

static bool is_prefix(const char *s, uint32_t len) {
  for (size_t i = 0; i < sizeof PREFIXES / sizeof *PREFIXES; i++)
    if (same(s, len, PREFIXES[i])) return true;
  return false;
}

void quoth__split_token(const char *s, uint32_t len, quoth__split *out) {
  uint32_t start = 0;
  *out = (quoth__split){.n = 0};
  if (!is_letter_or_digit(*s)) {
    add(out, 0, len);
    return;
  }
  for (uint32_t i = 1; i + 1 < len && out->n + 6 < QUOTH__SPLIT_MAX; i++) {
    uint32_t n = hyphen(s + i, len - i);
    if (!n || i == start || !is_letter_or_digit(s[i - 1]) || i + n >= len ||
        !is_letter_or_digit(s[i + n]) || is_prefix(s + start, i - start))
      continue;
    add_words(s, out, start, i);
    add(out, i, i + n);
    start = i + n;
    out->main = out->n;
    out->hyphened = true;
    i += n - 1;
  }
  add_words(s, out, start, len);
}
