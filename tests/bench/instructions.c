/* SPDX-License-Identifier: MIT */
/*
 * Splits generated text over and over, for instructions.lua to count:
 *
 *   instructions KIND LANGUAGE PATH PASSES
 *
 * PATH is none, 128, 256 or 512. Prints the bytes of a pass.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unicode/simd.h"

enum { SIZE = 1 << 16, ROOM = 512 };

static quoth__simd simd_of(const char *path) {
  static const char *const names[] = {"none", "128", "256", "512"};
  for (int i = 0; i <= (int)quoth__simd_best(); i++)
    if (strcmp(path, names[i]) == 0) return (quoth__simd)i;
  fprintf(stderr, "instructions: no path %s on this machine\n", path);
  exit(2);
}

static void split(quoth__fill *fill, const struct bench_text *text) {
  uint32_t ends[ROOM];
  for (size_t at = 0; at < text->len;)
    at = ends[fill(text->data, text->len, at, ends, ROOM) - 1];
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  struct bench_text text = bench_text(argv[2], SIZE);
  quoth__simd simd = simd_of(argv[3]);
  for (long i = strtol(argv[4], NULL, 10); i > 0; i--) {
    if (strcmp(argv[1], "words") == 0)
      split(quoth__word_path(simd), &text);
    else if (strcmp(argv[1], "sentences") == 0)
      split(quoth__sentence_path(simd), &text);
    else if (strcmp(argv[1], "graphemes") == 0)
      split(quoth__grapheme_path(simd), &text);
    else if (quoth__utf8_valid_path(simd)(text.data, text.len) < text.len)
      return 1;
  }
  printf("%zu\n", text.len);
  free(text.data);
}
