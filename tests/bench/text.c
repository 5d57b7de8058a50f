/* SPDX-License-Identifier: MIT */
/* Text to measure on: read from gold corpora, or generated word by word. */
#define _POSIX_C_SOURCE 200809L
#include "bench.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct growing {
  char *data;
  size_t len, cap;
};

static void append(struct growing *g, const char *s, size_t len) {
  while (g->len + len + 1 > g->cap) {
    g->cap = g->cap ? g->cap * 2 : 1 << 16;
    g->data = realloc(g->data, g->cap);
    if (!g->data) abort();
  }
  memcpy(g->data + g->len, s, len);
  g->len += len;
  g->data[g->len] = '\0';
}

static void read_corpus(struct growing *g, const char *name, size_t size) {
  const char *folder = getenv("QUOTH_CORPORA");
  char path[1024];
  snprintf(path, sizeof path, "%s/%s",
           folder && *folder ? folder : "../shared/corpora", name);
  FILE *f = fopen(path, "r");
  char *line = NULL;
  size_t cap = 0;
  while (f && g->len < size && getline(&line, &cap, f) > 0) {
    json_t *doc = json_loads(line, 0, NULL);
    json_t *text = json_object_get(doc, "text");
    append(g, json_string_value(text), json_string_length(text));
    append(g, "\n\n", 2);
    json_decref(doc);
  }
  free(line);
  if (f) fclose(f);
}

/* Letters to make words from, and how a script writes words and sentences. */
static const struct script {
  const char *lang;
  uint32_t first, last, marks_first, marks_last; /* code points; 0: no marks */
  const char *space, *stop;
} SCRIPTS[] = {
    {"en", 'a', 'z', 0, 0, " ", ". "},
    {"de", 'a', 'z', 0, 0, " ", ". "},
    {"ru", 0x430, 0x44F, 0, 0, " ", ". "},
    {"zh", 0x4E00, 0x8FFF, 0, 0, "", "\u3002"},
    {"ja", 0x3042, 0x3093, 0, 0, "", "\u3002"},
    {"hi", 0x0915, 0x0939, 0x093E, 0x094C, " ", "\u0964 "},
    {"ar", 0x0628, 0x064A, 0x064B, 0x0652, " ", ". "},
};

static uint64_t next_random(uint64_t *state) { /* SplitMix64 */
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

static void append_cp(struct growing *g, uint32_t cp) {
  char u[3];
  if (cp < 0x80) {
    u[0] = (char)cp;
    append(g, u, 1);
  } else if (cp < 0x800) {
    u[0] = (char)(0xC0 | cp >> 6), u[1] = (char)(0x80 | (cp & 0x3F));
    append(g, u, 2);
  } else {
    u[0] = (char)(0xE0 | cp >> 12), u[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    u[2] = (char)(0x80 | (cp & 0x3F));
    append(g, u, 3);
  }
}

static void append_word(struct growing *g, const struct script *s,
                        uint64_t *state) {
  uint64_t letters = 1 + next_random(state) % 9;
  for (uint64_t i = 0; i < letters; i++) {
    append_cp(g, s->first +
                     (uint32_t)(next_random(state) % (s->last - s->first + 1)));
    if (s->marks_first && next_random(state) % 3 == 0)
      append_cp(g, s->marks_first +
                       (uint32_t)(next_random(state) %
                                  (s->marks_last - s->marks_first + 1)));
  }
}

static void generate(struct growing *g, const char *lang, size_t size) {
  const struct script *s = SCRIPTS;
  while (strcmp(s->lang, lang) != 0) s++;
  uint64_t state = 1;
  for (uint64_t words = 1; g->len < size; words++) {
    append_word(g, s, &state);
    const char *gap = next_random(&state) % 20 == 0 ? s->stop : s->space;
    append(g, gap, strlen(gap));
    if (words % 400 == 0) append(g, "\n\n", 2);
  }
}

struct bench_text bench_text(const char *lang, size_t size) {
  static const struct {
    const char *lang, *file;
  } corpora[] = {{"en", "polnear.dev.jsonl"},
                 {"de", "gerwn.dev.jsonl"},
                 {"ru", "ruspeech.dev.jsonl"}};
  struct growing g = {0};
  const char *origin = "generated";
  for (size_t i = 0; i < sizeof corpora / sizeof *corpora; i++)
    if (strcmp(lang, corpora[i].lang) == 0) {
      read_corpus(&g, corpora[i].file, size);
      if (g.len) origin = corpora[i].file;
    }
  if (!g.len) generate(&g, lang, size);
  /* A small corpus is repeated up to the size wanted. */
  for (size_t unit = g.len; g.len + unit <= size;) {
    char *copy = malloc(unit);
    if (!copy) abort();
    memcpy(copy, g.data, unit);
    append(&g, copy, unit);
    free(copy);
  }
  return (struct bench_text){lang, origin, g.data, g.len};
}
