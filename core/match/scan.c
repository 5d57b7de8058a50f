/* SPDX-License-Identifier: MIT */
/* Compile patterns together: where to look for each, in one index. */
#include "match/scan.h"

#include "match/small.h"

#include <string.h>

/* ---- What a match can begin with --------------------------------------- */

/* A match so short needs no memory of what failed from other starts. */
enum { SHORT_RULE = 32 };

static bool is_short(const quoth__pattern *p) {
  for (uint32_t pc = 0; pc < p->insns.count; pc++) {
    const quoth__insn *i = &p->insns.data[pc];
    bool look =
        i->kind == QUOTH__INSN_AHEAD || i->kind == QUOTH__INSN_BEHIND;
    if (look && i->longest > SHORT_RULE) return false;
  }
  return p->root->longest <= SHORT_RULE;
}

static bool is_test(const quoth__insn *i) {
  return i->kind == QUOTH__INSN_TEST || i->kind == QUOTH__INSN_SPAN;
}

struct walk {
  quoth__scan *scan;
  const quoth__pattern *pattern;
  struct quoth__scan_rule *rule;
  uint8_t *seen;
  QUOTH__VEC(uint32_t) todo;
};

/* Where to go on behind a body: the instruction that opened it knows. */
static uint32_t behind_body(const quoth__pattern *p, uint16_t body) {
  for (uint32_t pc = 0; pc < p->insns.count; pc++)
    if (p->insns.data[pc].kind == QUOTH__INSN_ATOMIC &&
        p->insns.data[pc].body == body)
      return p->insns.data[pc].b;
  return QUOTH__NONE;
}

static bool visit(struct walk *w, uint32_t pc) {
  if (pc == QUOTH__NONE || w->seen[pc]) return true;
  w->seen[pc] = 1;
  return QUOTH__VEC_ADD(&w->scan->mem, &w->todo, pc);
}

/* Each symbol test or element once. */
static bool add_first(struct walk *w, uint32_t pc) {
  const quoth__insn *insns = w->pattern->insns.data;
  bool test = is_test(&insns[pc]);
  for (uint32_t i = 0; i < w->rule->firsts.count; i++) {
    const quoth__insn *other = &insns[w->rule->firsts.data[i]];
    if (is_test(other) == test && other->a == insns[pc].a) return true;
  }
  return QUOTH__VEC_ADD(&w->scan->mem, &w->rule->firsts, pc);
}

static bool step(struct walk *w, uint32_t pc) {
  const quoth__insn *i = &w->pattern->insns.data[pc];
  switch ((quoth__insn_kind)i->kind) {
    case QUOTH__INSN_SPAN:
      if (i->shortest == 0 && !visit(w, pc + 1)) return false; /* fallthrough */
    case QUOTH__INSN_TEST:
    case QUOTH__INSN_LEXICON:
    case QUOTH__INSN_LAYER: return add_first(w, pc);
    case QUOTH__INSN_SPLIT: return visit(w, i->a) && visit(w, i->b);
    case QUOTH__INSN_JUMP:
    case QUOTH__INSN_ROUND:
    case QUOTH__INSN_ATOMIC: /* its body may take nothing: see ACCEPT */
      return visit(w, i->a);
    case QUOTH__INSN_AHEAD:
    case QUOTH__INSN_BEHIND: return visit(w, i->b);
    case QUOTH__INSN_ACCEPT:
      return i->sub == 0 || visit(w, behind_body(w->pattern, i->sub));
    default: return visit(w, pc + 1);
  }
}

static bool find_firsts(quoth__scan *scan, struct quoth__scan_rule *rule) {
  const quoth__pattern *p = rule->pattern;
  struct walk w = {.scan = scan, .pattern = p, .rule = rule};
  w.seen = quoth__mem_zero(&scan->mem, p->insns.count);
  bool ok = w.seen && visit(&w, 0);
  while (ok && w.todo.count) ok = step(&w, w.todo.data[--w.todo.count]);
  QUOTH__VEC_DONE(&scan->mem, &w.todo);
  quoth__mem_free(&scan->mem, w.seen, p->insns.count);
  return ok;
}

