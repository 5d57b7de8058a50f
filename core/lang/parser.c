/* SPDX-License-Identifier: MIT */
#include "lang/parser.h"

#include <string.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#endif

enum {
  DIM = QUOTH__NET_DIM, BOTH = QUOTH__NET_BOTH, GATES = QUOTH__NET_GATES,
  HIDDEN = QUOTH__NET_HIDDEN, SLOTS = QUOTH__NET_SLOTS,
  ALL_SLOTS = SLOTS * HIDDEN,
  WIDEST = ALL_SLOTS > 2 * GATES ? ALL_SLOTS : 2 * GATES,
  LEAST_ROOM = 64, /* words */
};

void quoth__parser_done(quoth__parser_room *room) {
  quoth__mem_free(&room->mem, room->block, room->size);
  room->block = NULL;
  room->size = room->cap = 0;
}

/* One block for everything, for sentences of `n` words and the root. */
static quoth_status make_room(quoth__parser_room *room, uint32_t n) {
  if (n < room->cap) return QUOTH_OK;
  uint32_t cap = n + n / 2 < LEAST_ROOM ? LEAST_ROOM : n + n / 2 + 1;
  size_t one = 2 * BOTH * sizeof(float) + BOTH * sizeof(int16_t) +
               (WIDEST + ALL_SLOTS) * sizeof(int32_t) + sizeof(quoth__node) +
               sizeof(uint32_t);
  char *block = quoth__mem_new(&room->mem, one * cap);
  if (!block) return QUOTH_ENOMEM;
  quoth__parser_done(room);
  room->block = block;
  room->size = one * cap;
  room->cap = cap;
  room->x = (float *)block;
  room->h = room->x + (size_t)cap * BOTH;
  room->sums = (int32_t *)(room->h + (size_t)cap * BOTH);
  room->slots = room->sums + (size_t)cap * WIDEST;
  room->stack = (uint32_t *)(room->slots + (size_t)cap * ALL_SLOTS);
  room->nodes = (quoth__node *)(room->stack + cap);
  room->q = (int16_t *)(room->nodes + cap);
  return QUOTH_OK;
}

/* ---- Vectors of words ---------------------------------------------------- */

static void embed(const quoth__network *net, const quoth__kernel *kernel,
                  const quoth__entry *const *words, const uint8_t *tags,
                  uint32_t n, float *x) {
  memset(x, 0, (size_t)(n + 1) * DIM * sizeof *x);
  for (uint32_t t = 0; t < n; t++, x += DIM) {
    const quoth__entry *w = words[t];
    uint32_t suffix = quoth__net_suffix(&w->form);
    uint32_t ending = quoth__net_ending(&w->form);
    uint32_t shape = quoth__net_shape(&w->form);
    kernel->embed(x, net->words + w->word * DIM, net->scales[0]);
    kernel->embed(x, net->suffixes + suffix * DIM, net->scales[1]);
    kernel->embed(x, net->endings + ending * DIM, net->scales[2]);
    kernel->embed(x, net->shapes + shape * DIM, net->scales[3]);
    kernel->embed(x, net->tags + tags[t] * DIM, net->scales[4]);
  }
  kernel->embed(x, net->tags + net->n_tags * DIM, net->scales[4]);
}

static void scan(const quoth__network *net, const quoth__kernel *kernel,
                 quoth__parser_room *room, uint32_t n, uint32_t layer,
                 bool back) {
  const float unit =
      1.0f / (float)(1 << (QUOTH__NET_X_BITS + QUOTH__NET_W_BITS));
  uint32_t in = layer ? BOTH : DIM, half = back ? DIM : 0;
  const float *bias = net->layers[layer].bias + (back ? GATES : 0);
  float cells[DIM] = {0};
  for (uint32_t k = 0; k < n; k++) {
    size_t t = back ? n - 1 - k : k;
    kernel->recur(room->sums + t * 2 * GATES + (back ? GATES : 0), bias, unit,
                  room->x + t * in + (layer ? half : 0), cells,
                  room->h + t * BOTH + half);
  }
}

static void encode(const quoth__network *net, const quoth__kernel *kernel,
                   quoth__parser_room *room, uint32_t n) {
  for (uint32_t layer = 0; layer < QUOTH__NET_LAYERS; layer++) {
    uint32_t in = layer ? BOTH : DIM;
    kernel->fix(room->x, room->q, (size_t)n * in);
    kernel->multiply(room->q, net->layers[layer].gates, room->sums, n, in,
                     2 * GATES);
    scan(net, kernel, room, n, layer, false);
    scan(net, kernel, room, n, layer, true);
    float *x = room->x;
    room->x = room->h;
    room->h = x;
  }
  kernel->fix(room->x, room->q, (size_t)n * BOTH);
  kernel->multiply(room->q, net->slots, room->slots, n, BOTH, ALL_SLOTS);
}

