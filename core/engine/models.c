/* SPDX-License-Identifier: MIT */
#include "engine/models.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

void quoth__models_init(quoth__models *models, const quoth__mem *mem) {
  *models = (quoth__models){.mem = *mem};
}

void quoth__models_done(quoth__models *models) {
  for (uint32_t i = 0; i < models->list.count; i++)
    quoth_model_free(models->list.data[i].owned);
  QUOTH__VEC_DONE(&models->mem, &models->list);
  QUOTH__VEC_DONE(&models->mem, &models->folders);
}

/* Length of the language itself: 2 of "en-GB". */
static size_t main_length(const char *lang) { return strcspn(lang, "-_"); }

static char lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c); }

static bool same_language(const char *a, const char *b) {
  size_t n = main_length(a);
  if (n != main_length(b)) return false;
  for (size_t i = 0; i < n; i++)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}

const quoth__known_model *quoth__models_find(const quoth__models *models,
                                             const char *lang) {
  for (uint32_t i = 0; i < models->list.count; i++)
    if (same_language(models->list.data[i].lang, lang))
      return &models->list.data[i];
  return NULL;
}

/* A name of a file is made of it: letters alone. */
static bool is_plain(const char *lang, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (lower(lang[i]) < 'a' || lower(lang[i]) > 'z') return false;
  return n > 0 && n <= 8;
}

quoth_status quoth__models_open(const quoth__models *models, const char *lang,
                                quoth_model **out, quoth_error *error) {
  size_t n = main_length(lang);
  char path[4096], name[9] = "";
  quoth_status status = QUOTH_ENOTFOUND;
  *out = NULL;
  if (is_plain(lang, n))
    for (size_t i = 0; i < n; i++) name[i] = lower(lang[i]);
  for (uint32_t i = 0; *name && i < models->folders.count; i++) {
    int len = snprintf(path, sizeof path, "%s/%s.model",
                       models->folders.data[i], name);
    if (len < 0 || (size_t)len >= sizeof path) continue;
    quoth_allocator hook = {models->mem.fn, models->mem.ud};
    status = quoth_model_open(path, &hook, out, error);
    if (status != QUOTH_ENOTFOUND) return status;
  }
  return quoth__error_set(error, QUOTH_ENOTFOUND,
                          "no model for %s: no file models/%s.model",
                          *name ? name : "this language", *name ? name : "…");
}

const quoth__known_model *quoth__models_need(quoth__models *models,
                                             quoth__arena *arena,
                                             const char *lang) {
  const quoth__known_model *known = quoth__models_find(models, lang);
  if (known) return known;
  quoth_model *model;
  quoth_error error = {0};
  quoth_status status = quoth__models_open(models, lang, &model, &error);
  if (status != QUOTH_OK) {
    if (status != QUOTH_ENOTFOUND) models->error = error;
    return NULL;
  }
  const char *copy = quoth__arena_strndup(arena, lang, strlen(lang));
  if (!copy || !QUOTH__VEC_ADD(&models->mem, &models->list,
                               (quoth__known_model){copy, model, model})) {
    quoth_model_free(model);
    quoth__error_set(&models->error, QUOTH_ENOMEM, "out of memory");
    return NULL;
  }
  return &models->list.data[models->list.count - 1];
}

uint32_t quoth__models_attribute(const char *name, size_t len) {
  static const char *const NAMES[] = {
    [QUOTH_LAYER_LEMMA] = "lemma", [QUOTH_LAYER_POS] = "pos",
    [QUOTH_LAYER_TAG] = "tag", [QUOTH_LAYER_DEP] = "dep",
    [QUOTH__MODEL_HEAD - QUOTH__MODEL_ATTRIBUTE] = "head",
  };
  for (uint32_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
    if (strlen(NAMES[i]) == len && memcmp(NAMES[i], name, len) == 0)
      return QUOTH__MODEL_ATTRIBUTE + i;
  return QUOTH_NONE;
}
