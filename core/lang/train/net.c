/* SPDX-License-Identifier: MIT */
#include "lang/train/net.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Wider vectors, same order of additions: the bytes do not depend on them. */
#if defined(__x86_64__) && !defined(__clang__)
#define WIDE __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define WIDE
#endif

static uint32_t take(layout *at, uint32_t n) {
  uint32_t start = at->size;
  at->size += (n + 15) & ~15u;
  return start;
}

static void lay_out(layout *at) {
  at->words = take(at, at->n_words * DIM);
  at->suffixes = take(at, QUOTH__NET_SUFFIXES * DIM);
  at->endings = take(at, QUOTH__NET_SUFFIXES * DIM);
  at->shapes = take(at, QUOTH__NET_SHAPES * DIM);
  at->tags = take(at, (at->n_tags + 1) * DIM);
  at->dense = at->size;
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++)
      at->gates[l][d] = take(at, (layer_in(l) + 1) * GATES);
  for (uint32_t s = 0; s < SLOTS; s++)
    at->slots[s] = take(at, (BOTH + 1) * HIDDEN);
  at->sparse = take(at, SPARSE * SPARSE_ROWS * HIDDEN);
  at->bias = take(at, HIDDEN);
  at->moves = take(at, (HIDDEN + 1) * at->move_row);
}

static void fill(net *net, uint32_t at, uint32_t n, float range, rng *random) {
  for (uint32_t i = 0; i < n; i++)
    net->p[at + i] =
        range * ((float)(rng_next(random) >> 8) / 8388608.0f - 1.0f);
}

void net_new(net *net, uint32_t n_words, uint32_t n_tags, uint32_t n_labels,
             uint64_t seed) {
  layout *at = &net->at;
  rng random = {seed};
  at->n_words = n_words;
  at->n_tags = n_tags;
  at->n_moves = 1 + 2 * n_labels;
  at->move_row = (at->n_moves + 31) & ~31u;
  lay_out(at);
  net->p = need(at->size * sizeof *net->p);
  net->g = need(at->size * sizeof *net->g);
  net->m = need(at->size * sizeof *net->m);
  net->v = need(at->size * sizeof *net->v);
  net->turned = need(at->size * sizeof *net->turned);
  net->mean = need(at->size * sizeof *net->mean);
  net->touched = need(at->dense / DIM * sizeof *net->touched);
  net->is_touched = need(at->dense / DIM);
  fill(net, 0, at->dense, 0.2f, &random);
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++)
      fill(net, at->gates[l][d], layer_in(l) * GATES,
           sqrtf(6.0f / (float)(layer_in(l) + DIM)), &random);
  for (uint32_t s = 0; s < SLOTS; s++)
    fill(net, at->slots[s], BOTH * HIDDEN,
         sqrtf(6.0f / (float)(BOTH * 3 + HIDDEN)), &random);
  fill(net, at->sparse, SPARSE * SPARSE_ROWS * HIDDEN, 0.1f, &random);
  fill(net, at->moves, HIDDEN * at->move_row,
       sqrtf(6.0f / (float)(HIDDEN + at->n_moves)), &random);
}

/* ---- Matrices ------------------------------------------------------------ */

/* A vector of sixteen floats; the compiler makes two of eight where it must. */
typedef float wide __attribute__((vector_size(64), aligned(4), may_alias));
enum { LANE = 16 };

/* Four rows by two vectors of y += x w; sums stay in registers, in order. */
WIDE static void multiply_block(const float *x, const float *w, float *y,
                                uint32_t in, uint32_t out) {
  wide sum[4][2];
  for (uint32_t r = 0; r < 4; r++)
    for (uint32_t k = 0; k < 2; k++)
      sum[r][k] = *(const wide *)(y + r * out + k * LANE);
  for (uint32_t i = 0; i < in; i++, w += out) {
    wide a = *(const wide *)w, b = *(const wide *)(w + LANE);
    for (uint32_t r = 0; r < 4; r++) {
      sum[r][0] += x[r * in + i] * a;
      sum[r][1] += x[r * in + i] * b;
    }
  }
  for (uint32_t r = 0; r < 4; r++)
    for (uint32_t k = 0; k < 2; k++)
      *(wide *)(y + r * out + k * LANE) = sum[r][k];
}

