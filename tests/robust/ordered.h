/* SPDX-License-Identifier: MIT */
#ifndef QUOTH_TESTS_ORDERED_H
#define QUOTH_TESTS_ORDERED_H

#include "quoth.h"

/* What must hold of any doc, without looking at its text. */
static inline bool is_ordered(const quoth_doc *doc, size_t len) {
  uint32_t n, at = 0;
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n; at = t[i++].span.end) {
    const quoth_type *type = quoth_doc_type(doc, t[i].type);
    if (t[i].span.start < at || t[i].span.end <= t[i].span.start) return false;
    if (!type || type->text_len != t[i].span.end - t[i].span.start)
      return false;
  }
  if (at > len) return false;
  const quoth_span *s = quoth_doc_sentences(doc, &n);
  for (uint32_t i = 1; i < n; i++)
    if (s[i].start < s[i - 1].end) return false;
  const quoth_quotation *q = quoth_doc_quotations(doc, &n);
  for (uint32_t i = 0; i < n; i++) {
    if (q[i].span.end < q[i].span.start || q[i].span.end > len) return false;
    if (i && q[i].span.start < q[i - 1].span.start) return false;
    if (q[i].parent != QUOTH_NONE &&
        q[i].span.end > q[q[i].parent].inner.end)
      return false;
  }
  quoth_place place;
  return !quoth_doc_locate(doc, (uint32_t)len, &place) && place.byte == len;
}

#endif
