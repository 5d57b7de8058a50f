/* SPDX-License-Identifier: MIT */
/*
 * CREATE VIRTUAL TABLE t USING fts5(body, tokenize = 'quoth en');
 * Words, numbers, URLs and emoji, compared on norm: NFC and full case fold.
 */
#include <string.h>

#include "quoth_sqlite.h"
SQLITE_EXTENSION_INIT3

struct Fts5Tokenizer {
  char lang[16];
};

static int create(void *ud, const char **args, int n, Fts5Tokenizer **out) {
  (void)ud;
  if (n > 1 || (n == 1 && strlen(args[0]) >= sizeof (*out)->lang))
    return SQLITE_ERROR;
  *out = sqlite3_malloc(sizeof **out);
  if (!*out) return SQLITE_NOMEM;
  strcpy((*out)->lang, n == 1 ? args[0] : "en");
  return SQLITE_OK;
}

static void delete(Fts5Tokenizer *t) { sqlite3_free(t); }

static bool is_wanted(quoth_class cls) {
  return cls == QUOTH_CLASS_WORD || cls == QUOTH_CLASS_NUMBER ||
         cls == QUOTH_CLASS_URL || cls == QUOTH_CLASS_EMOJI;
}

static int tokenize(Fts5Tokenizer *t, void *ud, int flags, const char *text,
                    int len,
                    int (*token)(void *ud, int flags, const char *s, int len,
                                 int start, int end)) {
  const quoth_doc_options options = {.lang = t->lang};
  quoth_doc *doc = NULL;
  uint32_t n = 0;
  int rc = SQLITE_OK;
  (void)flags;
  if (len <= 0) return SQLITE_OK;
  quoth_status status = quoth_doc_new(text, (size_t)len, &options, &doc);
  if (status) return status == QUOTH_ENOMEM ? SQLITE_NOMEM : SQLITE_ERROR;
  const quoth_token *tokens = quoth_doc_tokens(doc, &n);
  for (uint32_t i = 0; i < n && rc == SQLITE_OK; i++) {
    const quoth_type *type = quoth_doc_type(doc, tokens[i].type);
    if (is_wanted(type->cls))
      rc = token(ud, 0, type->norm, (int)type->norm_len,
                 (int)tokens[i].span.start, (int)tokens[i].span.end);
  }
  quoth_doc_free(doc);
  return rc;
}

/* The way FTS5 gives its interface: through a pointer bound to a query. */
static int find_api(sqlite3 *db, fts5_api **out) {
  sqlite3_stmt *s = NULL;
  *out = NULL;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &s, NULL) != SQLITE_OK)
    return SQLITE_OK; /* built without FTS5 */
  sqlite3_bind_pointer(s, 1, (void *)out, "fts5_api_ptr", NULL);
  sqlite3_step(s);
  return sqlite3_finalize(s);
}

int fts5_register(sqlite3 *db) {
  static const fts5_tokenizer quoth = {create, delete, tokenize};
  fts5_api *api;
  fts5_tokenizer tokenizer = quoth;
  int rc = find_api(db, &api);
  if (rc != SQLITE_OK || !api) return rc;
  return api->xCreateTokenizer(api, "quoth", NULL, &tokenizer, NULL);
}
