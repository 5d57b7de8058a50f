/* SPDX-License-Identifier: MIT */
/* The look-up in the joint table of properties. */
#ifndef QUOTH_UNICODE_RECORD_H
#define QUOTH_UNICODE_RECORD_H

#include "unicode/tables.h"

/** The record of a code point, at most U+10FFFF. */
static inline uint32_t quoth__record(uint32_t cp) {
  uint32_t block = quoth__trie_blocks[cp >> QUOTH__TRIE_SHIFT];
  uint32_t low = cp & ((1u << QUOTH__TRIE_SHIFT) - 1);
  return quoth__records[quoth__trie_leaves[(block << QUOTH__TRIE_SHIFT) | low]];
}

/** A field of a record: QUOTH__FIELD(record, WORD). */
#define QUOTH__FIELD(record, name) \
  ((record) >> QUOTH__##name##_SHIFT & QUOTH__##name##_MASK)

#endif
