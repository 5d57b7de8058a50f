/* SPDX-License-Identifier: MIT */
/* The formats behind the writer: what each does when. */
#ifndef QUOTH_IO_FORMATS_OUT_H
#define QUOTH_IO_FORMATS_OUT_H

#include "io/items.h"
#include "io/writer.h"

struct quoth__writer {
  quoth__writer_options options;
  const struct quoth__writing *writing;
  quoth__out *out;      /* NULL: the format opens files itself */
  quoth__out *scratch;  /* for quoth__writer_add() */
  void *state;          /* of the format */
  size_t n;             /* articles committed */
  quoth_error error;    /* the first failure that is not of `out` */
};

/** Fields may be NULL. Failures go to quoth__writer_fail(). */
typedef struct quoth__writing {
  const struct quoth__writing *as_folder; /* instead, when the path is one */
  bool own_files; /* writes a folder or a database; `out` is not opened */
  const char *before, *between, *after; /* around and between articles */
  void (*begin)(quoth__writer *writer);
  quoth_status (*render)(const quoth__writer *writer, quoth__out *out,
                         const quoth__article *article);
  /* the same of what has labelled spans */
  quoth_status (*render_items)(const quoth__writer *writer, quoth__out *out,
                               const quoth__article *article,
                               const quoth__items *items);
  /* NULL: the bytes are written as they are */
  void (*commit)(quoth__writer *writer, const char *bytes, size_t len);
  /* instead of render and commit */
  quoth_status (*add)(quoth__writer *writer, const quoth__article *article);
  void (*emit_error)(quoth__out *out, const char *id, size_t id_len,
                     const quoth_error *error);
  void (*finish)(quoth__writer *writer); /* frees the state, too */
} quoth__writing;

extern const quoth__writing quoth__table_writing;
extern const quoth__writing quoth__jsonl_writing;
extern const quoth__writing quoth__json_writing;
extern const quoth__writing quoth__csv_writing;
extern const quoth__writing quoth__tsv_writing;
extern const quoth__writing quoth__html_writing;
extern const quoth__writing quoth__html_folder_writing;
extern const quoth__writing quoth__brat_writing;
extern const quoth__writing quoth__webanno_writing;
extern const quoth__writing quoth__prodigy_writing;
extern const quoth__writing quoth__label_studio_writing;
extern const quoth__writing quoth__uima_writing;
extern const quoth__writing quoth__conllu_writing;
extern const quoth__writing quoth__sqlite_writing;

/** Keep the first failure; `name` of the file, NULL for that of the options. */
void quoth__writer_fail(quoth__writer *writer, quoth_status status,
                        const char *name, const char *message);

#endif
