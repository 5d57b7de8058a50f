/* SPDX-License-Identifier: MIT */
#include "cli/manifest.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/report.h"
#include "io/json.h"
#include "io/sha256.h"

/* ---- The run ---------------------------------------------------------------------- */

/* A string that cannot run into the next one. */
static void add(quoth__sha256 *sha, const char *s) {
  quoth__sha256_add(sha, s, strlen(s) + 1);
}

static void add_input(quoth__sha256 *sha, const char *path) {
  struct stat info;
  char facts[80] = "";
  if (stat(path, &info) == 0)
    snprintf(facts, sizeof facts, "%lld %lld.%09ld", (long long)info.st_size,
             (long long)info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
  add(sha, path);
  add(sha, facts);
}

static int is_model(const struct dirent *entry) {
  size_t len = strlen(entry->d_name);
  return len > 6 && strcmp(entry->d_name + len - 6, ".model") == 0;
}

/* Language models stand beside the packs; they are loaded when one is wanted. */
static void each_model(const packs *packs,
                       void (*one)(void *ud, const char *path), void *ud) {
  for (size_t i = 0; i < packs->n_folders; i++) {
    char folder[PATH_MAX], path[2 * PATH_MAX];
    struct dirent **list;
    snprintf(folder, sizeof folder, "%s/models", packs->folders[i]);
    int n = scandir(folder, &list, is_model, alphasort);
    for (int k = 0; k < n; k++) {
      snprintf(path, sizeof path, "%s/%s", folder, list[k]->d_name);
      one(ud, path);
      free(list[k]);
    }
    if (n >= 0) free(list);
  }
}

static void add_model(void *sha, const char *path) { add_input(sha, path); }

void manifest_run(const quoth_host *host, const batch_options *o,
                  char run[65]) {
  quoth__sha256 sha;
  quoth_versions v = quoth_version();
  const char *versions[] = {v.quoth, v.unicode, v.pcre2, v.utf8proc};
  quoth__sha256_init(&sha);
  for (size_t i = 0; i < 4; i++) add(&sha, versions[i]);
  for (uint32_t i = 0; quoth_host_file(host, i); i++) {
    size_t len;
    const char *text = quoth_host_file_text(host, i, &len);
    if (!text) {
      add_input(&sha, quoth_host_file(host, i));
      continue;
    }
    add(&sha, quoth_host_file(host, i));
    quoth__sha256_add(&sha, &len, sizeof len);
    quoth__sha256_add(&sha, text, len);
  }
  each_model(o->packs, add_model, &sha);
  for (size_t i = 0; i < o->n_words; i++) add(&sha, o->words[i]);
  add(&sha, o->quiet ? "" : o->writer.format->name);
  for (size_t i = 0; i < o->inputs.n; i++)
    add_input(&sha, o->inputs.operands[i]);
  if (o->inputs.files_from) add_input(&sha, o->inputs.files_from);
  quoth__sha256_finish(&sha, run);
}

/* ---- The file ---------------------------------------------------------------------- */

struct manifest {
  const quoth_host *host;
  const batch_options *options;
  time_t began;
  quoth__out *inputs; /* the list of them, in JSON */
  size_t n_inputs;
};

manifest *manifest_new(const quoth_host *host, const batch_options *options) {
  manifest *m = calloc(1, sizeof *m);
  if (!m) return NULL;
  m->host = host;
  m->options = options;
  m->began = time(NULL);
  m->inputs = quoth__out_memory();
  if (m->inputs) return m;
  free(m);
  return NULL;
}

void manifest_free(manifest *m) {
  if (!m) return;
  quoth__out_close(m->inputs);
  free(m);
}

static void string(quoth__out *out, const char *s) {
  quoth__json_string(out, s, strlen(s));
}

static void key(quoth__out *out, const char *name) {
  quoth__out_str(out, ",\n  ");
  string(out, name);
  quoth__out_str(out, ": ");
}

static void write_file(quoth__out *out, const char *path, uint64_t n_bytes,
                       const char *hex) {
  quoth__out_str(out, "{\"path\": ");
  string(out, path);
  quoth__out_str(out, ", \"bytes\": ");
  quoth__out_u64(out, n_bytes);
  quoth__out_str(out, ", \"sha256\": ");
  if (hex) string(out, hex);
  else quoth__out_str(out, "null");
  quoth__out_char(out, '}');
}

/* A file as it is on the disk; a digest that cannot be had is null. */
static void write_disk_file(quoth__out *out, const char *path) {
  char hex[65];
  uint64_t n_bytes = 0;
  bool hashed = quoth__sha256_file(path, hex, &n_bytes) == 0;
  write_file(out, path, n_bytes, hashed ? hex : NULL);
}

void manifest_add_input(manifest *m, const char *path, quoth__sha256 *sha,
                        uint64_t n_bytes) {
  char hex[65];
  quoth__out_str(m->inputs, m->n_inputs++ > 0 ? ",\n    " : "\n    ");
  if (strcmp(path, "-") != 0) {
    write_disk_file(m->inputs, path);
    return;
  }
  quoth__sha256_finish(sha, hex);
  write_file(m->inputs, path, n_bytes, hex);
}

static void write_versions(quoth__out *out) {
  quoth_versions v = quoth_version();
  const char *const versions[][2] = {
    {"quoth", v.quoth}, {"unicode", v.unicode}, {"pcre2", v.pcre2},
    {"utf8proc", v.utf8proc},
    {"lua", LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE},
  };
  quoth__out_str(out, "{");
  for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
    if (i > 0) quoth__out_str(out, ", ");
    string(out, versions[i][0]);
    quoth__out_str(out, ": ");
    string(out, versions[i][1]);
  }
  quoth__out_char(out, '}');
}

