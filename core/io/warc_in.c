/* SPDX-License-Identifier: MIT */
/*
 * Web archives (WARC 1.0 and 1.1): pages and plain texts of records `response`,
 * `resource` and `conversion`; other records and other kinds of files are
 * passed by. A packed archive has a member a record, so that the offset of a
 * record finds it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/formats_in.h"
#include "io/http.h"
#include "io/webtext.h"

typedef struct state {
  char *block; /* of the record at hand: headers, then content; owned */
  size_t cap;
  quoth__headers headers;
  uint64_t offset;
  quoth__response response;
  quoth__webtext page;
  quoth__utf8 plain;
  char *uri, *date; /* owned */
} state;

static quoth__read no_memory(quoth_error *error) {
  error->status = QUOTH_ENOMEM;
  return QUOTH__READ_FAILED;
}

static quoth__read bad(const quoth__reader *r, quoth_error *error,
                       const char *message) {
  const state *s = r->state;
  char text[400];
  snprintf(text, sizeof text, "record at byte %llu: %s",
           (unsigned long long)s->offset, message);
  return quoth__reader_bad(r, error, 0, 0, text);
}

static void free_record(state *s) {
  quoth__response_done(&s->response);
  quoth__webtext_done(&s->page);
  quoth__utf8_done(&s->plain);
  free(s->uri);
  free(s->date);
  s->uri = s->date = NULL;
}

static bool keep(state *s, size_t at, const char *bytes, size_t len) {
  if (at + len + 1 > s->cap) {
    size_t cap = (at + len + 1) * 2;
    char *grown = realloc(s->block, cap);
    if (!grown) return false;
    s->block = grown;
    s->cap = cap;
  }
  memcpy(s->block + at, bytes, len);
  s->block[at + len] = '\0';
  return true;
}

static bool is_blank(const char *line, size_t len) {
  return len == 0 || (len == 1 && *line == '\r');
}

/* Find the line WARC/1.x; on the way empty lines are as they should be. */
static quoth__read find_record(quoth__reader *r, quoth_error *error) {
  state *s = r->state;
  const char *line;
  size_t len;
  bool lost = false;
  for (;;) {
    quoth__in_peek(&r->in);
    uint64_t offset = quoth__in_offset(&r->in);
    if (!quoth__in_line(&r->in, &line, &len)) break;
    if (is_blank(line, len)) continue;
    if (!lost) s->offset = offset;
    if (len > 6 && memcmp(line, "WARC/1", 6) == 0) {
      if (!lost) return QUOTH__READ_RECORD;
      /* Put back: the record that follows what was lost. */
      r->in.at = (size_t)(line - r->in.data);
      break;
    }
    lost = true;
  }
  if (r->in.error) return quoth__reader_failed(&r->in, error);
  return lost ? bad(r, error, "it does not begin with WARC/1")
              : QUOTH__READ_END;
}

/* The headers into the block. @return false at the end of the file */
static bool read_headers(quoth__reader *r, bool *memory) {
  state *s = r->state;
  const char *line;
  size_t len, used = 0;
  while (quoth__in_line(&r->in, &line, &len)) {
    if (is_blank(line, len)) {
      s->headers = (quoth__headers){s->block ? s->block : "", used};
      return true;
    }
    if (used > 1 << 20 || !keep(s, used, line, len) ||
        !keep(s, used + len, "\n", 1)) {
      *memory = used > 1 << 20;
      return false;
    }
    used += len + 1;
  }
  return false;
}

/* Content-Length, or -1. */
static long long content_length(const state *s) {
  const char *value;
  size_t n = quoth__header(&s->headers, "Content-Length", &value);
  long long length = 0;
  if (n == 0 || n > 15) return -1;
  for (size_t i = 0; i < n; i++) {
    if (value[i] < '0' || value[i] > '9') return -1;
    length = length * 10 + (value[i] - '0');
  }
  return length;
}

/* Pass `length` bytes by, or keep them behind the headers. */
static bool read_content(quoth__reader *r, long long length, bool wanted) {
  state *s = r->state;
  size_t at = s->headers.len + 1;
  while (length > 0) {
    if (quoth__in_peek(&r->in) < 0) return false;
    size_t n = r->in.end - r->in.at;
    if ((long long)n > length) n = (size_t)length;
    if (wanted && !keep(s, at, r->in.data + r->in.at, n)) return false;
    at += n;
    r->in.at += n;
    length -= (long long)n;
  }
  return true;
}

static bool is_page(const quoth__headers *h) {
  return quoth__header_is(h, "Content-Type", "text/html") ||
         quoth__header_is(h, "Content-Type", "application/xhtml+xml");
}

static bool is_text(const quoth__headers *h) {
  return quoth__header_is(h, "Content-Type", "text/plain");
}

