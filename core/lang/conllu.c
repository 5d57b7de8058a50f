/* SPDX-License-Identifier: MIT */
#include "lang/conllu.h"

#include <string.h>

#include "base/error.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };
enum { SENTENCE = 1 << 20 }; /* words of a sentence at most */

typedef struct column {
  const char *s;
  uint32_t len;
} column;

typedef struct reader {
  quoth_conllu *out;
  const quoth_origin *origin;
  const char *data;
  size_t len, at;      /* at: start of the line */
  uint32_t first;      /* word of the document that began the sentence */
  uint32_t range_end;  /* last word of "3-4"; 0: none is open */
  uint32_t range_from, range_at, range_stop; /* its bytes; how far used */
  QUOTH__VEC(const char *) heads; /* where the sentence's heads are written */
  bool space, range_space; /* is due before the next word; after the range */
  quoth_status status;
  quoth_error *error;
} reader;

static bool fail(reader *r, const char *at, const char *message) {
  if (r->status == QUOTH_OK)
    r->status = quoth__error_at(r->error, QUOTH_ESYNTAX, r->origin, r->data,
                                r->len, (size_t)(at - r->data), "%s", message);
  return false;
}

static bool no_memory(reader *r) {
  r->status = quoth__error_set(r->error, QUOTH_ENOMEM, "out of memory");
  return false;
}

/* ---- Columns ---------------------------------------------------------------- */

static bool is_blank(column c) { return c.len == 1 && c.s[0] == '_'; }

static bool split(reader *r, column line, column out[COLUMNS]) {
  uint32_t n = 0;
  const char *at = line.s, *end = line.s + line.len;
  for (;;) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    const char *stop = tab ? tab : end;
    if (n < COLUMNS) out[n] = (column){at, (uint32_t)(stop - at)};
    n++;
    if (!tab) break;
    at = tab + 1;
  }
  if (n == COLUMNS) return true;
  return fail(r, n < COLUMNS ? end : at,
              "a word of CoNLL-U has ten columns, with tabs between");
}

/* Digits at `*s`, which moves behind them. */
static bool number(const char **s, const char *end, uint32_t *out) {
  const char *start = *s;
  *out = 0;
  for (; *s < end && **s >= '0' && **s <= '9' && *out < SENTENCE; ++*s)
    *out = *out * 10 + (uint32_t)(**s - '0');
  return *s > start && *out <= SENTENCE;
}

static const char *keep(reader *r, column c) {
  if (r->status != QUOTH_OK || !c.len || is_blank(c)) return NULL;
  const char *s = quoth__arena_strndup(&r->out->arena, c.s, c.len);
  if (!s) no_memory(r);
  return s;
}

static bool has_space(column misc) {
  static const char no[] = "SpaceAfter=No";
  for (uint32_t i = 0; i + sizeof no - 1 <= misc.len; i++)
    if (memcmp(misc.s + i, no, sizeof no - 1) == 0) return false;
  return true;
}

/* ---- Text -------------------------------------------------------------------- */

/* Add what stands in the text; where it starts. */
static uint32_t add_text(reader *r, column form, bool space_after) {
  quoth__buf *text = &r->out->text;
  if (r->space && text->len) quoth__buf_add_char(text, ' ');
  uint32_t start = (uint32_t)text->len;
  quoth__buf_add(text, form.s, form.len);
  if (text->failed) no_memory(r);
  r->space = space_after;
  return start;
}

static void end_range(reader *r) {
  if (r->range_end) r->space = r->range_space;
  r->range_end = 0;
}

/* A word of "3-4 don't": its own bytes, or all of them when it is spelt
 * otherwise than in the text, as French du is de and le. */
static void place_in_range(reader *r, column form, quoth__conllu_word *w) {
  const char *text = r->out->text.data;
  *w = (quoth__conllu_word){.start = r->range_from, .end = r->range_stop};
  if (r->range_stop - r->range_at < form.len ||
      memcmp(text + r->range_at, form.s, form.len) != 0) {
    r->range_at = r->range_stop;
    return;
  }
  w->start = r->range_at;
  w->end = r->range_at += form.len;
}

/* ---- Lines ------------------------------------------------------------------- */

static uint32_t sentence_size(const reader *r) {
  return r->out->words.count - r->first;
}

