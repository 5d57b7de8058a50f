/* SPDX-License-Identifier: MIT */
#include "text/markreader.h"

#include <string.h>

/*
 * A beam of readings, each with its stack of open pairs. Costs are in tenths of
 * "one thing looks wrong" and were set on development texts.
 */
enum {
  BEAM = 8,
  DEPTH = 4,
  CHUNK = 1024, /* marks read before the best reading is settled */
  MANY = BEAM * 8,

  COST_NONE = 40,       /* a clear quotation mark that is none */
  COST_NESTED_SAME = 30, /* a pair directly within itself */
  COST_REOPENED = 5,    /* an opening mark passed over in an open quotation */
  COST_UNCLOSED = 32,
  COST_CONTINUED = 2,   /* unclosed, and opened again in the next paragraph */
  COST_RESUMED = 12,    /* goes on in a paragraph without a mark at its start */
  COST_RESUMED_OPEN = 90, /* ... and is not closed in it either */
  COST_OTHER_MARK = 14, /* “a" */
  COST_EMPTY = 10,      /* “” */
};

struct reading {
  int cost;
  uint8_t depth;
  uint8_t stack[DEPTH]; /* indices of pairs */
  bool resumed;         /* the lowest was open at the start */
  uint8_t from, act;    /* how it came about */
};

struct step {
  uint8_t from[BEAM], act[BEAM];
};

struct quoth__trellis {
  struct reading beam[BEAM], next[MANY];
  uint32_t n_beam, n_next;
  struct step steps[CHUNK];
};

void quoth__markreader_done(quoth__markreader *reader,
                            const quoth__mem *mem) {
  quoth__mem_free(mem, reader->trellis, sizeof *reader->trellis);
  reader->trellis = NULL;
}

/* ---- Costs ---------------------------------------------------------------- */

static int left_of_open(quoth__side side) {
  static const uint8_t cost[] = {
      [QUOTH__SIDE_SPACE] = 0,    [QUOTH__SIDE_WORD] = 30,
      [QUOTH__SIDE_DIGIT] = 30,   [QUOTH__SIDE_UNSPACED] = 2,
      [QUOTH__SIDE_COMMA] = 12,   [QUOTH__SIDE_DOTS] = 10,
      [QUOTH__SIDE_DASH] = 2,     [QUOTH__SIDE_OPEN] = 0,
      [QUOTH__SIDE_CLOSE] = 15,
  };
  return cost[side];
}

static int right_of_open(quoth__side side) {
  static const uint8_t cost[] = {
      [QUOTH__SIDE_SPACE] = 30,   [QUOTH__SIDE_WORD] = 0,
      [QUOTH__SIDE_DIGIT] = 0,    [QUOTH__SIDE_UNSPACED] = 0,
      [QUOTH__SIDE_COMMA] = 18,   [QUOTH__SIDE_DOTS] = 0,
      [QUOTH__SIDE_DASH] = 6,     [QUOTH__SIDE_OPEN] = 0,
      [QUOTH__SIDE_CLOSE] = 30,
  };
  return cost[side];
}

static int left_of_close(quoth__side side) {
  static const uint8_t cost[] = {
      [QUOTH__SIDE_SPACE] = 30,   [QUOTH__SIDE_WORD] = 1,
      [QUOTH__SIDE_DIGIT] = 1,    [QUOTH__SIDE_UNSPACED] = 0,
      [QUOTH__SIDE_COMMA] = 0,    [QUOTH__SIDE_DOTS] = 0,
      [QUOTH__SIDE_DASH] = 2,     [QUOTH__SIDE_OPEN] = 30,
      [QUOTH__SIDE_CLOSE] = 0,
  };
  return cost[side];
}

static int right_of_close(quoth__side side) {
  static const uint8_t cost[] = {
      [QUOTH__SIDE_SPACE] = 0,    [QUOTH__SIDE_WORD] = 22,
      [QUOTH__SIDE_DIGIT] = 22,   [QUOTH__SIDE_UNSPACED] = 2,
      [QUOTH__SIDE_COMMA] = 0,    [QUOTH__SIDE_DOTS] = 2,
      [QUOTH__SIDE_DASH] = 0,     [QUOTH__SIDE_OPEN] = 8,
      [QUOTH__SIDE_CLOSE] = 0,
  };
  return cost[side];
}