static void write_strings(quoth__out *out, char *const *list, size_t n) {
  quoth__out_char(out, '[');
  for (size_t i = 0; i < n; i++) {
    if (i > 0) quoth__out_str(out, ", ");
    string(out, list[i]);
  }
  quoth__out_char(out, ']');
}

static void write_pack_files(const manifest *m, quoth__out *out) {
  quoth__out_char(out, '[');
  for (uint32_t i = 0; quoth_host_file(m->host, i); i++) {
    quoth__sha256 sha;
    char hex[65];
    size_t len;
    const char *path = quoth_host_file(m->host, i);
    const char *text = quoth_host_file_text(m->host, i, &len);
    quoth__out_str(out, i > 0 ? ",\n    " : "\n    ");
    if (!text) {
      write_disk_file(out, path);
      continue;
    }
    quoth__sha256_init(&sha);
    quoth__sha256_add(&sha, text, len);
    quoth__sha256_finish(&sha, hex);
    write_file(out, path, len, hex);
  }
  quoth__out_str(out, "\n  ]");
}

struct model_list {
  quoth__out *out;
  size_t n;
};

static void write_model(void *ud, const char *path) {
  struct model_list *list = ud;
  quoth__out_str(list->out, list->n++ > 0 ? ",\n    " : "\n    ");
  write_disk_file(list->out, path);
}

static void write_models(const manifest *m, quoth__out *out) {
  struct model_list list = {out, 0};
  quoth__out_char(out, '[');
  each_model(m->options->packs, write_model, &list);
  quoth__out_str(out, "\n  ]");
}

static void write_result(quoth__out *out, const manifest_result *r) {
  key(out, "articles");
  quoth__out_u64(out, r->articles);
  key(out, "lost");
  quoth__out_u64(out, r->lost);
  key(out, "exit_code");
  quoth__out_u32(out, (uint32_t)r->code);
  key(out, "seconds");
  quoth__json_number(out, (double)(int64_t)(r->seconds * 1000) / 1000);
}

static void write_all(const manifest *m, quoth__out *out,
                      const manifest_result *result) {
  const batch_options *o = m->options;
  char began[32], run[65];
  size_t len;
  struct tm utc;
  gmtime_r(&m->began, &utc);
  strftime(began, sizeof began, "%Y-%m-%dT%H:%M:%SZ", &utc);
  manifest_run(m->host, o, run);
  quoth__out_str(out, "{\n  \"manifest\": 1");
  key(out, "run");
  string(out, run);
  key(out, "versions");
  write_versions(out);
  key(out, "options");
  write_strings(out, o->words, o->n_words);
  key(out, "format");
  if (o->quiet) quoth__out_str(out, "null");
  else string(out, o->writer.format->name);
  key(out, "operands");
  write_strings(out, o->inputs.operands, o->inputs.n);
  key(out, "limits");
  quoth__out_str(out, "{\"script_memory_bytes\": ");
  quoth__out_u64(out, QUOTH_HOST_MEMORY_LIMIT);
  quoth__out_str(out, ", \"script_steps\": ");
  quoth__out_u64(out, QUOTH_HOST_INSTRUCTION_LIMIT);
  quoth__out_char(out, '}');
  key(out, "folders");
  write_strings(out, o->packs->folders, o->packs->n_folders);
  key(out, "packs");
  write_strings(out, o->packs->names, o->packs->n_names);
  key(out, "files");
  write_pack_files(m, out);
  key(out, "models");
  write_models(m, out);
  key(out, "inputs");
  quoth__out_char(out, '[');
  const char *inputs = quoth__out_bytes(m->inputs, &len);
  quoth__out_add(out, inputs, len);
  quoth__out_str(out, "\n  ]");
  key(out, "output");
  if (o->quiet || !o->writer.path) quoth__out_str(out, "null");
  else write_disk_file(out, o->writer.path);
  key(out, "began");
  string(out, began);
  write_result(out, result);
  quoth__out_str(out, "\n}\n");
}

int manifest_write(manifest *m, const char *path,
                   const manifest_result *result) {
  quoth__out *out = quoth__out_open(path);
  if (!out || quoth__out_error(m->inputs)) {
    report_close(out);
    return EXIT_LIMIT;
  }
  write_all(m, out, result);
  return report_close(out);
}
