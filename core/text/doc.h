/* SPDX-License-Identifier: MIT */
/* A text with everything that is known of it before any rule runs. */
#ifndef QUOTH_TEXT_DOC_H
#define QUOTH_TEXT_DOC_H

#include "base/arena.h"
#include "base/handle.h"
#include "text/locate.h"
#include "text/quotemarks.h"
#include "text/segment.h"

struct quoth_doc {
  QUOTH__HANDLE
  quoth__mem mem;
  quoth__arena arena; /* text and language tag */
  char *text;         /* NUL-terminated */
  uint32_t len;
  char *lang;
  const quoth__language *language;
  quoth__types *types, *own_types; /* own_types NULL: borrowed */
  quoth__tokens tokens;
  quoth__spans paragraphs, sentences;
  quoth__quotations quotations;
  quoth__locate locate;
};

/**
 * As quoth_doc_new(), with a table of types that other docs use too.
 * @param types kept until quoth_doc_free(); grows; NULL: the doc makes its own
 */
quoth_status quoth__doc_new_with(const char *text, size_t len,
                                 const quoth_doc_options *options,
                                 quoth__types *types, quoth_doc **out);

/** True when the text is well-formed UTF-8. */
static inline bool quoth__doc_is_valid(const quoth_doc *doc) {
  return doc->locate.valid;
}

#endif