/* ---- Moves --------------------------------------------------------------- */

/* Only the root's arc is a root, and that one needs no choice. */
static void allow(const quoth__network *net, uint32_t moves, int32_t *may) {
  memset(may, 0, QUOTH__NET_MOVES * sizeof *may);
  may[0] = moves >> QUOTH__MOVE_SHIFT & 1 ? -1 : 0;
  for (uint32_t label = 0; label < net->n_labels; label++) {
    if (label == net->root_label) continue;
    for (uint32_t move = QUOTH__MOVE_LEFT; move <= QUOTH__MOVE_RIGHT; move++)
      may[move + label * 2] = moves >> move & 1 ? -1 : 0;
  }
}

void quoth__network_allow(quoth__network *net) {
  for (uint32_t moves = 0; moves < 8; moves++)
    allow(net, moves, net->may[moves]);
}

/* The index of the best move in a state. */
static uint32_t choose(const quoth__network *net, const quoth__kernel *kernel,
                       const quoth__parser_room *room,
                       const quoth__parse *parse, uint32_t moves) {
  uint32_t slots[SLOTS], fine = 0, n_rows;
  uint8_t facts[QUOTH__NET_SPARSE];
  const int32_t *rows[SLOTS + QUOTH__NET_SPARSE + 1];
  int16_t hidden[HIDDEN];
  int32_t scores[QUOTH__NET_MOVES];
  quoth__net_slots(parse, slots);
  quoth__net_sparse(parse, facts);
  for (uint32_t k = 0; k < SLOTS; k++)
    if (slots[k] != QUOTH_NONE)
      rows[fine++] = room->slots + (size_t)slots[k] * ALL_SLOTS + k * HIDDEN;
  n_rows = fine;
  for (uint32_t k = 0; k < SLOTS; k++)
    if (slots[k] == QUOTH_NONE) rows[n_rows++] = net->nobody + k * HIDDEN;
  for (uint32_t k = 0; k < QUOTH__NET_SPARSE; k++)
    rows[n_rows++] =
        net->sparse + (k * QUOTH__NET_SPARSE_ROWS + facts[k]) * HIDDEN;
  rows[n_rows++] = net->bias;
  kernel->hidden(rows, fine, n_rows, hidden);
  uint32_t n = quoth__network_moves(net->n_labels);
  kernel->multiply(hidden, net->moves, scores, 1, HIDDEN, n);
  return kernel->best(scores, net->moves_bias, net->may[moves], n);
}

static uint32_t next_move(const quoth__network *net,
                          const quoth__kernel *kernel,
                          const quoth__parser_room *room,
                          const quoth__parse *parse) {
  uint32_t moves = quoth__parse_moves(parse);
  if (moves == 1u << QUOTH__MOVE_SHIFT) return 0;
  if (parse->next == parse->n && moves & 1u << QUOTH__MOVE_LEFT)
    return QUOTH__MOVE_LEFT + net->root_label * 2;
  return choose(net, kernel, room, parse, moves);
}

quoth_status quoth__parser_run(const quoth__network *net,
                               const quoth__kernel *kernel,
                               quoth__parser_room *room,
                               const quoth__entry *const *words,
                               const uint8_t *tags, uint32_t n,
                               uint32_t *heads, uint8_t *labels) {
  if (n == 0) return QUOTH_OK;
  quoth_status status = make_room(room, n);
  if (status != QUOTH_OK) return status;
  embed(net, kernel, words, tags, n, room->x);
  encode(net, kernel, room, n + 1);
  quoth__parse parse = {.nodes = room->nodes, .stack = room->stack};
  quoth__parse_start(&parse, n);
  while (!quoth__parse_done(&parse)) {
    uint32_t at = next_move(net, kernel, room, &parse);
    quoth__parse_move(&parse, at ? 1 + (at - 1) % 2 : QUOTH__MOVE_SHIFT,
                      (uint8_t)(at ? (at - 1) / 2 : 0));
  }
  for (uint32_t i = 0; i < n; i++) {
    heads[i] = parse.nodes[i].head;
    labels[i] = parse.nodes[i].label;
  }
  return QUOTH_OK;
}