static bool read_range(reader *r, const column *c, uint32_t from,
                       const char *at) {
  const char *end = c[ID].s + c[ID].len;
  uint32_t to;
  if (!number(&at, end, &to) || at != end || to <= from)
    return fail(r, c[ID].s, "a range is two numbers, the second one higher");
  if (from != sentence_size(r) + 1 || r->range_end)
    return fail(r, c[ID].s, "this range does not follow on the word before");
  r->range_from = add_text(r, c[FORM], false);
  r->range_at = r->range_from;
  r->range_stop = r->range_from + c[FORM].len;
  r->range_end = to;
  r->range_space = has_space(c[MISC]);
  return r->status == QUOTH_OK;
}

/* The head as a number of its sentence, 0 for none; made a word later. */
static bool read_head(reader *r, column c, uint32_t *out) {
  const char *at = c.s;
  *out = 0;
  if (is_blank(c)) return true;
  if (number(&at, c.s + c.len, out) && at == c.s + c.len) return true;
  return fail(r, c.s, "the head of a word is a number, or _");
}

static bool read_word(reader *r, const column *c, uint32_t id) {
  quoth__conllu_word w = {0};
  if (id != sentence_size(r) + 1)
    return fail(r, c[ID].s, "words are numbered from 1, in order");
  if (!c[FORM].len) return fail(r, c[FORM].s, "a word has no form");
  if (r->range_end) {
    place_in_range(r, c[FORM], &w);
  } else {
    w.start = add_text(r, c[FORM], has_space(c[MISC]));
    w.end = w.start + c[FORM].len;
  }
  if (!read_head(r, c[HEAD], &w.head)) return false;
  /* "_" is the lemma of "_" alone. */
  w.values[QUOTH_LAYER_LEMMA] = keep(r, c[LEMMA]);
  w.values[QUOTH_LAYER_POS] = keep(r, c[UPOS]);
  w.values[QUOTH_LAYER_TAG] = keep(r, c[XPOS]);
  w.values[QUOTH_LAYER_DEP] = keep(r, c[DEPREL]);
  if (r->status != QUOTH_OK) return false;
  if (!QUOTH__VEC_ADD(&r->out->mem, &r->out->words, w) ||
      !QUOTH__VEC_ADD(&r->out->mem, &r->heads, c[HEAD].s))
    return no_memory(r);
  if (id == r->range_end) end_range(r);
  return true;
}

static bool read_line(reader *r, column line) {
  column c[COLUMNS];
  uint32_t id;
  if (!split(r, line, c)) return false;
  const char *at = c[ID].s, *end = at + c[ID].len;
  if (!number(&at, end, &id) || (at < end && *at != '-' && *at != '.'))
    return fail(r, c[ID].s, "a line starts with the number of its word");
  if (at == end) return read_word(r, c, id);
  /* "8.1" is a word that nobody wrote. */
  return *at == '.' || read_range(r, c, id, at + 1);
}

/* ---- Sentences ----------------------------------------------------------------- */

static bool goes_round(const reader *r, uint32_t word) {
  const quoth__conllu_word *words = r->out->words.data;
  uint32_t at = words[word].head, n = sentence_size(r);
  for (; n && at != QUOTH_NONE && at != word; n--) at = words[at].head;
  return at == word;
}

static bool end_sentence(reader *r) {
  quoth__conllu_word *words = r->out->words.data;
  uint32_t n = sentence_size(r), first = r->first;
  const char *here = r->data + (r->at < r->len ? r->at : r->len);
  if (r->range_end) return fail(r, here, "the sentence ends within a range");
  for (uint32_t i = first; i < first + n; i++) {
    if (words[i].head > n)
      return fail(r, r->heads.data[i - first],
                  "this head lies outside of the sentence");
    words[i].head = words[i].head ? first + words[i].head - 1 : QUOTH_NONE;
  }
  for (uint32_t i = first; i < first + n; i++)
    if (goes_round(r, i))
      return fail(r, r->heads.data[i - first],
                  "the heads go in a circle from here");
  if (n) r->space = true;
  r->first += n;
  r->heads.count = 0;
  return true;
}

static bool starts(column line, const char *word, column *rest) {
  size_t n = strlen(word);
  uint32_t at = 1; /* behind the # */
  while (at < line.len && line.s[at] == ' ') at++;
  if (line.len - at < n || memcmp(line.s + at, word, n) != 0) return false;
  *rest = (column){line.s + at + n, line.len - at - (uint32_t)n};
  return !rest->len || *rest->s == ' ';
}

