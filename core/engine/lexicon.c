/* SPDX-License-Identifier: MIT */
/* Compile a lexicon to a file. */
#include "base/error.h"
#include "match/lexicon.h"

static quoth_status compile(quoth__lexicon *lexicon, const char *tsv,
                            size_t len, const quoth_origin *origin,
                            quoth_write_fn write, void *ud,
                            quoth_error *error) {
  quoth_status status =
      quoth__lexicon_add_tsv(lexicon, tsv, len, origin, error);
  if (status == QUOTH_OK) status = quoth__lexicon_finish(lexicon, error);
  if (status != QUOTH_OK) return status;
  status = quoth__lexicon_save(lexicon, write, ud);
  if (status != QUOTH_OK)
    quoth__error_set(error, status, "%s", quoth_status_name(status));
  return status;
}

quoth_status quoth_lexicon_compile(const char *tsv, size_t len,
                                   const char *lang,
                                   const quoth_origin *origin,
                                   const quoth_allocator *allocator,
                                   quoth_write_fn write, void *ud,
                                   quoth_error *error) {
  if (!tsv || !write)
    return quoth__error_set(error, QUOTH_EINVAL,
                            "a text and a place for the file needed");
  if (len >= UINT32_MAX)
    return quoth__error_set(error, QUOTH_ELIMIT, "the text is too long");
  quoth__mem mem = quoth__mem_from(allocator);
  quoth__vocab *vocab = NULL;
  quoth__lexicon *lexicon = NULL;
  quoth_status status = quoth__vocab_new(&mem, &vocab);
  if (status == QUOTH_OK)
    status = quoth__lexicon_new(vocab, "lexicon", lang, &lexicon);
  if (status == QUOTH_OK)
    status = compile(lexicon, tsv, len, origin, write, ud, error);
  else
    quoth__error_set(error, status, "%s", quoth_status_name(status));
  quoth__lexicon_free(lexicon);
  quoth__vocab_free(vocab);
  return status;
}
