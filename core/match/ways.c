/* SPDX-License-Identifier: MIT */
#include "match/ways.h"

#include "match/matcher.h"

enum {
  MOST_WORDS = 48 << 10, /* of rows, 384 KiB; but this many rows anyway: */
  LEAST_ROWS = 64,
  MOST_ROUNDS = 1024, /* of a loop until it comes to rest, on average */
};

void quoth__ways_done(quoth__ways *w, const quoth__mem *mem) {
  QUOTH__VEC_DONE(mem, &w->pool);
  QUOTH__VEC_DONE(mem, &w->at);
  QUOTH__VEC_DONE(mem, &w->test);
  QUOTH__VEC_DONE(mem, &w->list);
}

/* ---- Symbols in a row, seen from where they begin ---------------------- */

/* out: test holds here, and `in` one place on. */
static void step(uint64_t *out, const uint64_t *in, const uint64_t *test,
                 uint32_t n) {
  for (uint32_t i = 0; i + 1 < n; i++)
    out[i] = test[i] & (in[i] >> 1 | in[i + 1] << 63);
  out[n - 1] = test[n - 1] & in[n - 1] >> 1;
}

/* Add the places from which symbols that pass lead to one of `x`. */
static void star(uint64_t *x, const uint64_t *test, uint32_t n) {
  uint64_t carry = 0;
  for (uint32_t i = n; i-- > 0;) {
    uint64_t c = test[i], r = x[i] | (c & carry);
    for (unsigned by = 1; by < 64; by *= 2) {
      r |= c & r >> by;
      c &= c >> by;
    }
    x[i] = r;
    carry = r << 63;
  }
}

/* out: `count` > 0 symbols in a row pass, from here on. */
static void in_a_row(uint64_t *out, uint64_t *spare, const uint64_t *test,
                     uint32_t n, uint32_t count) {
  uint32_t have = 1;
  memcpy(out, test, n * sizeof *out);
  while (have < count) {
    uint32_t by = have < count - have ? have : count - have;
    quoth__bits_down(spare, out, n, by);
    for (uint32_t i = 0; i < n; i++) out[i] &= spare[i];
    have += by;
  }
}

/* Add the places from which at most `most` symbols lead to one of `x`. */
static void reach(const quoth__sweep *s, uint64_t *x, const uint64_t *test,
                  uint32_t most) {
  uint32_t n = s->grid->n_words, have = 0;
  uint64_t *const *spare = s->m->ways.spare;
  if (most >= s->grid->longest) {
    star(x, test, n);
    return;
  }
  for (; have < most && have < 8; have++) {
    step(spare[0], x, test, n);
    for (uint32_t i = 0; i < n; i++) x[i] |= spare[0][i];
  }
  while (have < most) {
    uint32_t by = have + 1 < most - have ? have + 1 : most - have;
    in_a_row(spare[0], spare[1], test, n, by);
    quoth__bits_down(spare[1], x, n, by);
    for (uint32_t i = 0; i < n; i++) x[i] |= spare[0][i] & spare[1][i];
    have += by;
  }
}

static void at_least(const quoth__sweep *s, uint64_t *x, const uint64_t *test,
                     uint32_t count) {
  uint32_t n = s->grid->n_words;
  uint64_t *const *spare = s->m->ways.spare;
  if (count > s->grid->longest) {
    memset(x, 0, n * sizeof *x);
  } else if (count <= 4) {
    for (; count; count--) step(x, x, test, n);
  } else {
    in_a_row(spare[0], spare[1], test, n, count);
    quoth__bits_down(x, x, n, count);
    for (uint32_t i = 0; i < n; i++) x[i] &= spare[0][i];
  }
}

