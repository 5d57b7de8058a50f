/* SPDX-License-Identifier: MIT */
/*
 * The report for people: one page that needs nothing else. Articles with what
 * was said, the cue and the source marked, notes beside them, and an index by
 * speaker. Its looks are report.css, its behaviour report.js; without a script
 * everything can still be read.
 */
#include <stdlib.h>
#include <string.h>

#include "io/attribution.h"
#include "io/formats_out.h"
#include "io/html_page.h"
#include "io/html_text.h"
#include "report_assets.h"

void quoth__html_page_start(quoth__out *out) {
  quoth__out_str(out,
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
      "'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
      "img-src data:\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">"
      "\n<meta name=\"generator\" content=\"Quoth " QUOTH_VERSION "\">\n"
      "<link rel=\"icon\" href=\"data:,\">\n<title>Who said what</title>\n"
      "<style>\n");
  quoth__out_str(out, report_css);
  quoth__out_str(out, "</style>\n</head>\n<body>\n<main>\n");
}

void quoth__html_page_end(quoth__out *out) {
  quoth__out_str(out, "<script>\n");
  quoth__out_str(out, report_js);
  quoth__out_str(out, "</script>\n</body>\n</html>\n");
}

static void begin(quoth__writer *w) {
  quoth__html *html = w->state = calloc(1, sizeof *html);
  if (!html) {
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
    return;
  }
  html->out = w->out;
  quoth__html_page_start(w->out);
}

/* Room for one more text in a list of `n`, which grows by doubling. */
static bool room_for(quoth__plain **list, uint32_t n, uint32_t cap) {
  if (n < cap) return true;
  quoth__plain *grown = realloc(*list, (cap ? cap * 2 : 16) * sizeof *grown);
  if (grown) *list = grown;
  return grown != NULL;
}

bool quoth__html_enter(quoth__html *html, const quoth__record *record,
                       const char *page) {
  uint32_t n = html->n_articles, cap = html->cap_articles;
  if (!room_for(&html->articles, n, cap)) return false;
  if (page && !room_for(&html->pages, n, cap)) return false;
  if (n == cap) html->cap_articles = cap ? cap * 2 : 16;
  quoth__plain *id = &html->articles[html->n_articles++];
  *id = (quoth__plain){0};
  quoth__plain_add_text(id, record->id, record->id_len);
  if (!page) return !id->failed;
  html->pages[n] = (quoth__plain){0};
  quoth__plain_add(&html->pages[n], page, strlen(page));
  return !id->failed && !html->pages[n].failed;
}

static quoth_status add(quoth__writer *w, const quoth__article *a) {
  quoth__html *html = w->state;
  quoth__attribution *list = NULL;
  uint32_t n = 0;
  if (!html || !quoth__html_enter(html, a->record, NULL)) return QUOTH_ENOMEM;
  quoth_status status =
      quoth__findings(a->doc, a->annotations, a->engine, &list, &n);
  if (status == QUOTH_OK) status = quoth__html_article(html, a->doc, list, n);
  free(list);
  return status;
}

static void write_number(quoth__out *out, const char *before, uint32_t n,
                         const char *after) {
  quoth__out_str(out, before);
  quoth__out_u32(out, n);
  quoth__out_str(out, after);
}

static void write_plain(quoth__out *out, const quoth__plain *text) {
  quoth__html_text(out, text->s ? text->s : "", text->len);
}

/* A speaker's name, or what stands for one. */
static void write_name(quoth__out *out, const quoth__speaker *speaker) {
  if (speaker->name.len > 0) write_plain(out, &speaker->name);
  else quoth__out_str(out, "no source named");
}

static void write_style(quoth__out *out, const quoth__speaker *speaker) {
  if (speaker->hue != QUOTH__HUE_NONE)
    write_number(out, " style=\"--h:", speaker->hue, "\"");
}

/* A page of what packs found that are not about attributions. */
static bool is_of_findings(const quoth__html *html) {
  return html->speakers.n_said > 0 && html->speakers.said[0].found;
}

/* Bytes of the folder that all articles share, to leave it out. */
static size_t common_folder(const quoth__html *html) {
  const quoth__plain *first = &html->articles[0];
  size_t len = first->s ? first->len : 0;
  for (uint32_t i = 1; i < html->n_articles; i++) {
    const quoth__plain *id = &html->articles[i];
    size_t same = 0;
    while (same < len && same < id->len && first->s[same] == id->s[same])
      same++;
    len = same;
  }
  while (len > 0 && first->s[len - 1] != '/') len--;
  return len;
}

static void write_article_name(const quoth__html *html, uint32_t article) {
  const quoth__plain *id = &html->articles[article];
  quoth__html_text(html->out, id->s ? id->s + html->folder : "",
                   id->s ? id->len - html->folder : 0);
}

/* The page of an article, when it has one of its own. */
static void write_page(const quoth__html *html, uint32_t article) {
  if (html->pages) write_plain(html->out, &html->pages[article]);
}

static void write_said(quoth__html *html, uint32_t number) {
  quoth__out *out = html->out;
  const quoth__said *said = &html->speakers.said[number];
  quoth__out_str(out, "<li><a href=\"");
  write_page(html, said->article);
  write_number(out, "#n", number, "\"><q>");
  write_plain(out, &said->content);
  quoth__out_str(out, "</q></a> <small>");
  if (said->act.len > 0) {
    write_plain(out, &said->act);
    quoth__out_str(out, ", ");
  }
  if (!said->found) quoth__out_str(out, quoth_kind_name(said->kind));
  if (html->n_articles > 1) {
    if (!said->found) quoth__out_str(out, " \xC2\xB7 ");
    write_article_name(html, said->article);
  }
  quoth__out_str(out, "</small></li>\n");
}

