/* SPDX-License-Identifier: MIT */
#include "lang/train/parse.h"

#include <stdlib.h>
#include <string.h>

#include "lang/train/oracle.h"

enum { BATCH_WORDS = 120 }; /* words between two steps */
#define RATE 0.002f
#define DROP 0.2f /* share of values left out */

typedef struct trainer {
  net *net;
  const parse_data *data;
  pass pass;
  quoth__parse parse;
  uint32_t cap, *gold;
  scoring *states; /* of the sentence */
  uint32_t n_states;
  rng random;
  double loss;
  uint32_t n_moves;
  bool explore;
} trainer;

static void make_room(trainer *t, uint32_t n) {
  pass_size(&t->pass, n + 1);
  if (n < t->cap) return;
  t->cap = n + 64;
  t->parse.nodes = grow(t->parse.nodes, (t->cap + 1) * sizeof *t->parse.nodes);
  t->parse.stack = grow(t->parse.stack, (t->cap + 1) * sizeof(uint32_t));
  t->gold = grow(t->gold, (t->cap + 1) * sizeof *t->gold);
  t->states = grow(t->states, 2 * (t->cap + 1) * sizeof *t->states);
}

static void read_input(trainer *t, uint32_t id, bool train) {
  const parse_data *data = t->data;
  const sentence *s = &data->bank->list[id];
  for (uint32_t i = 0; i < s->n; i++) {
    quoth__entry e;
    quoth__words_look(data->words, s->words[i].form, s->words[i].form_len, &e);
    input *in = &t->pass.in[i];
    *in = (input){
      .word = e.word, .suffix = quoth__net_suffix(&e.form),
      .ending = quoth__net_ending(&e.form), .shape = quoth__net_shape(&e.form),
      .tag = data->tags[id][i],
    };
    if (!train) continue;
    /* Rare words are often unknown, so that what stands for them learns. */
    uint32_t seen = data->counts[e.word];
    if (rng_below(&t->random, 1000) * (4 * seen + 1) < 1000) in->word = 0;
    if (rng_below(&t->random, 100) < 8) in->tag = QUOTH_NONE;
    if (rng_below(&t->random, 100) < 8) in->shape = QUOTH_NONE;
    t->gold[i] = s->words[i].head ? s->words[i].head - 1 : s->n;
  }
  t->pass.in[s->n] = (input){QUOTH_NONE, QUOTH_NONE, QUOTH_NONE, QUOTH_NONE,
                             t->net->at.n_tags};
}

static uint32_t move_of(uint32_t score) { return score ? 1 + (score - 1) % 2 : 0; }
static uint8_t label_of(uint32_t score) {
  return (uint8_t)(score ? (score - 1) / 2 : 0);
}
static uint32_t score_of(uint32_t move, uint32_t label) {
  return move ? move + label * 2 : 0;
}

/* Only the root's arc has the root's label. */
static bool fits(const trainer *t, uint32_t score, uint32_t moves) {
  uint32_t move = move_of(score);
  if (!(moves >> move & 1)) return false;
  if (move == QUOTH__MOVE_SHIFT) return true;
  bool root = move == QUOTH__MOVE_LEFT && t->parse.next == t->parse.n;
  return root == (label_of(score) == t->data->root_label);
}

static uint32_t best_of(const trainer *t, const scoring *s, uint32_t moves) {
  uint32_t best = QUOTH_NONE;
  for (uint32_t i = 0; i < t->net->at.n_moves; i++)
    if (fits(t, i, moves) &&
        (best == QUOTH_NONE || s->scores[i] > s->scores[best]))
      best = i;
  return best;
}

/* The best scored of the moves that lose least. */
static uint32_t best_gold(const trainer *t, const scoring *s,
                          const sentence *gold, uint32_t moves) {
  uint32_t cost[3], best = QUOTH_NONE, least = QUOTH_NONE;
  oracle_costs(&t->parse, t->gold, cost);
  uint32_t s0 = quoth__parse_top(&t->parse, 0);
  uint32_t label = s0 == QUOTH_NONE ? 0 : gold->words[s0].deprel;
  for (uint32_t move = 0; move < 3; move++) {
    if (!(moves >> move & 1)) continue;
    uint32_t arc = label;
    if (move && t->parse.next == t->parse.n && move == QUOTH__MOVE_LEFT)
      arc = t->data->root_label;
    else if (arc == t->data->root_label)
      arc = t->data->root_label ? 0 : 1;
    uint32_t at = score_of(move, arc);
    if (best == QUOTH_NONE || cost[move] < least ||
        (cost[move] == least && s->scores[at] > s->scores[best])) {
      least = cost[move];
      best = at;
    }
  }
  return best;
}

