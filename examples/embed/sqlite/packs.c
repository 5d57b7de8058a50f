/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "quoth_sqlite.h"
SQLITE_EXTENSION_INIT3

#ifndef QUOTH_SCRIPTS
#define QUOTH_SCRIPTS "/usr/local/share/quoth/scripts"
#endif

enum { MAX_FOLDERS = 32 };

struct loaded {
  char *names;
  quoth_host *host;
  quoth_context *context;
  struct loaded *next;
};

struct packs {
  struct loaded *first;
};

int packs_new(struct packs **out) {
  *out = sqlite3_malloc(sizeof **out);
  if (!*out) return SQLITE_NOMEM;
  (*out)->first = NULL;
  return SQLITE_OK;
}

static void free_loaded(struct loaded *l) {
  if (!l) return;
  quoth_context_free(l->context);
  quoth_host_free(l->host);
  sqlite3_free(l->names);
  sqlite3_free(l);
}

void packs_free(void *ud) {
  struct packs *packs = ud;
  while (packs->first) {
    struct loaded *l = packs->first;
    packs->first = l->next;
    free_loaded(l);
  }
  sqlite3_free(packs);
}

/* Call `use` for each word of a list. */
static quoth_status each_word(const char *list, const char *separators,
                              quoth_status (*use)(void *ud, const char *word),
                              void *ud) {
  quoth_status status = QUOTH_OK;
  while (!status && *(list += strspn(list, separators))) {
    size_t len = strcspn(list, separators);
    char *word = sqlite3_mprintf("%.*s", (int)len, list);
    status = word ? use(ud, word) : QUOTH_ENOMEM;
    sqlite3_free(word);
    list += len;
  }
  return status;
}

struct folders {
  char *list[MAX_FOLDERS];
  uint32_t n;
};

static quoth_status add_folder(void *ud, const char *folder) {
  struct folders *f = ud;
  if (f->n == MAX_FOLDERS) return QUOTH_ELIMIT;
  f->list[f->n] = sqlite3_mprintf("%s", folder);
  return f->list[f->n++] ? QUOTH_OK : QUOTH_ENOMEM;
}

static quoth_status new_host(quoth_host **out) {
  struct folders folders = {.n = 0};
  const char *path = getenv("QUOTH_PATH");
  quoth_status status = each_word(path ? path : "", ":", add_folder, &folders);
  if (!status) status = add_folder(&folders, QUOTH_SCRIPTS);
  const quoth_host_options options = {
      .path = (const char *const *)folders.list, .n_path = folders.n};
  if (!status) status = quoth_host_new(&options, out);
  while (folders.n) sqlite3_free(folders.list[--folders.n]);
  return status;
}

struct loading {
  quoth_host *host;
  quoth_error *error;
};

static quoth_status load_pack(void *ud, const char *name) {
  struct loading *l = ud;
  return quoth_host_load(l->host, name, l->error);
}

static quoth_status load(struct loaded *l, quoth_error *error) {
  const quoth_engine *engine = NULL;
  quoth_status status = new_host(&l->host);
  struct loading loading = {l->host, error};
  if (!status) status = each_word(l->names, " ,\t\n", load_pack, &loading);
  if (!status) status = quoth_host_finish(l->host, &engine, error);
  if (!status) status = quoth_host_context(l->host, &l->context, error);
  return status;
}

quoth_status packs_context(struct packs *packs, const char *names,
                           quoth_context **out, quoth_error *error) {
  if (!names) names = "quotes.en claims.en speakers.en check.en";
  *error = (quoth_error){.status = QUOTH_OK};
  for (struct loaded *l = packs->first; l; l = l->next)
    if (strcmp(l->names, names) == 0) {
      *out = l->context;
      return QUOTH_OK;
    }
  struct loaded *l = sqlite3_malloc(sizeof *l);
  if (!l) return QUOTH_ENOMEM;
  *l = (struct loaded){.names = sqlite3_mprintf("%s", names)};
  quoth_status status = l->names ? load(l, error) : QUOTH_ENOMEM;
  if (status) {
    free_loaded(l);
    return status;
  }
  l->next = packs->first;
  packs->first = l;
  *out = l->context;
  return QUOTH_OK;
}
