/* SPDX-License-Identifier: MIT */
#include "cli/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/article_job.h"
#include "cli/command.h"
#include "cli/manifest.h"
#include "cli/report.h"
#include "cli/terminal.h"

/* Of articles that were read and not yet written. */
enum { QUEUE_BYTES = 8 << 20, THREADS_MAX = 256 };

/* ---- Reading ------------------------------------------------------------------------ */

/* Whether the article just read belongs to this shard. */
static bool is_mine(batch *b) {
  size_t n = b->options->n_shards;
  uint64_t k = b->n_read++;
  return n == 0 || k % n == b->options->shard;
}

/* Whether what was just read was done before a kill. */
static bool is_done(batch *b) {
  return b->n_events++ < b->checkpoint.journal.events;
}

/* @return false when all stopped */
static bool give(batch *b, const quoth__record *record,
                 const quoth_error *error, uint64_t bytes) {
  article_job *job =
      pool_room(b->pool, record ? record->text_len + record->id_len : 0);
  if (!job) return false;
  job->kind = record ? JOB_ARTICLE : JOB_FAILURE;
  if (error) job->error = *error;
  job->event = b->n_events;
  job->read_bytes = b->bytes_before + bytes;
  if (record && pool_is_direct(b->pool)) job->record = *record;
  else if (record) {
    job->status = quoth__record_copy(record, &job->record);
    job->owns_record = true;
  }
  pool_give(b->pool, !record || job->status != QUOTH_OK);
  return true;
}

static bool give_error(batch *b, const char *path, quoth_error *error,
                       uint64_t bytes) {
  if (error->status == QUOTH_EIO && !strchr(path, '/') && strchr(path, '.'))
    snprintf(error->hint, sizeof error->hint,
             "there is no pack of that name either (quoth help packs)");
  return give(b, NULL, error, bytes);
}

/* Whoever reads our pipe shall not wait for what is done. */
static bool give_flush(batch *b) {
  article_job *job = pool_room(b->pool, 0);
  if (!job) return false;
  job->kind = JOB_FLUSH;
  pool_give(b->pool, true);
  return true;
}

static bool give_out_of_memory(batch *b) {
  quoth_error error = {.status = QUOTH_ENOMEM};
  snprintf(error.message, sizeof error.message, "out of memory");
  return give(b, NULL, &error, 0);
}

/* @return false when all stopped */
static bool run_file(batch *b, const char *path) {
  quoth__reader_options options = b->options->reader;
  quoth__sha256 sha;
  quoth__sha256_init(&sha);
  if (b->manifest && strcmp(path, "-") == 0) options.sha = &sha;
  quoth__reader *reader = quoth__reader_open(path, &options);
  if (!reader) return give_out_of_memory(b);
  bool more = true, going = true;
  while (more && going) {
    quoth__record record;
    quoth_error error;
    if (quoth__reader_must_wait(reader) && !give_flush(b)) break;
    quoth__read read = quoth__reader_next(reader, &record, &error);
    uint64_t bytes = quoth__reader_bytes(reader);
    more = read == QUOTH__READ_RECORD || read == QUOTH__READ_BAD;
    if (read == QUOTH__READ_END) break;
    bool mine = !more || is_mine(b);
    if (is_done(b) || !mine) continue;
    if (read == QUOTH__READ_RECORD) going = give(b, &record, NULL, bytes);
    else going = give_error(b, path, &error, bytes);
  }
  uint64_t n_bytes = quoth__reader_bytes(reader);
  b->bytes_before += n_bytes;
  if (b->manifest && going) manifest_add_input(b->manifest, path, &sha, n_bytes);
  quoth__reader_close(reader);
  return going;
}

static void run_inputs(batch *b) {
  quoth__inputs *inputs = quoth__inputs_new(&b->options->inputs);
  bool going = inputs || give_out_of_memory(b);
  for (quoth_status status = QUOTH_OK;
       inputs && going && status != QUOTH_ENOTFOUND;) {
    const char *path = "";
    quoth_error error = {0};
    status = quoth__inputs_next(inputs, &path, &error);
    if (status == QUOTH_OK) going = run_file(b, path);
    else if (status != QUOTH_ENOTFOUND && !is_done(b))
      going = give_error(b, path, &error, 0);
  }
  if (!pool_finish(b->pool)) b->code = EXIT_LIMIT;
  progress_clear(&b->progress);
  if (inputs) report_passed_by(quoth__inputs_passed_by(inputs));
  quoth__inputs_free(inputs);
}

/* ---- Before and after ---------------------------------------------------------------- */