/* " id = x" */
static void take_id(reader *r, column rest) {
  while (rest.len && *rest.s == ' ') rest.s++, rest.len--;
  if (rest.len < 2 || memcmp(rest.s, "id", 2) != 0) return;
  rest.s += 2, rest.len -= 2;
  while (rest.len && (*rest.s == ' ' || *rest.s == '='))
    rest.s++, rest.len--;
  const char *id = quoth__arena_strndup(&r->out->arena, rest.s, rest.len);
  if (id) r->out->id = id;
  else no_memory(r);
}

static void read_comment(reader *r, column line) {
  column rest;
  if (starts(line, "newdoc", &rest)) take_id(r, rest);
  else if (!starts(line, "newpar", &rest)) return;
  if (!r->out->text.len) return;
  r->space = false;
  quoth__buf_add_str(&r->out->text, "\n\n");
  if (r->out->text.failed) no_memory(r);
}

/* ---- Documents ------------------------------------------------------------------ */

static column line_at(const reader *r, size_t at, size_t *next) {
  const char *s = r->data + at, *stop = memchr(s, '\n', r->len - at);
  size_t n = stop ? (size_t)(stop - s) : r->len - at;
  *next = at + n + (stop != NULL);
  if (n && s[n - 1] == '\r') n--;
  return (column){s, (uint32_t)n};
}

static bool is_newdoc(column line) {
  column rest;
  return line.len && line.s[0] == '#' && starts(line, "newdoc", &rest);
}

/* Bytes up to the next "# newdoc", but not one before any word. */
static size_t document_size(const reader *all) {
  bool has_words = false;
  for (size_t at = 0, next; at < all->len; at = next) {
    column line = line_at(all, at, &next);
    if (has_words && is_newdoc(line)) return at;
    has_words |= line.len && line.s[0] != '#';
  }
  return all->len;
}

static void read_document(reader *r) {
  for (size_t next; r->at < r->len && r->status == QUOTH_OK; r->at = next) {
    column line = line_at(r, r->at, &next);
    if (!line.len) end_sentence(r);
    else if (line.s[0] == '#') read_comment(r, line);
    else read_line(r, line);
  }
  if (r->status == QUOTH_OK) end_sentence(r);
}

quoth_status quoth_conllu_read(const char *data, size_t len,
                               const quoth_origin *origin,
                               const quoth_allocator *allocator,
                               quoth_conllu **out, size_t *used,
                               quoth_error *error) {
  if (out) *out = NULL;
  if (used) *used = 0;
  if (!out || (!data && len))
    return quoth__error_set(error, QUOTH_EINVAL, "data or out is NULL");
  if (len > INT32_MAX)
    return quoth__error_set(error, QUOTH_ELIMIT, "CoNLL-U of 2 GiB or more");
  quoth__mem mem = quoth__mem_from(allocator);
  quoth_conllu *c = quoth__mem_zero(&mem, sizeof *c);
  if (!c) return quoth__error_set(error, QUOTH_ENOMEM, "out of memory");
  c->mem = mem;
  c->id = "";
  quoth__arena_init(&c->arena, &c->mem);
  quoth__buf_init(&c->text, &c->mem);
  static const quoth_origin nowhere = {0};
  reader r = {.out = c, .origin = origin ? origin : &nowhere,
              .data = data ? data : "", .len = len, .error = error};
  if (!r.origin->source) r.origin = &nowhere;
  r.len = document_size(&r);
  if (used) *used = r.len;
  read_document(&r);
  QUOTH__VEC_DONE(&c->mem, &r.heads);
  if (r.status == QUOTH_OK) *out = c;
  else quoth_conllu_free(c);
  return r.status;
}

void quoth_conllu_free(quoth_conllu *c) {
  if (!QUOTH__IS(c)) return;
  quoth__mem mem = c->mem;
  quoth__arena_done(&c->arena);
  quoth__buf_done(&c->text);
  QUOTH__VEC_DONE(&mem, &c->words);
  QUOTH__FREE(&mem, c);
}

const char *quoth_conllu_text(const quoth_conllu *c, size_t *len) {
  if (len) *len = QUOTH__IS(c) ? c->text.len : 0;
  return QUOTH__IS(c) && c->text.data ? c->text.data : "";
}

const char *quoth_conllu_id(const quoth_conllu *c) {
  return QUOTH__IS(c) ? c->id : "";
}
