/* SPDX-License-Identifier: MIT */
#include "cli/errors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/score.h"

static const char *const titles[ERROR_CLASSES] = {
  [ERROR_MISSED] = "missed", [ERROR_INVENTED] = "invented",
  [ERROR_START] = "wrong span start", [ERROR_END] = "wrong span end",
  [ERROR_SOURCE] = "wrong source", [ERROR_SPEAKER] = "wrong speaker",
};

struct article {
  errors *errors;
  const quoth_engine *engine;
  const quoth__record *record;
  const quoth__points *points;
};

static void add(quoth__plain *p, const char *s) {
  quoth__plain_add(p, s, strlen(s));
}

static uint32_t line_of(const struct article *a, uint32_t cp) {
  uint32_t line = 1;
  for (uint32_t i = 0; i < cp && i < a->points->n; i++)
    line += a->points->cps[i] == '\n';
  return line;
}

static uint32_t first_of(const quoth__quote *q) {
  uint32_t first = QUOTH_NONE;
  for (int r = 0; r < QUOTH__ROLES; r++)
    if (q->n[r] && q->spans[r][0].start < first) first = q->spans[r][0].start;
  return first == QUOTH_NONE ? 0 : first;
}

/* Parts with an ellipsis between; "-" when there is none. */
static void add_role(const struct article *a, quoth__plain *p,
                     const quoth__quote *q, quoth__role r) {
  for (uint32_t i = 0; i < q->n[r]; i++) {
    quoth__plain part = {0};
    uint32_t from = a->points->bytes[q->spans[r][i].start];
    uint32_t to = a->points->bytes[q->spans[r][i].end];
    quoth__plain_add_text(&part, a->record->text + from, to - from);
    quoth__plain_fit(&part, 120);
    if (i > 0) add(p, " ... ");
    quoth__plain_add(p, part.s, part.len);
    p->failed = p->failed || part.failed;
    quoth__plain_done(&part);
  }
  if (q->n[r] == 0) add(p, "-");
}

static void add_quote(const struct article *a, quoth__plain *p,
                      const char *whose, const quoth__quote *q, int class) {
  add(p, whose);
  if (class == ERROR_SOURCE) {
    add_role(a, p, q, QUOTH__ROLE_SOURCE);
  } else if (class == ERROR_SPEAKER) {
    quoth__plain_add_text(p, q->speaker ? q->speaker : "-",
                          q->speaker ? q->speaker_len : 1);
  } else {
    add_role(a, p, q, QUOTH__ROLE_SOURCE);
    add(p, " | ");
    add_role(a, p, q, QUOTH__ROLE_CUE);
    add(p, " | ");
    add_role(a, p, q, QUOTH__ROLE_CONTENT);
  }
  add(p, "\n");
}

/* One entry: article, line, kind, rule; then gold and found. */
static void note(const struct article *a, int class, const quoth__quote *g,
                 const quoth__quote *f) {
  quoth__plain *p = &a->errors->text[class];
  const quoth__quote *q = g ? g : f;
  quoth_rule_info rule;
  char place[64];
  a->errors->count[class]++;
  quoth__plain id = {0};
  quoth__plain_add_text(&id, a->record->id, a->record->id_len);
  quoth__plain_add(p, id.s, id.len);
  quoth__plain_done(&id);
  snprintf(place, sizeof place, ":%u  %s  ", line_of(a, first_of(q)),
           quoth_kind_name(q->kind));
  add(p, place);
  if (f && f->rule != QUOTH_NONE &&
      quoth_engine_rule(a->engine, f->rule, &rule) == QUOTH_OK) {
    add(p, rule.pack);
    add(p, "/");
    add(p, rule.name);
  } else {
    add(p, "-");
  }
  add(p, "\n");
  if (g) add_quote(a, p, "  gold   ", g, class);
  if (f) add_quote(a, p, "  found  ", f, class);
}

