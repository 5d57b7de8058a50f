/* SPDX-License-Identifier: MIT */
#include "cli/article_job.h"

#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/report.h"

/* What a thread works with. */
typedef struct worker {
  quoth_context *context;
  quoth_doc *doc; /* of the last article */
  quoth__out *chunk;
} worker;

static void leave(void *ud, void *state) {
  (void)ud;
  worker *w = state;
  quoth_context_free(w->context);
  quoth_doc_free(w->doc);
  quoth__out_close(w->chunk);
  free(w);
}

static void *enter(void *ud) {
  batch *b = ud;
  worker *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->context = atomic_exchange(&b->first, NULL);
  quoth_error error = {0};
  bool ok = w->context ||
            quoth_host_context(b->host, &w->context, &error) == QUOTH_OK;
  if (ok && !b->in_turn) ok = (w->chunk = quoth__out_memory()) != NULL;
  if (ok) return w;
  leave(ud, w);
  return NULL;
}

/* ---- On any thread --------------------------------------------------------------- */

static quoth_status render(const batch *b, worker *w, article_job *job) {
  if (!b->writer) return QUOTH_OK;
  quoth__article article = quoth__article_of(&job->record, w->context);
  quoth_status status = quoth__writer_render(b->writer, w->chunk, &article);
  const char *bytes = quoth__out_bytes(w->chunk, &job->len);
  if (status == QUOTH_OK) {
    job->bytes = malloc(job->len + 1);
    if (job->bytes) memcpy(job->bytes, bytes, job->len);
    else status = QUOTH_ENOMEM;
  }
  quoth__out_clear(w->chunk);
  return status;
}

static void work(void *ud, void *state, void *memory) {
  const batch *b = ud;
  worker *w = state;
  article_job *job = memory;
  quoth_doc_options options = {
    .lang = job->record.lang ? job->record.lang : b->options->lang,
  };
  quoth_doc *doc = NULL;
  quoth_status status = quoth_doc_new(job->record.text, job->record.text_len,
                                      &options, &doc);
  if (status == QUOTH_OK)
    status = quoth__record_open(&job->record, w->context, doc,
                                &job->error);
  if (status == QUOTH_OK) status = quoth_context_run(w->context, &job->error);
  if (status == QUOTH_OK && !b->in_turn) status = render(b, w, job);
  quoth_doc_free(w->doc);
  w->doc = doc;
  job->status = status;
}

/* ---- In order ---------------------------------------------------------------------- */

static void note(batch *b, int code) {
  if (code > b->code) b->code = code;
}

static quoth_status write_in_turn(batch *b, worker *w, article_job *job) {
  quoth__article article = quoth__article_of(&job->record, w->context);
  quoth_status status = QUOTH_OK;
  if (b->writer) status = quoth__writer_add(b->writer, &article);
  if (status == QUOTH_OK && b->page)
    status = quoth__writer_add(b->page, &article);
  return status;
}

static bool to_terminal(const batch *b) {
  quoth__out *out = b->writer ? quoth__writer_out(b->writer) : NULL;
  return out && quoth__out_is_terminal(out);
}

static void write_article(batch *b, worker *w, article_job *job) {
  if (b->in_turn) job->status = write_in_turn(b, w, job);
  else if (b->writer) quoth__writer_commit(b->writer, job->bytes, job->len);
  if (to_terminal(b)) quoth__writer_flush(b->writer);
}

static void tell_failure(batch *b, const article_job *job) {
  const quoth__record *r = &job->record;
  report("article %.*s was not done: %s",
         (int)(r->id_len < 200 ? r->id_len : 200), r->id,
         quoth_status_name(job->status));
  if (job->error.message[0]) report_error(&job->error);
  if (job->status == QUOTH_ENOMEM) note(b, EXIT_LIMIT);
  else if (job->status == QUOTH_ELIMIT) note(b, EXIT_INPUT);
  else note(b, EXIT_PACK);
}

static void tell_bad_input(batch *b, const article_job *job) {
  report_error(&job->error);
  note(b, job->error.status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_INPUT);
}

/* The article is lost: say so, and in the output too if that is wanted. */
static void lose(batch *b, article_job *job) {
  if (b->writer) quoth__writer_flush(b->writer);
  progress_clear(&b->progress);
  if (job->kind == JOB_ARTICLE) tell_failure(b, job);
  else tell_bad_input(b, job);
  b->progress.lost++;
  if (b->options->on_error != ON_ERROR_EMIT || !b->writer) return;
  if (!job->error.status) job->error.status = job->status;
  quoth__writer_emit_error(b->writer, job->record.id, job->record.id_len,
                           &job->error);
}

/* True when there is no sense in going on. */
static bool must_stop(const batch *b) {
  return b->code == EXIT_LIMIT ||
         (b->writer && quoth__writer_failed(b->writer)) ||
         (b->page && quoth__writer_failed(b->page)) ||
         (b->options->on_error == ON_ERROR_STOP && b->progress.lost > 0);
}

static bool take(void *ud, void *state, void *memory) {
  batch *b = ud;
  article_job *job = memory;
  if (job->kind == JOB_FLUSH) {
    if (b->writer) quoth__writer_flush(b->writer);
    return !must_stop(b);
  }
  bool done = job->kind == JOB_ARTICLE && job->status == QUOTH_OK;
  if (done) write_article(b, state, job);
  if (done && job->status == QUOTH_OK) b->progress.articles++;
  else lose(b, job);
  bool resumed = b->checkpoint.journal.events > 0;
  if (resumed && b->progress.bytes == 0)
    b->progress.bytes_before = job->read_bytes;
  b->progress.bytes = job->read_bytes;
  progress_update(&b->progress);
  if (must_stop(b)) return false;
  note(b, checkpoint_update(&b->checkpoint, b->writer, job->event,
                            b->progress.articles, b->progress.lost, b->code));
  return b->code < EXIT_OUTPUT;
}

static void drop(void *ud, void *memory) {
  (void)ud;
  article_job *job = memory;
  if (job->owns_record) quoth__record_done(&job->record);
  free(job->bytes);
}

pool_work article_work(batch *b) {
  return (pool_work){
    .ud = b, .job_size = sizeof(article_job), .in_turn = b->in_turn,
    .enter = enter, .leave = leave, .work = work, .take = take, .drop = drop,
  };
}
