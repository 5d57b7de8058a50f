/* SPDX-License-Identifier: MIT */
#include "lang/train/write.h"

#include <stdlib.h>
#include <string.h>

typedef struct file {
  char *data;
  size_t size;
  quoth__model_head head;
} file;

static void *add_section(file *f, uint32_t id, size_t size) {
  size_t start = (f->size + 63) & ~(size_t)63;
  f->data = grow(f->data, start + size);
  memset(f->data + f->size, 0, start + size - f->size);
  f->size = start + size;
  f->head.sections[id] = (quoth__section){(uint32_t)start, (uint32_t)size};
  return f->data + start;
}

static void copy_section(file *f, uint32_t id, const void *data, size_t size) {
  memcpy(add_section(f, id, size), data, size);
}

/* ---- Names and tables ------------------------------------------------------ */

static void add_names(char **text, size_t *size, const names *set, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    *text = grow(*text, *size + set->len[i] + 1);
    memcpy(*text + *size, set->name[i], set->len[i] + 1);
    *size += set->len[i] + 1;
  }
}

static void write_names(file *f, const learnt *w) {
  char *text = grow(NULL, 3);
  size_t size = 3;
  memcpy(text, "en", 3);
  f->head.n_upos = w->labels->upos.n;
  f->head.n_xpos = w->labels->xpos.n;
  f->head.n_labels = w->n_labels;
  add_names(&text, &size, &w->labels->upos, f->head.n_upos);
  add_names(&text, &size, &w->labels->xpos, f->head.n_xpos);
  add_names(&text, &size, &w->labels->deprel, f->head.n_labels);
  copy_section(f, QUOTH__SECTION_NAMES, text, size);
  free(text);
}

static void write_tables(file *f, const learnt *w) {
  uint8_t *tags = add_section(f, QUOTH__SECTION_TAGS, w->tags->n * 2);
  for (uint32_t t = 0; t < w->tags->n; t++) {
    tags[2 * t] = w->tags->upos[t];
    tags[2 * t + 1] = w->tags->xpos[t];
  }
  copy_section(f, QUOTH__SECTION_WORDS, w->lexicon->slots,
               w->lexicon->n_slots * sizeof *w->lexicon->slots);
  copy_section(f, QUOTH__SECTION_WEIGHT_SLOTS, w->weights->slots,
               w->weights->n_slots * sizeof *w->weights->slots);
  copy_section(f, QUOTH__SECTION_WEIGHT_LISTS, w->weights->lists,
               w->weights->lists_size);
  copy_section(f, QUOTH__SECTION_LEMMA_SLOTS, w->lemmas->slots,
               w->lemmas->n_slots * sizeof *w->lemmas->slots);
  copy_section(f, QUOTH__SECTION_LEMMA_STRINGS, w->lemmas->strings,
               w->lemmas->size);
}

/* ---- Network ----------------------------------------------------------------- */

static int64_t rounded(double x) { return (int64_t)(x < 0 ? x - 0.5 : x + 0.5); }

static int16_t fixed16(float x, uint32_t bits) {
  int64_t v = rounded((double)x * (double)(1 << bits));
  return (int16_t)(v > 32767 ? 32767 : v < -32767 ? -32767 : v);
}

static int32_t fixed32(float x, uint32_t bits) {
  return (int32_t)rounded((double)x * (double)(1 << bits));
}

/* Rows of one table in bytes; the unit is its largest value by 127. */
static float embedding_bytes(const float *p, size_t n, int8_t *out) {
  float most = 1e-6f;
  for (size_t i = 0; i < n; i++) {
    float a = p[i] < 0 ? -p[i] : p[i];
    if (a > most) most = a;
  }
  for (size_t i = 0; i < n; i++)
    out[i] = (int8_t)rounded((double)p[i] / (double)most * 127.0);
  return most / 127.0f;
}

static void write_embeddings(file *f, const net *net) {
  const layout *at = &net->at;
  const struct {
    uint32_t start, rows;
  } tables[QUOTH__NET_TABLES] = {
    {at->words, at->n_words}, {at->suffixes, QUOTH__NET_SUFFIXES},
    {at->endings, QUOTH__NET_SUFFIXES}, {at->shapes, QUOTH__NET_SHAPES},
    {at->tags, at->n_tags + 1},
  };
  float scales[QUOTH__NET_TABLES];
  size_t rows = 0, done = 0;
  for (uint32_t k = 0; k < QUOTH__NET_TABLES; k++)
    rows += tables[k].rows;
  int8_t *bytes = need(rows * DIM);
  for (uint32_t k = 0; k < QUOTH__NET_TABLES; k++) {
    size_t n = (size_t)tables[k].rows * DIM;
    scales[k] = embedding_bytes(net->p + tables[k].start, n, bytes + done);
    done += n;
  }
  copy_section(f, QUOTH__SECTION_SCALES, scales, sizeof scales);
  copy_section(f, QUOTH__SECTION_EMBEDDINGS, bytes, rows * DIM);
  free(bytes);
}

