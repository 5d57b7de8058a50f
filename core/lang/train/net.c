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
  at->moves = take(at, (HIDDEN + 1) * at->n_moves);
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
  lay_out(at);
  net->p = need(at->size * sizeof *net->p);
  net->g = need(at->size * sizeof *net->g);
  net->m = need(at->size * sizeof *net->m);
  net->v = need(at->size * sizeof *net->v);
  net->turned = need(at->size * sizeof *net->turned);
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
  fill(net, at->moves, HIDDEN * at->n_moves,
       sqrtf(6.0f / (float)(HIDDEN + at->n_moves)), &random);
}

/* ---- Matrices ------------------------------------------------------------ */

/* y (n rows of `out`) += x (n rows of `in`) times w (in rows of `out`). */
WIDE static void multiply(const float *x, const float *w, float *y, uint32_t n,
                          uint32_t in, uint32_t out) {
  uint32_t t = 0;
  for (; t + 4 <= n; t += 4) {
    const float *x0 = x + t * in, *x1 = x0 + in, *x2 = x1 + in, *x3 = x2 + in;
    float *restrict y0 = y + t * out, *restrict y1 = y0 + out,
          *restrict y2 = y1 + out, *restrict y3 = y2 + out;
    for (uint32_t i = 0; i < in; i++) {
      const float *restrict row = w + i * out;
      float a = x0[i], b = x1[i], c = x2[i], d = x3[i];
      for (uint32_t o = 0; o < out; o++) {
        y0[o] += a * row[o];
        y1[o] += b * row[o];
        y2[o] += c * row[o];
        y3[o] += d * row[o];
      }
    }
  }
  for (; t < n; t++) {
    float *restrict y0 = y + t * out;
    for (uint32_t i = 0; i < in; i++) {
      const float *restrict row = w + i * out;
      float a = x[t * in + i];
      if (a == 0) continue;
      for (uint32_t o = 0; o < out; o++) y0[o] += a * row[o];
    }
  }
}

/* g (in rows of `out`) += transposed x (n rows of `in`) times dy. */
WIDE static void outer(const float *x, const float *dy, float *g, uint32_t n,
                       uint32_t in, uint32_t out) {
  uint32_t t = 0;
  for (; t + 4 <= n; t += 4) {
    const float *x0 = x + t * in, *x1 = x0 + in, *x2 = x1 + in, *x3 = x2 + in;
    const float *restrict y0 = dy + t * out, *restrict y1 = y0 + out,
                *restrict y2 = y1 + out, *restrict y3 = y2 + out;
    for (uint32_t i = 0; i < in; i++) {
      float *restrict row = g + i * out;
      float a = x0[i], b = x1[i], c = x2[i], d = x3[i];
      for (uint32_t o = 0; o < out; o++)
        row[o] += a * y0[o] + b * y1[o] + c * y2[o] + d * y3[o];
    }
  }
  for (; t < n; t++)
    for (uint32_t i = 0; i < in; i++) {
      float *restrict row = g + i * out;
      const float *restrict y0 = dy + t * out;
      float a = x[t * in + i];
      if (a == 0) continue;
      for (uint32_t o = 0; o < out; o++) row[o] += a * y0[o];
    }
}

static void transpose(const float *w, float *out, uint32_t rows,
                      uint32_t columns) {
  for (uint32_t r = 0; r < rows; r++)
    for (uint32_t c = 0; c < columns; c++) out[c * rows + r] = w[r * columns + c];
}

static void turn(net *net) {
  const layout *at = &net->at;
  for (uint32_t l = 0; l < LAYERS; l++)
    for (uint32_t d = 0; d < 2; d++)
      transpose(net->p + at->gates[l][d], net->turned + at->gates[l][d],
                layer_in(l), GATES);
  for (uint32_t s = 0; s < SLOTS; s++)
    transpose(net->p + at->slots[s], net->turned + at->slots[s], BOTH, HIDDEN);
  transpose(net->p + at->moves, net->turned + at->moves, HIDDEN, at->n_moves);
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
}

static uint32_t rows_of(const net *net, const input *in, uint32_t rows[4]) {
  const layout *at = &net->at;
  uint32_t n = 0;
  if (in->word != QUOTH_NONE) rows[n++] = at->words / DIM + in->word;
  if (in->suffix != QUOTH_NONE) rows[n++] = at->suffixes / DIM + in->suffix;
  if (in->shape != QUOTH_NONE) rows[n++] = at->shapes / DIM + in->shape;
  if (in->tag != QUOTH_NONE) rows[n++] = at->tags / DIM + in->tag;
  return n;
}

static void embed(const net *net, pass *s) {
  uint32_t rows[4];
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
  uint32_t rows[4];
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
  memcpy(out->scores, net->p + at->moves + HIDDEN * at->n_moves,
         at->n_moves * sizeof *out->scores);
  multiply(out->hidden, net->p + at->moves, out->scores, 1, HIDDEN,
           at->n_moves);
}

void net_score_back(net *net, pass *s, const scoring *from,
                    const float *dscores) {
  const layout *at = &net->at;
  float dhidden[HIDDEN] = {0};
  outer(from->hidden, dscores, net->g + at->moves, 1, HIDDEN, at->n_moves);
  float *bias = net->g + at->moves + HIDDEN * at->n_moves;
  for (uint32_t m = 0; m < at->n_moves; m++) bias[m] += dscores[m];
  multiply(dscores, net->turned + at->moves, dhidden, 1, at->n_moves, HIDDEN);
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

/* Cut the gradient of a batch to length 5 at most. */
static void clip(net *net) {
  double sum = 0;
  uint32_t dense = net->at.size - net->at.dense;
  const float *g = net->g + net->at.dense;
  for (uint32_t i = 0; i < dense; i++) sum += (double)g[i] * (double)g[i];
  if (sum <= 25.0) return;
  float scale = (float)(5.0 / sqrt(sum));
  for (uint32_t i = 0; i < dense; i++) net->g[net->at.dense + i] *= scale;
  for (uint32_t k = 0; k < net->n_touched; k++)
    for (uint32_t i = 0; i < DIM; i++)
      net->g[net->touched[k] * DIM + i] *= scale;
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
}

/* e to the x, for x at most 0, by squaring: the same bits everywhere. */
float exp_own(float x) {
  if (x < -80.0f) return 0;
  double y = 1.0 + (double)x / 4096.0;
  for (int i = 0; i < 12; i++) y *= y;
  return (float)y;
}