/* ---- Anchors ----------------------------------------------------------- */

static uint32_t group_of(quoth__scan *scan, const char *within) {
  for (uint32_t i = 0; i < scan->groups.count; i++)
    if (strcmp(scan->groups.data[i], within) == 0) return i;
  const char *copy =
      quoth__arena_strndup(&scan->arena, within, strlen(within));
  if (!copy || !QUOTH__VEC_ADD(&scan->mem, &scan->groups, copy))
    return QUOTH__NONE;
  return scan->groups.count - 1;
}

static bool add_anchor(quoth__scan *scan, uint32_t item, quoth__anchor a,
                       bool alone) {
  struct quoth__scan_anchor anchor = {a, item, scan->rules[item].group,
                                      alone};
  return QUOTH__VEC_ADD(&scan->mem, &scan->anchors, anchor);
}

/* A pattern without a part that every match has: at what it may begin with. */
static bool anchor_firsts(quoth__scan *scan, uint32_t item) {
  const struct quoth__scan_rule *rule = &scan->rules[item];
  for (uint32_t i = 0; i < rule->firsts.count; i++) {
    const quoth__insn *insn =
        &rule->pattern->insns.data[rule->firsts.data[i]];
    quoth__anchor a = {.key = insn->a};
    if (!is_test(insn)) {
      const quoth__element *e = &rule->pattern->elements.data[insn->a];
      a.kind = e->lexicon ? QUOTH__ANCHOR_LEXICON : QUOTH__ANCHOR_LAYER;
      a.key = e->layer;
      a.lexicon = e->lexicon;
    }
    if (!add_anchor(scan, item, a, false)) return false;
  }
  return true;
}

static bool add_uses(quoth__scan *scan, struct quoth__scan_rule *rule) {
  uint32_t n = rule->pattern->elements.count;
  rule->first_use = scan->use_of.count;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t use = quoth__uses_add(&scan->uses,
                                   &rule->pattern->elements.data[i]);
    if (use == QUOTH__NONE || !QUOTH__VEC_ADD(&scan->mem, &scan->use_of, use))
      return false;
  }
  return true;
}

static bool add_dense(quoth__scan *scan, uint32_t item) {
  struct quoth__scan_rule *rule = &scan->rules[item];
  return quoth__course_plot(&scan->arena, rule->pattern, &rule->course) &&
         add_uses(scan, rule) &&
         QUOTH__VEC_ADD(&scan->mem, &scan->dense, item);
}

static bool add_anchors(quoth__scan *scan, uint32_t item,
                        const quoth__plan *plan) {
  bool alone = plan->count == 1 &&
               plan->data[0].nearest == plan->data[0].farthest &&
               is_short(scan->rules[item].pattern);
  bool ok = plan->count || anchor_firsts(scan, item);
  scan->rules[item].small =
      quoth__small_fits(scan->rules[item].pattern);
  scan->anchored[scan->rules[item].group]++;
  for (uint32_t i = 0; ok && i < plan->count; i++)
    ok = add_anchor(scan, item, plan->data[i], alone);
  return ok;
}

/*
 * A row costs a part of a word for each instruction and place, an anchor what
 * its plan says. One look at an anchor is worth this many instructions; and
 * rows are not worth while for less than so many looks a token.
 */
#define LOOK_WORTH 80.f
#define ROWS_WORTH 8.f

struct planned {
  quoth__plan plan;
  float cost;
};

static bool wants_rows(const struct quoth__scan_rule *rule,
                       const struct planned *p) {
  return p->plan.count == 0 ||
         p->cost * LOOK_WORTH > (float)rule->pattern->insns.count;
}

