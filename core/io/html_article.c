/* SPDX-License-Identifier: MIT */
#include "io/html_article.h"

#include <stdlib.h>
#include <string.h>

#include "io/html_marks.h"
#include "io/html_text.h"
#include "io/json.h"

enum { HEADLINE_MAX = 180 }; /* bytes */

/* What is needed while one article is written. */
struct article {
  quoth__html *html;
  quoth__out *out;
  const quoth_doc *doc;
  const char *text;
  const quoth__attribution *list;
  uint32_t n, first; /* attributions; the report's number of the first */
  quoth__mark *marks;
  uint32_t n_marks;
  uint32_t *active; /* scratch */
};

static const quoth__speaker *speaker_of(const struct article *a, uint32_t i) {
  const quoth__speakers *s = &a->html->speakers;
  return &s->list[s->said[a->first + i].speaker];
}

static void add_marks(struct article *a, uint32_t i) {
  if (a->list[i].found && a->list[i].a.span.start < a->list[i].a.span.end) {
    a->marks[a->n_marks++] =
        (quoth__mark){a->list[i].a.span, a->first + i, speaker_of(a, i)->hue,
                      'c', a->list[i].kind};
    return;
  }
  for (uint32_t p = 0; p < a->list[i].a.n_parts; p++) {
    const quoth_part *part = &a->list[i].a.parts[p];
    char role = strcmp(part->role, "content") == 0  ? 'c'
                : strcmp(part->role, "cue") == 0    ? 'u'
                : strcmp(part->role, "source") == 0 ? 's'
                                                    : 0;
    if (!role || part->span.start >= part->span.end) continue;
    a->marks[a->n_marks++] =
        (quoth__mark){part->span, a->first + i, speaker_of(a, i)->hue, role,
                      a->list[i].kind};
  }
}

static bool enter_all(struct article *a) {
  size_t parts = 1;
  for (uint32_t i = 0; i < a->n; i++) {
    if (quoth__speakers_add(&a->html->speakers, a->doc, &a->list[i],
                            a->html->n_articles - 1) == QUOTH_NONE)
      return false;
    parts += a->list[i].a.n_parts + 1;
  }
  a->marks = malloc(parts * sizeof *a->marks);
  a->active = malloc(parts * sizeof *a->active);
  if (!a->marks || !a->active) return false;
  for (uint32_t i = 0; i < a->n; i++) add_marks(a, i);
  quoth__marks_sort(a->marks, a->n_marks);
  return true;
}

static void write_spans(const struct article *a, const quoth__attribution *t,
                        const char *role) {
  quoth_span span;
  const char *between = "";
  for (uint32_t at = 0; quoth__attribution_next(t, role, &at, &span);) {
    quoth__out_str(a->out, between);
    quoth__html_text(a->out, a->text + span.start, span.end - span.start);
    between = " \xE2\x80\xA6 ";
  }
}

static void write_term(const struct article *a, const char *term) {
  quoth__out_str(a->out, "<dt>");
  quoth__out_str(a->out, term);
  quoth__out_str(a->out, "</dt><dd>");
}

/* What a note shows when it is asked. */
static void write_details(const struct article *a,
                          const quoth__attribution *t) {
  quoth__out *out = a->out;
  quoth__out_str(out, "<dl>");
  if (!t->found && quoth__attribution_first(t, "source").end > 0) {
    write_term(a, "Source");
    write_spans(a, t, "source");
    quoth__out_str(out, "</dd>");
  }
  if (t->resolved_by.s) {
    write_term(a, "Known by");
    quoth__html_text(out, t->resolved_by.s, t->resolved_by.len);
    quoth__out_str(out, "</dd>");
  }
  if (t->polarity.s && t->polarity.len > 0 && t->polarity.s[0] != '+') {
    write_term(a, "Polarity");
    quoth__html_text(out, t->polarity.s, t->polarity.len);
    quoth__out_str(out, "</dd>");
  }
  if (t->confidence.kind == QUOTH_VALUE_NUMBER) {
    write_term(a, "Confidence");
    quoth__json_number(out, t->confidence.number);
    quoth__out_str(out, "</dd>");
  }
  if (t->has_rule) {
    write_term(a, "Rule");
    quoth__out_str(out, "<code>");
    quoth__html_str(out, t->rule.pack);
    quoth__out_char(out, '/');
    quoth__html_str(out, t->rule.name);
    quoth__out_str(out, "</code></dd>");
  }
  quoth__out_str(out, "</dl>");
}

static void write_note_head(const struct article *a, uint32_t i) {
  quoth__out *out = a->out;
  const quoth__speaker *speaker = speaker_of(a, i);
  quoth__out_str(out, "<li class=\"note ");
  quoth__out_str(out, quoth_kind_name(a->list[i].kind));
  quoth__out_str(out, "\" id=\"n");
  quoth__out_u32(out, a->first + i);
  quoth__out_str(out, "\" data-s=\"");
  quoth__out_u32(out, (uint32_t)(speaker - a->html->speakers.list));
  if (speaker->hue != QUOTH__HUE_NONE) {
    quoth__out_str(out, "\" style=\"--h:");
    quoth__out_u32(out, speaker->hue);
  }
  quoth__out_str(out, "\" tabindex=\"0\">");
}

