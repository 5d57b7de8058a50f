/* SPDX-License-Identifier: MIT */
#include "cli/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/report.h"
#include "cli/terminal.h"

typedef struct batch {
  const batch_options *options;
  quoth_context *context;
  quoth__writer *writer, *page; /* NULL: not wanted */
  size_t n_read; /* articles, bad ones too, of all files */
  int code; /* the worst so far */
} batch;

static void note(batch *b, int code) {
  if (code > b->code) b->code = code;
}

/* True when there is no sense in reading on. */
static bool must_stop(const batch *b) {
  return b->code == EXIT_LIMIT ||
         (b->writer && quoth__writer_failed(b->writer)) ||
         (b->page && quoth__writer_failed(b->page));
}

static bool open_outputs(batch *b) {
  const batch_options *o = b->options;
  if (!o->quiet && !(b->writer = quoth__writer_open(&o->writer))) return false;
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

static void close_outputs(batch *b) {
  note(b, report_close_writer(b->writer));
  note(b, report_close_writer(b->page));
}

static bool to_terminal(const batch *b) {
  quoth__out *out = b->writer ? quoth__writer_out(b->writer) : NULL;
  return out && quoth__out_is_terminal(out);
}

static quoth_status write_article(batch *b, const quoth__record *record) {
  quoth__article article = quoth__article_of(record, b->context);
  quoth_status status = QUOTH_OK;
  if (b->writer) status = quoth__writer_add(b->writer, &article);
  if (status == QUOTH_OK && b->page)
    status = quoth__writer_add(b->page, &article);
  if (to_terminal(b)) quoth__writer_flush(b->writer);
  return status;
}

/* One article through the engine. `error` says why it did not get through. */
static quoth_status run_article(batch *b, const quoth__record *record,
                                quoth_error *error) {
  quoth_doc_options options = {
    .lang = record->lang ? record->lang : b->options->lang,
  };
  quoth_doc *doc = NULL;
  quoth_status status =
      quoth_doc_new(record->text, record->text_len, &options, &doc);
  if (status == QUOTH_OK) status = quoth_context_open(b->context, doc);
  if (status == QUOTH_OK) status = quoth_context_run(b->context, error);
  if (status == QUOTH_OK) status = write_article(b, record);
  quoth_doc_free(doc);
  return status;
}

static void tell_failure(batch *b, const quoth__record *record,
                         quoth_status status, const quoth_error *error) {
  if (b->writer) quoth__writer_flush(b->writer);
  report("article %.*s was not done: %s",
         (int)(record->id_len < 200 ? record->id_len : 200), record->id,
         quoth_status_name(status));
  if (error->message[0]) report_error(error);
  if (status == QUOTH_ENOMEM) note(b, EXIT_LIMIT);
  else if (status == QUOTH_ELIMIT) note(b, EXIT_INPUT);
  else note(b, EXIT_PACK);
}

static void tell_bad_input(batch *b, const char *path, quoth_error *error) {
  if (b->writer) quoth__writer_flush(b->writer);
  if (error->status == QUOTH_EIO && !strchr(path, '/') && strchr(path, '.'))
    snprintf(error->hint, sizeof error->hint,
             "there is no pack of that name either (quoth help packs)");
  report_error(error);
  note(b, error->status == QUOTH_ENOMEM ? EXIT_LIMIT : EXIT_INPUT);
}

/* Whether the article just read belongs to this shard. */
static bool is_mine(batch *b) {
  size_t k = b->n_read++, n = b->options->n_shards;
  return n == 0 || k % n == b->options->shard;
}

static void run_file(batch *b, const char *path) {
  quoth__reader *reader = quoth__reader_open(path, &b->options->reader);
  if (!reader) {
    note(b, EXIT_LIMIT);
    return;
  }
  for (bool more = true; more && !must_stop(b);) {
    quoth__record record;
    quoth_error error;
    switch (quoth__reader_next(reader, &record, &error)) {
      case QUOTH__READ_RECORD: {
        if (!is_mine(b)) break;
        quoth_status status = run_article(b, &record, &error);
        if (status != QUOTH_OK) tell_failure(b, &record, status, &error);
        break;
      }
      case QUOTH__READ_BAD:
        if (is_mine(b)) tell_bad_input(b, path, &error);
        break;
      case QUOTH__READ_FAILED:
        tell_bad_input(b, path, &error);
        more = false;
        break;
      case QUOTH__READ_END: more = false; break;
    }
  }
  quoth__reader_close(reader);
}

static void run_inputs(batch *b) {
  quoth__inputs *inputs = quoth__inputs_new(&b->options->inputs);
  if (!inputs) {
    note(b, EXIT_LIMIT);
    return;
  }
  for (quoth_status status = QUOTH_OK;
       status != QUOTH_ENOTFOUND && !must_stop(b);) {
    const char *path = "";
    quoth_error error = {0};
    status = quoth__inputs_next(inputs, &path, &error);
    if (status == QUOTH_OK) run_file(b, path);
    else if (status != QUOTH_ENOTFOUND) tell_bad_input(b, path, &error);
  }
  report_passed_by(quoth__inputs_passed_by(inputs));
  quoth__inputs_free(inputs);
}

int batch_run(quoth_host *host, const batch_options *options) {
  batch b = {.options = options};
  const quoth_engine *engine;
  quoth_error error = {0};
  quoth_status status = quoth_host_finish(host, &engine, &error);
  if (status == QUOTH_OK)
    status = quoth_host_context(host, &b.context, &error);
  if (status != QUOTH_OK) return packs_failed(status, &error);
  if (!open_outputs(&b)) note(&b, EXIT_LIMIT);
  else run_inputs(&b);
  close_outputs(&b);
  quoth_context_free(b.context);
  if (b.code == EXIT_LIMIT) report("out of memory");
  return b.code;
}
