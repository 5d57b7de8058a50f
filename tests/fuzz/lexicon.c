/* SPDX-License-Identifier: MIT */
/*
 * Lexicons: the input is TSV. What loads is compiled, too, and the image has
 * the same entries with the same features.
 */
#include "fuzz.h"
#include "match/image.h"
#include "match/lexicon.h"

static void same_value(const quoth_value *a, const quoth_value *b) {
  must(a->kind == b->kind);
  if (a->kind == QUOTH_VALUE_BOOL) must(a->boolean == b->boolean);
  if (a->kind == QUOTH_VALUE_NUMBER)
    must(memcmp(&a->number, &b->number, sizeof a->number) == 0);
  if (a->kind == QUOTH_VALUE_STRING)
    must(a->len == b->len && memcmp(a->string, b->string, a->len) == 0);
}

static void compare(const quoth__lexicon *lexicon, const quoth__image *image) {
  uint32_t n_names, n = quoth__lexicon_count(lexicon);
  const char *const *names = quoth__lexicon_feature_names(lexicon, &n_names);
  must(image->head->n_entries == n && image->head->n_names == n_names);
  for (uint32_t i = 0; i < n; i++) {
    const char *entry = quoth__lexicon_entry(lexicon, i);
    must(strcmp(entry, quoth__image_entry(image, i)) == 0);
    for (uint32_t k = 0; k < n_names; k++) {
      quoth_value a = quoth__lexicon_feature(lexicon, i, names[k]);
      quoth_value b = quoth__image_feature(image, i, names[k]);
      same_value(&a, &b);
    }
  }
}

static void compile(const quoth__lexicon *lexicon, const char *tsv,
                    size_t len) {
  static struct fuzz_bytes file;
  quoth__image image;
  quoth_error error;
  file.len = 0;
  quoth_status status = quoth_lexicon_compile(tsv, len, "en", NULL, NULL,
                                              fuzz_keep, &file, &error);
  if (status == QUOTH_ELIMIT) return; /* larger than what is kept */
  must(status == QUOTH_OK);
  must(!quoth__image_check(file.data, file.len, "image", &image, &error));
  compare(lexicon, &image);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *tsv = (const char *)data;
  quoth__mem mem = quoth__mem_from(NULL);
  quoth__vocab *vocab;
  quoth__lexicon *lexicon;
  quoth_error error = {0};
  must(!quoth__vocab_new(&mem, &vocab));
  must(!quoth__lexicon_new(vocab, "x", "en", &lexicon));
  quoth_status status =
      quoth__lexicon_add_tsv(lexicon, tsv, size, NULL, &error);
  if (status == QUOTH_OK) {
    must(!quoth__lexicon_finish(lexicon, &error));
    compile(lexicon, tsv, size);
  } else {
    must(error.message[0] && error.line > 0);
  }
  quoth__lexicon_free(lexicon);
  quoth__vocab_free(vocab);
  return 0;
}