/* As many as there are, at most `i->longest`: one end for each start. */
static void possessive(const quoth__sweep *s, const quoth__insn *i,
                       const uint64_t *test, const uint64_t *then,
                       uint64_t *out) {
  uint32_t n = s->grid->n_words;
  uint64_t *const *spare = s->m->ways.spare;
  for (uint32_t k = 0; k < n; k++) out[k] = then[k] & ~test[k];
  reach(s, out, test, i->longest);
  if (i->longest && i->longest < s->grid->longest) { /* more than it takes */
    in_a_row(spare[0], spare[1], test, n, i->longest);
    for (uint32_t k = 0; k < n; k++) spare[1][k] = then[k] & test[k];
    quoth__bits_down(spare[2], spare[1], n, i->longest);
    for (uint32_t k = 0; k < n; k++) out[k] |= spare[0][k] & spare[2][k];
  }
  if (i->shortest > s->grid->longest) {
    memset(out, 0, n * sizeof *out);
  } else if (i->shortest) {
    in_a_row(spare[0], spare[1], test, n, i->shortest);
    for (uint32_t k = 0; k < n; k++) out[k] &= spare[0][k];
  }
}

static void span(const quoth__sweep *s, const quoth__insn *i,
                 const uint64_t *test, const uint64_t *then, uint64_t *out) {
  bool vague = s->pattern->vocab->tests.data[i->a].vague;
  if (i->greed == QUOTH__POSSESSIVE && i->longest && !vague) {
    possessive(s, i, test, then, out);
    return;
  }
  if (i->longest == 1 && !i->shortest) { /* an optional one */
    uint32_t n = s->grid->n_words;
    for (uint32_t k = 0; k + 1 < n; k++)
      out[k] = then[k] | (test[k] & (then[k] >> 1 | then[k + 1] << 63));
    out[n - 1] = then[n - 1] | (test[n - 1] & then[n - 1] >> 1);
    return;
  }
  memcpy(out, then, s->grid->n_words * sizeof *out);
  if (i->longest > i->shortest)
    reach(s, out, test,
          i->longest == QUOTH__UNBOUNDED ? i->longest
                                         : i->longest - i->shortest);
  at_least(s, out, test, i->shortest);
}

/* ---- Elements ---------------------------------------------------------- */

static void occur(const quoth__sweep *s, const quoth__occurrences *list,
                  const uint64_t *then, uint64_t *out) {
  memset(out, 0, s->grid->n_words * sizeof *out);
  for (uint32_t i = 0; i < list->count; i++)
    if (quoth__bit(then, list->data[i].end))
      quoth__bit_set(out, list->data[i].first);
}

/* The row of a test, and it is remembered for the walk. */
static const uint64_t *test_row(const quoth__sweep *s, uint32_t pc) {
  uint32_t test = s->pattern->insns.data[pc].a;
  uint32_t row = quoth__grid_row_of(s->m, test, false);
  const uint64_t *bits =
      row == QUOTH__NONE ? NULL : quoth__grid_row(s->m, s->grid, row);
  return s->m->ways.test.data[pc] = bits;
}

/* ---- Lookbehind: from its starts to its ends --------------------------- */

static bool unite(const quoth__sweep *s, uint64_t **rows, uint32_t pc,
                  uint32_t base, const uint64_t *add) {
  uint64_t *to = rows[pc - base];
  for (uint32_t i = 0; i < s->grid->n_words; i++) to[i] |= add[i];
  return true;
}

/* Add the ends of symbols that pass from one of `x` on. */
static void star_up(uint64_t *x, const uint64_t *test, uint32_t n) {
  uint64_t carry = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint64_t c = test[i], r = x[i] | carry;
    r |= ((r & c) + c) ^ c;
    x[i] = r;
    carry = (r & c) >> 63;
  }
}

static void span_up(const quoth__sweep *s, const quoth__insn *i,
                    const uint64_t *test, uint64_t *x) {
  uint32_t n = s->grid->n_words;
  uint64_t *spare = s->m->ways.spare[1];
  for (uint32_t k = 0; k < i->shortest && k <= s->grid->longest; k++) {
    for (uint32_t w = 0; w < n; w++) x[w] &= test[w];
    quoth__bits_up(x, x, n);
  }
  uint32_t most = i->longest == QUOTH__UNBOUNDED ? i->longest
                                                 : i->longest - i->shortest;
  if (most >= s->grid->longest) {
    star_up(x, test, n);
    return;
  }
  for (uint32_t k = 0; k < most; k++) {
    for (uint32_t w = 0; w < n; w++) spare[w] = x[w] & test[w];
    quoth__bits_up(spare, spare, n);
    for (uint32_t w = 0; w < n; w++) x[w] |= spare[w];
  }
}