/* One row by four vectors, or by two at its end. */
WIDE static void multiply_row(const float *x, const float *w, float *y,
                              uint32_t in, uint32_t out) {
  uint32_t o = 0;
  for (; o + 4 * LANE <= out; o += 4 * LANE) {
    const float *at = w + o;
    wide sum[4];
    memcpy(sum, y + o, sizeof sum);
    for (uint32_t i = 0; i < in; i++, at += out)
      for (uint32_t k = 0; k < 4; k++)
        sum[k] += x[i] * *(const wide *)(at + k * LANE);
    memcpy(y + o, sum, sizeof sum);
  }
  for (; o < out; o += LANE) {
    const float *at = w + o;
    wide sum = *(const wide *)(y + o);
    for (uint32_t i = 0; i < in; i++, at += out)
      sum += x[i] * *(const wide *)at;
    *(wide *)(y + o) = sum;
  }
}

/* y (n rows of `out`) += x (n rows of `in`) times w (in rows of `out`); `out`
 * is a multiple of two vectors. */
static void multiply(const float *x, const float *w, float *y, uint32_t n,
                     uint32_t in, uint32_t out) {
  for (; n >= 4; n -= 4, x += 4 * in, y += 4 * out)
    for (uint32_t o = 0; o < out; o += 2 * LANE)
      multiply_block(x, w + o, y + o, in, out);
  for (; n; n--, x += in, y += out) multiply_row(x, w, y, in, out);
}

/* Four rows of x and dy, two vectors of outputs: dy stays in registers. */
WIDE static void outer_block(const float *x, const float *dy, float *g,
                             uint32_t in, uint32_t out) {
  wide y[4][2];
  for (uint32_t r = 0; r < 4; r++)
    for (uint32_t k = 0; k < 2; k++)
      y[r][k] = *(const wide *)(dy + r * out + k * LANE);
  for (uint32_t i = 0; i < in; i++, g += out)
    for (uint32_t k = 0; k < 2; k++) {
      wide sum = x[i] * y[0][k] + x[in + i] * y[1][k] +
                 x[2 * in + i] * y[2][k] + x[3 * in + i] * y[3][k];
      *(wide *)(g + k * LANE) += sum;
    }
}

WIDE static void outer_row(const float *x, const float *restrict dy,
                           float *restrict g, uint32_t in, uint32_t out) {
  for (uint32_t i = 0; i < in; i++, g += out) {
    float a = x[i];
    if (a == 0) continue;
    for (uint32_t o = 0; o < out; o++) g[o] += a * dy[o];
  }
}

/* g (in rows of `out`, a multiple of two vectors) += transposed x (n rows of
 * `in`) times dy. */
static void outer(const float *x, const float *dy, float *g, uint32_t n,
                  uint32_t in, uint32_t out) {
  for (; n >= 4; n -= 4, x += 4 * in, dy += 4 * out)
    for (uint32_t o = 0; o < out; o += 2 * LANE)
      outer_block(x, dy + o, g + o, in, out);
  for (; n; n--, x += in, dy += out) outer_row(x, dy, g, in, out);
}

/* In tiles, so that neither side strides far. */
static void transpose(const float *w, float *out, uint32_t rows,
                      uint32_t columns) {
  for (uint32_t r = 0; r < rows; r += LANE)
    for (uint32_t c = 0; c < columns; c++)
      for (uint32_t k = r; k < r + LANE; k++)
        out[c * rows + k] = w[k * columns + c];
}

static void turn(net *net) {
  const layout *at = &net->at;
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++)
      transpose(net->p + at->gates[l][d], net->turned + at->gates[l][d],
                layer_in(l), GATES);
  for (uint32_t s = 0; s < SLOTS; s++)
    transpose(net->p + at->slots[s], net->turned + at->slots[s], BOTH, HIDDEN);
  transpose(net->p + at->moves, net->turned + at->moves, HIDDEN,
            at->move_row);
}