/* The edges of a content without space and punctuation of ASCII. */
static quoth_span edges(const struct article *a, const quoth__quote *q) {
  const int r = QUOTH__ROLE_CONTENT;
  quoth_span s = {q->spans[r][0].start, 0};
  for (uint32_t i = 0; i < q->n[r]; i++)
    if (q->spans[r][i].end > s.end) s.end = q->spans[r][i].end;
  const uint32_t *cps = a->points->cps;
#define SOFT(c) ((c) <= ' ' || strchr(".,;:!?\"'", (int)(c)))
  while (s.start < s.end && cps[s.start] < 0x80 && SOFT(cps[s.start]))
    s.start++;
  while (s.end > s.start && cps[s.end - 1] < 0x80 && SOFT(cps[s.end - 1]))
    s.end--;
#undef SOFT
  return s;
}

static bool sources_differ(const quoth__quote *g, const quoth__quote *f) {
  if (!g->n[QUOTH__ROLE_SOURCE] && !f->n[QUOTH__ROLE_SOURCE]) return false;
  return score_shared(g, f, QUOTH__ROLE_SOURCE) == 0;
}

static bool speakers_differ(const quoth__quote *g, const quoth__quote *f) {
  if (!g->speaker) return false;
  return !f->speaker || f->speaker_len != g->speaker_len ||
         memcmp(f->speaker, g->speaker, g->speaker_len) != 0;
}

static void compare(const struct article *a, const quoth__quote *g,
                    const quoth__quote *f) {
  quoth_span right = edges(a, g), wrong = edges(a, f);
  if (right.start != wrong.start) note(a, ERROR_START, g, f);
  if (right.end != wrong.end) note(a, ERROR_END, g, f);
  if (sources_differ(g, f)) note(a, ERROR_SOURCE, g, f);
  else if (speakers_differ(g, f)) note(a, ERROR_SPEAKER, g, f);
}

static bool is_paired(const uint32_t *pairs, uint32_t n, uint32_t j) {
  for (uint32_t i = 0; i < n; i++)
    if (pairs[i] == j) return true;
  return false;
}

quoth_status errors_add(errors *e, const quoth_engine *engine,
                        const quoth__record *record,
                        const quoth__points *points, const quoth__quotes *gold,
                        const quoth__quotes *found) {
  struct article a = {e, engine, record, points};
  uint32_t *pairs = malloc((gold->count + 1) * sizeof *pairs);
  if (!pairs) return QUOTH_ENOMEM;
  score_pair(gold, found, 0.3, pairs);
  for (uint32_t i = 0; i < gold->count; i++) {
    const quoth__quote *g = &gold->data[i];
    if (!g->n[QUOTH__ROLE_CONTENT]) continue;
    if (pairs[i] == QUOTH_NONE) note(&a, ERROR_MISSED, g, NULL);
    else compare(&a, g, &found->data[pairs[i]]);
  }
  for (uint32_t j = 0; j < found->count; j++)
    if (found->data[j].n[QUOTH__ROLE_CONTENT] &&
        !is_paired(pairs, gold->count, j))
      note(&a, ERROR_INVENTED, NULL, &found->data[j]);
  free(pairs);
  for (int c = 0; c < ERROR_CLASSES; c++)
    if (e->text[c].failed) return QUOTH_ENOMEM;
  return QUOTH_OK;
}

void errors_write(const errors *e, quoth__out *out) {
  for (int c = 0; c < ERROR_CLASSES; c++) {
    quoth__out_char(out, '\n');
    quoth__out_str(out, titles[c]);
    quoth__out_str(out, ": ");
    quoth__out_u32(out, e->count[c]);
    quoth__out_char(out, '\n');
    quoth__out_add(out, e->text[c].s, e->text[c].len);
  }
}

void errors_done(errors *e) {
  for (int c = 0; c < ERROR_CLASSES; c++) quoth__plain_done(&e->text[c]);
}