static void write_facts(const struct article *a,
                        const quoth__attribution *t) {
  quoth__plain facts = {0};
  quoth__plain_add_facts(&facts, a->doc, &t->a);
  quoth__html_text(a->out, facts.s ? facts.s : "", facts.len);
  quoth__plain_done(&facts);
}

static void write_tags(const struct article *a, const quoth__attribution *t) {
  quoth__out *out = a->out;
  quoth__out_str(out, "<i>");
  write_spans(a, t, "cue");
  quoth__out_str(out, "</i> <span class=\"tags\">");
  if (t->act.s) {
    quoth__out_str(out, "<span class=\"act\">");
    quoth__html_text(out, t->act.s, t->act.len);
    quoth__out_str(out, "</span> ");
  }
  quoth__out_str(out, "<span class=\"kind\">");
  quoth__out_str(out, quoth_kind_name(t->kind));
  quoth__out_str(out, "</span></span>");
}

static void write_note(const struct article *a, uint32_t i) {
  quoth__out *out = a->out;
  const quoth__attribution *t = &a->list[i];
  const quoth__speaker *speaker = speaker_of(a, i);
  write_note_head(a, i);
  quoth__out_str(out, speaker->resolved ? "<b>" : "<b class=\"unresolved\">");
  if (speaker->name.len > 0)
    quoth__html_text(out, speaker->name.s, speaker->name.len);
  else
    quoth__out_str(out, "no source named");
  quoth__out_str(out, "</b> ");
  if (t->found) write_facts(a, t);
  else write_tags(a, t);
  write_details(a, t);
  quoth__out_str(out, "</li>\n");
}

/* Notes of the paragraph that ends at byte `end`. @return the next one */
static uint32_t write_notes(const struct article *a, uint32_t i,
                            uint32_t end) {
  if (i >= a->n || a->list[i].at >= end) return i;
  quoth__out_str(a->out, "<ol class=\"notes\">\n");
  while (i < a->n && a->list[i].at < end) write_note(a, i++);
  quoth__out_str(a->out, "</ol>");
  return i;
}

/* A short first paragraph that is no sentence is the headline. */
static bool is_headline(const quoth_doc *doc, quoth_span p, uint32_t count) {
  if (count < 2 || p.end - p.start > HEADLINE_MAX) return false;
  uint32_t n, last = quoth_doc_token_at(doc, p.end - 1);
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  if (last == QUOTH_NONE || last >= n) return false;
  char c = quoth_doc_text(doc, NULL)[tokens[last].span.start];
  return c != '.' && !(last > 0 && (tokens[last - 1].flags &
                                    QUOTH_TOKEN_FINAL));
}

static void write_head(const struct article *a) {
  const quoth__plain *id = &a->html->articles[a->html->n_articles - 1];
  quoth__out_str(a->out, "<article id=\"a");
  quoth__out_u32(a->out, a->html->n_articles - 1);
  quoth__out_str(a->out, "\">\n<header>");
  quoth__html_text(a->out, id->s ? id->s : "", id->len);
  quoth__out_str(a->out, " <small>");
  quoth__out_u32(a->out, a->n);
  bool found = a->n > 0 && a->list[0].found;
  quoth__out_str(a->out, found ? " annotation" : " attribution");
  if (a->n != 1) quoth__out_char(a->out, 's');
  quoth__out_str(a->out, "</small></header>\n");
}

static void write_paragraphs(const struct article *a) {
  uint32_t count, note = 0;
  const quoth_span *paragraphs = quoth_doc_paragraphs(a->doc, &count);
  for (uint32_t i = 0; i < count; i++) {
    bool headline = i == 0 && is_headline(a->doc, paragraphs[i], count);
    quoth__out_str(a->out, "<div class=\"row\">");
    quoth__out_str(a->out, headline ? "<h2 dir=\"auto\">" : "<p dir=\"auto\">");
    quoth__html_marked(a->out, a->text, paragraphs[i], a->marks, a->n_marks,
                       a->active);
    quoth__out_str(a->out, headline ? "</h2>\n" : "</p>\n");
    uint32_t end = i + 1 < count ? paragraphs[i + 1].start : UINT32_MAX;
    note = write_notes(a, note, end);
    quoth__out_str(a->out, "</div>\n");
  }
}

quoth_status quoth__html_article(quoth__html *html, const quoth_doc *doc,
                                 const quoth__attribution *list, uint32_t n) {
  struct article a = {.html = html, .out = html->out, .doc = doc,
                      .text = quoth_doc_text(doc, NULL), .list = list, .n = n,
                      .first = html->speakers.n_said};
  bool ok = enter_all(&a);
  if (ok) {
    write_head(&a);
    write_paragraphs(&a);
    quoth__out_str(a.out, "</article>\n");
  }
  free(a.marks);
  free(a.active);
  return ok ? QUOTH_OK : QUOTH_ENOMEM;
}
