/* SPDX-License-Identifier: MIT */
/* Split Lua as its lexer does (manual, 3.1), but keep the places. */
#include "lua/source.h"

#include "lua/mem.h"

struct lexer {
  const char *s;
  uint32_t at, len, line;
};

static bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c >= '0' && c <= '9');
}

static char peek(const struct lexer *x, uint32_t ahead) {
  return x->at + ahead < x->len ? x->s[x->at + ahead] : '\0';
}

static void step(struct lexer *x) {
  if (x->at < x->len && x->s[x->at++] == '\n') x->line++;
}

/* Number of `=` of a long bracket that opens here, or -1. */
static int long_level(const struct lexer *x) {
  uint32_t n = 1;
  if (peek(x, 0) != '[') return -1;
  while (peek(x, n) == '=') n++;
  return peek(x, n) == '[' ? (int)n - 1 : -1;
}

/* Does the long bracket of this level close here? */
static bool closes(const struct lexer *x, int level) {
  uint32_t n = (uint32_t)level;
  if (peek(x, 0) != ']' || peek(x, n + 1) != ']') return false;
  for (uint32_t i = 1; i <= n; i++)
    if (peek(x, i) != '=') return false;
  return true;
}

/* A long bracket; a line break at its start does not count (manual, 3.1). */
static void read_long(struct lexer *x, int level, quoth__piece *out) {
  x->at += (uint32_t)level + 2;
  if (peek(x, 0) == '\r') step(x);
  if (peek(x, 0) == '\n') step(x);
  out->kind = QUOTH__PIECE_LONG;
  out->start = x->at;
  out->line = x->line;
  while (x->at < x->len && !closes(x, level)) step(x);
  out->end = x->at;
  x->at += x->at < x->len ? (uint32_t)level + 2 : 0;
}

static void read_quoted(struct lexer *x, quoth__piece *out) {
  char quote = x->s[x->at++];
  out->kind = QUOTH__PIECE_STRING;
  out->start = x->at;
  while (x->at < x->len && x->s[x->at] != quote && x->s[x->at] != '\n') {
    if (x->s[x->at] == '\\') step(x);
    step(x);
  }
  out->end = x->at;
  if (peek(x, 0) == quote) x->at++;
}

static void skip_comment(struct lexer *x) {
  x->at += 2;
  int level = long_level(x);
  quoth__piece ignored;
  if (level >= 0) read_long(x, level, &ignored);
  else
    while (x->at < x->len && x->s[x->at] != '\n') x->at++;
}

static void skip_blank(struct lexer *x) {
  while (x->at < x->len) {
    char c = x->s[x->at];
    if (c == '-' && peek(x, 1) == '-') skip_comment(x);
    else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') step(x);
    else return;
  }
}

static bool read_piece(struct lexer *x, quoth__piece *out) {
  skip_blank(x);
  if (x->at >= x->len) return false;
  *out = (quoth__piece){x->at, x->at + 1, x->line, QUOTH__PIECE_OTHER};
  char c = x->s[x->at];
  int level = long_level(x);
  if (level >= 0) {
    read_long(x, level, out);
  } else if (c == '"' || c == '\'') {
    read_quoted(x, out);
  } else if (is_name(c)) {
    while (is_name(peek(x, 0))) x->at++;
    out->kind = QUOTH__PIECE_NAME;
    out->end = x->at;
  } else {
    x->at++;
  }
  return true;
}

static bool add(quoth__source *source, const quoth_allocator *a,
                quoth__piece piece) {
  if (source->count == source->cap) {
    uint32_t cap = source->cap ? source->cap * 2 : 256;
    quoth__piece *grown = quoth__lua_resize(
        a, source->pieces, source->cap * sizeof piece, cap * sizeof piece);
    if (!grown) return false;
    source->pieces = grown;
    source->cap = cap;
  }
  source->pieces[source->count++] = piece;
  return true;
}

