/* SPDX-License-Identifier: MIT */
#include "io/http.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/unpack.h"

size_t quoth__headers_len(const char *s, size_t len) {
  for (size_t at = 0; at < len;) {
    const char *feed = memchr(s + at, '\n', len - at);
    if (!feed) return 0;
    size_t n = (size_t)(feed - (s + at));
    bool empty = n == 0 || (n == 1 && s[at] == '\r');
    at += n + 1;
    if (empty) return at;
  }
  return 0;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

size_t quoth__header(const quoth__headers *h, const char *name,
                     const char **value) {
  size_t n_name = strlen(name);
  for (size_t at = 0; at < h->len;) {
    const char *line = h->s + at;
    const char *feed = memchr(line, '\n', h->len - at);
    size_t n = feed ? (size_t)(feed - line) : h->len - at;
    at += n + 1;
    if (n <= n_name || line[n_name] != ':' ||
        strncasecmp(line, name, n_name) != 0)
      continue;
    line += n_name + 1;
    n -= n_name + 1;
    while (n > 0 && is_blank(*line)) line++, n--;
    while (n > 0 && is_blank(line[n - 1])) n--;
    if (value) *value = line;
    return n;
  }
  return 0;
}

bool quoth__header_is(const quoth__headers *h, const char *name,
                      const char *word) {
  const char *value;
  size_t n = quoth__header(h, name, &value), len = strlen(word);
  return n >= len && strncasecmp(value, word, len) == 0 &&
         (n == len || value[len] == ';' || value[len] == ' ');
}

const char *quoth__header_charset(const quoth__headers *h, char out[64]) {
  const char *value;
  size_t n = quoth__header(h, "Content-Type", &value);
  for (size_t at = 0; at + 8 < n; at++) {
    if (strncasecmp(value + at, "charset=", 8) != 0) continue;
    size_t k = 0;
    for (at += 8; at < n && k < 63; at++) {
      if (value[at] == '"' || value[at] == '\'') continue;
      if (value[at] == ';' || value[at] == ' ') break;
      out[k++] = value[at];
    }
    out[k] = '\0';
    return k > 0 ? out : NULL;
  }
  return NULL;
}

/* Join the chunks of a body in place; false when they are damaged. */
static bool join_chunks(char *s, size_t *len) {
  size_t at = 0, to = 0;
  for (;;) {
    size_t n = 0, digits = 0;
    for (; at < *len; at++, digits++) {
      const char *hex = "0123456789abcdef", *d = strchr(hex, s[at] | 0x20);
      if (!s[at] || !d || digits > 8) break;
      n = n * 16 + (size_t)(d - hex);
    }
    const char *feed = at < *len ? memchr(s + at, '\n', *len - at) : NULL;
    if (digits == 0 || !feed) return false;
    at = (size_t)(feed - s) + 1;
    if (n == 0) break;
    if (n > *len - at) return false;
    memmove(s + to, s + at, n);
    to += n;
    at += n;
    if (at < *len && s[at] == '\r') at++;
    if (at < *len && s[at] == '\n') at++;
  }
  *len = to;
  return true;
}

const char *quoth__response_read(quoth__response *out, char *block,
                                 size_t len) {
  *out = (quoth__response){0};
  size_t head = quoth__headers_len(block, len);
  if (head == 0 || len < 12 || strncmp(block, "HTTP/", 5) != 0)
    return "no HTTP response in it";
  const char *space = memchr(block, ' ', head);
  out->status = space ? atoi(space + 1) : 0;
  out->headers = (quoth__headers){block, head};
  out->len = len - head;
  if (quoth__header_is(&out->headers, "Transfer-Encoding", "chunked")) {
    /* Many archives keep the header of a body that they joined. */
    size_t joined = out->len;
    if (join_chunks(block + head, &joined)) out->len = joined;
  }
  out->body = block + head;
  return NULL;
}

static const char *unpack_all(quoth__response *r, quoth__unpack *u) {
  size_t cap = r->len * 4 + 4096, used = 0;
  const char *problem = NULL;
  quoth__unpack_step step = {(const unsigned char *)r->body, r->len, NULL, 0};
  for (;;) {
    char *grown = used == cap || !r->owned ? realloc(r->owned, cap * 2)
                                           : r->owned;
    if (!grown) return "out of memory";
    if (grown != r->owned || used == cap) cap *= 2;
    r->owned = grown;
    step.out = grown + used;
    step.n_out = cap - used;
    size_t before = step.n_in, room = step.n_out;
    quoth__unpacked got = quoth__unpack_more(u, &step, &problem);
    used = cap - step.n_out;
    if (got == QUOTH__UNPACKED_BAD) return problem;
    if (got == QUOTH__UNPACKED_NOMEM) return "out of memory";
    if (got == QUOTH__UNPACKED_BOMB)
      return "its body unpacks to more than 100 times its size and 8 MiB";
    if (got == QUOTH__UNPACKED_MEMBER) break;
    if (step.n_in == before && step.n_out == room)
      return "its packed body ends too early";
  }
  r->body = r->owned;
  r->len = used;
  return NULL;
}

/* Packed bytes soon have a control among them. */
static bool looks_like_text(const char *s, size_t len) {
  for (size_t i = 0; i < len && i < 256; i++) {
    unsigned char c = (unsigned char)s[i];
    if (c < '\t' || (c > '\r' && c < ' ')) return false;
  }
  return true;
}

const char *quoth__response_unpack(quoth__response *r) {
  const char *value;
  size_t n = quoth__header(&r->headers, "Content-Encoding", &value);
  const unsigned char *bytes = (const unsigned char *)r->body;
  if (n == 0 || (n == 8 && strncasecmp(value, "identity", 8) == 0)) return NULL;
  if (!quoth__unpack_knows(bytes, r->len)) {
    /* Many archives keep the header of a body that they unpacked. */
    if (looks_like_text(r->body, r->len)) return NULL;
    if (n == 2 && strncasecmp(value, "br", 2) == 0)
      return "its body is packed by Brotli, which is not read";
    return "its body is packed in a way that is not read";
  }
  quoth__unpack *u = quoth__unpack_new(bytes, r->len);
  if (!u) return "out of memory";
  const char *problem = unpack_all(r, u);
  quoth__unpack_free(u);
  return problem;
}

void quoth__response_done(quoth__response *r) {
  free(r->owned);
  *r = (quoth__response){0};
}