static void occur_up(const quoth__occurrences *list, const uint64_t *from,
                     uint64_t *out) {
  for (uint32_t i = 0; i < list->count; i++)
    if (quoth__bit(from, list->data[i].first))
      quoth__bit_set(out, list->data[i].end);
}

/* From the row of `pc` to those of what follows it. */
static bool go_on(const quoth__sweep *s, uint32_t pc, uint32_t base,
                  uint64_t **rows) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  uint32_t n = s->grid->n_words;
  const uint64_t *from = rows[pc - base], *test;
  uint64_t *x = s->m->ways.spare[0];
  memcpy(x, from, n * sizeof *x);
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_TEST:
      if (!(test = test_row(s, pc))) return false;
      for (uint32_t w = 0; w < n; w++) x[w] &= test[w];
      quoth__bits_up(x, x, n);
      break;
    case QUOTH__INSN_SPAN:
      if (!(test = test_row(s, pc))) return false;
      span_up(s, i, test, x);
      break;
    case QUOTH__INSN_LEXICON:
    case QUOTH__INSN_LAYER:
      occur_up(s->lists[i->a], from, rows[pc + 1 - base]);
      return true;
    case QUOTH__INSN_START:
      for (uint32_t w = 0; w < n; w++) x[w] &= s->grid->firsts[w];
      break;
    case QUOTH__INSN_END:
      for (uint32_t w = 0; w < n; w++) x[w] &= s->grid->ends[w];
      break;
    case QUOTH__INSN_SPLIT: unite(s, rows, i->b, base, x); /* fallthrough */
    case QUOTH__INSN_JUMP: return unite(s, rows, i->a, base, x);
    default: break;
  }
  return unite(s, rows, pc + 1, base, x);
}

/* The places where a body ends that begins anywhere, in `out`. */
static bool ends_of(const quoth__sweep *s, const quoth__insn *look,
                    uint64_t *out) {
  uint32_t n = s->grid->n_words, count = look->b - look->a;
  const quoth__mem *mem = &s->m->mem;
  size_t row = n * sizeof(uint64_t);
  size_t size = count * (row + sizeof(uint64_t *));
  uint64_t **rows = quoth__mem_new(mem, size);
  if (!rows) return false;
  for (uint32_t i = 0; i < count; i++)
    rows[i] = (uint64_t *)(rows + count) + (size_t)i * n;
  memset(rows[0], 0, count * row);
  memcpy(rows[0], s->grid->all, row);
  bool ok = true;
  for (uint32_t pc = look->a; ok && pc + 1 < look->b; pc++)
    ok = go_on(s, pc, look->a, rows);
  memcpy(out, rows[count - 1], row);
  quoth__mem_free(mem, rows, size);
  return ok;
}

/* ---- Bodies ------------------------------------------------------------ */

static bool behind(const quoth__sweep *s, uint32_t pc, const uint64_t *then,
                   uint64_t *out) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  uint32_t n = s->grid->n_words;
  memcpy(out, then, n * sizeof *out);
  if (!s->course->marks[pc].sure) return true; /* it may be so */
  uint64_t *ends = s->m->ways.spare[2];
  if (!ends_of(s, i, ends)) return false;
  for (uint32_t w = 0; w < n; w++) out[w] &= i->negative ? ~ends[w] : ends[w];
  return true;
}

static void ahead(const quoth__sweep *s, uint32_t pc, const uint64_t *then,
                  uint64_t *out) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  const uint64_t *body = s->m->ways.at.data[i->a];
  uint32_t n = s->grid->n_words;
  memcpy(out, then, n * sizeof *out);
  if (!i->negative)
    for (uint32_t w = 0; w < n; w++) out[w] &= body[w];
  else if (s->course->marks[pc].sure)
    for (uint32_t w = 0; w < n; w++) out[w] &= ~body[w];
}

/* Where the body takes something; elsewhere it takes nothing, if it can. */
static uint32_t busy_part(const quoth__pattern *p, const quoth__insn *i) {
  const quoth__insn *first = &p->insns.data[i->a];
  bool optional = first->kind == QUOTH__INSN_SPLIT &&
                  first->greed != QUOTH__LAZY && first->b == i->b - 1;
  return optional ? first->a : i->a;
}