/* For each speaker the numbers of what he or she said, as linked lists. */
static uint32_t *link_said(const quoth__speakers *s, uint32_t *first) {
  uint32_t *next = malloc((s->n_said + 1) * sizeof *next);
  if (!next) return NULL;
  for (uint32_t i = 0; i < s->count; i++) first[i] = QUOTH_NONE;
  for (uint32_t i = s->n_said; i-- > 0;) {
    next[i] = first[s->said[i].speaker];
    first[s->said[i].speaker] = i;
  }
  return next;
}

static quoth_status write_index(quoth__html *html, const uint32_t *order) {
  const quoth__speakers *s = &html->speakers;
  uint32_t *first = malloc((s->count + 1) * sizeof *first);
  uint32_t *next = first ? link_said(s, first) : NULL;
  if (next) {
    quoth__out_str(html->out, "<section class=\"index\" id=\"index\">\n<h2>");
    quoth__out_str(html->out, is_of_findings(html) ? "By layer</h2>\n"
                                                   : "By speaker</h2>\n");
    for (uint32_t i = 0; i < s->count; i++) {
      const quoth__speaker *speaker = &s->list[order[i]];
      write_number(html->out, "<section id=\"s", order[i], "\"");
      write_style(html->out, speaker);
      quoth__out_str(html->out, speaker->resolved
                                    ? "><h3>" : " class=\"unresolved\"><h3>");
      write_name(html->out, speaker);
      write_number(html->out, " <small>", speaker->n_said,
                   "</small></h3>\n<ol>\n");
      for (uint32_t n = first[order[i]]; n != QUOTH_NONE; n = next[n])
        write_said(html, n);
      quoth__out_str(html->out, "</ol></section>\n");
    }
    quoth__out_str(html->out, "</section>\n");
  }
  free(next);
  free(first);
  return next ? QUOTH_OK : QUOTH_ENOMEM;
}

static void write_articles_list(quoth__html *html) {
  if (html->n_articles < 2) return;
  quoth__out_str(html->out, "<details class=\"articles\" open><summary>Articles"
                            "</summary>\n<ol>\n");
  for (uint32_t i = 0; i < html->n_articles; i++) {
    quoth__out_str(html->out, "<li><a href=\"");
    write_page(html, i);
    write_number(html->out, "#a", i, "\">");
    write_article_name(html, i);
    quoth__out_str(html->out, "</a></li>\n");
  }
  quoth__out_str(html->out, "</ol></details>\n");
}

static void write_navigation(quoth__html *html, const uint32_t *order) {
  const quoth__speakers *s = &html->speakers;
  quoth__out *out = html->out;
  uint32_t most = 1;
  for (uint32_t i = 0; i < s->count; i++)
    if (s->list[i].n_said > most) most = s->list[i].n_said;
  bool found = is_of_findings(html);
  quoth__out_str(out, "<nav aria-label=\"Contents\">\n<h1>");
  quoth__out_str(out, found ? "What was found" : "Who said what");
  quoth__out_str(out, "</h1>\n<div id=\"tools\"></div>\n");
  write_articles_list(html);
  quoth__out_str(out, "<details class=\"speakers\" open><summary>");
  quoth__out_str(out, found ? "Layers" : "Speakers");
  quoth__out_str(out, "</summary>\n<ol>\n");
  for (uint32_t i = 0; i < s->count; i++) {
    const quoth__speaker *speaker = &s->list[order[i]];
    /* On a page without articles there is nothing to choose from. */
    if (html->pages) quoth__out_str(out, "<li");
    else write_number(out, "<li data-s=\"", order[i], "\"");
    write_style(out, speaker);
    if (!speaker->resolved) quoth__out_str(out, " class=\"unresolved\"");
    write_number(out, "><a href=\"#s", order[i], "\"><span class=\"name\">");
    write_name(out, speaker);
    write_number(out, "</span> <span class=\"bar\" style=\"--w:",
                 speaker->n_said * 100 / most, "%\"></span> <small>");
    write_number(out, "", speaker->n_said, "</small></a></li>\n");
  }
  quoth__out_str(out, "</ol></details>\n</nav>\n");
}

void quoth__html_free(quoth__html *html) {
  for (uint32_t i = 0; i < html->n_articles; i++) {
    quoth__plain_done(&html->articles[i]);
    if (html->pages) quoth__plain_done(&html->pages[i]);
  }
  free(html->articles);
  free(html->pages);
  free(html->seen);
  quoth__speakers_done(&html->speakers);
  free(html);
}

bool quoth__html_contents(quoth__html *html) {
  uint32_t *order = quoth__speakers_order(&html->speakers);
  html->folder = html->n_articles > 1 ? common_folder(html) : 0;
  bool ok = order && write_index(html, order) == QUOTH_OK;
  quoth__out_str(html->out, "</main>\n");
  if (order) write_navigation(html, order);
  free(order);
  return ok;
}

static void finish(quoth__writer *w) {
  quoth__html *html = w->state;
  if (!html) return;
  if (!quoth__html_contents(html))
    quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
  quoth__html_page_end(html->out);
  quoth__html_free(html);
}

const quoth__writing quoth__html_writing = {
  .begin = begin, .add = add, .finish = finish,
  .as_folder = &quoth__html_folder_writing,
};
