/* SPDX-License-Identifier: MIT */
/*
 * JSON: an object is an article, an array one of many; several of them may
 * follow each other. Of a long array only one element is in memory at a time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/json_fields.h"

typedef struct state {
  bool in_array, first; /* the next element is the first of its array */
  uint32_t column;      /* of the next byte, from 1; its line is the reader's */
  uint64_t number;      /* of elements so far */
} state;

/* A value being looked over for its end. */
struct scan {
  size_t at;
  uint64_t depth;
  bool in_string, escaped;
};

/* Take `n` bytes, and know where we are then. */
static void pass(quoth__reader *r, size_t n) {
  state *s = r->state;
  const char *p = r->in.data + r->in.at;
  for (size_t i = 0; i < n; i++) {
    if (p[i] == '\n') {
      r->line++;
      s->column = 1;
    } else if (((unsigned char)p[i] & 0xC0) != 0x80) {
      s->column++;
    }
  }
  r->in.at += n;
}

/* The next byte that is no white space, not taken; -1 at the end. */
static int next_byte(quoth__reader *r) {
  for (;;) {
    int c = quoth__in_peek(&r->in);
    if (c != ' ' && c != '\t' && c != '\r' && c != '\n') return c;
    pass(r, 1);
  }
}

/* True when the value ended; scan->at is behind it then. */
static bool step_over(struct scan *scan, char c) {
  if (scan->in_string) {
    if (scan->escaped) scan->escaped = false;
    else if (c == '\\') scan->escaped = true;
    else if (c == '"') scan->in_string = false;
  } else if (c == '"') {
    scan->in_string = true;
  } else if (c == '{' || c == '[') {
    scan->depth++;
  } else if (c == '}' || c == ']') {
    if (scan->depth > 0) scan->depth--;
  } else {
    return false;
  }
  scan->at++;
  return scan->depth == 0 && !scan->in_string;
}

/* Ends a number or a word such as `true`. */
static bool is_edge(char c) {
  return strchr(" \t\r\n,[]{}\"", c) && c != '\0';
}

/* Bytes of the value that starts here; as far as there are any. */
static size_t measure(quoth__reader *r) {
  struct scan scan = {0};
  quoth__in *in = &r->in;
  for (;;) {
    if (scan.at == in->end - in->at && !quoth__in_more(in)) return scan.at;
    char c = in->data[in->at + scan.at];
    size_t before = scan.at;
    if (scan.depth == 0 && !scan.in_string && before > 0 && is_edge(c))
      return scan.at;
    if (step_over(&scan, c)) return scan.at;
    if (scan.at == before) scan.at++;
  }
}

static quoth__read bad_here(quoth__reader *r, quoth_error *error,
                            const char *message) {
  const state *s = r->state;
  r->done = true;
  return quoth__reader_bad(r, error, r->line, s->column, message);
}

/* The end of the file, as it should be or not. */
static quoth__read at_end(quoth__reader *r, quoth_error *error) {
  const state *s = r->state;
  if (r->in.error) return quoth__reader_failed(&r->in, error);
  r->done = true;
  return s->in_array ? bad_here(r, error, "the array has no end")
                     : QUOTH__READ_END;
}

/* What stands between values; READ_RECORD: a value comes next. */
static quoth__read advance(quoth__reader *r, quoth_error *error) {
  state *s = r->state;
  for (;;) {
    int c = next_byte(r);
    if (c < 0) return at_end(r, error);
    if (!s->in_array && c != '[') return QUOTH__READ_RECORD;
    if (!s->in_array) {
      s->in_array = s->first = true;
    } else if (c == ']') {
      s->in_array = false;
    } else if (s->first) {
      s->first = false;
      return QUOTH__READ_RECORD;
    } else if (c == ',') {
      pass(r, 1);
      c = next_byte(r);
      if (c < 0) return at_end(r, error);
      if (c == ']') return bad_here(r, error, "a value is missing before ]");
      return QUOTH__READ_RECORD;
    } else {
      return bad_here(r, error, "a comma or ] is missing between articles");
    }
    pass(r, 1);
  }
}

static quoth__read next(quoth__reader *r, quoth__record *record,
                        quoth_error *error) {
  json_decref(r->object);
  r->object = NULL;
  if (r->done) return QUOTH__READ_END;
  state *s = r->state;
  if (!s) {
    quoth__reader_skip_mark(r);
    s = r->state = calloc(1, sizeof *s);
    if (!s) {
      error->status = QUOTH_ENOMEM;
      return QUOTH__READ_FAILED;
    }
    r->line = s->column = 1;
  }
  quoth__read read = advance(r, error);
  if (read != QUOTH__READ_RECORD) return read;
  uint32_t line = r->line, column = s->column;
  size_t len = measure(r);
  if (r->in.error) return quoth__reader_failed(&r->in, error);
  const char *value = r->in.data + r->in.at;
  json_error_t json;
  s->number++;
  pass(r, len);
  r->object = json_loadb(value, len, QUOTH__JSON_FLAGS, &json);
  if (!r->object)
    return quoth__json_bad(r, error, value, len, line, column, &json);
  return quoth__json_take(r, record, error, line, column, s->number);
}

static void done(quoth__reader *r) { free(r->state); }

const quoth__reading quoth__json_reading = {next, done};
