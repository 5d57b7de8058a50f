/* SPDX-License-Identifier: MIT */
/*
 * Articles and their attributions, written in a format. Most formats work in
 * two steps, so that threads can share the work: quoth__writer_render() makes
 * the bytes of an article anywhere; quoth__writer_commit() takes them in order.
 */
#ifndef QUOTH_IO_WRITER_H
#define QUOTH_IO_WRITER_H

#include "io/article.h"
#include "io/format.h"

typedef struct quoth__writer_options {
  const quoth__format *format;
  const char *path; /* kept; NULL or "-": standard output */
  quoth__unit unit;
  bool annotations; /* every layer, where the format has room for it */
  bool rules;       /* in the table, too */
  uint32_t width;   /* see quoth__writer_set_looks() */
  bool colours;
  uint64_t resume_at; /* go on behind so many bytes; 0: begin anew */
} quoth__writer_options;

typedef struct quoth__writer quoth__writer;

/**
 * True when a file is its beginning and the bytes of its articles, no more: it
 * can be gone on with.
 */
bool quoth__format_resumable(const quoth__format *format);

/**
 * @return owned: quoth__writer_close(); NULL when memory is out. What does not
 *   open is a failure that is kept.
 */
quoth__writer *quoth__writer_open(const quoth__writer_options *options);

/** True when articles are to be added with quoth__writer_add() alone. */
bool quoth__writer_in_turn(const quoth__writer *writer);

/**
 * The bytes of one article, into `chunk`. Not for writers that go in turn.
 * Threads: safe, each with a `chunk` and a context of its own.
 * @return QUOTH_OK or QUOTH_ENOMEM
 */
quoth_status quoth__writer_render(const quoth__writer *writer,
                                  quoth__out *chunk,
                                  const quoth__article *article);

/** Write what was rendered; in the order of articles, one at a time. */
void quoth__writer_commit(quoth__writer *writer, const char *bytes,
                          size_t len);

/** Both steps in one; in the order of articles. QUOTH_OK or QUOTH_ENOMEM. */
quoth_status quoth__writer_add(quoth__writer *writer,
                               const quoth__article *article);

/**
 * Write a record that could not be read or done, in formats that can hold one.
 * @param id NULL when it is not known
 */
void quoth__writer_emit_error(quoth__writer *writer, const char *id,
                              size_t id_len, const quoth_error *error);

/** As quoth__out_sync(), of a format that quoth__format_resumable() names. */
bool quoth__writer_sync(quoth__writer *writer, uint64_t *n_bytes);

/** Everything so far goes to the system. */
void quoth__writer_flush(quoth__writer *writer);

/** For the table: cells of a line, and whether there are colours. */
void quoth__writer_set_looks(quoth__writer *writer, uint32_t width,
                             bool colours);

/** The output behind a format of one file, or NULL. Borrowed. */
quoth__out *quoth__writer_out(quoth__writer *writer);

/** True after the first failure: there is no sense in going on. */
bool quoth__writer_failed(const quoth__writer *writer);

/**
 * Write the end, close, free.
 * @param error out: the first failure: source is the file, and a message
 * @return QUOTH_OK, QUOTH_EIO, QUOTH_ENOMEM
 */
quoth_status quoth__writer_close(quoth__writer *writer, quoth_error *error);

#endif
