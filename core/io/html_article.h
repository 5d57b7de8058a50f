/* SPDX-License-Identifier: MIT */
/* One article of the report: its text, and the notes beside each paragraph. */
#ifndef QUOTH_IO_HTML_ARTICLE_H
#define QUOTH_IO_HTML_ARTICLE_H

#include "io/out.h"
#include "io/speakers.h"

typedef struct quoth__html {
  quoth__out *out; /* not owned */
  quoth__plain *articles; /* their ids */
  quoth__plain *pages; /* of a folder: a file each; NULL: all are on one page */
  uint32_t *seen; /* of a folder: the last page of each speaker; `n_seen` */
  uint32_t n_seen;
  uint32_t n_articles, cap_articles;
  size_t folder; /* bytes of their common folder, once all are there */
  quoth__speakers speakers;
} quoth__html;

/** The last of html->articles, with its attributions in order of place. */
quoth_status quoth__html_article(quoth__html *html, const quoth_doc *doc,
                                 const quoth__attribution *list, uint32_t n);

#endif
