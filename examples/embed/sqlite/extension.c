/* SPDX-License-Identifier: MIT */
/*
 * Quoth in SQLite:  .load ./quoth_sqlite
 * cc -shared -fPIC *.c -o quoth_sqlite.so $(pkg-config --cflags --libs quoth)
 */
#include <stdio.h>
#include <string.h>

#include "quoth_sqlite.h"
SQLITE_EXTENSION_INIT1

static void add_string(sqlite3_str *out, const char *s, size_t len) {
  sqlite3_str_appendchar(out, 1, '"');
  for (size_t i = 0; i < len; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c == '"' || c == '\\') sqlite3_str_appendchar(out, 1, '\\');
    if (c < 0x20) sqlite3_str_appendf(out, "\\u%04x", c);
    else sqlite3_str_appendchar(out, 1, (char)c);
  }
  sqlite3_str_appendchar(out, 1, '"');
}

/* quoth_tokens(text [, lang]): a JSON array of words, for json_each(). */
static void quoth_tokens(sqlite3_context *context, int argc,
                         sqlite3_value **argv) {
  if (sqlite3_value_type(argv[0]) == SQLITE_NULL) return;
  const char *text = (const char *)sqlite3_value_text(argv[0]);
  size_t len = (size_t)sqlite3_value_bytes(argv[0]);
  const char *lang =
      argc > 1 ? (const char *)sqlite3_value_text(argv[1]) : "en";
  quoth_doc *doc = NULL;
  uint32_t n = 0;
  if (!text ||
      quoth_doc_new(text, len, &(quoth_doc_options){.lang = lang}, &doc)) {
    sqlite3_result_error_nomem(context);
    return;
  }
  const quoth_token *t = quoth_doc_tokens(doc, &n);
  sqlite3_str *out = sqlite3_str_new(sqlite3_context_db_handle(context));
  sqlite3_str_appendchar(out, 1, '[');
  for (uint32_t i = 0; i < n; i++) {
    if (i) sqlite3_str_appendchar(out, 1, ',');
    add_string(out, text + t[i].span.start, t[i].span.end - t[i].span.start);
  }
  sqlite3_str_appendchar(out, 1, ']');
  quoth_doc_free(doc);
  char *json = sqlite3_str_finish(out);
  if (json) sqlite3_result_text(context, json, -1, sqlite3_free);
  else sqlite3_result_error_nomem(context);
}

#ifdef __GNUC__
__attribute__((visibility("default")))
#endif
int sqlite3_extension_init(sqlite3 *db, char **error,
                           const sqlite3_api_routines *api);

int sqlite3_extension_init(sqlite3 *db, char **error,
                           const sqlite3_api_routines *api) {
  SQLITE_EXTENSION_INIT2(api);
  (void)error;
  struct packs *packs = NULL;
  int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
  int rc = packs_new(&packs);
  if (rc == SQLITE_OK) rc = attributions_register(db, packs);
  for (int n = 1; n <= 2 && rc == SQLITE_OK; n++)
    rc = sqlite3_create_function(db, "quoth_tokens", n, flags, NULL,
                                 quoth_tokens, NULL, NULL);
  return rc == SQLITE_OK ? fts5_register(db) : rc;
}