static bool open_outputs(batch *b, const quoth__writer_options *writer) {
  const batch_options *o = b->options;
  if (!o->quiet && !(b->writer = quoth__writer_open(writer))) return false;
  quoth__out *out = b->writer ? quoth__writer_out(b->writer) : NULL;
  if (out)
    quoth__writer_set_looks(b->writer, terminal_width(out),
                            terminal_has_colours(out));
  if (!o->html) return true;
  quoth__writer_options page = {
    .format = quoth__format_find("html", QUOTH__WAY_OUT), .path = o->html,
  };
  return (b->page = quoth__writer_open(&page)) != NULL;
}

static size_t n_threads(const batch_options *o) {
  long n = (long)o->jobs;
  if (n == 0) n = sysconf(_SC_NPROCESSORS_ONLN);
  if (n < 1) return 1;
  return n > THREADS_MAX ? THREADS_MAX : (size_t)n;
}

/* Bytes of all input, or 0 when that is not known beforehand. */
static uint64_t total_bytes(const quoth__inputs_options *inputs) {
  uint64_t total = 0;
  struct stat info;
  for (size_t i = 0; i < inputs->n; i++) {
    if (stat(inputs->operands[i], &info) != 0 || !S_ISREG(info.st_mode))
      return 0;
    total += (uint64_t)info.st_size;
  }
  return inputs->files_from ? 0 : total;
}

static int begin_journal(batch *b, quoth__writer_options *writer) {
  const batch_options *o = b->options;
  bool can = !o->quiet && !o->html && checkpoint_can(writer);
  if (!can) return EXIT_OK;
  char run[65];
  manifest_run(b->host, o, run);
  int code =
      checkpoint_begin(&b->checkpoint, writer, run, o->resume, o->checkpoint);
  progress_resume(&b->progress, b->checkpoint.journal.articles,
                  b->checkpoint.journal.lost);
  if (code == EXIT_OK) b->code = b->checkpoint.journal.code;
  return code;
}

static void close_outputs(batch *b, bool to_the_end) {
  int code = to_the_end ? checkpoint_end(&b->checkpoint, b->writer)
                        : report_close_writer(b->writer);
  int page = report_close_writer(b->page);
  if (code > b->code) b->code = code;
  if (page > b->code) b->code = page;
}

static int run_all(batch *b) {
  quoth__writer_options writer = b->options->writer;
  progress_begin(&b->progress, b->options->progress,
                 total_bytes(&b->options->inputs),
                 !b->options->quiet && !writer.path && isatty(STDOUT_FILENO));
  int code = begin_journal(b, &writer);
  if (code != EXIT_OK) return code;
  size_t threads = n_threads(b->options);
  if (!open_outputs(b, &writer)) {
    close_outputs(b, false);
    return EXIT_LIMIT;
  }
  b->in_turn = threads == 1 || b->page || !b->writer ||
               quoth__writer_in_turn(b->writer);
  pool_work work = article_work(b);
  b->pool = pool_new(&work, threads, QUEUE_BYTES);
  if (b->pool) run_inputs(b);
  else b->code = EXIT_LIMIT;
  bool stopped = b->progress.lost > 0 && b->options->on_error == ON_ERROR_STOP;
  close_outputs(b, b->code < EXIT_OUTPUT && !stopped);
  progress_end(&b->progress, b->code);
  return b->code;
}

/* The same with a manifest of it. */
static int run_told(batch *b) {
  const char *path = b->options->manifest;
  if (!path) return run_all(b);
  b->manifest = manifest_new(b->host, b->options);
  if (!b->manifest) return EXIT_LIMIT;
  int code = run_all(b);
  manifest_result result = {
    .articles = b->progress.articles, .lost = b->progress.lost, .code = code,
    .seconds = seconds_since(&b->progress.began),
  };
  int written = manifest_write(b->manifest, path, &result);
  manifest_free(b->manifest);
  return written > code ? written : code;
}

int batch_run(quoth_host *host, const batch_options *options) {
  batch b = {.options = options, .host = host, .checkpoint = {.lock = -1}};
  const quoth_engine *engine;
  quoth_context *context = NULL;
  quoth_error error = {0};
  quoth_status status = quoth_host_finish(host, &engine, &error);
  if (status == QUOTH_OK) status = quoth_host_context(host, &context, &error);
  if (status != QUOTH_OK) return packs_failed(status, &error);
  atomic_init(&b.first, context);
  int code = run_told(&b);
  checkpoint_done(&b.checkpoint);
  quoth_context_free(atomic_exchange(&b.first, NULL));
  if (code == EXIT_LIMIT) report("out of memory");
  return code;
}
