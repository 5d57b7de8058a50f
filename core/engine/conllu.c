/* SPDX-License-Identifier: MIT */
/* The words of a CoNLL-U document become what is known of a doc's tokens. */
#include "lang/conllu.h"

#include <string.h>

#include "base/error.h"
#include "engine/context.h"
#include "lang/split.h"
#include "text/doc.h"

typedef struct aligned {
  quoth_context *context;
  const quoth_token *tokens;
  const quoth__conllu_word *words;
  uint32_t n_tokens, n_words;
  uint32_t *token_of; /* by word: the first token that overlaps it */
  uint32_t *word_of;  /* by token: the word it is told of by */
} aligned;

/* The byte of a token at which the word that stands for it is. */
static uint32_t main_byte(const aligned *a, uint32_t token) {
  const quoth_type *type =
      quoth_doc_type(a->context->doc, a->tokens[token].type);
  quoth__split split = {.n = 1};
  if (type->cls == QUOTH_CLASS_WORD || type->cls == QUOTH_CLASS_NUMBER)
    quoth__split_token(type->text, type->text_len, &split);
  return a->tokens[token].span.start + split.parts[split.main].start;
}

/* The first word that holds a byte, from `from` on. */
static uint32_t word_at(const aligned *a, uint32_t from, uint32_t byte) {
  for (uint32_t w = from; w < a->n_words && a->words[w].start <= byte; w++)
    if (a->words[w].end > byte) return w;
  return QUOTH_NONE;
}

static void align(aligned *a) {
  uint32_t w = 0;
  for (uint32_t i = 0; i < a->n_words; i++) a->token_of[i] = QUOTH_NONE;
  for (uint32_t t = 0; t < a->n_tokens; t++) {
    quoth_span span = a->tokens[t].span;
    while (w < a->n_words && a->words[w].end <= span.start) w++;
    for (uint32_t i = w; i < a->n_words && a->words[i].start < span.end; i++)
      if (a->words[i].end > span.start && a->token_of[i] == QUOTH_NONE)
        a->token_of[i] = t;
    a->word_of[t] = word_at(a, w, main_byte(a, t));
  }
}

/* Up from a word, as long as its head belongs to the same token. */
static uint32_t top_of(const aligned *a, uint32_t word, uint32_t token) {
  for (uint32_t steps = 0; steps < QUOTH__SPLIT_MAX; steps++) {
    uint32_t head = a->words[word].head;
    if (head == QUOTH_NONE || a->token_of[head] != token) break;
    word = head;
  }
  return word;
}

static quoth_status set_token(const aligned *a, uint32_t token) {
  uint32_t word = a->word_of[token];
  quoth_word out = {.head = QUOTH_NONE};
  if (word == QUOTH_NONE)
    return quoth_context_set_word(a->context, token, &out);
  memcpy(out.values, a->words[word].values, sizeof out.values);
  if (a->token_of[word] != token) { /* the rest of a word of several tokens */
    out.head = a->token_of[word];
    out.values[QUOTH_LAYER_DEP] = "flat";
    return quoth_context_set_word(a->context, token, &out);
  }
  const quoth__conllu_word *top = &a->words[top_of(a, word, token)];
  out.values[QUOTH_LAYER_DEP] = top->values[QUOTH_LAYER_DEP];
  if (top->head != QUOTH_NONE) out.head = a->token_of[top->head];
  return quoth_context_set_word(a->context, token, &out);
}

static quoth_status set_tokens(aligned *a, const quoth__mem *mem) {
  size_t n = (size_t)a->n_tokens + a->n_words;
  uint32_t *both = quoth__mem_new(mem, (n + 1) * sizeof *both);
  quoth_status status = QUOTH_OK;
  if (!both) return QUOTH_ENOMEM;
  a->token_of = both;
  a->word_of = both + a->n_words;
  align(a);
  for (uint32_t t = 0; t < a->n_tokens && status == QUOTH_OK; t++)
    status = set_token(a, t);
  quoth__mem_free(mem, both, (n + 1) * sizeof *both);
  return status;
}

quoth_status quoth_context_set_conllu(quoth_context *context,
                                      const quoth_conllu *conllu,
                                      quoth_error *error) {
  if (!QUOTH__IS(context) || !QUOTH__IS(context->doc) || !QUOTH__IS(conllu))
    return quoth__error_set(error, QUOTH_EINVAL,
                            QUOTH__IS(conllu) ? "no doc is open"
                                              : "conllu is NULL");
  size_t len, own;
  const char *text = quoth_doc_text(context->doc, &len);
  const char *words = quoth_conllu_text(conllu, &own);
  if (len != own || (len && memcmp(text, words, len) != 0))
    return quoth__error_set(error, QUOTH_EINVAL,
                            "the text of the doc is not that of the words");
  aligned a = {.context = context, .words = conllu->words.data,
               .n_words = conllu->words.count};
  a.tokens = quoth_doc_tokens(context->doc, &a.n_tokens);
  quoth_status status = set_tokens(&a, &context->mem);
  if (status != QUOTH_OK) quoth__error_set(error, status, "%s",
                                           quoth_status_name(status));
  return status;
}
