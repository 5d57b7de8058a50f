/* SPDX-License-Identifier: MIT */
/* Parts of the SQLite extension, and what they share: one for a connection. */
#ifndef QUOTH_SQLITE_H
#define QUOTH_SQLITE_H

#include <quoth_lua.h>
#include <sqlite3ext.h>

/* Packs that were asked for, loaded once for a connection. */
struct packs;

/** `out` owned: packs_free(). */
int packs_new(struct packs **out);
void packs_free(void *packs);

/**
 * A context for packs named in one string, as "quotes.en speakers.en"; NULL for
 * quotes.en, claims.en, speakers.en and check.en. Borrowed until packs_free().
 */
quoth_status packs_context(struct packs *packs, const char *names,
                           quoth_context **out, quoth_error *error);

/** Table quoth_attributions; `packs` kept. */
int attributions_register(sqlite3 *db, struct packs *packs);

/** FTS5 tokenizer `quoth`. SQLITE_OK also when FTS5 is not there. */
int fts5_register(sqlite3 *db);

#endif