/* ---- One sentence -------------------------------------------------------- */

static float *resize(float *old, size_t n) {
  free(old);
  return need(n * sizeof *old);
}

void pass_size(pass *s, uint32_t n) {
  s->n = n;
  if (n <= s->cap) return;
  s->cap = n + n / 2;
  s->in = grow(s->in, s->cap * sizeof *s->in);
  for (uint32_t l = 0; l <= LAYERS; l++) {
    s->x[l] = resize(s->x[l], (size_t)s->cap * BOTH);
    s->dx[l] = resize(s->dx[l], (size_t)s->cap * BOTH);
    s->mask[l] = resize(s->mask[l], (size_t)s->cap * BOTH);
  }
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++) {
      s->gates[l][d] = resize(s->gates[l][d], (size_t)s->cap * GATES);
      s->cells[l][d] = resize(s->cells[l][d], (size_t)s->cap * DIM);
    }
  s->dgates = resize(s->dgates, (size_t)s->cap * GATES);
  s->slots = resize(s->slots, (size_t)s->cap * SLOTS * HIDDEN);
  s->dslots = resize(s->dslots, (size_t)s->cap * SLOTS * HIDDEN);
  s->hidden = resize(s->hidden, (size_t)s->cap * 2 * HIDDEN);
  s->dhidden = resize(s->dhidden, (size_t)s->cap * 2 * HIDDEN);
  s->dscores = resize(s->dscores, (size_t)s->cap * 2 * MOVES_MAX);
}

void pass_done(pass *s) {
  for (uint32_t l = 0; l <= LAYERS; l++) {
    free(s->x[l]);
    free(s->dx[l]);
    free(s->mask[l]);
  }
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++) {
      free(s->gates[l][d]);
      free(s->cells[l][d]);
    }
  free(s->in);
  free(s->dgates);
  free(s->slots);
  free(s->dslots);
  free(s->hidden);
  free(s->dhidden);
  free(s->dscores);
}

static uint32_t rows_of(const net *net, const input *in, uint32_t rows[QUOTH__NET_TABLES]) {
  const layout *at = &net->at;
  uint32_t n = 0;
  if (in->word != QUOTH_NONE) rows[n++] = at->words / DIM + in->word;
  if (in->suffix != QUOTH_NONE) rows[n++] = at->suffixes / DIM + in->suffix;
  if (in->ending != QUOTH_NONE) rows[n++] = at->endings / DIM + in->ending;
  if (in->shape != QUOTH_NONE) rows[n++] = at->shapes / DIM + in->shape;
  if (in->tag != QUOTH_NONE) rows[n++] = at->tags / DIM + in->tag;
  return n;
}

static void embed(const net *net, pass *s) {
  uint32_t rows[QUOTH__NET_TABLES];
  for (uint32_t t = 0; t < s->n; t++) {
    float *x = s->x[0] + t * DIM;
    memset(x, 0, DIM * sizeof *x);
    uint32_t n = rows_of(net, &s->in[t], rows);
    for (uint32_t r = 0; r < n; r++)
      for (uint32_t i = 0; i < DIM; i++) x[i] += net->p[rows[r] * DIM + i];
  }
}

static void drop_out(float *x, float *mask, uint32_t n, rng *random,
                     float drop) {
  uint32_t limit = (uint32_t)(drop * 65536.0f);
  float keep = 1.0f / (1.0f - drop);
  for (uint32_t i = 0; i < n; i += 2) {
    uint32_t bits = rng_next(random);
    mask[i] = (bits & 0xFFFF) < limit ? 0 : keep;
    mask[i + 1] = bits >> 16 < limit ? 0 : keep;
  }
  for (uint32_t i = 0; i < n; i++) x[i] *= mask[i];
}

/* A sigmoid without exp: the same bits everywhere. */
static float gate(float x) { return 0.5f + 0.5f * x / (1.0f + fabsf(x)); }
static float gate_slope(float x) {
  float a = 1.0f + fabsf(x);
  return 0.5f / (a * a);
}