quoth_status quoth__source_init(quoth__source *source,
                                const quoth_allocator *allocator,
                                const char *text, size_t len) {
  struct lexer x = {.s = text, .len = (uint32_t)len, .line = 1};
  quoth__piece piece;
  if (source->text) return QUOTH_OK;
  source->text = text;
  while (read_piece(&x, &piece))
    if (!add(source, allocator, piece)) return QUOTH_ENOMEM;
  return QUOTH_OK;
}

void quoth__source_done(quoth__source *source,
                        const quoth_allocator *allocator) {
  quoth__lua_free(allocator, source->pieces,
                  source->cap * sizeof *source->pieces);
  *source = (quoth__source){0};
}

/* ---- Values --------------------------------------------------------------- */

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* What an escape sequence stands for: up to 8 bytes. */
struct escape {
  char bytes[8];
  uint32_t n, used; /* bytes it makes; characters of the source */
};

static struct escape utf8_escape(const char *s, uint32_t len) {
  uint32_t cp = 0, i = 3;
  struct escape e = {{0}, 0, 0};
  for (; i < len && hex(s[i]) >= 0; i++) cp = cp << 4 | (uint32_t)hex(s[i]);
  e.used = i + 1;
  if (cp < 0x80) {
    e.bytes[e.n++] = (char)cp;
  } else if (cp < 0x800) {
    e.bytes[e.n++] = (char)(0xC0 | cp >> 6);
  } else if (cp < 0x10000) {
    e.bytes[e.n++] = (char)(0xE0 | cp >> 12);
    e.bytes[e.n++] = (char)(0x80 | (cp >> 6 & 0x3F));
  } else {
    e.bytes[e.n++] = (char)(0xF0 | cp >> 18);
    e.bytes[e.n++] = (char)(0x80 | (cp >> 12 & 0x3F));
    e.bytes[e.n++] = (char)(0x80 | (cp >> 6 & 0x3F));
  }
  if (cp >= 0x80) e.bytes[e.n++] = (char)(0x80 | (cp & 0x3F));
  return e;
}

static struct escape decimal_escape(const char *s, uint32_t len) {
  uint32_t value = 0, i = 1;
  for (; i < len && i < 4 && s[i] >= '0' && s[i] <= '9'; i++)
    value = value * 10 + (uint32_t)(s[i] - '0');
  return (struct escape){{(char)value}, 1, i};
}

/* \z skips white space, line breaks too. */
static struct escape skip_escape(const char *s, uint32_t len) {
  uint32_t i = 2;
  while (i < len && (s[i] == ' ' || (s[i] >= '\t' && s[i] <= '\r'))) i++;
  return (struct escape){{0}, 0, i};
}

static struct escape read_escape(const char *s, uint32_t len) {
  static const char from[] = "abfnrtv\\\"'\n", to[] = "\a\b\f\n\r\t\v\\\"'\n";
  if (len < 2) return (struct escape){{'\\'}, 1, 1};
  const char *known = strchr(from, s[1]);
  if (s[1] && known) return (struct escape){{to[known - from]}, 1, 2};
  if (s[1] == 'x' && len >= 4)
    return (struct escape){{(char)((unsigned)hex(s[2]) << 4 | (unsigned)hex(s[3]))},
                           1, 4};
  if (s[1] == 'u') return utf8_escape(s, len);
  if (s[1] == 'z') return skip_escape(s, len);
  return decimal_escape(s, len);
}

/* The next bytes of a string's value; CR LF in a long bracket is one LF. */
static struct escape next_bytes(const quoth__source *source,
                                const quoth__piece *p, uint32_t at) {
  const char *s = source->text + at;
  if (p->kind == QUOTH__PIECE_STRING && *s == '\\')
    return read_escape(s, p->end - at);
  if (p->kind == QUOTH__PIECE_LONG && *s == '\r' && at + 1 < p->end &&
      s[1] == '\n')
    return (struct escape){{'\n'}, 1, 2};
  return (struct escape){{*s}, 1, 1};
}