/* Whether rows pay: a rule has no better way, or many would be slow. */
static bool rows_pay(const quoth__scan *scan, const struct planned *plans) {
  float sum = 0;
  for (uint32_t i = 0; i < scan->n_rules; i++) {
    const quoth__plan *p = &plans[i].plan;
    if (!wants_rows(&scan->rules[i], &plans[i])) continue;
    bool must = !p->count || p->data[0].kind == QUOTH__ANCHOR_LEXICON;
    sum += must ? ROWS_WORTH : plans[i].cost;
  }
  return sum >= ROWS_WORTH;
}

static bool place_rules(quoth__scan *scan, const quoth__scan_item *items,
                        const struct planned *plans) {
  bool pay = rows_pay(scan, plans), ok = true;
  for (uint32_t i = 0; ok && i < scan->n_rules; i++) {
    bool rows = items[i].search == QUOTH__SEARCH_ROWS ||
                (items[i].search == QUOTH__SEARCH_BEST && pay &&
                 wants_rows(&scan->rules[i], &plans[i]));
    ok = rows ? add_dense(scan, i) : add_anchors(scan, i, &plans[i].plan);
  }
  return ok;
}

static bool plan_each(quoth__scan *scan, const quoth__rarity *rarity,
                      const quoth__scan_item *items) {
  size_t size = (scan->n_rules + (size_t)1) * sizeof(struct planned);
  struct planned *plans = quoth__mem_zero(&scan->mem, size);
  bool ok = plans != NULL;
  for (uint32_t i = 0; ok && i < scan->n_rules; i++)
    ok = quoth__plan_make(&scan->mem, rarity, scan->rules[i].pattern,
                          &plans[i].plan, &plans[i].cost);
  ok = ok && place_rules(scan, items, plans);
  for (uint32_t i = 0; plans && i < scan->n_rules; i++)
    QUOTH__VEC_DONE(&scan->mem, &plans[i].plan);
  quoth__mem_free(&scan->mem, plans, size);
  return ok;
}

static bool plan_rules(quoth__scan *scan, const quoth__scan_item *items) {
  quoth__rarity rarity = {.vocab = scan->vocab};
  size_t n = (size_t)scan->n_words + 1;
  const quoth__pattern **patterns =
      quoth__mem_new(&scan->mem, (scan->n_rules + (size_t)1) *
                                     sizeof *patterns);
  rarity.share = quoth__mem_new(&scan->mem, n * sizeof *rarity.share);
  bool ok = patterns && rarity.share;
  for (uint32_t i = 0; ok && i < scan->n_rules; i++)
    patterns[i] = scan->rules[i].pattern;
  if (ok) quoth__rarity_estimate(&rarity, patterns, scan->n_rules);
  ok = ok && plan_each(scan, &rarity, items);
  quoth__mem_free(&scan->mem, patterns,
                  (scan->n_rules + (size_t)1) * sizeof *patterns);
  quoth__mem_free(&scan->mem, rarity.share, n * sizeof *rarity.share);
  return ok;
}

/* ---- The index by word ------------------------------------------------- */

static const uint32_t *words_of(const quoth__scan *scan,
                                const struct quoth__scan_anchor *a,
                                uint32_t *n) {
  if (a->anchor.kind != QUOTH__ANCHOR_TEST) return NULL;
  return quoth__plan_words(scan->vocab, a->anchor.key, n);
}

static struct quoth__scan_entry entry_of(const quoth__scan *scan,
                                         uint32_t anchor) {
  const quoth__anchor *a = &scan->anchors.data[anchor].anchor;
  struct quoth__scan_entry e = {.anchor = anchor};
  if (!a->n_gates) return e;
  const quoth__test *t = &scan->vocab->tests.data[a->gates[0].test];
  e.offset = a->gates[0].offset;
  e.kind = QUOTH__GATE_TEST;
  e.gate = a->gates[0].test;
  if (t->kind == QUOTH__TEST_NORM) {
    e.kind = QUOTH__GATE_WORD;
    e.gate = t->a;
  } else if (t->kind == QUOTH__TEST_WORDS) {
    e.kind = QUOTH__GATE_SET;
    e.bits = t->string;
    e.log_bits = t->op;
  }
  return e;
}

