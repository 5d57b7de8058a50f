/* SPDX-License-Identifier: MIT */
#include "io/format.h"

#include <string.h>
#include <strings.h>

#include "io/formats_in.h"
#include "io/formats_out.h"

#define ANY_UNIT true
#define BYTES QUOTH__UNIT_BYTES
#define CODEPOINTS QUOTH__UNIT_CODEPOINTS
#define UTF16 QUOTH__UNIT_UTF16

#define STREAM QUOTH__PLACE_STREAM
#define FOLDER QUOTH__PLACE_FOLDER
#define FILE_OF_ITS_OWN QUOTH__PLACE_FILE

const quoth__format quoth__formats[] = {
  {"table", "", "a line an attribution, for reading",
   NULL, &quoth__table_writing, BYTES, false, STREAM},
  {"text", "txt text", "plain text, a file an article",
   &quoth__text_reading, NULL, BYTES, false, STREAM},
  {"json", "json", "JSON: an object, or an array of them",
   &quoth__json_reading, &quoth__json_writing, BYTES, ANY_UNIT, STREAM},
  {"jsonl", "jsonl ndjson", "JSON Lines, an object an article",
   &quoth__jsonl_reading, &quoth__jsonl_writing, BYTES, ANY_UNIT, STREAM},
  {"csv", "csv", "comma-separated values, as RFC 4180 has them",
   &quoth__csv_reading, &quoth__csv_writing, CODEPOINTS, ANY_UNIT, STREAM},
  {"tsv", "tsv tab", "the same with tabs",
   &quoth__tsv_reading, &quoth__tsv_writing, CODEPOINTS, ANY_UNIT, STREAM},
  {"html", "html htm xhtml", "a web page; the report for people",
   &quoth__html_reading, &quoth__html_writing, BYTES, false, STREAM},
  {"warc", "warc", "a web archive: its pages and plain texts",
   &quoth__warc_reading, NULL, BYTES, false, STREAM},
  {"brat", "", "brat standoff, a folder with its configuration",
   NULL, &quoth__brat_writing, CODEPOINTS, false, FOLDER},
  {"webanno", "jsonld", "W3C Web Annotations, a page of them",
   NULL, &quoth__webanno_writing, CODEPOINTS, ANY_UNIT, STREAM},
  {"prodigy", "", "spaCy and Prodigy: texts, tokens, spans, a line each",
   NULL, &quoth__prodigy_writing, CODEPOINTS, false, STREAM},
  {"label-studio", "", "Label Studio tasks with predictions",
   NULL, &quoth__label_studio_writing, CODEPOINTS, false, STREAM},
  {"uima", "", "UIMA CAS JSON for INCEpTION, a folder",
   NULL, &quoth__uima_writing, UTF16, false, FOLDER},
  {"conllu", "conllu", "CoNLL-U: own tags and trees; attributions in MISC",
   &quoth__conllu_reading, &quoth__conllu_writing, CODEPOINTS, ANY_UNIT,
   STREAM},
  {"sqlite", "sqlite sqlite3 db", "an SQLite database with a full-text index",
   NULL, &quoth__sqlite_writing, CODEPOINTS, ANY_UNIT, FILE_OF_ITS_OWN},
};
const size_t quoth__n_formats =
    sizeof quoth__formats / sizeof quoth__formats[0];

static bool goes(const quoth__format *f, quoth__way way) {
  return way == QUOTH__WAY_IN ? f->in != NULL : f->out != NULL;
}

const quoth__format *quoth__format_find(const char *name, quoth__way way) {
  for (size_t i = 0; i < quoth__n_formats; i++) {
    const quoth__format *f = &quoth__formats[i];
    if (goes(f, way) && strcmp(f->name, name) == 0) return f;
  }
  return NULL;
}

/* True when `ending` is one of the words of `list`. */
static bool is_listed(const char *list, const char *ending, size_t len) {
  for (; *list; list += strspn(list, " ")) {
    size_t n = strcspn(list, " ");
    if (n == len && strncasecmp(list, ending, n) == 0) return true;
    list += n;
  }
  return false;
}

/* The last ending of path[0, len), without its dot; 0 when there is none. */
static size_t ending_of(const char *path, size_t len, const char **ending) {
  size_t n = 0;
  while (n < len && path[len - n - 1] != '.' && path[len - n - 1] != '/') n++;
  if (n == len || path[len - n - 1] != '.') return 0;
  *ending = path + len - n;
  return n;
}

const quoth__format *quoth__format_of_file(const char *path, quoth__way way) {
  const char *ending;
  size_t len = strlen(path), n = ending_of(path, len, &ending);
  if (n > 0 && way == QUOTH__WAY_IN && is_listed("gz zst", ending, n))
    n = ending_of(path, len - n - 1, &ending);
  for (size_t i = 0; n > 0 && i < quoth__n_formats; i++) {
    const quoth__format *f = &quoth__formats[i];
    if (goes(f, way) && is_listed(f->endings, ending, n)) return f;
  }
  return NULL;
}

bool quoth__format_brings_words(const quoth__format *format,
                                char *const *files, size_t n) {
  const quoth__format *conllu = quoth__format_find("conllu", QUOTH__WAY_IN);
  if (format) return format == conllu;
  for (size_t i = 0; i < n; i++)
    if (quoth__format_of_file(files[i], QUOTH__WAY_IN) != conllu) return false;
  return n > 0;
}

const char *quoth__format_nearest(const char *name, quoth__way way) {
  const char *names[32] = {NULL};
  size_t n = 0;
  for (size_t i = 0; i < quoth__n_formats && n < 32; i++)
    if (goes(&quoth__formats[i], way)) names[n++] = quoth__formats[i].name;
  return quoth_name_nearest(name, strlen(name), names, n);
}
