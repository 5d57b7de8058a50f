/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include "cli/command.h"
#include "cli/report.h"

bool session_take(session *s, int code, const char *value) {
  switch (code) {
    case 'p': packs_add(&s->packs, value); return true;
    case SESSION_PATH: packs_add_folder(&s->packs, value); return true;
    case SESSION_LANG: s->lang = value; return true;
    default: return false;
  }
}

int session_open(session *s) {
  packs_add_known_folders(&s->packs);
  if (s->packs.n_names == 0 && packs_add_defaults(&s->packs, s->lang) == 0) {
    report("there are no packs for the language \"%s\" (quoth help packs)",
           s->lang);
    return EXIT_PACK;
  }
  int code = packs_load(&s->packs, &s->host);
  if (code != EXIT_OK) return code;
  quoth_error error = {0};
  quoth_status status = quoth_host_finish(s->host, &s->engine, &error);
  if (status == QUOTH_OK)
    status = quoth_host_context(s->host, &s->context, &error);
  return status == QUOTH_OK ? EXIT_OK : packs_failed(status, &error);
}

void session_done(session *s) {
  quoth_context_free(s->context);
  quoth_host_free(s->host);
  packs_done(&s->packs);
  *s = (session){0};
}

static int tell(const quoth__record *record, quoth_status status,
                const quoth_error *error) {
  report("article %.*s was not done: %s",
         (int)(record->id_len < 200 ? record->id_len : 200), record->id,
         quoth_status_name(status));
  if (error->message[0]) report_error(error);
  if (status == QUOTH_ENOMEM) return EXIT_LIMIT;
  return error->message[0] ? EXIT_PACK : EXIT_INPUT;
}

int session_run(session *s, const quoth__record *record, quoth_doc **doc) {
  quoth_doc_options options = {
    .lang = record->lang ? record->lang : s->lang,
  };
  quoth_error error = {0};
  *doc = NULL;
  quoth_status status =
      quoth_doc_new(record->text, record->text_len, &options, doc);
  if (status == QUOTH_OK)
    status = quoth__record_open(record, s->context, *doc, &error);
  if (status == QUOTH_OK) status = quoth_context_run(s->context, &error);
  if (status == QUOTH_OK) return EXIT_OK;
  quoth_doc_free(*doc);
  *doc = NULL;
  return tell(record, status, &error);
}