static bool sort_anchors(quoth__scan *scan, uint32_t *total) {
  uint32_t n;
  *total = 0;
  for (uint32_t i = 0; i < scan->anchors.count; i++) {
    const struct quoth__scan_anchor *a = &scan->anchors.data[i];
    const uint32_t *words = words_of(scan, a, &n);
    bool ok = true;
    for (uint32_t w = 0; words && w < n; w++, ++*total)
      scan->at[words[w] + 1]++;
    if (a->anchor.kind == QUOTH__ANCHOR_LAYER)
      ok = QUOTH__VEC_ADD(&scan->mem, &scan->layered, i);
    else if (!words)
      ok = QUOTH__VEC_ADD(&scan->mem, &scan->generic, entry_of(scan, i));
    if (!ok) return false;
  }
  return true;
}

/* ---- Pairs of words ---------------------------------------------------- */

enum { MOST_PAIRS = 4096 }; /* of one anchor: sets of words beside sets */

/* Words that stand beside the key, if the gate names few; NULL if not so. */
static const uint32_t *beside(const quoth__scan *scan,
                              const struct quoth__scan_entry *e,
                              uint32_t *n) {
  uint32_t keys;
  const struct quoth__scan_anchor *a = &scan->anchors.data[e->anchor];
  if (e->offset != 1 && e->offset != -1) return NULL;
  *n = 1;
  if (e->kind == QUOTH__GATE_WORD) return &e->gate;
  if (e->kind != QUOTH__GATE_SET) return NULL;
  const quoth__test *t = &scan->vocab->tests.data[e->gate];
  words_of(scan, a, &keys);
  *n = t->len;
  return (uint64_t)keys * t->len <= MOST_PAIRS ? quoth__test_words(t) : NULL;
}

/* Bring a word's entries with pairs to the front; their number. */
static uint32_t bring_forward(const quoth__scan *scan, uint32_t word,
                              uint64_t *total) {
  struct quoth__scan_entry *e = scan->entries + scan->at[word];
  uint32_t count = scan->at[word + 1] - scan->at[word], n_paired = 0, n;
  for (uint32_t i = 0; i < count; i++) {
    struct quoth__scan_entry entry = e[i];
    if (!beside(scan, &entry, &n)) continue;
    e[i] = e[n_paired];
    e[n_paired++] = entry;
    *total += n;
  }
  return n_paired;
}

static void set_pairs(quoth__scan *scan, uint32_t word) {
  uint32_t n;
  for (uint32_t i = 0; i < scan->n_paired[word]; i++) {
    const struct quoth__scan_entry *e = &scan->entries[scan->at[word] + i];
    const uint32_t *words = beside(scan, e, &n);
    for (uint32_t w = 0; w < n; w++)
      quoth__bit_set(scan->pairs, quoth__scan_pair(scan, word, words[w],
                                                   e->offset < 0));
  }
}

static bool pair_words(quoth__scan *scan) {
  uint64_t total = 0;
  scan->n_paired = quoth__arena_zero(
      &scan->arena, ((size_t)scan->n_words + 1) * sizeof *scan->n_paired);
  if (!scan->n_paired) return false;
  for (uint32_t w = 0; w < scan->n_words; w++)
    scan->n_paired[w] = bring_forward(scan, w, &total);
  scan->log_pairs = 9;
  while (scan->log_pairs < 26 && total * 8 > UINT64_C(1) << scan->log_pairs)
    scan->log_pairs++;
  scan->pairs =
      quoth__arena_zero(&scan->arena, ((size_t)1 << scan->log_pairs) / 8);
  if (!scan->pairs) return false;
  for (uint32_t w = 0; w < scan->n_words; w++) set_pairs(scan, w);
  return true;
}