static bool is_string(const quoth__piece *p) {
  return p->kind == QUOTH__PIECE_STRING || p->kind == QUOTH__PIECE_LONG;
}

static bool has_value(const quoth__source *source, uint32_t piece,
                      const char *value, size_t len) {
  const quoth__piece *p = &source->pieces[piece];
  size_t n = 0;
  if (!is_string(p) || p->end - p->start < len) return false;
  for (uint32_t at = p->start; at < p->end;) {
    struct escape e = next_bytes(source, p, at);
    if (n + e.n > len || memcmp(value + n, e.bytes, e.n) != 0) return false;
    n += e.n;
    at += e.used;
  }
  return n == len;
}

uint32_t quoth__source_byte(const quoth__source *source, uint32_t piece,
                            uint32_t at) {
  const quoth__piece *p = &source->pieces[piece];
  uint32_t n = 0, byte = p->start;
  while (byte < p->end) {
    struct escape e = next_bytes(source, p, byte);
    if (n + e.n > at) break;
    n += e.n;
    byte += e.used;
  }
  return byte < p->end ? byte : p->end;
}

/* ---- Search --------------------------------------------------------------- */

static bool is_char(const quoth__source *source, uint32_t piece, char c) {
  if (piece >= source->count) return false;
  const quoth__piece *p = &source->pieces[piece];
  return p->kind == QUOTH__PIECE_OTHER && source->text[p->start] == c;
}

static bool is_word(const quoth__source *source, uint32_t piece,
                    const char *word, size_t len) {
  const quoth__piece *p = &source->pieces[piece];
  return p->kind == QUOTH__PIECE_NAME && p->end - p->start == len &&
         memcmp(source->text + p->start, word, len) == 0;
}

struct wanted {
  const char *key, *value;
  size_t key_len, value_len;
};

static bool is_key(const quoth__source *source, uint32_t i,
                   const struct wanted *w) {
  if (is_word(source, i, w->key, w->key_len)) return is_char(source, i + 1, '=');
  return i > 0 && is_char(source, i - 1, '[') && is_char(source, i + 1, ']') &&
         has_value(source, i, w->key, w->key_len);
}

static bool is_wanted(const quoth__source *source, uint32_t i,
                      const struct wanted *w) {
  if (!w->value) return is_key(source, i, w);
  if (!has_value(source, i, w->value, w->value_len)) return false;
  return !w->key || (i >= 2 && is_char(source, i - 1, '=') &&
                     is_word(source, i - 2, w->key, w->key_len));
}

static uint32_t search(const quoth__source *source, const struct wanted *w,
                       uint32_t near) {
  for (uint32_t i = near; i < source->count; i++)
    if (is_wanted(source, i, w)) return i;
  for (uint32_t i = 0; i < near && i < source->count; i++)
    if (is_wanted(source, i, w)) return i;
  return QUOTH_NONE;
}

uint32_t quoth__source_string(const quoth__source *source, const char *value,
                              size_t len, uint32_t near) {
  struct wanted w = {.value = value, .value_len = len};
  return search(source, &w, near);
}

uint32_t quoth__source_pair(const quoth__source *source, const char *key,
                            const char *value, size_t len, uint32_t near) {
  struct wanted w = {key, value, strlen(key), len};
  return search(source, &w, near);
}

uint32_t quoth__source_key(const quoth__source *source, const char *key,
                           size_t len, uint32_t near) {
  struct wanted w = {.key = key, .key_len = len};
  return search(source, &w, near);
}

uint32_t quoth__source_over(const quoth__source *source, uint32_t byte) {
  for (uint32_t i = 0; i < source->count; i++) {
    const quoth__piece *p = &source->pieces[i];
    if (is_string(p) && p->start <= byte && byte <= p->end) return i;
  }
  return QUOTH_NONE;
}
