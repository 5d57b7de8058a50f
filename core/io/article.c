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

void quoth__article_write_span(quoth__out *out, const quoth__article *a,
                               quoth_span span, quoth__unit unit) {
  span = quoth__article_span(a, span, unit);
  quoth__out_char(out, '[');
  quoth__out_u32(out, span.start);
  quoth__out_str(out, ", ");
  quoth__out_u32(out, span.end);
  quoth__out_char(out, ']');
}
