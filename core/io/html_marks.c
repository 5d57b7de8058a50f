/* SPDX-License-Identifier: MIT */
#include "io/html_marks.h"

#include <stdlib.h>

#include "io/html_text.h"
#include "io/speakers.h"

static int by_start(const void *left, const void *right) {
  const quoth__mark *a = left, *b = right;
  if (a->span.start != b->span.start)
    return a->span.start < b->span.start ? -1 : 1;
  if (a->span.end != b->span.end) return a->span.end > b->span.end ? -1 : 1;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return a->role - b->role;
}

void quoth__marks_sort(quoth__mark *marks, uint32_t n) {
  if (n > 1) qsort(marks, n, sizeof *marks, by_start);
}

static uint32_t length(const quoth__mark *m) {
  return m->span.end - m->span.start;
}

/* The marks over one piece of text, and the innermost of each role. */
struct piece {
  const quoth__mark *marks;
  const uint32_t *active;
  uint32_t n;
  const quoth__mark *content, *cue, *source;
};

static void find_innermost(struct piece *p) {
  for (uint32_t i = 0; i < p->n; i++) {
    const quoth__mark *m = &p->marks[p->active[i]];
    const quoth__mark **slot = m->role == 'c'   ? &p->content
                               : m->role == 'u' ? &p->cue
                                                : &p->source;
    if (!*slot || length(m) <= length(*slot)) *slot = m;
  }
}

/* "12c 13s", innermost last added first: what a pointer means is the first. */
static void write_numbers(quoth__out *out, const struct piece *p) {
  quoth__out_str(out, " data-q=\"");
  for (uint32_t i = p->n; i-- > 0;) {
    const quoth__mark *m = &p->marks[p->active[i]];
    quoth__out_u32(out, m->number);
    quoth__out_char(out, m->role);
    if (i > 0) quoth__out_char(out, ' ');
  }
  quoth__out_char(out, '"');
}

static void write_hue(quoth__out *out, const char *name, uint32_t hue) {
  if (hue == QUOTH__HUE_NONE) return;
  quoth__out_str(out, name);
  quoth__out_u32(out, hue);
  quoth__out_char(out, ';');
}

static void open_piece(quoth__out *out, const struct piece *p) {
  quoth__out_str(out, "<span class=\"");
  const char *gap = "";
  if (p->content) {
    quoth__out_str(out, "c ");
    quoth__out_str(out, quoth_kind_name(p->content->kind));
    if (p->content->hue == QUOTH__HUE_NONE) quoth__out_str(out, " nobody");
    gap = " ";
  }
  if (p->cue) {
    quoth__out_str(out, gap);
    quoth__out_char(out, 'u');
    gap = " ";
  }
  if (p->source) {
    quoth__out_str(out, gap);
    quoth__out_char(out, 's');
  }
  quoth__out_char(out, '"');
  write_numbers(out, p);
  quoth__out_str(out, " style=\"");
  if (p->content) write_hue(out, "--c:", p->content->hue);
  if (p->source) write_hue(out, "--h:", p->source->hue);
  else if (p->cue) write_hue(out, "--h:", p->cue->hue);
  quoth__out_str(out, "\">");
}

/* Drop marks that ended at `at`; add those that begin. @return new `next` */
static uint32_t step(const quoth__mark *marks, uint32_t n, uint32_t next,
                     uint32_t at, uint32_t *active, uint32_t *n_active) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < *n_active; i++)
    if (marks[active[i]].span.end > at) active[kept++] = active[i];
  while (next < n && marks[next].span.start <= at) {
    if (marks[next].span.end > at) active[kept++] = next;
    next++;
  }
  *n_active = kept;
  return next;
}

void quoth__html_marked(quoth__out *out, const char *text, quoth_span span,
                        const quoth__mark *marks, uint32_t n,
                        uint32_t *active) {
  uint32_t next = 0, n_active = 0;
  for (uint32_t at = span.start; at < span.end;) {
    next = step(marks, n, next, at, active, &n_active);
    uint32_t end = span.end;
    if (next < n && marks[next].span.start < end) end = marks[next].span.start;
    for (uint32_t i = 0; i < n_active; i++)
      if (marks[active[i]].span.end < end) end = marks[active[i]].span.end;
    struct piece p = {marks, active, n_active, NULL, NULL, NULL};
    find_innermost(&p);
    if (n_active > 0) open_piece(out, &p);
    quoth__html_text(out, text + at, end - at);
    if (n_active > 0) quoth__out_str(out, "</span>");
    at = end;
  }
}