/* A body that keeps what it takes: its only end must lead on. */
static bool atomic(const quoth__sweep *s, uint32_t pc, const uint64_t *then,
                   uint64_t *out) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  uint32_t n = s->grid->n_words, n_places = s->grid->n_places;
  const uint64_t *all = s->m->ways.at.data[i->a];
  if (!s->course->marks[pc].sure) {
    memcpy(out, all, n * sizeof *out);
    return true;
  }
  const uint64_t *busy = s->m->ways.at.data[busy_part(s->pattern, i)];
  for (uint32_t w = 0; w < n; w++) out[w] = all[w] & ~busy[w] & then[w];
  for (uint32_t at = quoth__bits_next(busy, 0, n_places, true); at < n_places;
       at = quoth__bits_next(busy, at + 1, n_places, true)) {
    uint32_t end = quoth__ways_walk(s, i->a, at, false);
    if (end == QUOTH__NONE) return false;
    if (quoth__bit(then, end)) quoth__bit_set(out, at);
  }
  return true;
}

/* ---- The sweep --------------------------------------------------------- */

static bool fill(const quoth__sweep *s, uint32_t pc, uint64_t *out) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  const uint64_t *const *at = s->m->ways.at.data, *test;
  uint32_t n = s->grid->n_words;
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_TEST:
      if (!(test = test_row(s, pc))) return false;
      step(out, at[pc + 1], test, n);
      return true;
    case QUOTH__INSN_SPAN:
      if (!(test = test_row(s, pc))) return false;
      span(s, i, test, at[pc + 1], out);
      return true;
    case QUOTH__INSN_LEXICON:
    case QUOTH__INSN_LAYER:
      s->m->ways.list.data[pc] = s->lists[i->a];
      occur(s, s->lists[i->a], at[pc + 1], out);
      return true;
    case QUOTH__INSN_START:
      for (uint32_t w = 0; w < n; w++)
        out[w] = at[pc + 1][w] & s->grid->firsts[w];
      return true;
    case QUOTH__INSN_END:
      for (uint32_t w = 0; w < n; w++)
        out[w] = at[pc + 1][w] & s->grid->ends[w];
      return true;
    case QUOTH__INSN_SPLIT:
      for (uint32_t w = 0; w < n; w++) out[w] = at[i->a][w] | at[i->b][w];
      return true;
    case QUOTH__INSN_AHEAD: ahead(s, pc, at[i->b], out); return true;
    case QUOTH__INSN_BEHIND: return behind(s, pc, at[i->b], out);
    case QUOTH__INSN_ATOMIC: return atomic(s, pc, at[i->b], out);
    case QUOTH__INSN_JUMP:
    case QUOTH__INSN_ROUND:
      memcpy(out, at[i->a], n * sizeof *out);
      return true;
    case QUOTH__INSN_OPEN:
    case QUOTH__INSN_CLOSE:
      memcpy(out, at[pc + 1], n * sizeof *out);
      return true;
    case QUOTH__INSN_ACCEPT: break;
  }
  memcpy(out, s->grid->all, n * sizeof *out);
  return true;
}

/* The row of another instruction that is this one's, too. */
static const uint64_t *shared(const quoth__sweep *s, uint32_t pc) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  if (i->kind == QUOTH__INSN_ACCEPT) return s->grid->all;
  if (i->kind == QUOTH__INSN_JUMP || i->kind == QUOTH__INSN_ROUND)
    return s->m->ways.at.data[i->a];
  return s->m->ways.at.data[pc + 1];
}

/* A loop's head: whether more places reach the end than were known. */
static bool grew(const quoth__sweep *s, uint64_t *known, uint64_t *now,
                 bool *ok, uint32_t pc) {
  uint32_t n = s->grid->n_words;
  memcpy(now, known, n * sizeof *now);
  *ok = fill(s, pc, known);
  for (uint32_t w = 0; *ok && w < n; w++) {
    known[w] |= now[w];
    if (known[w] != now[w]) return true;
  }
  return false;
}

