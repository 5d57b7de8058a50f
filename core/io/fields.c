/* SPDX-License-Identifier: MIT */
#include "io/fields.h"

#include <string.h>

#define TEXT [QUOTH__FIELD_TEXT]
#define ID [QUOTH__FIELD_ID]
#define LANG [QUOTH__FIELD_LANG]
#define TITLE [QUOTH__FIELD_TITLE]
#define DATE [QUOTH__FIELD_DATE]
#define URI [QUOTH__FIELD_URI]

/* As the tools write them; of several names the first one that is there. */
const quoth__preset quoth__presets[] = {
  {"trafilatura", "trafilatura --json",
   {TEXT = {"text", "raw_text"}, ID = {"id", "source", "url", "fingerprint"},
    LANG = {"language"}, TITLE = {"title"}, DATE = {"date"},
    URI = {"source", "url"}}},
  {"news-please", "news-please, its JSON files",
   {TEXT = {"maintext", "text"}, ID = {"url", "filename"},
    LANG = {"language"}, TITLE = {"title"},
    DATE = {"date_publish", "date_modify"}, URI = {"url"}}},
  {"newspaper", "newspaper4k, its JSON",
   {TEXT = {"text"}, ID = {"url", "canonical_link"},
    LANG = {"language", "meta_lang"}, TITLE = {"title"},
    DATE = {"publish_date"}, URI = {"url"}}},
};
const size_t quoth__n_presets =
    sizeof quoth__presets / sizeof quoth__presets[0];

static const quoth__preset plain = {
  "", "", {TEXT = {"text"}, ID = {"id"}, LANG = {"lang"}},
};

const quoth__preset *quoth__preset_find(const char *name) {
  for (size_t i = 0; i < quoth__n_presets; i++)
    if (strcmp(quoth__presets[i].name, name) == 0) return &quoth__presets[i];
  return NULL;
}

const char *quoth__field_name(const quoth__fields *fields, quoth__field field,
                              size_t n) {
  const char *own = field == QUOTH__FIELD_TEXT ? fields->text
                    : field == QUOTH__FIELD_ID ? fields->id
                                               : NULL;
  if (own) return n == 0 ? own : NULL;
  const quoth__preset *preset = fields->preset ? fields->preset : &plain;
  return n < QUOTH__FIELD_NAMES ? preset->names[field][n] : NULL;
}

bool quoth__field_may_lack_id(const quoth__fields *fields) {
  return fields->preset && !fields->id;
}
