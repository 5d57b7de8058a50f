/* SPDX-License-Identifier: MIT */
#include "cli/rerun.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/report.h"
#include "cli/watch.h"

struct rerun {
  const packs *packs;
  const batch_options *options;
  quoth_host *good; /* packs that work */
  watch *watch;
  int output; /* standard output: each run closes it */
  bool failed; /* memory is out */
};

static void add(struct rerun *r, const char *path) {
  if (!watch_add(r->watch, path)) r->failed = true;
}

static void add_inputs(struct rerun *r) {
  const quoth__inputs_options *o = &r->options->inputs;
  for (size_t i = 0; i < o->n; i++) add(r, o->operands[i]);
  if (o->files_from) add(r, o->files_from);
}

/* Packs given as files; those with a name once they were read. */
static void add_packs(struct rerun *r, const quoth_host *host) {
  const char *path;
  for (size_t i = 0; i < r->packs->n_names; i++)
    if (packs_is_file(r->packs->names[i])) add(r, r->packs->names[i]);
  for (uint32_t i = 0; (path = quoth_host_file(host, i)); i++) add(r, path);
}

static int load(struct rerun *r) {
  quoth_host *host = NULL;
  const quoth_engine *engine;
  quoth_error error = {0};
  int code = packs_load(r->packs, &host);
  quoth_status status = QUOTH_OK;
  if (code == EXIT_OK) status = quoth_host_finish(host, &engine, &error);
  if (status != QUOTH_OK) code = packs_failed(status, &error);
  add_packs(r, host);
  if (code == EXIT_OK) {
    quoth_host_free(r->good);
    r->good = host;
  } else {
    quoth_host_free(host);
    report(r->good ? "the packs of before are kept" : "no pack works yet");
  }
  return code;
}

static int run(struct rerun *r) {
  if (!r->good) return EXIT_OK;
  if (!r->options->writer.path && dup2(r->output, STDOUT_FILENO) < 0)
    return EXIT_OUTPUT;
  if (!r->options->writer.path && isatty(r->output))
    (void)!write(r->output, "\033[H\033[2J", 7); /* an empty screen */
  return batch_run(r->good, r->options);
}

static bool is_input(const struct rerun *r, const char *path) {
  const quoth__inputs_options *o = &r->options->inputs;
  for (size_t i = 0; i < o->n; i++)
    if (strcmp(o->operands[i], path) == 0) return true;
  return o->files_from && strcmp(o->files_from, path) == 0;
}

static int go(struct rerun *r) {
  add_inputs(r);
  load(r);
  int code = run(r);
  while (code != EXIT_OUTPUT && code != EXIT_LIMIT && !r->failed) {
    report("watching %zu files; interrupt to end", watch_count(r->watch));
    const char *path = watch_wait(r->watch);
    report("%s has changed", path);
    code = is_input(r, path) || load(r) == EXIT_OK ? run(r) : EXIT_OK;
  }
  return r->failed ? EXIT_LIMIT : code;
}

int rerun(const packs *packs, const batch_options *options) {
  struct rerun r = {.packs = packs, .options = options};
  r.output = dup(STDOUT_FILENO);
  r.watch = watch_new();
  int code = r.watch && r.output >= 0 ? go(&r) : EXIT_LIMIT;
  watch_free(r.watch);
  quoth_host_free(r.good);
  return code;
}