/* What the record holds. @return a problem, or NULL */
static const char *take_text(quoth__reader *r, quoth__record *record,
                             const quoth__headers *headers, const char *body,
                             size_t len, quoth_error *error) {
  state *s = r->state;
  char name[64];
  const char *charset = quoth__header_charset(headers, name);
  quoth_status status = QUOTH_OK;
  if (is_page(headers)) {
    status = quoth__webtext_make(&s->page, body, len, charset, error->message,
                                 sizeof error->message);
    if (status != QUOTH_OK) return error->message;
    quoth__webtext_give(&s->page, record);
    return NULL;
  }
  status = quoth__utf8_make(&s->plain, body, len, charset);
  if (status != QUOTH_OK) return quoth_status_name(status);
  record->text = s->plain.s;
  record->text_len = s->plain.len;
  record->pieces = s->plain.pieces;
  record->n_pieces = s->plain.n_pieces;
  return NULL;
}

static char *copy_header(const state *s, const char *name) {
  const char *value = "";
  size_t n = quoth__header(&s->headers, name, &value);
  if (n > 1 && value[0] == '<' && value[n - 1] == '>') value++, n -= 2;
  char *copy = malloc(n + 1);
  if (copy) {
    memcpy(copy, value, n);
    copy[n] = '\0';
  }
  return copy;
}

static void give_origin(state *s, quoth__record *record) {
  record->id = s->uri;
  record->id_len = strlen(s->uri);
  record->uri = (quoth__text){s->uri, record->id_len};
  record->date = (quoth__text){s->date, strlen(s->date)};
  record->has_offset = true;
  record->offset = s->offset;
}

/* The record at hand. END: it is none of those that are read. */
static quoth__read take_record(quoth__reader *r, quoth__record *record,
                               size_t length, quoth_error *error) {
  state *s = r->state;
  char *content = s->block + s->headers.len + 1;
  quoth__headers headers = s->headers;
  const char *body = content, *problem = NULL;
  if (quoth__header_is(&headers, "WARC-Type", "response")) {
    problem = quoth__response_read(&s->response, content, length);
    if (problem) return bad(r, error, problem);
    headers = s->response.headers;
    if (s->response.status != 200 || (!is_page(&headers) && !is_text(&headers)))
      return QUOTH__READ_END;
    problem = quoth__response_unpack(&s->response);
    body = s->response.body;
    length = s->response.len;
  }
  if (problem) return bad(r, error, problem);
  s->uri = copy_header(s, "WARC-Target-URI");
  s->date = copy_header(s, "WARC-Date");
  if (!s->uri || !s->date) return no_memory(error);
  problem = take_text(r, record, &headers, body, length, error);
  if (problem) return bad(r, error, problem);
  give_origin(s, record);
  return QUOTH__READ_RECORD;
}

static bool is_wanted(const quoth__headers *h) {
  if (quoth__header_is(h, "WARC-Type", "response"))
    return quoth__header_is(h, "Content-Type", "application/http");
  if (quoth__header_is(h, "WARC-Type", "resource") ||
      quoth__header_is(h, "WARC-Type", "conversion"))
    return is_page(h) || is_text(h);
  return false;
}

static quoth__read next(quoth__reader *r, quoth__record *record,
                        quoth_error *error) {
  if (!r->state) r->state = calloc(1, sizeof(state));
  state *s = r->state;
  if (!s) return no_memory(error);
  for (;;) {
    free_record(s);
    quoth__read read = find_record(r, error);
    if (read != QUOTH__READ_RECORD) return read;
    bool too_long = false;
    if (!read_headers(r, &too_long)) {
      if (r->in.error) return quoth__reader_failed(&r->in, error);
      return bad(r, error, too_long ? "its headers are too long"
                                    : "it ends within its headers");
    }
    long long length = content_length(s);
    if (length < 0) return bad(r, error, "no Content-Length");
    bool wanted = is_wanted(&s->headers);
    if (wanted && length > INT32_MAX)
      return bad(r, error, "it is larger than 2 GiB");
    if (wanted && !keep(s, s->headers.len, "", 1)) return no_memory(error);
    if (!read_content(r, length, wanted)) {
      if (r->in.error) return quoth__reader_failed(&r->in, error);
      return bad(r, error, "it ends too early");
    }
    if (!wanted) continue;
    s->headers.s = s->block; /* it may have moved */
    read = take_record(r, record, (size_t)length, error);
    if (read != QUOTH__READ_END) return read;
  }
}

static void done(quoth__reader *r) {
  state *s = r->state;
  if (!s) return;
  free_record(s);
  free(s->block);
  free(s);
}

const quoth__reading quoth__warc_reading = {next, done};