static void scan(pass *s, uint32_t l, uint32_t d) {
  uint32_t in = layer_in(l), skip = l ? d * DIM : 0;
  const float *before = NULL;
  for (uint32_t k = 0; k < s->n; k++) {
    uint32_t t = d ? s->n - 1 - k : k;
    const float *y = s->gates[l][d] + t * GATES;
    const float *x = s->x[l] + t * in + skip;
    float *c = s->cells[l][d] + t * DIM;
    float *h = s->x[l + 1] + t * BOTH + d * DIM;
    for (uint32_t i = 0; i < DIM; i++) {
      float f = gate(y[DIM + i]), r = gate(y[2 * DIM + i]);
      float old = before ? before[i] : 0;
      c[i] = f * old + (1 - f) * y[i];
      h[i] = r * c[i] + (1 - r) * x[i];
    }
    before = c;
  }
}

static void start_rows(float *y, const float *bias, uint32_t n, uint32_t out) {
  for (uint32_t t = 0; t < n; t++) memcpy(y + t * out, bias, out * sizeof *y);
}

void net_forward(const net *net, pass *s, rng *random, float drop) {
  embed(net, s);
  if (random) drop_out(s->x[0], s->mask[0], s->n * DIM, random, drop);
  for (uint32_t l = 0; l < LAYERS; l++) {
    uint32_t in = layer_in(l);
    for (uint32_t d = 0; d < 2; d++) {
      const float *w = net->p + net->at.gates[l][d];
      start_rows(s->gates[l][d], w + in * GATES, s->n, GATES);
      multiply(s->x[l], w, s->gates[l][d], s->n, in, GATES);
      scan(s, l, d);
    }
    if (random)
      drop_out(s->x[l + 1], s->mask[l + 1], s->n * BOTH, random, drop);
  }
  memset(s->slots, 0, (size_t)s->n * SLOTS * HIDDEN * sizeof *s->slots);
  memset(s->dslots, 0, (size_t)s->n * SLOTS * HIDDEN * sizeof *s->slots);
  for (uint32_t k = 0; k < SLOTS; k++)
    multiply(s->x[LAYERS], net->p + net->at.slots[k],
             s->slots + k * s->n * HIDDEN, s->n, BOTH, HIDDEN);
}

/* Gradients of gates and inputs of one direction; dcell runs backward. */
static void scan_back(pass *s, uint32_t l, uint32_t d) {
  uint32_t in = layer_in(l), skip = l ? d * DIM : 0;
  float dcell[DIM] = {0};
  for (uint32_t k = s->n; k-- > 0;) {
    uint32_t t = d ? s->n - 1 - k : k;
    const float *y = s->gates[l][d] + t * GATES;
    const float *x = s->x[l] + t * in + skip;
    const float *c = s->cells[l][d] + t * DIM;
    const float *old = k ? (d ? c + DIM : c - DIM) : NULL;
    const float *dh = s->dx[l + 1] + t * BOTH + d * DIM;
    float *dy = s->dgates + t * GATES, *dx = s->dx[l] + t * in + skip;
    for (uint32_t i = 0; i < DIM; i++) {
      float f = gate(y[DIM + i]), r = gate(y[2 * DIM + i]);
      float dc = dcell[i] + dh[i] * r;
      dy[2 * DIM + i] = dh[i] * (c[i] - x[i]) * gate_slope(y[2 * DIM + i]);
      dx[i] += dh[i] * (1 - r);
      dy[DIM + i] =
          dc * ((old ? old[i] : 0) - y[i]) * gate_slope(y[DIM + i]);
      dy[i] = dc * (1 - f);
      dcell[i] = dc * f;
    }
  }
}

static void add_rows(float *sum, const float *y, uint32_t n, uint32_t out) {
  for (uint32_t t = 0; t < n; t++)
    for (uint32_t o = 0; o < out; o++) sum[o] += y[t * out + o];
}

