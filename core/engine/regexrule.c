/* SPDX-License-Identifier: MIT */
/* Regex rules: matched over the bytes of each region. */
#include "engine/context.h"
#include "text/doc.h"

/* Where to look next when nothing was consumed: the next character. */
static uint32_t next_char(const char *text, uint32_t at, uint32_t len) {
  do at++;
  while (at < len && ((unsigned char)text[at] & 0xC0) == 0x80);
  return at;
}

static quoth_status find_in(quoth_context *context, uint32_t id,
                            quoth__region symbols, quoth_error *error) {
  const struct quoth__rule *rule = &context->engine->rules.data[id];
  quoth_span region =
      quoth__view_span(context->view, symbols.first, symbols.end);
  const char *text = quoth_doc_text(context->doc, NULL) + region.start;
  uint32_t len = region.end - region.start;
  for (uint32_t from = 0; from < len;) {
    quoth_span m;
    quoth_status status =
        quoth__regex_find(rule->regex, context->scratch, text, len, from,
                          quoth__doc_is_valid(context->doc), &m, 1);
    if (status == QUOTH_ENOTFOUND) return QUOTH_OK;
    if (status != QUOTH_OK)
      return quoth__context_fail(context, error, status, rule,
                                 region.start + from,
                                 quoth_status_name(status));
    if (m.end <= m.start) {
      from = next_char(text, m.start > from ? m.start : from, len);
      continue;
    }
    quoth__candidate c = {
        .span = {region.start + m.start, region.start + m.end},
        .rule = id,
        .priority = rule->given.priority,
        .region = region,
        .symbols = symbols,
        .first = from,
    };
    if (!QUOTH__VEC_ADD(&context->mem, &context->candidates, c))
      return QUOTH_ENOMEM;
    from = m.end;
  }
  return QUOTH_OK;
}

quoth_status quoth__regex_rule_find(quoth_context *context, uint32_t id,
                                    quoth_error *error) {
  const struct quoth__rule *rule = &context->engine->rules.data[id];
  const quoth__region *regions = NULL;
  uint32_t n = 0;
  context->groups.count = 0;
  if (!QUOTH__VEC_RESERVE(&context->mem, &context->groups, rule->n_groups))
    return QUOTH_ENOMEM;
  quoth_status status =
      quoth__view_regions(context->view, rule->given.within, &regions, &n);
  for (uint32_t i = 0; i < n && status == QUOTH_OK; i++)
    status = find_in(context, id, regions[i], error);
  return status;
}
