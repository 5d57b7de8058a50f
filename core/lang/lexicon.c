/* SPDX-License-Identifier: MIT */
#include "lang/lexicon.h"

static const quoth__lexeme *find(const quoth__words *words, uint32_t norm) {
  for (uint32_t i = norm & words->mask;; i = (i + 1) & words->mask) {
    const quoth__lexeme *at = &words->slots[i];
    if (at->word == 0) return NULL;
    if (at->norm == norm) return at;
  }
}

/* Unknown words fall into classes by their case and last two letters. */
static uint16_t unknown_class(const quoth__form *form) {
  uint32_t h = quoth__mix(form->suffix[1],
                          form->letter_case * 3u + form->digits);
  if (form->digits == 2) h = 1;
  return (uint16_t)(QUOTH__CLASS_UNKNOWN + h % 1021);
}

void quoth__words_look(const quoth__words *words, const char *s, uint32_t len,
                       quoth__entry *out) {
  quoth__form_read(s, len, &out->form);
  const quoth__lexeme *at = find(words, out->form.norm);
  if (at) {
    out->word = at->word;
    out->klass = at->klass;
    out->tag = at->tag;
    out->rare = at->rare;
    out->key = at->norm;
  } else {
    out->word = 0;
    out->klass = unknown_class(&out->form);
    out->tag = QUOTH__TAG_NONE;
    out->rare = 1;
    out->key = out->klass;
  }
}