static bool index_words(quoth__scan *scan) {
  uint32_t total, n;
  scan->at = quoth__arena_zero(
      &scan->arena, ((size_t)scan->n_words + 2) * sizeof *scan->at);
  if (!scan->at || !sort_anchors(scan, &total)) return false;
  scan->entries = quoth__arena_new(
      &scan->arena, ((size_t)total + 1) * sizeof *scan->entries);
  if (!scan->entries) return false;
  for (uint32_t w = 0; w < scan->n_words; w++)
    scan->at[w + 1] += scan->at[w];
  /* Fill from behind: at[w] moves from the end of w's entries to the start. */
  for (uint32_t w = scan->n_words + 1; w > 0; w--)
    scan->at[w] = scan->at[w - 1];
  for (uint32_t i = 0; i < scan->anchors.count; i++) {
    const struct quoth__scan_anchor *a = &scan->anchors.data[i];
    const uint32_t *words = words_of(scan, a, &n);
    for (uint32_t w = 0; words && w < n; w++)
      scan->entries[scan->at[words[w] + 1]++] = entry_of(scan, i);
  }
  return pair_words(scan);
}

/* ---- Scans ------------------------------------------------------------- */

static bool add_rule(quoth__scan *scan, uint32_t i,
                     const quoth__scan_item *item) {
  struct quoth__scan_rule *rule = &scan->rules[i];
  scan->n_rules = i + 1;
  rule->pattern = item->pattern;
  rule->group = group_of(scan, item->within ? item->within : "sentence");
  return rule->group != QUOTH__NONE && find_firsts(scan, rule);
}

quoth_status quoth__scan_new(const quoth__vocab *vocab,
                             const quoth__scan_item *items, uint32_t n_items,
                             quoth__scan **out, quoth_error *error) {
  *out = NULL;
  quoth__scan *scan = quoth__mem_zero(&vocab->mem, sizeof *scan);
  if (!scan) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  scan->mem = vocab->mem;
  scan->vocab = vocab;
  scan->n_words = vocab->words.count;
  quoth__arena_init(&scan->arena, &scan->mem);
  quoth__uses_init(&scan->uses, &scan->mem);
  scan->rules = quoth__arena_zero(&scan->arena,
                                  n_items * sizeof *scan->rules);
  bool ok = scan->rules != NULL;
  for (uint32_t i = 0; ok && i < n_items; i++)
    ok = add_rule(scan, i, &items[i]);
  if (ok)
    scan->anchored = quoth__arena_zero(
        &scan->arena, (scan->groups.count + 1) * sizeof *scan->anchored);
  ok = ok && scan->anchored;
  if (ok && plan_rules(scan, items) && quoth__uses_finish(&scan->uses) &&
      index_words(scan)) {
    *out = scan;
    return QUOTH_OK;
  }
  quoth__scan_free(scan);
  return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
}

void quoth__scan_free(quoth__scan *scan) {
  if (!scan) return;
  quoth__mem mem = scan->mem;
  for (uint32_t i = 0; i < scan->n_rules; i++)
    QUOTH__VEC_DONE(&mem, &scan->rules[i].firsts);
  QUOTH__VEC_DONE(&mem, &scan->groups);
  QUOTH__VEC_DONE(&mem, &scan->anchors);
  QUOTH__VEC_DONE(&mem, &scan->generic);
  QUOTH__VEC_DONE(&mem, &scan->layered);
  QUOTH__VEC_DONE(&mem, &scan->dense);
  QUOTH__VEC_DONE(&mem, &scan->use_of);
  quoth__uses_done(&scan->uses);
  quoth__arena_done(&scan->arena);
  quoth__mem_free(&mem, scan, sizeof *scan);
}