static bool is_guillemet(uint32_t cp) {
  return cp == 0xAB || cp == 0xBB || cp == 0x2039 || cp == 0x203A;
}

/* Where a space inside is usual, it tells nothing. */
static quoth__side inner_side(const quoth__language *lang,
                              const quoth__mark *m, quoth__side side) {
  if (side == QUOTH__SIDE_SPACE && lang->spaced_marks && is_guillemet(m->cp))
    return QUOTH__SIDE_UNSPACED;
  return side;
}

/* Families of marks that are mistaken for each other. */
static int family(uint32_t cp) {
  switch (cp) {
    case '"': case 0x201C: case 0x201D: case 0x201E: case 0x201F:
    case QUOTH__MARK_DOUBLE: case QUOTH__MARK_GRAVES: case 0xFF02:
      return 2;
    case '\'': case '`': case 0xB4: case 0x2018: case 0x2019: case 0x201A:
    case 0x201B: case 0xFF07:
      return 1;
    default:
      return 0;
  }
}

bool quoth__mark_closes(uint32_t cp, const quoth__mark_pair *pair) {
  return cp == pair->close ||
         (family(cp) && family(cp) == family(pair->close));
}

static int cost_of_close(const quoth__language *lang, const quoth__mark *m,
                         const quoth__mark_pair *pair) {
  int other = m->cp == pair->close ? 0 : COST_OTHER_MARK;
  return other + left_of_close(inner_side(lang, m, m->left)) +
         right_of_close(m->right);
}

static int cost_of_open(const quoth__language *lang, const quoth__mark *m,
                        const struct reading *r, uint8_t pair) {
  const quoth__mark_pair *p = &lang->marks[pair];
  static const uint8_t outer[] = {0, 3, 10}, inner[] = {4, 0, 8};
  int cost = m->no_open + left_of_open(m->left) +
             right_of_open(inner_side(lang, m, m->right)) +
             (r->depth ? inner[p->level] : outer[p->level]);
  for (uint8_t i = 0; i < r->depth; i++)
    if (r->stack[i] == pair) cost += COST_NESTED_SAME;
  if (r->depth && family(p->open) &&
      family(p->open) == family(lang->marks[r->stack[r->depth - 1]].open))
    cost += COST_NESTED_SAME / 2;
  return cost;
}

static int cost_of_end(const quoth__language *lang, const struct reading *r,
                       quoth__mark_edges edges) {
  int cost = 0;
  for (uint8_t i = 0; i < r->depth; i++) {
    uint32_t open = lang->marks[r->stack[i]].open;
    if (i == 0 && r->resumed) cost += COST_RESUMED_OPEN;
    else if (i == 0 && edges.next == open) cost += COST_CONTINUED;
    else cost += COST_UNCLOSED;
  }
  return cost;
}

/* ---- The beam --------------------------------------------------------------- */

static void offer(struct quoth__trellis *t, const struct reading *r) {
  for (uint32_t i = 0; i < t->n_next; i++) {
    struct reading *o = &t->next[i];
    if (o->depth != r->depth || o->resumed != r->resumed ||
        memcmp(o->stack, r->stack, r->depth) != 0)
      continue;
    if (r->cost < o->cost) *o = *r;
    return;
  }
  if (t->n_next < MANY) t->next[t->n_next++] = *r;
}

static void extend(struct quoth__trellis *t, const quoth__language *lang,
                   const quoth__mark *m, uint8_t from, bool after_open) {
  const struct reading *r = &t->beam[from];
  struct reading none = *r;
  none.from = from;
  none.act = QUOTH__ACT_NONE;
  none.cost += m->no_mark;
  if (r->depth && family(m->cp) == 2 && m->left == QUOTH__SIDE_SPACE)
    none.cost += COST_REOPENED;
  offer(t, &none);
  if (r->depth) {
    const quoth__mark_pair *p = &lang->marks[r->stack[r->depth - 1]];
    if (quoth__mark_closes(m->cp, p)) {
      struct reading close = *r;
      close.from = from;
      close.act = QUOTH__ACT_CLOSE;
      close.cost += cost_of_close(lang, m, p) +
                    (after_open && !m->lone ? COST_EMPTY : 0);
      close.depth--;
      if (!close.depth) close.resumed = false;
      offer(t, &close);
    }
  }
  for (uint8_t p = 0; r->depth < DEPTH && lang->marks[p].open; p++) {
    if (lang->marks[p].open != m->cp) continue;
    struct reading open = *r;
    open.from = from;
    open.act = (uint8_t)(QUOTH__ACT_OPEN + p);
    open.cost += cost_of_open(lang, m, r, p);
    open.stack[open.depth++] = p;
    offer(t, &open);
  }
}

