/* SPDX-License-Identifier: MIT */
/* Training of the parser, with exploration. */
#ifndef QUOTH_LANG_TRAIN_PARSE_H
#define QUOTH_LANG_TRAIN_PARSE_H

#include "lang/train/net.h"
#include "lang/train/tags.h"

typedef struct parse_data {
  const treebank *bank;
  uint8_t *const *tags; /* predicted, by sentence */
  const quoth__words *words;
  const uint32_t *counts; /* of words, by id */
  uint32_t root_label;    /* number of the label of the root's arc */
} parse_data;

/** Train for `epochs` over all sentences; call `after` when one is done. */
void parser_train(net *net, const parse_data *data, uint32_t epochs,
                  void (*after)(void *ud, uint32_t epoch, float loss),
                  void *ud);

/** Parse with the float network; heads from 0, n is the root. */
void parser_apply(const net *net, const parse_data *data, uint32_t sentence,
                  uint32_t *heads, uint8_t *labels);

#endif