/* One matrix (`out` of each row of `stride`) into the columns from `at` of
 * pairs. */
static void put_matrix(const float *p, uint32_t in, uint32_t out,
                       uint32_t stride, int16_t *to, uint32_t all,
                       uint32_t at) {
  for (uint32_t i = 0; i < in; i++)
    for (uint32_t o = 0; o < out; o++)
      to[((size_t)(i / 2) * all + at + o) * 2 + i % 2] =
          fixed16(p[i * stride + o], QUOTH__NET_W_BITS);
}

static void write_gates(file *f, const net *net) {
  uint32_t size = 0;
  for (uint32_t l = 0; l < LAYERS; l++) size += layer_in(l) * 2 * GATES;
  int16_t *to = need(size * sizeof *to), *at = to;
  float bias[LAYERS * 2 * GATES];
  for (uint32_t l = 0; l < LAYERS; l++) {
    uint32_t in = layer_in(l);
    for (uint32_t d = 0; d < 2; d++) {
      const float *p = net->p + net->at.gates[l][d];
      put_matrix(p, in, GATES, GATES, at, 2 * GATES, d * GATES);
      memcpy(bias + (l * 2 + d) * GATES, p + in * GATES,
             GATES * sizeof *bias);
    }
    at += in * 2 * GATES;
  }
  copy_section(f, QUOTH__SECTION_GATES, to, size * sizeof *to);
  copy_section(f, QUOTH__SECTION_GATE_BIAS, bias, sizeof bias);
  free(to);
}

static void write_sums(file *f, uint32_t id, const float *p, uint32_t n) {
  int32_t *to = add_section(f, id, n * sizeof *to);
  for (uint32_t i = 0; i < n; i++) to[i] = fixed32(p[i], QUOTH__NET_HIDDEN_BITS);
}

static void write_states(file *f, const net *net, uint32_t n_labels) {
  const layout *at = &net->at;
  uint32_t all = SLOTS * HIDDEN, moves = quoth__network_moves(n_labels);
  int16_t *to = add_section(f, QUOTH__SECTION_SLOTS, BOTH * all * sizeof *to);
  for (uint32_t k = 0; k < SLOTS; k++)
    put_matrix(net->p + at->slots[k], BOTH, HIDDEN, HIDDEN, to, all,
               k * HIDDEN);
  int32_t *none =
      add_section(f, QUOTH__SECTION_NOBODY, all * sizeof *none);
  for (uint32_t k = 0; k < SLOTS; k++)
    for (uint32_t i = 0; i < HIDDEN; i++)
      none[k * HIDDEN + i] = fixed32(
          net->p[at->slots[k] + BOTH * HIDDEN + i], QUOTH__NET_HIDDEN_BITS);
  write_sums(f, QUOTH__SECTION_SPARSE, net->p + at->sparse,
             SPARSE * SPARSE_ROWS * HIDDEN);
  write_sums(f, QUOTH__SECTION_BIAS, net->p + at->bias, HIDDEN);
  to = add_section(f, QUOTH__SECTION_MOVES, HIDDEN * moves * sizeof *to);
  put_matrix(net->p + at->moves, HIDDEN, at->n_moves, at->move_row, to, moves,
             0);
  int32_t *bias =
      add_section(f, QUOTH__SECTION_MOVES_BIAS, moves * sizeof *bias);
  for (uint32_t i = 0; i < at->n_moves; i++)
    bias[i] = fixed32(net->p[at->moves + HIDDEN * at->move_row + i],
                      QUOTH__NET_X_BITS + QUOTH__NET_W_BITS);
}

char *model_write(const learnt *w, size_t *size) {
  file f = {.size = sizeof f.head, .data = need(sizeof f.head)};
  memcpy(f.head.magic, QUOTH__MODEL_MAGIC, sizeof f.head.magic);
  f.head.version = QUOTH__MODEL_VERSION;
  f.head.shape = quoth__model_shape();
  f.head.n_tags = w->tags->n;
  f.head.n_words = w->lexicon->n_words + 1;
  f.head.root_label = w->root_label;
  write_names(&f, w);
  write_tables(&f, w);
  write_embeddings(&f, w->net);
  write_gates(&f, w->net);
  write_states(&f, w->net, w->n_labels);
  size_t behind = offsetof(quoth__model_head, checksum) + sizeof(uint64_t);
  f.head.size = (uint32_t)f.size;
  memcpy(f.data, &f.head, sizeof f.head);
  f.head.checksum = quoth__model_checksum(f.data + behind, f.size - behind);
  memcpy(f.data, &f.head, sizeof f.head);
  *size = f.size;
  return f.data;
}