static void unembed(net *net, const pass *s) {
  uint32_t rows[QUOTH__NET_TABLES];
  for (uint32_t t = 0; t < s->n; t++) {
    uint32_t n = rows_of(net, &s->in[t], rows);
    for (uint32_t r = 0; r < n; r++) {
      if (!net->is_touched[rows[r]]) {
        net->is_touched[rows[r]] = 1;
        net->touched[net->n_touched++] = rows[r];
      }
      for (uint32_t i = 0; i < DIM; i++)
        net->g[rows[r] * DIM + i] += s->dx[0][t * DIM + i];
    }
  }
}

void net_backward(net *net, pass *s) {
  for (uint32_t l = 0; l <= LAYERS; l++)
    memset(s->dx[l], 0, (size_t)s->n * BOTH * sizeof(float));
  for (uint32_t k = 0; k < SLOTS; k++) {
    const float *dy = s->dslots + k * s->n * HIDDEN;
    outer(s->x[LAYERS], dy, net->g + net->at.slots[k], s->n, BOTH, HIDDEN);
    multiply(dy, net->turned + net->at.slots[k], s->dx[LAYERS], s->n, HIDDEN,
             BOTH);
  }
  for (uint32_t l = LAYERS; l-- > 0;) {
    uint32_t in = layer_in(l);
    for (uint32_t i = 0; i < s->n * BOTH; i++)
      s->dx[l + 1][i] *= s->mask[l + 1][i];
    for (uint32_t d = 0; d < 2; d++) {
      uint32_t at = net->at.gates[l][d];
      scan_back(s, l, d);
      outer(s->x[l], s->dgates, net->g + at, s->n, in, GATES);
      add_rows(net->g + at + in * GATES, s->dgates, s->n, GATES);
      multiply(s->dgates, net->turned + at, s->dx[l], s->n, GATES, in);
    }
  }
  for (uint32_t i = 0; i < s->n * DIM; i++) s->dx[0][i] *= s->mask[0][i];
  unembed(net, s);
}

/* ---- States -------------------------------------------------------------- */

static void add_row(float *restrict sum, const float *restrict row) {
  for (uint32_t i = 0; i < HIDDEN; i++) sum[i] += row[i];
}

void net_score(const net *net, const pass *s, const quoth__parse *parse,
               scoring *out) {
  const layout *at = &net->at;
  memcpy(out->hidden, net->p + at->bias, sizeof out->hidden);
  quoth__net_slots(parse, out->slots);
  quoth__net_sparse(parse, out->sparse);
  for (uint32_t k = 0; k < SLOTS; k++)
    add_row(out->hidden, out->slots[k] == QUOTH_NONE
                             ? net->p + at->slots[k] + BOTH * HIDDEN
                             : s->slots + (k * s->n + out->slots[k]) * HIDDEN);
  for (uint32_t k = 0; k < SPARSE; k++)
    add_row(out->hidden,
            net->p + at->sparse + (k * SPARSE_ROWS + out->sparse[k]) * HIDDEN);
  for (uint32_t i = 0; i < HIDDEN; i++)
    if (out->hidden[i] < 0) out->hidden[i] = 0;
  memcpy(out->scores, net->p + at->moves + HIDDEN * at->move_row,
         at->move_row * sizeof *out->scores);
  multiply(out->hidden, net->p + at->moves, out->scores, 1, HIDDEN,
           at->move_row);
}

static void score_back(net *net, pass *s, const scoring *from,
                       float *dhidden) {
  const layout *at = &net->at;
  for (uint32_t i = 0; i < HIDDEN; i++)
    if (from->hidden[i] <= 0) dhidden[i] = 0;
  add_row(net->g + at->bias, dhidden);
  for (uint32_t k = 0; k < SLOTS; k++)
    add_row(from->slots[k] == QUOTH_NONE
                ? net->g + at->slots[k] + BOTH * HIDDEN
                : s->dslots + (k * s->n + from->slots[k]) * HIDDEN,
            dhidden);
  for (uint32_t k = 0; k < SPARSE; k++)
    add_row(net->g + at->sparse + (k * SPARSE_ROWS + from->sparse[k]) * HIDDEN,
            dhidden);
}