/* Probabilities of the fitting moves into `p`. */
static void softmax(const trainer *t, const scoring *s, uint32_t moves,
                    uint32_t best, float *p) {
  float sum = 0;
  for (uint32_t i = 0; i < t->net->at.n_moves; i++) {
    p[i] = fits(t, i, moves) ? exp_own(s->scores[i] - s->scores[best]) : 0;
    sum += p[i];
  }
  for (uint32_t i = 0; i < t->net->at.n_moves; i++) p[i] /= sum;
}

static uint32_t draw(trainer *t, const float *p, uint32_t otherwise) {
  float at = (float)(rng_next(&t->random) >> 8) / 16777216.0f;
  for (uint32_t i = 0; i < t->net->at.n_moves; i++) {
    if (p[i] > 0 && at < p[i]) return i;
    at -= p[i];
  }
  return otherwise;
}

static void learn_state(trainer *t, const sentence *gold) {
  scoring *s = &t->states[t->n_states++];
  float p[MOVES_MAX];
  uint32_t moves = quoth__parse_moves(&t->parse);
  net_score(t->net, &t->pass, &t->parse, s);
  uint32_t best = best_of(t, s, moves);
  uint32_t right = best_gold(t, s, gold, moves);
  softmax(t, s, moves, best, p);
  uint32_t next = t->explore ? draw(t, p, best) : right;
  t->loss += 1.0 - (double)p[right];
  t->n_moves++;
  p[right] -= 1;
  memset(s->scores, 0, sizeof s->scores);
  memcpy(s->scores, p, t->net->at.n_moves * sizeof *p);
  quoth__parse_move(&t->parse, move_of(next), label_of(next));
}

static void learn(trainer *t, uint32_t id) {
  const sentence *s = &t->data->bank->list[id];
  make_room(t, s->n);
  read_input(t, id, true);
  net_forward(t->net, &t->pass, &t->random, DROP);
  quoth__parse_start(&t->parse, s->n);
  t->n_states = 0;
  while (!quoth__parse_done(&t->parse)) learn_state(t, s);
  net_scores_back(t->net, &t->pass, t->states, t->n_states);
  net_backward(t->net, &t->pass);
}

void parser_train(net *net, const parse_data *data, uint32_t epochs,
                  void (*after)(void *ud, uint32_t epoch, float loss),
                  void *ud) {
  trainer t = {.net = net, .data = data, .random = {0xA11CE}};
  uint32_t n = data->bank->n, *order = need(n * sizeof *order);
  uint64_t seen = 0, all = (uint64_t)data->bank->n_words * epochs;
  uint32_t batch = 0;
  for (uint32_t i = 0; i < n; i++) order[i] = i;
  net_step(net, 0);
  for (uint32_t e = 0; e < epochs; e++) {
    t.loss = t.n_moves = 0;
    t.explore = e > 0;
    rng_shuffle(&t.random, order, n);
    for (uint32_t i = 0; i < n; i++) {
      learn(&t, order[i]);
      batch += data->bank->list[order[i]].n;
      seen += data->bank->list[order[i]].n;
      if (batch < BATCH_WORDS) continue;
      float left = 1.0f - (float)((double)seen / (double)all);
      net_step(net, RATE * (0.02f + left));
      batch = 0;
    }
    if (after) after(ud, e, (float)(t.loss / t.n_moves));
  }
  net_settle(net);
  free(order);
}

static void done(trainer *t) {
  pass_done(&t->pass);
  free(t->parse.nodes);
  free(t->parse.stack);
  free(t->gold);
  free(t->states);
}

void parser_apply(const net *net_, const parse_data *data, uint32_t id,
                  uint32_t *heads, uint8_t *labels) {
  net copy = *net_;
  trainer t = {.net = &copy, .data = data};
  const sentence *s = &data->bank->list[id];
  make_room(&t, s->n);
  read_input(&t, id, false);
  net_forward(&copy, &t.pass, NULL, 0);
  quoth__parse_start(&t.parse, s->n);
  while (!quoth__parse_done(&t.parse)) {
    scoring state;
    net_score(&copy, &t.pass, &t.parse, &state);
    uint32_t best = best_of(&t, &state, quoth__parse_moves(&t.parse));
    quoth__parse_move(&t.parse, move_of(best), label_of(best));
  }
  for (uint32_t i = 0; i < s->n; i++) {
    heads[i] = t.parse.nodes[i].head;
    labels[i] = t.parse.nodes[i].label;
  }
  done(&t);
}
