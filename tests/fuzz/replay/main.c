/* SPDX-License-Identifier: MIT */
/*
 * The inputs of a fuzzer once more, each in a block of its own size, without
 * libFuzzer: in any build, of any compiler.   Usage: replay FILE...
 */
#include <stdio.h>

#include "../fuzz.h"

static bool replay(const char *path) {
  FILE *f = fopen(path, "rb");
  if (!f) return false;
  static char buffer[1 << 20];
  size_t size = fread(buffer, 1, sizeof buffer, f);
  fclose(f);
  uint8_t *data = malloc(size ? size : 1);
  if (!data) return false;
  memcpy(data, buffer, size);
  LLVMFuzzerTestOneInput(data, size);
  free(data);
  return true;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (replay(argv[i])) continue;
    fprintf(stderr, "cannot read %s\n", argv[i]);
    return 1;
  }
  printf("%d passed\n", argc - 1);
  return argc < 2;
}