/* All states of a sentence at once. */
void net_scores_back(net *net, pass *s, const scoring *states, uint32_t n) {
  const layout *at = &net->at;
  float *bias = net->g + at->moves + HIDDEN * at->move_row;
  float *hidden = s->hidden, *dhidden = s->dhidden, *dscores = s->dscores;
  memset(dhidden, 0, (size_t)n * HIDDEN * sizeof *dhidden);
  for (uint32_t k = 0; k < n; k++) {
    memcpy(hidden + k * HIDDEN, states[k].hidden, sizeof states[k].hidden);
    memcpy(dscores + k * at->move_row, states[k].scores,
           at->move_row * sizeof *dscores);
    for (uint32_t m = 0; m < at->n_moves; m++) bias[m] += states[k].scores[m];
  }
  outer(hidden, dscores, net->g + at->moves, n, HIDDEN, at->move_row);
  multiply(dscores, net->turned + at->moves, dhidden, n, at->move_row, HIDDEN);
  for (uint32_t k = 0; k < n; k++)
    score_back(net, s, &states[k], dhidden + k * HIDDEN);
}

/* ---- Adam ---------------------------------------------------------------- */

WIDE static void adam(float *restrict p, float *restrict g, float *restrict m,
                      float *restrict v, uint32_t n, float rate) {
  for (uint32_t i = 0; i < n; i++) {
    m[i] = 0.9f * m[i] + 0.1f * g[i];
    v[i] = 0.99f * v[i] + 0.01f * (g[i] * g[i]);
    p[i] -= rate * m[i] / (sqrtf(v[i]) + 1e-6f);
    g[i] = 0;
  }
}

/* The sum of squares of `n` values, a multiple of 16. */
WIDE static double squares(const float *g, uint32_t n) {
  double part[LANE] = {0}, sum = 0;
  for (uint32_t i = 0; i < n; i += LANE)
    for (uint32_t k = 0; k < LANE; k++)
      part[k] += (double)g[i + k] * (double)g[i + k];
  for (uint32_t k = 0; k < LANE; k++) sum += part[k];
  return sum;
}

/* Cut the gradient of a batch to length 5 at most. */
static void clip(net *net) {
  uint32_t dense = net->at.size - net->at.dense;
  double sum = squares(net->g + net->at.dense, dense);
  if (sum <= 25.0) return;
  float scale = (float)(5.0 / sqrt(sum));
  for (uint32_t i = 0; i < dense; i++) net->g[net->at.dense + i] *= scale;
  for (uint32_t k = 0; k < net->n_touched; k++)
    for (uint32_t i = 0; i < DIM; i++)
      net->g[net->touched[k] * DIM + i] *= scale;
}

/* Every tenth step the mean goes a five-hundredth of the way to the parameters,
 * and further while it is young. */
static void average(net *net) {
  float age = (float)(net->step / 10), part = 10.0f / (age + 10.0f);
  if (part < 0.002f) part = 0.002f;
  for (uint32_t i = 0; i < net->at.size; i++)
    net->mean[i] += part * (net->p[i] - net->mean[i]);
}

void net_settle(net *net) {
  memcpy(net->p, net->mean, net->at.size * sizeof *net->p);
}

void net_step(net *net, float rate) {
  uint32_t dense = net->at.dense;
  net->step++;
  if (net->step < 200) rate *= (float)net->step / 200.0f;
  clip(net);
  for (uint32_t k = 0; k < net->n_touched; k++) {
    uint32_t at = net->touched[k] * DIM;
    adam(net->p + at, net->g + at, net->m + at, net->v + at, DIM, rate);
    net->is_touched[net->touched[k]] = 0;
  }
  net->n_touched = 0;
  adam(net->p + dense, net->g + dense, net->m + dense, net->v + dense,
       net->at.size - dense, rate);
  turn(net);
  if (net->step % 10 == 0) average(net);
}

/* e to the x, for x at most 0, by squaring: the same bits everywhere. */
float exp_own(float x) {
  if (x < -80.0f) return 0;
  double y = 1.0 + (double)x / 4096.0;
  for (int i = 0; i < 12; i++) y *= y;
  return (float)y;
}
