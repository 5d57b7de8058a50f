/* SPDX-License-Identifier: MIT */
#include "match/words.h"

#include <string.h>

static const char rest[] = " xx";

quoth_status quoth__words_new(const quoth__mem *mem, const char *lang,
                              const char *phrase, size_t len, int reading,
                              quoth_doc **doc, uint32_t *n_tokens) {
  quoth_allocator hook = {mem->fn, mem->ud};
  quoth_doc_options options = {.lang = lang, .allocator = &hook};
  *doc = NULL;
  *n_tokens = 0;
  if (len > (1u << 20)) return QUOTH_ELIMIT;
  size_t size = len + (reading ? sizeof rest - 1 : 0);
  char *text = quoth__mem_new(mem, size + 1);
  if (!text) return QUOTH_ENOMEM;
  memcpy(text, phrase, len);
  memcpy(text + len, rest, size - len);
  quoth_status status = quoth_doc_new(text, size, &options, doc);
  quoth__mem_free(mem, text, size + 1);
  if (status) return status;
  uint32_t count;
  const quoth_token *tokens = quoth_doc_tokens(*doc, &count);
  while (*n_tokens < count && tokens[*n_tokens].span.end <= len) ++*n_tokens;
  return QUOTH_OK;
}
