/* SPDX-License-Identifier: MIT */
/* From what was learnt to the bytes of the model file. */
#ifndef QUOTH_LANG_TRAIN_WRITE_H
#define QUOTH_LANG_TRAIN_WRITE_H

#include "lang/model.h"
#include "lang/train/lemmas.h"
#include "lang/train/net.h"
#include "lang/train/tags.h"

typedef struct learnt {
  const labels *labels;
  const tagset *tags;
  const lexicon *lexicon;
  const weights *weights;
  const lemma_table *lemmas;
  const net *net;
  uint32_t n_labels, root_label;
} learnt;

/** Put the model together; owned: free(). */
char *model_write(const learnt *what, size_t *size);

#endif