static quoth__sweep_result sweep(const quoth__sweep *s, uint64_t *head) {
  quoth__ways *w = &s->m->ways;
  const quoth__mark *marks = s->course->marks;
  uint32_t n = s->pattern->insns.count;
  uint64_t work = 0, most = (uint64_t)n * MOST_ROUNDS;
  for (uint32_t pc = n; pc-- > 0;) {
    const quoth__mark *mark = &marks[pc];
    bool ok = true;
    if (mark->skip != QUOTH__NONE) { /* a lookbehind works the other way */
      pc = mark->skip + 1;
      continue;
    }
    if (mark->row == QUOTH__NONE) {
      w->at.data[pc] = shared(s, pc);
      continue;
    }
    uint64_t *own = (uint64_t *)w->at.data[pc];
    if (mark->tail == QUOTH__NONE) {
      ok = fill(s, pc, own);
      if (ok && mark->passed && !quoth__bits_any(own, s->grid->n_words)) {
        s->m->steps += work * (s->grid->n_words / 4 + 1);
        return QUOTH__SWEEP_NOTHING;
      }
    } else if (grew(s, own, head, &ok, pc)) pc = mark->tail + 1;
    if (!ok) return QUOTH__SWEEP_FAILED;
    if (++work > most) return QUOTH__SWEEP_TOO_BIG;
  }
  s->m->steps += work * (s->grid->n_words / 4 + 1);
  return quoth__bits_any(w->at.data[0], s->grid->n_words)
             ? QUOTH__SWEEP_DONE
             : QUOTH__SWEEP_NOTHING;
}

static bool reserve(const quoth__sweep *s) {
  quoth__ways *w = &s->m->ways;
  const quoth__mem *mem = &s->m->mem;
  uint32_t n = s->pattern->insns.count, words = s->grid->n_words;
  w->pool.count = w->at.count = w->test.count = w->list.count = 0;
  if (!QUOTH__VEC_RESERVE(mem, &w->at, n) ||
      !QUOTH__VEC_RESERVE(mem, &w->test, n) ||
      !QUOTH__VEC_RESERVE(mem, &w->list, n) ||
      !QUOTH__VEC_RESERVE(mem, &w->pool, (s->course->n_rows + 4) * words))
    return false;
  for (uint32_t i = 0; i < 3; i++)
    w->spare[i] =
        w->pool.data + (size_t)(s->course->n_rows + i) * words;
  for (uint32_t pc = 0; pc < n; pc++) {
    const quoth__mark *mark = &s->course->marks[pc];
    if (mark->row == QUOTH__NONE) continue;
    uint64_t *row = w->pool.data + (size_t)mark->row * words;
    w->at.data[pc] = row;
    if (mark->tail != QUOTH__NONE) memset(row, 0, words * sizeof *row);
  }
  return true;
}

/* Whether something that every match has is nowhere in the grid. */
static bool is_missing(const quoth__sweep *s, uint32_t pc, bool *ok) {
  const quoth__insn *i = &s->pattern->insns.data[pc];
  if (i->kind == QUOTH__INSN_LEXICON || i->kind == QUOTH__INSN_LAYER)
    return s->lists[i->a]->count == 0;
  uint32_t number = quoth__grid_row_of(s->m, i->a, false);
  const uint64_t *row =
      number == QUOTH__NONE ? NULL : quoth__grid_row(s->m, s->grid, number);
  *ok = row != NULL;
  return row && !quoth__bits_any(row, s->grid->n_words);
}

quoth__sweep_result quoth__ways_find(const quoth__sweep *s) {
  uint64_t words = (s->course->n_rows + UINT64_C(4)) * s->grid->n_words;
  if (words > MOST_WORDS &&
      words > (uint64_t)LEAST_ROWS * s->grid->n_words)
    return QUOTH__SWEEP_TOO_BIG;
  for (uint32_t i = 0; i < s->course->n_needs; i++) {
    bool ok = true;
    if (is_missing(s, s->course->needs[i], &ok)) return QUOTH__SWEEP_NOTHING;
    if (!ok) return QUOTH__SWEEP_FAILED;
  }
  if (!reserve(s)) return QUOTH__SWEEP_FAILED;
  uint64_t *head =
      s->m->ways.pool.data + (size_t)(s->course->n_rows + 3) *
                                 s->grid->n_words;
  return sweep(s, head);
}
