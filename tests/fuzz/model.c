/* SPDX-License-Identifier: MIT */
/*
 * Language models: the input changes the English one, four bytes a change
 * (three of place, new byte), and the checksum is made good again. Whatever
 * opens gives every token a word in each layer and a head within the doc.
 */
#include <stdio.h>

#include "fuzz.h"
#include "lang/analysis.h"

enum { MOST_CHANGES = 16, HEAD = 600 };
static const char PATH[] = "scripts/models/en.model";
static const char TEXT[] =
    "Marta Stone's critics didn't agree. \"It's over,\" they said on Monday.";

struct file {
  char *data;
  size_t size;
  quoth_doc *doc;
};

static void read_file(struct file *file) {
  FILE *f = fopen(PATH, "rb");
  must(f != NULL);
  must(!fseek(f, 0, SEEK_END));
  file->size = (size_t)ftell(f);
  rewind(f);
  file->data = aligned_alloc(64, (file->size + 63) & ~(size_t)63);
  must(file->data && fread(file->data, 1, file->size, f) == file->size);
  fclose(f);
  must(!quoth_doc_new(TEXT, strlen(TEXT), &(quoth_doc_options){.lang = "en"},
                      &file->doc));
}

static void use(const struct file *file) {
  quoth__mem mem = quoth__mem_from(NULL);
  quoth_model *model;
  quoth__analysis *a;
  uint32_t n;
  if (quoth__model_from(file->data, file->size, "x", NULL, &model, NULL))
    return;
  must(!quoth__analysis_new(&mem, &a));
  quoth__analysis_open(a, model, file->doc);
  quoth_doc_tokens(file->doc, &n);
  for (uint32_t t = 0; t < n; t++) {
    for (int layer = 0; layer < QUOTH_LAYER_COUNT; layer++)
      must(quoth__analysis_get(a, (quoth_layer)layer, t) != NULL);
    uint32_t head = quoth__analysis_head(a, t);
    must(head == QUOTH_NONE || head < n);
  }
  quoth__analysis_free(a);
  quoth_model_free(model);
}

/* Half of the changes in the head and what stands right behind it. */
static size_t place(const struct file *file, const uint8_t *change) {
  size_t at = (size_t)change[0] << 16 | (size_t)change[1] << 8 | change[2];
  size_t first = offsetof(quoth__model_head, checksum);
  return first + at % ((change[0] & 0x80 ? HEAD : file->size) - first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct file file;
  size_t at[MOST_CHANGES], n = size / 4;
  char old[MOST_CHANGES];
  if (n > MOST_CHANGES) return -1;
  if (!file.data) read_file(&file);
  quoth__model_head *head = (quoth__model_head *)file.data;
  for (size_t i = 0; i < n; i++) {
    at[i] = place(&file, data + i * 4);
    old[i] = file.data[at[i]];
    file.data[at[i]] = (char)data[i * 4 + 3];
  }
  const char *behind = (const char *)(&head->checksum + 1);
  head->checksum = quoth__model_checksum(
      behind, file.size - (size_t)(behind - file.data));
  use(&file);
  while (n-- > 0) file.data[at[n]] = old[n];
  return 0;
}
