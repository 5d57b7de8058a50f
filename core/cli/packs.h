/* SPDX-License-Identifier: MIT */
/* Where rule packs are, and what the command line means by one. */
#ifndef QUOTH_CLI_PACKS_H
#define QUOTH_CLI_PACKS_H

#include "quoth_lua.h"

/** Folders to look in, and packs to load, in order. All zeros is empty. */
typedef struct packs {
  char **folders, **names;
  size_t n_folders, n_names;
  const char *own_words; /* language whose docs bring tags and trees, or NULL */
  bool trusted; /* as of quoth_host_options */
  bool failed;  /* memory ran out */
} packs;

/** Strings are copied. */
void packs_add_folder(packs *packs, const char *folder);
void packs_add(packs *packs, const char *name);
void packs_done(packs *packs);

/** The folders of QUOTH_PATH and those beside the program, at the end. */
void packs_add_known_folders(packs *packs);

/** True when a pack of that name is in one of the folders. */
bool packs_has(const packs *packs, const char *name);

/** True for a name that can only be a pack's: it ends in ".lua". */
bool packs_is_file(const char *name);

/**
 * The packs that settings name (QUOTH_PACKS), else quotes, claims, speakers of
 * a language, those that are there.
 * @return how many were added
 */
size_t packs_add_defaults(packs *packs, const char *lang);

/**
 * A host with all of them loaded.
 * @param host out: owned, quoth_host_free(); NULL after a failure
 * @return exit code; a message was printed when it is not EXIT_OK
 */
int packs_load(const packs *packs, quoth_host **host);

/** Print why a step over packs failed. @return exit code */
int packs_failed(quoth_status status, const quoth_error *error);

#endif
