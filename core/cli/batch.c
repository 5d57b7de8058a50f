/* SPDX-License-Identifier: MIT */
#include "cli/batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/report.h"
#include "cli/terminal.h"
#include "io/html.h"
#include "io/table.h"

typedef struct batch {
  const batch_options *options;
  quoth_context *context;
  quoth__out *out, *html_out; /* NULL: not wanted */
  quoth__table table;
  quoth__html *html;
  size_t n_read; /* articles, bad ones too, of all files */
  int code; /* the worst so far */
} batch;

static void note(batch *b, int code) {
  if (code > b->code) b->code = code;
}

/* True when there is no sense in reading on. */
static bool must_stop(const batch *b) {
  return b->code == EXIT_LIMIT || (b->out && quoth__out_error(b->out)) ||
         (b->html_out && quoth__out_error(b->html_out));
}

static bool open_outputs(batch *b) {
  const batch_options *o = b->options;
  if (!o->quiet) {
    b->out = quoth__out_open(o->output);
    if (!b->out) return false;
    b->table = (quoth__table){
      .out = b->out,
      .width = terminal_width(b->out),
      .colours = terminal_has_colours(b->out),
      .rules = o->verbose,
    };
  }
  if (o->html) {
    b->html_out = quoth__out_open(o->html);
    b->html = b->html_out ? quoth__html_begin(b->html_out) : NULL;
    if (!b->html) return false;
  }
  return true;
}

static void close_outputs(batch *b) {
  if (b->out && !b->options->jsonl) quoth__table_finish(&b->table);
  if (quoth__html_finish(b->html) != QUOTH_OK) note(b, EXIT_LIMIT);
  note(b, report_close(b->out));
  note(b, report_close(b->html_out));
}

static quoth_status write_article(batch *b, const quoth__record *record) {
  const quoth_annotations *annotations =
      quoth_context_annotations(b->context);
  quoth_status status = QUOTH_OK;
  if (b->out && b->options->jsonl)
    status = quoth__jsonl_write(b->out, record, b->context, annotations,
                                &b->options->json);
  else if (b->out)
    status = quoth__table_write(&b->table, record, b->context, annotations);
  if (status == QUOTH_OK && b->html)
    status = quoth__html_write(b->html, record, b->context, annotations);
  if (b->out && quoth__out_is_terminal(b->out)) quoth__out_flush(b->out);
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
  if (b->out) quoth__out_flush(b->out);
  report("article %.*s was not done: %s",
         (int)(record->id_len < 200 ? record->id_len : 200), record->id,
         quoth_status_name(status));
  if (error->message[0]) report_error(error);
  if (status == QUOTH_ENOMEM) note(b, EXIT_LIMIT);
  else if (status == QUOTH_ELIMIT) note(b, EXIT_INPUT);
  else note(b, EXIT_PACK);
}

static void tell_bad_input(batch *b, const char *path, quoth_error *error) {
  if (b->out) quoth__out_flush(b->out);
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
  quoth__reader *reader = quoth__reader_open(path, b->options->input);
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

int batch_run(quoth_host *host, const batch_options *options,
              char *const *files, size_t n_files) {
  batch b = {.options = options};
  const quoth_engine *engine;
  quoth_error error = {0};
  quoth_status status = quoth_host_finish(host, &engine, &error);
  if (status == QUOTH_OK)
    status = quoth_host_context(host, &b.context, &error);
  if (status != QUOTH_OK) return packs_failed(status, &error);
  if (!open_outputs(&b)) note(&b, EXIT_LIMIT);
  for (size_t i = 0; i < n_files && !must_stop(&b); i++)
    run_file(&b, files[i]);
  close_outputs(&b);
  quoth_context_free(b.context);
  if (b.code == EXIT_LIMIT) report("out of memory");
  return b.code;
}
