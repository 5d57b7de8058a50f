/* SPDX-License-Identifier: MIT */
/*
 * The report for people: one page that needs nothing else. Articles with what
 * was said, the cue and the source marked, notes beside them, and an index by
 * speaker. Its looks are report.css, its behaviour report.js; without a script
 * everything can still be read.
 */
#ifndef QUOTH_IO_HTML_H
#define QUOTH_IO_HTML_H

#include "io/out.h"
#include "io/record.h"

typedef struct quoth__html quoth__html;

/**
 * Begin a page.
 * @param out kept; the caller closes it after quoth__html_finish()
 * @return owned: quoth__html_finish(); NULL when memory is out
 */
quoth__html *quoth__html_begin(quoth__out *out);

/** Add one article. QUOTH_OK or QUOTH_ENOMEM; failures of `out` stay there. */
quoth_status quoth__html_write(quoth__html *html, const quoth__record *record,
                               const quoth_context *context,
                               const quoth_annotations *annotations);

/** Write the index and the end, and free. */
quoth_status quoth__html_finish(quoth__html *html);

#endif
