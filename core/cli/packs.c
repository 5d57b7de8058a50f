/* SPDX-License-Identifier: MIT */
#include "cli/packs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/report.h"

static void add(packs *p, char ***list, size_t *n, const char *s) {
  char **grown = realloc(*list, (*n + 1) * sizeof *grown);
  if (grown) *list = grown;
  char *copy = grown ? strdup(s) : NULL;
  if (copy) grown[(*n)++] = copy;
  else p->failed = true;
}

void packs_add_folder(packs *p, const char *folder) {
  add(p, &p->folders, &p->n_folders, folder);
}

void packs_add(packs *p, const char *name) {
  add(p, &p->names, &p->n_names, name);
}

static void free_list(char **list, size_t n) {
  for (size_t i = 0; i < n; i++) free(list[i]);
  free(list);
}

void packs_done(packs *p) {
  free_list(p->folders, p->n_folders);
  free_list(p->names, p->n_names);
  *p = (packs){0};
}

/* Each of "a:b:c" to `to`; how many there were. */
static size_t add_split(packs *p, const char *list,
                        void (*to)(packs *p, const char *one)) {
  size_t n = 0;
  while (*list) {
    size_t len = strcspn(list, ":");
    char one[PATH_MAX];
    if (len > 0 && len < sizeof one) {
      memcpy(one, list, len);
      one[len] = '\0';
      to(p, one);
      n++;
    }
    list += len + (list[len] == ':');
  }
  return n;
}

/* Folders found from that of the program: it works wherever it is put. */
static void add_beside_program(packs *p) {
  static const char *const beside[] = {"share/quoth/scripts", "scripts"};
  char program[PATH_MAX], folder[PATH_MAX + 32];
  ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
  if (n <= 0) return;
  program[n] = '\0';
  for (int up = 0; up < 2; up++) {
    char *slash = strrchr(program, '/');
    if (!slash) return;
    *slash = '\0';
  }
  for (size_t i = 0; i < sizeof beside / sizeof beside[0]; i++) {
    snprintf(folder, sizeof folder, "%s/%s", program, beside[i]);
    if (access(folder, R_OK) == 0) packs_add_folder(p, folder);
  }
}

void packs_add_known_folders(packs *p) {
  const char *path = getenv("QUOTH_PATH");
  if (path) add_split(p, path, packs_add_folder);
  add_beside_program(p);
}

/* "quotes.en" -> "quotes/en.lua"; false when it cannot be a pack's name. */
static bool to_path(const char *name, char *path, size_t size) {
  size_t len = strlen(name);
  if (len == 0 || len + 5 > size) return false;
  for (size_t i = 0; i <= len; i++) {
    char c = name[i];
    if (c == '/' || (c == '.' && (i == 0 || name[i - 1] == '.'))) return false;
    path[i] = c == '.' ? '/' : c;
  }
  if (path[len - 1] == '/') return false;
  memcpy(path + len, ".lua", 5);
  return true;
}

bool packs_has(const packs *p, const char *name) {
  char inner[256], path[PATH_MAX];
  if (!to_path(name, inner, sizeof inner)) return false;
  for (size_t i = 0; i < p->n_folders; i++) {
    int n = snprintf(path, sizeof path, "%s/%s", p->folders[i], inner);
    if (n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0)
      return true;
  }
  return false;
}

bool packs_is_file(const char *name) {
  size_t len = strlen(name);
  return len > 4 && strcmp(name + len - 4, ".lua") == 0;
}

size_t packs_add_defaults(packs *p, const char *lang) {
  static const char *const families[] = {"quotes", "claims", "speakers",
                                         "check"};
  const char *chosen = getenv("QUOTH_PACKS");
  size_t added = chosen ? add_split(p, chosen, packs_add) : 0;
  if (added > 0) return added;
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
    char name[64];
    int n = snprintf(name, sizeof name, "%s.%s", families[i], lang);
    if (n < 0 || (size_t)n >= sizeof name || !packs_has(p, name)) continue;
    packs_add(p, name);
    added++;
  }
  return added;
}

int packs_failed(quoth_status status, const quoth_error *error) {
  if (error->message[0]) report_error(error);
  else report("%s", quoth_status_name(status));
  return status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_PACK;
}

static quoth_status load_all(const packs *p, quoth_host *host,
                             quoth_error *error) {
  quoth_status status = QUOTH_OK;
  if (p->own_words) status = quoth_host_words(host, p->own_words, error);
  for (size_t i = 0; i < p->n_names && status == QUOTH_OK; i++)
    status = quoth_host_load(host, p->names[i], error);
  return status;
}

int packs_load(const packs *p, quoth_host **host) {
  quoth_error error = {0};
  quoth_host_options options = {
    .path = (const char *const *)p->folders,
    .n_path = (uint32_t)p->n_folders,
    .trusted = p->trusted,
  };
  *host = NULL;
  quoth_status status =
      p->failed ? QUOTH_ENOMEM : quoth_host_new(&options, host);
  if (status == QUOTH_OK) status = load_all(p, *host, &error);
  if (status == QUOTH_OK) return EXIT_OK;
  quoth_host_free(*host);
  *host = NULL;
  return packs_failed(status, &error);
}