/* Keep the cheapest, in order: a tie goes to what was offered first. */
static void prune(struct quoth__trellis *t) {
  t->n_beam = 0;
  for (uint32_t i = 0; i < t->n_next; i++) {
    uint32_t at = t->n_beam;
    while (at && t->beam[at - 1].cost > t->next[i].cost) at--;
    if (at == BEAM) continue;
    uint32_t n = t->n_beam < BEAM ? t->n_beam : BEAM - 1;
    memmove(t->beam + at + 1, t->beam + at, (n - at) * sizeof *t->beam);
    t->beam[at] = t->next[i];
    t->n_beam = n + 1;
  }
}

static void advance(struct quoth__trellis *t, const quoth__language *lang,
                    const quoth__mark *m, struct step *step) {
  t->n_next = 0;
  for (uint8_t i = 0; i < t->n_beam; i++)
    extend(t, lang, m, i, t->beam[i].act >= QUOTH__ACT_OPEN);
  prune(t);
  for (uint32_t i = 0; i < t->n_beam; i++) {
    step->from[i] = t->beam[i].from;
    step->act[i] = t->beam[i].act;
  }
}

/* Take the reading `best` for settled and write what it did. */
static void settle(struct quoth__trellis *t, uint8_t best, uint32_t n,
                   uint8_t *acts) {
  uint8_t at = best;
  for (uint32_t i = n; i-- > 0; at = t->steps[i].from[at])
    acts[i] = t->steps[i].act[at];
  t->beam[0] = t->beam[best];
  t->n_beam = 1;
}

static uint8_t best_at_end(const struct quoth__trellis *t,
                           const quoth__language *lang,
                           quoth__mark_edges edges) {
  uint8_t best = 0;
  int least = 0;
  for (uint8_t i = 0; i < t->n_beam; i++) {
    int cost = t->beam[i].cost + cost_of_end(lang, &t->beam[i], edges);
    if (i && cost >= least) continue;
    best = i;
    least = cost;
  }
  return best;
}

static void start(struct quoth__trellis *t, quoth__mark_edges edges) {
  memset(t->beam, 0, sizeof t->beam);
  t->n_beam = 1;
  if (edges.pending == QUOTH_NONE) return;
  struct reading *r = &t->beam[t->n_beam++];
  r->cost = COST_RESUMED;
  r->stack[r->depth++] = (uint8_t)edges.pending;
  r->resumed = true;
}

/* Did the first reading of a chunk come from the resumed start? */
static bool came_from(const struct quoth__trellis *t, uint8_t best,
                      uint32_t n) {
  uint8_t at = best;
  for (uint32_t i = n; i-- > 0;) at = t->steps[i].from[at];
  return at == 1;
}

quoth_status quoth__markreader_read(quoth__markreader *reader,
                                    const quoth__mem *mem,
                                    const quoth__language *language,
                                    const quoth__mark *marks, uint32_t n,
                                    quoth__mark_edges edges, uint8_t *acts,
                                    bool *resumed) {
  if (!reader->trellis)
    reader->trellis = quoth__mem_new(mem, sizeof *reader->trellis);
  struct quoth__trellis *t = reader->trellis;
  if (!t) return QUOTH_ENOMEM;
  start(t, edges);
  *resumed = false;
  for (uint32_t done = 0; done < n;) {
    uint32_t count = n - done < CHUNK ? n - done : CHUNK;
    for (uint32_t i = 0; i < count; i++)
      advance(t, language, &marks[done + i], &t->steps[i]);
    bool end = done + count == n;
    uint8_t best = end ? best_at_end(t, language, edges) : 0;
    if (done == 0) *resumed = came_from(t, best, count);
    settle(t, best, count, acts + done);
    t->beam[0].cost = 0;
    done += count;
  }
  return QUOTH_OK;
}
