/* SPDX-License-Identifier: MIT */
#include "io/article.h"

quoth__article quoth__article_of(const quoth__record *record,
                                 quoth_context *context) {
  return (quoth__article){
    .record = record, .context = context,
    .doc = quoth_context_doc(context),
    .annotations = quoth_context_annotations(context),
    .engine = quoth_context_engine(context),
  };
}

quoth_span quoth__article_span(const quoth__article *a, quoth_span span,
                               quoth__unit unit) {
  if (unit == QUOTH__UNIT_SOURCE)
    return (quoth_span){quoth__record_source_start(a->record, span.start),
                        span.end > span.start
                            ? quoth__record_source_end(a->record, span.end)
                            : quoth__record_source_start(a->record, span.end)};
  return (quoth_span){quoth__offset(a->doc, span.start, unit),
                      quoth__offset(a->doc, span.end, unit)};
}

/* Units of the characters that start in [from, to). */
static uint32_t count_units(const quoth__cursor *c, uint32_t from,
                            uint32_t to) {
  size_t len;
  const char *text = quoth_doc_text(c->article->doc, &len);
  uint32_t n = 0;
  while (from < to) {
    uint32_t cp = 0, size = 1;
    if ((unsigned char)text[from] >= 0x80)
      size = quoth_utf8_get(text, len, from, &cp);
    from += size;
    /* A script may end a span inside a character. */
    if (from > to) break;
    n += c->unit == QUOTH__UNIT_UTF16 && cp >= 0x10000 ? 2 : 1;
  }
  return n;
}

quoth_span quoth__cursor_span(quoth__cursor *c, quoth_span span) {
  bool counts = c->unit == QUOTH__UNIT_CODEPOINTS ||
                c->unit == QUOTH__UNIT_UTF16;
  if (!counts || span.start < c->byte)
    return quoth__article_span(c->article, span, c->unit);
  c->offset += count_units(c, c->byte, span.start);
  c->byte = span.start;
  return (quoth_span){c->offset,
                      c->offset + count_units(c, span.start, span.end)};
}

void quoth__article_write_span(quoth__out *out, const quoth__article *a,
                               quoth_span span, quoth__unit unit) {
  span = quoth__article_span(a, span, unit);
  quoth__out_char(out, '[');
  quoth__out_u32(out, span.start);
  quoth__out_str(out, ", ");
  quoth__out_u32(out, span.end);
  quoth__out_char(out, ']');
}
