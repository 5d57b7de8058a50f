/* SPDX-License-Identifier: MIT */
/*
 * The report as a folder: a page for each article, and index.html with the
 * articles and, by speaker, all that was said. For corpora that no browser
 * takes on one page.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/folder.h"
#include "io/html_page.h"
#include "io/html_text.h"

static void begin(quoth__writer *w) {
  quoth__folder_make(w);
  w->state = calloc(1, sizeof(quoth__html));
  if (!w->state) quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
}

/* True when the speaker was not yet asked for on this page. */
static bool is_new(quoth__html *html, uint32_t speaker) {
  if (speaker >= html->n_seen) {
    uint32_t n = (speaker + 1) * 2;
    uint32_t *grown = realloc(html->seen, n * sizeof *grown);
    if (!grown) return true; /* said twice does no harm */
    memset(grown + html->n_seen, 0, (n - html->n_seen) * sizeof *grown);
    html->seen = grown;
    html->n_seen = n;
  }
  bool new = html->seen[speaker] != html->n_articles;
  html->seen[speaker] = html->n_articles;
  return new;
}

/* Back to the index, and who speaks on this page: number `first` and on. */
static void write_navigation(quoth__html *html, uint32_t first) {
  const quoth__speakers *s = &html->speakers;
  quoth__out *out = html->out;
  quoth__out_str(out, "</main>\n<nav aria-label=\"Contents\">\n"
                      "<h1><a href=\"index.html\">Who said what</a></h1>\n"
                      "<div id=\"tools\"></div>\n<details class=\"speakers\" "
                      "open><summary>Here</summary>\n<ol>\n");
  for (uint32_t i = first; i < s->n_said; i++) {
    uint32_t speaker = s->said[i].speaker;
    if (!is_new(html, speaker)) continue;
    const quoth__speaker *p = &s->list[speaker];
    quoth__out_str(out, "<li data-s=\"");
    quoth__out_u32(out, speaker);
    if (p->hue != QUOTH__HUE_NONE) {
      quoth__out_str(out, "\" style=\"--h:");
      quoth__out_u32(out, p->hue);
    }
    quoth__out_str(out, p->resolved ? "\"" : "\" class=\"unresolved\"");
    quoth__out_str(out, "><a href=\"index.html#s");
    quoth__out_u32(out, speaker);
    quoth__out_str(out, "\"><span class=\"name\">");
    if (p->name.len > 0) quoth__html_text(out, p->name.s, p->name.len);
    else quoth__out_str(out, "no source named");
    quoth__out_str(out, "</span></a></li>\n");
  }
  quoth__out_str(out, "</ol></details>\n</nav>\n");
}

static quoth_status write_page(quoth__html *html, const quoth__article *a,
                               const char *name) {
  quoth__attribution *list = NULL;
  uint32_t n = 0, first = html->speakers.n_said;
  if (!quoth__html_enter(html, a->record, name)) return QUOTH_ENOMEM;
  quoth_status status =
      quoth__findings(a->doc, a->annotations, a->engine, &list, &n);
  quoth__html_page_start(html->out);
  if (status == QUOTH_OK) status = quoth__html_article(html, a->doc, list, n);
  write_navigation(html, first);
  quoth__html_page_end(html->out);
  free(list);
  return status;
}

/* What is in memory becomes a file. */
static void put(quoth__writer *w, quoth__html *html, const char *name) {
  size_t len;
  const char *bytes = quoth__out_bytes(html->out, &len);
  quoth__folder_put(w, name, bytes, len);
  quoth__out_clear(html->out);
}

static bool has_out(quoth__html *html) {
  if (html && !html->out) html->out = quoth__out_memory();
  return html && html->out;
}

static quoth_status add(quoth__writer *w, const quoth__article *a) {
  quoth__html *html = w->state;
  char name[QUOTH__FOLDER_NAME_MAX + 8];
  if (!has_out(html)) return QUOTH_ENOMEM;
  quoth__folder_name(w, a->record->id, a->record->id_len, name);
  strcat(name, ".html");
  quoth_status status = write_page(html, a, name);
  if (quoth__out_error(html->out)) status = QUOTH_ENOMEM;
  if (status == QUOTH_OK) put(w, html, name);
  w->n++;
  return status;
}

static void finish(quoth__writer *w) {
  quoth__html *html = w->state;
  if (!html) return;
  bool ok = has_out(html);
  if (ok) {
    quoth__html_page_start(html->out);
    ok = quoth__html_contents(html);
    quoth__html_page_end(html->out);
    if (ok && !quoth__out_error(html->out)) put(w, html, "index.html");
  }
  if (!ok) quoth__writer_fail(w, QUOTH_ENOMEM, NULL, "out of memory");
  quoth__out_close(html->out);
  quoth__html_free(html);
}

const quoth__writing quoth__html_folder_writing = {
  .own_files = true, .begin = begin, .add = add, .finish = finish,
};
