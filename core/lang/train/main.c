/* SPDX-License-Identifier: MIT */
/*
 * Train the English model:  train-model TREEBANK_FOLDER MODEL_FILE [EPOCHS]
 * Reads ewt-train.conllu and gum-train.conllu; writes the same bytes each time.
 */
#include <stdlib.h>
#include <string.h>

#include "lang/train/parse.h"
#include "lang/train/write.h"

enum {
  FOLDS = 5,       /* tags to train the parser on come from other folds */
  TAG_EPOCHS = 10,
  FOLD_EPOCHS = 5,
  PARSE_EPOCHS = 20,
};

static void read_bank(const char *folder, const char *name, labels *labels,
                      treebank *bank) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s-train.conllu", folder, name);
  treebank_read(path, labels, bank);
}

/* Tags of each sentence by a tagger that has not seen it. */
static uint8_t **fold_tags(const treebank *bank, const tagset *tags) {
  uint8_t **out = need(bank->n * sizeof *out);
  uint32_t *ids = need(bank->n * sizeof *ids);
  for (uint32_t f = 0; f < FOLDS; f++) {
    uint32_t n = 0;
    lexicon lex = {0};
    weights w = {0};
    for (uint32_t i = 0; i < bank->n; i++)
      if (i * (uint64_t)FOLDS / bank->n != f) ids[n++] = i;
    lexicon_build(&lex, bank, ids, n);
    tagger_train(bank, ids, n, &lex, tags->n, FOLD_EPOCHS, &w);
    quoth__tagger tagger = tagger_of(&lex, &w, tags->n);
    for (uint32_t i = 0; i < bank->n; i++) {
      if (i * (uint64_t)FOLDS / bank->n != f) continue;
      out[i] = need(bank->list[i].n);
      tagger_apply(&tagger, &bank->list[i], out[i]);
    }
    free(lex.slots);
    free(w.slots);
    free(w.lists);
  }
  free(ids);
  return out;
}

static uint32_t *count_words(const treebank *bank, const quoth__words *words,
                             uint32_t n_words) {
  uint32_t *counts = need((n_words + 1) * sizeof *counts);
  for (uint32_t i = 0; i < bank->n; i++)
    for (uint32_t k = 0; k < bank->list[i].n; k++) {
      quoth__entry e;
      quoth__words_look(words, bank->list[i].words[k].form,
                        bank->list[i].words[k].form_len, &e);
      counts[e.word]++;
    }
  return counts;
}

static void tell(void *ud, uint32_t epoch, float loss) {
  (void)ud;
  printf("parser: epoch %u, loss %.4f\n", epoch + 1, (double)loss);
  fflush(stdout);
}

static void save(const char *path, const char *data, size_t size) {
  FILE *f = fopen(path, "wb");
  if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
    die("cannot write %s", path);
  printf("%s: %zu bytes\n", path, size);
}

int main(int argc, char **argv) {
  if (argc < 3) die("usage: train-model TREEBANK_FOLDER MODEL_FILE [EPOCHS]");
  uint32_t epochs = argc > 3 ? (uint32_t)atoi(argv[3]) : PARSE_EPOCHS;
  static labels names;
  static treebank bank;
  static tagset tags;
  static net net;
  read_bank(argv[1], "ewt", &names, &bank);
  read_bank(argv[1], "gum", &names, &bank);
  tagset_build(&tags, &names, &bank);
  printf("%u sentences, %u words, %u tags\n", bank.n, bank.n_words, tags.n);

  uint32_t *ids = need(bank.n * sizeof *ids);
  for (uint32_t i = 0; i < bank.n; i++) ids[i] = i;
  lexicon lex = {0};
  weights weights = {0};
  lemma_table lemmas = {0};
  lexicon_build(&lex, &bank, ids, bank.n);
  tagger_train(&bank, ids, bank.n, &lex, tags.n, TAG_EPOCHS, &weights);
  lemmas_build(&lemmas, &bank, &names, &tags);
  printf("tagger: %u features, %u bytes\n", weights.n_features,
         weights.n_slots * 4 + weights.lists_size);
  fflush(stdout);

  quoth__words words = {lex.slots, lex.n_slots - 1};
  parse_data data = {
    .bank = &bank, .tags = fold_tags(&bank, &tags), .words = &words,
    .counts = count_words(&bank, &words, lex.n_words),
    .root_label = names_find(&names.deprel, "root", 4),
  };
  net_new(&net, lex.n_words + 1, tags.n, names.deprel.n, 7);
  parser_train(&net, &data, epochs, tell, NULL);

  size_t size;
  char *file = model_write(
      &(learnt){&names, &tags, &lex, &weights, &lemmas, &net, names.deprel.n,
                data.root_label},
      &size);
  save(argv[2], file, size);
  return 0;
}
