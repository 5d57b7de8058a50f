/* SPDX-License-Identifier: MIT */
#include "io/writer.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "io/formats_out.h"

/* "DIR/", or a folder that is there. */
static bool is_folder(const char *path) {
  struct stat s;
  size_t len = path ? strlen(path) : 0;
  return len > 0 && (path[len - 1] == '/' ||
                     (stat(path, &s) == 0 && S_ISDIR(s.st_mode)));
}

quoth__writer *quoth__writer_open(const quoth__writer_options *options) {
  quoth__writer *w = calloc(1, sizeof *w);
  if (!w) return NULL;
  w->options = *options;
  w->writing = options->format->out;
  if (w->writing->as_folder && is_folder(options->path))
    w->writing = w->writing->as_folder;
  bool resume = options->resume_at > 0;
  if (resume) w->out = quoth__out_open_at(options->path, options->resume_at);
  else if (!w->writing->own_files) w->out = quoth__out_open(options->path);
  if (!w->writing->add) w->scratch = quoth__out_memory();
  if ((!w->out && !w->writing->own_files) ||
      (!w->scratch && !w->writing->add)) {
    quoth__out_close(w->out);
    free(w);
    return NULL;
  }
  if (resume) return w; /* the beginning is there */
  if (w->writing->begin) w->writing->begin(w);
  if (w->writing->before) quoth__out_str(w->out, w->writing->before);
  return w;
}

bool quoth__writer_in_turn(const quoth__writer *w) {
  return w->writing->add != NULL;
}

static quoth_status render_items(const quoth__writer *w, quoth__out *chunk,
                                 const quoth__article *article) {
  quoth__items items;
  quoth_status status = quoth__items_of(article, &items);
  if (status != QUOTH_OK) return status;
  status = w->writing->render_items(w, chunk, article, &items);
  quoth__items_done(&items);
  return status;
}

quoth_status quoth__writer_render(const quoth__writer *w, quoth__out *chunk,
                                  const quoth__article *article) {
  quoth_status status = w->writing->render
                            ? w->writing->render(w, chunk, article)
                            : render_items(w, chunk, article);
  return quoth__out_error(chunk) ? QUOTH_ENOMEM : status;
}

/* What stands between articles comes before all but the first. */
static void separate(quoth__writer *w) {
  if (w->n++ > 0 && w->writing->between)
    quoth__out_str(w->out, w->writing->between);
}

void quoth__writer_commit(quoth__writer *w, const char *bytes, size_t len) {
  if (quoth__writer_failed(w)) return;
  if (w->writing->commit) {
    w->writing->commit(w, bytes, len);
    w->n++;
    return;
  }
  if (len == 0) return;
  separate(w);
  quoth__out_add(w->out, bytes, len);
}

quoth_status quoth__writer_add(quoth__writer *w,
                               const quoth__article *article) {
  if (w->writing->add) return w->writing->add(w, article);
  size_t len;
  quoth_status status = quoth__writer_render(w, w->scratch, article);
  const char *bytes = quoth__out_bytes(w->scratch, &len);
  if (status == QUOTH_OK) quoth__writer_commit(w, bytes, len);
  quoth__out_clear(w->scratch);
  return status;
}

void quoth__writer_emit_error(quoth__writer *w, const char *id, size_t id_len,
                              const quoth_error *error) {
  if (!w->writing->emit_error || quoth__writer_failed(w)) return;
  separate(w);
  w->writing->emit_error(w->out, id, id_len, error);
}

bool quoth__format_resumable(const quoth__format *format) {
  const quoth__writing *w = format->out;
  return !w->own_files && !w->between && !w->after && !w->commit && !w->add &&
         !w->finish;
}

bool quoth__writer_sync(quoth__writer *w, uint64_t *n_bytes) {
  return quoth__out_sync(w->out, n_bytes);
}

void quoth__writer_flush(quoth__writer *w) {
  if (w->out) quoth__out_flush(w->out);
}

void quoth__writer_set_looks(quoth__writer *w, uint32_t width, bool colours) {
  w->options.width = width;
  w->options.colours = colours;
}

quoth__out *quoth__writer_out(quoth__writer *w) { return w->out; }

bool quoth__writer_failed(const quoth__writer *w) {
  return w->error.status != QUOTH_OK || (w->out && quoth__out_error(w->out));
}

void quoth__writer_fail(quoth__writer *w, quoth_status status,
                        const char *name, const char *message) {
  if (w->error.status != QUOTH_OK) return;
  if (!name) name = w->options.path ? w->options.path : "standard output";
  w->error.status = status;
  snprintf(w->error.source, sizeof w->error.source, "%s", name);
  snprintf(w->error.message, sizeof w->error.message, "%s", message);
}

/* Close what is one file, and keep why that failed. */
static void close_out(quoth__writer *w) {
  if (!w->out) return;
  char name[256];
  snprintf(name, sizeof name, "%s", quoth__out_name(w->out));
  int error = quoth__out_close(w->out);
  w->out = NULL;
  if (error)
    quoth__writer_fail(w, error == ENOMEM ? QUOTH_ENOMEM : QUOTH_EIO, name,
                       strerror(error));
}

quoth_status quoth__writer_close(quoth__writer *w, quoth_error *error) {
  *error = (quoth_error){0};
  if (!w) return QUOTH_OK;
  if (w->writing->finish) w->writing->finish(w);
  if (w->writing->after) quoth__out_str(w->out, w->writing->after);
  close_out(w);
  quoth__out_close(w->scratch);
  *error = w->error;
  free(w);
  return error->status;
}
