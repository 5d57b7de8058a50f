/* SPDX-License-Identifier: MIT */
/* CoNLL-U, the columns the trainer needs: https://universaldependencies.org */
#include <stdlib.h>
#include <string.h>

#include "lang/train/train.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

static char *read_all(const char *path, size_t *len) {
  FILE *f = fopen(path, "rb");
  if (!f) die("cannot open %s (set QUOTH_TREEBANK)", path);
  char *text = NULL;
  size_t n = 0, cap = 0;
  do {
    if (cap - n < 65536) text = grow(text, cap = cap * 2 + 131072);
    n += fread(text + n, 1, cap - n - 1, f);
  } while (!feof(f) && !ferror(f));
  if (ferror(f)) die("cannot read %s", path);
  fclose(f);
  text[n] = 0;
  *len = n;
  return text;
}

static uint32_t split(char *line, char *column[COLUMNS]) {
  uint32_t n = 0;
  for (char *at = line; at && n < COLUMNS; n++) {
    column[n] = at;
    at = strchr(at, '\t');
    if (at) *at++ = 0;
  }
  return n;
}

static void add_word(char *column[COLUMNS], labels *labels, word *out) {
  out->form = column[FORM];
  out->form_len = (uint32_t)strlen(column[FORM]);
  out->lemma = column[LEMMA];
  out->lemma_len = (uint32_t)strlen(column[LEMMA]);
  out->upos = (uint16_t)names_add(&labels->upos, column[UPOS],
                                  strlen(column[UPOS]));
  out->xpos = (uint16_t)names_add(&labels->xpos, column[XPOS],
                                  strlen(column[XPOS]));
  out->deprel = (uint16_t)names_add(&labels->deprel, column[DEPREL],
                                    strlen(column[DEPREL]));
  out->head = (uint32_t)strtoul(column[HEAD], NULL, 10);
  out->space_after = !strstr(column[MISC], "SpaceAfter=No");
}

static void add_sentence(treebank *bank, const word *words, uint32_t n) {
  if (!n) return;
  if (bank->n == bank->cap) {
    bank->cap = bank->cap ? bank->cap * 2 : 1024;
    bank->list = grow(bank->list, bank->cap * sizeof *bank->list);
  }
  sentence *s = &bank->list[bank->n++];
  s->n = n;
  s->words = need(n * sizeof *words);
  memcpy(s->words, words, n * sizeof *words);
  bank->n_words += n;
}

/* A line such as "3-4 don't": no space between its words, perhaps after. */
typedef struct range {
  uint32_t end;
  bool space_after;
} range;

static range read_range(char *column[COLUMNS]) {
  const char *hyphen = strchr(column[ID], '-');
  return (range){
    .end = hyphen ? (uint32_t)strtoul(hyphen + 1, NULL, 10) : 0,
    .space_after = !strstr(column[MISC], "SpaceAfter=No"),
  };
}

void treebank_read(const char *path, labels *labels, treebank *bank) {
  static word words[2048];
  range joined = {0};
  size_t len;
  char *text = read_all(path, &len), *column[COLUMNS];
  uint32_t n = 0;
  for (char *line = text, *next; *line; line = next) {
    next = strchr(line, '\n');
    if (next) *next++ = 0;
    else next = text + len;
    if (!*line) {
      add_sentence(bank, words, n);
      n = joined.end = 0;
    } else if (*line != '#' && split(line, column) == COLUMNS) {
      if (strpbrk(column[ID], "-.")) {
        joined = read_range(column);
        continue;
      }
      if (n == sizeof words / sizeof *words) die("%s: long sentence", path);
      add_word(column, labels, &words[n++]);
      if (n <= joined.end)
        words[n - 1].space_after = n == joined.end && joined.space_after;
    }
  }
  add_sentence(bank, words, n);
}

static char recased(char c, bool first, char how) {
  bool upper = how == 'u' || (how == 't' && first);
  if (upper && c >= 'a' && c <= 'z') return (char)(c - 32);
  if (how == 'l' && c >= 'A' && c <= 'Z') return (char)(c + 32);
  return c;
}

void sentence_recase(const sentence *from, char how, sentence *to) {
  to->n = from->n;
  to->words = need(from->n * sizeof *to->words);
  for (uint32_t i = 0; i < from->n; i++) {
    word *w = &to->words[i];
    *w = from->words[i];
    char *form = need(w->form_len + 1);
    for (uint32_t k = 0; k < w->form_len; k++)
      form[k] = recased(w->form[k], k == 0, how);
    w->form = form;
  }
}
