/* SPDX-License-Identifier: MIT */
/*
 * Compiled lexicons: the input changes one, three bytes a change (place, place,
 * new byte), and the checksum is made good again. Whatever passes the check is
 * asked all there is to ask, and no answer leads out of the file.
 */
#include "fuzz.h"
#include "match/image.h"

static const char tsv[] =
    "entry\tact\tweight\tok\n"
    "say\tassert\t2\ttrue\n"
    "go on\t\t\t\n"
    "go on and on\tlong\t-0.5\tfalse\n"
    "Mr. Stone\tname\t\ttrue\n"
    "and\t\t\t\n";

static void ask_trie(const quoth__image *image) {
  quoth__trie t = quoth__image_trie(image);
  quoth__occurrence found[8];
  uint32_t words[8], entry;
  for (uint32_t first = 0; first < 8; first++) {
    for (uint32_t i = 0; i < 8; i++) words[i] = (first + i * 3) % 8;
    must(quoth__trie_find(&t, words, 8, found) <= 8);
    quoth__trie_longest(&t, words, 8, &entry);
  }
}

static void ask_entries(const quoth__image *image) {
  static const char *const names[] = {"act", "weight", "ok", ""};
  for (uint32_t i = 0; i < 8; i++) {
    const char *s = quoth__image_entry(image, i);
    must(!s || strlen(s) < image->size);
    must(strlen(quoth__image_name(image, i)) < image->size);
    for (int k = 0; k < 4; k++) {
      quoth_value v = quoth__image_feature(image, i, names[k]);
      if (v.kind != QUOTH_VALUE_STRING) continue;
      must(strlen(v.string) < image->size && v.len < image->size);
    }
  }
  quoth__image_word(image, "say", 3);
  quoth__image_word(image, "", 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct fuzz_bytes whole, copy;
  quoth__image image;
  if (!whole.len)
    must(!quoth_lexicon_compile(tsv, strlen(tsv), "en", NULL, NULL, fuzz_keep,
                                &whole, NULL));
  memcpy(copy.data, whole.data, whole.len);
  for (size_t i = 0; i + 2 < size; i += 3) {
    size_t at = ((size_t)data[i] << 8 | data[i + 1]) % whole.len;
    copy.data[at] = (char)data[i + 2];
  }
  quoth__image_head *head = (quoth__image_head *)copy.data;
  head->checksum = quoth__image_checksum(head);
  if (quoth__image_check(copy.data, whole.len, "image", &image, NULL))
    return 0;
  ask_trie(&image);
  ask_entries(&image);
  return 0;
}
