/* SPDX-License-Identifier: MIT */
/* What the report on one page and the report as a folder share. */
#ifndef QUOTH_IO_HTML_PAGE_H
#define QUOTH_IO_HTML_PAGE_H

#include "io/html_article.h"

/** Up to the start of <main>; the script and the end. */
void quoth__html_page_start(quoth__out *out);
void quoth__html_page_end(quoth__out *out);

/**
 * Enter an article in the list.
 * @param page its file, or NULL when all are on one page
 * @return false when memory is out
 */
bool quoth__html_enter(quoth__html *html, const quoth__record *record,
                       const char *page);

/** Write the index by speaker, the end of <main>, the navigation. */
bool quoth__html_contents(quoth__html *html);

void quoth__html_free(quoth__html *html);

#endif
