/* SPDX-License-Identifier: MIT */
/* Lists of phrases with features; the longest entry at a token wins. */
#ifndef QUOTH_MATCH_LEXICON_H
#define QUOTH_MATCH_LEXICON_H

#include "base/error.h"
#include "match/vocab.h"

typedef struct quoth__lexicon quoth__lexicon;

/**
 * @param name copied; @param lang of its entries, copied; NULL: any
 * @param vocab kept: must outlive the lexicon
 * @param out owned: quoth__lexicon_free()
 */
quoth_status quoth__lexicon_new(quoth__vocab *vocab, const char *name,
                                const char *lang, quoth__lexicon **out);
void quoth__lexicon_free(quoth__lexicon *lexicon);

/**
 * Add an entry; it is tokenized as text is and matches on norms. The same
 * entry (equal norms) twice is an error, unless its features are equal too.
 */
quoth_status quoth__lexicon_add(quoth__lexicon *lexicon, const char *entry,
                                size_t len, const quoth_feature *features,
                                uint32_t n_features, quoth_error *error);

/**
 * Add entries from TSV: a header line (first column `entry`, the others feature
 * names), one entry a line; blank lines and lines that start with # are
 * skipped. An empty cell is no feature; true and false are booleans, a number
 * in decimal notation is a number, anything else a string.
 */
quoth_status quoth__lexicon_add_tsv(quoth__lexicon *lexicon, const char *tsv,
                                    size_t len, const quoth_origin *origin,
                                    quoth_error *error);

/** No more entries. Must be called before patterns that name it compile. */
quoth_status quoth__lexicon_finish(quoth__lexicon *lexicon,
                                   quoth_error *error);

const char *quoth__lexicon_name(const quoth__lexicon *lexicon);
uint32_t quoth__lexicon_count(const quoth__lexicon *lexicon);

/** Text of an entry as it was added; borrowed. */
const char *quoth__lexicon_entry(const quoth__lexicon *lexicon, uint32_t entry);

/** Feature of an entry; kind NIL when it has none of that name. Borrowed. */
quoth_value quoth__lexicon_feature(const quoth__lexicon *lexicon,
                                   uint32_t entry, const char *name);

/** Names of all features that some entry has; borrowed. */
const char *const *quoth__lexicon_feature_names(const quoth__lexicon *lexicon,
                                                uint32_t *count);

/**
 * The longest entry that starts at `words[0]`.
 * @param words ids of norms: of the vocab, or see quoth__lexicon_number();
 * QUOTH__NONE for words nobody names
 * @param entry out, set on success
 * @return its length in words, or 0
 */
uint32_t quoth__lexicon_longest(const quoth__lexicon *lexicon,
                                const uint32_t *words, uint32_t n_words,
                                uint32_t *entry);

/** Something over words or places [first, end): here, an entry. */
typedef struct quoth__occurrence {
  uint32_t first, end, id;
} quoth__occurrence;

/**
 * The longest entry at each place of a row of words, in order of `first`; the
 * lexicon is finished. @param out room for n_words @return how many there are
 */
uint32_t quoth__lexicon_find(const quoth__lexicon *lexicon,
                             const uint32_t *words, uint32_t n_words,
                             quoth__occurrence *out);

/** Number of words of the longest / shortest entry; 0 when there is none. */
uint32_t quoth__lexicon_longest_entry(const quoth__lexicon *lexicon);
uint32_t quoth__lexicon_shortest_entry(const quoth__lexicon *lexicon);

/** Whether some entry is one word; whether some entry starts with `word`. */
bool quoth__lexicon_has_single(const quoth__lexicon *lexicon);
bool quoth__lexicon_starts(const quoth__lexicon *lexicon, uint32_t word);

/* ---- Lexicons in files ------------------------------------------------- */

/**
 * Use a file that quoth__lexicon_save() made: mapped, so that all threads and
 * processes share it; finished, so that nothing can be added.
 * @param out owned: quoth__lexicon_free()
 * Errors: QUOTH_ENOTFOUND, QUOTH_EIO; QUOTH_ESYNTAX when it is no such file, or
 * one of another version; QUOTH_ENOMEM.
 */
quoth_status quoth__lexicon_map(quoth__vocab *vocab, const char *name,
                                const char *path, quoth__lexicon **out,
                                quoth_error *error);

/** A finished lexicon as a file. Errors: QUOTH_ENOMEM; those of `write`. */
quoth_status quoth__lexicon_save(const quoth__lexicon *lexicon,
                                 quoth_write_fn write, void *ud);

/**
 * The words of a mapped lexicon have numbers of their own: the number of the
 * lexicon among such of the vocab, or QUOTH__NONE when it is not mapped.
 */
uint32_t quoth__lexicon_number(const quoth__lexicon *lexicon);

/** Number of a norm in a mapped lexicon; QUOTH__NONE: no entry has it. */
uint32_t quoth__lexicon_word(const quoth__lexicon *lexicon, const char *norm,
                             uint32_t len);

/** For writers: what it is made of; `lang` may be "". Borrowed. */
const struct quoth__trie *quoth__lexicon_trie(const quoth__lexicon *lexicon);
const quoth__vocab *quoth__lexicon_vocab(const quoth__lexicon *lexicon);
const char *quoth__lexicon_lang(const quoth__lexicon *lexicon);

/** For readers: a feature that may occur; the line entries come from. */
bool quoth__lexicon_has_name(const quoth__lexicon *lexicon, const char *name);
bool quoth__lexicon_add_name(quoth__lexicon *lexicon, const char *name,
                             size_t len, const char **stored);
void quoth__lexicon_at_line(quoth__lexicon *lexicon, uint32_t line);

#endif
